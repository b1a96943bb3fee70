//! Consultations and the responses to them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::kit::{Day, Problem, Result};
use crate::office::days::{day, iso};
use crate::policy::model::{ConsultationId, DocumentId, PersonId, ResponseId, VersionId};
use crate::t;

/// A consultation on a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    pub id: ConsultationId,
    pub document: DocumentId,
    pub version: VersionId,
    pub title: String,
    pub question: String,
    pub opens: Day,
    pub closes: Day,
    pub responses: usize,
    pub comments: usize,
    /// Comments without an answer.
    pub open: usize,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub id: ResponseId,
    pub consultation: ConsultationId,
    pub person: Option<PersonId>,
    pub name: String,
    /// `page`, `paper`, `letter`, `meeting`.
    pub channel: String,
    pub day: Day,
    /// Of the file it came from.
    pub sha256: Option<String>,
}

const SELECT: &str = "SELECT k.id, k.document, k.version, k.title, k.question, k.opens_on, k.closes_on, \
     (SELECT count(*) FROM policy_response r WHERE r.consultation = k.id), \
     (SELECT count(*) FROM policy_comment c JOIN policy_response r ON r.id = c.response WHERE r.consultation = k.id), \
     (SELECT count(*) FROM policy_comment c JOIN policy_response r ON r.id = c.response WHERE r.consultation = k.id AND c.state = 'open') \
     FROM policy_consultation k";

fn read(row: &Row<'_>) -> rusqlite::Result<Consultation> {
    let count = |at: usize| -> rusqlite::Result<usize> { Ok(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(0)) };
    Ok(Consultation {
        id: ConsultationId(row.get(0)?),
        document: DocumentId(row.get(1)?),
        version: VersionId(row.get(2)?),
        title: row.get(3)?,
        question: row.get(4)?,
        opens: day(row, 5)?,
        closes: day(row, 6)?,
        responses: count(7)?,
        comments: count(8)?,
        open: count(9)?,
    })
}

/// The consultations of a document, or of all, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn consultations(conn: &Connection, document: Option<DocumentId>) -> Result<Vec<Consultation>> {
    let mut select = conn.prepare_cached(&format!(
        "{SELECT} WHERE ?1 IS NULL OR k.document = ?1 ORDER BY k.closes_on DESC, k.id DESC"
    ))?;
    let rows = select.query_map([document.map(|id| id.0)], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One consultation.
///
/// # Errors
/// When there is no such consultation.
pub fn consultation(conn: &Connection, id: ConsultationId) -> Result<Consultation> {
    let found = conn.prepare_cached(&format!("{SELECT} WHERE k.id = ?1"))?.query_row([id.0], read).optional()?;
    found.ok_or_else(|| Problem::input(t!("There is no such consultation")))
}

/// The responses to a consultation.
///
/// # Errors
/// When the file cannot be read.
pub fn responses(conn: &Connection, consultation: ConsultationId) -> Result<Vec<Response>> {
    let mut select = conn.prepare_cached(
        "SELECT r.id, r.consultation, r.person, coalesce(p.name, r.name), r.channel, r.day, r.sha256 FROM policy_response r \
         LEFT JOIN person p ON p.id = r.person WHERE r.consultation = ?1 ORDER BY r.id",
    )?;
    let rows = select.query_map([consultation.0], |row| {
        Ok(Response {
            id: ResponseId(row.get(0)?),
            consultation: ConsultationId(row.get(1)?),
            person: row.get::<_, Option<i64>>(2)?.map(PersonId),
            name: row.get(3)?,
            channel: row.get(4)?,
            day: day(row, 5)?,
            sha256: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::policy) fn insert_consultation(conn: &Connection, one: &Consultation) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_consultation (id, document, version, title, question, opens_on, closes_on) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        one.id.0,
        one.document.0,
        one.version.0,
        one.title,
        one.question,
        iso(one.opens),
        iso(one.closes)
    ])?;
    Ok(())
}

pub(in crate::policy) fn insert_response(conn: &Connection, one: &Response) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_response (id, consultation, person, name, channel, day, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        one.id.0,
        one.consultation.0,
        one.person.map(|id| id.0),
        one.name,
        one.channel,
        iso(one.day),
        one.sha256
    ])?;
    Ok(())
}

/// Whether a response came from a file with this digest.
pub(in crate::policy) fn known_response(conn: &Connection, sha256: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM policy_response WHERE sha256 = ?1)")?
        .query_row([sha256], |row| row.get(0))?)
}
