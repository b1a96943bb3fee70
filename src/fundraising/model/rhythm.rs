//! How often somebody gives.

use chrono::Months;

use crate::kit::{Day, Problem, Result};
use crate::t;

/// Once, or every so many months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rhythm {
    Once,
    #[default]
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
}

impl Rhythm {
    pub const ALL: [Self; 5] = [Self::Monthly, Self::Quarterly, Self::HalfYearly, Self::Yearly, Self::Once];

    /// As the file, commands and exports have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half_yearly",
            Self::Yearly => "yearly",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Once => t!("Once"),
            Self::Monthly => t!("Monthly"),
            Self::Quarterly => t!("Quarterly"),
            Self::HalfYearly => t!("Half-yearly"),
            Self::Yearly => t!("Yearly"),
        }
    }

    /// The rhythm with this key; dashes and spaces are taken for underscores.
    ///
    /// # Errors
    /// When there is none; the hint lists them.
    pub fn of(key: &str) -> Result<Self> {
        let wanted = key.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|rhythm| rhythm.key() == wanted).ok_or_else(|| {
            let keys: Vec<_> = Self::ALL.iter().map(|r| r.key()).collect();
            Problem::input(t!("“{key}” is not how often somebody gives", key = key))
                .hint(t!("Use one of {keys}", keys = keys.join(", ")))
        })
    }

    /// Months from one instalment to the next; none where there is only one.
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Once => None,
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::HalfYearly => Some(6),
            Self::Yearly => Some(12),
        }
    }

    /// The day of the instalment with this number (0 is the first). Counted from the first day each time, so that one who
    /// began on the 31st gives on the last day of a short month and on the 31st again after it, and one who began on 29
    /// February on the 28th in a common year: as banks carry standing orders out.
    pub fn day(self, first: Day, number: u32) -> Option<Day> {
        match self.months() {
            None => (number == 0).then_some(first),
            Some(months) => first.checked_add_months(Months::new(months.checked_mul(number)?)),
        }
    }

    /// How many days before or after its day a donation can still be taken for an instalment.
    pub fn near(self) -> i64 {
        if self == Self::Monthly { 14 } else { 30 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    fn days(rhythm: Rhythm, first: &str, count: u32) -> Vec<String> {
        let first = from_iso(first).unwrap();
        (0..count).filter_map(|n| rhythm.day(first, n)).map(|d| d.to_string()).collect()
    }

    #[test]
    fn the_last_day_of_a_month_comes_back_after_a_short_one() {
        assert_eq!(
            days(Rhythm::Monthly, "2027-12-31", 6),
            ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"]
        );
        assert_eq!(days(Rhythm::Monthly, "2026-01-30", 3), ["2026-01-30", "2026-02-28", "2026-03-30"]);
        assert_eq!(days(Rhythm::Quarterly, "2026-11-30", 4), ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]);
        assert_eq!(days(Rhythm::HalfYearly, "2026-08-31", 3), ["2026-08-31", "2027-02-28", "2027-08-31"]);
    }

    #[test]
    fn a_leap_day_is_the_28th_in_common_years_and_itself_again_in_the_next_leap_year() {
        assert_eq!(
            days(Rhythm::Yearly, "2024-02-29", 5),
            ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]
        );
    }

    #[test]
    fn once_is_once_and_keys_come_back() {
        assert_eq!(days(Rhythm::Once, "2026-03-01", 4), ["2026-03-01"]);
        for rhythm in Rhythm::ALL {
            assert_eq!(Rhythm::of(rhythm.key()).unwrap(), rhythm);
        }
        assert_eq!(Rhythm::of("Half-yearly").unwrap(), Rhythm::HalfYearly);
        assert!(Rhythm::of("weekly").unwrap_err().to_string().contains("quarterly"));
    }
}
