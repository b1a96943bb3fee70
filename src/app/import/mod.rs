//! Bringing in a list, the same for every subject: a file is chosen, what was detected is shown and can be overruled, columns
//! are mapped to fields, questions are answered, what would happen is shown row by row, and then just that is done.
//!
//! A subject gives a [`Kind`] and makes a [`Wizard`] of it; everything it must say itself is in the `Kind`.
//!
//! ```ignore
//! static DONATIONS: Kind<Options> = Kind { noun: "donations", fields: FIELDS, preview: |conn, job| …, commit: |office, job| …, … };
//! ScreenDef { key: "money.import", tab: None, make: || Wizard::boxed(&DONATIONS), ..ScreenDef::NONE }
//! ```

mod check;
mod map;
mod maps;
mod settings;
mod wizard;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Ui;
use rusqlite::Connection;

use crate::kit::{Currency, Day, Result};
use crate::office::{Done, Office, Op};
use crate::tabular::{CellProblem, Field, Mapping, Refused, Report, Source};

pub use wizard::Wizard;

/// What a subject says of a kind of list. `O` are its own choices: what happens with people who are there already.
pub struct Kind<O: 'static> {
    /// `people`; maps are saved under it.
    pub noun: &'static str,
    /// `Import people`.
    pub title: fn() -> &'static str,
    /// What can be brought in here, for the screen before a file is chosen.
    pub about: fn() -> &'static str,
    /// `1,284 people`.
    pub counted: fn(usize) -> String,
    /// The screen that shows what came in.
    pub home: &'static str,
    pub fields: &'static [Field],
    pub guess: fn(&Source) -> Mapping,
    pub op: &'static Op,
    /// Why the map cannot be used for the file, if so. Reads no rows.
    pub fits: fn(&Job<O>) -> Result<()>,
    /// What would happen.
    pub preview: fn(&Connection, &Job<O>) -> Result<Outcome>,
    /// The same, done.
    pub commit: fn(&mut Office, &Job<O>) -> Result<Done<Outcome>>,
    /// Draws the subject's own choices; answers whether one was changed.
    pub options: fn(&mut Ui, &mut O) -> bool,
    /// A list to show how it works, for pictures and tests.
    pub example: &'static str,
}

/// A list with everything that was decided about it.
#[derive(Clone, Debug)]
pub struct Job<O> {
    pub source: Arc<Source>,
    pub mapping: Mapping,
    pub options: O,
    pub currency: Currency,
    pub today: Day,
    pub month_first: bool,
}

/// What became of a row, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    Updated,
    Skipped,
    Refused,
}

/// One row of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// As the file counts rows.
    pub row: usize,
    /// Whom or what it is about.
    pub title: Box<str>,
    pub fate: Fate,
    /// Why, where that is not plain.
    pub why: Cow<'static, str>,
}

/// What an import does or did.
#[derive(Debug)]
pub struct Outcome {
    pub report: Report,
    pub lines: Vec<Line>,
    pub refused: Refused,
}

/// What stands for each row in a list of them: the cells of the first group of fields that is not blank, by row number.
pub fn titles(source: &Source, mapping: &Mapping, groups: &[&[&str]]) -> BTreeMap<usize, Box<str>> {
    let places: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| {
            let headings = group.iter().filter_map(|key| mapping.columns.get(*key)).flat_map(|columns| columns.headings());
            headings.filter_map(|heading| source.column(heading)).collect()
        })
        .collect();
    let title = |row: &crate::tabular::Row| {
        places.iter().find_map(|group| {
            let cells: Vec<&str> = group.iter().map(|at| row.cell(*at).trim()).filter(|cell| !cell.is_empty()).collect();
            (!cells.is_empty()).then(|| cells.join(" ").chars().take(80).collect::<String>())
        })
    };
    source.rows().filter_map(|row| Some((row.number, title(&row)?.into_boxed_str()))).collect()
}

/// The problems of each refused row as one text, by row number.
pub fn reasons(problems: &[CellProblem]) -> BTreeMap<usize, String> {
    let mut all: BTreeMap<usize, String> = BTreeMap::new();
    for problem in problems {
        let text = all.entry(problem.row).or_default();
        if !text.is_empty() {
            text.push_str("; ");
        }
        if !problem.column.is_empty() {
            text.push_str(&problem.column);
            text.push_str(": ");
        }
        text.push_str(&problem.message);
    }
    all
}
