//! A step on the way of a document, as it is asked for.

use crate::app::{Reply, Sight};
use crate::kit::{Result, day};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, terms, without_value};
use crate::policy::model::{DocumentId, Taking};
use crate::policy::ops::step;
use crate::t;
use crate::ui::Field;
use egui::Ui;

/// What is typed of a step.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    pub(super) document: DocumentId,
    pub(super) to: String,
    pub(super) name: String,
    pub(super) force: bool,
    pub(super) asks: bool,
    pub(super) on: String,
    pub(super) vote: String,
    pub(super) note: String,
}

pub(super) fn step_fields(ui: &mut Ui, step: &mut Step, problems: &[FieldProblem]) {
    let when = if step.force { t!("In force from") } else { t!("On") };
    Field::new(when, &mut step.on).problem(problem(problems, "on")).show(ui);
    if step.asks {
        Field::new(t!("How the vote went"), &mut step.vote)
            .placeholder(t!("31 for, 4 against"))
            .problem(problem(problems, "vote"))
            .show(ui);
    }
    let note = if step.force { t!("By what it is in force") } else { t!("Note") };
    Field::new(note, &mut step.note).show(ui);
}

pub(super) fn take(step: &Step, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let terms = terms(sight);
    let on = day::typed(&step.on, terms.today, terms.month_first)
        .map_err(|problem| vec![FieldProblem::new("on", problem.to_string())])?;
    if step.asks && step.vote.trim().is_empty() {
        return Err(vec![FieldProblem::new("vote", t!("Say how the vote went"))]);
    }
    let (id, taking) = (
        step.document,
        Taking {
            to: step.to.clone(),
            day: Some(on),
            vote: step.vote.clone(),
            note: step.note.clone(),
            ..Taking::default()
        },
    );
    Ok(sight.desk.run(&step::STEP, move |office| step::step(office, id, &taking).map(without_value)))
}
