//! The engine: from one donor's entries and a law to what the law says of them, as of a day. A pure function: no clock, no file.
//!
//! Rules speak of one donor's entries or of the unit's totals, so after a new entry only its donor is worked out again:
//! [`Whole`] keeps the findings of everybody and does that; the office does the same with its table of findings.

mod days;
mod draft;
mod items;
mod law;
mod relief;
mod sums;
pub mod unit;

use std::collections::BTreeMap;

pub use days::{quarter, year_from};
pub use law::{Law, can_be_set};
pub use relief::{Credit, ReceiptWord, credits, receipts};

use super::book::{Dossier, Entry, Who};
use super::finding::{Finding, Kind};
use super::pack::{Basis, Rule, What};
use crate::kit::{Day, Money};
use crate::ledger::model::EntryKind;

/// What the law says of one donor's entries up to a day. The order of the entries does not matter.
pub fn evaluate(law: &Law, dossier: &Dossier, as_of: Day) -> Vec<Finding> {
    let mut sorted: Vec<usize> = (0..dossier.entries.len()).collect();
    sorted.sort_unstable_by_key(|at| dossier.entries.get(*at).map(|e| (e.received, e.id)));
    let total = dossier.entries.iter().map(|e| e.amount.max(Money::ZERO)).sum();
    let r = Reader { law, dossier, sorted: &sorted, total, as_of };
    let mut found = Vec::new();
    for rule in law.rules.iter().filter(|rule| rule.status.applies()) {
        match &rule.what {
            What::AcceptCheck(w) => items::check(&r, rule, w, &mut found),
            What::ReturnWithin(w) => items::give_back(&r, rule, w, &mut found),
            What::ContributionLimit(w) => sums::limit(&r, rule, w, &mut found),
            What::CashMax(w) => items::item_max(&r, rule, w, Kind::Cash, &mut found),
            What::AnonymousMax(w) => items::item_max(&r, rule, w, Kind::Anonymous, &mut found),
            What::IdentifyOver(w) => items::identify(&r, rule, w, &mut found),
            What::ReportOver(w) => sums::report(&r, rule, w, &mut found),
            What::DonorClasses(w) => items::classes(&r, rule, w, &mut found),
            What::Deposit(w) => items::deposit(&r, rule, w, &mut found),
            // These speak of the unit, or say something that is worked out elsewhere or not at all.
            What::AccountsBand(_)
            | What::ReturnSchedule(_)
            | What::CollectionEvent(_)
            | What::Retention(_)
            | What::TaxRelief(_)
            | What::Receipt(_)
            | What::Note(_) => {}
        }
    }
    found
}

/// One donor's entries as the rules read them.
struct Reader<'a> {
    law: &'a Law,
    dossier: &'a Dossier,
    /// Places of the entries, in the order of the days received.
    sorted: &'a [usize],
    /// Everything that came in.
    total: Money,
    as_of: Day,
}

impl<'a> Reader<'a> {
    /// Every entry up to the day, in the order of the days received.
    fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        let (dossier, as_of) = (self.dossier, self.as_of);
        self.sorted.iter().filter_map(|at| dossier.entries.get(*at)).filter(move |e| e.received <= as_of)
    }

    /// Those of some kinds that brought something in.
    fn of(&self, kinds: &'a [EntryKind]) -> impl Iterator<Item = &'a Entry> {
        self.entries().filter(|e| e.amount.0 > 0 && kinds.contains(&e.kind))
    }

    /// The day by which a rule places an entry.
    fn day(&self, rule: &Rule, entry: &Entry) -> Day {
        match rule.basis {
            Basis::Received => entry.received,
            Basis::Accepted => entry.accepted(),
            Basis::Banked => entry.banked.unwrap_or(entry.received),
        }
    }

    /// Every entry in the order of the days by which a rule places them.
    fn in_order(&self, rule: &Rule) -> Vec<&'a Entry> {
        let mut all: Vec<&Entry> = self.entries().collect();
        if rule.basis != Basis::Received {
            all.sort_by_key(|e| (self.day(rule, e), e.id));
        }
        all
    }
}

/// Everybody's findings, kept true: after a change only the donors it concerns are worked out again.
#[derive(Debug, Default)]
pub struct Whole {
    dossiers: BTreeMap<Who, Dossier>,
    findings: BTreeMap<Who, Vec<Finding>>,
}

impl Whole {
    /// Works out everybody.
    pub fn new(law: &Law, dossiers: impl IntoIterator<Item = Dossier>, as_of: Day) -> Self {
        let mut whole = Self::default();
        for dossier in dossiers {
            let found = evaluate(law, &dossier, as_of);
            if !found.is_empty() {
                whole.findings.insert(dossier.who, found);
            }
            whole.dossiers.insert(dossier.who, dossier);
        }
        whole
    }

    /// Takes another entry of a donor who is there.
    pub fn add(&mut self, law: &Law, who: Who, entry: Entry, as_of: Day) {
        let Some(dossier) = self.dossiers.get_mut(&who) else { return };
        dossier.entries.push(entry);
        let found = evaluate(law, dossier, as_of);
        if found.is_empty() {
            self.findings.remove(&who);
        } else {
            self.findings.insert(who, found);
        }
    }

    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.values().flatten()
    }

    pub fn dossiers(&self) -> impl Iterator<Item = &Dossier> {
        self.dossiers.values()
    }
}

#[cfg(test)]
mod tests;
