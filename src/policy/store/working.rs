//! The text at work of a document: outside the history.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::Result;
use crate::policy::body::{Body, OF_AMENDMENTS};
use crate::policy::model::{DocumentId, Working};

/// The text at work; where there is none, that of the newest version, or an empty one.
///
/// # Errors
/// When the file cannot be read.
pub fn working(conn: &Connection, document: DocumentId) -> Result<Working> {
    let found: Option<(Option<i64>, String)> = conn
        .prepare_cached("SELECT began, text FROM policy_working WHERE document = ?1")?
        .query_row([document.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((began, text)) = found {
        return Ok(Working { body: Body::from_json(&text)?, began });
    }
    match super::newest(conn, document)? {
        Some(version) => Ok(Working { body: super::body_of(conn, version.id)?, began: Some(version.id.0) }),
        None => Ok(Working::default()),
    }
}

/// Keeps the text at work. Called in `Office::aside`, or within an operation that begins or saves a text.
///
/// # Errors
/// When the file cannot be written.
pub fn put_working(conn: &Connection, document: DocumentId, working: &Working) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_working (document, began, text) VALUES (?1, ?2, ?3) \
         ON CONFLICT (document) DO UPDATE SET began = ?2, text = ?3 WHERE text <> ?3 OR began IS NOT ?2",
    )?
    .execute(params![document.0, working.began, working.body.to_json()])?;
    Ok(())
}

/// Lets the text at work be that of the newest version.
///
/// # Errors
/// When the file cannot be written.
pub fn drop_working(conn: &Connection, document: DocumentId) -> Result<()> {
    conn.prepare_cached("DELETE FROM policy_working WHERE document = ?1")?.execute(params![document.0])?;
    Ok(())
}

/// The least id that no clause of any version of a document has or had, the text at work included. Ids of clauses that
/// amendments bring are not looked at.
///
/// # Errors
/// When the file cannot be read.
pub fn next_clause(conn: &Connection, document: DocumentId) -> Result<i64> {
    let highest: i64 = conn
        .prepare_cached(
            "SELECT coalesce(max(c.value ->> 'id'), 0) FROM policy_version v, json_each(v.text, '$.clauses') c \
             WHERE v.document = ?1 AND c.value ->> 'id' < ?2",
        )?
        .query_row([document.0, OF_AMENDMENTS], |row| row.get(0))?;
    Ok((highest + 1).max(working(conn, document)?.body.next_id()))
}
