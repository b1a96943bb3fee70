//! What is asked before something is done with an amendment; and its papers.

use egui::Ui;

use super::super::super::change::Vote;
use super::super::super::docx;
use super::super::super::model::amendment::{AmendmentId, Recommends, State};
use super::super::super::model::listing::Which;
use super::super::super::model::{DecisionId, DocumentId};
use super::super::super::ops::amend as ops;
use super::super::super::{printing, store};
use super::super::{LIST_PAPER, LIST_SAVE, SYNOPSIS_PAPER, VOTING_PAPER, WORD_PAPER};
use super::Data;
use crate::app::paper::{Goal, Papers, Start, draw};
use crate::app::sight::{Wish, WishKind};
use crate::app::{Reply, Sight};
use crate::kit::whole_file::write_whole;
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
    Screen { id: AmendmentId, to: State, reason: String, code: String, block: String },
    Vote { id: AmendmentId, vote: Option<Vote>, counts: String, decision: Option<DecisionId> },
    Recommend { id: AmendmentId, what: &'static str, why: String },
    Support { id: AmendmentId, seconder: bool, name: String },
}

impl What {
    pub(super) fn screen(id: AmendmentId, to: State) -> Self {
        Self::Screen { id, to, reason: String::new(), code: String::new(), block: String::new() }
    }

    pub(super) fn vote(id: AmendmentId, vote: Option<Vote>) -> Self {
        Self::Vote { id, vote, counts: String::new(), decision: None }
    }

    pub(super) fn recommend(id: AmendmentId, what: Recommends, why: &str) -> Self {
        Self::Recommend { id, what: what.key(), why: why.to_owned() }
    }

    pub(super) fn support(id: AmendmentId, seconder: bool) -> Self {
        Self::Support { id, seconder, name: String::new() }
    }

    fn id(&self) -> AmendmentId {
        match self {
            Self::Submit(id) | Self::Remove(id) => *id,
            Self::Screen { id, .. } | Self::Vote { id, .. } | Self::Recommend { id, .. } | Self::Support { id, .. } => {
                *id
            }
        }
    }
}

/// A question under way.
pub(super) struct Ask {
    asking: Asking<What>,
    name: String,
    decisions: Vec<(DecisionId, String)>,
}

