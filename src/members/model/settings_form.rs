//! What a person types about classes, settings and the rule of the roll: texts that become values, or problems beside the fields.

use serde::{Deserialize, Serialize};

use super::form::Reader;
use super::{Class, ClassId, FieldProblem, Numbers, NumbersForm, Proration, Rule, Settings, Terms, Year};
use crate::kit::{Day, Money, Numbering, numbering};
use crate::t;

/// A class as it is typed, with the fee that is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClassForm {
    pub name: String,
    pub owes: bool,
    pub votes: bool,
    pub family: bool,
    pub closed: bool,
    /// For twelve months; empty leaves the fees as they are.
    pub fee: String,
    /// Empty for today.
    pub fee_from: String,
    pub note: String,
}

impl ClassForm {
    /// The form filled with a class; its fees stay as they are unless one is typed.
    pub fn of(class: &Class) -> Self {
        Self {
            name: class.name.clone(),
            owes: class.owes,
            votes: class.votes,
            family: class.family,
            closed: class.closed,
            fee: String::new(),
            fee_from: String::new(),
            note: class.note.clone(),
        }
    }

    /// The class without id, place and fees; and the fee that is to be set.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<(Class, Option<(Day, Money)>), Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let name = read.text("name", &self.name, t!("A class needs a name"));
        let amount = read.amount("fee", &self.fee);
        let from = read.day("fee_from", &self.fee_from).unwrap_or(terms.today);
        let class = Class {
            id: ClassId(0),
            name,
            owes: self.owes,
            votes: self.votes,
            family: self.family,
            position: 0,
            closed: self.closed,
            note: self.note.trim().to_owned(),
            fees: Vec::new(),
        };
        read.end((class, amount.map(|amount| (from, amount))))
    }
}

/// How the branch counts, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub rolling: bool,
    pub year_month: u32,
    pub year_day: String,
    pub rollover: bool,
    pub rollover_month: u32,
    pub rollover_day: String,
    pub grace_days: String,
    pub proration: String,
    pub remind_days: String,
    pub rule: RuleForm,
    pub numbers: NumbersForm,
}

impl SettingsForm {
    /// The form filled with what is set now.
    pub fn of(settings: &Settings) -> Self {
        let (rolling, year, rollover) = match settings.year {
            Year::Fixed { month, day, rollover } => (false, (month, day), rollover),
            Year::Rolling => (true, (1, 1), None),
        };
        let (rollover_month, rollover_day) = rollover.unwrap_or((10, 1));
        Self {
            rolling,
            year_month: year.0,
            year_day: year.1.to_string(),
            rollover: rollover.is_some(),
            rollover_month,
            rollover_day: rollover_day.to_string(),
            grace_days: settings.grace_days.to_string(),
            proration: settings.proration.key().to_owned(),
            remind_days: settings.remind_days.to_string(),
            rule: RuleForm::of(&settings.rule),
            numbers: NumbersForm::of(&settings.numbers),
        }
    }

    /// The settings, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<Settings, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let year = if self.rolling {
            Year::Rolling
        } else {
            let day = self.day_of(&mut read, "year_day", &self.year_day);
            let rollover = self
                .rollover
                .then(|| (self.rollover_month, self.day_of(&mut read, "rollover_day", &self.rollover_day)));
            Year::Fixed { month: self.year_month.clamp(1, 12), day, rollover }
        };
        let grace_days = read.number("grace_days", &self.grace_days, 0, 730);
        let remind_days = read.number("remind_days", &self.remind_days, 0, 365);
        let proration = Proration::of(&self.proration).unwrap_or_else(|problem| {
            read.wrong("proration", problem.to_string());
            Proration::Months
        });
        let rule = self.rule.read(&mut read);
        // Which classes vote is a setting of each class.
        let rule = Rule { classes: Vec::new(), ..rule };
        let numbers = self.numbers.read(&mut read);
        read.end(Settings { year, grace_days, proration, remind_days, rule, numbers })
    }

    fn day_of(&self, read: &mut Reader<'_>, field: &'static str, text: &str) -> u32 {
        text.trim().parse().ok().filter(|n| (1..=28).contains(n)).unwrap_or_else(|| {
            read.wrong(field, t!("A day from 1 to 28, which every month has"));
            1
        })
    }
}

