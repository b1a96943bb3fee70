//! What of the rules has to be settled before a year is closed: what they found about its money.

use rusqlite::Connection;

use super::{Filter, List, laws};
use crate::cli::{ClosingItem, Opens, Span};
use crate::kit::{Result, text};
use crate::rules::FINDINGS_SCREEN;
use crate::rules::finding::Severity;
use crate::t;

/// Findings that wait for something to be done, about money of the year and before.
///
/// # Errors
/// When the file cannot be read.
pub fn closing(conn: &Connection, span: &Span) -> Result<Vec<ClosingItem>> {
    if laws(conn)?.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter { least: Some(Severity::Act), money: Some(span.to), ..Filter::default() };
    let open = List::new(conn, span.today)?.count(&filter)?;
    let says = match open {
        0 => t!("Nothing that the law’s rules found waits for you").to_owned(),
        n => {
            t!("Not dealt with: {count} under the law’s rules", count = text::plural(n, t!("finding"), t!("findings")))
        }
    };
    Ok(vec![ClosingItem {
        key: "findings",
        label: t!("Findings are worked"),
        says,
        open,
        must: false,
        opens: Some(Opens { screen: FINDINGS_SCREEN, filter: filter.to_string() }),
    }])
}
