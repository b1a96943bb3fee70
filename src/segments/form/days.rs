//! Spans of days and single days as they are typed.

use serde::{Deserialize, Serialize};

use super::Reading;
use crate::kit::{Day, OnDay, Unit, When, day};
use crate::t;

/// How a span of days is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhenHow {
    #[default]
    Any,
    Last,
    Before,
    Next,
    Between,
    ThisYear,
    LastYear,
}

/// A span of days as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WhenForm {
    pub how: WhenHow,
    pub number: String,
    /// The key of a unit.
    pub unit: String,
    pub from: String,
    pub to: String,
}

impl Default for WhenForm {
    fn default() -> Self {
        Self {
            how: WhenHow::Any,
            number: "12".to_owned(),
            unit: Unit::Month.key().to_owned(),
            from: String::new(),
            to: String::new(),
        }
    }
}

/// How one day is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayHow {
    #[default]
    Today,
    On,
    Ago,
    In,
}

/// One day as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayForm {
    pub how: DayHow,
    pub number: String,
    pub unit: String,
    pub day: String,
}

impl Default for DayForm {
    fn default() -> Self {
        Self { how: DayHow::Today, number: "30".to_owned(), unit: Unit::Day.key().to_owned(), day: String::new() }
    }
}

fn typed_day(text: &str, reading: &Reading) -> Result<Option<Day>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    day::typed(text, reading.today, reading.month_first).map(Some).map_err(|problem| problem.to_string())
}

impl WhenForm {
    pub(super) fn of(when: When) -> Self {
        let counted = |how, n: u32, unit: Unit| Self {
            how,
            number: n.to_string(),
            unit: unit.key().to_owned(),
            ..Self::default()
        };
        match when {
            When::Last(n, unit) => counted(WhenHow::Last, n, unit),
            When::Before(n, unit) => counted(WhenHow::Before, n, unit),
            When::Next(n, unit) => counted(WhenHow::Next, n, unit),
            When::ThisYear => Self { how: WhenHow::ThisYear, ..Self::default() },
            When::LastYear => Self { how: WhenHow::LastYear, ..Self::default() },
            When::Days { from, to } => {
                let side = |day: Option<Day>| day.map(day::short).unwrap_or_default();
                Self { how: WhenHow::Between, from: side(from), to: side(to), ..Self::default() }
            }
        }
    }

    /// As the text of commands has it; empty for any time.
    pub(super) fn text(&self, reading: &Reading) -> Result<String, String> {
        let (number, unit) = (self.number.trim(), &self.unit);
        match self.how {
            WhenHow::Any => Ok(String::new()),
            WhenHow::Last | WhenHow::Before | WhenHow::Next if number.parse::<u32>().map_or(true, |n| n == 0) => {
                Err(t!("Write how many, as a number").to_owned())
            }
            WhenHow::Last => Ok(format!("last {number} {unit}")),
            WhenHow::Before => Ok(format!("more than {number} {unit} ago")),
            WhenHow::Next => Ok(format!("next {number} {unit}")),
            WhenHow::ThisYear => Ok("this year".to_owned()),
            WhenHow::LastYear => Ok("last year".to_owned()),
            WhenHow::Between => match (typed_day(&self.from, reading)?, typed_day(&self.to, reading)?) {
                (None, None) => Err(t!("Write at least one of the two days").to_owned()),
                (from, to) => Ok(When::Days { from, to }.to_string()),
            },
        }
    }
}

impl DayForm {
    pub(super) fn of(on: OnDay) -> Self {
        let counted = |how, n: u32, unit: Unit| Self {
            how,
            number: n.to_string(),
            unit: unit.key().to_owned(),
            ..Self::default()
        };
        match on {
            OnDay::Today => Self::default(),
            OnDay::On(on) => Self { how: DayHow::On, day: day::short(on), ..Self::default() },
            OnDay::Ago(n, unit) => counted(DayHow::Ago, n, unit),
            OnDay::In(n, unit) => counted(DayHow::In, n, unit),
        }
    }

    pub(super) fn text(&self, reading: &Reading) -> Result<String, String> {
        let (number, unit) = (self.number.trim(), &self.unit);
        match self.how {
            // Today is what holds where nothing is said.
            DayHow::Today => Ok(String::new()),
            DayHow::On => match typed_day(&self.day, reading)? {
                Some(day) => Ok(day.to_string()),
                None => Err(t!("Write the day").to_owned()),
            },
            DayHow::Ago | DayHow::In if number.parse::<u32>().map_or(true, |n| n == 0) => {
                Err(t!("Write how many, as a number").to_owned())
            }
            DayHow::Ago => Ok(format!("{number} {unit} ago")),
            DayHow::In => Ok(format!("in {number} {unit}")),
        }
    }
}
