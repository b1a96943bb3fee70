//! Shifts and who works them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{day, iso, maybe_day};
use crate::events::model::{EventId, PersonId, RowId};
use crate::kit::{Day, Problem, Result};
use crate::t;

crate::row_id!(
    /// One person on one shift.
    WorkId
);

/// One person on one shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub id: WorkId,
    pub shift: RowId,
    pub event: EventId,
    pub event_title: String,
    pub role: String,
    pub day: Day,
    pub starts: String,
    pub ends: String,
    pub person: PersonId,
    pub name: String,
    /// asked, signed, confirmed, declined, completed or no_show.
    pub state: String,
    pub confirmed: Option<Day>,
    pub called: Option<Day>,
    /// Worked, where it differs from the shift's own time.
    pub minutes: Option<i64>,
    pub note: String,
    pub phone: String,
}

impl Work {
    /// Minutes that count: what was worked, else the length of the shift, past midnight where it ends before it starts.
    pub fn worked(&self) -> i64 {
        self.minutes.unwrap_or_else(|| length(&self.starts, &self.ends))
    }
}

/// The minutes between two times of day.
pub fn length(starts: &str, ends: &str) -> i64 {
    let minutes = |text: &str| {
        let (hours, minutes) = text.split_once(':').unwrap_or(("0", "0"));
        hours.parse::<i64>().unwrap_or(0) * 60 + minutes.parse::<i64>().unwrap_or(0)
    };
    (minutes(ends) - minutes(starts)).rem_euclid(1440)
}

const SELECT: &str = "SELECT w.id, w.shift, s.event, e.title, s.role, s.day, s.starts, s.ends, w.person, p.name, w.state, \
     w.confirmed_on, w.called_on, w.minutes, w.note, coalesce((SELECT c.value FROM person_contact c WHERE c.person = p.id AND \
     c.channel = 'phone' ORDER BY c.preferred DESC, c.id LIMIT 1), '') FROM shift_person w JOIN event_shift s ON s.id = w.shift \
     JOIN event e ON e.id = s.event JOIN person p ON p.id = w.person";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Work> {
    Ok(Work {
        id: WorkId(row.get(0)?),
        shift: RowId(row.get(1)?),
        event: EventId(row.get(2)?),
        event_title: row.get(3)?,
        role: row.get(4)?,
        day: day(row, 5)?,
        starts: row.get(6)?,
        ends: row.get(7)?,
        person: PersonId(row.get(8)?),
        name: row.get(9)?,
        state: row.get(10)?,
        confirmed: maybe_day(row, 11)?,
        called: maybe_day(row, 12)?,
        minutes: row.get(13)?,
        note: row.get(14)?,
        phone: row.get(15)?,
    })
}

