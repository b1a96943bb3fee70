//! Comments: beside a clause while it is drafted, or part of a response to a consultation.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::kit::{Day, Problem, Result};
use crate::office::days::{day, iso};
use crate::policy::anchor::Anchor;
use crate::policy::model::{CommentId, ConsultationId, DocumentId, PersonId, ResponseId, VersionId};
use crate::t;

/// A comment as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComment {
    pub document: DocumentId,
    pub response: Option<ResponseId>,
    pub anchor: Anchor,
    pub says: String,
    pub person: Option<PersonId>,
    pub name: String,
    pub day: Day,
    pub theme: String,
}

/// A comment, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub new: NewComment,
    /// Who said it.
    pub by: String,
    /// `open`, `taken`, `partly`, `not_taken`, `noted`.
    pub state: String,
    pub answer: String,
    /// In which version something changed for it.
    pub version: Option<VersionId>,
}

const SELECT: &str = "SELECT c.id, c.document, c.response, c.clause, c.quote, c.before, c.after, c.says, c.person, c.name, c.day, c.theme, \
     c.state, c.answer, c.version, coalesce(p.name, nullif(c.name, ''), rp.name, r.name, '') FROM policy_comment c \
     LEFT JOIN person p ON p.id = c.person LEFT JOIN policy_response r ON r.id = c.response LEFT JOIN person rp ON rp.id = r.person";

fn read(row: &Row<'_>) -> rusqlite::Result<Comment> {
    Ok(Comment {
        id: CommentId(row.get(0)?),
        new: NewComment {
            document: DocumentId(row.get(1)?),
            response: row.get::<_, Option<i64>>(2)?.map(ResponseId),
            anchor: Anchor { clause: row.get(3)?, quote: row.get(4)?, before: row.get(5)?, after: row.get(6)? },
            says: row.get(7)?,
            person: row.get::<_, Option<i64>>(8)?.map(PersonId),
            name: row.get(9)?,
            day: day(row, 10)?,
            theme: row.get(11)?,
        },
        state: row.get(12)?,
        answer: row.get(13)?,
        version: row.get::<_, Option<i64>>(14)?.map(VersionId),
        by: row.get(15)?,
    })
}

/// Every comment on a document, those of consultations too.
///
/// # Errors
/// When the file cannot be read.
pub fn comments(conn: &Connection, document: DocumentId) -> Result<Vec<Comment>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE c.document = ?1 ORDER BY c.id"))?;
    let rows = select.query_map([document.0], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The comments of a consultation's responses, theme by theme.
///
/// # Errors
/// When the file cannot be read.
pub fn of_consultation(conn: &Connection, consultation: ConsultationId) -> Result<Vec<Comment>> {
    let mut select = conn.prepare_cached(&format!(
        "{SELECT} WHERE r.consultation = ?1 ORDER BY c.theme = '', c.theme COLLATE NOCASE, c.id"
    ))?;
    let rows = select.query_map([consultation.0], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One comment.
///
/// # Errors
/// When there is no such comment.
pub fn comment(conn: &Connection, id: CommentId) -> Result<Comment> {
    let found = conn.prepare_cached(&format!("{SELECT} WHERE c.id = ?1"))?.query_row([id.0], read).optional()?;
    found.ok_or_else(|| Problem::input(t!("There is no such comment")))
}

pub(in crate::policy) fn insert_comment(conn: &Connection, id: CommentId, new: &NewComment) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_comment (id, document, response, clause, quote, before, after, says, person, name, day, theme, state) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'open')",
    )?
    .execute(params![
        id.0,
        new.document.0,
        new.response.map(|id| id.0),
        new.anchor.clause,
        new.anchor.quote,
        new.anchor.before,
        new.anchor.after,
        new.says,
        new.person.map(|id| id.0),
        new.name,
        iso(new.day),
        new.theme
    ])?;
    Ok(())
}

/// Keeps what is answered to a comment, and under which theme it stands.
pub(in crate::policy) fn set_answer(conn: &Connection, comment: &Comment) -> Result<()> {
    conn.prepare_cached("UPDATE policy_comment SET state = ?2, answer = ?3, theme = ?4, version = ?5 WHERE id = ?1")?
        .execute(params![
            comment.id.0,
            comment.state,
            comment.answer,
            comment.new.theme,
            comment.version.map(|id| id.0)
        ])?;
    Ok(())
}

pub(in crate::policy) fn delete_comment(conn: &Connection, id: CommentId) -> Result<()> {
    conn.prepare_cached("DELETE FROM policy_comment WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
