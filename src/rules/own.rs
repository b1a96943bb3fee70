//! What the party adds: values of its own, rules of its own, election periods; and what a law wants to know of a donor.

use serde::{Deserialize, Serialize};

use super::pack::{
    Aggregate, Basis, By, Check, Class, Dated, Datum, DayKind, Due, Identify, ItemMax, Limit, Of, Op, Override, Report,
    ReportValue, Reset, Returns, Rule, Scope, Status, Threshold, Tier, Treat, Trigger, Values, Visibility, What, When,
    Window, Within,
};
use crate::kit::{Currency, Day, Money, day};
use crate::ledger::model::{EntryKind, FieldProblem, Method};
use crate::office::Confidence;
use crate::people::PersonId;
use crate::t;

crate::row_id!(
    /// A value of the party's own.
    ValueId
);
crate::row_id!(
    /// A rule of the party's own.
    OwnRuleId
);
crate::row_id!(
    /// An election period.
    ElectionId
);

/// A value of the party's own, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnValue {
    pub id: ValueId,
    pub value: Override,
    pub set_by: String,
}

/// What a rule of the party's own is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnKind {
    #[default]
    Check,
    Limit,
    Cash,
    Anonymous,
    Identify,
    Report,
}

impl OwnKind {
    pub const ALL: [Self; 6] = [Self::Check, Self::Limit, Self::Cash, Self::Anonymous, Self::Identify, Self::Report];

    pub fn key(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Limit => "limit",
            Self::Cash => "cash",
            Self::Anonymous => "anonymous",
            Self::Identify => "identify",
            Self::Report => "report",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Check => t!("Check the donor of each"),
            Self::Limit => t!("A limit for one donor"),
            Self::Cash => t!("A maximum in cash"),
            Self::Anonymous => t!("A maximum from nobody named"),
            Self::Identify => t!("Name and address are needed"),
            Self::Report => t!("Report it"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether amounts of a time are added up under it.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Limit | Self::Identify | Self::Report)
    }

    /// Whether it has a deadline in days.
    pub fn has_days(self) -> bool {
        matches!(self, Self::Check | Self::Report)
    }
}

/// The times over which a rule of the party's own adds up.
pub const OWN_WINDOWS: [(&str, Window); 4] = [
    ("none", Window::Item),
    ("calendar_year", Window::CALENDAR_YEAR),
    ("financial_year", Window::FinancialYear),
    ("quarter", Window::Quarter),
];

/// In words.
pub fn window_label(key: &str) -> &'static str {
    match key {
        "calendar_year" => t!("A calendar year"),
        "financial_year" => t!("A financial year"),
        "quarter" => t!("A quarter"),
        _ => t!("Each by itself"),
    }
}

/// A rule of the party's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRule {
    pub name: String,
    pub says: String,
    pub kind: OwnKind,
    pub entries: Vec<EntryKind>,
    pub over: Threshold,
    /// One of [`OWN_WINDOWS`].
    pub window: String,
    pub days: Option<u32>,
    pub from: Day,
    pub to: Option<Day>,
    pub reason: String,
}

/// The id of an own rule as findings and commands name it.
pub fn own_id(id: OwnRuleId) -> String {
    format!("own.{id}")
}

impl OwnRule {
    /// As the engine takes it.
    pub fn rule(&self, id: OwnRuleId, unit: &str) -> Rule {
        let window =
            OWN_WINDOWS.iter().find(|(key, _)| *key == self.window).map_or(Window::Item, |(_, window)| *window);
        let sure = Confidence::Secondary;
        let kinds = self.entries.clone();
        let within = |days: Option<u32>| Within {
            days: days.unwrap_or(0),
            unit: DayKind::Calendar,
            from: Trigger::Received,
            confidence: sure,
        };
        let aggregate = Aggregate {
            window,
            scope: Scope::DonorUnit,
            visibility: Visibility::Complete,
            returns: Returns::Net,
            kinds: kinds.clone(),
            office_holder_dues: true,
        };
        let item = |methods: Vec<Method>| ItemMax {
            kinds: kinds.clone(),
            methods,
            treat: Treat::Whole,
            remedy: None,
            values: self.values(self.over),
        };
        let what = match self.kind {
            OwnKind::Check => What::AcceptCheck(Check {
                kinds,
                checks: Vec::new(),
                values: self.values((self.over, within(self.days))),
            }),
            OwnKind::Limit => What::ContributionLimit(Limit {
                aggregate,
                classes: Vec::new(),
                remedy: None,
                values: self.values(self.over),
            }),
            OwnKind::Cash => What::CashMax(item(vec![Method::Cash])),
            OwnKind::Anonymous => What::AnonymousMax(item(Vec::new())),
            OwnKind::Identify => What::IdentifyOver(Identify {
                kinds,
                remedy: None,
                values: self.values(vec![Tier {
                    over: self.over,
                    window,
                    data: vec![Datum::FullName, Datum::Address],
                }]),
            }),
            OwnKind::Report => What::ReportOver(Report {
                period: window,
                of: Of::Accepted,
                reset: if window == Window::Item { Reset::Each } else { Reset::Never },
                by: By::Unit,
                publish: false,
                only_during_election: false,
                values: self.values(ReportValue {
                    over: self.over,
                    then: None,
                    ignore: None,
                    due: self.days.map(|days| Due {
                        when: match window {
                            Window::Item => When::Within { days, unit: DayKind::Calendar },
                            _ => When::AfterPeriod { months: 0, days },
                        },
                        confidence: sure,
                    }),
                }),
                aggregate,
            }),
        };
        Rule {
            id: own_id(id),
            title: self.name.clone(),
            says: self.says.clone(),
            units: vec![unit.to_owned()],
            status: Status::InForce,
            confidence: sure,
            verified_on: self.from,
            sources: Vec::new(),
            note: String::new(),
            basis: Basis::Received,
            what,
            own: Some(self.reason.clone()),
        }
    }