impl NumbersForm {
    fn read(&self, read: &mut Reader<'_>) -> Numbers {
        let mut wrong = |field, message: String| read.wrong(field, message);
        let prefix = numbering::prefix(&self.prefix).unwrap_or_else(|message| {
            wrong("number_prefix", message);
            String::new()
        });
        let digits = numbering::digits(&self.digits, 1).unwrap_or_else(|message| {
            wrong("number_digits", message);
            1
        });
        let next = if self.next.trim().is_empty() { Ok(0) } else { numbering::serial(&self.next, 1) };
        let next = next.unwrap_or_else(|message| {
            wrong("number_next", message);
            1
        });
        Numbers { auto: self.auto, numbering: Numbering { prefix, digits }, next }
    }
}

/// A rule for the roll as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    pub days: String,
    pub paid_up: bool,
    pub grace: bool,
    pub age: String,
    pub classes: Vec<ClassId>,
    pub forgive: String,
}

impl RuleForm {
    /// The form filled with a rule.
    pub fn of(rule: &Rule) -> Self {
        Self {
            days: rule.days.to_string(),
            paid_up: rule.paid_up,
            grace: rule.grace,
            age: rule.age.map(|age| age.to_string()).unwrap_or_default(),
            classes: rule.classes.clone(),
            forgive: rule.forgive.to_string(),
        }
    }

    fn read(&self, read: &mut Reader<'_>) -> Rule {
        let age = read.number("age", &self.age, u32::MAX, 120);
        Rule {
            days: read.number("days", &self.days, 0, 3660),
            paid_up: self.paid_up,
            grace: self.grace,
            age: (age != u32::MAX).then_some(age),
            classes: self.classes.clone(),
            forgive: read.number("forgive", &self.forgive, 0, 3660),
        }
    }

    /// The rule, or what is wrong with the fields.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, terms: &Terms) -> Result<Rule, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let rule = self.read(&mut read);
        read.end(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Currency;
    use crate::kit::day::from_iso;

    fn terms() -> Terms {
        Terms { currency: *Currency::pound(), today: from_iso("2026-11-21").unwrap(), month_first: false }
    }

    fn fields(problems: &[FieldProblem]) -> Vec<&str> {
        problems.iter().map(|p| p.field).collect()
    }

    #[test]
    fn settings_go_there_and_back() {
        let rule = Rule { days: 30, age: Some(16), grace: true, ..Rule::default() };
        for year in [Year::Rolling, Year::Fixed { month: 4, day: 6, rollover: None }, Settings::default().year] {
            let numbers = Numbers { auto: true, numbering: Numbering { prefix: "M-".into(), digits: 4 }, next: 42 };
            let settings = Settings { year, grace_days: 60, rule: rule.clone(), numbers, ..Settings::default() };
            assert_eq!(SettingsForm::of(&settings).parse(&terms()).unwrap(), settings);
        }
        let wrong = SettingsForm {
            year_day: "31".into(),
            grace_days: "-1".into(),
            proration: "weeks".into(),
            ..SettingsForm::of(&Settings::default())
        };
        assert_eq!(fields(&wrong.parse(&terms()).unwrap_err()), ["year_day", "grace_days", "proration"]);
    }

    #[test]
    fn a_class_needs_a_name_and_an_amount() {
        let class = ClassForm { fee: "-3".into(), ..ClassForm::default() };
        assert_eq!(fields(&class.parse(&terms()).unwrap_err()), ["name", "fee"]);
    }
}
