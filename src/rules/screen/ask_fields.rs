//! The fields of the dialogs in `ask`.

use egui::{Id, Ui};

use super::super::own::Standing;
use super::super::pack::Class;
use super::super::work::{Outcome, WorkForm};
use super::ask::{Ask, What};
use super::problem;
use crate::app::Sight;
use crate::ledger::model::FieldProblem;
use crate::people::screen::person::{self, Shown};
use crate::t;
use crate::ui::{Choice, DayField, Field, MoneyField, SMALL, checkbox, look, paragraph, two};

/// The field for a day.
pub(super) fn day_field(ui: &mut Ui, sight: &Sight<'_>, label: &str, text: &mut String, problem: Option<&str>) {
    DayField::new(label, text, sight.today()).month_first(sight.facts.profile.month_first).problem(problem).show(ui);
}

/// Why something was refused, below the fields.
pub(super) fn refused(ui: &mut Ui, refused: Option<&crate::kit::Problem>) {
    if let Some(problem) = refused {
        let ink = look(ui).danger;
        paragraph(ui, &problem.to_string(), SMALL.ink(ink));
        if let Some(hint) = &problem.hint {
            paragraph(ui, hint, SMALL);
        }
    }
}

/// Draws the fields.
pub(super) fn show(ui: &mut Ui, ask: &mut Ask, sight: &Sight<'_>) {
    let Ask { what, problems, refused: said, .. } = ask;
    match what {
        What::Work { possible, form, .. } => work(ui, possible, form, problems, sight),
        What::Donor(asked) => {
            if let Some(found) = &asked.found {
                let shown = Shown { label: t!("Donor"), width: Some(ui.available_width()), ..Shown::default() };
                person::show(ui, Id::unique("rules.donor"), &mut asked.who, found, shown);
            }
            if let Some(organisation) = asked.known().map(|known| known.organisation)
                && let Some(form) = &mut asked.form
            {
                donor(ui, organisation, form, problems);
            }
        }
        What::Aside { before, by, note } => {
            two(
                ui,
                |ui| day_field(ui, sight, t!("Before"), before, problem(problems, "before")),
                |ui| {
                    Field::new(t!("Who says so"), by).problem(problem(problems, "by")).show(ui);
                },
            );
            Field::new(t!("Note"), note).show(ui);
        }
    }
    refused(ui, said.as_ref());
}

/// What the day of an outcome is called.
fn day_label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted | Outcome::Impermissible | Outcome::Unidentified | Outcome::Indirect => t!("Checked on"),
        Outcome::Aware => t!("Became aware on"),
        Outcome::Returned => t!("Given back on"),
        Outcome::PaidOver => t!("Paid on"),
        Outcome::Reported => t!("Reported on"),
        Outcome::Collection | Outcome::Done | Outcome::Explained | Outcome::Before => t!("Day"),
    }
}

/// What an outcome brings about, where that is not plain.
fn consequence(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => t!("It counts as accepted on that day; the open finding is done with"),
        Outcome::Impermissible | Outcome::Unidentified | Outcome::Indirect => {
            t!("The list then says by when it must go back, and to whom")
        }
        Outcome::Aware => t!("Deadlines that run from becoming aware count from that day. The finding stays open"),
        Outcome::Collection => t!("Each counts with an equal part. The finding goes once that is within the law"),
        _ => "",
    }
}

fn work(ui: &mut Ui, possible: &[Outcome], form: &mut WorkForm, problems: &[FieldProblem], sight: &Sight<'_>) {
    let options: Vec<(Option<Outcome>, &str)> = possible.iter().map(|o| (Some(*o), o.label())).collect();
    let label = t!("What was done");
    Choice::new(label, &mut form.outcome, &options)
        .problem(problem(problems, "outcome"))
        .width(ui.available_width())
        .show(ui);
    let Some(outcome) = form.outcome else { return };
    two(
        ui,
        |ui| day_field(ui, sight, day_label(outcome), &mut form.on, problem(problems, "on")),
        |ui| {
            Field::new(t!("By whom"), &mut form.by).problem(problem(problems, "by")).show(ui);
        },
    );
    if outcome.gives_back() {
        MoneyField::new(t!("Amount"), &mut form.amount, *sight.currency())
            .problem(problem(problems, "amount"))
            .width(180.0)
            .show(ui);
    }
    if let Some(label) = outcome.means() {
        Field::new(label, &mut form.means).problem(problem(problems, "means")).show(ui);
    }
    if outcome == Outcome::Collection {
        Field::new(t!("About how many people gave"), &mut form.people)
            .problem(problem(problems, "people"))
            .figures()
            .width(180.0)
            .show(ui);
    }
    let note = match outcome {
        Outcome::Explained => t!("Why nothing is to be done"),
        Outcome::Collection => t!("Where, when and what event it was"),
        _ => t!("Note"),
    };
    Field::new(note, &mut form.note).problem(problem(problems, "note")).show(ui);
    if outcome.gives_back() {
        checkbox(ui, &mut form.refund, t!("Record the refund in the ledger too"));
    }
    let words = consequence(outcome);
    if !words.is_empty() {
        let ink = look(ui).muted;
        paragraph(ui, words, SMALL.ink(ink));
    }
}

fn donor(ui: &mut Ui, organisation: bool, form: &mut Standing, problems: &[FieldProblem]) {
    let mut kinds = vec![(None, t!("Nothing said"))];
    let fits = Class::ALL.into_iter().filter(|class| class.is_natural() != organisation);
    kinds.extend(fits.map(|class| (Some(class), class.label())));
    Choice::new(t!("Kind of donor"), &mut form.class, &kinds)
        .problem(problem(problems, "class"))
        .width(ui.available_width())
        .show(ui);
    two(
        ui,
        |ui| {
            let label = if organisation { t!("Register number") } else { t!("Electoral number") };
            Field::new(label, &mut form.register_number).show(ui);
        },
        |ui| {
            let label = if organisation { t!("Country of the register") } else { t!("Nationality") };
            Field::new(label, &mut form.nationality).show(ui);
        },
    );
    Field::new(t!("Note"), &mut form.note).show(ui);
    if !organisation {
        checkbox(ui, &mut form.office_holder, t!("Holds an elected office"));
    }
}
