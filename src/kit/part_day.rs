//! A day of which a part may be unknown, as birth dates are: `1987-04-03`, `1987-04`, `1987`, `--04-03`. Ages from it.

use std::fmt;

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

use super::day::{self, Day, month_name, month_number};
use super::{Problem, Result};
use crate::t;

/// A day, whole or in part. [`Self::to_string`] gives the text of the file and of exports (ISO 8601, and vCard's `--04-03`
/// where the year is unknown).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum PartDay {
    Day(Day),
    Month {
        year: i32,
        month: u32,
    },
    Year(i32),
    /// Month and day without the year.
    Yearless {
        month: u32,
        day: u32,
    },
}

/// How old somebody is in whole years, as far as the birth date says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    pub least: i32,
    pub most: i32,
}

impl Age {
    /// The age, where it is certain.
    pub fn sure(self) -> Option<i32> {
        (self.least == self.most).then_some(self.least)
    }

    /// Whether the person is at least so old; `None` where the birth date leaves it open.
    pub fn at_least(self, years: i32) -> Option<bool> {
        if self.least >= years {
            Some(true)
        } else if self.most < years {
            Some(false)
        } else {
            None
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sure() {
            Some(age) => write!(f, "{age}"),
            None => write!(f, "{}–{}", self.least, self.most),
        }
    }
}

/// Whole years from one day to another; negative where it has not come yet.
///
/// Somebody born on 29 February is a year older on 1 March of a year without that day, as in the law of the United Kingdom
/// (Family Law Reform Act 1969 s. 9: at the start of the anniversary, which is not there) and of Germany (BGB s. 188(2)).
pub fn years_between(from: Day, to: Day) -> i32 {
    let before = (to.month(), to.day()) < (from.month(), from.day());
    to.year() - from.year() - i32::from(before)
}

impl PartDay {
    /// Reads what [`fmt::Display`] writes, and vCard's `--0403` and `19870403`.
    pub fn from_iso(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |part: &str, digits: usize| {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        if let Some(rest) = text.strip_prefix("--") {
            let (month, day) = rest.split_once('-').or_else(|| rest.split_at_checked(2))?;
            return Self::yearless(number(month, 2)?, number(day, 2)?);
        }
        let year = |part: &str| i32::try_from(number(part, 4)?).ok().filter(|y| *y >= 1000);
        match text.split('-').collect::<Vec<_>>().as_slice() {
            [one] if one.len() == 8 => {
                let (first, rest) = one.split_at_checked(4)?;
                let (month, day) = rest.split_at_checked(2)?;
                Day::from_ymd_opt(year(first)?, number(month, 2)?, number(day, 2)?).map(Self::Day)
            }
            [one] => year(one).map(Self::Year),
            [first, month] => Self::month(year(first)?, number(month, 2)?),
            [first, month, day] => Day::from_ymd_opt(year(first)?, number(month, 2)?, number(day, 2)?).map(Self::Day),
            _ => None,
        }
    }

    fn month(year: i32, month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self::Month { year, month })
    }

    fn yearless(month: u32, day: u32) -> Option<Self> {
        // 2000 has a 29 February.
        Day::from_ymd_opt(2000, month, day).map(|_| Self::Yearless { month, day })
    }

    /// Reads a birth date as a person types it: `3/4/1987`, `3 April 1987`, `April 1987`, `4/1987`, `1987`, `3 April`, `3/4`, or
    /// ISO. Day before month unless `month_first`. Two digits of a year are of the last hundred years.
    ///
    /// # Errors
    /// When the text is none of these, or lies after `today` or more than 130 years before it.
    pub fn typed(text: &str, today: Day, month_first: bool) -> Result<Self> {
        let text = text.trim();
        let wrong = || {
            Problem::input(t!("“{text}” is not a birth date", text = text))
                .hint(t!("Write it like 3/4/1987, April 1987, 1987, or 3 April where the year is not known"))
        };
        let found = Self::from_iso(text).or_else(|| Self::read(text, today, month_first)).ok_or_else(wrong)?;
        if let Some((first, last)) = found.bounds() {
            if first > today {
                return Err(Problem::input(t!("“{text}” lies in the future", text = text)));
            }
            if years_between(last, today) > 130 {
                return Err(Problem::input(t!("“{text}” lies more than 130 years ago", text = text)));
            }
        }
        Ok(found)
    }

    fn read(text: &str, today: Day, month_first: bool) -> Option<Self> {
        // What begins like ISO without a year and is none would be read in another order.
        if text.starts_with("--") {
            return None;
        }
        let lower = text.to_lowercase();
        let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
        let number = |part: &str| part.parse::<u32>().ok();
        let is_year = |part: &str| part.len() == 4 && number(part).is_some();
        let year = |part: &str| {
            let year = i32::try_from(number(part)?).ok()?;
            match part.len() {
                4 => Some(year),
                2 => Some(past_year(year, today)),
                _ => None,
            }
        };
        // Where a month is written in letters, the order is no question.
        let pair = |first: &str, second: &str| match (month_number(first), month_number(second)) {
            (Some(month), None) => Some((month, number(second)?)),
            (None, Some(month)) => Some((month, number(first)?)),
            (None, None) if month_first => Some((number(first)?, number(second)?)),
            (None, None) => Some((number(second)?, number(first)?)),
            (Some(_), Some(_)) => None,
        };
        match parts.as_slice() {
            [month, full] if is_year(full) => Self::month(year(full)?, month_number(month).or_else(|| number(month))?),
            [first, second] => {
                let (month, day) = pair(first, second)?;
                Self::yearless(month, day)
            }
            [full, month, day] if is_year(full) => {
                Day::from_ymd_opt(year(full)?, month_number(month).or_else(|| number(month))?, number(day)?)
                    .map(Self::Day)
            }
            [first, second, last] => {
                let (month, day) = pair(first, second)?;
                Day::from_ymd_opt(year(last)?, month, day).map(Self::Day)
            }
            _ => None,
        }
    }

