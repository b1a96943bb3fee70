//! Prospects: people who may give more than they do, and the next step with each.

use serde::{Deserialize, Serialize};

use super::read::{Reader, one_line};
use super::{FieldProblem, PersonId, ProspectId, Terms};
use crate::kit::{Currency, Day, Money, Problem, Result, day};
use crate::t;

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    #[default]
    Open,
    Asked,
    Gave,
    Declined,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Open, Self::Asked, Self::Gave, Self::Declined];

    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Asked => "asked",
            Self::Gave => "gave",
            Self::Declined => "declined",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Open => t!("To be asked"),
            Self::Asked => t!("Asked"),
            Self::Gave => t!("Gave"),
            Self::Declined => t!("Declined"),
        }
    }

    /// # Errors
    /// When it is none.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key).ok_or_else(|| {
            Problem::input(t!("“{word}” is no state of a prospect", word = key))
                .hint(t!("Use one of open, asked, gave, declined"))
        })
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Asked)
    }
}

/// What is known of a prospect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewProspect {
    /// What they could give in a year.
    pub capacity: Option<Money>,
    pub interest: String,
    pub asker: String,
    pub step: String,
    pub due: Option<Day>,
    pub state: Standing,
    pub note: String,
}

/// A prospect with what they gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    pub id: ProspectId,
    pub person: PersonId,
    pub name: String,
    pub new: NewProspect,
    /// In the twelve months up to the day that was asked for.
    pub given: Money,
}

impl Prospect {
    /// Whether the next step should have been taken.
    pub fn is_late(&self, today: Day) -> bool {
        self.new.state.is_open() && self.new.due.is_some_and(|due| due < today)
    }
}

/// The typed fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProspectForm {
    pub capacity: String,
    pub interest: String,
    pub asker: String,
    pub step: String,
    pub due: String,
    pub state: String,
    pub note: String,
}

impl ProspectForm {
    pub fn of(new: &NewProspect, currency: Currency) -> Self {
        Self {
            capacity: new.capacity.map(|sum| currency.plain(sum)).unwrap_or_default(),
            interest: new.interest.clone(),
            asker: new.asker.clone(),
            step: new.step.clone(),
            due: new.due.map(day::short).unwrap_or_default(),
            state: new.state.key().to_owned(),
            note: new.note.clone(),
        }
    }

    /// # Errors
    /// The fields that cannot be right.
    pub fn parse(&self, terms: &Terms) -> Result<NewProspect, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let capacity = read.amount("capacity", &self.capacity).filter(|sum| !sum.is_zero());
        let due = read.day("due", &self.due);
        let step = one_line(&self.step);
        if due.is_some() && step.is_empty() {
            read.wrong("step", t!("Say what is done on that day"));
        }
        let state =
            if self.state.is_empty() { Standing::Open } else { read.one_of("state", Standing::of(&self.state)) };
        read.end(NewProspect {
            capacity,
            interest: one_line(&self.interest),
            asker: one_line(&self.asker),
            step,
            due,
            state,
            note: self.note.trim().to_owned(),
        })
    }
}
