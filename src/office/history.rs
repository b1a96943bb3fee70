//! Reading the history: of the whole office, and of one record.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::OpId;
use crate::kit::Result;

/// One step of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub id: OpId,
    /// UTC, RFC 3339.
    pub at: String,
    pub who: String,
    pub kind: String,
    /// Empty where it was blanked.
    pub summary: String,
    pub undone: bool,
    /// How many rows it changed.
    #[serde(skip)]
    pub rows: i64,
}

fn step(row: &rusqlite::Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        id: OpId(row.get(0)?),
        at: row.get(1)?,
        who: row.get(2)?,
        kind: row.get(3)?,
        summary: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        undone: row.get(5)?,
        rows: row.get(6)?,
    })
}

/// The newest steps first, from `offset` on.
///
/// # Errors
/// When the file cannot be read.
pub fn steps(conn: &Connection, offset: i64, limit: i64) -> Result<Vec<Step>> {
    let mut select = conn.prepare_cached(
        "SELECT id, at, who, kind, summary, undone, row_count FROM journal_op ORDER BY id DESC LIMIT ?1 OFFSET ?2",
    )?;
    let steps = select.query_map(params![limit, offset], step)?.collect::<rusqlite::Result<_>>()?;
    Ok(steps)
}

/// How many steps there are.
///
/// # Errors
/// When the file cannot be read.
pub fn count(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("SELECT count(*) FROM journal_op", [], |row| row.get(0))?)
}

/// The steps that touched one record or a part of it, newest first. `rows` are its own row and those of its parts.
///
/// # Errors
/// When the file cannot be read.
pub fn of_record(conn: &Connection, rows: &[(&str, i64)]) -> Result<Vec<Step>> {
    let mut found: Vec<Step> = Vec::new();
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT o.id, o.at, o.who, o.kind, o.summary, o.undone, o.row_count FROM journal_row r \
         JOIN journal_op o ON o.id = r.op JOIN seal_table t ON t.id = r.tbl WHERE t.name = ?1 AND r.row = ?2",
    )?;
    for (table, row) in rows {
        for step in select.query_map(params![table, row], step)? {
            found.push(step?);
        }
    }
    found.sort_by_key(|step| std::cmp::Reverse(step.id));
    found.dedup_by_key(|step| step.id);
    Ok(found)
}

/// Where the history of a file stands: two files with the same head have the same history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// How many transactions wrote it.
    pub generation: i64,
    /// The hash of the last step, which covers all before it (SHA-256, hexadecimal).
    pub head: String,
}

/// Where the history stands.
///
/// # Errors
/// When the file cannot be read.
pub fn seal(conn: &Connection) -> Result<Seal> {
    let row = |row: &rusqlite::Row<'_>| Ok(Seal { generation: row.get(0)?, head: row.get(1)? });
    Ok(conn.query_row("SELECT generation, head_hash FROM seal WHERE id = 1", [], row)?)
}
