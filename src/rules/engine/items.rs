//! Rules about one entry: checks, returns, maxima, who may give, what must be known, banking.

use super::Reader;
use super::days;
use super::draft::{Draft, remedy};
use crate::kit::{Day, Money};
use crate::rules::book::{Entry, Verdict, Who};
use crate::rules::finding::{Doubt, Finding, Kind, Severity};
use crate::rules::pack::{
    Allowed, Check, Class, ClassRule, Classes, Dated, Deposit, Identify, ItemMax, Reason, Return, Rule, Tier, Treat,
    Window, Within,
};

/// Each entry over the sum, until its donor was checked or it was given back.
pub(super) fn check(r: &Reader<'_>, rule: &Rule, check: &Check, found: &mut Vec<Finding>) {
    for entry in r.of(&check.kinds).filter(|e| e.verdict().is_none() && e.kept() > Money::ZERO) {
        // Of who is not known there is nothing to check; that is the rule about donations without a name.
        if r.is_nobody() {
            continue;
        }
        let Some(dated) = check.values.on(r.day(rule, entry)) else { continue };
        let (over, within) = dated.value;
        if over.is_passed_by(entry.amount) {
            let mut draft = Draft::of(r, rule, dated, Kind::Check, Severity::Act, entry);
            draft.threshold(over).due_within(within, entry);
            found.push(draft.done());
        }
    }
}

/// What of a refused entry is still here.
pub(super) fn give_back(r: &Reader<'_>, rule: &Rule, back: &Return, found: &mut Vec<Finding>) {
    for entry in r.entries().filter(|e| e.is_refused() && e.kept() > Money::ZERO) {
        let reason = match entry.verdict() {
            Some(Verdict::Impermissible) => Reason::ImpermissibleDonor,
            Some(Verdict::Unidentified) => Reason::UnidentifiedDonor,
            Some(Verdict::Indirect) => Reason::Indirect,
            _ => continue,
        };
        if !back.reasons.contains(&reason) {
            continue;
        }
        let Some(dated) = back.values.on(r.day(rule, entry)) else { continue };
        let (over, within) = dated.value;
        if over.is_some_and(|over| !over.is_passed_by(entry.amount)) {
            continue;
        }
        let mut draft = Draft::of(r, rule, dated, Kind::GiveBack(reason), Severity::Stop, entry);
        if let Some(over) = over {
            draft.threshold(over);
        }
        draft.over(entry.kept()).due_within(within, entry);
        found.push(draft.done());
    }
}

/// An entry beyond the most that one may be: cash, or from nobody who is known.
pub(super) fn item_max(r: &Reader<'_>, rule: &Rule, max: &ItemMax, kind: Kind, found: &mut Vec<Finding>) {
    if kind == Kind::Anonymous && !r.is_nobody() {
        return;
    }
    let paid_so = |e: &&Entry| max.methods.is_empty() || max.methods.contains(&e.method);
    for entry in r.of(&max.kinds).filter(paid_so).filter(|e| !e.is_refused()) {
        let day = r.day(rule, entry);
        let (dated, perhaps) = match (max.values.on(day), max.values.perhaps_on(day)) {
            (Some(dated), _) => (dated, false),
            (None, Some(dated)) => (dated, true),
            (None, None) => continue,
        };
        let over = dated.value;
        // What many people put into a hat is held against the maximum by each of them.
        let people = i64::from(entry.facts.as_ref().and_then(|f| f.people).unwrap_or(1));
        let each = |sum: Money| Money((sum.0 + people - 1).div_euclid(people.max(1)));
        let left = match max.treat {
            Treat::Whole => entry.kept(),
            Treat::Excess => entry.kept() - Money(over.amount.0 * people),
        };
        if !over.is_passed_by(each(entry.amount)) || left <= Money::ZERO {
            continue;
        }
        let mut draft = Draft::of(r, rule, dated, kind, Severity::Stop, entry);
        draft.threshold(over).over(left);
        if let Some(within) = remedy(r.law, max.remedy.as_deref(), r.day(rule, entry)) {
            draft.due_within(within, entry);
        }
        if perhaps {
            draft.perhaps();
        }
        found.push(draft.done());
    }
}

