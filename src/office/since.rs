//! What has changed since a file was read: for who keeps something worked out and renews only what is another now.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::journal;
use crate::kit::Result;

/// Where the history of a file stands. Two that are equal mean the same rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    op: i64,
    hash: String,
    /// The last row of the journal.
    row: i64,
}

impl Mark {
    /// Where the file stands now; nothing inside an operation, whose rows are not history yet, and in a file without any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(conn: &Connection) -> Result<Option<Self>> {
        if !conn.is_autocommit() {
            return Ok(None);
        }
        let head = journal::head(conn)?;
        let Some(op) = head.op else { return Ok(None) };
        let row: i64 =
            conn.prepare_cached("SELECT coalesce(max(id), 0) FROM journal_row")?.query_row([], |row| row.get(0))?;
        Ok(Some(Self { op, hash: head.hash, row }))
    }
}

/// A row that an operation changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub table: String,
    pub row: i64,
    /// What the change took away, as JSON; nothing where the row came new.
    pub before: Option<String>,
    /// What it took away has been blanked, so that it is not known.
    pub blank: bool,
}

/// The rows changed since a mark, at most so many; nothing where there are more, or where the mark is of another history.
///
/// # Errors
/// When the file cannot be read.
pub fn since(conn: &Connection, mark: &Mark, most: usize) -> Result<Option<Vec<Touched>>> {
    let hash: Option<String> = conn
        .prepare_cached("SELECT hash FROM journal_op WHERE id = ?1")?
        .query_row([mark.op], |row| row.get(0))
        .optional()?;
    if hash.as_ref() != Some(&mark.hash) {
        return Ok(None);
    }
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut select = conn.prepare_cached(
        "SELECT t.name, r.row, r.before, r.act <> 'insert' AND r.before IS NULL FROM journal_row r JOIN seal_table t ON t.id = r.tbl \
         WHERE r.id > ?1 ORDER BY r.id LIMIT ?2",
    )?;
    let touched = select
        .query_map(params![mark.row, limit], |row| {
            Ok(Touched { table: row.get(0)?, row: row.get(1)?, before: row.get(2)?, blank: row.get(3)? })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((touched.len() <= most).then_some(touched))
}
