//! A budget: lines by category with what is planned and what came of it.

use crate::fundraising::model::AppealId;
use crate::kit::{Day, Money, day};
use crate::ledger::model::{CategoryId, CategoryKind};
use crate::office::profile::Profile;

/// What a budget is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A financial year, by its first and last day.
    Year(Day, Day),
    Appeal(AppealId),
}

impl Scope {
    /// The year that a day lies in.
    pub fn year(profile: &Profile, on: Day) -> Self {
        let (from, to) = profile.year_of(on);
        Self::Year(from, to)
    }

    /// The year after this one, or before; an appeal has neither.
    pub fn years_on(self, profile: &Profile, years: i32) -> Option<Self> {
        let Self::Year(from, _) = self else { return None };
        profile.years_on(from, years).map(|(from, to)| Self::Year(from, to))
    }
}

/// `2026`, or `2026/27`.
pub fn label(from: Day, to: Day) -> String {
    day::year_words(from, to)
}

/// A line of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub category: CategoryId,
    pub name: String,
    pub kind: CategoryKind,
    /// Nothing was planned where there is none.
    pub planned: Option<Money>,
    /// What came in or went out; both positive.
    pub actual: Money,
    /// The same in the year before; nothing of an appeal.
    pub before: Option<Money>,
    pub note: String,
}

impl Line {
    /// How much of what was planned came or went, per cent.
    pub fn share(&self) -> Option<i64> {
        let planned = self.planned?.0;
        (planned > 0).then(|| (self.actual.0 * 200 / planned + 1).div_euclid(2))
    }

    /// Whether more went out than was planned, or less came in.
    pub fn is_short(&self) -> bool {
        let Some(planned) = self.planned else {
            return self.kind == CategoryKind::Expense && self.actual > Money::ZERO;
        };
        if self.kind == CategoryKind::Expense { self.actual > planned } else { self.actual < planned }
    }

    /// Whether there is anything to show of it.
    pub fn is_empty(&self) -> bool {
        self.planned.is_none() && self.actual.is_zero() && self.before.is_none_or(Money::is_zero)
    }
}

/// A budget with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub scope: Scope,
    /// Income first, then expenditure.
    pub lines: Vec<Line>,
}

/// Planned, actual and of the year before, of all income or all expenditure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub planned: Money,
    pub actual: Money,
    pub before: Money,
}

impl Whole {
    pub fn of(&self, kind: CategoryKind) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.kind == kind)
    }

    pub fn sums(&self, kind: CategoryKind) -> Sums {
        Sums {
            planned: self.of(kind).filter_map(|line| line.planned).sum(),
            actual: self.of(kind).map(|line| line.actual).sum(),
            before: self.of(kind).filter_map(|line| line.before).sum(),
        }
    }

    /// Income less expenditure.
    pub fn result(&self) -> Sums {
        let (income, expense) = (self.sums(CategoryKind::Income), self.sums(CategoryKind::Expense));
        Sums {
            planned: income.planned - expense.planned,
            actual: income.actual - expense.actual,
            before: income.before - expense.before,
        }
    }

    pub fn is_planned(&self) -> bool {
        self.lines.iter().any(|line| line.planned.is_some())
    }
}

/// What is written into one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub category: CategoryId,
    /// None takes the line away.
    pub amount: Option<Money>,
    pub note: String,
}
