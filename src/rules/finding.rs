//! A finding: what a rule says about entries, with everything that is needed to act on it and to see later why.

use serde::{Deserialize, Serialize};

use super::book::Who;
use super::pack::{Class, Datum, Reason, Scope, Threshold};
use crate::kit::{Day, Money};
use crate::ledger::model::EntryId;
use crate::t;

/// What a rule found. It names people and entries by their ids only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the pack.
    pub pack: String,
    /// Id of the rule.
    pub rule: String,
    pub kind: Kind,
    pub severity: Severity,
    pub who: Who,
    /// What it hangs on: an entry, or the first day of what was added up.
    pub anchor: String,
    /// In the order of their days.
    pub entries: Vec<EntryId>,
    /// The day it arose: of the entry, or of the one with which a sum passed the threshold.
    pub on: Day,
    /// What was held against the threshold.
    pub amount: Money,
    pub threshold: Option<Threshold>,
    /// What may not be kept.
    pub over: Money,
    /// The first day of the value that was used.
    pub value_from: Day,
    pub due: Option<Day>,
    /// First and last day of what was added up, or of the return.
    pub period: Option<(Day, Day)>,
    /// What is not known of the donor.
    pub missing: Vec<Datum>,
    pub class: Option<Class>,
    pub doubts: Vec<Doubt>,
}

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The donor is to be checked.
    Check,
    /// It was decided that something may not be kept, for this reason.
    GiveBack(Reason),
    OverLimit,
    NearLimit,
    Cash,
    Anonymous,
    /// Something is not known that the law asks for.
    Identify,
    Report,
    /// What was refused is reported.
    ReportRefused,
    /// A donor of this class may not give.
    Barred,
    /// A donor of this class may give under conditions.
    Conditions,
    /// What kind of donor it is is not known.
    WhatKind,
    /// The address lies abroad.
    Abroad,
    Deposit,
    /// Would hold if a rule began on the earlier of two days.
    Perhaps,
    /// The size of the unit's year brings duties.
    Band,
    /// A return is due.
    Return,
    /// Records are past the time the law asks for.
    Retention,
}

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Not certain: look at it.
    Check,
    /// Something is to be done.
    Act,
    /// It may not stay as it is.
    Stop,
}

/// What makes a finding less than certain, or what it cannot see.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The number was read in nobody's text.
    Unconfirmed,
    /// The sources do not agree.
    Disputed,
    /// The day it is due was read in nobody's text.
    DueUnconfirmed,
    /// The law adds up more than this office holds.
    OnlyHere(Scope),
    /// Public holidays were not taken off.
    NoHolidays,
    /// The day of becoming aware is not noted; the day of receipt was taken.
    AwareAssumed,
    /// A value of the party's own was used, for this reason.
    OwnValue(String),
    /// Another first day of the rule that a source names.
    OtherStart(Day),
}

impl Finding {
    /// What tells it from every other, now and after more entries: pack, rule, donor, what it hangs on.
    pub fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.pack, self.rule, self.who, self.anchor)
    }

    /// A finding is settled by work while this stays the same: the sum, and the entries behind it.
    pub fn mark(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(ToString::to_string).collect();
        format!("{}:{}", self.amount.0, entries.join("+"))
    }
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Note, Self::Check, Self::Act, Self::Stop];

    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Check => "check",
            Self::Act => "act",
            Self::Stop => "stop",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Note => t!("Note"),
            Self::Check => t!("Check this"),
            Self::Act => t!("To do"),
            Self::Stop => t!("Not allowed"),
        }
    }

    /// As the file keeps it: 0 for a note to 3.
    pub fn rank(self) -> i64 {
        self as i64
    }
}

impl Kind {
    /// As filters and commands name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::GiveBack(_) => "give_back",
            Self::OverLimit => "over_limit",
            Self::NearLimit => "near_limit",
            Self::Cash => "cash",
            Self::Anonymous => "anonymous",
            Self::Identify => "identify",
            Self::Report => "report",
            Self::ReportRefused => "report_refused",
            Self::Barred => "barred",
            Self::Conditions => "conditions",
            Self::WhatKind => "what_kind",
            Self::Abroad => "abroad",
            Self::Deposit => "deposit",
            Self::Perhaps => "perhaps",
            Self::Band => "band",
            Self::Return => "return",
            Self::Retention => "retention",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Check => t!("Check the donor"),
            Self::GiveBack(_) => t!("Give back"),
            Self::OverLimit => t!("Over a limit"),
            Self::NearLimit => t!("Near a limit"),
            Self::Cash => t!("Cash"),
            Self::Anonymous => t!("Nobody named"),
            Self::Identify => t!("Data of the donor"),
            Self::Report | Self::ReportRefused => t!("Report"),
            Self::Barred => t!("May not give"),
            Self::Conditions => t!("With conditions"),
            Self::WhatKind => t!("What kind of donor"),
            Self::Abroad => t!("From abroad"),
            Self::Deposit => t!("Bank it"),
            Self::Perhaps => t!("Disputed day"),
            Self::Band => t!("Duties of the unit"),
            Self::Return => t!("Return"),
            Self::Retention => t!("Records"),
        }
    }

    /// Every kind once, for a filter.
    pub const ALL: [Self; 18] = [
        Self::Check,
        Self::GiveBack(Reason::ImpermissibleDonor),
        Self::OverLimit,
        Self::NearLimit,
        Self::Cash,
        Self::Anonymous,
        Self::Identify,
        Self::Report,
        Self::ReportRefused,
        Self::Barred,
        Self::Conditions,
        Self::WhatKind,
        Self::Abroad,
        Self::Deposit,
        Self::Perhaps,
        Self::Band,
        Self::Return,
        Self::Retention,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_written_and_read_back_without_a_name_in_it() {
        let finding = Finding {
            pack: "gb-ppera".into(),
            rule: "gb.return".into(),
            kind: Kind::GiveBack(Reason::UnidentifiedDonor),
            severity: Severity::Act,
            who: Who::Nobody(EntryId(7)),
            anchor: "e7".into(),
            entries: vec![EntryId(7)],
            on: crate::kit::day::from_iso("2026-03-01").unwrap(),
            amount: Money(60_000),
            threshold: Some(Threshold::over(Money(50_000))),
            over: Money(60_000),
            value_from: crate::kit::day::from_iso("2010-01-01").unwrap(),
            due: None,
            period: None,
            missing: vec![Datum::FullName],
            class: None,
            doubts: vec![Doubt::OnlyHere(Scope::DonorParty), Doubt::OwnValue("because".into())],
        };
        let json = serde_json::to_string(&finding).unwrap();
        assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), finding);
        assert_eq!(finding.key(), "gb-ppera/gb.return/e7/e7");
        assert_eq!("p12".parse::<Who>().unwrap(), Who::Person(crate::people::PersonId(12)));
        assert!("12".parse::<Who>().is_err());
        let keys: std::collections::BTreeSet<&str> = Kind::ALL.iter().map(|k| k.key()).collect();
        assert_eq!(keys.len(), Kind::ALL.len());
    }
}