impl Ask {
    pub(super) fn new(what: What, data: &Data) -> Self {
        let one = data.board.all.iter().find(|one| one.id == what.id());
        Self {
            name: one.map(|one| one.called()).unwrap_or_default(),
            decisions: data.decisions.clone(),
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
        let decisions = &self.decisions;
        let fields = |ui: &mut Ui, what: &mut What, problems: &[FieldProblem]| fields(ui, what, problems, decisions);
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
        What::Vote { vote: None, .. } => {
            (t!("Open the vote on {name} again?"), t!("Open again"), t!("What fell with it stands again."), false)
        }
        What::Vote { vote: Some(Vote::Carried), .. } => (
            t!("{name} was carried"),
            t!("Carried"),
            t!("What falls with it, and what is agreed with it, follows by itself."),
            false,
        ),
        What::Vote { vote: Some(Vote::NotMoved), .. } => (t!("{name} was not moved"), t!("Not moved"), "", false),
        What::Vote { .. } => (t!("{name} was lost"), t!("Lost"), "", false),
        What::Recommend { .. } => (t!("Recommendation on {name}"), t!("Save"), "", false),
        What::Support { seconder: true, .. } => (t!("Who seconds {name}?"), t!("Add"), "", false),
        What::Support { .. } => (t!("Who supports {name}?"), t!("Add"), "", false),
    };
    Question { title: title.replace("{name}", name), does, body: body.to_owned(), danger }
}

fn fields(ui: &mut Ui, what: &mut What, problems: &[FieldProblem], decisions: &[(DecisionId, String)]) {
    match what {
        What::Submit(_) | What::Remove(_) => {}
        What::Screen { to, reason, code, block, .. } => {
            let label = if *to == State::Refused { t!("Why") } else { t!("Reason, if there is one to give") };
            Field::new(label, reason).rows(2).problem(problem(problems, "reason")).show(ui);
            if *to == State::Admitted {
                Field::new(t!("Voted on together with others: the name of the block"), block).show(ui);
                Field::new(t!("Orders it among those at one place"), code).show(ui);
            }
        }
        What::Vote { vote: Some(_), counts, decision, .. } => {
            Field::new(t!("How the vote went"), counts).placeholder(t!("31 for, 4 against")).show(ui);
            let mut options: Vec<(Option<DecisionId>, &str)> = vec![(None, t!("None"))];
            options.extend(decisions.iter().map(|(id, words)| (Some(*id), words.as_str())));
            Choice::new(t!("Decision of a meeting that says it"), decision, &options).show(ui);
        }
        What::Vote { .. } => {}
        What::Recommend { what, why, .. } => {
            let options = [("", t!("Nothing")), ("accept", t!("Accept")), ("reject", t!("Reject"))];
            Choice::new(t!("The committee recommends to"), what, &options).show(ui);
            Field::new(t!("Why"), why).rows(2).show(ui);
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
        What::Vote { id, vote, counts, decision } => {
            let voting = ops::Voting { vote, counts, decision, ..ops::Voting::open() };
            desk.run(&ops::VOTE, move |office| ops::vote(office, &[id], &voting).map(without_value))
        }
        What::Recommend { id, what, why } => {
            let recommends = Recommends::of(what).unwrap_or_default();
            let what = ops::Recommending { recommends, why, ..ops::Recommending::default() };
            desk.run(&ops::RECOMMEND, move |office| ops::recommend(office, id, &what).map(without_value))
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

/// Begins a paper: the list, the voting paper, the synopsis, or a Word document with every change.
pub(super) fn paper(sight: &Sight<'_>, id: DocumentId, key: &'static str, called: &str) -> Option<Papers> {
    let name = |what: &str| format!("{called} - {what}");
    let which = if key == WORD_PAPER.key {
        let wish = Wish {
            title: t!("Save the amendments as a Word document").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("Word documents"), &["docx"])),
            name: format!("{}.docx", name(t!("amendments"))),
        };
        return Papers::begin(sight, Goal::Chosen(wish), word(id));
    } else if key == VOTING_PAPER.key {
        (Which::Voting, t!("voting paper"))
    } else if key == SYNOPSIS_PAPER.key {
        (Which::Synopsis, t!("synopsis"))
    } else if key == LIST_PAPER.key {
        (Which::Marshalled, t!("amendments"))
    } else if key == LIST_SAVE.key {
        let wish = Wish {
            title: t!("Save the list of amendments").to_owned(),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("Documents and tables"), &["odt", "md", "csv", "xlsx", "pdf"])),
            name: format!("{}.odt", name(t!("amendments"))),
        };
        return Papers::begin(sight, Goal::Chosen(wish), listed(id, Which::Marshalled));
    } else {
        return None;
    };
    Papers::begin(sight, Goal::Viewer(name(which.1)), listed(id, which.0))
}

fn listed(id: DocumentId, which: Which) -> Start {
    Box::new(move |sight: &Sight<'_>, path: std::path::PathBuf| {
        draw(sight, t!("Draw the amendments"), move |office| {
            let (document, board) =
                office.read(|conn| Ok((store::document(conn, id)?, store::board(conn, id, None)?)))?;
            printing::amendments(office, &document, &board, which, &path)?;
            Ok(vec![path])
        })
    })
}

/// Every change that is asked, as tracked changes by who asks it.
fn word(id: DocumentId) -> Start {
    Box::new(move |sight: &Sight<'_>, path: std::path::PathBuf| {
        draw(sight, t!("Draw the amendments"), move |office| {
            let (document, board) =
                office.read(|conn| Ok((store::document(conn, id)?, store::board(conn, id, None)?)))?;
            let marked = board.marked(&board.before_the_meeting())?;
            let title = document.called(&office.read(store::workflow)?);
            let who = office.who().to_owned();
            let stamp = docx::Stamp { author: &who, when: office.clock().now() };
            write_whole(
                &path,
                &docx::write(&docx::Paper { title: &title, base: &board.base, marked: &marked, stamp })?,
            )?;
            Ok(vec![path])
        })
    })
}
