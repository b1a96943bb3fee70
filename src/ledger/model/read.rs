//! Reading typed fields one after the other, and collecting what is wrong with them.

use super::{FieldProblem, Terms};
use crate::kit::{Day, Money, Problem, Result, day};
use crate::t;

/// Reads fields; [`Self::end`] gives the value or all problems.
pub struct Reader<'a> {
    terms: &'a Terms,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    pub fn new(terms: &'a Terms) -> Self {
        Self { terms, problems: Vec::new() }
    }

    pub fn wrong(&mut self, field: &'static str, message: impl Into<String>) {
        self.problems.push(FieldProblem::new(field, message));
    }

    /// A value of a few; an unknown word is a problem beside the field.
    pub fn one_of<T: Default>(&mut self, field: &'static str, found: Result<T>) -> T {
        found.unwrap_or_else(|problem| {
            self.wrong(field, problem.to_string());
            T::default()
        })
    }

    /// A day; none for an empty text.
    pub fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        if text.trim().is_empty() {
            return None;
        }
        match day::typed(text, self.terms.today, self.terms.month_first) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }

    /// A day that must be there; `missing` says so.
    pub fn day_needed(&mut self, field: &'static str, text: &str, missing: &str) -> Day {
        if text.trim().is_empty() {
            self.wrong(field, missing);
        }
        self.day(field, text).unwrap_or(self.terms.today)
    }

    /// An amount that is not below nothing; none for an empty text.
    pub fn amount(&mut self, field: &'static str, text: &str) -> Option<Money> {
        if text.trim().is_empty() {
            return None;
        }
        match self.terms.currency.parse(text, None) {
            Ok(amount) if amount >= Money::ZERO => Some(amount),
            Ok(_) => {
                self.wrong(field, t!("Write the amount without a minus"));
                None
            }
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }

    /// An amount above nothing; `missing` says that it must be there.
    pub fn amount_needed(&mut self, field: &'static str, text: &str, missing: &str) -> Money {
        let before = self.problems.len();
        let amount = self.amount(field, text).unwrap_or_default();
        if amount.is_zero() && self.problems.len() == before {
            self.wrong(field, missing);
        }
        amount
    }

    /// A text that must be there, on one line.
    pub fn text(&mut self, field: &'static str, text: &str, missing: &str) -> String {
        let text = one_line(text);
        if text.is_empty() {
            self.wrong(field, missing);
        }
        text
    }

    /// The value, unless a field could not be taken.
    ///
    /// # Errors
    /// All problems, each with its field.
    pub fn end<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }
}

/// A text on one line, without spaces at its ends or twice in a row.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All problems of a form as one that ends a command.
pub fn wrong_fields(problems: &[FieldProblem]) -> Problem {
    let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.field.replace('_', "-"), p.message)).collect();
    Problem::input(t!("Nothing was recorded. {problems}", problems = said.join("; ")))
}
