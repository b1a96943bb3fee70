//! Hours of who helps: by volunteer between two days, and beside it the shifts of the one that is looked at.

use chrono::Datelike as _;
use egui::{Ui, vec2};

use super::super::{cli, store};
use super::{EXPORT_HOURS, PEOPLE, PLAN};
use crate::app::export::Exporting;
use crate::app::{Live, Screen, Sight};
use crate::kit::{Day, day, text};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Link, SMALL, Tone, icons, line, look};

const TABLES: &[&str] = &["shift_person", "event_shift", "event", "person"];

/// Which days are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Span {
    #[default]
    ThisYear,
    LastYear,
    Always,
}

impl Span {
    fn days(self, today: Day) -> (Day, Day) {
        let year = |year: i32| {
            let on = |month, day| Day::from_ymd_opt(year, month, day).unwrap_or(today);
            (on(1, 1), on(12, 31))
        };
        match self {
            Self::ThisYear => (year(today.year()).0, today),
            Self::LastYear => year(today.year() - 1),
            Self::Always => (year(1).0, today),
        }
    }
}

/// `12:30`
fn hours(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// See the head of this file.
pub(in crate::events) struct Volunteers {
    span: Span,
    all: Live<Vec<store::Hours>, (Day, Day)>,
    shown: Shown<(Day, Day)>,
    exporting: Exporting,
    export: bool,
}

impl Volunteers {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            span: Span::default(),
            all: Live::new(TABLES),
            shown: Shown::default(),
            exporting: Exporting::default(),
            export: false,
        })
    }

    fn list(&self) -> &[store::Hours] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let columns = [
            Column::new("name", t!("Name"), 220.0).grows(2.0).least(150.0).unsorted(),
            Column::new("completed", t!("Shifts"), 84.0).figures().unsorted(),
            Column::new("missed", t!("Missed"), 84.0).figures().unsorted(),
            Column::new("hours", t!("Hours"), 96.0).figures().unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Volunteers"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |one: &store::Hours, column| match column {
                0 => Cell::Strong(one.name.as_str().into()),
                1 => Cell::Text(one.completed.to_string().into()),
                2 if one.missed == 0 => Cell::Empty,
                2 => Cell::Chip(one.missed.to_string().into(), Tone::Warning),
                _ => Cell::Text(hours(one.minutes).into()),
            },
        );
        shown.table = state;
        if out.selected {
            shown.picked();
        }
        if let Some(one) = out.opened.and_then(|at| shown.row(all, at)) {
            sight.go(PEOPLE, one.person.to_string());
        }
    }

    fn pane(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let id = self.shown.open(self.list(), |one| one.person.0);
        let Some(one) = self.list().iter().find(|one| Some(one.person.0) == id) else {
            ui::paragraph(ui, t!("Choose somebody in the list."), BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if Link::new(&one.name).show(ui).clicked() {
            sight.go(PEOPLE, one.person.to_string());
        }
        ui::section(ui, t!("Their shifts"));
        for (at, work) in one.shifts.iter().rev().enumerate() {
            ui.push_id(at, |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    if Link::new(&work.event_title).show(ui).clicked() {
                        sight.go(PLAN, format!("{} shifts", work.event));
                    }
                    ui.horizontal(|ui| {
                        let words = t!("{role}, {day}", role = work.role, day = day::short(work.day));
                        line(ui, &words, SMALL.ink(look(ui).muted));
                        if work.state == "completed" {
                            line(ui, &hours(work.worked()), SMALL);
                        } else {
                            ui::chip(ui, t!("Missed"), Tone::Warning);
                        }
                    });
                });
            });
        }
    }
}

impl Screen for Volunteers {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        let span = self.span.days(sight.today());
        self.all.want(sight.desk, span, |conn, (from, to)| store::hours(conn, *from, *to));
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &span, |_| true);
            self.shown.follow(all, |one| one.person.0);
        }
        self.exporting.logic(sight);
        if std::mem::take(&mut self.export) {
            self.exporting.begin(sight, &cli::HOURS);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let minutes: i64 = self.list().iter().map(|one| one.minutes).sum();
        let count = self.list().len();
        let words = if count == 0 {
            String::new()
        } else {
            t!(
                "{people}, {hours} hours",
                people = text::plural(count, t!("volunteer"), t!("volunteers")),
                hours = hours(minutes)
            )
        };
        sight.header(ui, &words, |ui| {
            ui::menu_button(ui, t!("More for volunteers"), |ui| {
                EXPORT_HOURS.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        shown_bar(ui, self.shown.len(), |ui| {
            let options =
                [(Span::ThisYear, t!("This year")), (Span::LastYear, t!("Last year")), (Span::Always, t!("Always"))];
            Choice::new(t!("Which days"), &mut self.span, &options).bare().show(ui);
        });
        if self.all.get().is_some_and(Vec::is_empty) {
            let body = t!(
                "Who signs up for a shift in the plan of an event and is marked as completed stands here, with their hours"
            );
            ui::empty_state(ui, icons::CLOCK, t!("Nobody worked a shift in these days"), body, |_| {});
            return;
        }
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow().pane(ui, sight));
        self.shown.split = split;
    }

    /// A person's id.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.shown.show(id);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.export |= key == EXPORT_HOURS.key;
    }
}
