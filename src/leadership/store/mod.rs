//! What of leadership stands in the file: the ladder, and what people have. The short lists themselves are read and written
//! as the parts of an event's plan are.

mod conditions;
mod export;
mod personal;

use std::collections::BTreeMap;

use rusqlite::{Connection, Row as SqlRow};

use super::model::{Asks, Had, Held, Need, PersonId, Pipeline, RowId, Rung};
pub(super) use crate::events::store::{delete_row, insert_row, update_row};
pub use crate::events::store::{offered, row_of, rows_of};
use crate::kit::{Day, Problem, Result};
use crate::office::days::{day, iso, maybe_day};
use crate::t;
use crate::{members, people};

pub use conditions::CONDITIONS;
pub use export::{columns, rows};
pub use personal::PERSONAL;

/// The tables that the answers depend on.
pub const TABLES: &[&str] = &[
    "leader_rung",
    "leader_need",
    "leader_skill",
    "leader_training",
    "leader_aim",
    "leader_can",
    "leader_taken",
    "leader_mentor",
    "leader_approval",
    "membership",
    "person",
];

/// Somebody with what they have and how they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub person: PersonId,
    pub name: String,
    pub had: Had,
    pub pipeline: Pipeline,
}

/// The rungs from the lowest up, each with what it asks.
///
/// # Errors
/// When the file cannot be read.
pub fn ladder(conn: &Connection) -> Result<Vec<Rung>> {
    let mut select =
        conn.prepare_cached("SELECT id, name, years FROM leader_rung ORDER BY place IS NULL, place, id")?;
    let rungs = select.query_map([], |row| {
        Ok(Rung { id: RowId(row.get(0)?), name: row.get(1)?, years: row.get(2)?, needs: Vec::new() })
    })?;
    let mut ladder = rungs.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select = conn.prepare_cached(
        "SELECT n.rung, n.kind, n.training, t.name, n.skill, s.name, n.level, n.months, n.note FROM leader_need n \
         LEFT JOIN leader_training t ON t.id = n.training LEFT JOIN leader_skill s ON s.id = n.skill ORDER BY n.id",
    )?;
    let needs = select.query_map([], |row| Ok((RowId(row.get(0)?), need(row)?)))?;
    for found in needs {
        let (rung, need) = found?;
        if let Some(rung) = ladder.iter_mut().find(|one| one.id == rung) {
            rung.needs.push(need);
        }
    }
    Ok(ladder)
}

fn need(row: &SqlRow<'_>) -> rusqlite::Result<Need> {
    let kind: String = row.get(1)?;
    let asks = match kind.as_str() {
        "training" => Asks::Training(RowId(row.get(2)?), row.get(3)?),
        "skill" => Asks::Skill(RowId(row.get(4)?), row.get(5)?, row.get(6)?),
        "membership" => Asks::Membership(row.get(7)?),
        "mentor" => Asks::Mentor,
        _ => Asks::Approval,
    };
    Ok(Need { asks, note: row.get(8)? })
}

