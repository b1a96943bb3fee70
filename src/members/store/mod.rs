//! The rows of members: read and written on a connection that is given, never in a transaction of their own.

mod check;
mod classes;
mod conditions;
mod expects;
mod export;
mod heard;
mod kept;
mod mailing;
mod numbers;
mod personal;
mod read;
mod reminders;
mod seen;
mod write;

use rusqlite::Connection;

use crate::kit::{Day, Result};
use crate::office::days::{day, iso, maybe_day};

pub use check::check;
pub use classes::{classes, settings};
pub(super) use classes::{insert_class, save_settings, set_fee, update_class};
pub use conditions::CONDITIONS;
pub use expects::awaited;
pub use export::EXPORT;
pub use heard::{PaidBetween, heard, paid_between};
pub use kept::{register, rows};
pub use mailing::MAILING;
pub(super) use numbers::count_up;
pub use numbers::{highest_number, last_given, next_number, number_of};
pub use personal::PERSONAL;
pub use read::{
    Run, family_head, find_charge, in_force, on_file, pays_or_belongs, persons_called, register_anew, register_of,
    runs, said_of, term,
};
pub(super) use reminders::insert_reminder;
pub use reminders::{reminders, reminders_of};
pub use seen::{Seen, seen};
pub(super) use write::{
    change_whole, decide, delete_pin, end_term, insert_charge, insert_pin, insert_run, insert_share, insert_term,
    insert_whole, set_class, set_died, update_term, waive,
};

/// How much there is on a day, for `info`: [`members`], and the applications that wait.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection, on: Day) -> Result<Vec<(&'static str, i64)>> {
    let members = i64::try_from(members(conn, on)?).unwrap_or(i64::MAX);
    Ok(vec![("members", members), ("applications", waiting(conn)?)])
}

/// Whether anybody is or was a member, or has applied.
///
/// # Errors
/// When the file cannot be read.
pub fn any(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM membership)", [], |row| row.get(0))?)
}

/// How many applications wait.
///
/// # Errors
/// When the file cannot be read.
pub fn waiting(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("SELECT count(*) FROM membership WHERE decided_on IS NULL AND start_on IS NULL", [], |row| {
        row.get(0)
    })?)
}

/// How many members there are on a day: everybody who is current or in grace.
///
/// # Errors
/// When the file cannot be read.
pub fn members(conn: &Connection, on: Day) -> Result<usize> {
    Ok(rows(conn, on)?.iter().filter(|row| row.status.is_member()).count())
}

/// The same for the rail, which is asked at every step: nothing, rather than another figure, where a party has very many terms
/// and nobody has asked for them yet.
///
/// # Errors
/// When the file cannot be read.
pub fn members_at_a_glance(conn: &Connection, on: Day) -> Result<Option<usize>> {
    /// Terms up to which everybody's status is worked out unasked: some tenths of a second.
    const FEW: i64 = 50_000;
    let terms: i64 = conn.query_row("SELECT count(*) FROM membership", [], |row| row.get(0))?;
    if terms > FEW && !kept::at_hand(conn)? {
        return Ok(None);
    }
    members(conn, on).map(Some)
}
