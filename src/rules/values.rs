//! The values of a rule in words, for the view of the law.

use super::pack::{
    Aggregate, Allowed, Dated, DayKind, Due, Op, Rule, Threshold, Trigger, Values, What, When, Window, Within,
};
use super::words::threshold;
use crate::kit::{Currency, Day, day, text};
use crate::ledger::model::EntryKind;
use crate::t;

/// A value with its days, how sure it is, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub dated: Dated<()>,
    pub says: String,
}

/// The days of a value: `since 1 Jan 2024`, `1 Jan 2010 to 31 Dec 2023`.
pub fn days(dated: &Dated<()>) -> String {
    let span = match dated.to {
        Some(to) => t!("{from} to {to}", from = day::short(dated.from), to = day::short(to)),
        None => t!("since {from}", from = day::short(dated.from)),
    };
    match dated.or_from {
        Some(other) => t!("{span}, or from {day}", span = span, day = day::short(other)),
        None => span,
    }
}

/// Every value of a rule, the newest last.
pub fn lines(rule: &Rule, currency: Currency) -> Vec<Line> {
    let mut lines = as_they_stand(rule, currency);
    lines.sort_by_key(|line| line.dated.from);
    lines
}

/// The value that holds on a day.
pub fn on(rule: &Rule, day: Day, currency: Currency) -> Option<Line> {
    let holds = |line: &Line| line.dated.from <= day && line.dated.to.is_none_or(|to| day <= to);
    as_they_stand(rule, currency).into_iter().find(holds)
}

fn as_they_stand(rule: &Rule, currency: Currency) -> Vec<Line> {
    let sum = |t: Threshold| threshold(t, currency);
    match &rule.what {
        What::AcceptCheck(w) => of(&w.values, |(t, within)| format!("{}, {}", sum(*t), within_says(within))),
        What::ReturnWithin(w) => of(&w.values, |(t, within)| match t {
            Some(t) => format!("{}, {}", sum(*t), within_says(within)),
            None => within_says(within),
        }),
        What::ContributionLimit(w) => {
            of(&w.values, |t| t!("{amount}, {what}", amount = most(*t, currency), what = aggregate(&w.aggregate)))
        }
        What::CashMax(w) | What::AnonymousMax(w) => of(&w.values, |t| {
            t!("{amount}; beyond it {treat} goes back", amount = most(*t, currency), treat = w.treat.label())
        }),
        What::IdentifyOver(w) => of(&w.values, |tiers| {
            let tier = |tier: &super::pack::Tier| {
                let data: Vec<&str> = tier.data.iter().map(|d| d.label()).collect();
                format!("{} ({}): {}", sum(tier.over), window(tier.window), data.join(", "))
            };
            tiers.iter().map(tier).collect::<Vec<_>>().join("; ")
        }),
        What::ReportOver(w) => of(&w.values, |v| {
            let mut parts = vec![format!("{}, {}", sum(v.over), aggregate(&w.aggregate))];
            parts.extend(v.then.map(|then| t!("once reported {amount}", amount = sum(then))));
            parts.extend(v.ignore.map(|ignore| t!("only entries {amount} count", amount = sum(ignore))));
            parts.extend(v.due.as_ref().map(due));
            parts.join("; ")
        }),
        What::DonorClasses(w) => of(&w.values, |classes| {
            let one = |c: &super::pack::ClassRule| {
                let word = match (c.allowed, c.over) {
                    (Allowed::Yes, _) => t!("yes").to_owned(),
                    (Allowed::No, None) => t!("no").to_owned(),
                    (Allowed::No, Some(over)) => t!("no, {amount}", amount = sum(over)),
                    (Allowed::If, None) => t!("with conditions").to_owned(),
                    (Allowed::If, Some(over)) => t!("with conditions, {amount}", amount = sum(over)),
                };
                format!("{}: {word}", c.class.label())
            };
            classes.iter().map(one).collect::<Vec<_>>().join("; ")
        }),
        What::AccountsBand(w) => of(&w.values, |bands| {
            let one = |b: &super::pack::Band| {
                let when = b.due.as_ref().map(|d| format!(", {}", due(d))).unwrap_or_default();
                format!("{}: {}{when}", sum(b.over), b.duties.join("; "))
            };
            let bands: Vec<String> = bands.iter().map(one).collect();
            format!("{}: {}", w.measure.label(), bands.join(". "))
        }),
        What::Deposit(w) => of(&w.values, within_says),
        What::ReturnSchedule(w) => of(&w.values, |d| {
            t!("{window}, to {who}; {due}", window = window(w.period), who = w.recipient, due = due(d))
        }),
        What::CollectionEvent(w) => of(&w.values, |t| {
            t!("{amount} of each; written down: {what}", amount = most(*t, currency), what = w.record.join(", "))
        }),
        What::Retention(values) => {
            of(values, |keep| text::plural(usize::try_from(keep.years).unwrap_or(0), t!("year"), t!("years")))
        }
        What::TaxRelief(w) => of(&w.values, |v| {
            let mut parts: Vec<String> = Vec::new();
            for (over, (top, bottom)) in &v.brackets {
                let share = if bottom % 100 == 0 && (top * 100) % bottom == 0 {
                    format!("{} %", top * 100 / bottom)
                } else {
                    format!("{top}/{bottom}")
                };
                parts.push(t!("{share} of what is above {amount}", share = share, amount = currency.show(*over)));
            }
            parts.extend(v.most.map(|m| t!("at most {amount}", amount = currency.show(m))));
            parts.extend(v.most_joint.map(|m| t!("{amount} for two", amount = currency.show(m))));
            parts.push(if v.deduction { t!("off the taxable income") } else { t!("off the tax") }.to_owned());
            parts.join(", ")
        }),
        What::Receipt(w) => of(&w.values, |over| {
            let kinds: Vec<&str> = w.kinds.iter().map(|k: &EntryKind| k.label()).collect();
            let must = over.map(|t| t!("; must be given {amount}", amount = sum(t))).unwrap_or_default();
            format!("{}: {}{must}", w.issuer.label(), kinds.join(", "))
        }),
        What::Note(values) => of(values, Clone::clone),
    }
}

