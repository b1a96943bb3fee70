//! A file on its way in: its bytes, and whether a table can be a statement at all.

use std::path::Path;

use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::{self, Mapping, Source};

/// The bytes of a file, unless it is larger than any statement.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    tabular::read(path)
}

/// The text of a map.
///
/// # Errors
/// When it cannot be read.
pub fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path)
        .map_err(|e| Problem::file(t!("The map could not be read: {path}", path = path.display())).because(e))
}

/// Whether a table that nobody made a map for has anything of a statement: days, and a column that can be amounts.
pub fn may_be_statement(source: &Source, mapping: &Mapping) -> bool {
    let sums = ["amount", "paid_in", "paid_out", "net"];
    let mapped = mapping.columns.contains_key("booked") && sums.iter().any(|key| mapping.columns.contains_key(*key));
    let days = source.columns.iter().any(|c| c.profile.is_days());
    let figures = source.columns.iter().any(|c| c.profile.is_figures());
    mapped || (days && figures)
}

/// What is said of a file that is no statement in any form.
pub fn no_statement(name: &str) -> Problem {
    Problem::input(t!("{file}: this is no statement in a form that is known here, and no table with days and amounts. Nothing was read", file = name))
        .hint(t!("OFX, QFX, QIF, CAMT.052 to .054, MT940, and tables (CSV, XLSX, ODS) can be read"))
}
