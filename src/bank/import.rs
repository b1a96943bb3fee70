//! A file on its way in: its bytes, and whether a table can be a statement at all.

use std::path::Path;

use super::model::{AccountId, Choice, Plan};
use super::ops;
use super::statement::{self, Told, fields};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;
use crate::tabular::{self, DateOrder, DecimalMark, Mapping, Overrides, Question, Source, Terms};

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
    /// What the file leaves open and a person must say before it is read.
    Asks(Box<Question>),
    /// Why it was not read, and whether only its balances are in the way.
    Refused(Problem, bool),
}

/// What a person said about a file that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// It is taken although its balances are missing or do not add up.
    pub unchecked: bool,
    pub date_order: Option<DateOrder>,
    pub decimal_mark: Option<DecimalMark>,
}

impl Answers {
    /// Takes an answer by the keys that a [`Question`] has.
    pub fn take(&mut self, setting: &str, key: &str) {
        match setting {
            "date_order" => {
                let orders = DateOrder::FOUND.into_iter().chain([DateOrder::RocYearMonthDay]);
                self.date_order = orders.into_iter().find(|order| order.key() == key);
            }
            _ => self.decimal_mark = [DecimalMark::Point, DecimalMark::Comma].into_iter().find(|m| m.key() == key),
        }
    }
}

/// A problem that names the file it is about, as everything does that refuses a statement.
pub fn about(name: &str, problem: Problem) -> Problem {
    if problem.message.contains(name) {
        return problem;
    }
    Problem { message: t!("{file}: {what}", file = name, what = problem.message), ..problem }
}

/// Reads a file and works out what taking it into an account would do, as the window shows it before.
///
/// # Errors
/// When the file cannot be read, or is no statement at all.
pub fn seen(office: &Office, path: &Path, account: AccountId, choice: &Choice, said: &Answers) -> Result<Seen> {
    read(office, path, account, choice, said).map_err(|problem| about(&statement::name_of(path), problem))
}

fn read(office: &Office, path: &Path, account: AccountId, choice: &Choice, said: &Answers) -> Result<Seen> {
    let Answers { unchecked, date_order, decimal_mark } = *said;
    let told = Told { unchecked, date_order, decimal_mark, ..ops::reading(office)? };
    let bytes = bytes(path)?;
    let name = statement::name_of(path);
    let read = if statement::format_of(&bytes).is_some() {
        statement::read(&name, &bytes, &told)
    } else {
        let source = tabular::open(path, &Overrides::default())?;
        let guessed = fields::guess(&source);
        let mapping = Mapping {
            date_order: date_order.or(guessed.date_order),
            decimal_mark: decimal_mark.or(guessed.decimal_mark),
            ..guessed
        };
        if !may_be_statement(&source, &mapping) {
            return Err(no_statement(&name));
        }
        let terms = Terms { currency: told.currency, today: told.today };
        if let Some(question) = mapping.questions(&source, fields::FIELDS, &terms).into_iter().next() {
            return Ok(Seen::Asks(Box::new(question)));
        }
        statement::read_table(&source, &mapping, &told)?
    };
    match read {
        Ok(file) => Ok(Seen::Plan(Box::new(ops::prepare(office, &file, account, choice)?))),
        Err(mut unread) => {
            if let Some(question) = unread.question.take() {
                return Ok(Seen::Asks(question));
            }
            // What is read unchecked is all there, and only its sums are not proved.
            let by_balance = !unchecked
                && statement::format_of(&bytes).is_some()
                && statement::read(&name, &bytes, &Told { unchecked: true, ..told }).is_ok();
            Ok(Seen::Refused(unread.problem(), by_balance))
        }
    }
}
