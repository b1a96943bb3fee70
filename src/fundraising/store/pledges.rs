//! Pledges in the file, with what was given towards them.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};

use super::{day, iso, maybe_day, word};
use crate::fundraising::model::{
    self, Cancelled, EntryId, Gift, Loose, Method, NewPledge, OpenItem, PersonId, Pledge, PledgeId, Rhythm,
};
use crate::kit::{Day, Money, Problem, Result};
use crate::office::Expected;
use crate::t;

const COLUMNS: &str = "p.id, p.person, n.name, n.sort_key, p.amount, p.rhythm, p.first_on, p.ends_on, p.appeal, p.method, \
    p.reference, p.note, p.pledged_on, p.cancelled_on, p.cancelled_why";

/// What of an entry stands: nothing once reversed, and less what was given back.
const STANDS: &str = "e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id)";
const LEFT: &str = "e.amount - coalesce((SELECT sum(abs(r.amount)) FROM entry r WHERE r.refunds = e.id \
    AND r.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)), 0)";

fn row_of(row: &Row<'_>) -> rusqlite::Result<Pledge> {
    let cancelled = match maybe_day(row, 13)? {
        Some(on) => Some(Cancelled { on, why: row.get(14)? }),
        None => None,
    };
    Ok(Pledge {
        id: PledgeId(row.get(0)?),
        person: PersonId(row.get(1)?),
        name: row.get(2)?,
        sort_key: row.get(3)?,
        terms: NewPledge {
            amount: Money(row.get(4)?),
            rhythm: word(row, 5, Rhythm::of)?,
            first: day(row, 6)?,
            end: maybe_day(row, 7)?,
            appeal: row.get(8)?,
            method: word(row, 9, Method::of)?,
            reference: row.get(10)?,
            note: row.get(11)?,
            pledged: maybe_day(row, 12)?,
        },
        cancelled,
        gifts: Vec::new(),
    })
}

/// Reads pledges of a condition with their gifts; `value` is bound as `?1`.
fn read(conn: &Connection, condition: &str, value: Option<i64>) -> Result<Vec<Pledge>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM pledge p JOIN person n ON n.id = p.person WHERE {condition} ORDER BY n.sort_key, p.id"
    ))?;
    let mut pledges = select.query_map([value], row_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut gifts = conn.prepare_cached(&format!(
        "SELECT s.pledge, s.entry, e.received_on, s.amount, {LEFT} FROM pledge_share s JOIN pledge p ON p.id = s.pledge \
         JOIN entry e ON e.id = s.entry WHERE {condition} AND {STANDS} ORDER BY e.received_on, e.id, s.id"
    ))?;
    let mut rows = gifts.query([value])?;
    let at: BTreeMap<PledgeId, usize> = pledges.iter().enumerate().map(|(at, pledge)| (pledge.id, at)).collect();
    while let Some(row) = rows.next()? {
        let amount = row.get::<_, i64>(3)?.min(row.get(4)?);
        let gift = Gift { entry: EntryId(row.get(1)?), on: day(row, 2)?, amount: Money(amount) };
        if let Some(pledge) = at.get(&PledgeId(row.get(0)?)).and_then(|at| pledges.get_mut(*at))
            && amount > 0
        {
            pledge.gifts.push(gift);
        }
    }
    Ok(pledges)
}

/// Every pledge, in order of names.
///
/// # Errors
/// When the file cannot be read.
pub fn pledges(conn: &Connection) -> Result<Vec<Pledge>> {
    read(conn, "?1 IS NULL", None)
}

/// The pledges of one person.
///
/// # Errors
/// When the file cannot be read.
pub fn pledges_of(conn: &Connection, person: PersonId) -> Result<Vec<Pledge>> {
    read(conn, "p.person = ?1", Some(person.0))
}

/// One pledge.
///
/// # Errors
/// When there is no such pledge.
pub fn pledge(conn: &Connection, id: PledgeId) -> Result<Pledge> {
    let found = read(conn, "p.id = ?1", Some(id.0))?.into_iter().next();
    found.ok_or_else(|| Problem::input(t!("There is no such pledge")))
}

/// What payments can still be for on a day: every instalment that has not come, and those that may come early. Whoever
/// matches a bank's lines asks this; [`crate::fundraising::ops::link_in`] records that one was found.
///
/// # Errors
/// When the file cannot be read.
pub fn open_items(conn: &Connection, as_of: Day) -> Result<Vec<OpenItem>> {
    Ok(model::open_items(&pledges(conn)?, as_of))
}

/// The same of one person or of everybody, as others understand it.
///
/// # Errors
/// When the file cannot be read.
pub fn awaited(conn: &Connection, person: Option<i64>, as_of: Day) -> Result<Vec<Expected>> {
    let pledges = match person {
        Some(person) => pledges_of(conn, PersonId(person))?,
        None => pledges(conn)?,
    };
    let item = |item: OpenItem| Expected {
        row: item.pledge.0,
        person: item.person.0,
        name: item.name,
        amount: item.left,
        due: item.due,
        says: t!("{rhythm} pledge", rhythm = item.rhythm.label()),
        marks: Some(item.reference.clone()).filter(|r| !r.is_empty()).into_iter().collect(),
        method: item.method.key(),
        reference: item.reference,
        appeal: item.appeal,
    };
    Ok(model::open_items(&pledges, as_of).into_iter().map(item).collect())
}

