//! A year beside the year before, as plots show them: what had come until each day, by month, by kind.

use chrono::{Datelike as _, Months};

use super::EntryKind;
use crate::kit::{Day, Money, day};

/// A year with the one before, and what came in by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// First and last day of the year and of the year before.
    pub now: (Day, Day),
    pub before: (Day, Day),
    pub days: [Vec<(Day, Money)>; 2],
    pub kinds: [Vec<(EntryKind, Money)>; 2],
}

/// A month or a kind with what came in both years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub name: String,
    pub now: Money,
    pub before: Money,
    /// The days of this row in both years.
    pub days: [(Day, Day); 2],
    /// The kind, where the row is one.
    pub kind: Option<EntryKind>,
}

impl Through {
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    /// What had come until the end of each day that something came on: of this year, and of the year before on the same days of
    /// this one.
    pub fn lines(&self) -> [Vec<(Day, Money)>; 2] {
        let until = |days: &[(Day, Money)], shift: bool| {
            let mut sum = Money::ZERO;
            let mut out: Vec<(Day, Money)> = Vec::with_capacity(days.len());
            for (on, came) in days {
                sum += *came;
                let on = if shift { on.checked_add_months(Months::new(12)).unwrap_or(*on) } else { *on };
                match out.last_mut() {
                    // 28 and 29 February of a leap year fall on one day.
                    Some((last, until)) if *last == on => *until = sum,
                    _ => out.push((on, sum)),
                }
            }
            out
        };
        [until(&self.days[0], false), until(&self.days[1], true)]
    }

    /// What came in of both years up to a day of this one, to compare what can be compared.
    pub fn until(&self, on: Day) -> [Money; 2] {
        let last = on.checked_sub_months(Months::new(12)).unwrap_or(on);
        let sum = |days: &[(Day, Money)], last: Day| days.iter().filter(|(day, _)| *day <= last).map(|(_, s)| *s).sum();
        [sum(&self.days[0], on), sum(&self.days[1], last)]
    }

    /// The twelve months.
    pub fn months(&self) -> Vec<Beside> {
        (0..12)
            .filter_map(|n| {
                let from = self.now.0.checked_add_months(Months::new(n))?;
                let to = from.checked_add_months(Months::new(1))?.pred_opt()?;
                let then = (from.checked_sub_months(Months::new(12))?, to.checked_sub_months(Months::new(12))?);
                // The last day of February of the year before, whether it is a leap year or not.
                let then = (then.0, then.0.checked_add_months(Months::new(1))?.pred_opt()?);
                let sum = |days: &[(Day, Money)], (from, to): (Day, Day)| {
                    days.iter().filter(|(day, _)| (from..=to).contains(day)).map(|(_, sum)| *sum).sum()
                };
                Some(Beside {
                    name: day::month_name(from.month()).to_owned(),
                    now: sum(&self.days[0], (from, to)),
                    before: sum(&self.days[1], then),
                    days: [(from, to), then],
                    kind: None,
                })
            })
            .collect()
    }

    /// The kinds of entry that something came by in either year, the largest first.
    pub fn by_kind(&self) -> Vec<Beside> {
        let of = |all: &[(EntryKind, Money)], kind| {
            all.iter().find(|(known, _)| *known == kind).map_or(Money::ZERO, |(_, sum)| *sum)
        };
        let mut all: Vec<Beside> = EntryKind::ALL
            .into_iter()
            .map(|kind| Beside {
                name: kind.label().to_owned(),
                now: of(&self.kinds[0], kind),
                before: of(&self.kinds[1], kind),
                days: [self.now, self.before],
                kind: Some(kind),
            })
            .filter(|row| !row.now.is_zero() || !row.before.is_zero())
            .collect();
        all.sort_by_key(|row| std::cmp::Reverse(row.now.max(row.before)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(iso: &str) -> Day {
        day::from_iso(iso).unwrap()
    }

    #[test]
    fn the_year_before_lies_beside_this_one() {
        let through = Through {
            now: (on("2025-01-01"), on("2025-12-31")),
            before: (on("2024-01-01"), on("2024-12-31")),
            days: [
                vec![(on("2025-01-05"), Money(100)), (on("2025-02-28"), Money(50))],
                vec![(on("2024-02-28"), Money(10)), (on("2024-02-29"), Money(20)), (on("2024-12-31"), Money(5))],
            ],
            kinds: [
                vec![(EntryKind::Dues, Money(150))],
                vec![(EntryKind::Donation, Money(40)), (EntryKind::Refund, Money(-5))],
            ],
        };
        let [now, then] = through.lines();
        assert_eq!(now, [(on("2025-01-05"), Money(100)), (on("2025-02-28"), Money(150))]);
        assert_eq!(then, [(on("2025-02-28"), Money(30)), (on("2025-12-31"), Money(35))]);
        assert_eq!(through.until(on("2025-03-01")), [Money(150), Money(30)]);
        let months = through.months();
        assert_eq!((months.len(), months[1].now, months[1].before), (12, Money(50), Money(30)));
        assert_eq!(months[1].days[1], (on("2024-02-01"), on("2024-02-29")));
        let sums: (Money, Money) = (months.iter().map(|m| m.now).sum(), months.iter().map(|m| m.before).sum());
        assert_eq!(sums, (Money(150), Money(35)));
        let kinds: Vec<String> = through.by_kind().into_iter().map(|row| row.name).collect();
        assert_eq!(kinds, ["Dues", "Donation", "Refund"]);
    }
}
