//! Votes on amendments, one by one or en bloc, decided by the majority that the kind of document asks; and separate votes on words.

use super::submitted;
use super::write::{Writing, draft};
use crate::kit::{Day, Problem, Result, day, text as words};
use crate::meetings;
use crate::meetings::model::{Counts, VoteId};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::body::Body;
use crate::policy::change::{self, Vote};
use crate::policy::model::amendment::{Amendment, AmendmentId, State};
use crate::policy::model::voting::{self, Entered, Outcome};
use crate::policy::model::{DecisionId, DocumentId, MeetingId, PersonId};
use crate::policy::store;
use crate::t;

/// Enters votes on amendments.
pub static VOTE: Op = Op {
    key: "policy.vote",
    says: "Enter vote on amendments",
    undo: Undo::Reverse,
    reach: Reach::Command("policy vote"),
};

/// Puts words to a separate vote.
pub static SEPARATE: Op = Op {
    key: "policy.separate",
    says: "Ask for separate vote",
    undo: Undo::Reverse,
    reach: Reach::Command("policy separate"),
};

/// How amendments were voted on; several at once are a vote en bloc.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voting {
    /// What it came to, where somebody says so; nothing said and nothing counted takes the result back.
    pub vote: Option<Vote>,
    /// How many were for and against: the rule decides by them. Of a separate vote "for" is for keeping the words.
    pub tally: Option<Counts>,
    /// What else is said of the vote; counts in it are taken for the tally.
    pub counts: String,
    /// Why the result is another than the rule gives.
    pub why: String,
    pub on: Option<Day>,
    pub meeting: Option<MeetingId>,
    pub decision: Option<DecisionId>,
    /// A vote of the meeting, which says how many were for and against.
    pub meeting_vote: Option<VoteId>,
}

impl Voting {
    /// Takes results back.
    pub fn open() -> Self {
        Self::default()
    }

    /// Whether nothing is said of a result, which takes one back.
    pub fn is_open(&self) -> bool {
        self.vote.is_none()
            && self.tally.is_none()
            && self.meeting_vote.is_none()
            && self.decision.is_none()
            && voting::tally_of(&self.counts).is_none()
    }
}

/// What is known of where it was voted on.
struct Where {
    meeting: Option<MeetingId>,
    vote: Option<meetings::model::Vote>,
    on: Day,
}

/// The meeting and its vote; a decision leads to both.
fn where_of(tx: &Tx<'_>, voting: &Voting) -> Result<Where> {
    let decision = voting.decision.map(|id| meetings::store::decision(tx.conn(), id)).transpose()?;
    let meeting = decision.as_ref().map(|decision| decision.meeting).or(voting.meeting);
    let wanted = voting.meeting_vote.or(decision.and_then(|decision| decision.vote));
    let record = meeting.map(|id| meetings::store::record(tx.conn(), id)).transpose()?;
    let day = record.as_ref().map(|record| record.meeting.new.day);
    let vote = record.and_then(|record| record.votes.into_iter().find(|vote| Some(vote.id) == wanted));
    if voting.meeting_vote.is_some() && vote.is_none() {
        return Err(Problem::input(t!("The meeting has no such vote. Nothing was changed"))
            .hint(t!("Say which meeting, and which of its votes")));
    }
    let on = voting.on.or(day.filter(|day| *day <= tx.today())).unwrap_or_else(|| tx.today());
    Ok(Where { meeting, vote, on: day::happened(on, tx.today())? })
}

/// Enters a vote. By counts, the majority that the kind of document asks decides; what falls with it, and what is agreed with it,
/// follows by itself, and goes back when the vote does.
///
/// # Errors
/// When one of them is a draft, refused or withdrawn, fell already with another that was carried, or another result than the rule
/// gives has no reason.
pub fn vote(office: &mut Office, all: &[AmendmentId], voting: &Voting) -> Result<Done<()>> {
    office.transact(&VOTE, |tx| {
        let place = where_of(tx, voting)?;
        let mut told = Vec::new();
        for id in all {
            let one = submitted(tx, *id)?;
            if !one.stands() {
                return Err(Problem::input(t!(
                    "{number} is not voted on: {state}. Nothing was changed",
                    number = one.called(),
                    state = one.state.says()
                )));
            }
            told.push(take(tx, one, voting, &place)?);
        }
        if told.is_empty() {
            return Err(Problem::input(t!("Say which amendments. Nothing was changed")));
        }
        tx.say(words::and_list(&told));
        Ok(())
    })
}

