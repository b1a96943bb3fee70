//! The way of a document: the workflow, the steps that were taken, the checklist, and what a step's needs are held against.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::kit::{Day, Result};
use crate::meetings;
use crate::office::days::{day, iso};
use crate::policy::model::workflow::{Facts, Point, Workflow, built_in};
use crate::policy::model::{BodyId, DecisionId, Document, DocumentId, MeetingId, StepId, Taken, VersionId};

/// The workflow of this office: its own, or that of the program.
///
/// # Errors
/// When the file cannot be read.
pub fn workflow(conn: &Connection) -> Result<Workflow> {
    let own: Option<String> = conn
        .prepare_cached("SELECT text FROM policy_workflow ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(match own.map(|text| Workflow::read(&text)) {
        Some(Ok(own)) => own,
        // A workflow that a later program wrote: that of the program still leads somewhere.
        Some(Err(error)) => {
            tracing::warn!(%error, "the office's workflow cannot be read");
            built_in().clone()
        }
        None => built_in().clone(),
    })
}

/// Puts an own workflow in the place of the program's, or takes it away.
pub(in crate::policy) fn put_workflow(conn: &Connection, id: i64, text: Option<&str>) -> Result<()> {
    conn.prepare_cached("DELETE FROM policy_workflow")?.execute([])?;
    if let Some(text) = text {
        conn.prepare_cached("INSERT INTO policy_workflow (id, text) VALUES (?1, ?2)")?.execute(params![id, text])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Taken> {
    let (vote, decision): (String, Option<String>) = (row.get(8)?, row.get(10)?);
    Ok(Taken {
        id: StepId(row.get(0)?),
        from: row.get(1)?,
        to: row.get(2)?,
        day: day(row, 3)?,
        who: row.get(4)?,
        version: row.get::<_, Option<i64>>(5)?.map(VersionId),
        meeting: row.get::<_, Option<i64>>(6)?.map(MeetingId),
        decision: row.get::<_, Option<i64>>(7)?.map(DecisionId),
        vote: [decision.unwrap_or_default(), vote]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        note: row.get(9)?,
    })
}

/// The steps a document took, the first first.
///
/// # Errors
/// When the file cannot be read.
pub fn taken(conn: &Connection, document: DocumentId) -> Result<Vec<Taken>> {
    let mut select = conn.prepare_cached(
        "SELECT s.id, s.from_stage, s.to_stage, s.day, s.who, s.version, s.meeting, s.decision, s.vote, s.note, d.number \
         FROM policy_step s LEFT JOIN decision d ON d.id = s.decision WHERE s.document = ?1 ORDER BY s.id",
    )?;
    let rows = select.query_map([document.0], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::policy) fn insert_step(conn: &Connection, document: DocumentId, step: &Taken) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_step (id, document, from_stage, to_stage, day, who, version, meeting, decision, vote, note) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        step.id.0,
        document.0,
        step.from,
        step.to,
        iso(step.day),
        step.who,
        step.version.map(|id| id.0),
        step.meeting.map(|id| id.0),
        step.decision.map(|id| id.0),
        step.vote,
        step.note
    ])?;
    Ok(())
}

/// A point of the checklist, and how it was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub point: Point,
    /// `done`, `not_needed`, or nothing.
    pub state: String,
    pub says: String,
    /// Who settled it, and when.
    pub by: String,
}

/// The checklist of a document.
///
/// # Errors
/// When the file cannot be read.
pub fn checklist(conn: &Connection, document: DocumentId, workflow: &Workflow) -> Result<Vec<Settled>> {
    let mut select =
        conn.prepare_cached("SELECT point, state, says, day, who FROM policy_check WHERE document = ?1 ORDER BY id")?;
    let rows = select.query_map([document.0], |row| {
        let by = format!("{}, {}", row.get::<_, String>(4)?, crate::kit::day::short(day(row, 3)?));
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, by))
    })?;
    let kept = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let settled = |point: &Point| {
        let found = kept.iter().find(|(key, ..)| *key == point.key).cloned();
        let (_, state, says, by) = found.unwrap_or_default();
        Settled { point: point.clone(), state, says, by }
    };
    Ok(workflow.check.iter().map(settled).collect())
}

