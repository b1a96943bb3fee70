//! The dues run: who is charged what and who is not, before anything is charged; then exactly that.

use chrono::Datelike as _;
use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{DuesPlan, LeftOut, NotCharged, PersonId, Planned, Register, Settings};
use super::super::ops::{self, Ran};
use super::super::store::{self, Run};
use super::{CHANGE_SETTINGS, LIST, RUN, TABLES};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Day, Money, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Answer, BODY, Button, Choice, Dialog, Link, SMALL, Split, Tone, checkbox, icons, look, stat};

/// What is known of a run before it is made.
struct Seen {
    plan: DuesPlan,
    /// The names of the classes, by id.
    register: Register,
    runs: Vec<Run>,
    settings: Settings,
}

/// Which year, and whether the lapsed are charged as well; with the day it is.
type Wanted = (i32, bool, Day);

/// What the list at the left shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shows {
    #[default]
    Charges,
    Left(NotCharged),
}

/// See the head of this file.
pub(in crate::members) struct Dues {
    year: Option<i32>,
    lapsed: bool,
    shows: Shows,
    seen: Live<Seen, Wanted>,
    table: TableState,
    split: Split,
    asking: bool,
    pending: bool,
    running: Option<Reply<Ran>>,
}

impl Dues {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            year: None,
            lapsed: false,
            shows: Shows::Charges,
            seen: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            asking: false,
            pending: false,
            running: None,
        })
    }

    fn why_not(&self, sight: &Sight<'_>) -> Option<&'static str> {
        if self.running.is_some() {
            return Some(t!("They are being charged"));
        }
        let none = self.seen.get().is_none_or(|seen| seen.plan.charges.is_empty());
        RUN.refused(sight).or_else(|| none.then(|| t!("There is nothing to charge")))
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let mut year = self.year.unwrap_or_default();
        let years: Vec<(i32, String)> =
            (sight.today().year() - 3..=sight.today().year() + 1).rev().map(|y| (y, y.to_string())).collect();
        let options: Vec<(i32, &str)> = years.iter().map(|(y, words)| (*y, words.as_str())).collect();
        let before = (year, self.lapsed, self.shows);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                Choice::new(t!("Membership year"), &mut year, &options).bare().show(ui);
                checkbox(ui, &mut self.lapsed, t!("Also who is lapsed today"));
                if self.shows != Shows::Charges
                    && Button::quiet(t!("Who is charged")).icon(icons::ARROW_LEFT).show(ui).clicked()
                {
                    self.shows = Shows::Charges;
                }
            });
        });
        self.year = Some(year);
        if before != (year, self.lapsed, self.shows) {
            self.table.selection.clear();
        }
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let Some(seen) = self.seen.get() else { return };
        match self.shows {
            Shows::Charges if seen.plan.charges.is_empty() => nothing(ui, sight, seen),
            Shows::Charges => charges(ui, sight, &mut self.table, seen),
            Shows::Left(why) => left(ui, sight, &mut self.table, seen, why),
        }
    }
}

fn open(sight: &Sight<'_>, person: Option<PersonId>) {
    if let Some(person) = person {
        sight.go(LIST, person.to_string());
    }
}

fn charges(ui: &mut Ui, sight: &Sight<'_>, table: &mut TableState, seen: &Seen) {
    let amount = t!("Amount {sign}", sign = sight.currency().sign.trim());
    let columns = [
        Column::new("name", t!("Member"), 190.0).grows(2.0).least(130.0).unsorted(),
        Column::new("class", t!("Class"), 100.0).grows(1.0).least(84.0).unsorted().spare(),
        Column::new("period", t!("For"), 190.0).least(180.0).unsorted(),
        Column::new("part", "", 84.0).unsorted().spare(),
        Column::new("amount", &amount, 96.0).figures().unsorted(),
    ];
    let (currency, all) = (*sight.currency(), &seen.plan.charges);
    let out = Table::new(t!("Dues to charge"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?),
        |planned: &Planned, column| match column {
            0 => Cell::Strong(planned.name.as_str().into()),
            1 => Cell::Muted(seen.register.class_name(planned.class).to_owned().into()),
            2 => {
                let (from, to) = (day::short(planned.period.from), day::short(planned.period.to));
                Cell::Muted(format!("{from} – {to}").into())
            }
            3 if planned.part => Cell::Chip(t!("Part").into(), Tone::Plain),
            3 => Cell::Empty,
            _ => Cell::Text(currency.figures(planned.amount).into()),
        },
    );
    let opened = out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| all.get(at));
    open(sight, opened.map(|p| p.member));
}