    fn values<T>(&self, value: T) -> Values<T> {
        Values(vec![Dated {
            from: self.from,
            to: self.to,
            or_from: None,
            confidence: Confidence::Secondary,
            sources: Vec::new(),
            note: String::new(),
            set: None,
            value,
        }])
    }
}

/// An election period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    pub id: ElectionId,
    pub name: String,
    pub from: Day,
    pub to: Day,
}

/// What a law wants to know of a donor besides name and address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub class: Option<Class>,
    pub nationality: String,
    pub register_number: String,
    pub office_holder: bool,
    pub note: String,
}

impl Standing {
    /// What makes no sense of this person.
    ///
    /// # Errors
    /// When the class is one of people and the donor is an organisation, or the other way round.
    pub fn check(&self, organisation: bool) -> Result<(), FieldProblem> {
        match self.class {
            Some(class) if class.is_natural() == organisation => Err(FieldProblem::new(
                "class",
                if organisation {
                    t!("An organisation is none of a person’s kinds")
                } else {
                    t!("A person is none of an organisation’s kinds")
                },
            )),
            _ => Ok(()),
        }
    }
}

/// A donor with what is known of the standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    pub person: PersonId,
    pub name: String,
    pub organisation: bool,
    pub standing: Standing,
}

/// A half-typed value of the party's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueForm {
    pub rule: String,
    pub from: String,
    pub to: String,
    pub at_least: bool,
    pub amount: String,
    pub days: String,
    pub reason: String,
}

/// A half-typed rule of the party's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRuleForm {
    pub name: String,
    pub says: String,
    pub kind: OwnKind,
    /// Keys of kinds of entry.
    pub entries: Vec<String>,
    pub at_least: bool,
    pub amount: String,
    pub window: String,
    pub days: String,
    pub from: String,
    pub to: String,
    pub reason: String,
}

/// A half-typed election period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectionForm {
    pub name: String,
    pub from: String,
    pub to: String,
}

/// What forms are read against.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub currency: Currency,
    pub today: Day,
    pub month_first: bool,
}

struct Reader<'a> {
    reading: &'a Reading,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &'static str, message: impl Into<String>) {
        self.problems.push(FieldProblem::new(field, message));
    }

    fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        if text.trim().is_empty() {
            return None;
        }
        match day::typed(text, self.reading.today, self.reading.month_first) {
            Ok(day) => Some(day),
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }

    fn span(&mut self, from: &str, to: &str) -> (Day, Option<Day>) {
        let first = self.day("from", from);
        if first.is_none() && self.problems.iter().all(|p| p.field != "from") {
            self.wrong("from", t!("Say from which day on"));
        }
        let last = self.day("to", to);
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            self.wrong("to", t!("The last day lies before the first"));
        }
        (first.unwrap_or(self.reading.today), last)
    }

    fn money(&mut self, field: &'static str, text: &str) -> Option<Money> {
        if text.trim().is_empty() {
            return None;
        }
        match self.reading.currency.parse(text, None) {
            Ok(money) if money >= Money::ZERO => Some(money),
            Ok(_) => {
                self.wrong(field, t!("Not below nothing"));
                None
            }
            Err(problem) => {
                self.wrong(field, problem.to_string());
                None
            }
        }
    }

    fn days(&mut self, text: &str) -> Option<u32> {
        if text.trim().is_empty() {
            return None;
        }
        match text.trim().parse() {
            Ok(days) if days <= 3660 => Some(days),
            _ => {
                self.wrong("days", t!("A number of days, at most ten years"));
                None
            }
        }
    }

    fn reason(&mut self, text: &str) -> String {
        let text = text.trim().to_owned();
        if text.is_empty() {
            self.wrong("reason", t!("Say why; the reason is kept"));
        }
        text
    }

    fn done<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }
}

