//! Findings in words: one sentence that says what to do, one that says why, and what is not certain about it.

use chrono::Datelike as _;

use super::finding::{Doubt, Finding, Kind};
use super::pack::{Op, Rule, Threshold, What};
use crate::kit::{Currency, Day, Money, day, text};
use crate::t;

/// What to do: `Check Harbour Bakery Ltd before keeping £600.00`. `who` is the donor's name, empty where nobody is known.
pub fn says(f: &Finding, rule: Option<&Rule>, who: &str, currency: Currency) -> String {
    let show = |money: Money| currency.show(money);
    let amount = show(f.amount);
    let over = show(f.over);
    let period = f.period.map(period).unwrap_or_default();
    match f.kind {
        Kind::Check => t!("Check {who} before keeping {amount}", who = who, amount = amount),
        Kind::GiveBack(reason) if who.is_empty() => {
            t!("Give {amount} back: {reason}", amount = over, reason = reason.label())
        }
        Kind::GiveBack(reason) => {
            t!("Give {amount} of {who} back: {reason}", amount = over, who = who, reason = reason.label())
        }
        Kind::OverLimit => {
            t!("{who} is {over} over the limit for {period}", who = who, over = over, period = period)
        }
        Kind::NearLimit => t!("{who} is near the limit for {period}", who = who, period = period),
        Kind::Cash if who.is_empty() => t!("{amount} is too much cash", amount = amount),
        Kind::Cash => t!("{amount} of {who} is too much cash", amount = amount, who = who),
        Kind::Anonymous => t!("Find out who gave {amount}, or give {over} back", amount = amount, over = over),
        Kind::Identify => {
            let missing: Vec<&str> = f.missing.iter().map(|d| d.label()).collect();
            t!("Ask {who} for: {what}", who = who, what = missing.join(", "))
        }
        Kind::Report => t!("Report {amount} of {who}", amount = amount, who = who),
        Kind::ReportRefused if who.is_empty() => t!("Report {amount} that was refused", amount = amount),
        Kind::ReportRefused => t!("Report {amount} of {who} that was refused", amount = amount, who = who),
        Kind::Barred => t!("{who} may not give this: {over} goes back", who = who, over = over),
        Kind::Conditions => t!("Look at {who} before keeping {amount}", who = who, amount = amount),
        Kind::WhatKind => t!("Say what kind of donor {who} is", who = who),
        Kind::Abroad => t!("{who} lives abroad: say whether they may give", who = who),
        Kind::Deposit => {
            t!("Bank {amount} of {who}", amount = amount, who = if who.is_empty() { t!("nobody named") } else { who })
        }
        Kind::Perhaps if who.is_empty() => t!("{amount} may be more than the law lets", amount = amount),
        Kind::Perhaps => t!("{amount} of {who} may have to be reported", amount = amount, who = who),
        Kind::Band => match rule.map(|r| &r.what) {
            Some(What::AccountsBand(bands)) => {
                let dated = bands.values.on(f.on);
                let band = dated.and_then(|v| v.value.iter().find(|band| Some(band.over) == f.threshold));
                band.map(|band| band.duties.join("; ")).unwrap_or_default()
            }
            _ => rule.map(|r| r.title.clone()).unwrap_or_default(),
        },
        Kind::Return => {
            let title = rule.map(|r| r.title.clone()).unwrap_or_default();
            t!("{title}: {period}", title = title, period = period)
        }
        Kind::Retention => t!("The law no longer asks for the records up to {day}", day = day::long(f.on)),
    }
}