/// Everybody of whom anything is kept here, in the order of names, with what they have and how they stand on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn people(conn: &Connection, on: Day) -> Result<Vec<Line>> {
    let (ladder, mut all) = (ladder(conn)?, had(conn)?);
    for member in members::store::rows(conn, on)?.iter().filter(|row| row.status.is_member()) {
        if let Some(had) = all.get_mut(&member.person) {
            had.member_since = member.since;
        }
    }
    let mut lines = Vec::new();
    let mut select = conn.prepare_cached("SELECT name, sort_key FROM person WHERE id = ?1")?;
    for (person, had) in all {
        let (name, key): (String, String) = select.query_row([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pipeline = Pipeline::of(&ladder, &had, on);
        lines.push((key, Line { person, name, had, pipeline }));
    }
    lines.sort_by(|(a, x), (b, y)| a.cmp(b).then(x.person.cmp(&y.person)));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// One person, also of whom nothing is kept yet.
///
/// # Errors
/// When there is no such person.
pub fn person(conn: &Connection, person: PersonId, on: Day) -> Result<Line> {
    if let Some(line) = people(conn, on)?.into_iter().find(|line| line.person == person) {
        return Ok(line);
    }
    let name = people::store::get(conn, person)?.details.name;
    let since = members::store::rows(conn, on)?
        .iter()
        .find(|row| row.person == person && row.status.is_member())
        .and_then(|row| row.since);
    let had = Had { member_since: since, ..Had::default() };
    let pipeline = Pipeline::of(&ladder(conn)?, &had, on);
    Ok(Line { person, name, had, pipeline })
}

/// Everybody of whom anything is kept here.
///
/// # Errors
/// When the file cannot be read.
pub fn persons(conn: &Connection) -> Result<Vec<PersonId>> {
    Ok(had(conn)?.into_keys().collect())
}

/// What everybody has, but for membership.
fn had(conn: &Connection) -> Result<BTreeMap<PersonId, Had>> {
    let mut all: BTreeMap<PersonId, Had> = BTreeMap::new();
    each(conn, "SELECT person, rung, office, state FROM leader_aim ORDER BY state = 'open' DESC, since, id", |row| {
        let aim = (RowId(row.get(1)?), row.get(2)?, row.get(3)?);
        all.entry(PersonId(row.get(0)?)).or_default().aims.push(aim);
        Ok(())
    })?;
    // Of a skill that was seen several times the last sight counts.
    each(conn, "SELECT person, skill, level FROM leader_can ORDER BY seen_on IS NOT NULL, seen_on, id", |row| {
        let had = all.entry(PersonId(row.get(0)?)).or_default();
        let (skill, word) = (RowId(row.get(1)?), row.get(2)?);
        had.skills.retain(|(known, _)| *known != skill);
        had.skills.push((skill, word));
        Ok(())
    })?;
    each(conn, "SELECT person, training, taken_on, until_on FROM leader_taken ORDER BY id", |row| {
        all.entry(PersonId(row.get(0)?)).or_default().taken.push(held(row)?);
        Ok(())
    })?;
    each(
        conn,
        "SELECT person, rung, approved_on, until_on FROM leader_approval WHERE withdrawn_on IS NULL ORDER BY id",
        |row| {
            all.entry(PersonId(row.get(0)?)).or_default().approved.push(held(row)?);
            Ok(())
        },
    )?;
    // A withdrawn approval counts for nothing, but the person is still on the list.
    each(conn, "SELECT person FROM leader_approval", |row| {
        all.entry(PersonId(row.get(0)?)).or_default();
        Ok(())
    })?;
    each(conn, "SELECT person, from_on, until_on FROM leader_mentor WHERE mentor IS NOT NULL ORDER BY id", |row| {
        let days = (maybe_day(row, 1)?, maybe_day(row, 2)?);
        all.entry(PersonId(row.get(0)?)).or_default().mentors.push(days);
        Ok(())
    })?;
    Ok(all)
}

fn held(row: &SqlRow<'_>) -> rusqlite::Result<Held> {
    Ok(Held { of: RowId(row.get(1)?), from: day(row, 2)?, until: maybe_day(row, 3)? })
}

fn each(conn: &Connection, sql: &str, mut take: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<()>) -> Result<()> {
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// An approval that holds until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapsing {
    pub person: PersonId,
    pub name: String,
    pub rung: String,
    pub until: Day,
}

/// Approvals whose last day lies between two days, for which there is no longer one; the first to lapse first.
///
/// # Errors
/// When the file cannot be read.
pub fn lapsing(conn: &Connection, from: Day, to: Day) -> Result<Vec<Lapsing>> {
    let mut select = conn.prepare_cached(
        "SELECT a.person, p.name, r.name, max(a.until_on) FROM leader_approval a JOIN person p ON p.id = a.person \
         JOIN leader_rung r ON r.id = a.rung WHERE a.withdrawn_on IS NULL GROUP BY a.person, a.rung \
         HAVING count(*) = count(a.until_on) AND max(a.until_on) BETWEEN ?1 AND ?2 ORDER BY max(a.until_on), a.person",
    )?;
    let rows = select.query_map([iso(from), iso(to)], |row| {
        Ok(Lapsing { person: PersonId(row.get(0)?), name: row.get(1)?, rung: row.get(2)?, until: day(row, 3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the columns of the lists offer, by their tables.
///
/// # Errors
/// When the file cannot be read.
pub fn offers(conn: &Connection) -> Result<Vec<(&'static str, Vec<(String, String)>)>> {
    ["leader_rung", "leader_training", "leader_skill"]
        .into_iter()
        .map(|table| Ok((table, offered(conn, table)?)))
        .collect()
}

/// How many months a training holds.
///
/// # Errors
/// When there is no such training.
pub fn months_of(conn: &Connection, training: RowId) -> Result<Option<i64>> {
    Ok(conn.query_row("SELECT months FROM leader_training WHERE id = ?1", [training.0], |row| row.get(0))?)
}

/// Refuses to remove what others refer to, and says what those are.
///
/// # Errors
/// When something refers to the row.
pub(super) fn unused(conn: &Connection, table: &str, id: RowId) -> Result<()> {
    let columns: &[(&str, &str)] = match table {
        "leader_rung" => &[("leader_need", "rung"), ("leader_aim", "rung"), ("leader_approval", "rung")],
        "leader_training" => &[("leader_need", "training"), ("leader_taken", "training")],
        "leader_skill" => &[("leader_need", "skill"), ("leader_can", "skill")],
        _ => &[],
    };
    let mut uses = 0_i64;
    for (table, column) in columns {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} = ?1");
        uses += conn.query_row(&sql, [id.0], |row| row.get::<_, i64>(0))?;
    }
    if uses == 0 {
        return Ok(());
    }
    let count = crate::kit::text::plural(usize::try_from(uses).unwrap_or(0), t!("place"), t!("places"));
    Err(Problem::input(t!("It is used in {count}. Nothing was removed", count = count))
        .hint(t!("Take it out of there first: what rungs ask, and what people have")))
}

/// How many people there are, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let aims =
        conn.query_row("SELECT count(DISTINCT person) FROM leader_aim WHERE state = 'open'", [], |row| row.get(0))?;
    let approved =
        conn.query_row("SELECT count(DISTINCT person) FROM leader_approval WHERE withdrawn_on IS NULL", [], |row| {
            row.get(0)
        })?;
    Ok(vec![("would_stand", aims), ("approved_people", approved)])
}
