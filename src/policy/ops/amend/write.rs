//! An amendment is written by an edited copy, changed or removed as a draft, and submitted, which numbers it.

use crate::kit::{Problem, Result, day, text as words};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::body::Body;
use crate::policy::change;
use crate::policy::model::amendment::{Amendment, AmendmentId, Board, NewAmendment, Recommends, State};
use crate::policy::model::{DocumentId, PersonId};
use crate::policy::store;
use crate::t;

/// Writes an amendment.
pub static WRITE: Op =
    Op { key: "policy.amend", says: "Write amendment", undo: Undo::Reverse, reach: Reach::Command("policy amend") };

/// Changes a draft.
pub static CHANGE: Op = Op {
    key: "policy.amend_change",
    says: "Change amendment",
    undo: Undo::Reverse,
    reach: Reach::Command("policy amend-change"),
};

/// Takes a draft away.
pub static REMOVE: Op = Op {
    key: "policy.amend_remove",
    says: "Remove draft of amendment",
    undo: Undo::Reverse,
    reach: Reach::Command("policy amend-remove"),
};

/// Submits an amendment, which numbers it.
pub static SUBMIT: Op = Op {
    key: "policy.amend_submit",
    says: "Submit amendment",
    undo: Undo::Reverse,
    reach: Reach::Command("policy submit"),
};

/// What is written about an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    pub parent: Option<AmendmentId>,
    pub whole: bool,
    /// Words that are put to a separate vote: the copy leaves them out.
    pub separate: bool,
    /// The amended text; its clauses have the ids of the text, or new ones.
    pub amended: Body,
    pub reason: String,
    pub proposer: Option<PersonId>,
    pub proposer_name: String,
    pub seconders: Vec<String>,
}

pub(super) fn draft(tx: &Tx<'_>, board: &Board, writing: &Writing) -> Result<Amendment> {
    if let Some(parent) = writing.parent {
        let other = store::amendment(tx.conn(), parent)?;
        if other.new.parent.is_some() {
            return Err(Problem::input(t!(
                "{number} amends an amendment itself, and that is as far as it goes. Nothing was changed",
                number = other.called()
            ))
            .hint(t!("Amend {first} instead", first = t!("what it amends"))));
        }
        if !other.stands() || other.new.version != board.version {
            return Err(Problem::input(t!(
                "{number} cannot be amended: {state}. Nothing was changed",
                number = other.called(),
                state = other.state.says()
            )));
        }
    }
    let mut new = NewAmendment {
        document: board.document,
        version: board.version,
        parent: writing.parent,
        whole: writing.whole,
        separate: writing.separate,
        ops: Vec::new(),
        reason: writing.reason.trim().to_owned(),
        proposer: writing.proposer,
        proposer_name: writing.proposer_name.trim().to_owned(),
    };
    let mut amended = writing.amended.clone();
    amended.straighten();
    new.ops = change::derive(&board.base_of(&new), &amended);
    if new.ops.is_empty() {
        return Err(Problem::input(t!("The copy says what the text says, so it amends nothing. Nothing was changed")));
    }
    Ok(Amendment {
        id: AmendmentId(tx.new_id()),
        new,
        number: None,
        state: State::Draft,
        begun_on: tx.today(),
        submitted_on: None,
        ruling: String::new(),
        code: String::new(),
        block: String::new(),
        recommends: Recommends::Nothing,
        recommended: None,
        recommends_why: String::new(),
        agreed: None,
        agreed_says: String::new(),
        vote: None,
        tally: None,
        counts: String::new(),
        rule: String::new(),
        overruled: String::new(),
        meeting_vote: None,
        voted_on: None,
        meeting: None,
        decision: None,
        merged: None,
        proposer: writing.proposer_name.clone(),
        seconders: Vec::new(),
        supporters: Vec::new(),
    })
}

