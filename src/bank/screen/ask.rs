//! Questions before something is done with lines: setting aside, matching all that is sure, removing.

use egui::{Id, Ui};

use crate::app::{Reply, Sight};
use crate::bank::model::{Deed, LineId, MatchPlan, RuleId, StatementId, rule_of};
use crate::bank::ops;
use crate::kit::{Problem, text};
use crate::ledger::screen::causes::{self, Causes};
use crate::office::{Done, Prospect};
use crate::t;
use crate::ui::{self, Answer, Dialog, Field, Tone, checkbox};

/// What is asked about.
pub(super) enum What {
    Aside { lines: Vec<crate::bank::model::BankLine>, why: String, remember: bool },
    Sure(Box<MatchPlan>),
    Forget(StatementId, String),
    RemoveRule(RuleId, String),
}

/// A question with its answer under way.
pub(super) struct Ask {
    pub what: What,
    refused: Option<Problem>,
    saving: Option<Reply<()>>,
    /// What is recorded with what is sure, and what that causes.
    prospects: Vec<(usize, Prospect)>,
    causes: Causes,
}

/// Of how many that are recorded it is asked what they cause, and how many consequences are shown.
const ASKED: usize = 200;
const SHOWN: usize = 6;

fn without_value<T>(done: Done<T>) -> Done<()> {
    Done { value: (), op: done.op, changed: done.changed }
}

impl Ask {
    pub fn new(what: What) -> Self {
        let prospects = match &what {
            What::Sure(plan) => {
                let recorded = plan.sure().into_iter().flat_map(|(_, s)| s.deed.prospects());
                recorded.take(ASKED).enumerate().collect()
            }
            _ => Vec::new(),
        };
        Self { what, refused: None, saving: None, prospects, causes: Causes::default() }
    }

    /// Takes the answer; `false` once it is done with.
    pub fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if !self.prospects.is_empty() {
            self.causes.want(sight, self.prospects.clone());
        }
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => return false,
            Some(Err(problem)) => (self.saving, self.refused) = (None, Some(problem)),
            None => {}
        }
        true
    }

    /// Draws it; answers whether it is still open.
    pub fn ui(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let (title, does, body, danger) = match &self.what {
            What::Aside { lines, .. } => (
                t!("Set {count} aside?", count = text::plural(lines.len(), t!("line"), t!("lines"))),
                t!("Set aside"),
                t!("For what is nothing in the ledger: a line that came twice, what the bank took back. It can be brought back.").to_owned(),
                false,
            ),
            What::Sure(plan) => {
                let count = text::plural(plan.sure().len(), t!("line"), t!("lines"));
                (
                    t!("Match {count}?", count = count),
                    t!("Match them"),
                    t!("Each is what its first suggestion says, which more speaks for than the amount and the day. It is one step, and comes back out as one.").to_owned(),
                    false,
                )
            }
            What::Forget(_, source) => (
                t!("Remove the statement {source}?", source = source),
                t!("Remove"),
                t!("With the lines it brought. Read again, they come in again.").to_owned(),
                true,
            ),
            What::RemoveRule(_, when) => (
                t!("Forget what was remembered?").to_owned(),
                t!("Forget it"),
                t!("{when}. What it did stays.", when = when),
                true,
            ),
        };
        let why_not = match &self.what {
            _ if self.saving.is_some() => Some(t!("It is being saved")),
            What::Aside { why, .. } if why.trim().is_empty() => {
                Some(t!("Say why first; the reason stays with the line"))
            }
            _ => super::read_only(sight),
        };
        let mut dialog = Dialog::new(&title, does).body(&body).unless(why_not).width(480.0);
        if danger {
            dialog = dialog.danger();
        }
        let (what, refused) = (&mut self.what, &self.refused);
        let mut causes: Vec<_> = self.causes.all().iter().flat_map(|(_, causes)| causes.iter().cloned()).collect();
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.weight));
        causes.truncate(SHOWN);
        let answer = dialog.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            if let What::Aside { why, remember, .. } = what {
                Field::new(t!("Why"), why).id(Id::unique("aside reason")).placeholder(t!("Read twice")).show(ui);
                checkbox(ui, remember, t!("Suggest the same for lines like it from now on"));
            }
            causes::banner(ui, &causes);
            if let Some(problem) = refused {
                ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
            }
        });
        match answer {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                if self.saving.is_none() {
                    self.refused = None;
                    self.save(sight);
                }
                true
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let reply = match &self.what {
            What::Aside { lines, why, remember } => {
                let deed = Deed::Aside(why.clone());
                let rule = match lines.first().filter(|_| *remember).map(|line| rule_of(line, &deed)).transpose() {
                    Ok(rule) => rule,
                    Err(problem) => {
                        self.refused = Some(problem);
                        return;
                    }
                };
                let ids: Vec<LineId> = lines.iter().map(|l| l.id).collect();
                sight
                    .desk
                    .run(&ops::ASIDE, move |office| ops::accept(office, &ids, &deed, rule.as_ref()).map(without_value))
            }
            What::Sure(plan) => {
                let plan = (**plan).clone();
                sight.desk.run(&ops::MATCH_SURE, move |office| ops::accept_sure(office, &plan).map(without_value))
            }
            What::Forget(id, _) => {
                let id = *id;
                sight.desk.run(&ops::FORGET, move |office| ops::forget(office, id))
            }
            What::RemoveRule(id, _) => {
                let id = *id;
                sight.desk.run(&ops::REMOVE_RULE, move |office| ops::remove_rule(office, id))
            }
        };
        self.saving = Some(reply);
    }
}
