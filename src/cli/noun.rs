//! What a subject brings to the command line: its verbs, exports and reports. Reports are shown in the window too.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::call::{Call, Outcome};
use super::mailing::Mailing;
use crate::kit::{Day, Money, Problem, Result};
use crate::t;
use crate::tabular::{ColumnSpec, Field, Mapping, Source, Value};

/// A subject's part of the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noun {
    pub verbs: &'static [Verb],
    /// What the words before the last of its verbs stand for, for the help: `("people", "The register of people")`.
    pub groups: &'static [(&'static str, &'static str)],
    pub exports: &'static [Export],
    pub reports: &'static [Report],
    /// Counts of a day for `info`, by name: `("people", 1284)`.
    pub counts: Option<fn(&Connection, Day) -> Result<Vec<(&'static str, i64)>>>,
    /// The kinds of list it can bring in.
    pub lists: &'static [List],
    /// Whom letters can go to, and what they can say of each.
    pub mailing: Mailing,
    /// What of it has to be settled before a year is closed.
    pub closing: Option<ClosingOf>,
    /// What it says of a person to who looks at them, on a day.
    pub about: Option<AboutOf>,
}

/// Asks a subject what of a year's days has to be settled before it is closed.
pub type ClosingOf = fn(&Connection, &Span) -> Result<Vec<ClosingItem>>;

/// One line of the list that is gone through before a year is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingItem {
    /// As it is kept where it was left open: `batches`.
    pub key: &'static str,
    /// What is looked at: "Batches are posted".
    pub label: &'static str,
    /// How it stands: "2 batches are keyed and not posted".
    pub says: String,
    /// How many things are open; none when it is settled.
    pub open: usize,
    /// It cannot be left open, whatever the reason.
    pub must: bool,
    /// Where it is settled, if the window has a place for it.
    pub opens: Option<Opens>,
}

/// What all subjects have to say before a year is closed, in their order.
///
/// # Errors
/// When the file cannot be read.
pub fn closing(asked: impl IntoIterator<Item = ClosingOf>, conn: &Connection, span: &Span) -> Result<Vec<ClosingItem>> {
    let mut all = Vec::new();
    for ask in asked {
        all.extend(ask(conn, span)?);
    }
    Ok(all)
}

/// Asks a subject about a person, by their id, on a day.
pub type AboutOf = fn(&Connection, i64, Day) -> Result<Vec<About>>;

/// One thing that a subject says of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// As it stands in JSON: `membership`.
    pub key: &'static str,
    pub label: &'static str,
    /// `Current · Full`.
    pub says: String,
    /// A few more words: `since 1 Mar 2019, paid to 31 Dec 2026`.
    pub detail: String,
    /// The same for scripts.
    pub data: serde_json::Value,
    /// Where the rest of it is seen.
    pub opens: Opens,
}

/// What all subjects say of a person, in their order.
///
/// # Errors
/// When the file cannot be read.
pub fn about<'a>(
    nouns: impl Iterator<Item = &'a Noun>,
    conn: &Connection,
    person: i64,
    today: Day,
) -> Result<Vec<About>> {
    let mut all = Vec::new();
    for ask in nouns.filter_map(|noun| noun.about) {
        all.extend(ask(conn, person, today)?);
    }
    Ok(all)
}

impl Noun {
    /// The part of a subject that brings nothing, for `..Noun::NONE`.
    pub const NONE: Self = Self {
        verbs: &[],
        groups: &[],
        exports: &[],
        reports: &[],
        counts: None,
        lists: &[],
        mailing: Mailing::NONE,
        closing: None,
        about: None,
    };
}

/// A kind of list that can be brought in, for `map INPUT --for NAME`.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// `people`, `donations`.
    pub name: &'static str,
    pub fields: &'static [Field],
    /// The map that headings and cells suggest.
    pub guess: fn(&Source) -> Mapping,
}

/// One command: `words` is its path (`["receipts", "preview"]`).
#[derive(Clone, Copy)]
pub struct Verb {
    pub words: &'static [&'static str],
    pub about: &'static str,
    /// Adds the arguments; `FILE` first where the command works on an office.
    pub args: fn(clap::Command) -> clap::Command,
    pub run: fn(&mut Call<'_>) -> Result<Outcome>,
}

/// A command in a table of them: `verb!("people", "add"; "Add a person"; add_args; add)`.
macro_rules! verb {
    ($($word:literal),+; $about:literal; $args:path; $run:path) => {
        $crate::cli::Verb { words: &[$($word),+], about: $about, args: $args, run: $run }
    };
}
pub(crate) use verb;

impl std::fmt::Debug for Verb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verb").field("words", &self.words).finish_non_exhaustive()
    }
}

/// A table that can leave as CSV, XLSX or JSON and comes back in without loss.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    pub name: &'static str,
    pub says: &'static str,
    pub columns: fn() -> Vec<ColumnSpec>,
    /// Hands the rows, one after the other, to what writes them; gives back what that answers.
    pub rows: fn(&Connection, &mut RowSink<'_>) -> Result<usize>,
    /// Columns behind the others that only the office itself knows.
    pub more_columns: Option<fn(&Connection) -> Result<Vec<ColumnSpec>>>,
    /// Whom it leaves out unless told otherwise out loud.
    pub kept_out: Option<KeptOut>,
    /// How it is narrowed to some people, such as those of a segment.
    pub among: Option<AmongPeople>,
}

