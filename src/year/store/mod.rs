//! The rows of closed years: read and written on a connection that is given, never in a transaction of their own.

mod audit;
mod check;
mod sample;
mod statement;
mod years;

pub use audit::{AuditRow, Changed, audit, audited};
pub use check::check;
pub(super) use sample::{insert_sample, set_outcome};
pub use sample::{population, sample, sample_of, sampled, sampled_rows};
pub use statement::{categories, live, notes, placed, statement};
pub(super) use statement::{put_note, put_place};
pub(super) use years::{NewClose, insert_close, insert_left, set_reopened};
pub use years::{all, closed, closed_in, first_day, last_closed, next, standing, years};

use rusqlite::Row;

use crate::kit::{Day, Problem, Result};
use crate::t;

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

/// A word of a checked column.
fn word<T>(row: &Row<'_>, at: usize, of: impl Fn(&str) -> Result<T>) -> rusqlite::Result<T> {
    let wrong = |e: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, e)
    };
    let text = row.get_ref(at)?.as_str().map_err(|e| wrong(Box::new(e)))?;
    of(text).map_err(|problem| wrong(Box::new(problem)))
}

/// What stands in the file as JSON.
fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|e| Problem::file(t!("A statement in the file cannot be read")).because(e))
}