fn left(ui: &mut Ui, sight: &Sight<'_>, table: &mut TableState, seen: &Seen, why: NotCharged) {
    let all: Vec<&LeftOut> = seen.plan.left_out.iter().filter(|l| l.why == why).collect();
    let columns = [
        Column::new("name", t!("Member"), 220.0).grows(1.0).least(130.0).unsorted(),
        Column::new("why", t!("Why not"), 260.0).grows(1.0).least(160.0).unsorted(),
    ];
    let out = Table::new(t!("Members left out"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| all.get(usize::try_from(at).ok()?).copied(),
        |left: &LeftOut, column| match column {
            0 => Cell::Strong(left.name.as_str().into()),
            _ => Cell::Muted(left.why.label().into()),
        },
    );
    let opened = out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| all.get(at));
    open(sight, opened.map(|l| l.member));
}

fn nothing(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) {
    let no_fee = seen.plan.count_of(NotCharged::NoFee) > 0;
    let (title, body) = if seen.plan.left_out.is_empty() {
        (
            t!("Nobody to charge"),
            t!(
                "A dues run charges every member what is owed for a year, shows it first, and comes back out in one step."
            ),
        )
    } else if no_fee {
        (t!("Nothing to charge"), t!("The classes have no fee for these days. Say what each costs, then look again."))
    } else {
        (t!("Nothing to charge"), t!("Everybody is charged already, or is left out for a reason that stands beside."))
    };
    ui::empty_state(ui, icons::STACK, title, body, |ui| {
        if Button::secondary(t!("Classes and fees")).show(ui).clicked() {
            sight.command(&CHANGE_SETTINGS);
        }
        if Button::secondary(t!("See the members")).show(ui).clicked() {
            sight.go(LIST, "");
        }
    });
}

/// Beside the list: who is left out, how it is counted, the runs before. Answers what is to be shown.
fn pane(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) -> Option<Shows> {
    let mut shows = None;
    ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
    ui::section(ui, t!("Who is left out, and why"));
    if seen.plan.left_out.is_empty() {
        ui::paragraph(ui, t!("Nobody"), BODY.ink(look(ui).muted));
    }
    for why in NotCharged::ALL {
        let count = seen.plan.count_of(why);
        if count == 0 {
            continue;
        }
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let link = Link::new(&text::count(count)).show(ui);
                let name = t!("{reason}: {count}", reason = why.label(), count = count);
                link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &name));
                if link.clicked() {
                    shows = Some(Shows::Left(why));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| ui::line(ui, why.label(), BODY));
            });
        });
    }
    ui.add_space(4.0);
    ui::section(ui, t!("How it is counted"));
    let grace = text::plural(usize::try_from(seen.settings.grace_days).unwrap_or(0), t!("day"), t!("days"));
    let (from, to) = (day::long(seen.plan.from), day::long(seen.plan.to));
    let begins = t!("{from} to {to}", from = from, to = to);
    ui::key_values(
        ui,
        &[
            (t!("Periods that begin"), begins.as_str()),
            (t!("Part periods"), seen.settings.proration.label()),
            (t!("Grace"), &grace),
            (t!("Due"), t!("On the first day of each period, today at the earliest")),
        ],
    );
    if Link::new(t!("Change how it is counted")).show(ui).clicked() {
        sight.command(&CHANGE_SETTINGS);
    }
    if !seen.runs.is_empty() {
        ui.add_space(4.0);
        ui::section(ui, t!("Runs before"));
        for run in seen.runs.iter().take(6) {
            before(ui, sight, run);
        }
        if Link::new(t!("Take a run back in History")).show(ui).clicked() {
            sight.go("history", "");
        }
    }
    shows
}

fn before(ui: &mut Ui, sight: &Sight<'_>, run: &Run) {
    let count = text::plural(usize::try_from(run.count).unwrap_or(0), t!("charge"), t!("charges"));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let what = t!(
            "{from} – {to}: {count}, {total}",
            from = day::short(run.from),
            to = day::short(run.to),
            count = count,
            total = sight.currency().show(run.total)
        );
        ui::paragraph(ui, &what, BODY);
        ui::line(ui, &t!("Made on {day}", day = day::long(run.made)), SMALL.ink(look(ui).muted));
    });
}

