//! From what a budget is begun.

use egui::Ui;

use super::super::model::Scope;
use super::super::ops::{self, From};
use crate::app::{Reply, Sight};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::begin::Begin;
use crate::ledger::screen::parts::without_value;
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;

/// Draws the question; answers whether it is still open.
pub(super) fn show(ask: &mut Asking<Begin<Scope>>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = Question {
        title: t!("Begin the budget of {scope}", scope = ask.what.says),
        does: t!("Plan"),
        body: t!("Each category gets an amount, rounded to whole units. What is planned already stays.").to_owned(),
        danger: false,
    };
    let fields = |ui: &mut Ui, what: &mut Begin<Scope>, problems: &[FieldProblem]| {
        what.fields(ui, t!("what came in and went out"), problems);
    };
    ask.show(ui, sight, &question, fields, |what| save(what, sight))
}

fn save(what: &Begin<Scope>, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let (per_cent, scope, of) = (what.per_cent()?, what.scope, what.of);
    let from = if what.planned { From::Budget } else { From::Actual };
    Ok(sight.desk.run(&ops::COPY, move |office| ops::copy(office, scope, of, from, per_cent).map(without_value)))
}
