//! Minutes: written down, circulated, corrected, approved at a meeting, and opened again with a reason.

use super::super::model::minutes::hash;
use super::super::model::{Item, ItemState, MeetingId, MinutesState, minutes as compose};
use super::super::store::{self, MinutesRow, VersionRow};
use crate::kit::{Day, Problem, Result, day};
use crate::office::{Done, Office, Op, OpId, Reach, Tx, Undo, mark_compensated};
use crate::t;

/// Writes the minutes down as a text, or changes it.
pub static WRITE: Op =
    Op { key: "minutes.write", says: "Write minutes", undo: Undo::Reverse, reach: Reach::Command("minutes write") };

/// Keeps that the minutes went out.
pub static CIRCULATE: Op = Op {
    key: "minutes.circulate",
    says: "Circulate minutes",
    undo: Undo::Reverse,
    reach: Reach::Command("minutes circulate"),
};

/// Approves the minutes at a later meeting; they and the record of their meeting stay as they are from then on.
pub static APPROVE: Op = Op {
    key: "minutes.approve",
    says: "Approve minutes",
    undo: Undo::Compensate {
        by: reopen_step,
        leaves: "The minutes are open again; what was approved stays kept, with your reason",
    },
    reach: Reach::Command("minutes approve"),
};

/// Opens approved minutes again, with a reason.
pub static REOPEN_MINUTES: Op = Op {
    key: "minutes.reopen",
    says: "Open minutes again",
    undo: Undo::Final("minutes that were opened again are approved again by approving them"),
    reach: Reach::Command("minutes reopen"),
};

/// The text of the minutes now: as written down, else as what was recorded makes it.
fn present(tx: &Tx<'_>, id: MeetingId) -> Result<(Option<MinutesState>, String)> {
    match store::minutes(tx.conn(), id)? {
        Some(minutes) => Ok((Some(minutes.state), minutes.text)),
        None => Ok((None, compose::written(&store::record(tx.conn(), id)?))),
    }
}

/// Makes the minutes this text; `None` writes them anew from what was recorded. What had gone out is corrected by it.
///
/// # Errors
/// When they are approved, or the text is empty.
pub fn write(office: &mut Office, id: MeetingId, text: Option<&str>) -> Result<Done<()>> {
    office.transact(&WRITE, |tx| {
        let record = store::record(tx.conn(), id)?;
        let state = match record.minutes.as_ref().map(|minutes| minutes.state) {
            None | Some(MinutesState::Draft) => MinutesState::Draft,
            Some(MinutesState::Approved) => return Err(approved(&record.meeting.called())),
            Some(MinutesState::Circulated | MinutesState::Corrected) => MinutesState::Corrected,
        };
        let text = text.map_or_else(|| compose::written(&record), |text| text.trim_end().to_owned());
        if text.trim().is_empty() {
            return Err(Problem::input(t!("The minutes would be empty. Nothing was changed")));
        }
        if record.minutes.as_ref().is_some_and(|minutes| minutes.text == text) {
            return Ok(());
        }
        store::put_minutes(tx.conn(), tx.new_id(), id, &MinutesRow { state, text: &text, approved: None, hash: "" })?;
        tx.say(t!("Minutes of {meeting}: {state}", meeting = record.meeting.called(), state = state.says()));
        Ok(())
    })
}

fn approved(meeting: &str) -> Problem {
    Problem::input(t!(
        "The minutes of {meeting} are approved and stay as they are. Nothing was changed",
        meeting = meeting
    ))
    .hint(t!("Open them again with a reason, or record the correction in a later meeting"))
}

/// Keeps that the minutes went out, and as what.
///
/// # Errors
/// When the meeting is not over, or they are approved.
pub fn circulate(office: &mut Office, id: MeetingId) -> Result<Done<()>> {
    office.transact(&CIRCULATE, |tx| {
        let meeting = store::meeting(tx.conn(), id)?;
        if meeting.closed.is_none() {
            return Err(Problem::input(t!("The meeting is not over. Its minutes were not circulated")));
        }
        let (state, text) = present(tx, id)?;
        match state {
            Some(MinutesState::Approved) => return Err(approved(&meeting.called())),
            Some(MinutesState::Circulated) => {
                return Err(Problem::input(t!("The minutes are circulated already, and nothing was changed since")));
            }
            _ => {}
        }
        let state = MinutesState::Circulated;
        store::put_minutes(tx.conn(), tx.new_id(), id, &MinutesRow { state, text: &text, approved: None, hash: "" })?;
        version(tx, id, "circulated", &text, "", "")?;
        tx.say(t!("Circulated the minutes of {meeting}", meeting = meeting.called()));
        Ok(())
    })
}

