//! What is done with bodies and meetings.

mod bodies;
mod door;
mod floor;
mod minutes;
mod plan;
mod room;

use crate::kit::{Problem, Result};
use crate::meetings::model::{MeetingId, Minute, Record};
use crate::meetings::store;
use crate::office::{Op, Tx, profile};
use crate::t;

pub use bodies::{REMOVE_BODY, SAVE_BODY, SEAT, UNSEAT, remove_body, save_body, seat, unseat};
pub use door::{APOLOGISE, COME, GO, OFFICERS, PROXY, Person, apologise, come, go, officers, proxy};
pub use floor::{
    ACT, CONSENT, DECIDE, MOVE, SUPERSEDE, VOTE, WITHDRAW, act, consent, decide, decide_in, move_motion, supersede,
    supersede_in, vote, withdraw, withdraw_decision_in,
};
pub use minutes::{APPROVE, CIRCULATE, REOPEN_MINUTES, WRITE, approve, circulate, reopen_minutes, write};
pub use plan::{
    ADD_ITEM, CANCEL, CHANGE, CHANGE_ITEM, MOST_MEETINGS, MOVE_ITEM, NOTICE, PLAN, PLAN_SERIES, REMOVE, REMOVE_ITEM,
    add_item, agenda_for, cancel, change, change_item, move_item, notice, plan, plan_series, remove, remove_item,
};
pub use room::{BEGIN, DECLARE, END, ITEM, QUEUE, SAY, SPEAK, begin, declare, end, item, queue, say, speak};

/// The operations of this subject.
pub const OPS: &[&Op] = &[
    &SAVE_BODY,
    &REMOVE_BODY,
    &SEAT,
    &UNSEAT,
    &PLAN,
    &PLAN_SERIES,
    &CHANGE,
    &CANCEL,
    &REMOVE,
    &NOTICE,
    &ADD_ITEM,
    &CHANGE_ITEM,
    &MOVE_ITEM,
    &REMOVE_ITEM,
    &BEGIN,
    &END,
    &OFFICERS,
    &COME,
    &GO,
    &APOLOGISE,
    &PROXY,
    &DECLARE,
    &ITEM,
    &SAY,
    &QUEUE,
    &SPEAK,
    &MOVE,
    &WITHDRAW,
    &VOTE,
    &CONSENT,
    &DECIDE,
    &SUPERSEDE,
    &ACT,
    &WRITE,
    &CIRCULATE,
    &APPROVE,
    &REOPEN_MINUTES,
];

/// The minute of the meeting's day that it is now on the office's wall clock, or the one that was said. A meeting that began
/// before midnight goes on past it.
fn minute(tx: &Tx<'_>, record: &Record, said: Option<Minute>) -> Result<Minute> {
    use chrono::Timelike as _;
    let minute = match said {
        Some(minute) => minute,
        None => {
            let zone = profile::get(tx.conn())?.time_zone.parse().unwrap_or(chrono_tz::UTC);
            let now = tx.now().with_timezone(&zone);
            now.hour() * 60 + now.minute()
        }
    };
    let late = record.meeting.opened.is_some_and(|opened| minute + 12 * 60 < opened);
    Ok(if late && minute < 1440 { minute + 1440 } else { minute })
}

/// The record of a meeting that is under way.
///
/// # Errors
/// When it has not begun, is over, or was cancelled.
fn under_way(tx: &Tx<'_>, id: MeetingId) -> Result<Record> {
    use crate::meetings::model::MeetingState;
    let record = store::record(tx.conn(), id)?;
    match record.meeting.state() {
        MeetingState::Open => Ok(record),
        MeetingState::Planned => Err(Problem::input(t!("The meeting has not been opened. Nothing was recorded"))
            .hint(t!("Open it first; who is there can be recorded before"))),
        MeetingState::Closed => Err(Problem::input(t!("The meeting is closed. Nothing was recorded"))
            .hint(t!("Undo the closing, or write it into the minutes"))),
        MeetingState::Cancelled => Err(Problem::input(t!("The meeting was cancelled. Nothing was recorded"))),
    }
}
