//! What the rules are held against: the entries of one donor, and what is known of the donor. Plain values, read by the store.

use super::pack::{Class, Datum};
use crate::kit::{Day, Money};
use crate::ledger::model::{EntryId, EntryKind, Method};
use crate::people::PersonId;

/// Money or goods that came in and were not reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub kind: EntryKind,
    pub method: Method,
    /// As it came in; negative for money given back of which only the payment is known.
    pub amount: Money,
    pub given_back: Money,
    pub received: Day,
    pub banked: Option<Day>,
    /// What the branch found out and decided; nothing in most entries.
    pub facts: Option<Box<Facts>>,
}

/// What was found out about an entry and decided, from the work on its findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub verdict: Option<Verdict>,
    /// The day of the verdict: of acceptance, or on which it was found that it may not be kept.
    pub decided: Option<Day>,
    /// The day the unit learned that something is wrong, where that was noted.
    pub aware: Option<Day>,
    /// Of a collection: by how many people.
    pub people: Option<u32>,
}

/// What the check of a donor came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Accepted,
    Impermissible,
    Unidentified,
    /// Given for somebody else who is not named.
    Indirect,
}

/// From whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    Person(PersonId),
    /// Nobody is known for this entry.
    Nobody(EntryId),
    /// Not about a donor but about the unit itself.
    Unit,
}

/// What is known of a donor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Donor {
    pub organisation: bool,
    pub known: Known,
    /// Two letters of ISO 3166 of the address; empty for the office's own country.
    pub country: String,
    pub class: Option<Class>,
    /// Holds an elected office.
    pub office_holder: bool,
}

/// Which of the data that a law may ask for are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u8);

impl Known {
    pub fn with(mut self, datum: Datum, there: bool) -> Self {
        if there {
            self.0 |= datum.bit();
        }
        self
    }

    pub fn has(self, datum: Datum) -> bool {
        self.0 & datum.bit() != 0
    }
}

/// One donor with all of their entries, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    pub who: Who,
    pub donor: Donor,
    pub entries: Vec<Entry>,
}

impl Entry {
    /// What of it is still there.
    pub fn kept(&self) -> Money {
        self.amount - self.given_back
    }

    pub fn verdict(&self) -> Option<Verdict> {
        self.facts.as_ref().and_then(|f| f.verdict)
    }

    /// Whether it was found that it may not be kept.
    pub fn is_refused(&self) -> bool {
        self.verdict().is_some_and(|v| v != Verdict::Accepted)
    }

    pub fn accepted(&self) -> Day {
        self.facts
            .as_ref()
            .filter(|f| f.verdict == Some(Verdict::Accepted))
            .and_then(|f| f.decided)
            .unwrap_or(self.received)
    }

    /// The day the unit learned that something is wrong with it, where that is known.
    pub fn aware(&self) -> Option<Day> {
        let facts = self.facts.as_ref()?;
        facts.aware.or(facts.decided.filter(|_| self.is_refused()))
    }
}

impl std::fmt::Display for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(id) => write!(f, "p{id}"),
            Self::Nobody(id) => write!(f, "e{id}"),
            Self::Unit => f.write_str("unit"),
        }
    }
}

impl std::str::FromStr for Who {
    type Err = crate::kit::Problem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match (text.strip_prefix('p'), text.strip_prefix('e')) {
            (Some(id), _) => Ok(Self::Person(id.parse()?)),
            (None, Some(id)) => Ok(Self::Nobody(id.parse()?)),
            (None, None) if text == "unit" => Ok(Self::Unit),
            (None, None) => Err(crate::kit::Problem::input(crate::t!("“{text}” names no donor", text = text))),
        }
    }
}

impl serde::Serialize for Who {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Who {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
