//! The rows of bodies and meetings: read and written on a connection that is given, never in a transaction of their own.

mod bodies;
mod calendar;
mod check;
mod decisions;
mod export;
mod guard;
mod mailing;
mod meetings;
mod personal;
mod record;
mod write;

pub use bodies::{
    about, bodies, body, body_called, bounds, called, called_names, seat, seats, seats_of_person, why_no_vote,
};
pub(super) use bodies::{delete_body, delete_seat, put_body, put_seat};
pub use calendar::{OnDay, any, changes, on_days, seated};
pub use check::check;
pub use decisions::{decision, decisions};
pub use export::{DECISIONS, MEETINGS};
pub use guard::guard;
pub use mailing::MAILING;
pub use meetings::{
    Filter, Line, counts, latest_before, lines, meeting, meeting_called, meeting_of_item, meeting_words,
    meetings_between, next_planned, unapproved,
};
pub use personal::PERSONAL;
pub(super) use record::approved_in;
pub use record::{minutes, record};
pub(super) use write::*;

use rusqlite::Row;

use crate::kit::Result;

/// A whole number of the file that cannot be below nothing.
fn unsigned(row: &Row<'_>, at: usize) -> rusqlite::Result<u32> {
    row.get(at)
}

/// The name of somebody who was erased since.
fn name_or_gone(name: Option<String>, guest: String) -> String {
    name.unwrap_or(if guest.is_empty() { crate::t!("Erased person").to_owned() } else { guest })
}

/// Collects the rows of a query.
fn all<T>(rows: impl Iterator<Item = rusqlite::Result<T>>) -> Result<Vec<T>> {
    Ok(rows.collect::<rusqlite::Result<Vec<T>>>()?)
}
