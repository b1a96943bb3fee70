//! Applications that wait: who applied, since when, and the decision.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{PersonId, Register, Term};
use super::super::store;
use super::ask::Ask;
use super::detail::{self, Seen, Want};
use super::{APPLY, APPROVE, REFUSE, TABLES, question};
use crate::app::{Live, Screen, Sight};
use crate::kit::{Day, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Split, Tone, icons, look};

/// One application as the list shows it.
struct Line {
    person: PersonId,
    name: String,
    class: String,
    applied: Option<Day>,
    payer: String,
}

/// See the head of this file.
pub(in crate::members) struct Applications {
    lines: Live<Vec<Line>>,
    table: TableState,
    split: Split,
    wanted: Option<PersonId>,
    open: Live<Option<Seen>, Option<PersonId>>,
    ask: Option<Ask>,
    pending: Option<&'static str>,
}

impl Applications {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            lines: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            open: Live::new(TABLES),
            ask: None,
            pending: None,
        })
    }

    fn lines(&self) -> &[Line] {
        self.lines.get().map_or(&[], Vec::as_slice)
    }

    fn person(&self) -> Option<PersonId> {
        let at = |at: u64| usize::try_from(at).ok().and_then(|at| self.lines().get(at)).map(|line| line.person);
        // Who was wanted and is decided on makes place for the next.
        let wanted = self.wanted.filter(|id| self.lines().iter().any(|line| line.person == *id));
        wanted.or_else(|| self.table.selection.cursor().and_then(at)).or_else(|| at(0))
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(Some(seen)) = self.open.get() else {
            sight.notice(Tone::Warning, t!("No application waits"), "");
            return;
        };
        if let Some(why) = detail::why_not(key, seen, sight.today()) {
            sight.notice(Tone::Warning, why, "");
        } else if let Some(term) = seen.main(sight.today())
            && let Some(what) = question::of(key, seen, term, sight)
        {
            self.ask = Some(Ask::new(what, &seen.register, term));
        }
    }

    fn list(&mut self, ui: &mut Ui) -> bool {
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let words = t!("The oldest first. Approving makes a member, and charges the first dues.");
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui::paragraph(ui, words, BODY.ink(look(ui).muted));
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let columns = [
            Column::new("name", t!("Name"), 200.0).grows(2.0).least(130.0).unsorted(),
            Column::new("class", t!("Class"), 110.0).grows(1.0).least(90.0).unsorted(),
            Column::new("applied", t!("Applied"), 110.0).unsorted(),
            Column::new("payer", t!("Payer"), 140.0).grows(1.0).least(90.0).unsorted().spare(),
        ];
        let lines = self.lines.get().map_or(&[][..], Vec::as_slice);
        let out = Table::new(t!("Applications"), &columns).rows(u64::try_from(lines.len()).unwrap_or(0)).show(
            ui,
            &mut self.table,
            |at| lines.get(usize::try_from(at).ok()?),
            |line, column| match column {
                0 => Cell::Strong(line.name.as_str().into()),
                1 => Cell::Text(line.class.as_str().into()),
                2 => Cell::Muted(line.applied.map(day::short).unwrap_or_default().into()),
                _ => Cell::Muted(line.payer.as_str().into()),
            },
        );
        if out.opened.is_some() {
            self.pending = Some(APPROVE.key);
        }
        out.selected
    }
}

fn line(register: &Register, term: &Term) -> Line {
    Line {
        person: term.person,
        name: register.name(term.person).to_owned(),
        class: register.class_name(term.class).to_owned(),
        applied: term.applied,
        payer: term.payer.map(|id| register.name(id).to_owned()).unwrap_or_default(),
    }
}

impl Screen for Applications {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.lines.want(sight.desk, (), |conn, ()| {
            let register = store::register(conn)?;
            Ok(register.waiting().into_iter().map(|term| line(&register, term)).collect())
        });
        let today = sight.today();
        self.open.want(sight.desk, self.person(), move |conn, person| {
            person.map_or(Ok(None), |person| store::seen(conn, person, today))
        });
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
        }
        if let Some(key) = self.pending
            && self.lines.get().is_some()
            && !self.open.is_coming()
        {
            self.pending = None;
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.lines().len();
        let subtitle = if count > 0 {
            text::plural(count, t!("application waits"), t!("applications wait"))
        } else {
            String::new()
        };
        sight.header(ui, &subtitle, |ui| {
            APPLY.primary(ui, sight);
        });
        if self.lines.get().is_some_and(Vec::is_empty) {
            let body = t!("Whoever applies waits here until somebody decides. What was decided stays with the member.");
            ui::empty_state(ui, icons::CHECK_CIRCLE, t!("No application waits"), body, |ui| {
                if Button::secondary(t!("Take in an application")).show(ui).clicked() {
                    sight.command(&APPLY);
                }
                if Button::secondary(t!("See the members")).show(ui).clicked() {
                    sight.go(super::LIST, "");
                }
            });
        } else {
            let mut split = self.split;
            let this = std::cell::RefCell::new(&mut *self);
            let (mut chosen, mut want) = (false, None);
            split.show(
                ui,
                |ui| chosen = this.borrow_mut().list(ui),
                |ui| {
                    let this = this.borrow();
                    want = this.open.get().and_then(Option::as_ref).and_then(|seen| detail::show(ui, sight, seen));
                },
            );
            self.split = split;
            if chosen {
                self.wanted = None;
            }
            match want {
                Some(Want::Command(key)) if key == APPROVE.key || key == REFUSE.key => self.begin(key, sight),
                Some(Want::Command(key)) => {
                    if let Some(person) = self.person() {
                        sight.go(super::LIST, format!("{key}:{}", person.0));
                    }
                }
                Some(Want::Open(person)) => sight.go(super::LIST, person.to_string()),
                Some(Want::Unpin(..) | Want::Waive(_)) | None => {}
            }
        }
        if let (Some(ask), Some(seen)) = (&mut self.ask, self.open.get().and_then(Option::as_ref)) {
            let first = ask.first(&seen.register, sight);
            if !ask.show(ui, sight, &seen.register, first.as_ref()) {
                self.ask = None;
            }
        }
    }

    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.trim().parse::<i64>() {
            self.wanted = Some(PersonId(id));
        }
        self.pending = [&APPROVE, &REFUSE].into_iter().find(|c| c.key == filter.trim()).map(|c| c.key);
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&APPROVE, &REFUSE].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