fn version(tx: &Tx<'_>, id: MeetingId, state: &str, text: &str, hash: &str, reason: &str) -> Result<()> {
    let row = VersionRow { state, day: tx.today(), who: tx.who(), text, hash, reason };
    store::insert_version(tx.conn(), tx.new_id(), id, &row)
}

/// Approves the minutes of a meeting at a later one of the same body, and locks them and the record. Answers the hash.
///
/// # Errors
/// When they have not gone out, or the approving meeting is none that was held since.
pub fn approve(office: &mut Office, id: MeetingId, at: MeetingId) -> Result<Done<String>> {
    office.transact(&APPROVE, |tx| {
        let (meeting, approving) = (store::meeting(tx.conn(), id)?, store::meeting(tx.conn(), at)?);
        if at == id || approving.new.body != meeting.new.body || approving.new.day < meeting.new.day {
            return Err(Problem::input(t!("Minutes are approved at a later meeting of the same body")));
        }
        if approving.opened.is_none() || approving.cancelled.is_some() {
            return Err(Problem::input(t!("{meeting} has not been opened yet", meeting = approving.called())));
        }
        let (state, text) = present(tx, id)?;
        match state {
            Some(MinutesState::Approved) => return Err(approved(&meeting.called())),
            Some(MinutesState::Circulated | MinutesState::Corrected) => {}
            None | Some(MinutesState::Draft) => {
                return Err(Problem::input(t!("These minutes have not been circulated. Nothing was approved"))
                    .hint(t!("Circulate them first, so that everybody could read what they approve")));
            }
        }
        let on: Day = approving.new.day;
        let sum = hash(meeting.new.day, on, &text);
        let row = MinutesRow { state: MinutesState::Approved, text: &text, approved: Some((at, on)), hash: &sum };
        store::put_minutes(tx.conn(), tx.new_id(), id, &row)?;
        version(tx, id, "approved", &text, &sum, "")?;
        let record = store::record(tx.conn(), at)?;
        let locked = record.minutes.as_ref().is_some_and(|minutes| minutes.state == MinutesState::Approved);
        let unread = |item: &&Item| matches!(item.state, ItemState::Waiting | ItemState::Deferred);
        if let Some(item) = record.minutes_item().filter(unread).filter(|_| !locked) {
            store::set_item_state(tx.conn(), item.id, ItemState::Done, item.began, item.ended)?;
        }
        tx.say(t!("Approved the minutes of {meeting} on {day}", meeting = meeting.called(), day = day::short(on)));
        Ok(sum)
    })
}

/// Opens approved minutes again; what was approved stays kept.
///
/// # Errors
/// When they are not approved, or there is no reason.
pub fn reopen_minutes(office: &mut Office, id: MeetingId, reason: &str) -> Result<Done<()>> {
    office.transact(&REOPEN_MINUTES, |tx| reopen_in(tx, id, reason))
}

fn reopen_in(tx: &Tx<'_>, id: MeetingId, reason: &str) -> Result<()> {
    let meeting = store::meeting(tx.conn(), id)?;
    let reason = crate::ledger::model::read::one_line(reason);
    if reason.is_empty() {
        return Err(Problem::input(t!("Say why the minutes are opened again; the reason is kept")));
    }
    let Some(minutes) = store::minutes(tx.conn(), id)?.filter(|m| m.state == MinutesState::Approved) else {
        return Err(Problem::input(t!("The minutes of {meeting} are not approved", meeting = meeting.called())));
    };
    let row = MinutesRow { state: MinutesState::Corrected, text: &minutes.text, approved: None, hash: "" };
    store::put_minutes(tx.conn(), tx.new_id(), id, &row)?;
    version(tx, id, "reopened", &minutes.text, &minutes.hash, &reason)?;
    tx.say(t!("Opened the minutes of {meeting} again: {reason}", meeting = meeting.called(), reason = reason));
    Ok(())
}

/// Takes an approval back by opening the minutes again.
fn reopen_step(office: &mut Office, op: OpId, reason: &str) -> Result<OpId> {
    let id = office.read(|conn| store::approved_in(conn, op))?;
    let done = office.transact(&REOPEN_MINUTES, |tx| {
        reopen_in(tx, id, reason)?;
        mark_compensated(tx, op)
    })?;
    done.op.ok_or_else(|| Problem::defect("Opening minutes again changed nothing"))
}
