//! What `wardroom check` proves of candidates: what was published holds, and every opened card is what its scorer committed to.

use rusqlite::Connection;

use super::guard::changed;
use super::read::lines;
use crate::candidates::seal::{CardText, keeps};
use crate::kit::Result;
use crate::office::{Finding, Severity};

/// The findings; empty when all holds.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut error = |what: String, place: String| findings.push(Finding { severity: Severity::Error, what, place });
    if let Some((id, name)) = changed(conn)? {
        error(format!("The selection round “{name}” is not what was published"), format!("selection_round {id}"));
    }
    let mut select = conn
        .prepare_cached("SELECT id, commitment, salt, json FROM selection_card WHERE json IS NOT NULL ORDER BY id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, commitment): (i64, String) = (row.get(0)?, row.get(1)?);
        let (salt, json): (String, String) = (row.get(2)?, row.get(3)?);
        if !keeps(&commitment, &salt, &json) {
            error("A card is not what its scorer committed to".to_owned(), format!("selection_card {id}"));
        } else if serde_json::from_str::<CardText>(&json).is_err() {
            error("A card of an opened round cannot be read".to_owned(), format!("selection_card {id}"));
        }
    }
    // Reading each of them finds words that no program of this age wrote.
    lines(conn)?;
    Ok(findings)
}
