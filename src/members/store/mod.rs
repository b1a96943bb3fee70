//! The rows of members: read and written on a connection that is given, never in a transaction of their own.

mod check;
mod classes;
mod conditions;
mod expects;
mod export;
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
pub use export::{columns as export_columns, rows as export_rows};
pub use mailing::MAILING;
pub(super) use numbers::count_up;
pub use numbers::{highest_number, last_given, next_number, number_of};
pub use personal::PERSONAL;
pub use read::{
    Run, family_head, find_charge, in_force, on_file, pays_or_belongs, persons_called, register, register_of, run_of,
    runs, said_of, term,
};
pub(super) use reminders::insert_reminder;
pub use reminders::{reminders, reminders_of};
pub use seen::{Seen, seen};
pub(super) use write::{
    change_whole, decide, delete_pin, end_term, insert_charge, insert_pin, insert_run, insert_share, insert_term,
    insert_whole, set_class, set_died, update_term, waive,
};

/// How much there is, for `info`, which knows no day: people with a term that has begun and not ended, lapsed or not.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let members = conn.query_row(
        "SELECT count(DISTINCT person) FROM membership WHERE start_on IS NOT NULL AND ended_on IS NULL AND died_on IS NULL",
        [],
        |row| row.get(0),
    )?;
    let waiting = waiting(conn)?;
    Ok(vec![("members", members), ("applications", waiting)])
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

/// How many members there are on a day, for the rail: of a party with very many terms the lapsed are counted too, because
/// nobody waits for a figure that is looked at in passing.
///
/// # Errors
/// When the file cannot be read.
pub fn members(conn: &Connection, on: Day) -> Result<usize> {
    /// Terms up to which everybody's status is worked out: some tenths of a second.
    const FEW: i64 = 50_000;
    let terms: i64 = conn.query_row("SELECT count(*) FROM membership", [], |row| row.get(0))?;
    if terms <= FEW {
        return Ok(register(conn)?.rows(on).iter().filter(|row| row.status.is_member()).count());
    }
    let running: i64 = conn.query_row(
        "SELECT count(DISTINCT person) FROM membership WHERE start_on <= ?1 AND (ended_on IS NULL OR ended_on >= ?1) \
         AND (died_on IS NULL OR died_on > ?1)",
        [iso(on)],
        |row| row.get(0),
    )?;
    Ok(usize::try_from(running).unwrap_or(0))
}
