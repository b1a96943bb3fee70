//! Counts in the file.

use rusqlite::{Connection, params};

use super::model::{Counts, Whose};
use crate::kit::Result;
use crate::office::Tx;

/// How often each answer was given.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection, whose: Whose) -> Result<Counts> {
    let mut select =
        conn.prepare_cached("SELECT question, answer, count FROM equality_count WHERE whose = ?1 AND round IS ?2")?;
    let rows = select.query_map(params![whose.key(), whose.round().map(|id| id.0)], |row| {
        Ok(((row.get(0)?, row.get(1)?), usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many forms came in.
///
/// # Errors
/// When the file cannot be read.
pub fn forms(conn: &Connection, whose: Whose) -> Result<usize> {
    let counts = counts(conn, whose)?;
    let first = counts.keys().next().map(|(question, _)| question.clone());
    Ok(counts.iter().filter(|((question, _), _)| Some(question) == first.as_ref()).map(|(_, count)| count).sum())
}

/// Every selection round, the newest first: id and name.
///
/// # Errors
/// When the file cannot be read.
pub fn rounds(conn: &Connection) -> Result<Vec<(i64, String)>> {
    let mut select = conn.prepare_cached("SELECT id, name FROM selection_round ORDER BY id DESC")?;
    Ok(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Adds to the counts.
pub(super) fn add(tx: &Tx<'_>, whose: Whose, more: &Counts) -> Result<()> {
    for ((question, answer), count) in more {
        let count = i64::try_from(*count).unwrap_or(0);
        let round = whose.round().map(|id| id.0);
        let changed = tx
            .conn()
            .prepare_cached(
                "UPDATE equality_count SET count = count + ?5 WHERE whose = ?1 AND round IS ?2 AND question = ?3 AND answer = ?4",
            )?
            .execute(params![whose.key(), round, question, answer, count])?;
        if changed == 0 {
            tx.conn()
                .prepare_cached(
                    "INSERT INTO equality_count (id, whose, round, question, answer, count) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![tx.new_id(), whose.key(), round, question, answer, count])?;
        }
    }
    Ok(())
}

/// Takes all counts away.
pub(super) fn clear(conn: &Connection, whose: Whose) -> Result<usize> {
    let round = whose.round().map(|id| id.0);
    Ok(conn.execute("DELETE FROM equality_count WHERE whose = ?1 AND round IS ?2", params![whose.key(), round])?)
}
