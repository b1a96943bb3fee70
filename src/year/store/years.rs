//! Years in the file: which are closed, and which is next.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{day, iso, maybe_day};
use crate::kit::{Day, Money, Problem, Result};
use crate::office::{OpId, profile};
use crate::t;
use crate::year::model::{CloseId, Closed, Left, Reopened, Standing, Year, next_of};

const COLUMNS: &str =
    "id, from_day, to_day, closed_on, closed_by, note, entries, balance, reopened_on, reopened_by, reopened_why";

fn row(row: &Row<'_>) -> rusqlite::Result<Closed> {
    let reopened = maybe_day(row, 8)?;
    Ok(Closed {
        id: CloseId(row.get(0)?),
        year: Year { from: day(row, 1)?, to: day(row, 2)? },
        on: day(row, 3)?,
        by: row.get(4)?,
        note: row.get(5)?,
        entries: row.get(6)?,
        balance: Money(row.get(7)?),
        left: Vec::new(),
        reopened: reopened
            .map(|on| Ok::<_, rusqlite::Error>(Reopened { on, by: row.get(9)?, why: row.get(10)? }))
            .transpose()?,
    })
}

/// Every time that a year was closed, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn all(conn: &Connection) -> Result<Vec<Closed>> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM year_close ORDER BY id DESC"))?;
    let mut found = select.query_map([], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut left = conn.prepare_cached("SELECT item, says, reason FROM year_left WHERE close = ?1 ORDER BY id")?;
    for closed in &mut found {
        let one = |row: &Row<'_>| Ok(Left { item: row.get(0)?, says: row.get(1)?, reason: row.get(2)? });
        closed.left = left.query_map([closed.id.0], one)?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(found)
}

/// One time that a year was closed.
///
/// # Errors
/// When there is none.
pub fn closed(conn: &Connection, id: CloseId) -> Result<Closed> {
    all(conn)?.into_iter().find(|closed| closed.id == id).ok_or_else(|| Problem::input(t!("This year was not closed")))
}

/// The last year that is closed.
///
/// # Errors
/// When the file cannot be read.
pub fn last_closed(conn: &Connection) -> Result<Option<Closed>> {
    let id = conn
        .prepare_cached("SELECT id FROM year_close WHERE reopened_on IS NULL ORDER BY to_day DESC LIMIT 1")?
        .query_row([], |row| row.get(0).map(CloseId))
        .optional()?;
    id.map(|id| closed(conn, id)).transpose()
}

/// What a step of history closed, if it still stands.
///
/// # Errors
/// When the file cannot be read.
pub fn closed_in(conn: &Connection, op: OpId) -> Result<Option<Closed>> {
    let id = conn
        .prepare_cached("SELECT id FROM year_close WHERE closed_in = ?1 AND reopened_on IS NULL")?
        .query_row([op.0], |row| row.get(0).map(CloseId))
        .optional()?;
    id.map(|id| closed(conn, id)).transpose()
}

/// The day of the first entry.
///
/// # Errors
/// When the file cannot be read.
pub fn first_day(conn: &Connection) -> Result<Option<Day>> {
    let first: Option<String> = conn.query_row("SELECT min(received_on) FROM entry", [], |row| row.get(0))?;
    first.map(|day| crate::kit::day::from_iso(&day)).transpose()
}

/// The year that is closed next, whether it is over or not; nothing in a ledger without entries. What has never been closed may
/// begin with any year: `wanted` says with which, and what lies before is closed with it.
///
/// # Errors
/// When the file cannot be read.
pub fn next(conn: &Connection, wanted: Option<Year>) -> Result<Option<Year>> {
    let profile = profile::get(conn)?;
    let last = last_closed(conn)?.map(|closed| closed.year);
    let next = next_of(&profile, last, first_day(conn)?);
    Ok(match (last, next, wanted) {
        (None, Some(next), Some(wanted)) if wanted.to >= next.to => Some(wanted),
        _ => next,
    })
}

/// How a year stands on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn standing(conn: &Connection, year: Year, today: Day) -> Result<Standing> {
    let id = conn
        .prepare_cached("SELECT id FROM year_close WHERE reopened_on IS NULL AND to_day = ?1")?
        .query_row([iso(year.to)], |row| row.get(0).map(CloseId))
        .optional()?;
    if let Some(id) = id {
        return Ok(Standing::Closed(id));
    }
    if year.to >= today {
        return Ok(Standing::Running);
    }
    Ok(if next(conn, Some(year))? == Some(year) { Standing::Next } else { Standing::Later })
}

/// The years of the ledger, the newest first: from the one of the first entry to the one of today.
///
/// # Errors
/// When the file cannot be read.
pub fn years(conn: &Connection, today: Day) -> Result<Vec<Year>> {
    let profile = profile::get(conn)?;
    let closed: Vec<Year> = all(conn)?.into_iter().filter(|c| c.reopened.is_none()).map(|c| c.year).collect();
    let first = first_day(conn)?.unwrap_or(today).min(today);
    let mut years = Vec::new();
    let mut year = closed.iter().min().copied().unwrap_or_else(|| Year::of(&profile, first));
    while let Some(before) = year.before(&profile).filter(|_| year.from > first) {
        year = before;
    }
    while year.from <= today && years.len() < 400 {
        years.push(closed.iter().find(|c| c.from == year.from).copied().unwrap_or(year));
        let last = years.last().copied().unwrap_or(year);
        let Some(after) = last.after(&profile) else { break };
        year = after;
    }
    years.reverse();
    Ok(years)
}

/// A year that is being closed.
#[derive(Debug)]
pub(in crate::year) struct NewClose<'a> {
    pub id: CloseId,
    pub year: Year,
    pub on: Day,
    pub by: &'a str,
    pub note: &'a str,
    pub entries: usize,
    pub balance: Money,
    pub statement: &'a str,
    pub op: OpId,
}

pub(in crate::year) fn insert_close(conn: &Connection, new: &NewClose<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO year_close (id, from_day, to_day, closed_on, closed_by, note, entries, balance, statement, closed_in) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        new.id.0,
        iso(new.year.from),
        iso(new.year.to),
        iso(new.on),
        new.by,
        new.note,
        i64::try_from(new.entries).unwrap_or(i64::MAX),
        new.balance.0,
        new.statement,
        new.op.0
    ])?;
    Ok(())
}

pub(in crate::year) fn insert_left(conn: &Connection, id: i64, close: CloseId, left: &Left) -> Result<()> {
    conn.prepare_cached("INSERT INTO year_left (id, close, item, says, reason) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id, close.0, left.item, left.says, left.reason])?;
    Ok(())
}

pub(in crate::year) fn set_reopened(conn: &Connection, id: CloseId, on: Day, by: &str, why: &str) -> Result<()> {
    conn.prepare_cached("UPDATE year_close SET reopened_on = ?2, reopened_by = ?3, reopened_why = ?4 WHERE id = ?1")?
        .execute(params![id.0, iso(on), by, why])?;
    Ok(())
}