/// Enters the vote on one; answers what is said of it.
fn take(tx: &Tx<'_>, mut one: Amendment, voting: &Voting, place: &Where) -> Result<String> {
    let is_open = voting.is_open();
    let mut outcome = None;
    if !is_open {
        let board = store::board(tx.conn(), one.new.document, Some(one.new.version))?;
        let found = by_rule(&one, voting, place, board.majority)?;
        if found.vote == Vote::Carried {
            still_stands(&board, &one)?;
        }
        outcome = Some(found);
    }
    let said = outcome.as_ref().map(|o| voting::says(o.vote, one.new.separate)).unwrap_or(t!("open again"));
    one.tally = outcome.as_ref().filter(|o| !o.rule.is_empty()).and_then(|_| tally(voting, place));
    one.counts = match (&outcome, voting::tally_of(&voting.counts)) {
        (Some(_), None) => voting.counts.trim().to_owned(),
        _ => String::new(),
    };
    one.vote = outcome.as_ref().map(|o| o.vote);
    (one.rule, one.overruled) = outcome.map(|o| (o.rule, o.overruled)).unwrap_or_default();
    one.voted_on = (!is_open).then_some(place.on);
    one.meeting = place.meeting.filter(|_| !is_open);
    one.meeting_vote = place.vote.as_ref().map(|vote| vote.id).filter(|_| !is_open);
    one.decision = voting.decision.filter(|_| !is_open);
    store::update_amendment(tx.conn(), &one)?;
    Ok(t!("{number} {result}", number = one.called(), result = said))
}

fn tally(voting: &Voting, place: &Where) -> Option<Counts> {
    let of_meeting = place.vote.as_ref().and_then(|vote| vote.counts);
    voting.tally.or_else(|| voting::tally_of(&voting.counts)).or(of_meeting)
}

fn by_rule(one: &Amendment, voting: &Voting, place: &Where, majority: meetings::model::Majority) -> Result<Outcome> {
    let keeps = one.new.separate;
    let of_meeting = place.vote.as_ref().map(|vote| Entered::of(vote, keeps));
    let mut entered = of_meeting.unwrap_or_else(|| Entered { keeps, ..Entered::default() });
    entered.stated = voting.vote.or(entered.stated);
    entered.tally = tally(voting, place);
    entered.why.clone_from(&voting.why);
    voting::decided(majority, &entered)
}

/// Nothing is carried that fell with another.
fn still_stands(board: &crate::policy::model::amendment::Board, one: &Amendment) -> Result<()> {
    let standings = board.standings(&board.matrix());
    let standing = board.place(one.id).and_then(|at| Some((at, standings.get(at)?)));
    match standing {
        Some((at, standing)) if matches!(standing.fate, change::Fate::FallsWith(_) | change::Fate::FallsWithout(_)) => {
            Err(Problem::input(t!(
                "{number} cannot be carried. {why}. Nothing was changed",
                number = one.called(),
                why = board.standing_says(at, standing)
            ))
            .hint(t!("Correct the other vote first, if that is wrong")))
        }
        _ => Ok(()),
    }
}

/// Words that somebody asks to vote on separately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Separately {
    pub parent: Option<AmendmentId>,
    /// The text without the words.
    pub without: Body,
    pub by: Option<PersonId>,
    pub by_name: String,
    pub reason: String,
}

/// Puts words of the text, or of an amendment, to a separate vote: whether they stay. It is asked for at the meeting, so it has no
/// deadline and needs no seconder; what it does to the text is the one operation of leaving them out.
///
/// # Errors
/// When nothing is left out, anything is put in, or there is no such document or amendment.
pub fn separate(office: &mut Office, document: DocumentId, what: &Separately) -> Result<Done<AmendmentId>> {
    office.transact(&SEPARATE, |tx| {
        let board = store::board(tx.conn(), document, None)?;
        let writing = Writing {
            parent: what.parent,
            separate: true,
            amended: what.without.clone(),
            reason: what.reason.clone(),
            proposer: what.by,
            proposer_name: what.by_name.clone(),
            ..Writing::default()
        };
        let mut one = draft(tx, &board, &writing)?;
        let leaves_out = |op: &change::Op| match op {
            change::Op::Replace { new, .. } => new.trim().is_empty(),
            change::Op::Delete { .. } => true,
            // What lay within a clause that goes lies less deep.
            change::Op::Shape { .. } => true,
            _ => false,
        };
        if !one.new.ops.iter().all(leaves_out) {
            return Err(Problem::input(t!(
                "A separate vote is about words that stay or go; it puts none in. Nothing was changed"
            ))
            .hint(t!("Write an amendment instead")));
        }
        store::insert_amendment(tx.conn(), &one)?;
        let (of, flow) = (store::document(tx.conn(), document)?, store::workflow(tx.conn())?);
        let number = board.next_number(&of.code(&flow), what.parent, true);
        one.number = Some(number.clone());
        one.state = State::Admitted;
        one.submitted_on = Some(tx.today());
        store::update_amendment(tx.conn(), &one)?;
        tx.say(t!("Asked for a separate vote: {number}", number = number));
        Ok(one.id)
    })
}
