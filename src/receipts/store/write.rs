//! Writing receipts: numbers from the counter, the chain of hashes, voiding. Called inside an operation.

use rusqlite::params;
use sha2::{Digest as _, Sha256};

use crate::kit::{Money, Problem, Result};
use crate::office::Tx;
use crate::receipts::model::{Line, PersonId, ReceiptId, ReceiptKind, RunId, Series, Sheet};
use crate::t;

/// The end of the chain: how many receipts were issued, and the hash of the newest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::receipts) struct Head {
    pub position: i64,
    pub hash: String,
}

/// The hash of a receipt over what it says and the hash of the one before.
pub(super) fn hash_of(number: &str, issued_on: &str, donor: i64, total: i64, sheet: &str, previous: &str) -> String {
    let mut hasher = Sha256::new();
    for part in [number, issued_on, &donor.to_string(), &total.to_string(), sheet, previous] {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(in crate::receipts) fn head(tx: &Tx<'_>) -> Result<Head> {
    use rusqlite::OptionalExtension as _;
    let head = tx
        .conn()
        .query_row("SELECT position, hash FROM receipt_head WHERE id = 1", [], |row| {
            Ok(Head { position: row.get(0)?, hash: row.get(1)? })
        })
        .optional()?;
    Ok(head.unwrap_or_default())
}

pub(in crate::receipts) fn set_head(tx: &Tx<'_>, head: &Head) -> Result<()> {
    tx.conn().execute(
        "INSERT INTO receipt_head (id, position, hash) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET position = ?1, hash = ?2",
        params![head.position, head.hash],
    )?;
    Ok(())
}

/// Takes `count` serials of a series and answers the first. They are used in this same transaction or not at all.
pub(in crate::receipts) fn take_serials(tx: &Tx<'_>, series: &Series, year: i32, count: i64) -> Result<i64> {
    let conn = tx.conn();
    conn.execute(
        "INSERT INTO receipt_counter (id, series, year, first, next) VALUES (?1, ?2, ?3, 1, 1) ON CONFLICT (series, year) DO NOTHING",
        params![tx.new_id(), series.id.0, year],
    )?;
    let next: i64 = conn.query_row(
        "UPDATE receipt_counter SET next = next + ?3 WHERE series = ?1 AND year = ?2 RETURNING next",
        params![series.id.0, year, count],
        |row| row.get(0),
    )?;
    Ok(next - count)
}

pub(in crate::receipts) fn insert_run(
    tx: &Tx<'_>,
    year: i32,
    kind: ReceiptKind,
    count: usize,
    sums: [Money; 3],
) -> Result<RunId> {
    let id = RunId(tx.new_id());
    let [total, left_out, ledger] = sums;
    tx.conn().execute(
        "INSERT INTO receipt_run (id, for_year, kind, count, total, left_out, ledger) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![id.0, year, kind.key(), i64::try_from(count).unwrap_or(i64::MAX), total.0, left_out.0, ledger.0],
    )?;
    Ok(id)
}

/// A receipt that is ready to be written.
pub(in crate::receipts) struct NewReceipt<'a> {
    pub series: &'a Series,
    pub year: i32,
    pub serial: i64,
    pub for_year: i32,
    pub donor: PersonId,
    pub sheet: &'a Sheet,
    pub replaces: Option<ReceiptId>,
    pub run: Option<RunId>,
}

/// Writes a receipt with its lines and locks, and moves the head of the chain.
pub(in crate::receipts) fn insert_receipt(tx: &Tx<'_>, new: &NewReceipt<'_>, head: &mut Head) -> Result<ReceiptId> {
    let sheet = new.sheet;
    let json =
        serde_json::to_string(sheet).map_err(|e| Problem::defect(t!("A receipt could not be frozen")).because(e))?;
    let issued_on = sheet.issued_on.to_string();
    let total = sheet.totals.amount;
    let hash = hash_of(&sheet.number, &issued_on, new.donor.0, total.0, &json, &head.hash);
    let id = ReceiptId(tx.new_id());
    head.position += 1;
    tx.conn()
        .prepare_cached(
            "INSERT INTO receipt (id, series, year, serial, number, kind, issued_on, issued_by, for_year, donor, donor_name, total, \
             sheet, replaces, run, issued_in, position, previous_hash, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .execute(params![
            id.0,
            new.series.id.0,
            new.year,
            new.serial,
            sheet.number,
            sheet.kind.key(),
            issued_on,
            tx.who(),
            new.for_year,
            new.donor.0,
            sheet.donor,
            total.0,
            json,
            new.replaces.map(|id| id.0),
            new.run.map(|id| id.0),
            tx.op().0,
            head.position,
            head.hash,
            hash
        ])?;
    head.hash = hash;
    for line in &sheet.lines {
        insert_line(tx, id, line, &sheet.number)?;
    }
    Ok(id)
}

fn insert_line(tx: &Tx<'_>, receipt: ReceiptId, line: &Line, number: &str) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO receipt_line (id, receipt, entry, amount) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![tx.new_id(), receipt.0, line.entry.0, line.amount.0])?;
    tx.conn()
        .prepare_cached(
            "INSERT INTO entry_lock (id, entry, by_table, by_row, says) VALUES (?1, ?2, 'receipt', ?3, ?4)",
        )?
        .execute(params![tx.new_id(), line.entry.0, receipt.0, t!("receipt {number}", number = number)])?;
    Ok(())
}

/// Marks a receipt void and lets its donations go.
pub(in crate::receipts) fn void(tx: &Tx<'_>, id: ReceiptId, reason: &str) -> Result<()> {
    let conn = tx.conn();
    let at = tx.now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    conn.prepare_cached(
        "UPDATE receipt SET status = 'void', void_reason = ?2, voided_at = ?3, voided_by = ?4 WHERE id = ?1",
    )?
    .execute(params![id.0, reason, at, tx.who()])?;
    conn.prepare_cached("UPDATE receipt_line SET stands = 0 WHERE receipt = ?1 AND stands = 1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM entry_lock WHERE by_table = 'receipt' AND by_row = ?1")?.execute([id.0])?;
    Ok(())
}

/// Notes that receipts went to paper: the first time as the original, later as a copy.
pub(in crate::receipts) fn record_print(tx: &Tx<'_>, receipts: &[ReceiptId]) -> Result<usize> {
    let at = tx.now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let mut copies = 0;
    for (n, id) in receipts.iter().enumerate() {
        if n.is_multiple_of(500) {
            tx.progress(u64::try_from(n).unwrap_or(0))?;
        }
        let copy: bool = tx
            .conn()
            .prepare_cached(
                "INSERT INTO receipt_print (id, receipt, at, who, copy) \
                 SELECT ?1, ?2, ?3, ?4, EXISTS (SELECT 1 FROM receipt_print WHERE receipt = ?2) \
                     OR (SELECT status = 'void' FROM receipt WHERE id = ?2) RETURNING copy",
            )?
            .query_row(params![tx.new_id(), id.0, at, tx.who()], |row| row.get(0))?;
        copies += usize::from(copy);
    }
    Ok(copies)
}
