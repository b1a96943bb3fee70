//! Batches in the file.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{day_of, iso, maybe_day_of, register, word_of};
use crate::kit::fold::fold;
use crate::kit::{Money, Problem, Result};
use crate::ledger::model::{
    AccountId, Batch, BatchId, BatchLine, BatchState, CategoryId, EntryKind, FundId, Method, NewBatch, NewBatchLine,
    PersonId,
};
use crate::t;

fn state_of(key: &str) -> Result<BatchState> {
    BatchState::ALL
        .into_iter()
        .find(|s| s.key() == key)
        .ok_or_else(|| Problem::file(t!("A batch is in an unknown state: {state}", state = key)))
}

/// The number of the next batch. Discarded batches keep theirs, so a number on paper never names two.
///
/// # Errors
/// When the file cannot be read.
pub fn next_batch_number(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("SELECT coalesce(max(number), 0) + 1 FROM batch", [], |row| row.get(0))?)
}

/// One batch with its lines in order.
///
/// # Errors
/// When there is no such batch.
pub fn batch(conn: &Connection, id: BatchId) -> Result<Batch> {
    let mut batch = conn
        .prepare_cached(
            "SELECT number, state, declared_count, declared_total, received_on, banked_on, account, note FROM batch WHERE id = ?1",
        )?
        .query_row([id.0], |row| {
            Ok(Batch {
                id,
                number: row.get(0)?,
                state: word_of(row, 1, state_of)?,
                declared_count: usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
                declared_total: Money(row.get(3)?),
                received: day_of(row, 4)?,
                banked: maybe_day_of(row, 5)?,
                account: AccountId(row.get(6)?),
                note: row.get(7)?,
                lines: Vec::new(),
            })
        })
        .optional()?
        .ok_or_else(|| Problem::input(t!("This batch is not in the ledger")))?;
    let mut lines = conn.prepare_cached(
        "SELECT l.person, l.new_name, l.behalf_of, l.kind, l.method, l.reference, l.amount, l.category, l.fund, l.appeal, \
         l.note, coalesce(p.name, l.new_name), coalesce(b.name, '') FROM batch_line l LEFT JOIN person p ON p.id = l.person \
         LEFT JOIN person b ON b.id = l.behalf_of WHERE l.batch = ?1 ORDER BY l.position, l.id",
    )?;
    batch.lines = lines
        .query_map([id.0], |row| {
            Ok(BatchLine {
                new: NewBatchLine {
                    person: row.get::<_, Option<i64>>(0)?.map(PersonId),
                    new_name: row.get(1)?,
                    behalf_of: row.get::<_, Option<i64>>(2)?.map(PersonId),
                    kind: word_of(row, 3, EntryKind::of)?,
                    method: word_of(row, 4, Method::of)?,
                    reference: row.get(5)?,
                    amount: Money(row.get(6)?),
                    category: row.get::<_, Option<i64>>(7)?.map(CategoryId),
                    fund: row.get::<_, Option<i64>>(8)?.map(FundId),
                    appeal: row.get(9)?,
                    note: row.get(10)?,
                },
                person_name: row.get(11)?,
                behalf_name: row.get(12)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(batch)
}

/// The batch that was begun last and is neither posted nor discarded.
///
/// # Errors
/// When there is none.
pub fn newest_draft(conn: &Connection) -> Result<BatchId> {
    conn.prepare_cached("SELECT id FROM batch WHERE state = 'draft' ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?
        .map(BatchId)
        .ok_or_else(|| Problem::input(t!("No batch is open")))
}

/// All batches without their lines, newest first, discarded ones left out.
///
/// # Errors
/// When the file cannot be read.
pub fn batches(conn: &Connection) -> Result<Vec<Batch>> {
    let mut select = conn.prepare_cached(
        "SELECT id, number, state, declared_count, declared_total, received_on, banked_on, account, note FROM batch \
         WHERE state <> 'discarded' ORDER BY number DESC",
    )?;
    let list = select
        .query_map([], |row| {
            Ok(Batch {
                id: BatchId(row.get(0)?),
                number: row.get(1)?,
                state: word_of(row, 2, state_of)?,
                declared_count: usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                declared_total: Money(row.get(4)?),
                received: day_of(row, 5)?,
                banked: maybe_day_of(row, 6)?,
                account: AccountId(row.get(7)?),
                note: row.get(8)?,
                lines: Vec::new(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// The number of a posted batch that is the same stack of cheques: as many, for the same total, banked (else received) on the
/// same day, and line by line from the same people for the same amount and reference, in any order. Somebody who was new to the
/// register then and is known now is the same by name. `saved` is the batch itself, where it is in the file already.
///
/// # Errors
/// When the file cannot be read.
pub fn posted_like(conn: &Connection, saved: Option<BatchId>, new: &NewBatch) -> Result<Option<i64>> {
    let mut select = conn.prepare_cached(
        "SELECT id FROM batch WHERE state = 'posted' AND id IS NOT ?1 AND declared_count = ?2 AND declared_total = ?3 \
         AND coalesce(banked_on, received_on) = ?4 ORDER BY number",
    )?;
    let day = iso(new.banked.unwrap_or(new.received));
    let like = params![saved.map(|id| id.0), wide(new.declared_count), new.declared_total.0, day];
    let alike = select.query_map(like, |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    if alike.is_empty() {
        return Ok(None);
    }
    let ours = marks(conn, &new.lines)?;
    for id in alike {
        let other = batch(conn, BatchId(id))?;
        let lines: Vec<NewBatchLine> = other.lines.into_iter().map(|line| line.new).collect();
        if marks(conn, &lines)? == ours {
            return Ok(Some(other.number));
        }
    }
    Ok(None)
}

/// What tells lines apart: from whom, how much, the cheque's number; in an order of their own.
fn marks(conn: &Connection, lines: &[NewBatchLine]) -> Result<Vec<(String, Money, String)>> {
    let mut marks = Vec::with_capacity(lines.len());
    for line in lines {
        let name = line.person.map_or_else(|| Ok(line.new_name.clone()), |id| register::name_of(conn, id))?;
        marks.push((fold(&name), line.amount, line.reference.trim().to_owned()));
    }
    marks.sort_unstable();
    Ok(marks)
}

fn wide(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Writes a new batch with its lines, as a draft.
///
/// # Errors
/// When the file refuses it.
pub fn insert_batch(
    conn: &Connection,
    id: BatchId,
    number: i64,
    account: AccountId,
    new: &NewBatch,
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    conn.execute(
        "INSERT INTO batch (id, number, declared_count, declared_total, received_on, banked_on, account, note) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id.0,
            number,
            wide(new.declared_count),
            new.declared_total.0,
            iso(new.received),
            new.banked.map(iso),
            account.0,
            new.note
        ],
    )?;
    insert_lines(conn, id, 0, &new.lines, new_id)
}

/// Writes what changed of a draft; lines that stay where and as they were keep their rows.
///
/// # Errors
/// When the file refuses it.
pub fn update_batch(
    conn: &Connection,
    before: &Batch,
    account: AccountId,
    new: &NewBatch,
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    conn.execute(
        "UPDATE batch SET declared_count = ?2, declared_total = ?3, received_on = ?4, banked_on = ?5, account = ?6, note = ?7 \
         WHERE id = ?1 AND (declared_count, declared_total, received_on, banked_on, account, note) IS NOT (?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            before.id.0,
            wide(new.declared_count),
            new.declared_total.0,
            iso(new.received),
            new.banked.map(iso),
            account.0,
            new.note
        ],
    )?;
    let same = before.lines.iter().zip(&new.lines).take_while(|(old, new)| old.new == **new).count();
    if same == before.lines.len() && same == new.lines.len() {
        return Ok(());
    }
    conn.execute("DELETE FROM batch_line WHERE batch = ?1 AND position >= ?2", params![before.id.0, wide(same)])?;
    insert_lines(conn, before.id, same, new.lines.get(same..).unwrap_or(&[]), new_id)
}

fn insert_lines(
    conn: &Connection,
    batch: BatchId,
    first: usize,
    lines: &[NewBatchLine],
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO batch_line (id, batch, position, person, new_name, behalf_of, kind, method, reference, amount, category, \
         fund, appeal, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (at, line) in lines.iter().enumerate() {
        insert.execute(params![
            new_id(),
            batch.0,
            wide(first + at),
            line.person.map(|p| p.0),
            line.new_name,
            line.behalf_of.map(|p| p.0),
            line.kind.key(),
            line.method.key(),
            line.reference,
            line.amount.0,
            line.category.map(|c| c.0),
            line.fund.map(|f| f.0),
            line.appeal,
            line.note,
        ])?;
    }
    Ok(())
}

/// # Errors
/// When the file cannot be written.
pub fn set_batch_state(conn: &Connection, id: BatchId, state: BatchState) -> Result<()> {
    conn.execute("UPDATE batch SET state = ?2 WHERE id = ?1", params![id.0, state.key()])?;
    Ok(())
}
