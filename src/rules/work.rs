//! Work on findings: what was done, when, by whom; the work is the record.

use serde::{Deserialize, Serialize};

use super::book::Verdict;
use super::engine::Law;
use super::finding::{Finding, Kind};
use super::pack::{Reason, What};
use crate::kit::{Currency, Day, Money, day};
use crate::ledger::model::FieldProblem;
use crate::t;

crate::row_id!(
    /// One thing that was done about a finding.
    WorkId
);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Checked, and it may be kept.
    Accepted,
    /// Checked, and the donor may not give.
    Impermissible,
    /// The donor could not be found out.
    Unidentified,
    /// It was given for somebody else who is not named.
    Indirect,
    /// The day on which it was learned that something is wrong.
    Aware,
    /// Given back to the donor, or to whom it came from.
    Returned,
    /// Paid to the regulator, or spent as the law has it.
    PaidOver,
    /// Many people gave it at one event.
    Collection,
    /// Reported, or handed to who reports.
    Reported,
    Done,
    /// Nothing is to be done, and why.
    Explained,
    /// Dealt with before this office was kept with Wardroom.
    Before,
}

impl Outcome {
    pub const ALL: [Self; 12] = [
        Self::Accepted,
        Self::Impermissible,
        Self::Unidentified,
        Self::Indirect,
        Self::Aware,
        Self::Returned,
        Self::PaidOver,
        Self::Collection,
        Self::Reported,
        Self::Done,
        Self::Explained,
        Self::Before,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Impermissible => "impermissible",
            Self::Unidentified => "unidentified",
            Self::Indirect => "indirect",
            Self::Aware => "aware",
            Self::Returned => "returned",
            Self::PaidOver => "paid_over",
            Self::Collection => "collection",
            Self::Reported => "reported",
            Self::Done => "done",
            Self::Explained => "explained",
            Self::Before => "before",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => t!("Checked and accepted"),
            Self::Impermissible => t!("Checked: the donor may not give"),
            Self::Unidentified => t!("The donor cannot be found out"),
            Self::Indirect => t!("Given for somebody else who is not named"),
            Self::Aware => t!("Note the day we became aware"),
            Self::Returned => t!("Given back"),
            Self::PaidOver => t!("Paid over"),
            Self::Collection => t!("A collection from many people"),
            Self::Reported => t!("Reported or handed over"),
            Self::Done => t!("Done"),
            Self::Explained => t!("Nothing to do, because…"),
            Self::Before => t!("Dealt with before Wardroom"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        let key = key.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }

    /// What it says of the entries it is about.
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Accepted => Some(Verdict::Accepted),
            Self::Impermissible => Some(Verdict::Impermissible),
            Self::Unidentified => Some(Verdict::Unidentified),
            Self::Indirect => Some(Verdict::Indirect),
            _ => None,
        }
    }

    /// Whether the finding is dealt with by it. A verdict and a day of becoming aware change what is found instead.
    pub fn settles(self) -> bool {
        !matches!(self, Self::Impermissible | Self::Unidentified | Self::Indirect | Self::Aware | Self::Collection)
    }

    /// Whether money goes away with it.
    pub fn gives_back(self) -> bool {
        matches!(self, Self::Returned | Self::PaidOver)
    }

    /// The label of the field for the means, where it has one.
    pub fn means(self) -> Option<&'static str> {
        match self {
            Self::Accepted | Self::Impermissible => Some(t!("Register or paper that was looked at")),
            Self::Returned | Self::PaidOver => Some(t!("By what means, and to whom")),
            Self::Reported => Some(t!("To whom, and how")),
            _ => None,
        }
    }
}

