//! From what a budget is begun.

use egui::Ui;

use super::super::model::Scope;
use super::super::ops::{self, From};
use crate::app::{Reply, Sight};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, two, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::{Choice, Field};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct What {
    scope: Scope,
    says: String,
    scopes: Vec<(Scope, String)>,
    of: Scope,
    from: usize,
    add: String,
}

impl What {
    pub(super) fn copy(scope: Scope, says: String, scopes: Vec<(Scope, String)>) -> Self {
        let at = scopes.iter().position(|(known, _)| *known == scope);
        // The year before stands behind it.
        let before = at.and_then(|at| scopes.get(at + 1)).or_else(|| scopes.first());
        let of = before.map_or(scope, |(of, _)| *of);
        Self { scope, says, of, scopes, from: 0, add: "0".to_owned() }
    }
}

/// Draws the question; answers whether it is still open.
pub(super) fn show(ask: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = Question {
        title: t!("Begin the budget of {scope}", scope = ask.what.says),
        does: t!("Plan"),
        body: t!("Each category gets an amount, rounded to whole units. What is planned already stays.").to_owned(),
        danger: false,
    };
    ask.show(ui, sight, &question, fields, |what| save(what, sight))
}

fn fields(ui: &mut Ui, what: &mut What, problems: &[FieldProblem]) {
    let scope = what.scope;
    let options: Vec<(Scope, &str)> =
        what.scopes.iter().filter(|(known, _)| *known != scope).map(|(of, says)| (*of, says.as_str())).collect();
    Choice::new(t!("From"), &mut what.of, &options).show(ui);
    two(
        ui,
        |ui| {
            let options = [(0, t!("what came in and went out")), (1, t!("what was planned"))];
            Choice::new(t!("Take"), &mut what.from, &options).show(ui);
        },
        |ui| {
            Field::new(t!("Per cent more"), &mut what.add).problem(problem(problems, "add")).show(ui);
        },
    );
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let per_cent: i64 = what
        .add
        .trim()
        .trim_end_matches('%')
        .trim()
        .parse()
        .map_err(|_no_number| vec![FieldProblem::new("add", t!("Write a whole number, like 3 or -10"))])?;
    let (scope, of) = (what.scope, what.of);
    let from = if what.from == 1 { From::Budget } else { From::Actual };
    Ok(sight.desk.run(&ops::COPY, move |office| ops::copy(office, scope, of, from, per_cent).map(without_value)))
}
