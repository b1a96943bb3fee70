//! An event's money: what was planned beside what the ledger says; lots and bids; whom to tell.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{day, iso, maybe_day, rows};
use crate::events::model::{Budget, BudgetLine, CategoryId, Event, EventId, PersonId, RowId, parts};
use crate::fundraising::store::{all_of, moved_by_category};
use crate::kit::{Day, Money, Result};
use crate::ledger;
use crate::ledger::model::{CategoryKind, Filter};

/// The entries of the ledger that belong to an event.
pub fn entries(event: &Event) -> Filter {
    Filter { sides: Vec::new(), ..all_of(&[event.appeal().to_owned()]) }
}

/// An event's budget with what came of it.
///
/// # Errors
/// When the file cannot be read.
pub fn budget(conn: &Connection, event: &Event) -> Result<Budget> {
    let mut moved: BTreeMap<i64, Money> = moved_by_category(conn, &[event.appeal().to_owned()])?;
    let categories = ledger::store::categories(conn)?;
    let part = &parts::LINES;
    let mut lines = Vec::new();
    for row in rows(conn, part, event.id)? {
        let income = row.key(part, "side") == "income";
        let category = row.number(part, "category");
        let sum = |key: &str| Money(row.number(part, key).unwrap_or(0));
        // Several lines of one category share one sum of the ledger, which stands at the first.
        let actual = category.and_then(|id| moved.remove(&id)).map(|sum| if income { Money(-sum.0) } else { sum });
        lines.push(BudgetLine {
            id: row.id,
            income,
            name: row.text(part, "name").to_owned(),
            category: category.map(CategoryId),
            category_name: row.text(part, "category").to_owned(),
            estimate: sum("estimate"),
            committed: sum("committed"),
            each: row.number(part, "each") == Some(1),
            note: row.text(part, "note").to_owned(),
            actual,
        });
    }
    let mut unplanned = Vec::new();
    for (id, sum) in moved {
        let Some(category) = categories.iter().find(|one| one.id.0 == id) else { continue };
        let income = match category.kind {
            CategoryKind::Income => true,
            CategoryKind::Expense => false,
            CategoryKind::Equity | CategoryKind::Loan => continue,
        };
        unplanned.push((category.id, category.name.clone(), if income { Money(-sum.0) } else { sum }, income));
    }
    let (ticket, places) = price(conn, event.id)?;
    let going: i64 = conn.query_row(
        "SELECT count(*) FROM attendance WHERE event = ?1 AND state IN ('going', 'offered')",
        [event.id.0],
        |row| row.get(0),
    )?;
    let came: i64 =
        conn.query_row("SELECT count(*) FROM attendance WHERE event = ?1 AND came = 1", [event.id.0], |row| {
            row.get(0)
        })?;
    let tickets = places.or(event.new.capacity).unwrap_or(going);
    Ok(Budget { lines, unplanned, ticket, tickets, came })
}

/// The price of a ticket over all levels, each counted as often as there are places of it; and how many places they have.
fn price(conn: &Connection, event: EventId) -> Result<(Money, Option<i64>)> {
    let part = &parts::LEVELS;
    let levels = rows(conn, part, event)?;
    let (mut sum, mut count, mut places) = (0, 0, Some(0));
    for level in &levels {
        let (price, of) = (level.number(part, "price").unwrap_or(0), level.number(part, "places"));
        sum += price * of.unwrap_or(1);
        count += of.unwrap_or(1);
        places = places.zip(of).map(|(places, of)| places + of);
    }
    if count == 0 {
        return Ok((Money::ZERO, None));
    }
    Ok((Money(sum / count), places))
}

/// What each sponsor of an event gave to it so far, by person.
///
/// # Errors
/// When the file cannot be read.
pub fn given_by(conn: &Connection, event: &Event, person: PersonId) -> Result<Money> {
    let filter = Filter { person: Some(person), ..crate::fundraising::store::raised(&[event.appeal().to_owned()]) };
    Ok(ledger::store::sums(conn, &filter)?.part)
}

/// How a lot of an auction stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    pub id: RowId,
    pub event: EventId,
    pub number: i64,
    pub title: String,
    pub reserve: Option<Money>,
    pub winner: Option<(PersonId, String)>,
    pub price: Option<Money>,
    pub paid: bool,
    pub collected: bool,
    /// The highest first: who, name, how much.
    pub bids: Vec<(PersonId, String, Money)>,
}

/// The lots of an event with their bids.
///
/// # Errors
/// When the file cannot be read.
pub fn lots(conn: &Connection, event: EventId) -> Result<Vec<Lot>> {
    let mut select = conn.prepare_cached(
        "SELECT l.id, l.number, l.title, l.reserve, l.winner, p.name, l.price, \
         l.entry IS NOT NULL AND EXISTS (SELECT 1 FROM entry e WHERE e.id = l.entry AND NOT EXISTS \
         (SELECT 1 FROM entry r WHERE r.reverses = e.id)), l.collected FROM event_lot l LEFT JOIN person p ON p.id = l.winner \
         WHERE l.event = ?1 ORDER BY l.number",
    )?;
    let found = select.query_map([event.0], |row| {
        let winner: Option<i64> = row.get(4)?;
        Ok(Lot {
            id: RowId(row.get(0)?),
            event,
            number: row.get(1)?,
            title: row.get(2)?,
            reserve: row.get::<_, Option<i64>>(3)?.map(Money),
            winner: winner.map(PersonId).zip(row.get(5)?),
            price: row.get::<_, Option<i64>>(6)?.map(Money),
            paid: row.get(7)?,
            collected: row.get(8)?,
            bids: Vec::new(),
        })
    })?;
    let mut all = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select = conn.prepare_cached(
        "SELECT b.person, p.name, b.amount FROM lot_bid b JOIN person p ON p.id = b.person WHERE b.lot = ?1 ORDER BY b.amount DESC, b.id",
    )?;
    for lot in &mut all {
        let rows = select.query_map([lot.id.0], |row| Ok((PersonId(row.get(0)?), row.get(1)?, Money(row.get(2)?))))?;
        lot.bids = rows.collect::<rusqlite::Result<_>>()?;
    }
    Ok(all)
}

