//! Appeals: what was asked for, of whom, and what came of it.

use std::collections::BTreeMap;

use super::{AppealId, AppealNameId, AskId, PersonId};
use crate::kit::fold::fold;
use crate::kit::{Day, Money};
use crate::t;

/// An appeal that can be planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewAppeal {
    /// As entries, pledges and lists call it.
    pub name: String,
    /// What it should bring.
    pub target: Option<Money>,
    /// What it is planned to cost.
    pub cost: Option<Money>,
    pub starts: Option<Day>,
    pub ends: Option<Day>,
    pub note: String,
}

/// An appeal as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    pub id: AppealId,
    pub terms: NewAppeal,
    /// The other words for it, in the order of the alphabet.
    pub names: Vec<OtherName>,
}

/// Another word for an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherName {
    pub id: AppealNameId,
    pub new: NewName,
    /// The name of whose page it is; empty where it is nobody's.
    pub owner: String,
}

/// Another word for an appeal: how a list writes it, or somebody's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewName {
    pub name: String,
    /// Whose page it is.
    pub person: Option<PersonId>,
    /// What the page should bring.
    pub target: Option<Money>,
    /// Where the page is found.
    pub address: String,
}

/// One time that people were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAsk {
    pub day: Day,
    pub how: String,
    /// Who these people are, in words.
    pub whom: String,
    pub note: String,
}

/// One time that people were asked, with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    pub id: AskId,
    pub appeal: AppealId,
    pub terms: NewAsk,
    pub asked: usize,
    /// Those who have given to the appeal since.
    pub answered: usize,
    /// What they have given since.
    pub given: Money,
}

/// Whether an appeal is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Running,
    Planned,
    Ended,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Running, Self::Planned, Self::Ended];

    pub fn key(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Planned => "planned",
            Self::Ended => "ended",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Running => t!("Running"),
            Self::Planned => t!("Planned"),
            Self::Ended => t!("Ended"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }
}

impl NewAppeal {
    /// Whether it runs on a day. Without days it always does.
    pub fn stage(&self, on: Day) -> Stage {
        if self.starts.is_some_and(|starts| starts > on) {
            Stage::Planned
        } else if self.ends.is_some_and(|ends| ends < on) {
            Stage::Ended
        } else {
            Stage::Running
        }
    }
}

impl Appeal {
    /// Every word by which entries may call it.
    pub fn words(&self) -> Vec<String> {
        std::iter::once(self.terms.name.clone()).chain(self.names.iter().map(|n| n.new.name.clone())).collect()
    }
}

/// What an appeal brought and cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All income that names it, less what was given back; loans are none. In kind counts at its value.
    pub raised: Money,
    /// All expenditure that names it, less what came back.
    pub spent: Money,
    /// What of the income are donations, less what was given back.
    pub given: Money,
    /// How many donations stand.
    pub gifts: usize,
    /// How many known people and organisations gave and did not take it back.
    pub donors: usize,
    /// Of the first and the last donation.
    pub first: Option<Day>,
    pub last: Option<Day>,
}

impl Progress {
    /// Of a donation.
    pub fn average(&self) -> Option<Money> {
        let gifts = i64::try_from(self.gifts).ok().filter(|n| *n > 0)?;
        Some(Money(div_round(self.given.0, gifts)))
    }

    /// What it cost: what was spent, or what was planned while nothing was.
    pub fn cost(&self, planned: Option<Money>) -> Option<Cost> {
        if self.spent > Money::ZERO {
            return Some(Cost { sum: self.spent, is_planned: false });
        }
        planned.filter(|sum| *sum > Money::ZERO).map(|sum| Cost { sum, is_planned: true })
    }

    /// What came back for each whole unit of currency that it cost (minor units): £4.20 for each £1.
    pub fn each(&self, planned: Option<Money>, unit: i64) -> Option<Money> {
        let cost = self.cost(planned)?;
        Some(Money(div_round(self.raised.0.checked_mul(unit)?, cost.sum.0)))
    }

    /// How much of a target it brought, per cent.
    pub fn share(&self, target: Option<Money>) -> Option<i64> {
        percent(self.raised.0, target?.0)
    }
}

/// What an appeal cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub sum: Money,
    /// Nothing was spent yet, so this is what was planned.
    pub is_planned: bool,
}

/// A part of a whole, per cent, rounded down: 99.9 % is not all of it. None of nothing.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| i64::try_from(i128::from(part) * 100 / i128::from(whole)).unwrap_or(i64::MAX))
}

/// Rounds half away from nought.
pub(super) fn div_round(sum: i64, by: i64) -> i64 {
    let (sum, by) = (i128::from(sum), i128::from(by));
    let half = by / 2;
    let rounded = if sum < 0 { (sum - half) / by } else { (sum + half) / by };
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

/// Which appeal is meant by each of the words that entries use.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, AppealId>);

impl Names {
    pub fn of(appeals: &[Appeal]) -> Self {
        let words = appeals.iter().flat_map(|a| a.words().into_iter().map(|word| (fold(&word), a.id)));
        Self(words.collect())
    }

    /// The appeal that a word stands for; none for one that nobody planned.
    pub fn get(&self, word: &str) -> Option<AppealId> {
        self.0.get(&fold(word)).copied()
    }
}

/// Points of a line: what came until each day, from nothing on the first.
pub fn added_up(days: &[(Day, Money)]) -> Vec<(Day, Money)> {
    let mut sum = Money::ZERO;
    days.iter()
        .map(|(day, amount)| {
            sum += *amount;
            (*day, sum)
        })
        .collect()
}