/// Who works the shifts of an event.
///
/// # Errors
/// When the file cannot be read.
pub fn work_of(conn: &Connection, event: EventId) -> Result<Vec<Work>> {
    let mut select =
        conn.prepare_cached(&format!("{SELECT} WHERE s.event = ?1 ORDER BY s.day, s.starts, s.id, p.sort_key, w.id"))?;
    let rows = select.query_map([event.0], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One person on one shift.
///
/// # Errors
/// When they are not on it.
pub fn work(conn: &Connection, shift: RowId, person: PersonId) -> Result<Work> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE w.shift = ?1 AND w.person = ?2"))?;
    let found = select.query_row([shift.0, person.0], from_row).optional()?;
    found.ok_or_else(|| Problem::input(t!("They are not on that shift")))
}

/// Whom to call on a day: who signed up, has not confirmed, and works within five days, or today or tomorrow and was not called
/// today (handbooks: four or five days before, and the day before).
///
/// # Errors
/// When the file cannot be read.
pub fn to_call(conn: &Connection, today: Day) -> Result<Vec<Work>> {
    let soon = today.checked_add_days(chrono::Days::new(5)).unwrap_or(today);
    let mut select = conn.prepare_cached(&format!(
        "{SELECT} WHERE s.day BETWEEN ?1 AND ?2 AND w.state IN ('asked', 'signed') AND e.status IN ('planned', 'confirmed') \
         AND (w.called_on IS NULL OR (w.called_on < ?1 AND s.day <= ?3)) ORDER BY s.day, s.starts, p.sort_key, w.id"
    ))?;
    let tomorrow = today.succ_opt().unwrap_or(today);
    let rows = select.query_map([iso(today), iso(soon), iso(tomorrow)], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Somebody who could work a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    /// Whether they have the tag that the shift asks for.
    pub skilled: bool,
    /// What they said they would do, or how they helped before.
    pub why: String,
    /// Shifts they completed, and those they missed.
    pub completed: i64,
    pub missed: i64,
}

/// Who could work a shift: they have its tag, said that they would do something, or worked before; and are free then. The best
/// first; who is not to be contacted is left out.
///
/// # Errors
/// When the file cannot be read.
pub fn candidates(conn: &Connection, shift: RowId, most: usize) -> Result<Vec<Candidate>> {
    let (skill, on, starts, ends): (String, String, String, String) =
        conn.query_row("SELECT skill, day, starts, ends FROM event_shift WHERE id = ?1", [shift.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let not = crate::people::store::not_to_contact(conn, None)?;
    let mut select = conn.prepare_cached(
        "SELECT p.id, p.name, \
         EXISTS (SELECT 1 FROM person_tag t WHERE t.person = p.id AND ?1 <> '' AND lower(t.tag) = lower(?1)) AS skilled, \
         coalesce((SELECT l.about FROM person_log l WHERE l.person = p.id AND l.kind = 'interest' AND l.how = 'do' ORDER BY l.day DESC, l.id DESC LIMIT 1), ''), \
         (SELECT count(*) FROM shift_person w WHERE w.person = p.id AND w.state = 'completed') AS completed, \
         (SELECT count(*) FROM shift_person w WHERE w.person = p.id AND w.state = 'no_show') AS missed \
         FROM person p WHERE p.organisation = 0 \
         AND (EXISTS (SELECT 1 FROM person_tag t WHERE t.person = p.id AND ?1 <> '' AND lower(t.tag) = lower(?1)) \
           OR p.id IN (SELECT person FROM person_log WHERE kind = 'interest' AND how = 'do') \
           OR p.id IN (SELECT person FROM shift_person WHERE state = 'completed')) \
         AND p.id NOT IN (SELECT person FROM shift_person WHERE shift = ?5) \
         AND p.id NOT IN (SELECT w.person FROM shift_person w JOIN event_shift s ON s.id = w.shift WHERE s.day = ?2 \
           AND w.state IN ('signed', 'confirmed') AND s.starts < ?4 AND s.ends > ?3) \
         ORDER BY skilled DESC, missed - completed, p.sort_key, p.id",
    )?;
    let rows = select.query_map(params![skill, on, starts, ends, shift.0], |row| {
        Ok(Candidate {
            person: PersonId(row.get(0)?),
            name: row.get(1)?,
            skilled: row.get(2)?,
            why: row.get(3)?,
            completed: row.get(4)?,
            missed: row.get(5)?,
        })
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    all.retain(|one| !not.contains(&one.person));
    all.truncate(most);
    Ok(all)
}

/// Shifts that were completed or missed between two days, by volunteer and then by day.
///
/// # Errors
/// When the file cannot be read.
pub fn worked(conn: &Connection, from: Day, to: Day) -> Result<Vec<Work>> {
    let mut select = conn.prepare_cached(&format!(
        "{SELECT} WHERE s.day BETWEEN ?1 AND ?2 AND w.state IN ('completed', 'no_show') \
         ORDER BY p.sort_key, p.id, s.day, s.starts, s.id"
    ))?;
    let rows = select.query_map([iso(from), iso(to)], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What one volunteer did between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    pub person: PersonId,
    pub name: String,
    pub completed: i64,
    pub missed: i64,
    pub minutes: i64,
    pub shifts: Vec<Work>,
}

/// Hours by volunteer between two days.
///
/// # Errors
/// When the file cannot be read.
pub fn hours(conn: &Connection, from: Day, to: Day) -> Result<Vec<Hours>> {
    let mut all: Vec<Hours> = Vec::new();
    for work in worked(conn, from, to)? {
        if all.last().is_none_or(|one| one.person != work.person) {
            let (person, name) = (work.person, work.name.clone());
            all.push(Hours { person, name, completed: 0, missed: 0, minutes: 0, shifts: Vec::new() });
        }
        if let Some(one) = all.last_mut() {
            if work.state == "completed" {
                one.completed += 1;
                one.minutes += work.worked();
            } else {
                one.missed += 1;
            }
            one.shifts.push(work);
        }
    }
    Ok(all)
}

pub(in crate::events) fn insert_work(
    conn: &Connection,
    id: i64,
    shift: RowId,
    person: PersonId,
    state: &str,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO shift_person (id, shift, person, state) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, shift.0, person.0, state])?;
    Ok(())
}

pub(in crate::events) fn set_work(
    conn: &Connection,
    work: WorkId,
    state: &str,
    confirmed: Option<Day>,
    called: Option<Day>,
    minutes: Option<i64>,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE shift_person SET state = ?2, confirmed_on = ?3, called_on = ?4, minutes = ?5 WHERE id = ?1",
    )?
    .execute(params![work.0, state, confirmed.map(iso), called.map(iso), minutes])?;
    Ok(())
}

pub(in crate::events) fn delete_work(conn: &Connection, work: WorkId) -> Result<()> {
    conn.prepare_cached("DELETE FROM shift_person WHERE id = ?1")?.execute([work.0])?;
    Ok(())
}
