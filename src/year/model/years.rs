//! Financial years: which one is closed next, what was left open, and what became of it.

use super::CloseId;
use crate::cli::ClosingItem;
use crate::kit::{Day, Money, day};
use crate::office::profile::Profile;

/// A financial year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year {
    pub from: Day,
    pub to: Day,
}

impl Year {
    /// The one that a day lies in.
    pub fn of(profile: &Profile, day: Day) -> Self {
        let (from, to) = profile.year_of(day);
        Self { from, to }
    }

    /// `2025`, or `2025/26` where it is not the calendar's.
    pub fn label(self) -> String {
        day::year_words(self.from, self.to)
    }

    /// The year before, as the office counts them now.
    pub fn before(self, profile: &Profile) -> Option<Self> {
        self.from.pred_opt().map(|last| Self::of(profile, last))
    }

    /// The year after. It begins on the day after this one's last, also where the office counts from another day now.
    pub fn after(self, profile: &Profile) -> Option<Self> {
        let from = self.to.succ_opt()?;
        Some(Self { from, to: profile.year_of(from).1 })
    }
}

/// A year that was closed, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub id: CloseId,
    pub year: Year,
    pub on: Day,
    pub by: String,
    pub note: String,
    pub entries: i64,
    /// What lay in all accounts at its end.
    pub balance: Money,
    pub left: Vec<Left>,
    pub reopened: Option<Reopened>,
}

/// That a closed year was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    pub on: Day,
    pub by: String,
    pub why: String,
}

/// What was not settled when a year was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The key of the item.
    pub item: String,
    /// What it said then: "2 batches are keyed and not posted".
    pub says: String,
    pub reason: String,
}

/// How a year stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Closed(CloseId),
    /// Over, and the next to be closed.
    Next,
    /// Over, and an earlier one comes first.
    Later,
    Running,
}

/// The year that is closed next: the one after the last that is closed, else `first`, the year of the first entry.
pub fn next_of(profile: &Profile, closed: Option<Year>, first: Option<Day>) -> Option<Year> {
    match closed {
        Some(last) => last.after(profile),
        None => first.map(|day| Year::of(profile, day)),
    }
}

/// What is open and has no reason to be left; what must be settled is there whatever was said.
pub fn unsettled<'a>(items: &'a [ClosingItem], left: &[(String, String)]) -> Vec<&'a ClosingItem> {
    let said = |item: &ClosingItem| left.iter().any(|(key, why)| key == item.key && !why.trim().is_empty());
    items.iter().filter(|item| item.open > 0 && (item.must || !said(item))).collect()
}
