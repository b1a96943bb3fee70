//! What is done with amendments: written, submitted, screened, supported, recommended, voted on, carried over.

use crate::kit::{Day, Problem, Result, day, text as words};
use crate::meetings;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::body::Body;
use crate::policy::change::{self, LinkKind, Op as Change, Rebased, Vote};
use crate::policy::model::amendment::{Amendment, AmendmentId, Board, NewAmendment, Recommends, State};
use crate::policy::model::{DecisionId, DocumentId, MeetingId, PersonId, VersionId};
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

/// Admits or refuses an amendment, or notes that it was withdrawn.
pub static SCREEN: Op =
    Op { key: "policy.screen", says: "Screen amendment", undo: Undo::Reverse, reach: Reach::Command("policy screen") };

/// Adds who seconds or supports an amendment.
pub static SUPPORT: Op = Op {
    key: "policy.amend_support",
    says: "Add support",
    undo: Undo::Reverse,
    reach: Reach::Command("policy support"),
};

/// What the committee recommends.
pub static RECOMMEND: Op =
    Op { key: "policy.recommend", says: "Recommend", undo: Undo::Reverse, reach: Reach::Command("policy recommend") };

/// Says what two amendments are to each other.
pub static LINK: Op =
    Op { key: "policy.link", says: "Link amendments", undo: Undo::Reverse, reach: Reach::Command("policy link") };

/// Enters votes on amendments.
pub static VOTE: Op = Op {
    key: "policy.vote",
    says: "Enter vote on amendments",
    undo: Undo::Reverse,
    reach: Reach::Command("policy vote"),
};

/// Carries open amendments over to a new version.
pub static REBASE: Op = Op {
    key: "policy.rebase",
    says: "Carry amendments over",
    undo: Undo::Reverse,
    reach: Reach::Command("policy rebase"),
};

/// What is written about an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    pub parent: Option<AmendmentId>,
    pub whole: bool,
    /// The amended text; its clauses have the ids of the text, or new ones.
    pub amended: Body,
    pub reason: String,
    pub proposer: Option<PersonId>,
    pub proposer_name: String,
    pub seconders: Vec<String>,
}

fn draft(tx: &Tx<'_>, board: &Board, writing: &Writing) -> Result<Amendment> {
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
        vote: None,
        counts: String::new(),
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
        for name in &writing.seconders {
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
    let number = board.next_number(&of.code(&flow), one.new.parent);
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

fn submitted(tx: &Tx<'_>, id: AmendmentId) -> Result<Amendment> {
    let one = store::amendment(tx.conn(), id)?;
    if one.state == State::Draft {
        return Err(Problem::input(t!("It is a draft still. Nothing was changed")).hint(t!("Submit it first")));
    }
    if one.merged.is_some() {
        return Err(Problem::input(t!(
            "{number} was merged into a version already. Nothing was changed",
            number = one.called()
        )));
    }
    Ok(one)
}

/// Admits or refuses an amendment with the reason, or notes that its proposer withdrew it; `code` orders it among those at one
/// place, `block` says with which it is voted on.
///
/// # Errors
/// When it is a draft still, or is refused without a reason.
pub fn screen(
    office: &mut Office,
    id: AmendmentId,
    to: State,
    ruling: &str,
    code: Option<&str>,
    block: Option<&str>,
) -> Result<Done<()>> {
    office.transact(&SCREEN, |tx| {
        let mut one = submitted(tx, id)?;
        if to == State::Refused && ruling.trim().is_empty() {
            return Err(Problem::input(t!(
                "Say why it is not admitted: its proposer reads the reason. Nothing was changed"
            )));
        }
        if to == State::Draft {
            return Err(Problem::input(t!("What was submitted is no draft any more. Nothing was changed")));
        }
        one.state = to;
        ruling.trim().clone_into(&mut one.ruling);
        if let Some(code) = code {
            code.trim().clone_into(&mut one.code);
        }
        if let Some(block) = block {
            block.trim().clone_into(&mut one.block);
        }
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("{number}: {state}", number = one.called(), state = to.says()));
        Ok(())
    })
}

/// Adds a seconder or a supporter.
///
/// # Errors
/// When nobody is named, or there is no such amendment.
pub fn support(
    office: &mut Office,
    id: AmendmentId,
    role: &str,
    person: Option<PersonId>,
    name: &str,
) -> Result<Done<()>> {
    office.transact(&SUPPORT, |tx| {
        let one = store::amendment(tx.conn(), id)?;
        if person.is_none() && name.trim().is_empty() {
            return Err(Problem::input(t!("Say who supports it. Nothing was changed")));
        }
        store::insert_supporter(tx.conn(), tx.new_id(), one.id, role, person, name.trim())?;
        tx.say(t!("Support for {number}", number = one.called()));
        Ok(())
    })
}

/// What a committee says of an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recommending {
    pub recommends: Recommends,
    /// The text as the committee would have it.
    pub amended: Option<Body>,
    pub why: String,
    /// Whether the proposer agrees.
    pub agreed: Option<bool>,
}

