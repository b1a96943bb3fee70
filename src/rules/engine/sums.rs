//! Rules about sums of one donor: limits, and the groups that are reported.

use super::Reader;
use super::days;
use super::draft::{Draft, remedy};
use crate::kit::{Day, Money};
use crate::ledger::model::EntryKind;
use crate::rules::book::Entry;
use crate::rules::finding::{Finding, Kind, Severity};
use crate::rules::pack::{
    Aggregate, Class, Dated, Limit, Of, Report, ReportValue, Reset, Returns, Rule, Threshold, Values, Window,
};

/// A limit is near from four fifths of it on.
const NEAR: (i64, i64) = (4, 5);

/// What of an entry counts in a total.
fn counted(aggregate: &Aggregate, entry: &Entry) -> Money {
    match aggregate.returns {
        Returns::Net => entry.kept(),
        // A loan that was repaid was still made.
        Returns::Whole if entry.kept() > Money::ZERO || entry.kind == EntryKind::Loan => entry.amount,
        Returns::Whole => Money::ZERO,
    }
}

fn counts(r: &Reader<'_>, aggregate: &Aggregate, entry: &Entry) -> bool {
    let spared = !aggregate.office_holder_dues && r.dossier.donor.office_holder && entry.kind == EntryKind::Dues;
    aggregate.kinds.contains(&entry.kind) && !spared && !counted(aggregate, entry).is_zero()
}

/// The values that hold on a day: for certain, or if a rule began on the earlier of two days.
type Which<T> = fn(&Values<T>, Day) -> Option<&Dated<T>>;

/// The year's total of one donor against the limit.
pub(super) fn limit(r: &Reader<'_>, rule: &Rule, limit: &Limit, found: &mut Vec<Finding>) {
    let class = r.dossier.donor.class.or_else(|| (!r.dossier.donor.organisation).then_some(Class::Individual));
    if !limit.classes.is_empty() && class.is_none_or(|class| !limit.classes.contains(&class)) {
        return;
    }
    if !r.may_reach(&limit.values, |over| Money(over.amount.0 * NEAR.0 / NEAR.1)) {
        return;
    }
    limit_in(r, rule, limit, Values::on, false, found);
    if has_other_start(&limit.values) {
        limit_in(r, rule, limit, Values::perhaps_on, true, found);
    }
}

fn has_other_start<T>(values: &Values<T>) -> bool {
    values.0.iter().any(|v| v.or_from.is_some())
}

fn limit_in(
    r: &Reader<'_>,
    rule: &Rule,
    limit: &Limit,
    which: Which<Threshold>,
    perhaps: bool,
    found: &mut Vec<Finding>,
) {
    let taken = |e: &&Entry| !e.is_refused() && counts(r, &limit.aggregate, e);
    for (span, entries) in
        r.by_span(rule, limit.aggregate.window, |e| taken(&e) && which(&limit.values, r.day(rule, e)).is_some())
    {
        let (mut sum, mut near, mut tipping) = (Money::ZERO, None, None);
        for entry in &entries {
            sum += counted(&limit.aggregate, entry);
            let Some(dated) = which(&limit.values, r.day(rule, entry)) else { continue };
            if dated.value.is_passed_by(sum) {
                tipping = tipping.or(Some((*entry, dated)));
            } else if Money(sum.0 * NEAR.1) >= Money(dated.value.amount.0 * NEAR.0) {
                near = Some((*entry, dated));
            }
        }
        // What was given back since may have brought it under the limit again.
        let tipping = tipping.filter(|(_, dated)| dated.value.is_passed_by(sum));
        let Some((entry, dated)) = tipping.or(near.filter(|_| !perhaps)) else { continue };
        let (kind, severity) =
            if tipping.is_some() { (Kind::OverLimit, Severity::Stop) } else { (Kind::NearLimit, Severity::Note) };
        let mut draft = Draft::of(r, rule, dated, kind, severity, entry);
        draft.threshold(dated.value).amount(sum).entries(&entries).anchor(span.0.to_string()).period(span);
        draft.scope(&limit.aggregate);
        if tipping.is_some() {
            draft.over(sum - dated.value.amount);
            if let Some(within) = remedy(r.law, limit.remedy.as_deref(), entry.received) {
                draft.due_within(within, entry);
            }
        }
        if perhaps {
            draft.perhaps();
        }
        found.push(draft.done());
    }
}

/// The groups of one donor that are reported.
pub(super) fn report(r: &Reader<'_>, rule: &Rule, report: &Report, found: &mut Vec<Finding>) {
    if !r.may_reach(&report.values, |v| v.then.map_or(v.over.amount, |then| then.amount.min(v.over.amount))) {
        return;
    }
    report_in(r, rule, report, Values::on, false, found);
    if has_other_start(&report.values) {
        report_in(r, rule, report, Values::perhaps_on, true, found);
    }
}

