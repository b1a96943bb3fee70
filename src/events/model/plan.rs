//! What is worked out about a plan: clashes, money, how many to expect.

use super::{CategoryId, Occurrence, RowId};
use crate::kit::Money;
use crate::t;

/// Why two events are in each other's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// In the same venue at the same time.
    Venue,
    /// These people are to be at both.
    People(Vec<String>),
    /// On the same day.
    Day,
    /// A partner has something on that day.
    Partner,
}

/// Something that is in the way of one time of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub mine: Occurrence,
    pub other: Occurrence,
    pub why: Why,
}

impl Clash {
    /// Whether one of the two has to move.
    pub fn is_hard(&self) -> bool {
        matches!(self.why, Why::Venue | Why::People(_))
    }

    pub fn says(&self) -> String {
        let what = &self.other.title;
        match &self.why {
            Why::Venue => t!("{place} is taken by “{what}”", place = self.other.place, what = what),
            Why::People(names) => t!("{names} also at “{what}”", names = names.join(", "), what = what),
            Why::Day => t!("“{what}” is on the same day", what = what),
            Why::Partner => t!("{partner} has “{what}” that day", partner = self.other.partner, what = what),
        }
    }
}

/// A line of an event's budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    pub id: RowId,
    pub income: bool,
    pub name: String,
    pub category: Option<CategoryId>,
    pub category_name: String,
    pub estimate: Money,
    pub committed: Money,
    /// For each ticket, rather than once.
    pub each: bool,
    pub note: String,
    /// What the ledger says of its category; of several lines of one category the first has it.
    pub actual: Option<Money>,
}

/// An event's money: planned, bound, moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    pub lines: Vec<BudgetLine>,
    /// What the ledger has for it and no line names: the category and its sum, income positive.
    pub unplanned: Vec<(CategoryId, String, Money, bool)>,
    /// The price of a ticket, over the levels that are sold: the mean by places, else plainly.
    pub ticket: Money,
    /// How many are planned to buy one.
    pub tickets: i64,
    pub came: i64,
}

impl Budget {
    fn sum(&self, income: bool, of: impl Fn(&BudgetLine) -> Money) -> Money {
        self.lines.iter().filter(|line| line.income == income).map(of).sum()
    }

    fn estimate(&self, income: bool) -> Money {
        let times = |line: &BudgetLine| {
            if line.each { Money(line.estimate.0.saturating_mul(self.tickets)) } else { line.estimate }
        };
        self.sum(income, times)
    }

    /// What comes in by the plan, tickets included where no line names them.
    pub fn planned_income(&self) -> Money {
        self.estimate(true)
    }

    pub fn planned_cost(&self) -> Money {
        self.estimate(false)
    }

    pub fn committed_cost(&self) -> Money {
        self.sum(false, |line| line.committed)
    }

    fn actual(&self, income: bool) -> Money {
        let lines = self.sum(income, |line| line.actual.unwrap_or_default());
        lines + self.unplanned.iter().filter(|(.., side)| *side == income).map(|(_, _, sum, _)| *sum).sum::<Money>()
    }

    pub fn actual_income(&self) -> Money {
        self.actual(true)
    }

    pub fn actual_cost(&self) -> Money {
        self.actual(false)
    }

    /// How many tickets bring in what the event costs: none where one costs more than it brings.
    pub fn break_even(&self) -> Option<i64> {
        let once = |income: bool| {
            self.lines
                .iter()
                .filter(|l| l.income == income && !l.each)
                .map(|l| l.estimate.max(l.committed))
                .sum::<Money>()
        };
        let each = self.lines.iter().filter(|l| !l.income && l.each).map(|l| l.estimate).sum::<Money>();
        break_even(once(false), once(true), self.ticket, each)
    }

    /// What it cost for each who came; none where nobody did.
    pub fn cost_per_head(&self) -> Option<Money> {
        (self.came > 0).then(|| Money((self.actual_cost().0 + self.came / 2).div_euclid(self.came)))
    }
}

/// How many tickets have to be sold so that fixed costs, less what comes in anyway, are paid by what each ticket leaves.
pub fn break_even(fixed: Money, anyway: Money, ticket: Money, each: Money) -> Option<i64> {
    let (need, leaves) = (fixed - anyway, ticket - each);
    if need <= Money::ZERO {
        return Some(0);
    }
    (leaves > Money::ZERO).then(|| need.0.div_euclid(leaves.0) + i64::from(need.0.rem_euclid(leaves.0) > 0))
}

/// How many of those who signed up are expected, where so many per cent never come; halves count down, as an organiser would.
pub fn planned_to_come(signed: i64, no_show: i64) -> i64 {
    (signed.max(0) * (100 - no_show.clamp(0, 100))).div_euclid(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_tickets_that_pays_for_an_evening() {
        let pounds = |n: i64| Money(n * 100);
        assert_eq!(break_even(pounds(1000), pounds(0), pounds(50), pounds(30)), Some(50));
        assert_eq!(
            break_even(pounds(1001), pounds(0), pounds(50), pounds(30)),
            Some(51),
            "a part of a ticket is a ticket"
        );
        assert_eq!(break_even(pounds(1000), pounds(400), pounds(50), pounds(30)), Some(30), "sponsors pay first");
        assert_eq!(break_even(pounds(400), pounds(400), pounds(50), pounds(30)), Some(0));
        assert_eq!(
            break_even(pounds(1000), pounds(0), pounds(30), pounds(30)),
            None,
            "each ticket costs what it brings"
        );
    }

    #[test]
    fn half_of_those_who_sign_up_are_expected() {
        assert_eq!(
            [planned_to_come(10, 50), planned_to_come(5, 50), planned_to_come(0, 50), planned_to_come(8, 25)],
            [5, 2, 0, 6]
        );
    }
}