fn op(at_least: bool) -> Op {
    if at_least { Op::Gte } else { Op::Gt }
}

impl ValueForm {
    /// The value; `takes` says whether the rule takes an amount, and days.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, takes: (bool, bool), reading: &Reading) -> Result<Override, Vec<FieldProblem>> {
        let mut r = Reader { reading, problems: Vec::new() };
        let (from, to) = r.span(&self.from, &self.to);
        let amount = r.money("amount", &self.amount).filter(|_| takes.0);
        let days = r.days(&self.days).filter(|_| takes.1);
        if takes == (false, false) {
            r.wrong("rule", t!("This rule has no single number that could be another"));
        } else if amount.is_none() && days.is_none() && r.problems.is_empty() {
            r.wrong(if takes.0 { "amount" } else { "days" }, t!("Say which value holds instead"));
        }
        let reason = r.reason(&self.reason);
        let threshold = amount.map(|amount| Threshold { op: op(self.at_least), amount });
        r.done(Override { rule: self.rule.clone(), from, to, threshold, days, reason })
    }
}

impl OwnRuleForm {
    /// The rule.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, reading: &Reading) -> Result<OwnRule, Vec<FieldProblem>> {
        let mut r = Reader { reading, problems: Vec::new() };
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            r.wrong("name", t!("The rule needs a name"));
        }
        let entries: Vec<EntryKind> = self.entries.iter().filter_map(|key| EntryKind::of(key).ok()).collect();
        if entries.is_empty() {
            r.wrong("entries", t!("Say for which kinds of entry"));
        }
        let amount = r.money("amount", &self.amount);
        if amount.is_none() && r.problems.iter().all(|p| p.field != "amount") {
            r.wrong("amount", t!("Say how much"));
        }
        let days = r.days(&self.days).filter(|_| self.kind.has_days());
        let (from, to) = r.span(&self.from, &self.to);
        let reason = r.reason(&self.reason);
        let known = OWN_WINDOWS.iter().any(|(key, _)| *key == self.window);
        let window = if known && self.kind.adds_up() { self.window.clone() } else { "none".to_owned() };
        if self.kind == OwnKind::Limit && window == "none" {
            r.wrong("window", t!("A limit is for a time"));
        }
        r.done(OwnRule {
            name,
            says: self.says.trim().to_owned(),
            kind: self.kind,
            entries,
            over: Threshold { op: op(self.at_least), amount: amount.unwrap_or_default() },
            window,
            days,
            from,
            to,
            reason,
        })
    }
}

impl ElectionForm {
    /// Name, first and last day.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, reading: &Reading) -> Result<(String, Day, Day), Vec<FieldProblem>> {
        let mut r = Reader { reading, problems: Vec::new() };
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            r.wrong("name", t!("Say which election"));
        }
        let (from, to) = r.span(&self.from, &self.to);
        if to.is_none() && r.problems.iter().all(|p| p.field != "to") {
            r.wrong("to", t!("Say its last day"));
        }
        r.done((name, from, to.unwrap_or(from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        Reading { currency: *Currency::pound(), today: day::from_iso("2026-11-21").unwrap(), month_first: false }
    }

    fn fields<T>(outcome: Result<T, Vec<FieldProblem>>) -> Vec<&'static str> {
        outcome.err().unwrap_or_default().iter().map(|p| p.field).collect()
    }

    #[test]
    fn each_form_says_what_is_wrong_beside_the_field() {
        assert_eq!(fields(ValueForm::default().parse((true, true), &reading())), ["from", "reason"]);
        let form = ValueForm { from: "today".into(), reason: "So decided".into(), ..ValueForm::default() };
        assert_eq!(fields(form.parse((true, false), &reading())), ["amount"]);
        assert_eq!(fields(form.parse((false, false), &reading())), ["rule"]);
        let form = ValueForm { amount: "100".into(), days: "x".into(), to: "1/1/2020".into(), ..form };
        assert_eq!(fields(form.parse((true, true), &reading())), ["to", "days"]);
        assert_eq!(fields(OwnRuleForm::default().parse(&reading())), ["name", "entries", "amount", "from", "reason"]);
        let limit = OwnRuleForm {
            name: "Cap".into(),
            kind: OwnKind::Limit,
            entries: vec!["donation".into()],
            amount: "1000".into(),
            from: "today".into(),
            reason: "Ours".into(),
            ..OwnRuleForm::default()
        };
        assert_eq!(fields(limit.parse(&reading())), ["window"]);
        assert_eq!(fields(ElectionForm::default().parse(&reading())), ["name", "from", "to"]);
        let standing = Standing { class: Some(Class::Company), ..Standing::default() };
        assert!(standing.check(true).is_ok() && standing.check(false).is_err());
    }
}
