//! What `wardroom check` proves of elections: a result that stands is what its papers still count to, and its hash holds.

use rusqlite::Connection;

use super::read::{lines, outcome_hash, whole};
use crate::kit::Result;
use crate::office::{Finding, Severity};

/// The findings; empty when every result holds.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut error = |what: String, place: String| findings.push(Finding { severity: Severity::Error, what, place });
    let mut select = conn.prepare_cached("SELECT id, outcome, hash FROM election_result ORDER BY id")?;
    let kept = select
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (id, outcome, hash) in kept {
        if outcome_hash(&outcome) != hash {
            error("A declared result is not what it was declared as".to_owned(), format!("election_result {id}"));
        }
    }
    for line in lines(conn)? {
        let whole = whole(conn, line.id)?;
        let Some(declared) = whole.declared() else { continue };
        match whole.outcome() {
            Ok(outcome) if outcome == declared.outcome => {}
            Ok(_) => error(
                format!("The papers of the election of {} count to another result than the declared one", line.post),
                format!("election_result {}", declared.id),
            ),
            Err(problem) => error(
                format!("The declared election of {} cannot be counted again: {problem}", line.post),
                format!("election_result {}", declared.id),
            ),
        }
    }
    Ok(findings)
}
