//! Who gave again: the donors of a year beside those of the year before.
//!
//! Retention is the share of a year's donors who give again in the next; the sector's usual measure (Fundraising
//! Effectiveness Project, Association of Fundraising Professionals).

use std::collections::BTreeMap;

use super::PersonId;
use super::appeal::percent;
use crate::kit::{Day, Money};
use crate::t;

/// A donor beside the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Donor {
    /// Gave the year before and not this year.
    Lapsed,
    /// Gave in both.
    Kept,
    /// Gave this year and in some year before the last.
    Back,
    /// Gave for the first time.
    New,
}

impl Donor {
    pub const ALL: [Self; 4] = [Self::Lapsed, Self::Kept, Self::Back, Self::New];

    pub fn key(self) -> &'static str {
        match self {
            Self::Lapsed => "lapsed",
            Self::Kept => "kept",
            Self::Back => "back",
            Self::New => "new",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Lapsed => t!("Not this year"),
            Self::Kept => t!("Gave again"),
            Self::Back => t!("Came back"),
            Self::New => t!("New"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// One donor's two years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonorYears {
    pub person: PersonId,
    pub name: String,
    pub state: Donor,
    pub now: Money,
    pub before: Money,
    /// The day of the last donation of the two years.
    pub last: Day,
}

/// What one donor gave in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub person: PersonId,
    pub name: String,
    pub sum: Money,
    pub last: Day,
}

/// Sets the donors of a year beside those of the year before; `earlier` says who gave before both. Those who took back all
/// they gave are no donors. Lapsed ones first, then by what they gave.
pub fn side_by_side(now: Vec<Given>, before: Vec<Given>, earlier: impl Fn(PersonId) -> bool) -> Vec<DonorYears> {
    let gave = |given: Vec<Given>| given.into_iter().filter(|g| g.sum > Money::ZERO).map(|g| (g.person, g));
    let mut then: BTreeMap<PersonId, Given> = gave(before).collect();
    let mut all: Vec<DonorYears> = gave(now)
        .map(|(person, given)| {
            let before = then.remove(&person);
            let state = match &before {
                Some(_) => Donor::Kept,
                None if earlier(person) => Donor::Back,
                None => Donor::New,
            };
            let before = before.map(|g| g.sum).unwrap_or_default();
            DonorYears { person, name: given.name, state, now: given.sum, before, last: given.last }
        })
        .collect();
    all.extend(then.into_iter().map(|(person, given)| DonorYears {
        person,
        name: given.name,
        state: Donor::Lapsed,
        now: Money::ZERO,
        before: given.sum,
        last: given.last,
    }));
    all.sort_by(|a, b| (a.state, b.now.max(b.before), a.person).cmp(&(b.state, a.now.max(a.before), b.person)));
    all
}

/// Two years' donors in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Donors of the year before.
    pub before: usize,
    pub kept: usize,
    pub lapsed: usize,
    pub back: usize,
    pub new: usize,
    pub given_before: Money,
    pub given: Money,
}

impl Retention {
    pub fn of(donors: &[DonorYears]) -> Self {
        let mut found = Self::default();
        for donor in donors {
            let (place, was) = match donor.state {
                Donor::Lapsed => (&mut found.lapsed, true),
                Donor::Kept => (&mut found.kept, true),
                Donor::Back => (&mut found.back, false),
                Donor::New => (&mut found.new, false),
            };
            *place += 1;
            found.before += usize::from(was);
            found.given_before += donor.before;
            found.given += donor.now;
        }
        found
    }

    /// Donors of the year.
    pub fn donors(&self) -> usize {
        self.kept + self.back + self.new
    }

    /// The share of the year before's donors who gave again, per cent.
    pub fn share(&self) -> Option<i64> {
        percent(i64::try_from(self.kept).ok()?, i64::try_from(self.before).ok()?)
    }
}