/// Why: what was held against what.
pub fn why(f: &Finding, currency: Currency) -> String {
    let amount = currency.show(f.amount);
    let beyond = f.threshold.map(|t| threshold(t, currency)).unwrap_or_default();
    let many = f.entries.len();
    let sum = match f.kind {
        Kind::Identify if f.period.is_none() => {
            return t!("{entries}, each {beyond}", entries = entries(many), beyond = beyond);
        }
        // Neither has a limit or a period: what counts is all that there is.
        Kind::WhatKind | Kind::Abroad => {
            return t!(
                "{entries} in all, {amount} together, the first on {day}",
                entries = entries(many),
                amount = amount,
                day = day::long(f.on)
            );
        }
        Kind::Return | Kind::Retention => return String::new(),
        _ if many > 1 => t!("{amount} in {entries}", amount = amount, entries = entries(many)),
        _ => amount,
    };
    match (f.kind, f.period) {
        (Kind::NearLimit, _) => {
            t!("{sum} of {limit}", sum = sum, limit = f.threshold.map(|t| currency.show(t.amount)).unwrap_or_default())
        }
        (_, Some(span)) if !beyond.is_empty() => {
            t!("{sum}, {beyond}, {period}", sum = sum, beyond = beyond, period = period(span))
        }
        (_, None) if !beyond.is_empty() => t!("{sum}, {beyond}", sum = sum, beyond = beyond),
        (_, Some(span)) => t!("{sum}, {period}", sum = sum, period = period(span)),
        (_, None) => sum,
    }
}

fn entries(n: usize) -> String {
    text::plural(n, t!("entry"), t!("entries"))
}

/// `over £500.00`, `£10,000.00 or more`.
pub fn threshold(threshold: Threshold, currency: Currency) -> String {
    let amount = currency.show(threshold.amount);
    match threshold.op {
        Op::Gt => t!("over {amount}", amount = amount),
        Op::Gte => t!("{amount} or more", amount = amount),
    }
}

/// `2026`, `April to June 2026`, `1 July 2025 to 30 June 2026`.
pub fn period((from, to): (Day, Day)) -> String {
    let starts = |month: u32| (from.month(), from.day()) == (month, 1);
    let last_of_month = to.succ_opt().is_some_and(|next| next.day() == 1);
    if starts(1) && (to.month(), to.day()) == (12, 31) && from.year() == to.year() {
        return from.year().to_string();
    }
    if from.day() == 1 && last_of_month && from.year() == to.year() {
        return t!(
            "{from} to {to} {year}",
            from = day::month_name(from.month()),
            to = day::month_name(to.month()),
            year = to.year()
        );
    }
    if from == to {
        return day::long(from);
    }
    t!("{from} to {to}", from = day::short(from), to = day::short(to))
}

/// A kind of unit: `accounting unit`.
pub fn unit(key: &str) -> String {
    match key {
        "eda" => t!("electoral district association").to_owned(),
        _ => key.replace('_', " "),
    }
}

/// What is not certain, in a sentence.
pub fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::Unconfirmed => {
            t!("The number was not confirmed by any text that was read, so this is only a reason to look").to_owned()
        }
        Doubt::Disputed => t!("The sources do not agree").to_owned(),
        Doubt::DueUnconfirmed => t!("The day was not confirmed by any text that was read").to_owned(),
        Doubt::OnlyHere(scope) => {
            t!("This office sees only its own entries; the law adds up {scope}", scope = scope.says())
        }
        Doubt::NoHolidays => t!("Public holidays were not taken off, so the day may be later").to_owned(),
        Doubt::AwareAssumed => {
            t!("Counted from the day received, until you note the day on which you became aware").to_owned()
        }
        Doubt::OwnValue(reason) => t!("Your own value, because: {reason}", reason = reason),
        Doubt::OtherStart(day) => t!("Another source has the rule begin on {day}", day = day::long(*day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    #[test]
    fn spans_are_said_as_people_say_them() {
        let span = |from: &str, to: &str| period((from_iso(from).unwrap(), from_iso(to).unwrap()));
        assert_eq!(span("2026-01-01", "2026-12-31"), "2026");
        assert_eq!(span("2026-04-01", "2026-06-30"), "April to June 2026");
        assert_eq!(span("2025-07-01", "2026-06-30"), "1 Jul 2025 to 30 Jun 2026");
        assert_eq!(span("2026-04-06", "2026-04-06"), "6 April 2026");
        assert_eq!(
            threshold(Threshold { op: Op::Gte, amount: Money(100_000) }, *Currency::pound()),
            "£1,000.00 or more"
        );
    }
}
