//! Days in the file: ISO text in checked columns, written and read alike by every store, because `rusqlite` knows no days.

use rusqlite::Row;
use rusqlite::types::{Type, ValueRef};

use crate::kit::Day;

/// A day as the file keeps it.
pub fn iso(day: Day) -> String {
    day.to_string()
}

/// A day of the file. Every day column is checked, so another text is a damaged file.
///
/// # Errors
/// When the column holds no day.
pub fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Day> {
    maybe_day(row, at)?.ok_or_else(|| rusqlite::Error::InvalidColumnType(at, String::from("a day"), Type::Null))
}

/// A day of the file, if there is one.
///
/// # Errors
/// When the column holds something else.
pub fn maybe_day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Day>> {
    let value = row.get_ref(at)?;
    if value == ValueRef::Null {
        return Ok(None);
    }
    let wrong =
        |e: Box<dyn std::error::Error + Send + Sync>| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, e);
    let text = value.as_str().map_err(|e| wrong(Box::new(e)))?;
    text.parse().map(Some).map_err(|e: chrono::ParseError| wrong(Box::new(e)))
}
