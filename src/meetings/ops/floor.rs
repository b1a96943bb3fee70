//! Motions, votes, decisions and actions.

use chrono::Datelike as _;

use super::super::model::{
    Counts, DecisionId, ItemId, ItemState, MeetingId, Method, Minute, Motion, MotionId, MotionKind, MotionState,
    NewMotion, NewVote, Record, Said, Vote, VoteId,
};
use super::super::store::{self, DecisionRow};
use super::{minute, under_way};
use crate::kit::{Problem, Result};
use crate::ledger::model::read::one_line;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;
use crate::tasks;
use crate::tasks::model::{From, NewTask, TaskId};

/// The kind of record that an action comes from, as tasks have it.
pub const ORIGIN: &str = "meeting";

/// Somebody moves a motion, an amendment or a procedural motion.
pub static MOVE: Op =
    Op { key: "meetings.move", says: "Move motion", undo: Undo::Reverse, reach: Reach::Command("motions move") };

/// Withdraws a motion.
pub static WITHDRAW: Op = Op {
    key: "meetings.withdraw",
    says: "Withdraw motion",
    undo: Undo::Reverse,
    reach: Reach::Command("motions withdraw"),
};

/// Takes a vote.
pub static VOTE: Op =
    Op { key: "meetings.vote", says: "Vote", undo: Undo::Reverse, reach: Reach::Command("motions vote") };

/// Agrees the consent items in one go.
pub static CONSENT: Op = Op {
    key: "meetings.consent",
    says: "Agree consent items",
    undo: Undo::Reverse,
    reach: Reach::Command("room consent"),
};

/// Records a decision that was taken without a motion.
pub static DECIDE: Op =
    Op { key: "meetings.decide", says: "Record decision", undo: Undo::Reverse, reach: Reach::Command("decisions add") };

/// Says that a decision took the place of another.
pub static SUPERSEDE: Op = Op {
    key: "meetings.supersede",
    says: "Supersede decision",
    undo: Undo::Reverse,
    reach: Reach::Command("decisions supersede"),
};

/// Records an action: a task that comes from the meeting.
pub static ACT: Op =
    Op { key: "meetings.act", says: "Record action", undo: Undo::Reverse, reach: Reach::Command("room action") };

/// Somebody moves something.
///
/// # Errors
/// When the meeting is not under way, or an amendment amends none of its open motions.
pub fn move_motion(office: &mut Office, id: MeetingId, new: &NewMotion) -> Result<Done<MotionId>> {
    office.transact(&MOVE, |tx| {
        let record = under_way(tx, id)?;
        let mut new = new.clone();
        (new.text, new.becomes) = (new.text.trim().to_owned(), new.becomes.trim().to_owned());
        if new.text.is_empty() {
            return Err(Problem::input(t!("Write what is moved")));
        }
        if new.mover.is_some() && new.mover == new.seconder {
            return Err(Problem::input(t!("Nobody seconds their own motion")));
        }
        match (new.kind, new.amends.and_then(|id| record.motion(id))) {
            (MotionKind::Amendment, Some(of)) => {
                if of.new.kind == MotionKind::Amendment {
                    return Err(Problem::input(t!("An amendment is not amended; move another amendment instead")));
                }
                if of.state != MotionState::Open {
                    return Err(Problem::input(t!(
                        "The motion is {state} already",
                        state = of.state.says().to_lowercase()
                    )));
                }
                if new.becomes.is_empty() {
                    return Err(Problem::input(t!("Write what the motion says if the amendment is carried")));
                }
                new.item = of.new.item;
            }
            (MotionKind::Amendment, None) => return Err(Problem::input(t!("There is no such motion to amend"))),
            _ => {
                (new.amends, new.becomes) = (None, String::new());
                new.item = new.item.or_else(|| record.current().map(|item| item.id));
            }
        }
        let motion = MotionId(tx.new_id());
        store::insert_motion(tx.conn(), motion, id, &new)?;
        let now = store::record(tx.conn(), id)?;
        let name = now.motion(motion).map(|m| now.motion_name(m)).unwrap_or_default();
        tx.say(match new.mover {
            Some(mover) => {
                t!("{name}, moved by {who}: {text}", name = name, who = now.name(mover), text = one_line(&new.text))
            }
            None => format!("{name}: {}", one_line(&new.text)),
        });
        Ok(motion)
    })
}

