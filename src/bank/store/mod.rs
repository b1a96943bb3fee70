//! The bank's rows: read and written on a connection that is given, never in a transaction of their own.

mod check;
mod closing;
mod intake;
mod lines;
mod matches;
mod personal;
mod reconcile;
mod rules;
mod statements;
mod world;

pub use check::check;
pub use closing::closing;
pub(super) use intake::{insert_lines, insert_number, insert_statement, remove_line};
pub use intake::{known, numbers};
pub(super) use lines::set_state;
pub use lines::{LineFilter, count, line, open_count, page};
pub use matches::{Habit, habit, left_of, lines_of, matches_of};
pub(super) use matches::{delete_matches, insert_match, remember_payer};
pub use personal::PERSONAL;
pub use reconcile::{closings, reconciled_to, reconciliation, reconciliations, reconciling, to_reconcile};
pub(super) use reconcile::{delete_reconciliation, entries_of, insert_brought, insert_reconciliation};
pub(super) use rules::{delete_rule, put_rule};
pub use rules::{rule, rules};
pub(super) use statements::delete_statement;
pub use statements::{statement, statements};
pub use world::{Missing, missing, open_entries, own_accounts, read_awaited, world};

use rusqlite::{Connection, Row};

use crate::kit::{Day, Result};

/// A day as the file keeps it.
fn iso(day: Day) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A day of the file, if there is one. Every day column is checked, so another text is a damaged file.
fn maybe_day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Day>> {
    let value = row.get_ref(at)?;
    if value == rusqlite::types::ValueRef::Null {
        return Ok(None);
    }
    let wrong = |e: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, e)
    };
    let text = value.as_str().map_err(|e| wrong(Box::new(e)))?;
    Day::parse_from_str(text, "%Y-%m-%d").map(Some).map_err(|e| wrong(Box::new(e)))
}

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Day> {
    maybe_day(row, at)?
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(at, String::from("a day"), rusqlite::types::Type::Null))
}

/// A word of a CHECKed column.
fn word<T>(row: &Row<'_>, at: usize, of: impl Fn(&str) -> Result<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(at)?.as_str().map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))?;
    of(text).map_err(|problem| rusqlite::Error::UserFunctionError(Box::new(problem)))
}

fn size(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

fn wide(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let one = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    Ok(vec![
        ("bank_statements", one("SELECT count(*) FROM bank_statement")?),
        ("bank_lines", one("SELECT count(*) FROM bank_line")?),
        ("bank_lines_to_match", one("SELECT count(*) FROM bank_line WHERE state = 'open'")?),
    ])
}
