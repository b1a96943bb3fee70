//! Bringing in a list, the same for every subject: a file is chosen, what was detected is shown and can be overruled, columns
//! are mapped to fields, questions are answered, what would happen is shown row by row, and then just that is done.
//!
//! A subject gives a [`Kind`] and makes a [`Wizard`] of it; everything it must say itself is in the `Kind`.
//!
//! ```ignore
//! static DONATIONS: Kind<Options> = Kind { noun: "donations", fields: FIELDS, preview: |conn, job| …, commit: |office, job| …, … };
//! ScreenDef { key: "money.import", tab: None, make: || Wizard::boxed(&DONATIONS), ..ScreenDef::NONE }
//! ```

mod asks;
mod check;
mod draw;
mod map;
mod mapping;
mod maps;
mod same;
mod settings;
mod wizard;
mod work;

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
    pub preview: fn(&Office, &Job<O>) -> Result<Outcome>,
    /// The same, done. It is called only while the office is as it was at the preview.
    pub commit: fn(&mut Office, &Job<O>) -> Result<Done<Outcome>>,
    /// Draws the subject's own choices; answers whether one was changed.
    pub options: fn(&mut Ui, &mut O) -> bool,
    /// The fields that can have one value for every row, where no column goes to them.
    pub same: &'static [&'static str],
    /// What those fields choose from, where they are not typed.
    pub choices: fn(&Connection) -> Result<Choices>,
    /// What the list of rows shows of each, besides whom it is about and what becomes of it.
    pub more: &'static [More],
    /// Whether rows can change records that are there.
    pub updates: bool,
    /// Whether people come into the register with the rows.
    pub brings_people: bool,
    /// When an input of this digest came in before, if it did.
    pub before: fn(&Connection, &str) -> Result<Option<Before>>,
    /// Whether the same input a second time must be said to be meant.
    pub once: bool,
    /// An example of a name for a map.
    pub map_name: fn() -> &'static str,
    /// A list to show how it works, for pictures and tests.
    pub example: &'static str,
}

/// By the key of a field: what a cell says, and the words for it.
pub type Choices = BTreeMap<&'static str, Vec<(String, String)>>;

/// A column in the list of rows.
#[derive(Clone, Copy, Debug)]
pub struct More {
    pub title: fn() -> &'static str,
    /// Points.
    pub width: f32,
    pub figures: bool,
}

/// An earlier import of the same input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The name the input had then.
    pub source: String,
    pub rows: usize,
    /// UTC, RFC 3339.
    pub at: String,
    pub who: String,
}

/// A list with everything that was decided about it.
#[derive(Clone, Debug)]
pub struct Job<O> {
    pub source: Arc<Source>,
    pub mapping: Mapping,
    pub options: O,
    /// The same input once more, and that is meant.
    pub again: bool,
    /// What was answered to [`Outcome::asks`], by their keys.
    pub answers: BTreeMap<String, String>,
    pub currency: Currency,
    pub today: Day,
    pub month_first: bool,
}

/// What became of a row, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    /// Added too, and its `why` is worth reading before.
    Flagged,
    Updated,
    Skipped,
    /// Refused until somebody decides what it means.
    Open,
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
    /// As many cells as the kind has columns more; none for a row that could not be read.
    pub more: Box<[Box<str>]>,
}

/// What an import does or did.
#[derive(Debug)]
pub struct Outcome {
    pub report: Report,
    pub lines: Vec<Line>,
    pub refused: Refused,
    /// What the home screen is asked to show of it; empty for all.
    pub show: String,
    /// What has to be decided about rows that are refused until then.
    pub asks: Vec<Ask>,
}

/// Something that rows leave open and a person decides, once for all rows that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub key: String,
    /// What the rows say: a name, with what stands beside it.
    pub says: String,
    pub rows: usize,
    /// What can be chosen: what [`Job::answers`] will hold, and the words for it.
    pub options: Vec<(String, String)>,
}

/// What stands for each row in a list of them: the cells of the first group of fields that is not blank, by row number.
pub fn titles(source: &Source, mapping: &Mapping, groups: &[&[&str]]) -> BTreeMap<usize, Box<str>> {
    let places: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| {
            let headings =
                group.iter().filter_map(|key| mapping.columns.get(*key)).flat_map(|columns| columns.headings());
            headings.filter_map(|heading| source.column(heading)).collect()
        })
        .collect();
    let title = |row: &crate::tabular::Row| {
        places.iter().find_map(|group| {
            let cells: Vec<&str> =
                group.iter().map(|at| row.cell(*at).trim()).filter(|cell| !cell.is_empty()).collect();
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
