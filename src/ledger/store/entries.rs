//! One entry in the file: written with its lines, read back whole, locked and freed.

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{day_of, iso, maybe_day_of, word_of};
use crate::kit::{Money, Problem, Result};
use crate::ledger::model::{
    AccountId, BatchId, CategoryId, Entry, EntryId, EntryKind, EntryLine, FundId, Method, NewEntry, PersonId, Posting,
};
use crate::office::rows;
use crate::t;

/// An entry about to be written.
#[derive(Debug)]
pub struct NewRow<'a> {
    pub id: EntryId,
    pub entry: &'a NewEntry,
    pub posting: &'a Posting,
    pub reverses: Option<EntryId>,
}

/// Writes an entry with its lines.
///
/// # Errors
/// When the file refuses it: a person, account or category that is not there.
pub fn insert(conn: &Connection, row: &NewRow<'_>, new_id: &dyn Fn() -> i64) -> Result<()> {
    insert_all(conn, std::slice::from_ref(row), new_id)
}

const ENTRY: &[&str] = &[
    "id",
    "kind",
    "received_on",
    "banked_on",
    "person",
    "behalf_of",
    "payee",
    "amount",
    "method",
    "reference",
    "appeal",
    "note",
    "description",
    "valuation",
    "advantage",
    "batch",
    "reverses",
    "refunds",
    "replaces",
    "source_ref",
];
const LINE: &[&str] = &["id", "entry", "account", "category", "fund", "day", "amount", "memo"];

/// Writes entries with their lines.
///
/// # Errors
/// As [`insert`].
pub fn insert_all(conn: &Connection, entries: &[NewRow<'_>], new_id: &dyn Fn() -> i64) -> Result<()> {
    let mut rows = Vec::with_capacity(entries.len() * ENTRY.len());
    let mut lines = Vec::with_capacity(entries.len() * 2 * LINE.len());
    for row in entries {
        let new = row.entry;
        let day = iso(new.received);
        rows.extend([row.id.0.into(), new.kind.key().into(), day.clone().into(), maybe(new.banked.map(iso))]);
        rows.extend([maybe(new.person.map(|p| p.0)), maybe(new.behalf_of.map(|p| p.0)), new.payee.as_str().into()]);
        rows.extend([row.posting.amount.0.into(), new.method.key().into()]);
        let texts = [&new.reference, &new.appeal, &new.note, &new.description, &new.valuation];
        rows.extend(texts.map(|text| text.as_str().into()));
        rows.extend([new.advantage.0.into(), maybe(new.batch.map(|b| b.0)), maybe(row.reverses.map(|e| e.0))]);
        rows.extend([
            maybe(new.refunds.map(|e| e.0)),
            maybe(new.replaces.map(|e| e.0)),
            new.source_ref.as_str().into(),
        ]);
        line_rows(&mut lines, row.id, &day, &row.posting.lines, new_id);
    }
    rows::insert(conn, "entry", ENTRY, &rows)?;
    rows::insert(conn, "entry_line", LINE, &lines)
}

fn maybe<T: Into<Value>>(value: Option<T>) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(value.map_or(Value::Null, Into::into))
}

fn line_rows<'a>(
    rows: &mut Vec<ToSqlOutput<'a>>,
    entry: EntryId,
    day: &str,
    lines: &'a [EntryLine],
    new_id: &dyn Fn() -> i64,
) {
    for line in lines {
        rows.extend([new_id().into(), entry.0.into(), maybe(line.account.map(|a| a.0))]);
        rows.extend([maybe(line.category.map(|c| c.0)), maybe(line.fund.map(|f| f.0)), day.to_owned().into()]);
        rows.extend([line.amount.0.into(), line.memo.as_str().into()]);
    }
}

fn insert_lines(
    conn: &Connection,
    entry: EntryId,
    day: &str,
    lines: &[EntryLine],
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    let mut rows = Vec::with_capacity(lines.len() * LINE.len());
    line_rows(&mut rows, entry, day, lines, new_id);
    rows::insert(conn, "entry_line", LINE, &rows)
}

