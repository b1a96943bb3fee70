//! The log: what was noted of people, and what of it still wants doing.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::super::log::{Feedback, LogId, LogKind, LogLine, Logged, Mood, tags};
use super::super::model::PersonId;
use super::write::NewId;
use crate::kit::{Day, Problem, Result};
use crate::office::days::{day, maybe_day};
use crate::t;

const COLUMNS: &str = "l.id, l.kind, l.day, l.how, l.who, l.about, l.step, l.due, l.open, l.mood, l.tags, l.appeal";

fn logged(row: &Row<'_>) -> rusqlite::Result<Logged> {
    Ok(Logged {
        id: LogId(row.get(0)?),
        line: LogLine {
            kind: LogKind::of(super::text(row, 1)?).unwrap_or_default(),
            day: day(row, 2)?,
            how: row.get(3)?,
            who: row.get(4)?,
            about: row.get(5)?,
            step: row.get(6)?,
            due: maybe_day(row, 7)?,
            open: row.get(8)?,
            feedback: Feedback {
                mood: Mood::of(super::text(row, 9)?).unwrap_or_default(),
                tags: tags(super::text(row, 10)?),
                appeal: row.get(11)?,
            },
        },
    })
}

/// What was noted of a person: what wants doing first, by its day, then the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn log_of(conn: &Connection, id: PersonId) -> Result<Vec<Logged>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM person_log l WHERE l.person = ?1 \
         ORDER BY l.open DESC, CASE WHEN l.open THEN coalesce(l.due, '9999') END, l.day DESC, l.id DESC"
    ))?;
    let found = select.query_map([id.0], logged)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// A line with whose it is.
///
/// # Errors
/// When there is no such line.
pub fn log_line(conn: &Connection, id: LogId) -> Result<(PersonId, Logged)> {
    conn.prepare_cached(&format!("SELECT {COLUMNS}, l.person FROM person_log l WHERE l.id = ?1"))?
        .query_row([id.0], |row| Ok((PersonId(row.get(12)?), logged(row)?)))
        .optional()?
        .ok_or_else(|| Problem::input(t!("This note is no longer there")))
}

/// Next steps and concerns of everybody that want doing, by their day, those without one last.
///
/// # Errors
/// When the file cannot be read.
pub fn open_log(conn: &Connection) -> Result<Vec<(PersonId, String, Logged)>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS}, l.person, p.name FROM person_log l JOIN person p ON p.id = l.person \
         WHERE l.open = 1 ORDER BY l.due IS NULL, l.due, l.id"
    ))?;
    let found = select
        .query_map([], |row| Ok((PersonId(row.get(12)?), row.get(13)?, logged(row)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The lines of a kind between two days, both included, with whose they are, by name and day.
///
/// # Errors
/// When the file cannot be read.
pub fn log_between(conn: &Connection, kind: LogKind, from: Day, to: Day) -> Result<Vec<(PersonId, String, Logged)>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS}, l.person, p.name FROM person_log l JOIN person p ON p.id = l.person \
         WHERE l.kind = ?1 AND l.day BETWEEN ?2 AND ?3 ORDER BY p.sort_key, p.id, l.day, l.id"
    ))?;
    let found = select
        .query_map(params![kind.key(), from.to_string(), to.to_string()], |row| {
            Ok((PersonId(row.get(12)?), row.get(13)?, logged(row)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

pub(in crate::people) fn add_log(
    conn: &Connection,
    new_id: NewId<'_>,
    person: PersonId,
    line: &LogLine,
) -> Result<LogId> {
    let id = LogId(new_id());
    conn.prepare_cached(
        "INSERT INTO person_log (id, person, kind, day, how, who, about, step, due, open, mood, tags, appeal) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        id.0,
        person.0,
        line.kind.key(),
        line.day.to_string(),
        line.how,
        line.who,
        line.about,
        line.step,
        line.due.map(|due| due.to_string()),
        line.open,
        line.feedback.mood.key(),
        line.feedback.tags.join(", "),
        line.feedback.appeal,
    ])?;
    Ok(id)
}

/// Makes a line what it says now, if it says anything else.
pub(in crate::people) fn change_log(conn: &Connection, id: LogId, line: &LogLine) -> Result<()> {
    conn.prepare_cached(
        "UPDATE person_log SET day = ?2, how = ?3, who = ?4, about = ?5, step = ?6, due = ?7, open = ?8, mood = ?9, \
         tags = ?10, appeal = ?11 WHERE id = ?1 AND (day, how, who, about, step, due, open, mood, tags, appeal) \
         IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        id.0,
        line.day.to_string(),
        line.how,
        line.who,
        line.about,
        line.step,
        line.due.map(|due| due.to_string()),
        line.open,
        line.feedback.mood.key(),
        line.feedback.tags.join(", "),
        line.feedback.appeal,
    ])?;
    Ok(())
}

pub(in crate::people) fn delete_log(conn: &Connection, id: LogId) -> Result<()> {
    conn.prepare_cached("DELETE FROM person_log WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
