//! Classes of membership with their fees, and how the branch counts years.

use chrono::Datelike as _;

use super::{ClassId, Numbers, Rule};
use crate::kit::{Day, Money, Problem, Result};
use crate::t;

/// A kind of membership, as the party names it: full, reduced, family, honorary, supporter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    pub id: ClassId,
    pub name: String,
    /// Whether its members pay dues. One that owes none (honorary) never lapses.
    pub owes: bool,
    /// Whether its members may vote, where a rule names no classes.
    pub votes: bool,
    /// Whether one fee covers dependants.
    pub family: bool,
    /// Its place in lists.
    pub position: i64,
    /// Takes no new members.
    pub closed: bool,
    pub note: String,
    /// In order of their days.
    pub fees: Vec<Fee>,
}

/// What a class costs for twelve months, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fee {
    pub from: Day,
    /// Minor units for twelve months.
    pub amount: Money,
}

impl Class {
    /// The yearly fee in force on a day; `None` before the first one.
    pub fn fee_on(&self, day: Day) -> Option<Money> {
        self.fees.iter().rev().find(|fee| fee.from <= day).map(|fee| fee.amount)
    }
}

/// Every how many months dues are paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rhythm {
    Monthly,
    Quarterly,
    HalfYearly,
    #[default]
    Yearly,
}

impl Rhythm {
    pub const ALL: [Self; 4] = [Self::Yearly, Self::HalfYearly, Self::Quarterly, Self::Monthly];

    /// 1, 3, 6 or 12.
    pub fn months(self) -> u32 {
        match self {
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Yearly => 12,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Monthly => t!("Monthly"),
            Self::Quarterly => t!("Quarterly"),
            Self::HalfYearly => t!("Half-yearly"),
            Self::Yearly => t!("Yearly"),
        }
    }

    /// The rhythm of so many months.
    ///
    /// # Errors
    /// When it is none of 1, 3, 6 and 12.
    pub fn of(months: u32) -> Result<Self> {
        Self::ALL.into_iter().find(|r| r.months() == months).ok_or_else(|| {
            Problem::input(t!("Dues cannot be paid every {months} months", months = months))
                .hint(t!("Use 1, 3, 6 or 12"))
        })
    }
}

/// How a membership year runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// The same year for everybody. `rollover`: who joins from this month and day on has paid until the end of the next year.
    Fixed { month: u32, day: u32, rollover: Option<(u32, u32)> },
    /// Twelve months from the day each member began.
    Rolling,
}

impl Year {
    /// The days of the membership year that begins in a calendar year; where years are rolling, of the calendar year.
    pub fn days_of(self, calendar: i32) -> Option<(Day, Day)> {
        let (month, day) = match self {
            Self::Fixed { month, day, .. } => (month, day),
            Self::Rolling => (1, 1),
        };
        let from = Day::from_ymd_opt(calendar, month, day)?;
        Some((from, Day::from_ymd_opt(calendar + 1, month, day)?.pred_opt()?))
    }

    /// The same of the year that a day lies in.
    pub fn around(self, day: Day) -> (Day, Day) {
        let years = [day.year(), day.year() - 1];
        years.into_iter().filter_map(|y| self.days_of(y)).find(|(from, _)| *from <= day).unwrap_or((day, day))
    }

    /// First day of the fixed year that a day lies in. Days of the year are at most the 28th, so each exists.
    pub(super) fn begin(month: u32, day_of: u32, day: Day) -> Day {
        let this = Day::from_ymd_opt(day.year(), month, day_of).unwrap_or(day);
        if this <= day { this } else { Day::from_ymd_opt(day.year() - 1, month, day_of).unwrap_or(day) }
    }
}

/// What a member owes who joins in the middle of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proration {
    /// The whole period.
    None,
    /// The months begun, of the months of the period.
    #[default]
    Months,
    /// The days left, of the days of the period.
    Days,
}

impl Proration {
    pub const ALL: [Self; 3] = [Self::Months, Self::Days, Self::None];

    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Months => "months",
            Self::Days => "days",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::None => t!("The whole period"),
            Self::Months => t!("The months left, one begun counting whole"),
            Self::Days => t!("The days left"),
        }
    }

    /// The rule with this key.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|p| p.key() == key.trim()).ok_or_else(|| {
            Problem::input(t!("“{key}” is no way to charge part of a period", key = key))
                .hint(t!("Use none, months or days"))
        })
    }
}

/// How this branch counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub year: Year,
    /// Days after the paid time ends in which a member is not lapsed yet.
    pub grace_days: u32,
    pub proration: Proration,
    /// Days before the paid time ends from which a renewal is called due.
    pub remind_days: u32,
    /// The roll's usual rule.
    pub rule: Rule,
    pub numbers: Numbers,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            year: Year::Fixed { month: 1, day: 1, rollover: Some((10, 1)) },
            grace_days: 90,
            proration: Proration::Months,
            remind_days: 30,
            rule: Rule::default(),
            numbers: Numbers::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    #[test]
    fn a_fee_holds_from_its_day_until_the_next() {
        let day = |iso| from_iso(iso).unwrap();
        let fee = |iso, amount| Fee { from: day(iso), amount: Money(amount) };
        let class = Class {
            id: ClassId(1),
            name: "Full".into(),
            owes: true,
            votes: true,
            family: false,
            position: 0,
            closed: false,
            note: String::new(),
            fees: vec![fee("2020-01-01", 2400), fee("2027-01-01", 3000)],
        };
        assert_eq!(class.fee_on(day("2019-12-31")), None);
        assert_eq!(class.fee_on(day("2020-01-01")), Some(Money(2400)));
        assert_eq!(class.fee_on(day("2026-12-31")), Some(Money(2400)));
        assert_eq!(class.fee_on(day("2027-01-01")), Some(Money(3000)));
    }

    #[test]
    fn rhythms_and_rules_come_back() {
        for rhythm in Rhythm::ALL {
            assert_eq!(Rhythm::of(rhythm.months()).unwrap(), rhythm);
        }
        assert!(Rhythm::of(2).unwrap_err().to_string().contains("1, 3, 6 or 12"));
        for rule in Proration::ALL {
            assert_eq!(Proration::of(rule.key()).unwrap(), rule);
        }
    }
}
