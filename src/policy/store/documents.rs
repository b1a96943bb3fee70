//! Documents.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, text};
use crate::office::days::{day, iso, maybe_day};
use crate::policy::model::{BodyId, Document, DocumentId, NewDocument, PersonId};
use crate::t;

const SELECT: &str = "SELECT d.id, d.kind, d.title, d.topic, d.summary, d.body, d.lead, d.lead_name, d.deadline, d.review_on, d.stage, \
     d.number, d.begun_on, d.ended_on, d.superseded_by, coalesce(b.name, ''), coalesce(p.name, d.lead_name), \
     (SELECT count(*) FROM policy_version v WHERE v.document = d.id), \
     (SELECT min(f.from_on) FROM policy_force f WHERE f.document = d.id) \
     FROM policy_document d LEFT JOIN body b ON b.id = d.body LEFT JOIN person p ON p.id = d.lead";

fn read(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: DocumentId(row.get(0)?),
        new: NewDocument {
            kind: row.get(1)?,
            title: row.get(2)?,
            topic: row.get(3)?,
            summary: row.get(4)?,
            body: row.get::<_, Option<i64>>(5)?.map(BodyId),
            lead: row.get::<_, Option<i64>>(6)?.map(PersonId),
            lead_name: row.get(7)?,
            deadline: maybe_day(row, 8)?,
            review_on: maybe_day(row, 9)?,
        },
        stage: row.get(10)?,
        number: row.get(11)?,
        begun_on: day(row, 12)?,
        ended_on: maybe_day(row, 13)?,
        superseded_by: row.get::<_, Option<i64>>(14)?.map(DocumentId),
        group: row.get(15)?,
        lead_shown: row.get(16)?,
        versions: usize::try_from(row.get::<_, i64>(17)?).unwrap_or(0),
        in_force_on: maybe_day(row, 18)?,
    })
}

/// Every document, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn documents(conn: &Connection) -> Result<Vec<Document>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} ORDER BY d.id DESC"))?;
    let rows = select.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One document.
///
/// # Errors
/// When there is no such document.
pub fn document(conn: &Connection, id: DocumentId) -> Result<Document> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE d.id = ?1"))?;
    let found = select.query_row([id.0], read).optional()?;
    found.ok_or_else(|| Problem::input(t!("There is no such document")))
}

/// The document that a text means: its id, its number (`P3`), its title, or the beginning of one title alone.
///
/// # Errors
/// When there is none, or several.
pub fn find_document(conn: &Connection, typed: &str) -> Result<Document> {
    let (all, flow, wanted) = (documents(conn)?, super::workflow(conn)?, fold(typed));
    let exact = |d: &&Document| {
        d.id.to_string() == typed.trim()
            || fold(&d.new.title) == wanted
            || fold(&d.code(&flow)) == wanted && d.number.is_some()
    };
    let named = |several: &[&Document]| {
        let names: Vec<String> =
            several.iter().map(|d| t!("{title} ({id})", title = d.called(&flow), id = d.id)).collect();
        Err(Problem::input(t!("“{name}” can mean {names}", name = typed, names = text::or_list(&names)))
            .hint(t!("Say which by the number in brackets")))
    };
    match all.iter().filter(exact).collect::<Vec<_>>().as_slice() {
        [] => {}
        [one] => return Ok((*one).clone()),
        several => return named(several),
    }
    let near: Vec<&Document> =
        all.iter().filter(|d| !wanted.is_empty() && fold(&d.new.title).contains(&wanted)).collect();
    match near.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let names: Vec<String> = all.iter().map(|d| d.called(&flow)).collect();
            Err(Problem::input(t!("There is no document “{name}”", name = typed))
                .hint(text::there_are(&names, t!("`policy new` begins one"))))
        }
        several => named(several),
    }
}

pub(in crate::policy) fn insert_document(
    conn: &Connection,
    id: DocumentId,
    new: &NewDocument,
    stage: &str,
    begun: Day,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_document (id, kind, title, topic, summary, body, lead, lead_name, deadline, review_on, stage, begun_on) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        id.0,
        new.kind,
        new.title,
        new.topic,
        new.summary,
        new.body.map(|body| body.0),
        new.lead.map(|lead| lead.0),
        new.lead_name,
        new.deadline.map(iso),
        new.review_on.map(iso),
        stage,
        iso(begun)
    ])?;
    Ok(())
}

pub(in crate::policy) fn update_document(conn: &Connection, id: DocumentId, new: &NewDocument) -> Result<()> {
    conn.prepare_cached(
        "UPDATE policy_document SET kind = ?2, title = ?3, topic = ?4, summary = ?5, body = ?6, lead = ?7, lead_name = ?8, \
         deadline = ?9, review_on = ?10 WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        new.kind,
        new.title,
        new.topic,
        new.summary,
        new.body.map(|body| body.0),
        new.lead.map(|lead| lead.0),
        new.lead_name,
        new.deadline.map(iso),
        new.review_on.map(iso)
    ])?;
    Ok(())
}

/// Puts a document where a step brought it.
pub(in crate::policy) fn set_stage(conn: &Connection, document: &Document) -> Result<()> {
    conn.prepare_cached(
        "UPDATE policy_document SET stage = ?2, number = ?3, review_on = ?4, ended_on = ?5, superseded_by = ?6 WHERE id = ?1",
    )?
    .execute(params![
        document.id.0,
        document.stage,
        document.number,
        document.new.review_on.map(iso),
        document.ended_on.map(iso),
        document.superseded_by.map(|by| by.0)
    ])?;
    Ok(())
}

/// Takes a document away with what hangs on it; what was decided about one stays, so it has no steps.
pub(in crate::policy) fn delete_document(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM policy_source WHERE version IN (SELECT id FROM policy_version WHERE document = ?1)",
    )?
    .execute([id.0])?;
    for table in [
        "policy_comment",
        "policy_check",
        "policy_mark",
        "policy_step",
        "policy_sponsor",
        "policy_finding",
        "policy_expert",
        "policy_evidence",
        "policy_contradiction",
        "policy_action",
        "policy_measure",
        "policy_question",
        "policy_position",
        "policy_read",
        "policy_dissent",
    ] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute([id.0])?;
    }
    // A version refers to its parent, so the newest goes first.
    let mut select = conn.prepare_cached("SELECT id FROM policy_version WHERE document = ?1 ORDER BY number DESC")?;
    let versions = select.query_map([id.0], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for version in versions {
        conn.prepare_cached("DELETE FROM policy_version WHERE id = ?1")?.execute([version])?;
    }
    conn.prepare_cached("DELETE FROM policy_document WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection, today: Day) -> Result<Vec<(&'static str, i64)>> {
    let all = documents(conn)?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(vec![
        ("policy_documents", count(all.len())),
        ("policies_in_force", count(all.iter().filter(|d| d.is_in_force(today)).count())),
    ])
}
