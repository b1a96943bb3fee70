//! Versions: each a whole text, written once.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::kit::fold::fold;
use crate::kit::{Problem, Result, text};
use crate::office::days::{day, iso};
use crate::policy::body::Body;
use crate::policy::model::{DocumentId, Version, VersionId};
use crate::t;

const SELECT: &str = "SELECT id, document, number, name, parent, width, sha256, day, who FROM policy_version";

fn read(row: &Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        id: VersionId(row.get(0)?),
        document: DocumentId(row.get(1)?),
        number: row.get(2)?,
        name: row.get(3)?,
        parent: row.get::<_, Option<i64>>(4)?.map(VersionId),
        width: row.get(5)?,
        sha256: row.get(6)?,
        day: day(row, 7)?,
        who: row.get(8)?,
    })
}

/// The versions of a document, the first first.
///
/// # Errors
/// When the file cannot be read.
pub fn versions(conn: &Connection, document: DocumentId) -> Result<Vec<Version>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE document = ?1 ORDER BY number"))?;
    let rows = select.query_map([document.0], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One version.
///
/// # Errors
/// When there is no such version.
pub fn version(conn: &Connection, id: VersionId) -> Result<Version> {
    let found = conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id.0], read).optional()?;
    found.ok_or_else(|| Problem::input(t!("There is no such version")))
}

/// The newest version of a document.
///
/// # Errors
/// When the file cannot be read.
pub fn newest(conn: &Connection, document: DocumentId) -> Result<Option<Version>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE document = ?1 ORDER BY number DESC LIMIT 1"))?;
    Ok(select.query_row([document.0], read).optional()?)
}

/// The version of a document that a text means: its number, its id or its name.
///
/// # Errors
/// When there is none.
pub fn find_version(conn: &Connection, document: DocumentId, typed: &str) -> Result<Version> {
    let (all, wanted) = (versions(conn, document)?, fold(typed));
    let names: Vec<String> = all.iter().map(Version::called).collect();
    let fits = |version: &Version| {
        version.number.to_string() == typed.trim()
            || version.id.to_string() == typed.trim()
            || fold(&version.name) == wanted
    };
    all.into_iter().find(fits).ok_or_else(|| {
        Problem::input(t!("There is no version “{name}”", name = typed))
            .hint(text::there_are(&names, t!("`policy save` makes one of the text at work")))
    })
}

/// The text of a version.
///
/// # Errors
/// When there is no such version, or its text is damaged.
pub fn body_of(conn: &Connection, id: VersionId) -> Result<Body> {
    let found: Option<String> = conn
        .prepare_cached("SELECT text FROM policy_version WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    Body::from_json(&found.ok_or_else(|| Problem::input(t!("There is no such version")))?)
}

pub(in crate::policy) fn next_number(conn: &Connection, document: DocumentId) -> Result<i64> {
    Ok(conn
        .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM policy_version WHERE document = ?1")?
        .query_row([document.0], |row| row.get(0))?)
}

/// Writes a version with its text.
pub(in crate::policy) fn insert_version(conn: &Connection, version: &Version, body: &Body) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_version (id, document, number, name, parent, width, text, sha256, day, who) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        version.id.0,
        version.document.0,
        version.number,
        version.name,
        version.parent.map(|parent| parent.0),
        version.width,
        body.to_json(),
        version.sha256,
        iso(version.day),
        version.who
    ])?;
    Ok(())
}