/// What can be done about a finding, the likeliest first.
pub fn outcomes(law: &Law, finding: &Finding) -> Vec<Outcome> {
    // A refusal must lead somewhere: only where a rule says how what was refused goes back.
    let back = |reason: Reason| {
        law.rules.iter().any(|r| matches!(&r.what, What::ReturnWithin(w) if w.reasons.contains(&reason)))
    };
    let refusals = [
        (Outcome::Impermissible, Reason::ImpermissibleDonor),
        (Outcome::Unidentified, Reason::UnidentifiedDonor),
        (Outcome::Indirect, Reason::Indirect),
    ];
    let refusals = || refusals.into_iter().filter(|(_, reason)| back(*reason)).map(|(outcome, _)| outcome);
    let mut all = match finding.kind {
        Kind::Check | Kind::Conditions => {
            std::iter::once(Outcome::Accepted).chain(refusals()).chain([Outcome::Returned]).collect()
        }
        Kind::WhatKind | Kind::Abroad => std::iter::once(Outcome::Accepted).chain(refusals()).collect(),
        Kind::Barred => vec![Outcome::Returned, Outcome::PaidOver, Outcome::Aware, Outcome::Accepted],
        Kind::GiveBack(_) | Kind::OverLimit | Kind::Cash => vec![Outcome::Returned, Outcome::PaidOver, Outcome::Aware],
        Kind::Anonymous => {
            let unknown = back(Reason::UnidentifiedDonor).then_some(Outcome::Unidentified);
            [Outcome::Returned, Outcome::PaidOver, Outcome::Collection].into_iter().chain(unknown).collect()
        }
        Kind::Report | Kind::ReportRefused | Kind::Perhaps | Kind::Return => vec![Outcome::Reported],
        Kind::Band | Kind::Deposit | Kind::Identify | Kind::NearLimit | Kind::Retention => vec![Outcome::Done],
    };
    all.extend([Outcome::Explained, Outcome::Before]);
    all
}

/// What was done, as it can be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWork {
    pub outcome: Outcome,
    pub on: Day,
    pub by: String,
    pub means: String,
    pub note: String,
    pub amount: Option<Money>,
    pub people: Option<u32>,
    /// Records in the ledger too that the money went back.
    pub refund: bool,
}

/// Work as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub id: WorkId,
    pub pack_version: String,
    pub pack_digest: String,
    /// The finding as it was.
    pub finding: Finding,
    pub outcome: Outcome,
    pub on: Day,
    pub by: String,
    pub means: String,
    pub note: String,
    pub amount: Option<Money>,
    pub people: Option<u32>,
}

/// Half-typed work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkForm {
    pub outcome: Option<Outcome>,
    pub on: String,
    pub by: String,
    pub means: String,
    pub note: String,
    pub amount: String,
    pub people: String,
    pub refund: bool,
}

impl WorkForm {
    /// What was done, or what is wrong beside which field.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(
        &self,
        finding: &Finding,
        currency: Currency,
        today: Day,
        month_first: bool,
    ) -> Result<NewWork, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, message: String| problems.push(FieldProblem::new(field, message));
        let Some(outcome) = self.outcome else {
            return Err(vec![FieldProblem::new("outcome", t!("Say what was done"))]);
        };
        let on = match day::typed(&self.on, today, month_first) {
            Ok(on) if on > today => {
                wrong("on", t!("The day lies in the future").to_owned());
                today
            }
            Ok(on) => on,
            Err(problem) => {
                wrong("on", problem.to_string());
                today
            }
        };
        let by = self.by.trim().to_owned();
        if by.is_empty() {
            wrong("by", t!("Say who did it").to_owned());
        }
        if outcome == Outcome::Accepted && self.means.trim().is_empty() {
            wrong("means", t!("Say what was looked at").to_owned());
        }
        if outcome == Outcome::Explained && self.note.trim().is_empty() {
            wrong("note", t!("Say why nothing is to be done").to_owned());
        }
        let mut amount = None;
        if outcome.gives_back() {
            match currency.parse(&self.amount, None) {
                Ok(sum) if sum > Money::ZERO && sum <= finding.amount => amount = Some(sum),
                Ok(_) => wrong("amount", t!("Between nothing and {amount}", amount = currency.show(finding.amount))),
                Err(problem) => wrong("amount", problem.to_string()),
            }
        }
        let mut people = None;
        if outcome == Outcome::Collection {
            match self.people.trim().parse::<u32>() {
                Ok(n) if n > 0 => people = Some(n),
                _ => wrong("people", t!("Say about how many people gave").to_owned()),
            }
            if self.note.trim().is_empty() {
                wrong("note", t!("Say what event it was").to_owned());
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewWork {
            outcome,
            on,
            by,
            means: self.means.trim().to_owned(),
            note: self.note.trim().to_owned(),
            amount,
            people,
            refund: self.refund && outcome.gives_back(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::of(outcome.key()), Some(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.key());
        }
        assert_eq!(Outcome::of("paid-over"), Some(Outcome::PaidOver));
    }
}
