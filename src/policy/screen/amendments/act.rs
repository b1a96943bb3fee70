//! What is asked before something is done with an amendment: to submit it, to rule on it, to recommend, to link, to support.

use egui::Ui;

use super::super::super::change::LinkKind;
use super::super::super::model::amendment::{AmendmentId, Recommends, State};
use super::super::super::ops::amend as ops;
use super::super::super::store;
use super::Data;
use super::ballot::{self, Ballot};
use crate::app::{Reply, Sight};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{problem, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::{Choice, Field};

/// What is asked about.
#[derive(Clone, Debug)]
pub(super) enum What {
    Submit(AmendmentId),
    Remove(AmendmentId),
    Screen {
        id: AmendmentId,
        to: State,
        reason: String,
        code: String,
        block: String,
    },
    Vote(Ballot),
    /// Takes the result of a vote back.
    Reopen(AmendmentId),
    Recommend {
        id: AmendmentId,
        what: &'static str,
        why: String,
        agreed: Option<bool>,
        says: String,
        has_words: bool,
    },
    Link {
        id: AmendmentId,
        to: Option<AmendmentId>,
        kind: LinkKind,
    },
    Support {
        id: AmendmentId,
        seconder: bool,
        name: String,
    },
}

impl What {
    pub(super) fn screen(id: AmendmentId, to: State) -> Self {
        Self::Screen { id, to, reason: String::new(), code: String::new(), block: String::new() }
    }

    pub(super) fn recommend(one: &super::Amendment) -> Self {
        Self::Recommend {
            id: one.id,
            what: one.recommends.key(),
            why: one.recommends_why.clone(),
            agreed: one.agreed,
            says: one.agreed_says.clone(),
            has_words: one.recommended.is_some(),
        }
    }

    pub(super) fn link(id: AmendmentId) -> Self {
        Self::Link { id, to: None, kind: LinkKind::Excludes }
    }

    pub(super) fn support(id: AmendmentId, seconder: bool) -> Self {
        Self::Support { id, seconder, name: String::new() }
    }

    fn id(&self) -> Option<AmendmentId> {
        match self {
            Self::Submit(id) | Self::Remove(id) | Self::Reopen(id) => Some(*id),
            Self::Screen { id, .. } | Self::Recommend { id, .. } | Self::Link { id, .. } | Self::Support { id, .. } => {
                Some(*id)
            }
            Self::Vote(ballot) => ballot.only(),
        }
    }
}

/// A question under way.
pub(super) struct Ask {
    asking: Asking<What>,
    name: String,
    /// Those that it can be linked with.
    others: Vec<(AmendmentId, String)>,
}

impl Ask {
    pub(super) fn new(what: What, data: &Data) -> Self {
        let id = what.id();
        let one = data.board.all.iter().find(|one| Some(one.id) == id);
        let others = data.board.all.iter().filter(|one| Some(one.id) != id && one.number.is_some());
        Self {
            name: one.map(|one| one.called()).unwrap_or_default(),
            others: others.map(|one| (one.id, one.called())).collect(),
            asking: Asking::new(what),
        }
    }

    /// Takes the answer; `false` once it is done with.
    pub(super) fn logic(&mut self) -> bool {
        self.asking.logic()
    }

    /// Draws it; answers whether it is still open.
    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> bool {
        let question = question(&self.asking.what, &self.name);
        let others = &self.others;
        let fields = |ui: &mut Ui, what: &mut What, problems: &[FieldProblem]| fields(ui, what, problems, others);
        self.asking.show(ui, sight, &question, fields, |what| save(what, sight))
    }
}

fn question(what: &What, name: &str) -> Question {
    let (title, does, body, danger) = match what {
        What::Submit(_) => (
            t!("Submit this draft?"),
            t!("Submit"),
            t!("It gets its number and stays as it is. The deadline counts now, whenever it was begun."),
            false,
        ),
        What::Remove(_) => (t!("Remove this draft?"), t!("Remove"), t!("Undo brings it back."), true),
        What::Screen { to: State::Refused, .. } => (t!("Do not admit {name}"), t!("Do not admit"), "", true),
        What::Screen { to: State::Withdrawn, .. } => (t!("{name} was withdrawn"), t!("Withdrawn"), "", false),
        What::Screen { to: State::Admitted, .. } => (t!("Admit {name}"), t!("Admit"), "", false),
        What::Screen { .. } => (t!("Take {name} up again"), t!("Take it up"), "", false),
        What::Reopen(_) => {
            (t!("Open the vote on {name} again?"), t!("Open again"), t!("What fell with it stands again."), false)
        }
        What::Vote(ballot) if ballot.only().is_none() => (t!("Vote en bloc"), t!("Save"), "", false),
        What::Vote(_) => (
            t!("Vote on {name}"),
            t!("Save"),
            t!("What falls with it, and what is agreed with it, follows by itself."),
            false,
        ),
        What::Recommend { .. } => (t!("Recommendation on {name}"), t!("Save"), "", false),
        What::Link { .. } => (
            t!("Link {name} with another"),
            t!("Link"),
            t!("Said here, it counts as if the words said so: votes follow it."),
            false,
        ),
        What::Support { seconder: true, .. } => (t!("Who seconds {name}?"), t!("Add"), "", false),
        What::Support { .. } => (t!("Who supports {name}?"), t!("Add"), "", false),
    };
    Question { title: title.replace("{name}", name), does, body: body.to_owned(), danger }
}

fn fields(ui: &mut Ui, what: &mut What, problems: &[FieldProblem], others: &[(AmendmentId, String)]) {
    match what {
        What::Submit(_) | What::Remove(_) | What::Reopen(_) => {}
        What::Screen { to, reason, code, block, .. } => {
            let label = if *to == State::Refused { t!("Why") } else { t!("Reason, if there is one to give") };
            Field::new(label, reason).rows(2).problem(problem(problems, "reason")).show(ui);
            if *to == State::Admitted {
                Field::new(t!("Voted on together with others: the name of the block"), block).show(ui);
                let order = Field::new(t!("Orders it among those at one place"), code).placeholder(t!("b"));
                order.hint(t!("A letter or a figure; those without one come first")).show(ui);
            }
        }
        What::Vote(ballot) => ballot.fields(ui, problems),
        What::Recommend { what, why, agreed, says, has_words, .. } => {
            let mut options = vec![("", t!("Nothing")), ("accept", t!("Accept")), ("reject", t!("Reject"))];
            if *has_words {
                options.push(("modify", t!("Accept with other words")));
            }
            Choice::new(t!("The committee recommends to"), what, &options).show(ui);
            Field::new(t!("Why"), why).rows(2).show(ui);
            if *what == "modify" {
                let options = [(None, t!("Not said")), (Some(true), t!("Yes")), (Some(false), t!("No"))];
                Choice::new(t!("Does the proposer agree?"), agreed, &options).show(ui);
                Field::new(t!("What the proposer says to it"), says).rows(2).show(ui);
            }
        }
        What::Link { to, kind, .. } => {
            let kinds = [
                (LinkKind::Excludes, t!("Only one of the two can pass")),
                (LinkKind::Requires, t!("It makes sense only if the other passes")),
                (LinkKind::Consequential, t!("It is agreed with the other")),
            ];
            Choice::new(t!("What holds between them"), kind, &kinds).show(ui);
            let mut options: Vec<(Option<AmendmentId>, &str)> = vec![(None, t!("Not chosen yet"))];
            options.extend(others.iter().map(|(id, name)| (Some(*id), name.as_str())));
            Choice::new(t!("The other amendment"), to, &options).problem(problem(problems, "other")).show(ui);
        }
        What::Support { name, .. } => {
            Field::new(t!("Name"), name).problem(problem(problems, "name")).show(ui);
        }
    }
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let desk = sight.desk;
    Ok(match what.clone() {
        What::Submit(id) => desk.run(&ops::SUBMIT, move |office| ops::submit(office, id).map(without_value)),
        What::Remove(id) => desk.run(&ops::REMOVE, move |office| ops::remove(office, id).map(without_value)),
        What::Screen { id, to, reason, code, block } => {
            if to == State::Refused && reason.trim().is_empty() {
                return Err(vec![FieldProblem::new("reason", t!("Say why: its proposer reads it"))]);
            }
            let given = |text: &String| (!text.trim().is_empty()).then(|| text.clone());
            let (code, block) = (given(&code), given(&block));
            desk.run(&ops::SCREEN, move |office| {
                ops::screen(office, id, to, &reason, code.as_deref(), block.as_deref()).map(without_value)
            })
        }
        What::Vote(ballot) => return ballot::save(&ballot, sight),
        What::Reopen(id) => {
            desk.run(&ops::VOTE, move |office| ops::vote(office, &[id], &ops::Voting::open()).map(without_value))
        }
        What::Recommend { id, what, why, agreed, says, .. } => {
            let recommends = Recommends::of(what).unwrap_or_default();
            let agreed = agreed.filter(|_| recommends == Recommends::Modify);
            let what = ops::Recommending { recommends, why, agreed, agreed_says: says, amended: None };
            desk.run(&ops::RECOMMEND, move |office| ops::recommend(office, id, &what).map(without_value))
        }
        What::Link { id, to, kind } => {
            let Some(to) = to else { return Err(vec![FieldProblem::new("other", t!("Choose the other one"))]) };
            desk.run(&ops::LINK, move |office| ops::link(office, id, to, kind).map(without_value))
        }
        What::Support { id, seconder, name } => {
            if name.trim().is_empty() {
                return Err(vec![FieldProblem::new("name", t!("Say who"))]);
            }
            let role = if seconder { "seconder" } else { "supporter" };
            desk.run(&ops::SUPPORT, move |office| ops::support(office, id, role, None, &name).map(without_value))
        }
    })
}

/// What somebody said of two amendments, as it is shown.
pub(super) fn link_says(key: LinkKind) -> &'static str {
    match store::link_key(key) {
        "excludes" => t!("excludes"),
        "requires" => t!("needs"),
        _ => t!("is agreed with"),
    }
}