pub(in crate::policy) fn put_check(
    conn: &Connection,
    id: i64,
    document: DocumentId,
    (point, state, says): (&str, &str, &str),
    (on, who): (Day, &str),
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_check (id, document, point, state, says, day, who) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (document, point) DO UPDATE SET state = ?4, says = ?5, day = ?6, who = ?7",
    )?
    .execute(params![id, document.0, point, state, says, iso(on), who])?;
    Ok(())
}

pub(in crate::policy) fn take_check(conn: &Connection, document: DocumentId, point: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM policy_check WHERE document = ?1 AND point = ?2")?
        .execute(params![document.0, point])?;
    Ok(())
}

/// A decision of the register that a step can rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub id: DecisionId,
    pub meeting: MeetingId,
    pub day: Day,
    /// “2026/7: that the buses …”
    pub says: String,
}

/// What a step can be linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    pub meetings: Vec<(MeetingId, String)>,
    pub decisions: Vec<Decided>,
}

/// How far from today meetings and decisions are offered, days.
const FAR: i64 = 1100;

/// The meetings and decisions that a step of a document can be linked to: those of the group that drafts it first, then those
/// nearest to a day. What was cancelled, or stands no more, is not offered.
///
/// # Errors
/// When the file cannot be read.
pub fn links(conn: &Connection, group: Option<BodyId>, today: Day) -> Result<Links> {
    let far = chrono::TimeDelta::days(FAR);
    let mut all = meetings::store::meetings_between(conn, today - far, today + far)?;
    all.retain(|meeting| meeting.cancelled.is_none());
    all.sort_by_key(|meeting| (Some(meeting.new.body) != group, (meeting.new.day - today).num_days().abs()));
    let decisions = meetings::store::decisions(conn)?.into_iter();
    Ok(Links {
        meetings: all.iter().map(|meeting| (meeting.id, meeting.called())).collect(),
        decisions: decisions
            .filter(|one| one.stands() && one.day >= today - far)
            .map(|one| Decided {
                id: one.id,
                meeting: one.meeting,
                day: one.day,
                says: format!("{}: {}", one.number, one.text),
            })
            .collect(),
    })
}

/// What the needs of a step are held against, on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn facts(conn: &Connection, document: &Document, workflow: &Workflow, on: Day) -> Result<Facts> {
    let newest = super::newest(conn, document.id)?;
    let working = super::working(conn, document.id)?;
    let count = |sql: &str| -> Result<usize> {
        let found: i64 = conn.prepare_cached(sql)?.query_row(params![document.id.0], |row| row.get(0))?;
        Ok(usize::try_from(found).unwrap_or(0))
    };
    let open: i64 = conn
        .prepare_cached("SELECT count(*) FROM policy_consultation WHERE document = ?1 AND closes_on >= ?2")?
        .query_row(params![document.id.0, iso(on)], |row| row.get(0))?;
    let points = checklist(conn, document.id, workflow)?;
    Ok(Facts {
        has_version: newest.is_some(),
        unsaved: newest.is_none_or(|version| version.sha256 != working.body.sha256()),
        open_points: points.into_iter().filter(|p| p.state.is_empty()).map(|p| p.point.name).collect(),
        movers: count("SELECT count(*) FROM policy_sponsor WHERE document = ?1 AND role = 'mover'")?,
        seconders: count("SELECT count(*) FROM policy_sponsor WHERE document = ?1 AND role = 'seconder'")?,
        seconders_needed: workflow.kind(&document.new.kind).seconders,
        deadline: document.new.deadline,
        day: on,
        open_consultations: usize::try_from(open).unwrap_or(0),
        unanswered: count(
            "SELECT count(*) FROM policy_comment WHERE document = ?1 AND response IS NOT NULL AND state = 'open'",
        )?,
        has_decision: false,
        review_on: document.new.review_on,
    })
}