    /// The first and the last day it can be; `None` where the year is unknown.
    pub fn bounds(self) -> Option<(Day, Day)> {
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Month { year, month } => {
                let first = Day::from_ymd_opt(year, month, 1)?;
                Some((first, first.checked_add_months(chrono::Months::new(1))?.pred_opt()?))
            }
            Self::Year(year) => Some((Day::from_ymd_opt(year, 1, 1)?, Day::from_ymd_opt(year, 12, 31)?)),
            Self::Yearless { .. } => None,
        }
    }

    /// How old somebody born then is on a day, in whole years; `None` without a year, or before the birth. See
    /// [`years_between`] for 29 February.
    pub fn age_on(self, on: Day) -> Option<Age> {
        let (first, last) = self.bounds()?;
        let most = years_between(first, on);
        (most >= 0).then(|| Age { least: years_between(last, on).max(0), most })
    }

    /// As people read it: `3 April 1987`, `April 1987`, `1987`, `3 April`.
    pub fn words(self) -> String {
        match self {
            Self::Day(day) => day::long(day),
            Self::Month { year, month } => format!("{} {year}", month_name(month)),
            Self::Year(year) => year.to_string(),
            Self::Yearless { month, day } => format!("{day} {}", month_name(month)),
        }
    }
}

/// The last year with these two digits that is not after this one.
fn past_year(two_digits: i32, today: Day) -> i32 {
    let base = today.year() - today.year().rem_euclid(100) + two_digits;
    if base > today.year() { base - 100 } else { base }
}

impl fmt::Display for PartDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Yearless { month, day } => write!(f, "--{month:02}-{day:02}"),
        }
    }
}

impl From<PartDay> for String {
    fn from(day: PartDay) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for PartDay {
    type Error = String;

    fn try_from(text: String) -> std::result::Result<Self, String> {
        Self::from_iso(&text).ok_or_else(|| format!("“{text}” is no day, whole or in part"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::day::from_iso;
    use super::*;

    fn day(iso: &str) -> Day {
        from_iso(iso).unwrap()
    }

    fn typed(text: &str) -> Option<String> {
        PartDay::typed(text, day("2026-11-21"), false).ok().map(|d| d.to_string())
    }

    #[test]
    fn reads_birth_dates_as_people_type_them() {
        for (text, iso) in [
            ("1987-04-03", "1987-04-03"),
            ("19870403", "1987-04-03"),
            ("3/4/1987", "1987-04-03"),
            ("3.4.87", "1987-04-03"),
            ("3 Apr 1987", "1987-04-03"),
            ("April 3, 1987", "1987-04-03"),
            ("3/4/26", "2026-04-03"),
            ("3/4/27", "1927-04-03"),
            ("April 1987", "1987-04"),
            ("4/1987", "1987-04"),
            ("1987-04", "1987-04"),
            ("1987", "1987"),
            ("3 April", "--04-03"),
            ("3/4", "--04-03"),
            ("29/2", "--02-29"),
            ("--0229", "--02-29"),
            ("--02-29", "--02-29"),
        ] {
            assert_eq!(typed(text).as_deref(), Some(iso), "{text}");
            assert_eq!(PartDay::from_iso(iso).unwrap().to_string(), iso);
        }
        assert_eq!(PartDay::typed("4/3/1987", day("2026-11-21"), true).unwrap().to_string(), "1987-04-03");
        for text in ["", "soon", "87", "30 February", "31/2/1987", "13/1987", "2027", "22/11/2026", "1880", "--13-01"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn an_age_is_as_certain_as_the_birth_date() {
        let age = |birth: &str, on: &str| PartDay::from_iso(birth).unwrap().age_on(day(on)).map(|a| a.to_string());
        for (birth, on, expected) in [
            ("1987-04-03", "2026-04-02", Some("38")),
            ("1987-04-03", "2026-04-03", Some("39")),
            // Born on 29 February: a year older on 1 March where there is none.
            ("2008-02-29", "2026-02-28", Some("17")),
            ("2008-02-29", "2026-03-01", Some("18")),
            ("2008-02-29", "2028-02-28", Some("19")),
            ("2008-02-29", "2028-02-29", Some("20")),
            ("1987-04", "2026-03-31", Some("38")),
            ("1987-04", "2026-04-15", Some("38–39")),
            ("1987-04", "2026-04-30", Some("39")),
            ("1987", "2026-11-21", Some("38–39")),
            ("1987", "2026-12-31", Some("39")),
            ("1987", "2026-01-01", Some("38–39")),
            ("--04-03", "2026-11-21", None),
            ("2026-11-22", "2026-11-21", None),
            ("2026", "2026-11-21", Some("0")),
        ] {
            assert_eq!(age(birth, on).as_deref(), expected, "{birth} on {on}");
        }
        let year = PartDay::Year(2008).age_on(day("2026-11-21")).unwrap();
        assert_eq!((year.at_least(17), year.at_least(18), year.at_least(19)), (Some(true), None, Some(false)));
    }
}
