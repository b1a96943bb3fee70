//! What holds on a day, and where each clause of it came from.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::kit::fold::fold;
use crate::kit::{Day, Result};
use crate::office::days::{day, iso};
use crate::office::words::word;
use crate::policy::body::Body;
use crate::policy::compare::{self, Fate};
use crate::policy::label::Labels;
use crate::policy::model::{ClauseNote, Deed, Document, DocumentId, Force, VersionId};

/// The text of a document as it holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    pub document: Document,
    pub force: Force,
    pub body: Body,
    /// In the order of the text; what was left out comes last.
    pub notes: Vec<ClauseNote>,
}

/// Which versions hold from which days on, the first first.
///
/// # Errors
/// When the file cannot be read.
pub fn force(conn: &Connection, document: DocumentId) -> Result<Vec<Force>> {
    let mut select =
        conn.prepare_cached("SELECT version, from_on, origin FROM policy_force WHERE document = ?1 ORDER BY from_on")?;
    let rows = select.query_map([document.0], |row| {
        Ok(Force { version: VersionId(row.get(0)?), from: day(row, 1)?, origin: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::policy) fn insert_force(conn: &Connection, id: i64, document: DocumentId, force: &Force) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_force (id, document, version, from_on, origin) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, document.0, force.version.0, iso(force.from), force.origin])?;
    Ok(())
}

/// Where clauses of a version came from, as who made it said: the clause, what happened, by what.
///
/// # Errors
/// When the file cannot be read.
pub fn sources(conn: &Connection, version: VersionId) -> Result<Vec<(i64, Deed, String)>> {
    let mut select =
        conn.prepare_cached("SELECT clause, deed, origin FROM policy_source WHERE version = ?1 ORDER BY id")?;
    let rows = select.query_map([version.0], |row| Ok((row.get(0)?, word(row, 1, Deed::of)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps where a clause of a version came from.
pub(in crate::policy) fn insert_source(
    conn: &Connection,
    id: i64,
    version: VersionId,
    (clause, deed, origin): &(i64, Deed, String),
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_source (id, version, clause, deed, origin) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )?
    .execute(params![id, version.0, clause, deed.key(), origin])?;
    Ok(())
}

impl InForce {
    /// The clauses that say something: the id of each, its label, its words.
    pub fn said(&self, words: &str) -> Vec<(i64, String, String)> {
        let (labels, words) = (Labels::of(&self.body), fold(words));
        let clauses = self.body.clauses.iter().map(|clause| (clause.id, labels.plain(&clause.text)));
        clauses.filter(|(_, text)| fold(text).contains(&words)).map(|(id, text)| (id, labels.shown(id), text)).collect()
    }
}

/// Every text that holds on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn in_force(conn: &Connection, on: Day) -> Result<Vec<InForce>> {
    let mut holds = Vec::new();
    for one in super::documents(conn)? {
        holds.extend(text_on(conn, &one, on)?);
    }
    Ok(holds)
}

/// The text of a document as it holds on a day; none where it does not.
///
/// # Errors
/// When the file cannot be read.
pub fn text_on(conn: &Connection, document: &Document, on: Day) -> Result<Option<InForce>> {
    if document.ended_on.is_some_and(|end| on >= end) {
        return Ok(None);
    }
    let all = force(conn, document.id)?;
    let Some(holds) = all.iter().rposition(|force| force.from <= on) else { return Ok(None) };
    let chain: Vec<&Force> = all.iter().take(holds + 1).collect();
    let Some(last) = chain.last() else { return Ok(None) };
    let body = super::body_of(conn, last.version)?;
    let notes = notes(conn, &chain, &body)?;
    Ok(Some(InForce { document: document.clone(), force: (*last).clone(), body, notes }))
}

/// The notes of a text that holds, of all changes since it came into force first.
fn notes(conn: &Connection, chain: &[&Force], body: &Body) -> Result<Vec<ClauseNote>> {
    let mut found: BTreeMap<i64, Vec<ClauseNote>> = BTreeMap::new();
    let mut before: Option<Body> = None;
    for force in chain {
        let after = super::body_of(conn, force.version)?;
        if let Some(before) = &before {
            for note in notes_of(conn, before, &after, force)? {
                found.entry(note.clause).or_default().push(note);
            }
        }
        before = Some(after);
    }
    let mut ordered: Vec<ClauseNote> = Vec::new();
    for clause in &body.clauses {
        ordered.extend(found.remove(&clause.id).unwrap_or_default());
    }
    ordered.extend(found.into_values().flatten().filter(|note| note.deed == Deed::LeftOut));
    Ok(ordered)
}

/// What happened to each clause between two texts that held one after the other: as the version itself says, else by comparing.
///
/// # Errors
/// When the file cannot be read.
pub fn notes_of(conn: &Connection, before: &Body, after: &Body, force: &Force) -> Result<Vec<ClauseNote>> {
    let said = sources(conn, force.version)?;
    let by_version = || -> Result<String> {
        Ok(if force.origin.is_empty() { super::version(conn, force.version)?.name } else { force.origin.clone() })
    };
    let origin = by_version()?;
    let mut notes = Vec::new();
    for step in compare::compare(before, after) {
        let deed = match step.fate {
            Fate::Same => continue,
            Fate::Inserted => Deed::Inserted,
            Fate::Changed => Deed::Changed,
            Fate::Moved { .. } => Deed::Moved,
            Fate::Left => Deed::LeftOut,
            Fate::MovedAway => continue,
        };
        let own: Vec<ClauseNote> = said
            .iter()
            .filter(|(clause, _, _)| *clause == step.id)
            .map(|(clause, deed, by)| ClauseNote { clause: *clause, deed: *deed, origin: by.clone(), day: force.from })
            .collect();
        if own.is_empty() {
            notes.push(ClauseNote { clause: step.id, deed, origin: origin.clone(), day: force.from });
        }
        notes.extend(own);
    }
    Ok(notes)
}
