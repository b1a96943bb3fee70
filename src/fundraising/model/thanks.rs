//! Who is to be thanked, and how somebody was.

use super::read::{Reader, one_line};
use super::{FieldProblem, PersonId, Terms};
use crate::kit::{Day, Money};
use crate::t;

/// Somebody who gave and was not thanked since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToThank {
    pub person: PersonId,
    pub name: String,
    /// Donations that stand and were recorded after the last thanks.
    pub gifts: usize,
    pub sum: Money,
    /// The day of the last of them.
    pub last: Day,
    /// When they were thanked before, if they were.
    pub thanked: Option<Day>,
    /// They gave for the first time.
    pub first_time: bool,
    /// They are not to be contacted: thanked in person, or not at all.
    pub stopped: bool,
}

/// Thanks, as they are kept in the log of each person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewThanks {
    pub day: Day,
    /// `letter`, `in person` or any other word.
    pub how: String,
    pub about: String,
}

/// The fields of such thanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThanksForm {
    pub day: String,
    pub how: String,
    pub about: String,
}

impl ThanksForm {
    /// # Errors
    /// The fields that cannot be right.
    pub fn parse(&self, terms: &Terms) -> Result<NewThanks, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let day = read.day("day", &self.day).unwrap_or(terms.today);
        if day > terms.today {
            read.wrong("day", t!("Nobody was thanked on a day that is still to come"));
        }
        let about = one_line(&self.about);
        let about = if about.is_empty() { t!("For what they gave").to_owned() } else { about };
        read.end(NewThanks { day, how: one_line(&self.how), about })
    }
}
