//! The register of decisions.

use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use super::all;
use crate::kit::{Problem, Result};
use crate::meetings::model::{BodyId, Decision, DecisionId, ItemId, MeetingId, VoteId};
use crate::office::days::{day, maybe_day};
use crate::t;

const SELECT: &str = "SELECT d.id, d.body, b.name, d.meeting, d.item, d.vote, d.number, d.text, d.day, d.superseded_by, \
                      CASE WHEN n.body = d.body THEN n.number ELSE n.number || ' (' || o.name || ')' END, \
                      d.withdrawn_on, d.withdrawn_why \
                      FROM decision d JOIN body b ON b.id = d.body LEFT JOIN decision n ON n.id = d.superseded_by \
                      LEFT JOIN body o ON o.id = n.body";

fn read(row: &Row<'_>) -> rusqlite::Result<Decision> {
    let by: Option<i64> = row.get(9)?;
    let number: Option<String> = row.get(10)?;
    Ok(Decision {
        id: DecisionId(row.get(0)?),
        body: BodyId(row.get(1)?),
        body_name: row.get(2)?,
        meeting: MeetingId(row.get(3)?),
        item: row.get::<_, Option<i64>>(4)?.map(ItemId),
        vote: row.get::<_, Option<i64>>(5)?.map(VoteId),
        number: row.get(6)?,
        text: row.get(7)?,
        day: day(row, 8)?,
        superseded_by: by.map(|id| (DecisionId(id), number.unwrap_or_default())),
        withdrawn: maybe_day(row, 11)?.map(|on| Ok::<_, rusqlite::Error>((on, row.get(12)?))).transpose()?,
    })
}

fn some(conn: &Connection, rest: &str, with: impl Params) -> Result<Vec<Decision>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} {rest}"))?;
    all(select.query_map(with, read)?)
}

/// Every decision, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn decisions(conn: &Connection) -> Result<Vec<Decision>> {
    some(conn, "ORDER BY d.day DESC, d.id DESC", [])
}

pub(super) fn of_meeting(conn: &Connection, id: MeetingId) -> Result<Vec<Decision>> {
    some(conn, "WHERE d.meeting = ?1 ORDER BY d.id", [id.0])
}

/// One decision.
///
/// # Errors
/// When there is no such decision.
pub fn decision(conn: &Connection, id: DecisionId) -> Result<Decision> {
    conn.prepare_cached(&format!("{SELECT} WHERE d.id = ?1"))?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| Problem::input(t!("There is no such decision")))
}
