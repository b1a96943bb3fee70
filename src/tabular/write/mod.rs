//! Tables out: CSV, XLSX or JSON by the ending of the file's name. Rows stream; the file stands whole or not at all.

pub mod csv;
mod json;
mod xlsx;

#[cfg(test)]
mod round_trip;

use std::path::Path;

use super::field::Value;
use crate::kit::{Currency, Problem, Result};
use crate::t;

/// What a column holds; it decides format and alignment, never the reading of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Day,
    Money,
    Count,
    YesNo,
}

/// One column of a table that goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The name in JSON: `received`.
    pub key: String,
    /// The heading in CSV and XLSX.
    pub name: String,
    pub kind: ColumnKind,
}

impl ColumnSpec {
    pub fn new(key: impl Into<String>, name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { key: key.into(), name: name.into(), kind }
    }
}

/// What a table is called and what its columns are.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The name of the sheet in XLSX.
    pub title: String,
    pub columns: Vec<ColumnSpec>,
    /// Of all amounts.
    pub currency: Currency,
}

/// Writes a table to `path` and gives the number of its rows. Rows that end in an error (a cancel, a failed read)
/// leave nothing behind, and what stood at `path` stays.
///
/// # Errors
/// When the ending is not `.csv`, `.xlsx` or `.json`, a row fails, the table is too large for a sheet, or the file
/// cannot be written.
pub fn write_table(path: &Path, sheet: &Sheet, rows: impl IntoIterator<Item = Result<Vec<Value>>>) -> Result<usize> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    match ending.as_str() {
        "csv" => csv::write(path, sheet, rows),
        "xlsx" => xlsx::write(path, sheet, rows),
        "json" => json::write(path, sheet, rows),
        _ => Err(Problem::usage(t!(
            "The ending of the name says what to write, and “{ending}” is none that is known; nothing was written",
            ending = ending
        ))
        .hint(t!("Give a name that ends in .csv, .xlsx or .json"))),
    }
}