/// The donations, from people who have a pledge, that belong to no pledge; those long before the first open one left out.
///
/// # Errors
/// When the file cannot be read.
pub fn loose(conn: &Connection, pledges: &[Pledge], on: Day) -> Result<Vec<Loose>> {
    let open = pledges.iter().filter_map(|pledge| {
        let schedule = pledge.schedule(on);
        let first = schedule.next().filter(|_| schedule.state.is_open())?;
        Some(first.due - chrono::TimeDelta::days(pledge.terms.rhythm.near()))
    });
    let Some(from) = open.min() else { return Ok(Vec::new()) };
    let mut select = conn.prepare_cached(&format!(
        "SELECT e.id, e.person, e.received_on, {LEFT}, e.appeal, e.method FROM entry e \
         WHERE e.person IN (SELECT person FROM pledge) AND e.received_on >= ?1 AND e.received_on <= ?2 \
         AND e.kind = 'donation' AND {STANDS} AND NOT EXISTS (SELECT 1 FROM pledge_share s WHERE s.entry = e.id) \
         ORDER BY e.received_on, e.id"
    ))?;
    let found = select
        .query_map(params![iso(from), iso(on)], |row| {
            Ok(Loose {
                entry: EntryId(row.get(0)?),
                person: PersonId(row.get(1)?),
                on: day(row, 2)?,
                amount: Money(row.get(3)?),
                appeal: row.get(4)?,
                method: word(row, 5, Method::of)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

pub(in crate::fundraising) fn insert_pledge(
    conn: &Connection,
    id: PledgeId,
    person: PersonId,
    new: &NewPledge,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO pledge (id, person, amount, rhythm, first_on, ends_on, appeal, method, reference, note, pledged_on) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        id.0,
        person.0,
        new.amount.0,
        new.rhythm.key(),
        iso(new.first),
        new.end.map(iso),
        new.appeal,
        new.method.key(),
        new.reference,
        new.note,
        new.pledged.map(iso),
    ])?;
    Ok(())
}

/// Writes what changed of a pledge.
pub(in crate::fundraising) fn update_pledge(conn: &Connection, id: PledgeId, new: &NewPledge) -> Result<()> {
    conn.prepare_cached(
        "UPDATE pledge SET amount = ?2, rhythm = ?3, first_on = ?4, ends_on = ?5, appeal = ?6, method = ?7, reference = ?8, \
         note = ?9, pledged_on = ?10 WHERE id = ?1 AND (amount, rhythm, first_on, ends_on, appeal, method, reference, note, \
         pledged_on) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        id.0,
        new.amount.0,
        new.rhythm.key(),
        iso(new.first),
        new.end.map(iso),
        new.appeal,
        new.method.key(),
        new.reference,
        new.note,
        new.pledged.map(iso),
    ])?;
    Ok(())
}

pub(in crate::fundraising) fn cancel_pledge(
    conn: &Connection,
    id: PledgeId,
    cancelled: Option<&Cancelled>,
) -> Result<()> {
    conn.prepare_cached("UPDATE pledge SET cancelled_on = ?2, cancelled_why = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        cancelled.map(|c| iso(c.on)),
        cancelled.map_or("", |c| c.why.as_str()),
    ])?;
    Ok(())
}

pub(in crate::fundraising) fn delete_pledge(conn: &Connection, id: PledgeId) -> Result<()> {
    conn.prepare_cached("DELETE FROM pledge WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// What of an entry was said to be for pledges.
pub(in crate::fundraising) fn said_of(conn: &Connection, entry: EntryId) -> Result<Money> {
    Ok(conn
        .prepare_cached("SELECT coalesce(sum(amount), 0) FROM pledge_share WHERE entry = ?1")?
        .query_row([entry.0], |row| row.get(0).map(Money))?)
}

pub(in crate::fundraising) fn insert_share(
    conn: &Connection,
    id: i64,
    pledge: PledgeId,
    entry: EntryId,
    amount: Money,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO pledge_share (id, pledge, entry, amount) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (pledge, entry) DO UPDATE SET amount = amount + ?4",
    )?
    .execute(params![id, pledge.0, entry.0, amount.0])?;
    Ok(())
}

/// Answers how many there were.
pub(in crate::fundraising) fn remove_share(conn: &Connection, pledge: PledgeId, entry: EntryId) -> Result<usize> {
    Ok(conn
        .prepare_cached("DELETE FROM pledge_share WHERE pledge = ?1 AND entry = ?2")?
        .execute(params![pledge.0, entry.0])?)
}
