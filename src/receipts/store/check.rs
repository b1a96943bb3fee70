//! What `check` proves of receipts: the sequence of numbers, the chain of hashes, totals against lines, voids with a reason.

use rusqlite::{Connection, OptionalExtension as _};

use super::personal::NOBODY;
use super::write::hash_of;
use crate::kit::Result;
use crate::office::{Finding, Severity};
use crate::people::ops::{ERASE, RELEASE};
use crate::receipts::model::{Line, Sheet};
use crate::t;

fn wrong(number: &str, what: impl Into<String>) -> Finding {
    Finding { severity: Severity::Error, what: what.into(), place: t!("receipt {number}", number = number) }
}

/// Everything that is wrong with the receipts.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    sequence(conn, &mut findings)?;
    chain(conn, &mut findings)?;
    lines(conn, &mut findings)?;
    for (number, _) in overtaken(conn)? {
        findings.push(Finding {
            severity: Severity::Notice,
            what: t!("Money on it was taken back after it was issued; void it, or issue it anew").to_owned(),
            place: t!("receipt {number}", number = number),
        });
    }
    Ok(findings)
}

/// The receipts that stand for more than their donors gave in the end: a donation on them was reversed or given back after they
/// were issued. Numbers with the donors' names, the oldest first.
///
/// # Errors
/// When the file cannot be read.
pub fn overtaken(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mut select = conn.prepare_cached(
        "SELECT r.number, r.donor_name FROM receipt r WHERE r.status = 'issued' AND r.id IN \
           (SELECT l.receipt FROM entry v JOIN receipt_line l ON l.entry = v.reverses AND l.stands = 1 WHERE v.reverses IS NOT NULL \
            UNION SELECT l.receipt FROM receipt_line l JOIN entry e ON e.id = l.entry \
              WHERE l.stands = 1 AND l.entry IN (SELECT refunds FROM entry WHERE refunds IS NOT NULL) \
                AND l.amount > e.amount + (SELECT coalesce(sum(g.amount), 0) FROM entry g WHERE g.refunds = e.id \
                  AND g.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = g.id))) \
         ORDER BY r.position",
    )?;
    let found = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Each series has every serial from its first to its last, once, and each number is written as the series says.
fn sequence(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut counters = conn.prepare(
        "SELECT s.id, s.name, s.prefix, s.yearly, s.digits, s.active, c.year, c.first, c.next FROM receipt_counter c \
         JOIN receipt_series s ON s.id = c.series ORDER BY s.id, c.year",
    )?;
    let mut serials =
        conn.prepare("SELECT serial, number FROM receipt WHERE series = ?1 AND year = ?2 ORDER BY serial")?;
    let mut counters = counters.query([])?;
    while let Some(row) = counters.next()? {
        let series = crate::receipts::model::Series {
            id: crate::receipts::model::SeriesId(row.get(0)?),
            name: row.get(1)?,
            prefix: row.get(2)?,
            yearly: row.get(3)?,
            digits: row.get(4)?,
            active: row.get(5)?,
        };
        let (year, first, next): (i32, i64, i64) = (row.get(6)?, row.get(7)?, row.get(8)?);
        let mut expected = first;
        let mut rows = serials.query((series.id.0, year))?;
        while let Some(row) = rows.next()? {
            let (serial, number): (i64, String) = (row.get(0)?, row.get(1)?);
            if serial != expected {
                let missing = series.number(year, expected);
                findings.push(wrong(
                    &number,
                    t!("The number before it is missing: {missing} was never issued", missing = missing),
                ));
            }
            if number != series.number(year, serial) {
                findings.push(wrong(&number, t!("Its number is not written as its series says")));
            }
            expected = serial + 1;
        }
        if expected != next {
            let missing = series.number(year, expected);
            findings.push(wrong(&missing, t!("The counter of the series stands at another number than its receipts")));
        }
    }
    let strays: i64 = conn.query_row(
        "SELECT count(*) FROM receipt r WHERE NOT EXISTS (SELECT 1 FROM receipt_counter c WHERE c.series = r.series AND c.year = r.year)",
        [],
        |row| row.get(0),
    )?;
    if strays > 0 {
        findings.push(wrong("", t!("{count} receipts belong to no counter", count = strays)));
    }
    Ok(())
}

/// Each receipt carries the hash of the one issued before it, its own hash is right, and its sheet agrees with its row.
fn chain(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut select = conn.prepare(
        "SELECT number, issued_on, donor, total, sheet, previous_hash, hash, position, donor_name, id FROM receipt ORDER BY position",
    )?;
    let mut rows = select.query([])?;
    let (mut previous, mut position) = (String::new(), 0_i64);
    while let Some(row) = rows.next()? {
        let (number, issued_on): (String, String) = (row.get(0)?, row.get(1)?);
        let (donor, total): (i64, i64) = (row.get(2)?, row.get(3)?);
        let (json, said_previous, said_hash): (String, String, String) = (row.get(4)?, row.get(5)?, row.get(6)?);
        if said_previous != previous || row.get::<_, i64>(7)? != position + 1 {
            findings.push(wrong(
                &number,
                t!("It does not follow the receipt issued before it: one is missing or was changed"),
            ));
        }
        let intact = if donor == NOBODY {
            was_erased(conn, row.get(9)?)?
        } else {
            hash_of(&number, &issued_on, donor, total, &json, &said_previous) == said_hash
        };
        if !intact {
            findings.push(wrong(&number, t!("It was changed after it was issued")));
        }
        match serde_json::from_str::<Sheet>(&json) {
            Ok(sheet) => {
                let sum: i64 = sheet.lines.iter().map(|line| line.amount.0).sum();
                let eligible: i64 = sheet.lines.iter().map(|line| Line::eligible(line).0).sum();
                let agrees = sheet.number == number && sheet.donor == row.get::<_, String>(8)?;
                if !agrees || sum != total || sheet.totals.amount.0 != total || sheet.totals.eligible.0 != eligible {
                    findings.push(wrong(&number, t!("What it says does not add up to its total")));
                }
            }
            Err(_damaged) => findings.push(wrong(&number, t!("What it says cannot be read"))),
        }
        previous = said_hash;
        position += 1;
    }
    let head: Option<(i64, String)> = conn
        .query_row("SELECT position, hash FROM receipt_head WHERE id = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if head.unwrap_or_default() != (position, previous) {
        findings
            .push(wrong("", t!("The newest receipt is not the one that was issued last: one is missing at the end")));
    }
    Ok(())
}

/// Name and address were taken out by an erasure that the history knows of; the receipt's own hash can then no longer be made.
fn was_erased(conn: &Connection, receipt: i64) -> Result<bool> {
    let erased = conn
        .prepare_cached(
            "SELECT 1 FROM journal_row r JOIN seal_table t ON t.id = r.tbl JOIN journal_op o ON o.id = r.op \
             WHERE t.name = 'receipt' AND r.row = ?1 AND r.act = 'update' AND r.before IS NULL AND o.kind IN (?2, ?3)",
        )?
        .exists((receipt, ERASE.key, RELEASE.key))?;
    Ok(erased)
}

/// Lines add up to their receipt; those of a standing one hold their donation, those of a void one let it go.
fn lines(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let questions = [
        (
            "SELECT number FROM receipt r WHERE total <> (SELECT coalesce(sum(amount), 0) FROM receipt_line l WHERE l.receipt = r.id)",
            t!("Its donations do not add up to its total"),
        ),
        (
            "SELECT DISTINCT number FROM receipt r JOIN receipt_line l ON l.receipt = r.id WHERE (r.status = 'issued') <> (l.stands = 1)",
            t!("It stands while its donations do not, or the other way round"),
        ),
        (
            "SELECT number FROM receipt WHERE status = 'void' AND (trim(void_reason) = '' OR voided_by = '')",
            t!("It is void without a reason"),
        ),
        (
            "SELECT DISTINCT number FROM receipt r JOIN receipt_line l ON l.receipt = r.id AND l.stands = 1 \
             LEFT JOIN entry e ON e.id = l.entry WHERE e.id IS NULL OR e.amount < l.amount",
            t!("A donation on it is no longer in the ledger, or is smaller there"),
        ),
        (
            "SELECT DISTINCT number FROM receipt r JOIN receipt_line l ON l.receipt = r.id WHERE l.stands <> \
             EXISTS (SELECT 1 FROM entry_lock k WHERE k.entry = l.entry AND k.by_table = 'receipt' AND k.by_row = r.id)",
            t!("Its donations are not locked as they should be"),
        ),
    ];
    for (sql, what) in questions {
        let mut select = conn.prepare(&format!("{sql} ORDER BY number LIMIT 20"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            findings.push(wrong(&row.get::<_, String>(0)?, what));
        }
    }
    Ok(())
}

/// Series and counters that receipts were issued from do not go back: a number is never used twice.
///
/// # Errors
/// When the file cannot be read.
pub fn locks(conn: &Connection, table: &str, row: i64) -> Result<Option<String>> {
    let sql = match table {
        "receipt_series" => "SELECT number FROM receipt WHERE series = ?1 ORDER BY position DESC LIMIT 1",
        "receipt_counter" => {
            "SELECT r.number FROM receipt_counter c JOIN receipt r ON r.series = c.series AND r.year = c.year WHERE c.id = ?1 \
             ORDER BY r.position DESC LIMIT 1"
        }
        _ => return Ok(None),
    };
    let number: Option<String> = conn.prepare_cached(sql)?.query_row([row], |row| row.get(0)).optional()?;
    Ok(number.map(|number| t!("receipt {number}", number = number)))
}