pub(in crate::events) fn insert_bid(
    conn: &Connection,
    id: i64,
    lot: RowId,
    person: PersonId,
    amount: Money,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO lot_bid (id, lot, person, amount) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, lot.0, person.0, amount.0])?;
    Ok(())
}

pub(in crate::events) fn set_won(
    conn: &Connection,
    lot: RowId,
    winner: PersonId,
    price: Money,
    entry: Option<i64>,
) -> Result<()> {
    conn.prepare_cached("UPDATE event_lot SET winner = ?2, price = ?3, entry = coalesce(?4, entry) WHERE id = ?1")?
        .execute(params![lot.0, winner.0, price.0, entry])?;
    Ok(())
}

/// Somebody who has to hear of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub id: i64,
    pub person: Option<PersonId>,
    pub name: String,
    /// Why they have to hear of it: guest, speaker, shift.
    pub why: String,
    /// How they can be told: the phone number or e-mail address.
    pub how: String,
    pub told: Option<Day>,
}

/// A change of an event with everybody who has to hear of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub id: i64,
    pub day: Day,
    pub what: String,
    pub people: Vec<Told>,
}

/// The changes of an event, the newest first; who is not told yet stands first.
///
/// # Errors
/// When the file cannot be read.
pub fn changes(conn: &Connection, event: EventId) -> Result<Vec<Change>> {
    let mut select = conn.prepare_cached("SELECT id, day, what FROM event_change WHERE event = ?1 ORDER BY id DESC")?;
    let found = select.query_map([event.0], |row| {
        Ok(Change { id: row.get(0)?, day: day(row, 1)?, what: row.get(2)?, people: Vec::new() })
    })?;
    let mut all = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select = conn.prepare_cached(
        "SELECT t.id, t.person, coalesce(p.name, t.name), t.why, t.how, t.told_on FROM event_told t LEFT JOIN person p \
         ON p.id = t.person WHERE t.change = ?1 ORDER BY t.told_on IS NOT NULL, t.id",
    )?;
    for change in &mut all {
        let rows = select.query_map([change.id], |row| {
            Ok(Told {
                id: row.get(0)?,
                person: row.get::<_, Option<i64>>(1)?.map(PersonId),
                name: row.get(2)?,
                why: row.get(3)?,
                how: row.get(4)?,
                told: maybe_day(row, 5)?,
            })
        })?;
        change.people = rows.collect::<rusqlite::Result<_>>()?;
    }
    Ok(all)
}

/// How somebody can be reached: phone first, then e-mail.
pub(in crate::events) fn reach(conn: &Connection, person: PersonId) -> Result<String> {
    let mut select = conn.prepare_cached(
        "SELECT value FROM person_contact WHERE person = ?1 ORDER BY channel = 'phone' DESC, preferred DESC, id LIMIT 1",
    )?;
    let mut rows = select.query([person.0])?;
    Ok(match rows.next()? {
        Some(row) => row.get(0)?,
        None => String::new(),
    })
}

pub(in crate::events) fn insert_change(conn: &Connection, id: i64, event: EventId, on: Day, what: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO event_change (id, event, day, what) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, event.0, iso(on), what])?;
    Ok(())
}

pub(in crate::events) fn insert_told(conn: &Connection, id: i64, change: i64, one: &Told) -> Result<()> {
    conn.prepare_cached("INSERT INTO event_told (id, change, person, name, why, how) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            id,
            change,
            one.person.map(|id| id.0),
            if one.person.is_some() { "" } else { one.name.as_str() },
            one.why,
            one.how
        ])?;
    Ok(())
}

pub(in crate::events) fn set_told(conn: &Connection, id: i64, on: Option<Day>) -> Result<usize> {
    Ok(conn.prepare_cached("UPDATE event_told SET told_on = ?2 WHERE id = ?1")?.execute(params![id, on.map(iso)])?)
}

/// The events of which somebody has not been told yet that they changed, while they are still to come: id, title, how many.
///
/// # Errors
/// When the file cannot be read.
pub fn untold(conn: &Connection) -> Result<Vec<(EventId, String, usize)>> {
    let mut select = conn.prepare_cached(
        "SELECT e.id, e.title, count(*) FROM event_told t JOIN event_change c ON c.id = t.change JOIN event e ON e.id = c.event \
         WHERE t.told_on IS NULL AND e.closed_on IS NULL GROUP BY e.id ORDER BY e.starts_at",
    )?;
    let rows = select.query_map([], |row| {
        Ok((EventId(row.get(0)?), row.get(1)?, usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
