//! The audit's view of entries: each with its paper's reference, what stands on it, and what became of its row. It only reads.

use rusqlite::Connection;

use crate::kit::{Currency, Money, Result, day};
use crate::ledger::model::{EntryId, Filter};
use crate::ledger::store::{self as ledger, EntryRow};
use crate::office::attachments::{self, Attachment};
use crate::office::history::{self, Step};
use crate::office::profile;
use crate::t;

/// An entry as an auditor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    pub row: EntryRow,
    /// What it was for, and where the money went.
    pub categories: String,
    pub accounts: String,
    /// The number of the batch, which stands on its slip.
    pub batch: Option<i64>,
    /// Scans, each with its SHA-256.
    pub papers: Vec<Attachment>,
    /// The steps of history that touched it, the newest first.
    pub steps: Vec<Step>,
}

/// What a step took away from an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub at: String,
    pub who: String,
    /// "Amount was £20.00".
    pub says: String,
}

impl AuditRow {
    /// Cheque number or other reference, batch, receipt and scans: where the paper is.
    pub fn paper(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.row.reference.is_empty() {
            parts.push(self.row.reference.clone());
        }
        parts.extend(self.batch.map(|number| t!("batch {number}", number = number)));
        parts.extend(self.row.receipt.clone());
        parts.extend(self.papers.iter().map(|paper| paper.name.clone()));
        parts.join(", ")
    }

    /// The step that recorded it.
    pub fn recorded(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// The steps that touched it since and still stand, the oldest first.
    pub fn later(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().rev().skip(1).filter(|step| !step.undone)
    }
}

/// A page of the entries of a filter, the oldest day last.
///
/// # Errors
/// When the file cannot be read.
pub fn audit(conn: &Connection, filter: &Filter, from: usize, many: usize) -> Result<Vec<AuditRow>> {
    ledger::page(conn, filter, from, many)?.into_iter().map(|row| with_paper(conn, row)).collect()
}

fn with_paper(conn: &Connection, row: EntryRow) -> Result<AuditRow> {
    let id = row.id;
    let (categories, accounts, batch) = conn
        .prepare_cached(
            "SELECT (SELECT coalesce(group_concat(name, ', '), '') FROM (SELECT DISTINCT c.name FROM entry_line l \
               JOIN category c ON c.id = l.category WHERE l.entry = e.id ORDER BY l.id)), \
             (SELECT coalesce(group_concat(name, ', '), '') FROM (SELECT DISTINCT a.name FROM entry_line l \
               JOIN account a ON a.id = l.account WHERE l.entry = e.id ORDER BY l.id)), \
             (SELECT number FROM batch WHERE id = e.batch) FROM entry e WHERE e.id = ?1",
        )?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let papers = attachments::of(conn, "entry", id.0)?;
    let rows: Vec<(&str, i64)> =
        std::iter::once(("entry", id.0)).chain(papers.iter().map(|paper| ("attachment", paper.id.0))).collect();
    Ok(AuditRow { categories, accounts, batch, steps: history::of_record(conn, &rows)?, papers, row })
}

/// One entry with what its steps took away, the newest first; nothing where the entry is not in the ledger any more.
///
/// # Errors
/// When the file cannot be read.
pub fn audited(conn: &Connection, id: EntryId) -> Result<Option<(AuditRow, Vec<Changed>)>> {
    let Some(row) = ledger::row(conn, id)? else { return Ok(None) };
    let row = with_paper(conn, row)?;
    let currency = profile::get(conn)?.currency;
    let mut select = conn.prepare_cached(
        "SELECT o.at, o.who, c.key, c.value FROM journal_row j JOIN journal_op o ON o.id = j.op \
         JOIN seal_table t ON t.id = j.tbl JOIN json_each(j.before) c \
         WHERE t.name = 'entry' AND j.row = ?1 AND j.act = 'update' AND o.undone = 0 AND o.undoes IS NULL \
         ORDER BY j.id DESC, c.key",
    )?;
    let changed = select
        .query_map([id.0], |row| {
            let (column, value): (String, rusqlite::types::Value) = (row.get(2)?, row.get(3)?);
            Ok(Changed { at: row.get(0)?, who: row.get(1)?, says: was(&column, &value, currency) })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some((row, changed)))
}

/// `Amount was £20.00`.
fn was(column: &str, value: &rusqlite::types::Value, currency: &Currency) -> String {
    use rusqlite::types::Value;
    let name = match column {
        "kind" => t!("Kind"),
        "received_on" => t!("Received"),
        "banked_on" => t!("Banked"),
        "person" => t!("Person"),
        "behalf_of" => t!("On behalf of"),
        "payee" => t!("From or to"),
        "amount" => t!("Amount"),
        "method" => t!("How"),
        "reference" => t!("Reference"),
        "appeal" => t!("Appeal"),
        "note" => t!("Note"),
        "description" => t!("What was given"),
        "valuation" => t!("How it was valued"),
        "advantage" => t!("Value in return"),
        other => other,
    };
    let value = match value {
        Value::Integer(sum) if matches!(column, "amount" | "advantage") => currency.show(Money(*sum)),
        Value::Integer(_) if matches!(column, "person" | "behalf_of") => t!("somebody else").to_owned(),
        Value::Text(text) if column.ends_with("_on") => {
            day::from_iso(text).map_or_else(|_no_day| text.clone(), day::short)
        }
        Value::Text(text) if text.is_empty() => t!("empty").to_owned(),
        Value::Text(text) => format!("“{text}”"),
        Value::Integer(n) => n.to_string(),
        _ => t!("empty").to_owned(),
    };
    t!("{field} was {value}", field = name, value = value)
}
