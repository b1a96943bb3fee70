//! Which inputs came in before, of whatever kind: recognised by the digest of their bytes.

use rusqlite::{Connection, OptionalExtension as _};

use super::from_sql_count;
use crate::kit::Result;
use crate::office::history;

/// An import that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name the input had, without its folders.
    pub source: String,
    /// How many rows of it were taken.
    pub rows: usize,
    /// UTC, RFC 3339.
    pub at: String,
    pub who: String,
}

/// The newest import of an input with this digest as this kind of list (`people`, `donations`). One that was undone is
/// forgotten.
///
/// # Errors
/// When the file cannot be read.
pub fn import_of(conn: &Connection, noun: &str, digest: &str) -> Result<Option<Imported>> {
    let found: Option<(i64, String, i64)> = conn
        .prepare_cached(
            "SELECT id, source, added FROM import_run WHERE noun = ?1 AND digest = ?2 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([noun, digest], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((id, source, rows)) = found else { return Ok(None) };
    let step = history::of_record(conn, &[("import_run", id)])?.into_iter().next_back();
    let (at, who) = step.map(|step| (step.at, step.who)).unwrap_or_default();
    Ok(Some(Imported { source, rows: from_sql_count(rows), at, who }))
}
