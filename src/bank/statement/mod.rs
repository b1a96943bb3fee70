//! Statements as banks and payment services write them, read into one form: OFX and QFX, QIF, CAMT.052 to .054, MT940 and
//! MT942, and tables of any layout.
//!
//! [`read`] looks at the bytes, not at the name. A file is read whole or not at all: whatever is wrong is said with its line,
//! and nothing of the file is kept. Nothing here knows the office; days, amounts and balances are as the file states them.

mod amount;
mod camt;
mod days;
mod dos;
pub mod fields;
mod mt940;
mod mt940_tags;
mod mt940_text;
mod ofx;
mod proof;
mod qif;
mod sgml;
mod table;
mod table_rules;
mod text;

#[cfg(test)]
mod tests;

use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::kit::{Currency, Day, Money, Problem, Result};
use crate::t;
use crate::tabular::{CellProblem, DateOrder, DecimalMark, Mapping, Question, Source};

pub use amount::digits_of;

/// Lines of one file; a party's account has some hundreds in a year.
const MOST_LINES: usize = 1_000_000;
/// Bytes of one text of a line.
const MOST_TEXT: usize = 16 * 1024;
/// Problems of one file that are told; one slip may make all lines wrong.
const MOST_PROBLEMS: usize = 50;

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Ofx,
    Qif,
    Camt,
    Mt940,
    Table,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Ofx, Self::Qif, Self::Camt, Self::Mt940, Self::Table];

    /// As the file of the office keeps it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ofx => "ofx",
            Self::Qif => "qif",
            Self::Camt => "camt",
            Self::Mt940 => "mt940",
            Self::Table => "table",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Ofx => t!("OFX"),
            Self::Qif => t!("QIF"),
            Self::Camt => t!("CAMT"),
            Self::Mt940 => t!("MT940"),
            Self::Table => t!("Table"),
        }
    }
}

/// One account over some days, as the bank states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The account's number as the file writes it; empty where it says nothing.
    pub account: String,
    /// ISO 4217, upper case; none where the file says nothing.
    pub currency: Option<String>,
    /// The days it covers, where it states them; else those of its lines.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub opening: Option<Balance>,
    pub closing: Option<Balance>,
    pub lines: Vec<Line>,
}

/// What lies in an account at the end of a day, in minor units of the statement's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    pub amount: Money,
    pub on: Option<Day>,
}

/// One booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bank's own id of the booking, by which it is known when it comes again; empty where the bank gives none.
    pub id: String,
    pub booked: Day,
    /// The day from which interest is reckoned.
    pub valued: Option<Day>,
    /// Into the account positive, in minor units of the statement's currency.
    pub amount: Money,
    /// Who is at the other end.
    pub name: String,
    pub number: String,
    pub purpose: String,
    pub reference: String,
    /// As the bank calls it: `DIRECTDEP`, `NTRF`, `Dauerauftrag`; `fee` for what a payment service kept.
    pub kind: String,
    /// The line of the file, or the row of the table, counted from 1.
    pub row: usize,
}

impl Line {
    fn new(booked: Day, amount: Money, row: usize) -> Self {
        Self {
            id: String::new(),
            booked,
            valued: None,
            amount,
            name: String::new(),
            number: String::new(),
            purpose: String::new(),
            reference: String::new(),
            kind: String::new(),
            row,
        }
    }

    /// What a person reads first: who, else what for, else what the bank calls it.
    pub fn title(&self) -> &str {
        [&self.name, &self.purpose, &self.reference, &self.kind].into_iter().find(|t| !t.is_empty()).map_or("", |t| t)
    }
}

impl Statement {
    /// The sum of its lines.
    pub fn sum(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// The first and last day of its lines.
    pub fn span(&self) -> Option<(Day, Day)> {
        let days = || self.lines.iter().map(|line| line.booked);
        days().min().zip(days().max())
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Without its folders.
    pub name: String,
    /// The SHA-256 of its bytes in hexadecimal.
    pub digest: String,
    pub format: Format,
    pub statements: Vec<Statement>,
    /// What was odd and what was done about it, as sentences.
    pub notes: Vec<String>,
}

impl File {
    /// How many lines there are in all.
    pub fn count(&self) -> usize {
        self.statements.iter().map(|s| s.lines.len()).sum()
    }
}

/// Why a file was not read: everything that is wrong with it, with the line of each. Line 0 stands for the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub name: String,
    pub problems: Vec<CellProblem>,
    /// How many more there are.
    pub more: usize,
    /// What the file leaves open and a person must say: the order of its dates.
    pub question: Option<Box<Question>>,
    pub hint: Option<String>,
}

impl Unread {
    /// The problem as a message: file, line, reason.
    pub fn problem(self) -> Problem {
        let Some(first) = self.problems.first() else {
            return Problem::defect(t!("A statement was refused without a reason"));
        };
        let place = match (first.row, first.column.as_str()) {
            (0, _) => self.name.clone(),
            (row, "") => t!("{file}, line {row}", file = self.name, row = row),
            (row, column) => t!("{file}, row {row}, {column}", file = self.name, row = row, column = column),
        };
        let more = self.problems.len() - 1 + self.more;
        let problem = Problem::input(if more == 0 {
            t!("{place}: {what}. Nothing was read", place = place, what = first.message)
        } else {
            t!(
                "{place}: {what}, and {more} more problems. Nothing was read",
                place = place,
                what = first.message,
                more = more
            )
        });
        match self.hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }
}

/// What a person says about a file, or the office knows.
#[derive(Clone, Debug)]
pub struct Told {
    /// The office's: it says how many decimals an amount has where the file names no currency.
    pub currency: Currency,
    pub today: Day,
    pub encoding: Option<String>,
    pub date_order: Option<DateOrder>,
    pub decimal_mark: Option<DecimalMark>,
    /// A statement is taken although its balances are missing or do not add up.
    pub unchecked: bool,
}

impl Told {
    pub fn new(currency: Currency, today: Day) -> Self {
        Self { currency, today, encoding: None, date_order: None, decimal_mark: None, unchecked: false }
    }
}

/// What a reader of one format gives back.
type Reading = std::result::Result<(Vec<Statement>, Vec<String>), Flaws>;

/// What is wrong with a file, as a reader finds it.
#[derive(Debug, Default)]
struct Flaws {
    all: Vec<CellProblem>,
    more: usize,
    question: Option<Box<Question>>,
    hint: Option<String>,
}

impl Flaws {
    /// One thing that makes the rest not worth reading.
    fn one(row: usize, message: impl Into<String>) -> Self {
        let mut flaws = Self::default();
        flaws.add(row, message);
        flaws
    }

