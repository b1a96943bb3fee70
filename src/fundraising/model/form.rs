//! What a person types about a pledge.

use serde::{Deserialize, Serialize};

use super::read::one_line;
use super::{FieldProblem, Method, NewPledge, Reader, Rhythm, Terms};
use crate::kit::{Currency, Day, day};
use crate::t;

/// A half-typed pledge. Whose it is stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PledgeForm {
    pub amount: String,
    /// The key of a [`Rhythm`]; empty for monthly.
    pub rhythm: String,
    /// Empty for today.
    pub first: String,
    /// Empty: until it is cancelled.
    pub end: String,
    pub appeal: String,
    pub method: String,
    pub reference: String,
    pub note: String,
    /// The day it was promised; may be empty.
    pub pledged: String,
}

impl PledgeForm {
    /// A new one, promised today.
    pub fn new(today: Day) -> Self {
        Self {
            rhythm: Rhythm::Monthly.key().to_owned(),
            first: day::short(today),
            pledged: day::short(today),
            ..Self::default()
        }
    }

    /// The form filled with a pledge.
    pub fn of(pledge: &NewPledge, currency: Currency) -> Self {
        let show = |day: Option<Day>| day.map(day::short).unwrap_or_default();
        Self {
            amount: currency.figures(pledge.amount),
            rhythm: pledge.rhythm.key().to_owned(),
            first: day::short(pledge.first),
            end: show(pledge.end),
            appeal: pledge.appeal.clone(),
            method: pledge.method.key().to_owned(),
            reference: pledge.reference.clone(),
            note: pledge.note.clone(),
            pledged: show(pledge.pledged),
        }
    }

    /// The pledge, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<NewPledge, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let amount = read.amount_needed("amount", &self.amount, t!("Say how much each time"));
        let rhythm = if self.rhythm.is_empty() { Ok(Rhythm::Monthly) } else { Rhythm::of(&self.rhythm) };
        let rhythm = read.one_of("rhythm", rhythm);
        let first = read.day("first", &self.first).unwrap_or(terms.today);
        let mut end = read.day("end", &self.end);
        if end.is_some_and(|end| end < first) {
            read.wrong("end", t!("That is before the first day"));
        }
        if rhythm == Rhythm::Once {
            end = None;
        }
        let method = read.one_of("method", Method::of(&self.method));
        if method == Method::InKind {
            read.wrong("method", t!("A pledge is of money; what is given in kind is recorded when it comes"));
        }
        let pledged = read.day("pledged", &self.pledged);
        if pledged.is_some_and(|on| on > terms.today) {
            read.wrong("pledged", t!("That day has not come yet"));
        }
        read.end(NewPledge {
            amount,
            rhythm,
            first,
            end,
            appeal: one_line(&self.appeal),
            method,
            reference: one_line(&self.reference),
            note: self.note.trim().to_owned(),
            pledged,
        })
    }
}
