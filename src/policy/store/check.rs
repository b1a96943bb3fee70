//! What `wardroom check` proves of policy, and what no step may change.

use rusqlite::{Connection, OptionalExtension as _};

use crate::kit::{Problem, Result};
use crate::office::{Finding, Severity};
use crate::policy::body::Body;
use crate::t;

/// Every version says what its hash says, and its clauses have an id each.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.number, v.text, v.sha256, d.title FROM policy_version v JOIN policy_document d ON d.id = v.document \
         ORDER BY v.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, number, text): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (sha256, title): (String, String) = (row.get(3)?, row.get(4)?);
        let sound = Body::from_json(&text).is_ok_and(|body| {
            let ids: std::collections::BTreeSet<i64> = body.clauses.iter().map(|clause| clause.id).collect();
            body.sha256() == sha256 && ids.len() == body.clauses.len()
        });
        if !sound {
            findings.push(Finding {
                severity: Severity::Error,
                what: t!("Version {number} of “{title}” is not what was saved", number = number, title = title),
                place: format!("policy_version {id}"),
            });
        }
    }
    Ok(findings)
}

const CHANGED: &str = "SELECT j.row FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     WHERE j.id > ?1 AND t.name = 'policy_version' AND j.act = 'update' LIMIT 1";

/// Refuses a step that changed a version.
///
/// # Errors
/// When it did.
pub fn guard(conn: &Connection, after: i64) -> Result<()> {
    let changed: Option<i64> = conn.prepare_cached(CHANGED)?.query_row([after], |row| row.get(0)).optional()?;
    match changed {
        None => Ok(()),
        Some(_) => {
            Err(Problem::input(t!("A version stays as it was saved. Nothing was changed"))
                .hint(t!("Save another version")))
        }
    }
}