/// Writes what changed of an entry; lines that stay as they were keep their rows.
///
/// # Errors
/// When the file refuses it.
pub fn update(
    conn: &Connection,
    before: &Entry,
    new: &NewEntry,
    posting: &Posting,
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE entry SET kind = ?2, received_on = ?3, banked_on = ?4, person = ?5, behalf_of = ?6, payee = ?7, amount = ?8, \
         method = ?9, reference = ?10, appeal = ?11, note = ?12, description = ?13, valuation = ?14, advantage = ?15, \
         refunds = ?16 WHERE id = ?1 AND (kind, received_on, banked_on, person, behalf_of, payee, amount, method, reference, \
         appeal, note, description, valuation, advantage, refunds) \
         IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        before.id.0,
        new.kind.key(),
        iso(new.received),
        new.banked.map(iso),
        new.person.map(|p| p.0),
        new.behalf_of.map(|p| p.0),
        new.payee,
        posting.amount.0,
        new.method.key(),
        new.reference,
        new.appeal,
        new.note,
        new.description,
        new.valuation,
        new.advantage.0,
        new.refunds.map(|e| e.0),
    ])?;
    if before.received == new.received && before.lines == posting.lines {
        return Ok(());
    }
    conn.prepare_cached("DELETE FROM entry_line WHERE entry = ?1")?.execute([before.id.0])?;
    insert_lines(conn, before.id, &iso(new.received), &posting.lines, new_id)
}

