//! Reminders that went out.

use rusqlite::{Connection, Row, params};

use super::{day, iso};
use crate::kit::{Day, Money, Result};
use crate::members::model::{PersonId, Reminder, ReminderId, Tone};

const COLUMNS: &str = "id, payer, day, tone, owed, reminded_by";

fn reminder(row: &Row<'_>) -> rusqlite::Result<Reminder> {
    Ok(Reminder {
        id: ReminderId(row.get(0)?),
        payer: PersonId(row.get(1)?),
        day: day(row, 2)?,
        tone: Tone::of(&row.get::<_, String>(3)?).unwrap_or_default(),
        owed: Money(row.get(4)?),
        by: row.get(5)?,
    })
}

/// Every reminder, the oldest first.
///
/// # Errors
/// When the file cannot be read.
pub fn reminders(conn: &Connection) -> Result<Vec<Reminder>> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM dues_reminder ORDER BY day, id"))?;
    let found = select.query_map([], reminder)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The reminders of one payer, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn reminders_of(conn: &Connection, payer: PersonId) -> Result<Vec<Reminder>> {
    let mut select = conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM dues_reminder WHERE payer = ?1 ORDER BY day DESC, id DESC"))?;
    let found = select.query_map([payer.0], reminder)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

pub(in crate::members) fn insert_reminder(
    conn: &Connection,
    id: ReminderId,
    payer: PersonId,
    on: Day,
    (tone, owed): (Tone, Money),
    by: &str,
) -> Result<()> {
    conn.prepare_cached(&format!("INSERT INTO dues_reminder ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"))?
        .execute(params![id.0, payer.0, iso(on), tone.key(), owed.0, by])?;
    Ok(())
}
