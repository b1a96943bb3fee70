//! The settings for members: how the year runs, grace, part periods, who votes; and the classes with their fees.

use egui::{Id, Ui};

use super::super::model::{Class, FieldProblem, Proration, Settings, SettingsForm};
use super::super::ops;
use super::super::store;
use super::ask_fields::two;
use super::classes::{self, Asking, Want};
use super::numbers::Numbering;
use super::{NUMBER_ALL, problem, terms};
use crate::app::{Live, Reply, Screen, SettingsPane, Sight, two_columns};
use crate::kit::day::month_name;
use crate::t;
use crate::ui::{self, Choice, Field, SMALL, checkbox, look, radio};

/// What is set now.
struct Seen {
    settings: Settings,
    classes: Vec<Class>,
}

/// See the head of this file.
pub(in crate::members) struct MemberSettings {
    seen: Live<Seen>,
    pane: SettingsPane<SettingsForm, FieldProblem>,
    beginning: Option<Reply<()>>,
    asking: Option<Asking>,
    numbers: Numbering,
    /// A dialog that waits for the classes.
    pending: Option<String>,
}

impl MemberSettings {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            seen: Live::new(&["member_settings", "member_class", "member_fee", "member_counter"]),
            pane: SettingsPane::default(),
            beginning: None,
            asking: None,
            numbers: Numbering::new(),
            pending: None,
        })
    }

    fn take_answers(&mut self, sight: &Sight<'_>) {
        match self.beginning.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.beginning = None,
            Some(Err(problem)) => {
                self.beginning = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.asking.as_mut().is_some_and(|asking| !asking.logic()) {
            self.asking = None;
        }
    }
}

impl Screen for MemberSettings {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, (), |conn, ()| {
            Ok(Seen { settings: store::settings(conn)?, classes: store::classes(conn)? })
        });
        self.take_answers(sight);
        self.numbers.logic(sight);
        self.pane.logic(sight, self.seen.get().map(|seen| SettingsForm::of(&seen.settings)));
        if let Some(seen) = self.seen.get()
            && let Some(wanted) = self.pending.take()
        {
            if wanted == "numbers" {
                self.numbers.ask();
                return;
            }
            let class = seen.classes.iter().find(|c| c.id.to_string() == wanted || c.name == wanted);
            let class = if wanted == "class" { seen.classes.first() } else { class };
            self.asking = Some(Asking::new(class, sight));
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let save = self.pane.head(ui, sight, self.asking.is_some() || self.numbers.is_asking());
        let changed = self.pane.is_changed();
        let Self { seen, pane, asking, beginning, numbers, .. } = self;
        let (Some(seen), Some((form, problems))) = (seen.get(), pane.form()) else { return };
        two_columns(ui, |ui, left| {
            if left {
                ui::card(ui, |ui| year(ui, form, problems));
                ui::card(ui, |ui| periods(ui, form, problems));
                ui::card(ui, |ui| numbers.card(ui, sight, &mut form.numbers, problems));
                return;
            }
            match ui::card(ui, |ui| classes::show(ui, sight, &seen.classes)).inner {
                Some(Want::Begin) if beginning.is_none() => {
                    *beginning = Some(sight.desk.run(&ops::BEGIN, ops::begin));
                }
                Some(Want::Change(id)) => {
                    let class = seen.classes.iter().find(|c| Some(c.id) == id);
                    *asking = Some(Asking::new(class, sight));
                }
                Some(Want::Begin) | None => {}
            }
            ui::card(ui, |ui| votes(ui, form, problems));
        });
        numbers.dialog(ui, sight, changed);
        if asking.as_mut().is_some_and(|asking| !asking.show(ui, sight)) {
            *asking = None;
        }
        if save {
            pane.save(
                |form| form.parse(&terms(sight)),
                |new| sight.desk.run(&ops::CHANGE_SETTINGS, move |office| ops::change_settings(office, &new)),
            );
        }
    }

    fn go(&mut self, filter: &str) {
        if !filter.trim().is_empty() {
            self.pending = Some(filter.trim().to_owned());
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if key == NUMBER_ALL.key {
            self.numbers.ask();
        }
    }

    fn draft(&self) -> Option<String> {
        self.pane.draft()
    }

    fn restore(&mut self, draft: &str) {
        self.pane.restore(draft);
    }
}

/// A month and a day of it.
fn day_of_year(
    ui: &mut Ui,
    month: &mut u32,
    day: &mut String,
    (label, field): (&str, &str),
    problems: &[FieldProblem],
) {
    let months: Vec<(u32, &str)> = (1..=12).map(|m| (m, month_name(m))).collect();
    two(
        ui,
        |ui| {
            Choice::new(label, month, &months).show(ui);
        },
        |ui| {
            Field::new(t!("Day"), day)
                .figures()
                .id(Id::unique(("members.settings", field)))
                .problem(problem(problems, field))
                .show(ui);
        },
    );
}

fn year(ui: &mut Ui, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("The membership year"));
    radio(ui, &mut form.rolling, false, t!("The same for everybody"));
    radio(ui, &mut form.rolling, true, t!("Twelve months from the day each began"));
    if !form.rolling {
        day_of_year(ui, &mut form.year_month, &mut form.year_day, (t!("Begins in"), "year_day"), problems);
        checkbox(ui, &mut form.rollover, t!("Who joins late in the year has paid for the next as well"));
        if form.rollover {
            let names = (t!("From"), "rollover_day");
            day_of_year(ui, &mut form.rollover_month, &mut form.rollover_day, names, problems);
            ui::paragraph(ui, t!("Of who pays yearly, one fee is charged then."), SMALL.ink(look(ui).muted));
        }
    }
}

fn periods(ui: &mut Ui, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("Paying"));
    let rules = Proration::ALL.map(|rule| (rule.key().to_owned(), rule.label()));
    Choice::new(t!("Who joins in the middle pays"), &mut form.proration, &rules)
        .problem(problem(problems, "proration"))
        .show(ui);
    two(
        ui,
        |ui| {
            Field::new(t!("Days of grace"), &mut form.grace_days)
                .figures()
                .problem(problem(problems, "grace_days"))
                .show(ui);
        },
        |ui| {
            Field::new(t!("Renewal due, days before"), &mut form.remind_days)
                .figures()
                .problem(problem(problems, "remind_days"))
                .show(ui);
        },
    );
    let words = t!(
        "A part is rounded to the penny, a half upwards. After the paid time a member is in grace for so many days, then lapsed."
    );
    ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
}

fn votes(ui: &mut Ui, form: &mut SettingsForm, problems: &[FieldProblem]) {
    ui.spacing_mut().item_spacing.y = 12.0;
    ui::section(ui, t!("Who may vote"));
    let rule = &mut form.rule;
    two(
        ui,
        |ui| {
            Field::new(t!("Days as a member, at least"), &mut rule.days)
                .figures()
                .problem(problem(problems, "days"))
                .show(ui);
        },
        |ui| {
            Field::new(t!("Age in years, at least"), &mut rule.age)
                .figures()
                .problem(problem(problems, "age"))
                .show(ui);
        },
    );
    Field::new(t!("Gap forgiven after lapsing, days"), &mut rule.forgive)
        .figures()
        .problem(problem(problems, "forgive"))
        .show(ui);
    checkbox(ui, &mut rule.paid_up, t!("Dues are paid"));
    if rule.paid_up {
        checkbox(ui, &mut rule.grace, t!("Days of grace count as paid"));
    }
    ui::paragraph(
        ui,
        t!("Which classes vote is set with each class. An empty age asks for none."),
        SMALL.ink(look(ui).muted),
    );
}