/// What is not known of the donor and the law asks for, once for each tier and time.
pub(super) fn identify(r: &Reader<'_>, rule: &Rule, identify: &Identify, found: &mut Vec<Finding>) {
    // Of who is not known at all, the rule about donations without a name speaks.
    if r.is_nobody() {
        return;
    }
    let mut tiers: Vec<(usize, Option<Day>)> = Vec::new();
    let entries: Vec<&Entry> = r.of(&identify.kinds).filter(|e| !e.is_refused() && e.kept() > Money::ZERO).collect();
    for entry in &entries {
        let Some(dated) = identify.values.on(r.day(rule, entry)) else { continue };
        for (at, tier) in dated.value.iter().enumerate() {
            let missing: Vec<_> = tier.data.iter().copied().filter(|d| !r.dossier.donor.known.has(*d)).collect();
            let Some(span) = days::span(r.law, tier.window, r.day(rule, entry)) else { continue };
            let start = (tier.window != Window::Item).then_some(span.0);
            if missing.is_empty() || tiers.contains(&(at, start)) {
                continue;
            }
            tiers.push((at, start));
            if let Some((behind, sum)) = passed(r, rule, tier, &entries, span) {
                let Some(tipping) = behind.first().copied() else { continue };
                let severity = if identify.remedy.is_some() { Severity::Act } else { Severity::Check };
                let mut draft = Draft::of(r, rule, dated, Kind::Identify, severity, tipping);
                draft.threshold(tier.over).entries(&behind).amount(sum).missing(missing);
                draft.anchor(match start {
                    Some(start) => format!("t{at}:{start}"),
                    None => format!("t{at}"),
                });
                if start.is_some() {
                    draft.period(span);
                }
                if let Some(within) = remedy(r.law, identify.remedy.as_deref(), r.day(rule, tipping)) {
                    draft.due_within(within, tipping);
                }
                found.push(draft.done());
            }
        }
    }
}

/// The entries that need the data of a tier, the one with which it was passed first, and their sum: each beyond the amount, or
/// from the one on with which the sum of the time passed it.
fn passed<'e>(
    r: &Reader<'_>,
    rule: &Rule,
    tier: &Tier,
    entries: &[&'e Entry],
    (from, to): (Day, Day),
) -> Option<(Vec<&'e Entry>, Money)> {
    if tier.window == Window::Item {
        let behind: Vec<&Entry> = entries.iter().copied().filter(|e| tier.over.is_passed_by(e.amount)).collect();
        let sum = behind.iter().map(|e| e.amount).sum();
        return (!behind.is_empty()).then_some((behind, sum));
    }
    let mut sum = Money::ZERO;
    let mut behind = Vec::new();
    for entry in entries.iter().copied().filter(|e| (from..=to).contains(&r.day(rule, e))) {
        sum += entry.kept();
        if !behind.is_empty() || tier.over.is_passed_by(sum) {
            behind.push(entry);
        }
    }
    (!behind.is_empty()).then_some((behind, sum))
}

