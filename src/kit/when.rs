//! Days as people say them: in the last twelve months, since a day, this year. Relative ones are kept as such and move with
//! today.

use std::fmt;
use std::str::FromStr;

use chrono::Months;

use super::day::{self, Day};
use super::{Problem, Result};
use crate::t;

/// What a number of days, weeks, months or years is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    Day,
    Week,
    #[default]
    Month,
    Year,
}

impl Unit {
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// `days`: as texts of the file and of commands have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Year => "years",
        }
    }

    /// By one or many of it.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.key() == word || unit.key().strip_suffix('s') == Some(word))
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Day => t!("days"),
            Self::Week => t!("weeks"),
            Self::Month => t!("months"),
            Self::Year => t!("years"),
        }
    }

    /// `1 month`, `12 months`.
    fn of_number(self, n: u32) -> String {
        let one = match self {
            Self::Day => t!("day"),
            Self::Week => t!("week"),
            Self::Month => t!("month"),
            Self::Year => t!("year"),
        };
        format!("{n} {}", if n == 1 { one } else { self.says() })
    }

    fn before(self, day: Day, n: u32) -> Option<Day> {
        match self {
            Self::Day => day.checked_sub_days(chrono::Days::new(u64::from(n))),
            Self::Week => day.checked_sub_days(chrono::Days::new(u64::from(n) * 7)),
            Self::Month => day.checked_sub_months(Months::new(n)),
            Self::Year => day.checked_sub_months(Months::new(n.checked_mul(12)?)),
        }
    }

    fn after(self, day: Day, n: u32) -> Option<Day> {
        match self {
            Self::Day => day.checked_add_days(chrono::Days::new(u64::from(n))),
            Self::Week => day.checked_add_days(chrono::Days::new(u64::from(n) * 7)),
            Self::Month => day.checked_add_months(Months::new(n)),
            Self::Year => day.checked_add_months(Months::new(n.checked_mul(12)?)),
        }
    }
}

/// A span of days. [`fmt::Display`] and [`FromStr`] are the text of the file and of commands: `last 12 months`,
/// `more than 2 years ago`, `next 30 days`, `this year`, `last year`, `2025-01-01..2025-12-31`, `2025-01-01..`, `..2025-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Both days included; open where absent, and one of them is there.
    Days {
        from: Option<Day>,
        to: Option<Day>,
    },
    /// So many, up to and with today.
    Last(u32, Unit),
    /// All before those.
    Before(u32, Unit),
    /// So many, from today on.
    Next(u32, Unit),
    /// The financial year of today, and the one before.
    ThisYear,
    LastYear,
}

/// The longest that is counted.
const MOST: u32 = 9_999;

impl When {
    /// First and last day as of today, both included; open where absent. `year_of` gives the financial year of a day.
    pub fn days(self, today: Day, year_of: impl Fn(Day) -> (Day, Day)) -> (Option<Day>, Option<Day>) {
        match self {
            Self::Days { from, to } => (from, to),
            Self::Last(n, unit) => (unit.before(today, n).and_then(|day| day.succ_opt()), Some(today)),
            // What lies too far back for the calendar is before every day.
            Self::Before(n, unit) => (None, Some(unit.before(today, n).unwrap_or(Day::MIN))),
            Self::Next(n, unit) => (Some(today), unit.after(today, n).and_then(|day| day.pred_opt())),
            Self::ThisYear => {
                let (first, last) = year_of(today);
                (Some(first), Some(last))
            }
            Self::LastYear => {
                let (first, _) = year_of(today);
                let (first, last) = year_of(first.pred_opt().unwrap_or(first));
                (Some(first), Some(last))
            }
        }
    }