/// An export of some people only.
#[derive(Clone, Copy, Debug)]
pub struct AmongPeople {
    /// The rows of these people, by their ids; without `everybody` those who are not to be contacted are left out.
    pub rows: fn(&Connection, &BTreeSet<i64>, everybody: bool, &mut RowSink<'_>) -> Result<usize>,
    /// How many of these are left out.
    pub left_out: fn(&Connection, &BTreeSet<i64>) -> Result<usize>,
}

/// The people an export leaves out because they are not to be contacted.
#[derive(Clone, Copy, Debug)]
pub struct KeptOut {
    pub count: fn(&Connection) -> Result<usize>,
    /// The rows with everybody.
    pub everybody: fn(&Connection, &mut RowSink<'_>) -> Result<usize>,
    /// Says how many were left out.
    pub says: fn(usize) -> String,
}

impl Export {
    /// The export without anything, for `..Export::NONE`.
    pub const NONE: Self = Self {
        name: "",
        says: "",
        columns: Vec::new,
        rows: |_, _| Ok(0),
        more_columns: None,
        kept_out: None,
        among: None,
    };

    /// Its columns in this office.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn columns_in(&self, conn: &Connection) -> Result<Vec<ColumnSpec>> {
        let mut columns = (self.columns)();
        if let Some(more) = self.more_columns {
            columns.extend(more(conn)?);
        }
        Ok(columns)
    }

    /// Hands out the rows of these people, or all rows; with `everybody`, also those it leaves out otherwise.
    ///
    /// # Errors
    /// When it cannot be narrowed, the file cannot be read, or what `sink` answers.
    pub fn rows_of(
        &self,
        conn: &Connection,
        among: Option<&BTreeSet<i64>>,
        everybody: bool,
        sink: &mut RowSink<'_>,
    ) -> Result<usize> {
        match (among, self.among) {
            (None, _) => self.rows_in(conn, everybody, sink),
            (Some(ids), Some(narrowed)) => (narrowed.rows)(conn, ids, everybody, sink),
            (Some(_), None) => Err(self.not_narrowed()),
        }
    }

    /// How many of these people, or of all, are left out, and the words for it.
    ///
    /// # Errors
    /// As [`Self::rows_of`].
    pub fn left_out_of(
        &self,
        conn: &Connection,
        among: Option<&BTreeSet<i64>>,
        everybody: bool,
    ) -> Result<(usize, String)> {
        match (among, self.among, self.kept_out) {
            (None, _, _) => self.left_out(conn, everybody),
            (Some(ids), Some(narrowed), Some(kept)) if !everybody => {
                let count = (narrowed.left_out)(conn, ids)?;
                Ok((count, if count > 0 { (kept.says)(count) } else { String::new() }))
            }
            (Some(_), Some(_), _) => Ok((0, String::new())),
            (Some(_), None, _) => Err(self.not_narrowed()),
        }
    }

    fn not_narrowed(&self) -> Problem {
        Problem::usage(t!("The export of {what} cannot be narrowed to a segment", what = self.says.to_lowercase()))
    }

    /// Hands out the rows; with `everybody`, also those it leaves out otherwise.
    ///
    /// # Errors
    /// When the file cannot be read, or what `sink` answers.
    pub fn rows_in(&self, conn: &Connection, everybody: bool, sink: &mut RowSink<'_>) -> Result<usize> {
        match self.kept_out {
            Some(kept) if everybody => (kept.everybody)(conn, sink),
            _ => (self.rows)(conn, sink),
        }
    }

    /// How many are left out, and the words for it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn left_out(&self, conn: &Connection, everybody: bool) -> Result<(usize, String)> {
        match self.kept_out {
            Some(kept) if !everybody => {
                let count = (kept.count)(conn)?;
                Ok((count, if count > 0 { (kept.says)(count) } else { String::new() }))
            }
            _ => Ok((0, String::new())),
        }
    }
}

/// What takes the rows of an export and gives back how many there were.
pub type RowSink<'a> = dyn FnMut(&mut dyn Iterator<Item = Result<Vec<Value>>>) -> Result<usize> + 'a;

/// A report: on screen, as PDF, CSV or XLSX, each figure opening its rows.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    pub name: &'static str,
    pub says: &'static str,
    pub about: &'static str,
    pub sheet: fn(&Connection, &Span) -> Result<Sheet>,
}

/// The days a report covers, both included, and the day it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    pub to: Day,
    pub today: Day,
}

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub title: String,
    /// Under the title: the days covered, what is left out.
    pub subtitle: String,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<SheetRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    pub name: String,
    pub width: Width,
}

/// How wide a column is, and with it how it is aligned: text to the left, figures to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Text,
    Short,
    Day,
    Money,
    Count,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    pub cells: Vec<Cell>,
    /// A total or a heading.
    pub strong: bool,
    /// What the row's figures open, where they do not say it themselves.
    pub opens: Option<Opens>,
}

impl SheetRow {
    /// What a figure of the row opens.
    pub fn opens_at(&self, column: usize) -> Option<&Opens> {
        match self.cells.get(column)? {
            Cell::Opening(_, opens) => Some(opens),
            Cell::Money(_) | Cell::Count(_) => self.opens.as_ref(),
            Cell::Empty | Cell::Text(_) | Cell::Day(_) => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Day(Day),
    Money(Money),
    Count(i64),
    /// A figure that opens other rows than the rest of its row does.
    Opening(Box<Self>, Opens),
}

impl Cell {
    /// What stands in it, whatever it opens.
    pub fn value(&self) -> &Self {
        if let Self::Opening(inner, _) = self { inner.value() } else { self }
    }
}

/// Where a figure leads: a screen, with the search that shows the rows behind it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Opens {
    /// The key of a screen, such as `money.entries`.
    pub screen: &'static str,
    /// A filter in that screen's own words, such as `category:123 2026-01-01..2026-01-31`, or a record's id.
    pub filter: String,
}