/// Whether this kind of donor may give.
pub(super) fn classes(r: &Reader<'_>, rule: &Rule, classes: &Classes, found: &mut Vec<Finding>) {
    if r.is_nobody() {
        return;
    }
    let donor = &r.dossier.donor;
    let mut unclear: Vec<(Kind, &Dated<Vec<ClassRule>>, Vec<&Entry>)> = Vec::new();
    for entry in r.of(&classes.kinds).filter(|e| e.verdict().is_none() && e.kept() > Money::ZERO) {
        let Some(dated) = classes.values.on(r.day(rule, entry)) else { continue };
        let listed = |class: Class| dated.value.iter().find(|c| c.class == class);
        let beyond = |class: &ClassRule| class.over.is_none_or(|over| over.is_passed_by(entry.amount));
        let class = donor.class.or_else(|| (!donor.organisation).then_some(Class::Individual));
        let mut ask = |kind: Kind| match unclear.iter_mut().find(|(k, ..)| *k == kind) {
            Some((_, _, entries)) => entries.push(entry),
            None => unclear.push((kind, dated, vec![entry])),
        };
        match class.and_then(listed) {
            // An organisation of which nobody said what it is, or a kind that the list does not name: asked where any kind
            // could not give.
            None => {
                if dated.value.iter().filter(|c| c.allowed != Allowed::Yes).any(beyond) {
                    ask(Kind::WhatKind);
                }
            }
            Some(rule_of_class) => match rule_of_class.allowed {
                Allowed::Yes => {
                    let abroad = listed(Class::ForeignIndividual).filter(|c| c.allowed != Allowed::Yes && beyond(c));
                    let elsewhere = !donor.country.is_empty() && !classes.home.contains(&donor.country);
                    if donor.class.is_none() && elsewhere && abroad.is_some() {
                        ask(Kind::Abroad);
                    }
                }
                Allowed::No | Allowed::If if !beyond(rule_of_class) => {}
                Allowed::If => {
                    let mut draft = Draft::of(r, rule, dated, Kind::Conditions, Severity::Act, entry);
                    draft.class(rule_of_class.class);
                    found.push(draft.done());
                }
                Allowed::No => {
                    let free = rule_of_class.over.map_or(Money::ZERO, |over| over.amount);
                    let left = match classes.treat {
                        Treat::Whole => entry.kept(),
                        Treat::Excess => entry.kept() - free,
                    };
                    if left <= Money::ZERO {
                        continue;
                    }
                    let mut draft = Draft::of(r, rule, dated, Kind::Barred, Severity::Stop, entry);
                    draft.class(rule_of_class.class).over(left);
                    if let Some(over) = rule_of_class.over {
                        draft.threshold(over);
                    }
                    if let Some(within) = remedy(r.law, classes.remedy.as_deref(), r.day(rule, entry)) {
                        draft.due_within(within, entry);
                    }
                    found.push(draft.done());
                }
            },
        }
    }
    for (kind, dated, entries) in unclear {
        let Some(first) = entries.first() else { continue };
        let mut draft = Draft::of(r, rule, dated, kind, Severity::Check, first);
        draft.entries(&entries).amount(entries.iter().map(|e| e.amount).sum()).anchor(kind.key().to_owned());
        if let Some(class) = donor.class {
            draft.class(class);
        }
        found.push(draft.done());
    }
}

/// Money that was not banked in time, or has still to be.
pub(super) fn deposit(r: &Reader<'_>, rule: &Rule, deposit: &Deposit, found: &mut Vec<Finding>) {
    let paid_so = |e: &&Entry| deposit.methods.contains(&e.method);
    for entry in r.of(&deposit.kinds).filter(paid_so).filter(|e| e.banked.is_none() && e.kept() > Money::ZERO) {
        let Some(dated) = deposit.values.on(r.day(rule, entry)) else { continue };
        let mut draft = Draft::of(r, rule, dated, Kind::Deposit, Severity::Act, entry);
        draft.due_within(dated.value, entry);
        found.push(draft.done());
    }
}

/// The day a deadline of an entry ends, and what is not certain about it.
pub(super) fn deadline(within: Within, entry: &Entry) -> (Day, Vec<Doubt>) {
    use crate::rules::pack::{DayKind, Trigger};
    let mut doubts = Vec::new();
    let from = match within.from {
        Trigger::Received => entry.received,
        Trigger::Banked => entry.banked.unwrap_or(entry.received),
        Trigger::Accepted => entry.accepted(),
        Trigger::Aware => entry.aware().unwrap_or_else(|| {
            // The earliest day on which it can have been known; a later one may be noted.
            doubts.push(Doubt::AwareAssumed);
            entry.received
        }),
    };
    if within.unit == DayKind::Working {
        doubts.push(Doubt::NoHolidays);
    }
    (days::add(from, within.days, within.unit), doubts)
}

impl Reader<'_> {
    /// Whether nobody is known for the entries.
    pub(super) fn is_nobody(&self) -> bool {
        matches!(self.dossier.who, Who::Nobody(_))
    }
}