fn open_motion(record: &Record, id: MotionId) -> Result<&Motion> {
    let motion = record.motion(id).ok_or_else(|| Problem::input(t!("There is no such motion in this meeting")))?;
    if motion.state == MotionState::Open {
        return Ok(motion);
    }
    Err(Problem::input(t!(
        "{name} is {state} already. Nothing was changed",
        name = record.motion_name(motion),
        state = motion.state.says().to_lowercase()
    )))
}

/// Withdraws a motion; its amendments fall with it.
///
/// # Errors
/// When it is decided already.
pub fn withdraw(office: &mut Office, id: MeetingId, motion: MotionId) -> Result<Done<()>> {
    office.transact(&WITHDRAW, |tx| {
        let record = under_way(tx, id)?;
        let found = open_motion(&record, motion)?;
        store::set_motion_state(tx.conn(), motion, MotionState::Withdrawn)?;
        done_with(tx, &record, found)?;
        for other in record.motions.iter().filter(|m| m.new.amends == Some(motion) && m.state == MotionState::Open) {
            store::set_motion_state(tx.conn(), other.id, MotionState::Fell)?;
        }
        tx.say(t!("{name} is withdrawn", name = record.motion_name(found)));
        Ok(())
    })
}

/// The counts of a vote, proved against who may vote in the room.
fn counts(record: &Record, new: &NewVote, item: Option<ItemId>) -> Result<Option<Counts>> {
    let voters = record.voters(item);
    let counts = match new.method {
        Method::Acclamation => return Ok(None),
        Method::Roll => {
            let mut counts = Counts::default();
            for (at, (who, said)) in new.said.iter().enumerate() {
                if !voters.iter().any(|(one, _)| one.id == *who) {
                    return Err(Problem::input(t!("{name} may not vote on this", name = record.name(*who))));
                }
                if new.said.iter().take(at).any(|(other, _)| other == who) {
                    return Err(Problem::input(t!("{name} was called twice", name = record.name(*who))));
                }
                match said {
                    Said::Yes => counts.yes += 1,
                    Said::No => counts.no += 1,
                    Said::Abstain => counts.abstain += 1,
                }
            }
            counts
        }
        Method::Hands | Method::Secret => {
            new.counts.ok_or_else(|| Problem::input(t!("Say how many were for and against")))?
        }
    };
    let votes = record.votes_in_room(item);
    if counts.cast() > votes {
        return Err(Problem::input(t!(
            "{cast} votes were counted, but only {votes} may be cast in the room. Nothing was recorded",
            cast = counts.cast(),
            votes = votes
        ))
        .hint(t!("Count again, or record first who came")));
    }
    Ok(Some(counts))
}

/// Takes a vote on a motion or on a question. A motion that is carried is a decision of the register; an amendment that is
/// carried changes what its motion says.
///
/// # Errors
/// When the quorum is lost (but for a procedural motion), something has to be decided before, more voted than could, or a tie
/// is the chair's to decide.
pub fn vote(office: &mut Office, id: MeetingId, new: &NewVote) -> Result<Done<VoteId>> {
    office.transact(&VOTE, |tx| {
        let record = under_way(tx, id)?;
        let motion = new.motion.map(|motion| open_motion(&record, motion)).transpose()?;
        let item = motion.map_or(new.item.or_else(|| record.current().map(|item| item.id)), |motion| motion.new.item);
        let question = one_line(&new.question);
        if motion.is_none() && question.is_empty() {
            return Err(Problem::input(t!("Say what is voted on")));
        }
        if let Some(first) = motion.and_then(|motion| record.before(motion)) {
            return Err(Problem::input(t!("{name} has to be decided first", name = record.motion_name(first))));
        }
        let quorum = record.quorum(item);
        if !quorum.met() && motion.is_none_or(|motion| motion.new.kind != MotionKind::Procedural) {
            return Err(Problem::input(t!("{quorum}. Nothing can be decided", quorum = quorum.says()))
                .hint(t!("Adjourn by a procedural motion, or record who came back")));
        }
        let decides = motion.map_or("", |motion| motion.new.decides.as_str());
        let majority = match new.majority {
            Some(majority) => majority,
            // The rule for the decision is the motion's; an amendment to it needs the usual majority.
            None if motion.is_some_and(|motion| motion.new.kind == MotionKind::Amendment) => {
                record.body.new.majority("")
            }
            None => record.body.new.majority(decides),
        };
        let counts = counts(&record, new, item)?;
        let voters = record.votes_in_room(item);
        let verdict = counts.map(|counts| majority.decide(counts, voters, record.members, record.entitled));
        if new.casting.is_some() {
            if !record.body.new.casting {
                return Err(Problem::input(t!(
                    "The rules of {body} have no casting vote",
                    body = record.body.new.name
                )));
            }
            if !verdict.is_some_and(|verdict| verdict.tied) {
                return Err(Problem::input(t!("There is no tie for a casting vote to decide")));
            }
        }
        let carried = new.casting.unwrap_or(verdict.is_none_or(super::super::model::Verdict::carried));
        let taken = Vote {
            id: VoteId(tx.new_id()),
            item,
            motion: new.motion,
            question: if motion.is_some() { String::new() } else { question },
            method: new.method,
            majority,
            counts,
            voters,
            members: record.members,
            entitled: record.entitled,
            quorum,
            casting: new.casting,
            carried,
            at: minute(tx, &record, new.at)?,
            said: Vec::new(),
        };
        store::insert_vote(tx.conn(), id, &taken)?;
        for (who, said) in new.said.iter().filter(|_| new.method == Method::Roll) {
            store::insert_said(tx.conn(), tx.new_id(), taken.id, *who, *said)?;
        }
        let name = match motion {
            Some(motion) => {
                settle(tx, &record, motion, &taken)?;
                record.motion_name(motion)
            }
            None => taken.question.clone(),
        };
        tx.say(format!("{name}: {}", taken.says()));
        Ok(taken.id)
    })
}

