//! The office's details as they are typed.

use serde::{Deserialize, Serialize};

use crate::kit::{Currency, Problem, Result, day};
use crate::office::profile::{PaperSize, Profile, UNIT_TYPES, jurisdiction_of};
use crate::t;

/// Half-typed details; `parse` makes the value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProfileForm {
    pub party: String,
    pub branch: String,
    pub unit_type: String,
    /// Codes of the jurisdictions, the leading one first.
    pub laws: Vec<String>,
    pub currency: String,
    pub year_day: String,
    /// 1 to 12.
    pub year_month: u32,
    pub time_zone: String,
    pub letterhead: String,
    pub signatory: String,
    pub accent: String,
    pub lock_minutes: String,
    pub letter_paper: bool,
    pub month_first: bool,
}

impl ProfileForm {
    pub(super) fn of(p: &Profile) -> Self {
        Self {
            party: p.party.clone(),
            branch: p.branch.clone(),
            unit_type: p.unit_type.clone(),
            laws: p.jurisdictions.clone(),
            currency: p.currency.code.to_owned(),
            year_day: p.year_start.1.to_string(),
            year_month: p.year_start.0,
            time_zone: p.time_zone.clone(),
            letterhead: p.letterhead.clone(),
            signatory: p.signatory.clone(),
            accent: p.accent.clone(),
            lock_minutes: p.lock_minutes.to_string(),
            letter_paper: p.paper == PaperSize::Letter,
            month_first: p.month_first,
        }
    }

    /// Changes one detail by the name the command line gives it.
    ///
    /// # Errors
    /// When there is no such detail, or it cannot be read.
    pub(super) fn set(&mut self, name: &str, value: &str) -> Result<()> {
        let value = value.trim().to_owned();
        match name {
            "party" => self.party = value,
            "branch" => self.branch = value,
            "unit-type" => self.unit_type = value,
            "jurisdictions" => self.laws = value.split(',').map(|c| c.trim().to_lowercase()).collect(),
            "currency" => self.currency = value.to_uppercase(),
            "year-start" => {
                let (month, on) = value.split_once('-').ok_or_else(|| {
                    Problem::usage(format!("“{value}” is not the start of a year"))
                        .hint("Write month and day, like 04-06")
                })?;
                let number = |text: &str| {
                    text.parse::<u32>().map_err(|_no_number| Problem::usage(format!("“{text}” is not a number")))
                };
                self.year_month = number(month)?;
                self.year_day = number(on)?.to_string();
            }
            "time-zone" => self.time_zone = value,
            "letterhead" => self.letterhead = value.replace("\\n", "\n"),
            "signatory" => self.signatory = value,
            "accent" => self.accent = value,
            "lock-minutes" => self.lock_minutes = value,
            "paper" => self.letter_paper = value.eq_ignore_ascii_case("letter"),
            "month-first" => self.month_first = matches!(value.as_str(), "yes" | "true" | "1"),
            _ => return Err(Problem::usage(format!("There is no detail “{name}”"))),
        }
        Ok(())
    }

    /// The details, on top of what the form does not show (logo, signature).
    ///
    /// # Errors
    /// Says which detail cannot be right.
    pub(super) fn parse(&self, before: &Profile) -> Result<Profile> {
        let number = |text: &str, what: &str| {
            text.trim().parse::<u32>().map_err(|e| {
                Problem::input(t!("{what} is a whole number, not “{text}”", what = what, text = text)).because(e)
            })
        };
        for code in &self.laws {
            jurisdiction_of(code)?;
        }
        // What an older version let be typed stays until another is chosen.
        let unit_type = self.unit_type.trim();
        if unit_type != before.unit_type && !UNIT_TYPES.iter().any(|(key, _)| *key == unit_type) {
            let keys: Vec<_> = UNIT_TYPES.iter().map(|(key, _)| *key).collect();
            return Err(Problem::input(t!("“{key}” is not a kind of unit", key = unit_type))
                .hint(t!("Use one of {keys}", keys = keys.join(", "))));
        }
        let profile = Profile {
            party: self.party.trim().to_owned(),
            branch: self.branch.trim().to_owned(),
            unit_type: unit_type.to_owned(),
            jurisdictions: self.laws.clone(),
            currency: Currency::of(self.currency.trim())?,
            year_start: (self.year_month, number(&self.year_day, t!("The first day of the year"))?),
            time_zone: self.time_zone.trim().to_owned(),
            letterhead: self.letterhead.trim().to_owned(),
            signatory: self.signatory.trim().to_owned(),
            accent: self.accent.trim().trim_start_matches('#').to_uppercase(),
            lock_minutes: number(&self.lock_minutes, t!("The lock time"))?,
            paper: if self.letter_paper { PaperSize::Letter } else { PaperSize::A4 },
            month_first: self.month_first,
            ..before.clone()
        };
        profile.check()?;
        Ok(profile)
    }
}

/// The months, for a choice.
pub(super) fn months() -> Vec<(u32, &'static str)> {
    (1..=12).map(|m| (m, day::month_name(m))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_the_details_or_a_problem_that_says_which() {
        let before = Profile::new("Harbour Party", "Riverside", "gb").unwrap();
        let mut form = ProfileForm::of(&before);
        assert_eq!(form.parse(&before).unwrap(), before, "nothing typed changes nothing");
        form.set("year-start", "04-06").unwrap();
        form.set("accent", "#e4003b").unwrap();
        let after = form.parse(&before).unwrap();
        assert_eq!((after.year_start, after.accent.as_str()), ((4, 6), "E4003B"));
        form.set("lock-minutes", "soon").unwrap();
        assert!(form.parse(&before).unwrap_err().message.contains("lock time"));
        assert!(form.set("year-start", "April").is_err());
        assert!(form.set("colour", "red").is_err());
    }
}