fn of<T>(values: &Values<T>, says: impl Fn(&T) -> String) -> Vec<Line> {
    let one = |v: &Dated<T>| Line {
        dated: Dated {
            from: v.from,
            to: v.to,
            or_from: v.or_from,
            confidence: v.confidence,
            sources: v.sources.clone(),
            note: v.note.clone(),
            set: v.set.clone(),
            value: (),
        },
        says: says(&v.value),
    };
    values.0.iter().map(one).collect()
}

/// `at most £500.00`, `less than $1,000.00`.
fn most(t: Threshold, currency: Currency) -> String {
    let amount = currency.show(t.amount);
    match t.op {
        Op::Gt => t!("at most {amount}", amount = amount),
        Op::Gte => t!("less than {amount}", amount = amount),
    }
}

fn within_says(within: &Within) -> String {
    let from = match within.from {
        Trigger::Received => t!("receipt"),
        Trigger::Aware => t!("becoming aware"),
        Trigger::Banked => t!("banking"),
        Trigger::Accepted => t!("acceptance"),
    };
    if within.days == 0 {
        return t!("at once on {from}", from = from);
    }
    t!("within {days} of {from}", days = many_days(within.days, within.unit), from = from)
}

fn many_days(days: u32, unit: DayKind) -> String {
    let days = usize::try_from(days).unwrap_or(0);
    match unit {
        DayKind::Calendar => text::plural(days, t!("day"), t!("days")),
        DayKind::Working => text::plural(days, t!("working day"), t!("working days")),
    }
}

fn due(due: &Due) -> String {
    let words = match due.when {
        When::Within { days: 0, .. } => t!("at once").to_owned(),
        When::Within { days, unit } => t!("within {days}", days = many_days(days, unit)),
        When::AfterPeriod { months: 0, days } => {
            t!("{days} after the end of the time", days = many_days(days, DayKind::Calendar))
        }
        When::AfterPeriod { months, days } => {
            let months = text::plural(usize::try_from(months).unwrap_or(0), t!("month"), t!("months"));
            let more = if days > 0 { format!(" + {}", many_days(days, DayKind::Calendar)) } else { String::new() };
            t!("{months}{more} after the end of the time", months = months, more = more)
        }
        When::NextMonth { day } => t!("by day {day} of the next month", day = day),
        When::Fixed { month, day: of } => {
            let on = Day::from_ymd_opt(2023, month, of)
                .map(|d| format!("{of} {}", day::month_name(chrono::Datelike::month(&d))));
            t!("by {day} after it", day = on.unwrap_or_default())
        }
    };
    if due.confidence == crate::office::Confidence::Unconfirmed {
        t!("{words} (not confirmed)", words = words)
    } else {
        words
    }
}

/// A time over which is added up, in words.
pub fn window(window: Window) -> String {
    match window {
        Window::Item => t!("each by itself").to_owned(),
        Window::CALENDAR_YEAR => t!("calendar year").to_owned(),
        Window::YearFrom { month, day: of } => t!("year from {day} {month}", day = of, month = day::month_name(month)),
        Window::FinancialYear => t!("financial year").to_owned(),
        Window::Quarter => t!("quarter").to_owned(),
        Window::Rolling { months } => t!("{months} months back", months = months),
        Window::Election => t!("election period").to_owned(),
    }
}

fn aggregate(aggregate: &Aggregate) -> String {
    let kinds: Vec<String> = aggregate.kinds.iter().map(|k| k.label().to_lowercase()).collect();
    format!("{}, {} ({})", window(aggregate.window), aggregate.scope.says(), kinds.join(", "))
}