fn report_in(
    r: &Reader<'_>,
    rule: &Rule,
    report: &Report,
    which: Which<ReportValue>,
    perhaps: bool,
    found: &mut Vec<Finding>,
) {
    let in_election = |e: &Entry| days::span(r.law, Window::Election, r.day(rule, e)).is_some();
    let wanted = |e: &Entry| {
        let right = match report.of {
            Of::Accepted => !e.is_refused() && counts(r, &report.aggregate, e),
            Of::Refused => e.is_refused() && report.aggregate.kinds.contains(&e.kind),
        };
        let beyond = |v: &Dated<ReportValue>| v.value.ignore.is_none_or(|ignore| ignore.is_passed_by(e.amount));
        right
            && which(&report.values, r.day(rule, e)).is_some_and(beyond)
            && (!report.only_during_election || in_election(e))
    };
    for (span, entries) in r.by_span(rule, report.aggregate.window, wanted) {
        let groups = group(r, rule, report, &entries, which);
        for (dated, group, sum) in groups {
            let Some(tipping) = group.last() else { continue };
            let day = r.day(rule, tipping);
            let kind = if report.of == Of::Refused { Kind::ReportRefused } else { Kind::Report };
            let mut draft = Draft::of(r, rule, dated, kind, Severity::Act, tipping);
            draft.threshold(dated.value.over).amount(sum).entries(&group).scope(&report.aggregate);
            let mut filed = days::span(r.law, report.period, day).unwrap_or(span);
            if report.reset == Reset::Never {
                // One report for the whole time, whatever still comes.
                draft.anchor(span.0.to_string());
                filed = days::span(r.law, report.period, span.1)
                    .filter(|_| report.aggregate.window != Window::Item)
                    .unwrap_or(filed);
            }
            draft.period(filed);
            if let Some(due) = &dated.value.due {
                draft.due(due, days::due(due, day, filed));
            }
            if perhaps {
                draft.perhaps();
            }
            found.push(draft.done());
        }
    }
}

/// A value, the entries of a group in the order of their days, and their sum.
type Group<'v, 'e> = (&'v Dated<ReportValue>, Vec<&'e Entry>, Money);

/// The state machine of grouping: entries are added up in order until the threshold is passed; then the group is closed and
/// what comes later begins another, stays in the same, or stands by itself.
fn group<'v, 'e>(
    r: &Reader<'_>,
    rule: &Rule,
    report: &'v Report,
    entries: &[&'e Entry],
    which: Which<ReportValue>,
) -> Vec<Group<'v, 'e>> {
    let mut groups: Vec<Group<'v, 'e>> = Vec::new();
    let mut open: Vec<&Entry> = Vec::new();
    let mut sum = Money::ZERO;
    // How often something of this time was reported already.
    let mut reported = 0_usize;
    for &entry in entries {
        let Some(dated) = which(&report.values, r.day(rule, entry)) else { continue };
        let amount = match report.of {
            Of::Accepted => counted(&report.aggregate, entry),
            Of::Refused => entry.amount,
        };
        sum += amount;
        open.push(entry);
        let then = dated.value.then.filter(|_| reported > 0);
        let passed = then.unwrap_or(dated.value.over).is_passed_by(sum);
        match report.reset {
            Reset::Each if reported > 0 || passed => {
                groups.push((dated, vec![entry], sum));
                reported += 1;
            }
            Reset::AfterReport if passed => {
                groups.push((dated, std::mem::take(&mut open), sum));
                sum = Money::ZERO;
                reported += 1;
            }
            _ => {}
        }
    }
    if report.reset == Reset::Never
        && let Some(dated) = open.last().and_then(|e| which(&report.values, r.day(rule, e)))
        && dated.value.over.is_passed_by(sum)
    {
        groups.push((dated, open, sum));
    }
    groups
}

impl<'a> Reader<'a> {
    /// Whether everything together comes up to the lowest amount that a rule ever had; most donors are done with it.
    fn may_reach<T>(&self, values: &Values<T>, amount: impl Fn(&T) -> Money) -> bool {
        values.0.iter().map(|v| amount(&v.value)).min().is_some_and(|least| self.total >= least)
    }

    /// The entries of each span of a window, in the order of their days. Of a rolling window each entry ends a span of its own.
    fn by_span(
        &self,
        rule: &Rule,
        window: Window,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Vec<((Day, Day), Vec<&'a Entry>)> {
        let mut spans: Vec<((Day, Day), Vec<&Entry>)> = Vec::new();
        for entry in self.in_order(rule).into_iter().filter(|e| wanted(e)) {
            let Some(span) = days::span(self.law, window, self.day(rule, entry)) else { continue };
            match (window, spans.last_mut()) {
                (Window::Item | Window::Rolling { .. }, _) | (_, None) => spans.push((span, vec![entry])),
                (_, Some((last, entries))) if *last == span => entries.push(entry),
                (_, Some(_)) => spans.push((span, vec![entry])),
            }
        }
        if let Window::Rolling { .. } = window {
            let all: Vec<&Entry> = spans.iter().flat_map(|(_, e)| e.iter().copied()).collect();
            for ((from, to), entries) in &mut spans {
                let last = entries.first().map(|e| e.id);
                let upto = all.iter().position(|e| Some(e.id) == last).map_or(0, |at| at + 1);
                *entries =
                    all.iter().take(upto).copied().filter(|e| (*from..=*to).contains(&self.day(rule, e))).collect();
            }
        }
        spans
    }
}
