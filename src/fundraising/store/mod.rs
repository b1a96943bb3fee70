//! The rows of fundraising: read and written on a connection that is given, never in a transaction of their own.

mod appeals;
mod asks;
mod check;
mod export;
mod letter;
mod personal;
mod pledges;
mod progress;
mod prospects;
mod retention;
mod thanks;

use rusqlite::{Connection, Row};

use crate::kit::{Day, Result};

pub use appeals::{appeal, appeal_called, appeals};
pub(super) use appeals::{delete_appeal, delete_name, insert_appeal, insert_name, update_appeal};
pub use asks::{Asked, appeal_of_ask, asked, asks, choose, once_each};
pub(super) use asks::{delete_ask, insert_ask, insert_asked};
pub use check::check;
pub use export::{appeal_columns, appeal_rows, asked_columns, asked_rows, pledge_columns, pledge_rows};
pub use letter::{letter_headings, letter_to};
pub use personal::PERSONAL;
pub use pledges::{awaited, loose, open_items, pledge, pledge_of_entry, pledges, pledges_of};
pub(super) use pledges::{
    cancel_pledge, delete_pledge, insert_pledge, insert_share, remove_share, said_of, update_pledge,
};
pub use progress::{Brought, all_of, brought, gifts, moved_by_category, raised, raised_by_day, raised_by_word, spent};
pub(super) use prospects::{delete_prospect, put_prospect};
pub use prospects::{given, prospect, prospect_of, prospects};
pub use retention::{donors, first_gift};
pub use thanks::{MAILING, to_thank};

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

/// A word of a checked column.
fn word<T>(row: &Row<'_>, at: usize, of: impl Fn(&str) -> Result<T>) -> rusqlite::Result<T> {
    let wrong = |e: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, e)
    };
    let text = row.get_ref(at)?.as_str().map_err(|e| wrong(Box::new(e)))?;
    of(text).map_err(|problem| wrong(Box::new(problem)))
}

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
    Ok(vec![
        ("pledges", count("SELECT count(*) FROM pledge WHERE cancelled_on IS NULL")?),
        ("appeals", count("SELECT count(*) FROM appeal")?),
    ])
}
