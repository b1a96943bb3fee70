//! What a person types about an appeal, another word for one, and a time that people were asked.

use serde::{Deserialize, Serialize};

use super::read::one_line;
use super::{FieldProblem, NewAppeal, NewAsk, NewName, Reader, Terms};
use crate::kit::{Currency, Day, day};
use crate::t;

/// A half-typed appeal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppealForm {
    pub name: String,
    pub target: String,
    pub cost: String,
    pub starts: String,
    pub ends: String,
    pub note: String,
}

fn short(day: Option<Day>) -> String {
    day.map(day::short).unwrap_or_default()
}

impl AppealForm {
    /// The form filled with an appeal.
    pub fn of(appeal: &NewAppeal, currency: Currency) -> Self {
        let money = |sum: Option<_>| sum.map(|sum| currency.figures(sum)).unwrap_or_default();
        Self {
            name: appeal.name.clone(),
            target: money(appeal.target),
            cost: money(appeal.cost),
            starts: short(appeal.starts),
            ends: short(appeal.ends),
            note: appeal.note.clone(),
        }
    }

    /// The appeal, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewAppeal, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let name = read.text("name", &self.name, t!("Give the appeal a name"));
        let target = read.amount("target", &self.target).filter(|sum| !sum.is_zero());
        let cost = read.amount("cost", &self.cost);
        let (starts, ends) = (read.day("starts", &self.starts), read.day("ends", &self.ends));
        if starts.zip(ends).is_some_and(|(starts, ends)| ends < starts) {
            read.wrong("ends", t!("That is before it starts"));
        }
        read.end(NewAppeal { name, target, cost, starts, ends, note: self.note.trim().to_owned() })
    }
}

/// A half-typed word for an appeal, or page. Whose it is stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NameForm {
    pub name: String,
    pub target: String,
    pub address: String,
}

impl NameForm {
    /// The word, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewName, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let name = read.text("name", &self.name, t!("Write the word that lists or pages use"));
        let target = read.amount("target", &self.target).filter(|sum| !sum.is_zero());
        read.end(NewName { name, person: None, target, address: one_line(&self.address) })
    }
}

/// A half-typed time that people were asked. Who they are stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    pub day: String,
    pub how: String,
    pub whom: String,
    pub note: String,
}

impl AskForm {
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewAsk, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let day = read.day("day", &self.day).unwrap_or(terms.today);
        read.end(NewAsk {
            day,
            how: one_line(&self.how),
            whom: one_line(&self.whom),
            note: self.note.trim().to_owned(),
        })
    }
}
