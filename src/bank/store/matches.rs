//! What lines were matched to.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::world::LEFT;
use super::{day, maybe_day, word};
use crate::bank::model::{AccountId, EntryId, LineId, Matched, PersonId};
use crate::kit::{Money, Result};
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
