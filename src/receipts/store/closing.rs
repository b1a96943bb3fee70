//! What of receipts has to be settled before a year is closed: donations that have none.

use chrono::Datelike as _;
use rusqlite::Connection;

use super::plan;
use crate::cli::{ClosingItem, Opens, Span};
use crate::kit::{Result, text};
use crate::receipts::model::{ReceiptKind, Scope};
use crate::t;

/// Donations without a receipt, of each calendar year that ended in the days: receipts are for calendar years.
///
/// # Errors
/// When the file cannot be read.
pub fn closing(conn: &Connection, span: &Span) -> Result<Vec<ClosingItem>> {
    let last = if (span.to.month(), span.to.day()) == (12, 31) { span.to.year() } else { span.to.year() - 1 };
    if last < span.from.year() {
        return Ok(Vec::new());
    }
    let scope = Scope::Year { year: last, kind: ReceiptKind::Annual };
    // Where the regulator issues the receipts, there is nothing to settle.
    let Ok(plan) = plan(conn, scope, span.today) else { return Ok(Vec::new()) };
    let open = plan.donations();
    let says = match open {
        0 => t!("Every donation of {year} that can have a receipt has one", year = last),
        1 => t!("1 donation of {year} has no receipt", year = last),
        n => t!("{count} donations of {year} have no receipt", count = text::count(n), year = last),
    };
    Ok(vec![ClosingItem {
        key: "receipts",
        label: t!("Donations are receipted"),
        says,
        open,
        must: false,
        opens: Some(Opens { screen: "receipts.run", filter: format!("to_issue {last}") }),
    }])
}
