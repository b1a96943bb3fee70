//! What `check` proves of fundraising.

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::{Finding, Severity};
use crate::t;

/// Each rule: how grave it is, what it says of a row, the table, and the rows that break it.
const RULES: &[(Severity, fn() -> &'static str, &str, &str)] = &[
    (
        Severity::Notice,
        || t!("An instalment was recorded by an entry that no longer stands, so it is open again"),
        "pledge",
        "SELECT DISTINCT s.pledge FROM pledge_share s LEFT JOIN entry e ON e.id = s.entry WHERE e.id IS NULL \
         OR EXISTS (SELECT 1 FROM entry v WHERE v.reverses = e.id)",
    ),
    (
        Severity::Error,
        || t!("More of an entry is counted towards pledges than it holds"),
        "entry",
        "SELECT s.entry FROM pledge_share s JOIN entry e ON e.id = s.entry GROUP BY s.entry \
         HAVING sum(s.amount) > abs(e.amount)",
    ),
    (
        Severity::Error,
        || t!("A name stands for two appeals, so what comes under it counts for only one of them"),
        "appeal",
        "SELECT a.id FROM appeal a JOIN appeal b ON b.id > a.id AND fold(b.name) = fold(a.name) \
         UNION SELECT a.id FROM appeal a JOIN appeal_name n ON fold(n.name) = fold(a.name)",
    ),
];

/// Everything that is wrong or worth knowing.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (severity, what, table, sql) in RULES {
        let mut select = conn.prepare(&format!("{sql} ORDER BY 1 LIMIT 20"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            findings.push(Finding { severity: *severity, what: what().to_owned(), place: format!("{table} {id}") });
        }
    }
    Ok(findings)
}
