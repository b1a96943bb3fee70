//! A file on its way in: its bytes, and whether a table can be a statement at all.

use std::path::Path;

use super::model::{AccountId, Choice, Plan};
use super::ops;
use super::statement::{self, Told, fields};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;
use crate::tabular::{self, Mapping, Overrides, Source};

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

/// What reading a file shows.
#[derive(Debug)]
pub enum Seen {
    /// What taking it in would do.
    Plan(Box<Plan>),
    /// Why it was not read, and whether only its balances are in the way.
    Refused(Problem, bool),
}

/// Reads a file and works out what taking it into an account would do, as the window shows it before.
///
/// # Errors
/// When the file cannot be read, or is no statement at all.
pub fn seen(office: &Office, path: &Path, account: AccountId, choice: &Choice, unchecked: bool) -> Result<Seen> {
    let told = Told { unchecked, ..ops::reading(office)? };
    let bytes = bytes(path)?;
    let name = statement::name_of(path);
    let read = if statement::format_of(&bytes).is_some() {
        statement::read(&name, &bytes, &told)
    } else {
        let source = tabular::open(path, &Overrides::default())?;
        let mapping = fields::guess(&source);
        if !may_be_statement(&source, &mapping) {
            return Err(no_statement(&name));
        }
        statement::read_table(&source, &mapping, &told)?
    };
    match read {
        Ok(file) => Ok(Seen::Plan(Box::new(ops::prepare(office, &file, account, choice)?))),
        Err(unread) => {
            // What is read unchecked is all there, and only its sums are not proved.
            let by_balance = !unchecked
                && statement::format_of(&bytes).is_some()
                && statement::read(&name, &bytes, &Told { unchecked: true, ..told }).is_ok();
            Ok(Seen::Refused(unread.problem(), by_balance))
        }
    }
}
