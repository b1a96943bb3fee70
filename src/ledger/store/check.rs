//! What `wardroom check` proves of the ledger: every entry's two sides agree, every batch is what was declared.

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::{Finding, Severity};

/// Each rule: what it says of a row, the table, and the rows that break it.
const RULES: &[(&str, &str, &str)] = &[
    (
        "The lines of an entry do not sum to zero",
        "entry",
        "SELECT entry FROM entry_line GROUP BY entry HAVING sum(amount) <> 0",
    ),
    (
        "An entry has no lines",
        "entry",
        "SELECT id FROM entry e WHERE NOT EXISTS (SELECT 1 FROM entry_line l WHERE l.entry = e.id)",
    ),
    (
        "The amount of an entry is not what its accounts moved by",
        "entry",
        "SELECT e.id FROM entry e JOIN (SELECT entry, sum(CASE WHEN account IS NOT NULL THEN amount ELSE 0 END) AS moved, \
         sum(account IS NOT NULL) AS accounts, \
         sum(CASE WHEN account IS NOT NULL AND amount > 0 THEN amount ELSE 0 END) AS arrived, \
         sum(CASE WHEN category IS NOT NULL AND amount > 0 THEN amount ELSE 0 END) AS used \
         FROM entry_line GROUP BY entry) s ON s.entry = e.id WHERE NOT CASE e.kind \
         WHEN 'transfer' THEN s.moved = 0 AND s.arrived = abs(e.amount) \
         WHEN 'in_kind' THEN s.accounts = 0 AND s.used = abs(e.amount) \
         ELSE s.moved = e.amount END",
    ),
    (
        "A line of an entry stands on another day than the entry",
        "entry_line",
        "SELECT l.id FROM entry_line l JOIN entry e ON e.id = l.entry WHERE l.day <> e.received_on",
    ),
    (
        "A posted batch does not hold what was declared",
        "batch",
        "SELECT b.id FROM batch b WHERE b.state = 'posted' AND (b.declared_count, b.declared_total) IS NOT \
         (SELECT count(*), coalesce(sum(e.amount), 0) FROM entry e WHERE e.batch = b.id)",
    ),
    (
        "A batch that is not posted has entries",
        "batch",
        "SELECT DISTINCT b.id FROM batch b JOIN entry e ON e.batch = b.id WHERE b.state <> 'posted'",
    ),
    (
        "More was refunded of an entry than it was",
        "entry",
        "SELECT d.id FROM entry d JOIN entry r ON r.refunds = d.id AND r.reverses IS NULL \
         AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = r.id) \
         GROUP BY d.id HAVING abs(sum(r.amount)) > abs(d.amount)",
    ),
    (
        "A reversal is not the opposite of what it reverses",
        "entry",
        "SELECT r.id FROM entry r JOIN entry e ON e.id = r.reverses WHERE r.amount <> -e.amount",
    ),
];

/// The findings of the ledger; empty when it ties out.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (what, table, sql) in RULES {
        let mut select = conn.prepare(&format!("{sql} ORDER BY 1 LIMIT 20"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            findings.push(Finding {
                severity: Severity::Error,
                what: (*what).to_owned(),
                place: format!("{table} {id}"),
            });
        }
    }
    let sum: i64 = conn.query_row("SELECT coalesce(sum(amount), 0) FROM entry_line", [], |row| row.get(0))?;
    if sum != 0 {
        findings.push(Finding {
            severity: Severity::Error,
            what: "Accounts and categories together do not sum to zero".to_owned(),
            place: "entry_line".to_owned(),
        });
    }
    Ok(findings)
}
