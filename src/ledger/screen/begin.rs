//! The question from which other year a plan is begun: budgets and the fundraising plan ask it in the same way.

use egui::Ui;

use super::parts::{problem, two};
use crate::ledger::model::FieldProblem;
use crate::t;
use crate::ui::{Choice, Field};

/// What a plan is begun from. `S` says what a plan is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Begin<S> {
    /// What is planned, and what it is called.
    pub scope: S,
    pub says: String,
    /// What it is begun from.
    pub of: S,
    /// From what was planned there, rather than from what happened.
    pub planned: bool,
    scopes: Vec<(S, String)>,
    add: String,
}

impl<S: Copy + PartialEq> Begin<S> {
    /// `scopes`: all that can be begun from, the newest first.
    pub fn new(scope: S, says: String, scopes: Vec<(S, String)>, planned: bool) -> Self {
        let at = scopes.iter().position(|(known, _)| *known == scope);
        // The year before stands behind it.
        let before = at.and_then(|at| scopes.get(at + 1)).or_else(|| scopes.first());
        let of = before.map_or(scope, |(of, _)| *of);
        Self { scope, says, of, planned, scopes, add: "0".to_owned() }
    }

    /// `happened` says what is taken where not what was planned.
    pub fn fields(&mut self, ui: &mut Ui, happened: &'static str, problems: &[FieldProblem]) {
        let scope = self.scope;
        let options: Vec<(S, &str)> =
            self.scopes.iter().filter(|(known, _)| *known != scope).map(|(of, says)| (*of, says.as_str())).collect();
        Choice::new(t!("From"), &mut self.of, &options).show(ui);
        two(
            ui,
            |ui| {
                let options = [(false, happened), (true, t!("what was planned"))];
                Choice::new(t!("Take"), &mut self.planned, &options).show(ui);
            },
            |ui| {
                Field::new(t!("Per cent more"), &mut self.add).problem(problem(problems, "add")).show(ui);
            },
        );
    }

    /// How many per cent more.
    ///
    /// # Errors
    /// When that is no whole number.
    pub fn per_cent(&self) -> Result<i64, Vec<FieldProblem>> {
        let typed = self.add.trim().trim_end_matches('%').trim();
        typed.parse().map_err(|_no_number| vec![FieldProblem::new("add", t!("Write a whole number, like 3 or -10"))])
    }
}
