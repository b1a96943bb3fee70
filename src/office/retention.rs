//! How long the law makes a branch keep its records: data per jurisdiction (`assets/retention.toml`), each with its source
//! and how sure it is.

use std::sync::LazyLock;

use chrono::{Datelike as _, Months};
use serde::{Deserialize, Serialize};

use super::profile::Profile;
use crate::kit::{Day, Money, Problem, Result};
use crate::t;

/// How well a rule is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The law's or the regulator's own text was read.
    Law,
    /// Somebody's account of it was read.
    Secondary,
    /// Worked out from what was read.
    Derived,
    /// What was read does not agree.
    Disputed,
    /// Nobody's text was read: to be checked before it is relied on.
    Unconfirmed,
}

impl Confidence {
    pub const ALL: [Self; 5] = [Self::Law, Self::Secondary, Self::Derived, Self::Disputed, Self::Unconfirmed];

    /// In a word or two, for a list.
    pub fn label(self) -> &'static str {
        match self {
            Self::Law => t!("The law"),
            Self::Secondary => t!("An account"),
            Self::Derived => t!("Worked out"),
            Self::Disputed => t!("Disputed"),
            Self::Unconfirmed => t!("Not confirmed"),
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Law => t!("read in the law or with the regulator"),
            Self::Secondary => t!("read in an account of the law"),
            Self::Derived => t!("worked out from the law"),
            Self::Disputed => t!("the sources do not agree"),
            Self::Unconfirmed => t!("not confirmed"),
        }
    }
}

/// From when the years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starts {
    EndOfFinancialYear,
    EndOfCalendarYear,
}

#[derive(Debug, Deserialize)]
struct Law {
    jurisdiction: String,
    years: u32,
    starts: Starts,
    source: String,
    confidence: Confidence,
    name_over: String,
    name_source: String,
    name_confidence: Confidence,
}

/// How long people stay whom nothing ties to the branch.
#[derive(Clone, Debug, Deserialize)]
pub struct Dormant {
    pub years: u32,
    pub source: String,
    pub confidence: Confidence,
}

#[derive(Debug, Deserialize)]
struct Data {
    people: Dormant,
    law: Vec<Law>,
}

static DATA: LazyLock<std::result::Result<Data, toml::de::Error>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/retention.toml")));

fn data() -> Result<&'static Data> {
    DATA.as_ref().map_err(|error| {
        Problem::defect("The program's times for keeping records cannot be read").because(error.to_string())
    })
}

/// How long people stay whom nothing ties to the branch any more, as the program suggests it.
///
/// # Errors
/// Only when the program's own data are damaged.
pub fn dormant() -> Result<&'static Dormant> {
    Ok(&data()?.people)
}

/// The rule for the records of one office: the longest of its jurisdictions.
#[derive(Clone, Debug)]
pub struct Retention {
    pub jurisdiction: String,
    pub years: u32,
    pub starts: Starts,
    pub source: String,
    pub confidence: Confidence,
    /// The law wants the donor's name with sums above this, in minor units of the office's currency.
    pub name_over: Money,
    pub name_source: String,
    pub name_confidence: Confidence,
    year_start: (u32, u32),
}

impl Retention {
    /// # Errors
    /// When the office has no jurisdiction that Wardroom knows.
    pub fn of(profile: &Profile) -> Result<Self> {
        let laws = &data()?.law;
        let ours = profile
            .jurisdictions
            .iter()
            .filter_map(|code| laws.iter().find(|law| law.jurisdiction.eq_ignore_ascii_case(code)));
        let law = ours.max_by_key(|law| law.years);
        let law = law.ok_or_else(|| {
            Problem::input(t!("The office has no jurisdiction, so it is not known how long its records must be kept"))
        })?;
        Ok(Self {
            jurisdiction: law.jurisdiction.clone(),
            years: law.years,
            starts: law.starts,
            source: law.source.clone(),
            confidence: law.confidence,
            name_over: profile.currency.parse(&law.name_over, Some('.'))?,
            name_source: law.name_source.clone(),
            name_confidence: law.name_confidence,
            year_start: profile.year_start,
        })
    }

    /// The last day on which a record of `day` must still be there.
    pub fn until(&self, day: Day) -> Day {
        let (month, first) = match self.starts {
            Starts::EndOfFinancialYear => self.year_start,
            Starts::EndOfCalendarYear => (1, 1),
        };
        let start = |year: i32| Day::from_ymd_opt(year, month, first).unwrap_or(day);
        let next = if start(day.year()) <= day { start(day.year() + 1) } else { start(day.year()) };
        next.checked_add_months(Months::new(12 * self.years)).and_then(|d| d.pred_opt()).unwrap_or(day)
    }

    /// Whether a record of `day` need no longer be kept.
    pub fn is_over(&self, day: Day, today: Day) -> bool {
        self.until(day) < today
    }

    /// The rule in words, with its source: for previews and lists.
    pub fn says(&self) -> String {
        let from = match self.starts {
            Starts::EndOfFinancialYear => t!("from the end of the financial year"),
            Starts::EndOfCalendarYear => t!("from the end of the calendar year"),
        };
        t!(
            "{years} years {from}: {source} ({confidence})",
            years = self.years,
            from = from,
            source = self.source,
            confidence = self.confidence.says()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::JURISDICTIONS;
    use super::*;
    use crate::kit::day::from_iso;

    fn day(text: &str) -> Day {
        from_iso(text).unwrap()
    }

    #[test]
    fn every_jurisdiction_has_a_time_with_a_source() {
        for law in JURISDICTIONS {
            let rule = Retention::of(&Profile::new("P", "B", law.code).unwrap()).unwrap();
            assert!(rule.years >= 2 && !rule.source.is_empty() && !rule.name_source.is_empty(), "{}", law.code);
        }
        let gb = Retention::of(&Profile::new("P", "B", "gb").unwrap()).unwrap();
        assert_eq!((gb.years, gb.confidence, gb.name_over), (6, Confidence::Secondary, Money(50_000)));
        let de = Retention::of(&Profile::new("P", "B", "de").unwrap()).unwrap();
        assert_eq!((de.years, de.confidence), (10, Confidence::Law));
    }

    #[test]
    fn the_years_are_counted_from_the_end_of_the_financial_year() {
        let mut profile = Profile::new("P", "B", "gb").unwrap();
        let rule = Retention::of(&profile).unwrap();
        assert_eq!(rule.until(day("2020-03-14")), day("2026-12-31"));
        assert!(
            !rule.is_over(day("2020-03-14"), day("2026-12-31")) && rule.is_over(day("2020-03-14"), day("2027-01-01"))
        );
        profile.year_start = (4, 6);
        let rule = Retention::of(&profile).unwrap();
        assert_eq!(rule.until(day("2020-04-05")), day("2026-04-05"));
        assert_eq!(rule.until(day("2020-04-06")), day("2027-04-05"));
    }

    #[test]
    fn the_longest_of_several_laws_holds() {
        let mut profile = Profile::new("P", "B", "gb").unwrap();
        profile.jurisdictions.push("de".to_owned());
        assert_eq!(Retention::of(&profile).unwrap().years, 10);
    }
}