fn ask(ui: &Ui, sight: &Sight<'_>, seen: &Seen) -> Answer {
    let count = text::plural(seen.plan.charges.len(), t!("period"), t!("periods"));
    let total = sight.currency().show(seen.plan.total());
    let title = t!("Charge {total}?", total = total);
    let body = t!(
        "{count} are charged exactly as the list shows them, in one step that Undo takes back as a whole. Nothing is taken from anybody: it says what is owed.",
        count = count
    );
    Dialog::new(&title, t!("Charge")).body(&body).show(ui, |_| {})
}

impl Screen for Dues {
    fn logic(&mut self, sight: &Sight<'_>) {
        let today = sight.today();
        // Late in the year the next one is what is wanted.
        let likely = if today.month() >= 10 { today.year() + 1 } else { today.year() };
        let year = *self.year.get_or_insert(likely);
        self.seen.want(sight.desk, (year, self.lapsed, today), |conn, (year, lapsed, today)| {
            let register = store::register(conn)?;
            let (from, to) = register.settings.year.days_of(*year).unwrap_or((*today, *today));
            let plan = register.plan(from, to, *today, *lapsed);
            let settings = register.settings.clone();
            let few = Register::of_classes(register.classes.clone());
            Ok(Seen { plan, register: few, runs: store::runs(conn)?, settings })
        });
        match self.running.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => self.running = None,
            Some(Err(problem)) => {
                self.running = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.pending && self.seen.get().is_some() && !self.seen.is_coming() {
            self.pending = false;
            match self.why_not(sight) {
                Some(why) => sight.notice(Tone::Warning, why, ""),
                None => self.asking = true,
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let why_not = self.why_not(sight);
        let mut asked = false;
        sight.header(ui, t!("A preview: nothing is charged yet"), |ui| {
            let total = self.seen.get().map_or(Money::ZERO, |seen| seen.plan.total());
            let words = t!("Charge {total}", total = sight.currency().show(total));
            let words = if total.is_zero() { t!("Charge dues") } else { words.as_str() };
            asked = Button::primary(words).key("I").unless(why_not).show(ui).clicked();
        });
        self.asking |= asked;
        if let Some(seen) = self.seen.get()
            && !seen.plan.charges.is_empty()
        {
            let mut people: Vec<_> = seen.plan.charges.iter().map(|c| c.member).collect();
            people.dedup();
            Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 16 }).show(ui, |ui| {
                ui::summary_strip(ui, |ui| {
                    if stat(ui, t!("Members"), &text::count(people.len()), None).clicked() {
                        self.shows = Shows::Charges;
                    }
                    stat(ui, t!("Periods"), &text::count(seen.plan.charges.len()), None);
                    stat(ui, t!("Together"), &sight.currency().show(seen.plan.total()), None);
                    ui.separator();
                    if stat(ui, t!("Left out"), &text::count(seen.plan.left_out.len()), Some(Tone::Plain)).clicked()
                        && let Some(left) = seen.plan.left_out.first()
                    {
                        self.shows = Shows::Left(left.why);
                    }
                });
            });
        }
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        let mut shows = None;
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, sight),
            |ui| shows = this.borrow().seen.get().and_then(|seen| pane(ui, sight, seen)),
        );
        self.split = split;
        if let Some(shows) = shows {
            self.shows = shows;
            self.table.selection.clear();
        }
        if self.asking
            && let Some(seen) = self.seen.get()
        {
            match ask(ui, sight, seen) {
                Answer::Open => {}
                Answer::Cancelled => self.asking = false,
                Answer::Confirmed => {
                    let plan = seen.plan.clone();
                    self.asking = false;
                    self.running = Some(sight.desk.run(&ops::RUN, move |office| ops::run(office, &plan)));
                }
            }
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        if filter == RUN.key {
            self.pending = true;
        } else if let Ok(year) = filter.parse() {
            self.year = Some(year);
            self.shows = Shows::Charges;
        } else if let Some(why) = NotCharged::ALL.into_iter().find(|why| why.key() == filter) {
            self.shows = Shows::Left(why);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = key == RUN.key;
    }
}