/// One entry with its lines and locks.
///
/// # Errors
/// When there is no such entry.
pub fn entry(conn: &Connection, id: EntryId) -> Result<Entry> {
    let mut found = conn
        .prepare_cached(
            "SELECT e.id, e.kind, e.received_on, e.banked_on, e.person, coalesce(p.name, ''), e.behalf_of, coalesce(b.name, ''), \
             e.payee, e.amount, e.method, e.reference, e.appeal, e.note, e.description, e.valuation, e.advantage, e.batch, \
             e.reverses, r.id, e.refunds, e.replaces, n.id, e.source_ref \
             FROM entry e LEFT JOIN person p ON p.id = e.person LEFT JOIN person b ON b.id = e.behalf_of \
             LEFT JOIN entry r ON r.reverses = e.id LEFT JOIN entry n ON n.replaces = e.id WHERE e.id = ?1",
        )?
        .query_row([id.0], |row| {
            let link = |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(EntryId));
            Ok(Entry {
                id: EntryId(row.get(0)?),
                kind: word_of(row, 1, EntryKind::of)?,
                received: day_of(row, 2)?,
                banked: maybe_day_of(row, 3)?,
                person: row.get::<_, Option<i64>>(4)?.map(PersonId),
                person_name: row.get(5)?,
                behalf_of: row.get::<_, Option<i64>>(6)?.map(PersonId),
                behalf_name: row.get(7)?,
                payee: row.get(8)?,
                amount: Money(row.get(9)?),
                method: word_of(row, 10, Method::of)?,
                reference: row.get(11)?,
                appeal: row.get(12)?,
                note: row.get(13)?,
                description: row.get(14)?,
                valuation: row.get(15)?,
                advantage: Money(row.get(16)?),
                batch: row.get::<_, Option<i64>>(17)?.map(BatchId),
                reverses: link(18)?,
                reversed_by: link(19)?,
                refunds: link(20)?,
                replaces: link(21)?,
                replaced_by: link(22)?,
                source_ref: row.get(23)?,
                lines: Vec::new(),
                locks: Vec::new(),
                held: Vec::new(),
            })
        })
        .optional()?
        .ok_or_else(|| Problem::input(t!("This entry is not in the ledger")))?;
    let mut lines = conn
        .prepare_cached("SELECT account, category, fund, amount, memo FROM entry_line WHERE entry = ?1 ORDER BY id")?;
    found.lines = lines
        .query_map([id.0], |row| {
            Ok(EntryLine {
                account: row.get::<_, Option<i64>>(0)?.map(AccountId),
                category: row.get::<_, Option<i64>>(1)?.map(CategoryId),
                fund: row.get::<_, Option<i64>>(2)?.map(FundId),
                amount: Money(row.get(3)?),
                memo: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut locks = conn.prepare_cached("SELECT says, holds FROM entry_lock WHERE entry = ?1 ORDER BY id")?;
    for lock in locks.query_map([id.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
        let (says, holds): (String, String) = lock?;
        if holds == "all" { found.locks.push(says) } else { found.held.push(says) }
    }
    found.locks.extend(super::held_on(conn, found.received)?);
    Ok(found)
}

/// What of an entry was not given back yet: its amount (unsigned) less the refunds that stand. Nothing once reversed,
/// nor of a reversal, which took money back itself.
///
/// # Errors
/// When the file cannot be read.
pub fn left_to_refund(conn: &Connection, entry: &Entry) -> Result<Money> {
    if entry.reversed_by.is_some() || entry.reverses.is_some() {
        return Ok(Money::ZERO);
    }
    let refunded: i64 = conn
        .prepare_cached(
            "SELECT coalesce(sum(r.amount), 0) FROM entry r WHERE r.refunds = ?1 AND r.reverses IS NULL \
             AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id)",
        )?
        .query_row([entry.id.0], |row| row.get(0))?;
    Ok(Money(entry.amount.0.abs() - refunded.abs()))
}

/// Holds an entry as it is, for `by_row` of `by_table`; `says` names it in messages: "receipt 2026-0412".
///
/// # Errors
/// When the same lock stands already.
pub fn lock(conn: &Connection, id: i64, entry: EntryId, by_table: &str, by_row: i64, says: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO entry_lock (id, entry, by_table, by_row, says) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id, entry.0, by_table, by_row, says])?;
    Ok(())
}

/// Holds of an entry what money moved where, for `by_row` of `by_table`: its words may still be changed.
///
/// # Errors
/// When the same lock stands already.
pub fn hold(conn: &Connection, id: i64, entry: EntryId, by_table: &str, by_row: i64, says: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO entry_lock (id, entry, by_table, by_row, says, holds) VALUES (?1, ?2, ?3, ?4, ?5, 'money')",
    )?
    .execute(params![id, entry.0, by_table, by_row, says])?;
    Ok(())
}

/// Says on which day the bank had an entry's money, where nobody has said so.
///
/// # Errors
/// When the file cannot be written.
pub fn set_banked(conn: &Connection, entry: EntryId, banked: crate::kit::Day) -> Result<()> {
    conn.prepare_cached("UPDATE entry SET banked_on = ?2 WHERE id = ?1 AND banked_on IS NULL")?
        .execute(params![entry.0, iso(banked)])?;
    Ok(())
}

/// Frees every entry that `by_row` of `by_table` holds; answers how many.
///
/// # Errors
/// When the file cannot be written.
pub fn unlock(conn: &Connection, by_table: &str, by_row: i64) -> Result<usize> {
    Ok(conn
        .prepare_cached("DELETE FROM entry_lock WHERE by_table = ?1 AND by_row = ?2")?
        .execute(params![by_table, by_row])?)
}

/// By what all of an entry is locked, if it is: what stands on it, or the days that it lies in.
///
/// # Errors
/// When the file cannot be read.
pub fn lock_of(conn: &Connection, entry: i64) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached(
            "SELECT says FROM (SELECT says, id FROM entry_lock WHERE entry = ?1 AND holds = 'all' ORDER BY id LIMIT 1) \
             UNION ALL SELECT p.says FROM entry e JOIN period_lock p ON e.received_on BETWEEN p.from_day AND p.to_day \
             WHERE e.id = ?1 LIMIT 1",
        )?
        .query_row([entry], |row| row.get(0))
        .optional()?)
}

/// Whether an undo may touch a row: an entry or a line of one is held by what the entry is locked by.
///
/// # Errors
/// When the file cannot be read.
pub fn locks(conn: &Connection, table: &str, row: i64) -> Result<Option<String>> {
    match table {
        "entry" => lock_of(conn, row),
        "entry_line" => {
            let of: Option<i64> = conn
                .prepare_cached("SELECT entry FROM entry_line WHERE id = ?1")?
                .query_row([row], |row| row.get(0))
                .optional()?;
            of.map_or(Ok(None), |entry| lock_of(conn, entry))
        }
        _ => Ok(None),
    }
}
