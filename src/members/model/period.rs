//! Periods of dues: where each begins and ends, and what it costs to the penny.

use chrono::{Datelike as _, Months};

use super::{Proration, Rhythm, Year};
use crate::kit::{Day, Money};

/// Days that dues are for, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub from: Day,
    pub to: Day,
}

impl Period {
    pub fn covers(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// A period with what is needed to price it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Instalment {
    whole: Period,
    /// Which of the year's instalments it is, from 0.
    at: u32,
}

fn plus(day: Day, months: u32) -> Day {
    day.checked_add_months(Months::new(months)).unwrap_or(Day::MAX)
}

/// The instalment that a day lies in. `anchor` is the day a rolling year began; in it the 29 February falls on the 28th of
/// common years and comes back in leap years, because each begin is counted from the anchor and not from the one before.
fn instalment_of(year: Year, anchor: Day, rhythm: Rhythm, day: Day) -> Instalment {
    let months = rhythm.months();
    let origin = match year {
        Year::Fixed { month, day: day_of, .. } => Year::begin(month, day_of, day),
        Year::Rolling => anchor.min(day),
    };
    // Whole months passed since the origin, then the last begin not after the day.
    let passed = (day.year() - origin.year()) * 12 + i32::try_from(day.month()).unwrap_or(1)
        - i32::try_from(origin.month()).unwrap_or(1);
    let mut n = u32::try_from(passed).unwrap_or(0) / months;
    while n > 0 && plus(origin, n * months) > day {
        n -= 1;
    }
    let from = plus(origin, n * months);
    let next = plus(origin, (n + 1) * months);
    Instalment { whole: Period { from, to: next.pred_opt().unwrap_or(next) }, at: n % (12 / months) }
}

/// The period of dues that begins on `from`: to the end of the instalment that day lies in. With a fixed year paid yearly,
/// who begins on or after the roll-over day has the whole of the next year as well. `anchor` is the day a rolling year began.
pub fn period_from(year: Year, anchor: Day, rhythm: Rhythm, from: Day) -> Period {
    let own = instalment_of(year, anchor, rhythm, from);
    if rolls_over(year, rhythm, own.whole, from) {
        let next = own.whole.to.succ_opt().unwrap_or(own.whole.to);
        return Period { from, to: instalment_of(year, anchor, rhythm, next).whole.to };
    }
    Period { from, to: own.whole.to }
}

fn rolls_over(year: Year, rhythm: Rhythm, whole: Period, from: Day) -> bool {
    let Year::Fixed { rollover: Some((month, day)), .. } = year else { return false };
    if rhythm != Rhythm::Yearly || from == whole.from {
        return false;
    }
    // The one such day that lies within the year.
    [whole.from.year(), whole.to.year()]
        .into_iter()
        .filter_map(|y| Day::from_ymd_opt(y, month, day))
        .find(|d| whole.covers(*d))
        .is_some_and(|rollover| rollover > whole.from && from >= rollover)
}

/// What of a yearly fee the instalment `at` of a year is, so that a year's instalments add up to the fee exactly: the fee's
/// share up to its end less the share up to its begin, each rounded down to the penny.
pub fn instalment(yearly: Money, rhythm: Rhythm, at: u32) -> Money {
    let (months, at) = (i128::from(rhythm.months()), i128::from(at));
    let upto = |n: i128| i128::from(yearly.0) * months * n / 12;
    Money(i64::try_from(upto(at + 1) - upto(at)).unwrap_or(i64::MAX))
}

/// What a period costs that begins on `from`, given the yearly fee.
///
/// A whole period costs its [`instalment`]. Of a part: nothing is taken off ([`Proration::None`]); or the months begun until
/// its end over its months; or its days left over its days. The part is rounded half up to the penny. One that rolled over
/// into the next year costs one whole yearly fee: what is left of this year comes with it.
pub fn share_of(yearly: Money, proration: Proration, year: Year, anchor: Day, rhythm: Rhythm, from: Day) -> Money {
    let own = instalment_of(year, anchor, rhythm, from);
    let full = instalment(yearly, rhythm, own.at);
    if from == own.whole.from || rolls_over(year, rhythm, own.whole, from) {
        return full;
    }
    let (part, whole) = match proration {
        Proration::None => (1, 1),
        Proration::Days => (Period { from, to: own.whole.to }.days(), own.whole.days()),
        Proration::Months => {
            let months = rhythm.months();
            let gone = (1..months).take_while(|n| plus(own.whole.from, *n) <= from).count();
            (i64::from(months) - i64::try_from(gone).unwrap_or(0), i64::from(months))
        }
    };
    Money(half_up(i128::from(full.0) * i128::from(part), i128::from(whole)))
}

fn half_up(n: i128, by: i128) -> i64 {
    i64::try_from((2 * n + by) / (2 * by)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    const CALENDAR: Year = Year::Fixed { month: 1, day: 1, rollover: Some((10, 1)) };
    const APRIL: Year = Year::Fixed { month: 4, day: 1, rollover: Some((2, 1)) };

    fn day(iso: &str) -> Day {
        from_iso(iso).unwrap()
    }

    #[test]
    fn periods_end_where_they_should() {
        use Rhythm::{HalfYearly, Monthly, Quarterly, Yearly};
        let r = Year::Rolling;
        // year, anchor, rhythm, from → to
        for (year, anchor, rhythm, from, to) in [
            (CALENDAR, "2026-05-10", Yearly, "2026-05-10", "2026-12-31"),
            (CALENDAR, "2026-09-30", Yearly, "2026-09-30", "2026-12-31"),
            (CALENDAR, "2026-10-01", Yearly, "2026-10-01", "2027-12-31"),
            (CALENDAR, "2026-10-01", Quarterly, "2026-10-01", "2026-12-31"),
            (CALENDAR, "2026-05-10", Quarterly, "2026-05-10", "2026-06-30"),
            (CALENDAR, "2026-05-10", HalfYearly, "2026-07-01", "2026-12-31"),
            (CALENDAR, "2026-05-10", Monthly, "2026-02-01", "2026-02-28"),
            (CALENDAR, "2026-01-01", Yearly, "2027-01-01", "2027-12-31"),
            (APRIL, "2026-05-10", Yearly, "2026-05-10", "2027-03-31"),
            (APRIL, "2027-01-31", Yearly, "2027-01-31", "2027-03-31"),
            (APRIL, "2027-02-01", Yearly, "2027-02-01", "2028-03-31"),
            (r, "2026-05-10", Yearly, "2026-05-10", "2027-05-09"),
            (r, "2026-05-10", Yearly, "2027-05-10", "2028-05-09"),
            (r, "2024-02-29", Yearly, "2024-02-29", "2025-02-27"),
            (r, "2024-02-29", Yearly, "2025-02-28", "2026-02-27"),
            (r, "2024-02-29", Yearly, "2027-02-28", "2028-02-28"),
            (r, "2024-02-29", Yearly, "2028-02-29", "2029-02-27"),
            (r, "2026-01-31", Monthly, "2026-01-31", "2026-02-27"),
            (r, "2026-01-31", Monthly, "2026-02-28", "2026-03-30"),
            (r, "2026-01-31", Monthly, "2026-03-31", "2026-04-29"),
            (r, "2026-05-10", Quarterly, "2026-08-10", "2026-11-09"),
        ] {
            let period = period_from(year, day(anchor), rhythm, day(from));
            assert_eq!(period, Period { from: day(from), to: day(to) }, "{year:?} {rhythm:?} from {from}");
        }
    }

    #[test]
    fn a_part_costs_its_share_to_the_penny() {
        use Proration::{Days, Months, None};
        use Rhythm::{Quarterly, Yearly};
        // yearly fee, rule, year, rhythm, from → pence
        for (yearly, rule, year, rhythm, from, pence) in [
            (3600, Months, CALENDAR, Yearly, "2026-01-01", 3600),
            (3600, Months, CALENDAR, Yearly, "2026-01-31", 3600),
            (3600, Months, CALENDAR, Yearly, "2026-02-01", 3300),
            (3600, Months, CALENDAR, Yearly, "2026-05-10", 2400),
            (3600, Months, CALENDAR, Yearly, "2026-10-01", 3600),
            (3600, Days, CALENDAR, Yearly, "2026-07-02", 1805),
            (3600, Days, CALENDAR, Yearly, "2024-07-02", 1800),
            (3600, None, CALENDAR, Yearly, "2026-05-10", 3600),
            (1000, Months, CALENDAR, Yearly, "2026-06-01", 583),
            (1000, Months, CALENDAR, Quarterly, "2026-02-10", 167),
            (1000, Months, CALENDAR, Quarterly, "2026-04-01", 250),
            (1001, Months, CALENDAR, Quarterly, "2026-10-01", 251),
            (3600, Months, Year::Rolling, Yearly, "2026-05-10", 3600),
        ] {
            let from = day(from);
            assert_eq!(
                share_of(Money(yearly), rule, year, from, rhythm, from),
                Money(pence),
                "{yearly} {rule:?} {from}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn a_years_instalments_add_up_to_the_fee(yearly in 0_i64..1_000_000) {
            for rhythm in Rhythm::ALL {
                let sum: Money = (0..12 / rhythm.months()).map(|at| instalment(Money(yearly), rhythm, at)).sum();
                proptest::prop_assert_eq!(sum, Money(yearly));
            }
        }

        #[test]
        fn periods_follow_each_other_without_gap_or_overlap(start in 0_i64..8000, months in 0_usize..4, rolling: bool) {
            let start = day("2010-01-01") + chrono::TimeDelta::days(start);
            let year = if rolling { Year::Rolling } else { APRIL };
            let rhythm = Rhythm::ALL[months];
            let (mut from, mut count) = (start, 0);
            while from < start + chrono::TimeDelta::days(2200) {
                let period = period_from(year, start, rhythm, from);
                proptest::prop_assert!(period.to >= from);
                // What begins where one ended is a whole period, except the first.
                if count > 0 {
                    let cost = share_of(Money(1200), Proration::Days, year, start, rhythm, from);
                    proptest::prop_assert_eq!(cost, Money(i64::from(rhythm.months()) * 100));
                }
                from = period.to.succ_opt().unwrap();
                count += 1;
            }
            if rolling {
                proptest::prop_assert!(count * rhythm.months() >= 72);
            }
        }

        #[test]
        fn a_part_costs_no_more_than_the_whole(yearly in 0_i64..100_000, offset in 0_i64..400) {
            let from = day("2026-01-01") + chrono::TimeDelta::days(offset);
            for rule in Proration::ALL {
                for rhythm in Rhythm::ALL {
                    let cost = share_of(Money(yearly), rule, CALENDAR, from, rhythm, from);
                    proptest::prop_assert!(cost <= Money(yearly) && cost >= Money::ZERO);
                }
            }
        }
    }
}
