//! What `wardroom check` proves of closed years: they are held, they follow one another, and every figure of their statements is
//! still what its entries make.

use rusqlite::Connection;

use super::{from_json, years};
use crate::kit::Result;
use crate::ledger::model::Filter;
use crate::ledger::store as ledger;
use crate::office::{Finding, Severity};
use crate::year::model::Statement;

fn error(what: String, place: String) -> Finding {
    Finding { severity: Severity::Error, what, place }
}

/// The findings; empty when every closed year is as it was closed.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut standing: Vec<_> = years::all(conn)?.into_iter().filter(|c| c.reopened.is_none()).collect();
    standing.sort_by_key(|closed| closed.year);
    for pair in standing.windows(2) {
        let [before, after] = pair else { continue };
        if before.year.to.succ_opt() != Some(after.year.from) {
            let what = format!(
                "The closed years {} and {} do not follow one another",
                before.year.label(),
                after.year.label()
            );
            findings.push(error(what, format!("year_close {}", after.id)));
        }
    }
    for closed in &standing {
        let (label, place) = (closed.year.label(), format!("year_close {}", closed.id));
        let held: bool = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM period_lock WHERE by_table = 'year_close' AND by_row = ?1)")?
            .query_row([closed.id.0], |row| row.get(0))?;
        if !held {
            findings.push(error(format!("Nothing holds the entries of the closed year {label}"), place.clone()));
        }
        let count = ledger::count(conn, &Filter::between(closed.year.from, closed.year.to))?;
        if i64::try_from(count).ok() != Some(closed.entries) {
            let what = format!("The closed year {label} had {} entries and has {count}", closed.entries);
            findings.push(error(what, place.clone()));
        }
        let json: String =
            conn.query_row("SELECT statement FROM year_close WHERE id = ?1", [closed.id.0], |row| row.get(0))?;
        figures(conn, &from_json(&json)?, &label, &place, &mut findings)?;
    }
    let loose = "SELECT l.id FROM period_lock l WHERE l.by_table = 'year_close' AND NOT EXISTS \
        (SELECT 1 FROM year_close c WHERE c.id = l.by_row AND c.reopened_on IS NULL) ORDER BY l.id LIMIT 20";
    let mut select = conn.prepare(loose)?;
    for id in select.query_map([], |row| row.get::<_, i64>(0))? {
        findings.push(error("Days are held by a year that is not closed".to_owned(), format!("period_lock {}", id?)));
    }
    Ok(findings)
}

/// Holds each figure of a statement against the entries that it opens.
fn figures(
    conn: &Connection,
    statement: &Statement,
    label: &str,
    place: &str,
    findings: &mut Vec<Finding>,
) -> Result<()> {
    for fault in statement.faults() {
        findings.push(error(format!("The statement of {label} does not add up ({fault})"), place.to_owned()));
    }
    for (row, figure) in statement.figures().filter(|(_, figure)| !figure.opens.is_empty()) {
        let filter: Filter = figure.opens.parse()?;
        let sum = ledger::sums(conn, &filter)?.part;
        if sum.0.saturating_mul(figure.sign) != figure.sum.0 {
            // Who is an organisation can be put right at any time; then money moves between two lines, and nothing is lost.
            let severity = if figure.by_giver { Severity::Notice } else { Severity::Error };
            let what = format!("“{}” in the statement of {label} is no longer what its entries make", row.says);
            findings.push(Finding { severity, what, place: place.to_owned() });
        }
    }
    Ok(())
}