/// An item that was left over for the sake of a motion is done once that is settled after all.
fn done_with(tx: &Tx<'_>, record: &Record, motion: &Motion) -> Result<()> {
    let Some(item) = motion.new.item.and_then(|id| record.item(id)) else { return Ok(()) };
    let others = record.undecided(Some(item.id)).any(|other| other.id != motion.id);
    if item.state == ItemState::Deferred && item.began.is_some() && !others {
        store::set_item_state(tx.conn(), item.id, ItemState::Done, item.began, item.ended)?;
    }
    Ok(())
}

/// What follows from a vote on a motion.
fn settle(tx: &Tx<'_>, record: &Record, motion: &Motion, vote: &Vote) -> Result<()> {
    let state = if vote.carried { MotionState::Carried } else { MotionState::Lost };
    store::set_motion_state(tx.conn(), motion.id, state)?;
    if motion.new.kind == MotionKind::Motion {
        done_with(tx, record, motion)?;
    }
    match (vote.carried, motion.new.kind, motion.new.amends) {
        (true, MotionKind::Amendment, Some(of)) => store::set_amended(tx.conn(), of, &motion.new.becomes),
        (true, MotionKind::Motion, _) => {
            record_decision(tx, record, motion.new.item, Some(vote.id), motion.says()).map(|_| ())
        }
        _ => Ok(()),
    }
}

fn record_decision(
    tx: &Tx<'_>,
    record: &Record,
    item: Option<ItemId>,
    vote: Option<VoteId>,
    text: &str,
) -> Result<(DecisionId, String)> {
    let day = record.meeting.new.day;
    let number = store::next_number(tx.conn(), record.body.id, day.year())?;
    let id = DecisionId(tx.new_id());
    store::insert_decision(
        tx.conn(),
        &DecisionRow { id, body: record.body.id, meeting: record.meeting.id, item, vote, number: &number, text, day },
    )?;
    Ok((id, number))
}

/// Agrees all consent items that are still to come, in one step and without a count.
///
/// # Errors
/// When there are none, or the quorum is lost.
pub fn consent(office: &mut Office, id: MeetingId, at: Option<Minute>) -> Result<Done<()>> {
    office.transact(&CONSENT, |tx| {
        let record = under_way(tx, id)?;
        let at = minute(tx, &record, at)?;
        let numbers: Vec<String> = record.consent().map(|item| record.number(item.id).to_string()).collect();
        if numbers.is_empty() {
            return Err(Problem::input(t!("No consent item is left to agree")));
        }
        let quorum = record.quorum(None);
        if !quorum.met() {
            return Err(Problem::input(t!("{quorum}. Nothing can be decided", quorum = quorum.says())));
        }
        for item in record.consent() {
            store::set_item_state(tx.conn(), item.id, ItemState::Done, Some(at), Some(at))?;
        }
        let parts: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let question = t!("Consent items {numbers}.", numbers = crate::kit::text::list(&parts));
        let vote = Vote {
            id: VoteId(tx.new_id()),
            // It is minuted where the first of them stands.
            item: record.consent().next().map(|item| item.id),
            motion: None,
            question: question.clone(),
            method: Method::Acclamation,
            majority: record.body.new.majority(""),
            counts: None,
            voters: record.votes_in_room(None),
            members: record.members,
            entitled: record.entitled,
            quorum,
            casting: None,
            carried: true,
            at,
            said: Vec::new(),
        };
        store::insert_vote(tx.conn(), id, &vote)?;
        tx.say(format!("{question} {}", vote.says()));
        Ok(())
    })
}

