//! The law of one office: a pack's rules for its kind of unit, with the party's own values and rules among them.

use crate::kit::{Day, Money};
use crate::office::Confidence;
use crate::rules::pack::{Dated, Override, Pack, Rule, Threshold, Values, What, Within};

/// What is held against the entries.
#[derive(Clone, Debug)]
pub struct Law {
    pub pack: &'static Pack,
    /// Those that hold for the unit, in the pack's order, and the party's own behind them.
    pub rules: Vec<Rule>,
    pub unit: String,
    /// First day of the office's financial year: month, day.
    pub year_start: (u32, u32),
    /// Election periods that the office wrote down.
    pub elections: Vec<(Day, Day)>,
}

impl Law {
    /// The law of a pack for a kind of unit. A unit that the pack does not know is taken for its usual one.
    pub fn new(pack: &'static Pack, unit: &str, year_start: (u32, u32)) -> Self {
        let known = pack.head.units.iter().any(|u| u == unit);
        let unit = if known { unit } else { pack.head.units.first().map_or("", String::as_str) };
        let rules = pack.rules.iter().filter(|rule| rule.units.iter().any(|u| u == unit)).cloned().collect();
        Self { pack, rules, unit: unit.to_owned(), year_start, elections: Vec::new() }
    }

    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Puts the party's own values before the pack's.
    pub fn put(&mut self, overrides: &[Override]) {
        for own in overrides {
            if let Some(rule) = self.rules.iter_mut().find(|rule| rule.id == own.rule) {
                put(rule, own);
            }
        }
    }
}

/// Sets one value. A rule whose values are no single number takes none; [`can_be_set`] says so before.
fn put(rule: &mut Rule, own: &Override) {
    let threshold = |t: &mut Threshold| *t = own.threshold.unwrap_or(*t);
    let days = |w: &mut Within| w.days = own.days.unwrap_or(w.days);
    match &mut rule.what {
        What::AcceptCheck(w) => before(&mut w.values, own, |(t, w)| {
            threshold(t);
            days(w);
        }),
        What::ReturnWithin(w) => before(&mut w.values, own, |(t, w)| {
            *t = own.threshold.or(*t);
            days(w);
        }),
        What::ContributionLimit(w) => before(&mut w.values, own, threshold),
        What::CashMax(w) | What::AnonymousMax(w) => before(&mut w.values, own, threshold),
        What::ReportOver(w) => before(&mut w.values, own, |v| threshold(&mut v.over)),
        What::CollectionEvent(w) => before(&mut w.values, own, threshold),
        What::Deposit(w) => before(&mut w.values, own, days),
        _ => {}
    }
}

/// Copies the value that holds on the first day of the own one, changes it, and sets it before all others.
fn before<T: Clone>(values: &mut Values<T>, own: &Override, change: impl FnOnce(&mut T)) {
    let Some(like) = values.on(own.from).or(values.0.last()) else { return };
    let mut value = like.value.clone();
    change(&mut value);
    let dated = Dated {
        from: own.from,
        to: own.to,
        or_from: None,
        // The party answers for its own value, whatever the pack's was worth.
        confidence: Confidence::Secondary,
        sources: like.sources.clone(),
        note: String::new(),
        set: Some(own.reason.clone()),
        value,
    };
    values.0.insert(0, dated);
}

/// Whether a rule takes an amount, and whether it takes days, in place of its own.
pub fn can_be_set(rule: &Rule) -> (bool, bool) {
    match &rule.what {
        What::AcceptCheck(_) | What::ReturnWithin(_) => (true, true),
        What::ContributionLimit(_)
        | What::CashMax(_)
        | What::AnonymousMax(_)
        | What::ReportOver(_)
        | What::CollectionEvent(_) => (true, false),
        What::Deposit(_) => (false, true),
        _ => (false, false),
    }
}

impl Law {
    /// From which sum of a donor's entries on it matters what is known of the donor; nothing where it never does. So that a
    /// million small donors need not be looked up.
    pub fn asks_from(&self) -> Option<Money> {
        let lowest = |money: &mut Option<Money>, at: Money| *money = Some(money.map_or(at, |m| m.min(at)));
        let mut from = None;
        for rule in self.rules.iter().filter(|rule| rule.status.applies()) {
            match &rule.what {
                What::IdentifyOver(w) => {
                    w.values.0.iter().flat_map(|v| &v.value).for_each(|tier| lowest(&mut from, tier.over.amount));
                }
                What::DonorClasses(w) => {
                    let classes = w.values.0.iter().flat_map(|v| &v.value);
                    let restricted = classes.filter(|c| c.allowed != crate::rules::pack::Allowed::Yes);
                    restricted.for_each(|c| lowest(&mut from, c.over.map_or(Money::ZERO, |t| t.amount)));
                }
                What::ContributionLimit(w) if !w.classes.is_empty() || !w.aggregate.office_holder_dues => {
                    // A near limit shows from four fifths on.
                    w.values.0.iter().for_each(|v| lowest(&mut from, Money(v.value.amount.0 * 4 / 5)));
                }
                _ => {}
            }
        }
        from
    }
}
