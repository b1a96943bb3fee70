//! What lines were matched to.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::world::LEFT;
use super::{day, maybe_day, word};
use crate::bank::model::{AccountId, EntryId, LineId, Matched, PersonId};
use crate::kit::{Day, Money, Result};
use crate::ledger::model::EntryKind;

/// What an entry moves in an account and no line has yet.
///
/// # Errors
/// When the file cannot be read.
pub fn left_of(conn: &Connection, entry: EntryId, account: AccountId) -> Result<Money> {
    let left: Option<i64> = conn
        .prepare_cached(&format!(
            "SELECT {LEFT} FROM entry_line l WHERE l.entry = ?1 AND l.account = ?2 GROUP BY l.entry"
        ))?
        .query_row([entry.0, account.0], |row| row.get(0))
        .optional()?;
    Ok(Money(left.unwrap_or(0)))
}

/// What a line was matched to.
///
/// # Errors
/// When the file cannot be read.
pub fn matches_of(conn: &Connection, line: LineId) -> Result<Vec<Matched>> {
    let mut select = conn.prepare_cached(
        "SELECT m.entry, m.amount, e.kind, e.received_on, e.banked_on, coalesce(p.name, e.payee), e.amount, e.person, \
         EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id), \
         (SELECT count(*) FROM bank_match o WHERE o.entry = m.entry) \
         FROM bank_match m JOIN entry e ON e.id = m.entry LEFT JOIN person p ON p.id = e.person WHERE m.line = ?1 ORDER BY m.id",
    )?;
    let all = select
        .query_map([line.0], |row| {
            Ok(Matched {
                entry: EntryId(row.get(0)?),
                amount: Money(row.get(1)?),
                kind: word(row, 2, EntryKind::of)?,
                received: day(row, 3)?,
                banked: maybe_day(row, 4)?,
                who: row.get(5)?,
                whole: Money(row.get(6)?),
                person: row.get::<_, Option<i64>>(7)?.map(PersonId),
                reversed: row.get(8)?,
                lines: super::size(row.get(9)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// The lines that an entry stands on.
///
/// # Errors
/// When the file cannot be read.
pub fn lines_of(conn: &Connection, entry: EntryId) -> Result<Vec<LineId>> {
    let mut select = conn.prepare_cached("SELECT line FROM bank_match WHERE entry = ?1 ORDER BY id")?;
    let all = select.query_map([entry.0], |row| row.get(0).map(LineId))?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

pub(in crate::bank) fn insert_match(
    conn: &Connection,
    id: i64,
    line: LineId,
    entry: EntryId,
    amount: Money,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO bank_match (id, line, entry, amount) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, line.0, entry.0, amount.0])?;
    Ok(())
}

pub(in crate::bank) fn delete_matches(conn: &Connection, line: LineId) -> Result<()> {
    conn.prepare_cached("DELETE FROM bank_match WHERE line = ?1")?.execute([line.0])?;
    Ok(())
}

/// Remembers from which account somebody pays; what is known already stays.
pub(in crate::bank) fn remember_payer(
    conn: &Connection,
    new_id: &dyn Fn() -> i64,
    person: PersonId,
    number: &str,
) -> Result<()> {
    let known: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM bank_payer WHERE person = ?1 AND number = ?2)")?
        .query_row(params![person.0, number], |row| row.get(0))?;
    if !known {
        conn.prepare_cached("INSERT INTO bank_payer (id, person, number) VALUES (?1, ?2, ?3)")?.execute(params![
            new_id(),
            person.0,
            number
        ])?;
    }
    Ok(())
}

/// What is recorded most of a person, the newest first: kind, category, fund, appeal. For a form that begins with somebody.
///
/// # Errors
/// When the file cannot be read.
pub fn habit(conn: &Connection, person: PersonId, into: bool) -> Result<Option<Habit>> {
    let kinds = if into { "'donation', 'dues', 'levy', 'event', 'income'" } else { "'expense'" };
    let found = conn
        .prepare_cached(&format!(
            "SELECT e.kind, (SELECT l.category FROM entry_line l WHERE l.entry = e.id AND l.category IS NOT NULL ORDER BY l.id LIMIT 1), \
             (SELECT l.fund FROM entry_line l WHERE l.entry = e.id AND l.category IS NOT NULL ORDER BY l.id LIMIT 1), e.received_on \
             FROM entry e WHERE e.person = ?1 AND e.kind IN ({kinds}) AND e.reverses IS NULL \
             AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id) ORDER BY e.received_on DESC, e.id DESC LIMIT 1"
        ))?
        .query_row([person.0], |row| {
            Ok(Habit { kind: word(row, 0, EntryKind::of)?, category: row.get(1)?, fund: row.get(2)?, last: day(row, 3)? })
        })
        .optional()?;
    Ok(found)
}

/// What somebody's last entry was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habit {
    pub kind: EntryKind,
    pub category: Option<i64>,
    pub fund: Option<i64>,
    pub last: Day,
}
