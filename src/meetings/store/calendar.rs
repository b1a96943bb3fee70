//! Meetings as a calendar shows them: when they are, how long their agenda takes, who has to be there.

use rusqlite::{Connection, params};

use super::meetings::meetings_between;
use crate::kit::{Day, Result};
use crate::meetings::model::{Meeting, MeetingId, PersonId};
use crate::office::days::iso;
use crate::office::history;

/// A meeting on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDay {
    pub meeting: Meeting,
    /// How many minutes its agenda is planned for.
    pub minutes: u32,
}

/// The meetings from one day to another, both included, by day.
///
/// # Errors
/// When the file cannot be read.
pub fn on_days(conn: &Connection, from: Day, to: Day) -> Result<Vec<OnDay>> {
    let mut select = conn.prepare_cached("SELECT coalesce(sum(minutes), 0) FROM agenda_item WHERE meeting = ?1")?;
    meetings_between(conn, from, to)?
        .into_iter()
        .map(|meeting| {
            let minutes = select.query_row([meeting.id.0], |row| row.get(0))?;
            Ok(OnDay { meeting, minutes })
        })
        .collect()
}

/// Whether any meeting was ever planned.
///
/// # Errors
/// When the file cannot be read.
pub fn any(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM meeting)", [], |row| row.get(0))?)
}

/// Who sits in the bodies that meet between two days, by the meeting; of bodies of the whole party nobody is named.
///
/// # Errors
/// When the file cannot be read.
pub fn seated(conn: &Connection, from: Day, to: Day) -> Result<Vec<(MeetingId, PersonId, String)>> {
    let mut select = conn.prepare_cached(
        "SELECT m.id, p.id, p.name FROM meeting m JOIN body b ON b.id = m.body AND b.roll = 0 \
         JOIN body_member s ON s.body = m.body AND s.from_on <= m.day AND coalesce(s.until_on, m.day) >= m.day \
         JOIN person p ON p.id = s.person WHERE m.day BETWEEN ?1 AND ?2 AND m.cancelled_on IS NULL ORDER BY m.id, p.id",
    )?;
    let rows = select.query_map(params![iso(from), iso(to)], |row| {
        Ok((MeetingId(row.get(0)?), PersonId(row.get(1)?), row.get(2)?))
    })?;
    super::all(rows)
}

/// How often a meeting was changed since it was planned: the SEQUENCE of its entry in other people's calendars.
///
/// # Errors
/// When the file cannot be read.
pub fn changes(conn: &Connection, id: MeetingId) -> Result<i64> {
    let steps = history::of_record(conn, &[("meeting", id.0)])?.len();
    Ok(i64::try_from(steps).unwrap_or(i64::MAX).saturating_sub(1).max(0))
}