    fn add(&mut self, row: usize, message: impl Into<String>) {
        self.add_at(row, "", message);
    }

    fn add_at(&mut self, row: usize, column: &str, message: impl Into<String>) {
        if self.all.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        self.all.push(CellProblem { row, column: column.to_owned(), message: message.into() });
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn unread(self, name: &str) -> Unread {
        let Self { all, more, question, hint } = self;
        Unread { name: name.to_owned(), problems: all, more, question, hint }
    }
}

/// The name of a file without its folders.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// What the bytes of a file are: a statement in a form of its own, or something that only a table can be.
pub fn format_of(bytes: &[u8]) -> Option<Format> {
    text::format_of(bytes)
}

/// Reads a statement in one of the banks' own forms.
///
/// # Errors
/// Everything that is wrong with it; then nothing was read. A table is refused too: it needs [`read_table`].
pub fn read(name: &str, bytes: &[u8], told: &Told) -> std::result::Result<File, Unread> {
    let reading = match text::format_of(bytes) {
        Some(Format::Ofx) => ofx::read(bytes, told).map(|read| (Format::Ofx, read)),
        Some(Format::Qif) => qif::read(bytes, told).map(|read| (Format::Qif, read)),
        Some(Format::Camt) => camt::read(bytes, told).map(|read| (Format::Camt, read)),
        Some(Format::Mt940) => mt940::read(bytes, told).map(|read| (Format::Mt940, read)),
        Some(Format::Table) | None => Err(Flaws::one(0, t!("This is no statement in a form that is known here"))
            .hint(t!("OFX, QFX, QIF, CAMT.052 to .054, MT940, and tables (CSV, XLSX, ODS) can be read"))),
    };
    let (format, (statements, notes)) = reading.map_err(|flaws| flaws.unread(name))?;
    let statements = sound(statements, told).map_err(|flaws| flaws.unread(name))?;
    Ok(File { name: name.to_owned(), digest: digest(bytes), format, statements, notes })
}

/// Reads a table with a map that says which column is what.
///
/// # Errors
/// When the map does not fit the table.
pub fn read_table(source: &Source, mapping: &Mapping, told: &Told) -> Result<std::result::Result<File, Unread>> {
    let name = name_of(&source.path);
    let read = table::read(source, mapping, told)?;
    Ok(read.and_then(|(statements, notes)| Ok((sound(statements, told)?, notes))).map_or_else(
        |flaws| Err(flaws.unread(&name)),
        |(statements, notes)| {
            let notes = source.notes.iter().cloned().chain(notes).collect();
            Ok(File {
                name: name.clone(),
                digest: source.digest().to_owned(),
                format: Format::Table,
                statements,
                notes,
            })
        },
    ))
}

/// Fits a map to a table; no row is read.
///
/// # Errors
/// When the map does not fit, or names no amount.
pub fn fits(source: &Source, mapping: &Mapping, told: &Told) -> Result<()> {
    table::fit(source, mapping, told).map(|_| ())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What holds for every form: bounds, balances that add up, days that are possible.
fn sound(statements: Vec<Statement>, told: &Told) -> std::result::Result<Vec<Statement>, Flaws> {
    proof::bounds(&statements, told.today)?;
    if !told.unchecked {
        proof::balances(&statements)?;
    }
    let mut statements = proof::chained(statements);
    for statement in &mut statements {
        let balances = [statement.opening, statement.closing].map(|b| b.and_then(|b| b.on));
        let span = statement.span();
        statement.from = statement.from.or(span.map(|(first, _)| first)).or(balances[0]);
        statement.to = statement.to.or(span.map(|(_, last)| last)).or(balances[1]);
        for line in &mut statement.lines {
            line.name = tidy(&line.name);
            line.purpose = tidy(&line.purpose);
            line.reference = tidy(&line.reference);
        }
    }
    Ok(statements)
}

/// On one line, without doubled spaces.
fn tidy(text: &str) -> String {
    let clean = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !text.chars().any(|c| c.is_whitespace() && c != ' ');
    if clean { text.to_owned() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") }
}