    /// As it stands in a sentence: `in the last 12 months`. `calendar`: the financial year is the calendar's.
    pub fn says(self, calendar: bool) -> String {
        match self {
            Self::Days { from: Some(from), to: Some(to) } if from == to => t!("on {day}", day = day::short(from)),
            Self::Days { from: Some(from), to: Some(to) } => {
                t!("between {from} and {to}", from = day::short(from), to = day::short(to))
            }
            Self::Days { from: Some(from), to: None } => t!("since {day}", day = day::short(from)),
            Self::Days { from: None, to: Some(to) } => t!("up to {day}", day = day::short(to)),
            Self::Days { from: None, to: None } => t!("at any time").to_owned(),
            Self::Last(n, unit) => t!("in the last {time}", time = unit.of_number(n)),
            Self::Before(n, unit) => t!("more than {time} ago", time = unit.of_number(n)),
            Self::Next(n, unit) => t!("in the next {time}", time = unit.of_number(n)),
            Self::ThisYear if calendar => t!("this year").to_owned(),
            Self::ThisYear => t!("this financial year").to_owned(),
            Self::LastYear if calendar => t!("last year").to_owned(),
            Self::LastYear => t!("last financial year").to_owned(),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |n: u32, unit: Unit| {
            let many = unit.key();
            format!("{n} {}", if n == 1 { many.strip_suffix('s').unwrap_or(many) } else { many })
        };
        match *self {
            Self::Days { from, to } => {
                let side = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(f, "{}..{}", side(from), side(to))
            }
            Self::Last(n, unit) => write!(f, "last {}", counted(n, unit)),
            Self::Before(n, unit) => write!(f, "more than {} ago", counted(n, unit)),
            Self::Next(n, unit) => write!(f, "next {}", counted(n, unit)),
            Self::ThisYear => f.write_str("this year"),
            Self::LastYear => f.write_str("last year"),
        }
    }
}

fn wrong(text: &str) -> Problem {
    Problem::input(t!("“{text}” says no days", text = text.trim())).hint(t!(
        "Write it like: last 12 months; more than 2 years ago; next 30 days; this year; last year; 2025-01-01..2025-12-31"
    ))
}

fn counted(n: &str, unit: &str, text: &str) -> Result<(u32, Unit)> {
    let n = n.parse::<u32>().map_err(|_no_number| wrong(text))?;
    let unit = Unit::of(unit).ok_or_else(|| wrong(text))?;
    if n == 0 || n > MOST { Err(wrong(text)) } else { Ok((n, unit)) }
}

impl FromStr for When {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self> {
        if let Some((from, to)) = text.split_once("..") {
            let side = |text: &str| match text.trim() {
                "" => Ok(None),
                text => day::from_iso(text).map(Some),
            };
            let (from, to) = (side(from)?, side(to)?);
            return match (from, to) {
                (None, None) => Err(wrong(text)),
                (Some(from), Some(to)) if to < from => {
                    Err(Problem::input(t!("The last day lies before the first: {text}", text = text)))
                }
                (from, to) => Ok(Self::Days { from, to }),
            };
        }
        if let Ok(day) = day::from_iso(text) {
            return Ok(Self::Days { from: Some(day), to: Some(day) });
        }
        // In a command a dash may stand for a space: `last-12-months`.
        let lower = text.to_lowercase().replace('-', " ");
        match lower.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["this", "year"] => Ok(Self::ThisYear),
            ["last", "year"] => Ok(Self::LastYear),
            ["last", n, unit] => counted(n, unit, text).map(|(n, unit)| Self::Last(n, unit)),
            ["next", n, unit] => counted(n, unit, text).map(|(n, unit)| Self::Next(n, unit)),
            ["more", "than", n, unit, "ago"] => counted(n, unit, text).map(|(n, unit)| Self::Before(n, unit)),
            _ => Err(wrong(text)),
        }
    }
}

/// One day, which may move with today. The text of the file and of commands: `today`, `2026-03-14`, `30 days ago`,
/// `in 2 months`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OnDay {
    #[default]
    Today,
    On(Day),
    Ago(u32, Unit),
    In(u32, Unit),
}

impl OnDay {
    /// The day, as of today.
    pub fn day(self, today: Day) -> Day {
        match self {
            Self::Today => today,
            Self::On(day) => day,
            Self::Ago(n, unit) => unit.before(today, n).unwrap_or(Day::MIN),
            Self::In(n, unit) => unit.after(today, n).unwrap_or(Day::MAX),
        }
    }

    /// As it stands in a sentence behind “as of”: `today`, `14 Mar 2026`, `30 days ago`.
    pub fn says(self) -> String {
        match self {
            Self::Today => t!("today").to_owned(),
            Self::On(day) => day::short(day),
            Self::Ago(n, unit) => t!("{time} ago", time = unit.of_number(n)),
            Self::In(n, unit) => t!("{time} from now", time = unit.of_number(n)),
        }
    }
}

impl fmt::Display for OnDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Today => f.write_str("today"),
            Self::On(day) => write!(f, "{day}"),
            Self::Ago(n, unit) => write!(f, "{n} {} ago", unit.key()),
            Self::In(n, unit) => write!(f, "in {n} {}", unit.key()),
        }
    }
}

