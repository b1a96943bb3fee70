//! What `wardroom check` proves of the bank.

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::{Finding, Severity};
use crate::t;

/// What is found, and the rows it is true of.
const RULES: &[(fn() -> &'static str, &str, &str)] = &[
    (
        || t!("A bank line is matched, and its entries do not make its amount"),
        "bank_line",
        "SELECT l.id FROM bank_line l LEFT JOIN bank_match m ON m.line = l.id WHERE l.state = 'matched' \
         GROUP BY l.id HAVING coalesce(sum(m.amount), 0) <> l.amount",
    ),
    (
        || t!("A bank line waits or was set aside, and is said to be an entry"),
        "bank_line",
        "SELECT DISTINCT l.id FROM bank_line l JOIN bank_match m ON m.line = l.id WHERE l.state <> 'matched'",
    ),
    (
        || t!("More of an entry stands on bank lines than it moves in that account"),
        "entry",
        "SELECT m.entry FROM bank_match m JOIN bank_line l ON l.id = m.line GROUP BY m.entry, l.account \
         HAVING abs(sum(m.amount)) > abs((SELECT coalesce(sum(x.amount), 0) FROM entry_line x \
         WHERE x.entry = m.entry AND x.account = l.account))",
    ),
    (
        || t!("A reconciliation no longer agrees with the lines and entries it was made of"),
        "bank_reconciliation",
        "SELECT r.id FROM bank_reconciliation r WHERE r.balance <> \
         coalesce((SELECT sum(b.amount) FROM bank_brought b WHERE b.account = r.account), 0) + \
         coalesce((SELECT sum(m.amount) FROM bank_match m JOIN bank_line l ON l.id = m.line \
         WHERE l.account = r.account AND l.booked_on <= r.closed_on), 0)",
    ),
];

/// Everything that is wrong.
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
                what: what().to_owned(),
                place: format!("{table} {id}"),
            });
        }
    }
    Ok(findings)
}