/// Writes an amendment down as a draft, or submits it at once.
///
/// # Errors
/// When there is no such document or version, nothing is changed by it, or it cannot be submitted.
pub fn write(office: &mut Office, document: DocumentId, writing: &Writing, at_once: bool) -> Result<Done<AmendmentId>> {
    office.transact(&WRITE, |tx| {
        let board = store::board(tx.conn(), document, None)?;
        let one = draft(tx, &board, writing)?;
        store::insert_amendment(tx.conn(), &one)?;
        for name in writing.seconders.iter().filter(|name| !name.trim().is_empty()) {
            store::insert_supporter(tx.conn(), tx.new_id(), one.id, "seconder", None, name.trim())?;
        }
        if at_once {
            let number = hand_in(tx, one.id)?;
            tx.say(t!("Submitted amendment {number}", number = number));
        } else {
            let of = store::document(tx.conn(), document)?;
            tx.say(t!("Wrote an amendment to {title}", title = of.new.title));
        }
        Ok(one.id)
    })
}

/// Changes a draft.
///
/// # Errors
/// When it was submitted already, or changes nothing any more.
pub fn change(office: &mut Office, id: AmendmentId, writing: &Writing) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let mut one = of_draft(tx, id)?;
        let board = store::board(tx.conn(), one.new.document, Some(one.new.version))?;
        let writing = Writing { parent: one.new.parent, ..writing.clone() };
        one.new = draft(tx, &board, &writing)?.new;
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("Changed a draft of an amendment"));
        Ok(())
    })
}

fn of_draft(tx: &Tx<'_>, id: AmendmentId) -> Result<Amendment> {
    let one = store::amendment(tx.conn(), id)?;
    if one.state == State::Draft {
        return Ok(one);
    }
    Err(Problem::input(t!("{number} was submitted, and stays as it is. Nothing was changed", number = one.called()))
        .hint(t!("Withdraw it and write another, or amend it")))
}

/// Takes a draft away.
///
/// # Errors
/// When it was submitted already.
pub fn remove(office: &mut Office, id: AmendmentId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let one = of_draft(tx, id)?;
        store::delete_amendment(tx.conn(), one.id)?;
        tx.say(t!("Removed a draft of an amendment"));
        Ok(())
    })
}

/// Numbers an amendment within an operation. The deadline counts on the day it is submitted, whenever it was begun.
fn hand_in(tx: &Tx<'_>, id: AmendmentId) -> Result<String> {
    let mut one = of_draft(tx, id)?;
    let of = store::document(tx.conn(), one.new.document)?;
    let flow = store::workflow(tx.conn())?;
    if let Some(deadline) = of.new.deadline.filter(|deadline| tx.today() > *deadline) {
        return Err(Problem::input(t!(
            "The deadline was {deadline}, and it counts when an amendment is submitted, not when it was begun. Nothing was submitted",
            deadline = day::short(deadline)
        ))
        .hint(t!("The committee can set a later deadline: `policy change --deadline`")));
    }
    let stage = flow.stage(&of.stage);
    if stage.ended {
        return Err(Problem::input(t!(
            "{title} is {stage}, so nothing amends it. Nothing was submitted",
            title = of.new.title,
            stage = stage.name
        )));
    }
    let board = store::board(tx.conn(), one.new.document, None)?;
    if board.version != one.new.version {
        return Err(Problem::input(t!("There is a newer version than the one it amends. Nothing was submitted"))
            .hint(t!("Carry it over first: `policy rebase`")));
    }
    if one.new.proposer.is_none() && one.new.proposer_name.is_empty() {
        return Err(Problem::input(t!("Say who proposes it. Nothing was submitted")));
    }
    let needs = flow.kind(&of.new.kind).seconders;
    if one.seconders.len() < needs {
        return Err(Problem::input(t!(
            "It needs {needs}, and has {has}. Nothing was submitted",
            needs = words::plural(needs, t!("seconder"), t!("seconders")),
            has = one.seconders.len()
        )));
    }
    let number = board.next_number(&of.code(&flow), one.new.parent, false);
    one.number = Some(number.clone());
    one.state = State::Submitted;
    one.submitted_on = Some(tx.today());
    store::update_amendment(tx.conn(), &one)?;
    Ok(number)
}

/// Submits a draft: it gets its number.
///
/// # Errors
/// When the deadline has passed, nobody proposes it, or too few second it.
pub fn submit(office: &mut Office, id: AmendmentId) -> Result<Done<String>> {
    office.transact(&SUBMIT, |tx| {
        let number = hand_in(tx, id)?;
        tx.say(t!("Submitted amendment {number}", number = number));
        Ok(number)
    })
}