/// # Errors
/// When other words are recommended and none given.
pub fn recommend(office: &mut Office, id: AmendmentId, what: &Recommending) -> Result<Done<()>> {
    office.transact(&RECOMMEND, |tx| {
        let mut one = submitted(tx, id)?;
        let board = store::board(tx.conn(), one.new.document, Some(one.new.version))?;
        let ops: Option<Vec<Change>> =
            what.amended.as_ref().map(|amended| change::derive(&board.base_of(&one.new), amended));
        one.recommends = what.recommends;
        one.recommended = match what.recommends {
            Recommends::Modify => ops.or(one.recommended.take()),
            _ => None,
        };
        if what.recommends == Recommends::Modify && one.recommended.as_ref().is_none_or(Vec::is_empty) {
            return Err(Problem::input(t!("Give the words that are recommended. Nothing was changed")));
        }
        what.why.trim().clone_into(&mut one.recommends_why);
        one.agreed = what.agreed;
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("Recommendation on {number}: {what}", number = one.called(), what = what.recommends.says()));
        Ok(())
    })
}

/// Says what two amendments are to each other; none takes back what was said.
///
/// # Errors
/// When they are one, or of different documents.
pub fn link(office: &mut Office, from: AmendmentId, to: AmendmentId, kind: Option<LinkKind>) -> Result<Done<()>> {
    office.transact(&LINK, |tx| {
        let (one, other) = (store::amendment(tx.conn(), from)?, store::amendment(tx.conn(), to)?);
        if one.id == other.id || one.new.document != other.new.document {
            return Err(Problem::input(t!("Two amendments to one document can be linked. Nothing was changed")));
        }
        match kind {
            Some(kind) => store::insert_link(tx.conn(), tx.new_id(), from, to, kind)?,
            None => {
                if !store::delete_link(tx.conn(), from, to)? {
                    return Err(Problem::input(t!("Nothing was said of these two. Nothing was changed")));
                }
            }
        }
        tx.say(t!("Linked {one} and {other}", one = one.called(), other = other.called()));
        Ok(())
    })
}

/// How amendments were voted on; several at once are a vote en bloc.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voting {
    /// None takes the result back.
    pub vote: Option<Vote>,
    pub counts: String,
    pub on: Option<Day>,
    pub meeting: Option<MeetingId>,
    pub decision: Option<DecisionId>,
}

/// Enters a vote. What falls with it, and what is agreed with it, follows by itself.
///
/// # Errors
/// When one of them is a draft, refused or withdrawn, or fell already with another that was carried.
pub fn vote(office: &mut Office, all: &[AmendmentId], voting: &Voting) -> Result<Done<()>> {
    office.transact(&VOTE, |tx| {
        let mut names = Vec::new();
        let on = day::happened(voting.on.unwrap_or_else(|| tx.today()), tx.today())?;
        let meeting = match voting.decision {
            Some(id) => Some(meetings::store::decision(tx.conn(), id)?.meeting),
            None => voting.meeting,
        };
        for id in all {
            let mut one = submitted(tx, *id)?;
            if !one.stands() {
                return Err(Problem::input(t!(
                    "{number} is not voted on: {state}. Nothing was changed",
                    number = one.called(),
                    state = one.state.says()
                )));
            }
            if voting.vote == Some(Vote::Carried) {
                let board = store::board(tx.conn(), one.new.document, Some(one.new.version))?;
                let standings = board.standings(&board.matrix());
                let standing = board.place(one.id).and_then(|at| Some((at, standings.get(at)?)));
                if let Some((at, standing)) = standing
                    && matches!(standing.fate, change::Fate::FallsWith(_) | change::Fate::FallsWithout(_))
                {
                    return Err(Problem::input(t!(
                        "{number} cannot be carried. {why}. Nothing was changed",
                        number = one.called(),
                        why = board.standing_says(at, standing)
                    ))
                    .hint(t!("Correct the other vote first, if that is wrong")));
                }
            }
            one.vote = voting.vote;
            let is_open = voting.vote.is_none();
            one.counts = if is_open { String::new() } else { voting.counts.trim().to_owned() };
            one.voted_on = (!is_open).then_some(on);
            one.meeting = meeting.filter(|_| !is_open);
            one.decision = voting.decision.filter(|_| !is_open);
            store::update_amendment(tx.conn(), &one)?;
            names.push(one.called());
        }
        let result = match voting.vote {
            Some(Vote::Carried) => t!("carried"),
            Some(Vote::Lost) => t!("lost"),
            Some(Vote::NotMoved) => t!("not moved"),
            Some(Vote::Withdrawn) | None => t!("open again"),
        };
        tx.say(t!("{names}: {result}", names = words::and_list(&names), result = result));
        Ok(())
    })
}

/// Carries over what can be: clean ones are made to the newest version; the others stay where they are, and are listed.
///
/// # Errors
/// When there is no version, or none can be carried over as it is.
pub fn rebase(office: &mut Office, document: DocumentId) -> Result<Done<Vec<(Amendment, Rebased)>>> {
    office.transact(&REBASE, |tx| {
        let found = store::to_carry_over(tx.conn(), document)?;
        let newest: VersionId = store::board(tx.conn(), document, None)?.version;
        let mut count = 0;
        for (one, rebased) in &found {
            if rebased.state == change::State::Clean {
                let mut moved = one.clone();
                moved.new.version = newest;
                moved.new.ops.clone_from(&rebased.ops);
                // What was recommended was written for the other version.
                moved.recommended = None;
                store::update_amendment(tx.conn(), &moved)?;
                count += 1;
            }
        }
        if count == 0 {
            return Err(Problem::input(t!("No amendment can be carried over as it is. Nothing was changed"))
                .hint(t!("`policy rebase` without --write says why")));
        }
        tx.say(t!("Carried {count} over", count = words::plural(count, t!("amendment"), t!("amendments"))));
        Ok(found)
    })
}
