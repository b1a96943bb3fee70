//! The numbers of members, on the page of settings; the question before all who have none get one.

use egui::Ui;

use super::super::model::{FieldProblem, NumbersForm};
use super::super::{ops, store};
use super::ask_fields::two;
use super::{NUMBER_ALL, members, problem};
use crate::app::{Live, Reply, Sight};
use crate::kit::Day;
use crate::t;
use crate::ui::{self, Answer, BODY, Button, Dialog, Field, SMALL, Tone, checkbox, look};

/// Where the numbers stand.
struct Seen {
    next: String,
    /// How many members have none.
    without: usize,
}

/// What the card shows, and its question.
pub(super) struct Numbering {
    seen: Live<Seen, Day>,
    asking: bool,
    /// The card is to come in sight.
    reveal: bool,
    going: Option<Reply<usize>>,
}

impl Numbering {
    pub(super) fn new() -> Self {
        Self { seen: Live::new(super::TABLES), asking: false, reveal: false, going: None }
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, sight.today(), |conn, today| {
            let numbers = store::settings(conn)?.numbers;
            let without = store::register(conn)?.without_number(*today).len();
            Ok(Seen { next: store::next_number(conn, &numbers)?.1, without })
        });
        match self.going.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => self.going = None,
            Some(Err(problem)) => {
                self.going = None;
                sight.problem(problem);
            }
            None => {}
        }
    }

    /// Asks whether everybody without a number gets one.
    pub(super) fn ask(&mut self) {
        (self.asking, self.reveal) = (true, true);
    }

    pub(super) fn is_asking(&self) -> bool {
        self.asking
    }

    /// Draws the card.
    pub(super) fn card(&mut self, ui: &mut Ui, sight: &Sight<'_>, form: &mut NumbersForm, problems: &[FieldProblem]) {
        if std::mem::take(&mut self.reveal) {
            ui.scroll_to_cursor(Some(egui::Align::Min));
        }
        ui.spacing_mut().item_spacing.y = 12.0;
        ui::section(ui, t!("Member numbers"));
        checkbox(ui, &mut form.auto, t!("New members get the next number"));
        two(
            ui,
            |ui| {
                Field::new(t!("Before each number"), &mut form.prefix)
                    .placeholder(t!("Nothing"))
                    .problem(problem(problems, "number_prefix"))
                    .show(ui);
            },
            |ui| {
                Field::new(t!("Least figures"), &mut form.digits)
                    .placeholder("1")
                    .figures()
                    .problem(problem(problems, "number_digits"))
                    .show(ui);
            },
        );
        Field::new(t!("Goes on from"), &mut form.next)
            .placeholder(t!("After the highest that there is"))
            .figures()
            .problem(problem(problems, "number_next"))
            .show(ui);
        let words = match form.example() {
            Some(example) => {
                t!("The next member is {number}, or the first after it that nobody has or had.", number = example)
            }
            None => t!("A number that was given once is not given again.").to_owned(),
        };
        ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        let Some(seen) = self.seen.get().filter(|seen| seen.without > 0) else { return };
        let says = t!("{count} without a number", count = members(seen.without));
        ui.horizontal_wrapped(|ui| {
            ui::line(ui, &says, BODY);
            if Button::secondary(t!("Number them…")).unless(NUMBER_ALL.refused(sight)).show(ui).clicked() {
                self.asking = true;
            }
        });
    }

    /// Draws the question while it is open. `changed`: the form above is not saved.
    pub(super) fn dialog(&mut self, ui: &Ui, sight: &Sight<'_>, changed: bool) {
        if !self.asking {
            return;
        }
        // What was seen on the last visit may be long ago.
        let Some(seen) = self.seen.get().filter(|_| !self.seen.is_coming()) else { return };
        if seen.without == 0 {
            self.asking = false;
            sight.notice(Tone::Plain, t!("Every member has a number"), "");
            return;
        }
        let title = t!("Number {count}?", count = members(seen.without));
        let body = t!(
            "They get {next} and the numbers after it, in the order in which they became members. Undo takes the numbers off again, and the series goes on after them.",
            next = seen.next
        );
        let unsaved = changed.then(|| t!("Save the settings first"));
        let busy = self.going.is_some().then(|| t!("One moment…"));
        match Dialog::new(&title, t!("Number them")).body(&body).unless(unsaved.or(busy)).show(ui, |_| {}) {
            Answer::Open => {}
            Answer::Cancelled => self.asking = false,
            Answer::Confirmed => {
                self.asking = false;
                self.going = Some(sight.desk.run(&ops::NUMBER_ALL, ops::number_all));
            }
        }
    }
}
