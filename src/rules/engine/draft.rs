//! Putting a finding together.

use super::items::deadline;
use super::{Law, Reader};
use crate::kit::{Day, Money};
use crate::office::Confidence;
use crate::rules::book::Entry;
use crate::rules::finding::{Doubt, Finding, Kind, Severity};
use crate::rules::pack::{Aggregate, Class, Dated, Datum, Due, Rule, Status, Threshold, Visibility, What, Within};

/// A finding that is being made.
pub(super) struct Draft(Finding);

/// The deadline of a remedy on a day.
pub(super) fn remedy(law: &Law, id: Option<&str>, day: Day) -> Option<Within> {
    match &law.rule(id?)?.what {
        What::ReturnWithin(back) => back.values.on(day).map(|v| {
            let (_, within) = v.value;
            Within { confidence: worse(within.confidence, v.confidence), ..within }
        }),
        _ => None,
    }
}

fn worse(a: Confidence, b: Confidence) -> Confidence {
    if a == Confidence::Unconfirmed { a } else { b }
}

impl Draft {
    pub(super) fn of<T>(
        r: &Reader<'_>,
        rule: &Rule,
        dated: &Dated<T>,
        kind: Kind,
        severity: Severity,
        entry: &Entry,
    ) -> Self {
        let mut draft = Self::bare(r.law, rule, dated, kind, severity);
        draft.0.who = r.dossier.who;
        draft.0.anchor = format!("e{}", entry.id);
        draft.0.entries = vec![entry.id];
        draft.0.on = r.day(rule, entry);
        draft.0.amount = entry.amount;
        draft
    }

    /// One that hangs on no entry.
    pub(super) fn bare<T>(law: &Law, rule: &Rule, dated: &Dated<T>, kind: Kind, severity: Severity) -> Self {
        let mut doubts = Vec::new();
        if let Some(reason) = &dated.set {
            doubts.push(Doubt::OwnValue(reason.clone()));
        }
        if dated.confidence == Confidence::Disputed || rule.status == Status::Disputed {
            doubts.push(Doubt::Disputed);
        }
        if let Some(day) = dated.or_from {
            doubts.push(Doubt::OtherStart(day));
        }
        let mut severity = severity;
        // What nobody's text says is never more than a reason to look.
        if dated.confidence == Confidence::Unconfirmed {
            severity = severity.min(Severity::Check);
            doubts.push(Doubt::Unconfirmed);
        }
        Self(Finding {
            pack: law.pack.head.id.clone(),
            rule: rule.id.clone(),
            kind,
            severity,
            who: crate::rules::book::Who::Unit,
            anchor: String::new(),
            entries: Vec::new(),
            on: dated.from,
            amount: Money::ZERO,
            threshold: None,
            over: Money::ZERO,
            value_from: dated.from,
            due: None,
            period: None,
            missing: Vec::new(),
            class: None,
            doubts,
        })
    }

    pub(super) fn done(self) -> Finding {
        self.0
    }

    pub(super) fn threshold(&mut self, threshold: Threshold) -> &mut Self {
        self.0.threshold = Some(threshold);
        self
    }

    pub(super) fn over(&mut self, over: Money) -> &mut Self {
        self.0.over = over;
        self
    }

    pub(super) fn amount(&mut self, amount: Money) -> &mut Self {
        self.0.amount = amount;
        self
    }

    pub(super) fn anchor(&mut self, anchor: String) -> &mut Self {
        self.0.anchor = anchor;
        self
    }

    pub(super) fn on(&mut self, day: Day) -> &mut Self {
        self.0.on = day;
        self
    }

    pub(super) fn entries(&mut self, entries: &[&Entry]) -> &mut Self {
        self.0.entries = entries.iter().map(|e| e.id).collect();
        self
    }

    pub(super) fn period(&mut self, period: (Day, Day)) -> &mut Self {
        self.0.period = Some(period);
        self
    }

    pub(super) fn missing(&mut self, missing: Vec<Datum>) -> &mut Self {
        self.0.missing = missing;
        self
    }

    pub(super) fn class(&mut self, class: Class) -> &mut Self {
        self.0.class = Some(class);
        self
    }

    /// What the office cannot see of a total.
    pub(super) fn scope(&mut self, aggregate: &Aggregate) -> &mut Self {
        if aggregate.visibility == Visibility::LocalOnly {
            self.0.doubts.push(Doubt::OnlyHere(aggregate.scope));
        }
        self
    }

    /// It would hold only if the rule began on the earlier day.
    pub(super) fn perhaps(&mut self) -> &mut Self {
        self.0.kind = Kind::Perhaps;
        self.0.severity = self.0.severity.min(Severity::Check);
        self
    }

    pub(super) fn due_within(&mut self, within: Within, entry: &Entry) -> &mut Self {
        let (day, doubts) = deadline(within, entry);
        self.0.due = Some(day);
        self.0.doubts.extend(doubts);
        self.due_is(within.confidence)
    }

    pub(super) fn due(&mut self, due: &Due, day: Day) -> &mut Self {
        self.0.due = Some(day);
        if matches!(due.when, crate::rules::pack::When::Within { unit: crate::rules::pack::DayKind::Working, .. }) {
            self.0.doubts.push(Doubt::NoHolidays);
        }
        self.due_is(due.confidence)
    }

    fn due_is(&mut self, confidence: Confidence) -> &mut Self {
        if confidence == Confidence::Unconfirmed {
            self.0.doubts.push(Doubt::DueUnconfirmed);
        }
        self
    }
}