impl FromStr for OnDay {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self> {
        if let Ok(day) = day::from_iso(text) {
            return Ok(Self::On(day));
        }
        let wrong = || {
            Problem::input(t!("“{text}” is not a day", text = text.trim()))
                .hint(t!("Write it like: today; 2026-03-14; 30 days ago; in 2 months"))
        };
        let known = |n: &str, unit: &str| counted(n, unit, text).map_err(|_says_of_spans| wrong());
        let lower = text.to_lowercase().replace('-', " ");
        match lower.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["today"] => Ok(Self::Today),
            [n, unit, "ago"] => known(n, unit).map(|(n, unit)| Self::Ago(n, unit)),
            ["in", n, unit] => known(n, unit).map(|(n, unit)| Self::In(n, unit)),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;
    use proptest::prelude::*;

    use super::*;

    fn on(iso: &str) -> Day {
        day::from_iso(iso).unwrap()
    }

    /// A year that begins on 6 April.
    fn year_of(day: Day) -> (Day, Day) {
        let start = |year| Day::from_ymd_opt(year, 4, 6).unwrap();
        let first = if start(day.year()) <= day { start(day.year()) } else { start(day.year() - 1) };
        (first, start(first.year() + 1).pred_opt().unwrap())
    }

    fn days(text: &str, today: &str) -> String {
        let (from, to) = text.parse::<When>().unwrap().days(on(today), year_of);
        let side = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        format!("{}..{}", side(from), side(to))
    }

    #[test]
    fn relative_days_move_with_today() {
        for (text, today, expected) in [
            ("last 12 months", "2026-11-21", "2025-11-22..2026-11-21"),
            ("last 1 day", "2026-11-21", "2026-11-21..2026-11-21"),
            ("last 1 month", "2026-03-31", "2026-03-01..2026-03-31"),
            ("last 1 year", "2024-02-29", "2023-03-01..2024-02-29"),
            ("more than 12 months ago", "2026-11-21", "..2025-11-21"),
            ("next 2 weeks", "2026-11-21", "2026-11-21..2026-12-04"),
            ("this year", "2026-04-05", "2025-04-06..2026-04-05"),
            ("last year", "2026-04-06", "2025-04-06..2026-04-05"),
            ("2026-01-01..", "2026-11-21", "2026-01-01.."),
            ("2026-01-01", "2026-11-21", "2026-01-01..2026-01-01"),
            ("Last-12-Months", "2026-11-21", "2025-11-22..2026-11-21"),
        ] {
            assert_eq!(days(text, today), expected, "{text} as of {today}");
        }
        for text in ["", "soon", "last 0 days", "last many days", "..", "2026-02-01..2026-01-01", "next 3 moons"] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
        assert_eq!("30 days ago".parse::<OnDay>().unwrap().day(on("2026-11-21")), on("2026-10-22"));
        assert_eq!("in 1 month".parse::<OnDay>().unwrap().day(on("2026-01-31")), on("2026-02-28"));
        assert!("someday".parse::<OnDay>().is_err() && "0 days ago".parse::<OnDay>().is_err());
    }

    #[test]
    fn they_stand_in_a_sentence() {
        let says = |text: &str| text.parse::<When>().unwrap().says(true);
        assert_eq!(says("last 12 months"), "in the last 12 months");
        assert_eq!(says("more than 1 year ago"), "more than 1 year ago");
        assert_eq!(says("2025-01-01..2025-12-31"), "between 1 Jan 2025 and 31 Dec 2025");
        assert_eq!(says("2025-01-01.."), "since 1 Jan 2025");
        assert_eq!(When::ThisYear.says(false), "this financial year");
        assert_eq!("in 2 months".parse::<OnDay>().unwrap().says(), "2 months from now");
    }

    fn any_unit() -> impl Strategy<Value = Unit> {
        prop::sample::select(Unit::ALL.to_vec())
    }

    proptest! {
        /// What is written comes back, and what is not within the last so many lies before them.
        #[test]
        fn the_text_comes_back(n in 1..200_u32, unit in any_unit(), back in 0..2000_u64, which in 0..6_usize) {
            let today = on("2026-11-21");
            let day = today - chrono::Days::new(back);
            let when = [
                When::Last(n, unit), When::Before(n, unit), When::Next(n, unit), When::ThisYear,
                When::Days { from: Some(day), to: None }, When::Days { from: Some(day), to: Some(today) },
            ][which];
            prop_assert_eq!(when.to_string().parse::<When>().unwrap(), when);
            let one = [OnDay::Today, OnDay::On(day), OnDay::Ago(n, unit), OnDay::In(n, unit)][which % 4];
            prop_assert_eq!(one.to_string().parse::<OnDay>().unwrap(), one);
            let within = |when: When| {
                let (from, to) = when.days(today, year_of);
                from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
            };
            prop_assert_ne!(within(When::Last(n, unit)), within(When::Before(n, unit)));
        }
    }
}