/// Records a decision that was taken without a motion: by consensus, or before the program was used.
///
/// # Errors
/// When it says nothing.
pub fn decide(office: &mut Office, id: MeetingId, item: Option<ItemId>, text: &str) -> Result<Done<DecisionId>> {
    office.transact(&DECIDE, |tx| {
        let record = store::record(tx.conn(), id)?;
        let item = item.or_else(|| record.current().map(|item| item.id));
        decide_in(tx, &record, item, text)
    })
}

/// The same inside a step of another subject. An item that was not dealt with is done with it.
///
/// # Errors
/// When it says nothing.
pub fn decide_in(tx: &Tx<'_>, record: &Record, item: Option<ItemId>, text: &str) -> Result<DecisionId> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::input(t!("Write what was decided")));
    }
    let (decision, number) = record_decision(tx, record, item, None, text)?;
    if let Some(item) = item.and_then(|id| record.item(id)) {
        let waits = matches!(item.state, ItemState::Waiting | ItemState::Deferred);
        if waits && record.undecided(Some(item.id)).next().is_none() {
            store::set_item_state(tx.conn(), item.id, ItemState::Done, item.began, item.ended)?;
        }
    }
    tx.say(t!(
        "Decision {number} of {body}: {text}",
        number = number,
        body = record.body.new.name,
        text = one_line(text)
    ));
    Ok(decision)
}

/// Says that a decision no longer stands, because what it rested on is void, inside a step of another subject.
///
/// # Errors
/// When the file cannot be written.
pub fn withdraw_decision_in(tx: &Tx<'_>, id: DecisionId, why: &str) -> Result<()> {
    store::set_withdrawn(tx.conn(), id, tx.today(), why)
}

/// Says that a decision took the place of others, inside a step of another subject.
///
/// # Errors
/// When the file cannot be written.
pub fn supersede_in(tx: &Tx<'_>, old: &[DecisionId], by: DecisionId) -> Result<()> {
    old.iter().try_for_each(|old| store::set_superseded(tx.conn(), *old, Some(by)))
}

/// Says that a decision took the place of another; `None` says that none did.
///
/// # Errors
/// When either is not there, or the newer one is no newer.
pub fn supersede(office: &mut Office, old: DecisionId, by: Option<DecisionId>) -> Result<Done<()>> {
    office.transact(&SUPERSEDE, |tx| {
        let was = store::decision(tx.conn(), old)?;
        let Some(by) = by else {
            store::set_superseded(tx.conn(), old, None)?;
            tx.say(t!("Decision {number} stands", number = was.number));
            return Ok(());
        };
        let now = store::decision(tx.conn(), by)?;
        if (now.day, now.id) <= (was.day, was.id) {
            return Err(Problem::input(t!(
                "Decision {newer} is not newer than {older}",
                newer = now.number,
                older = was.number
            )));
        }
        store::set_superseded(tx.conn(), old, Some(by))?;
        tx.say(t!(
            "Decision {older} of {body} is superseded by {newer}",
            older = was.number,
            body = was.body_name,
            newer = now.number
        ));
        Ok(())
    })
}

/// Records what somebody does after the meeting: a task that comes from it.
///
/// # Errors
/// When it says nothing.
pub fn act(office: &mut Office, id: MeetingId, item: Option<ItemId>, new: &NewTask) -> Result<Done<TaskId>> {
    office.transact(&ACT, |tx| {
        let record = store::record(tx.conn(), id)?;
        let item = item.or_else(|| record.current().map(|item| item.id));
        let task = tasks::ops::add_in(tx, new, Some(From { kind: ORIGIN, id: id.0 }))?;
        store::insert_action(tx.conn(), tx.new_id(), id, item, task)?;
        tx.say(t!("Action: {text}", text = new.text));
        Ok(task)
    })
}
