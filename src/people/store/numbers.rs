//! Numbers that somebody had: once given up, no series gives them to another.

use rusqlite::{Connection, OptionalExtension as _};
use xxhash_rust::xxh3::xxh3_64;

use super::super::model::PersonId;
use super::write::NewId;
use crate::kit::Result;

/// What is kept of a number that is given up. A hash, because it may have been an erased person's; two numbers of one hash
/// only mean that one more is passed over.
fn mark(number: &str) -> i64 {
    i64::try_from(xxh3_64(number.as_bytes()) >> 1).unwrap_or(i64::MAX)
}

/// Whether nobody has a number, nor had it before.
///
/// # Errors
/// When the file cannot be read.
pub fn number_is_fresh(conn: &Connection, number: &str) -> Result<bool> {
    let held = conn.prepare_cached("SELECT 1 FROM person WHERE number = ?1")?.exists([number])?;
    let gone = conn.prepare_cached("SELECT 1 FROM person_number_gone WHERE mark = ?1")?.exists([mark(number)])?;
    Ok(!held && !gone)
}

/// Remembers that the number a person has is given up, if they have one.
///
/// # Errors
/// When the file cannot be written.
pub fn let_number_go(conn: &Connection, new_id: NewId<'_>, id: PersonId) -> Result<()> {
    let number: Option<Option<String>> = conn
        .prepare_cached("SELECT number FROM person WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    if let Some(Some(number)) = number {
        conn.prepare_cached("INSERT INTO person_number_gone (id, mark) VALUES (?1, ?2) ON CONFLICT (mark) DO NOTHING")?
            .execute([new_id(), mark(&number)])?;
    }
    Ok(())
}

/// Gives a person a number, or takes it off.
///
/// # Errors
/// When the number belongs to somebody else, or the file cannot be written.
pub(in crate::people) fn set_number(
    conn: &Connection,
    new_id: NewId<'_>,
    id: PersonId,
    number: Option<&str>,
) -> Result<()> {
    let_number_go(conn, new_id, id)?;
    conn.prepare_cached("UPDATE person SET number = ?2 WHERE id = ?1")?.execute(rusqlite::params![id.0, number])?;
    Ok(())
}

/// The numbers that begin with a prefix and a figure, in no order.
///
/// # Errors
/// When the file cannot be read.
pub fn numbers_after(conn: &Connection, prefix: &str, each: &mut dyn FnMut(&str)) -> Result<()> {
    // What follows the prefix is a figure: between "0" and ":", which comes after "9".
    let mut select = conn.prepare_cached("SELECT number FROM person WHERE number >= ?1 AND number < ?2")?;
    let mut rows = select.query([format!("{prefix}0"), format!("{prefix}:")])?;
    while let Some(row) = rows.next()? {
        each(super::text(row, 0)?);
    }
    Ok(())
}
