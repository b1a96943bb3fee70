//! What is done with the fundraising plan.

use crate::fundraising::model::plan::Month;
use crate::fundraising::model::{Plan, Target};
use crate::fundraising::store;
use crate::kit::{Day, Money, Problem, Result, day, text};
use crate::ledger::model::Way;
use crate::office::{Done, Office, Op, Reach, Undo, profile};
use crate::t;

/// Writes what a way should bring in a month, or spread over a year.
pub static SET: Op =
    Op { key: "fundraising.plan", says: "Plan fundraising", undo: Undo::Reverse, reach: Reach::Command("plan set") };

/// Begins a year's plan from another one, or from what came in it.
pub static COPY: Op = Op {
    key: "fundraising.plan_copy",
    says: "Begin fundraising plan",
    undo: Undo::Reverse,
    reach: Reach::Command("plan copy"),
};

/// A month as people name it: `March 2026`; a day of it where months do not begin on the first.
pub fn month_says((from, _): Month) -> String {
    use chrono::Datelike as _;
    if from.day() == 1 {
        format!("{} {}", day::month_name(from.month()), from.year())
    } else {
        t!("month from {day}", day = day::short(from))
    }
}

fn amount_is_possible(amount: Option<Money>) -> Result<()> {
    if amount.is_some_and(|amount| amount < Money::ZERO) {
        return Err(Problem::input(t!("What is planned is an amount of nothing or more. Nothing was changed")));
    }
    Ok(())
}

/// Plans what a way should bring in the month that begins on a day, or plans nothing for it.
///
/// # Errors
/// When no month of the year begins on that day, or the amount is below nothing.
pub fn set(office: &mut Office, year: (Day, Day), target: Target) -> Result<Done<()>> {
    let today = office.today();
    office.transact(&SET, |tx| {
        amount_is_possible(target.amount)?;
        let plan = store::plan(tx.conn(), year, today)?;
        let Some(month) = plan.months.iter().find(|(from, _)| *from == target.month) else {
            return Err(Problem::input(t!(
                "No month of that year begins on {day}. Nothing was changed",
                day = day::long(target.month)
            )));
        };
        store::put_target(tx.conn(), tx.new_id(), &target, month.1)?;
        let currency = profile::get(tx.conn())?.currency;
        let (way, month) = (target.way.label(), month_says(*month));
        tx.say(match target.amount {
            Some(sum) => {
                t!("{way}, {month}: {sum} planned", way = way, month = month, sum = currency.show(sum))
            }
            None => t!("{way}, {month}: nothing planned", way = way, month = month),
        });
        Ok(())
    })
}

/// Spreads what a way should bring in a year over its months, in place of what was planned; none plans nothing.
///
/// # Errors
/// When the amount is below nothing.
pub fn spread(office: &mut Office, year: (Day, Day), way: Way, amount: Option<Money>) -> Result<Done<()>> {
    let today = office.today();
    office.transact(&SET, |tx| {
        amount_is_possible(amount)?;
        let plan = store::plan(tx.conn(), year, today)?;
        let currency = profile::get(tx.conn())?.currency;
        let parts = amount.map(|sum| currency.spread(sum, plan.months.len()));
        for (at, (from, to)) in plan.months.iter().enumerate() {
            let part = parts.as_ref().and_then(|parts| parts.get(at)).copied();
            let target = Target { way, month: *from, amount: part };
            store::put_target(tx.conn(), tx.new_id(), &target, *to)?;
        }
        let year = day::year_words(year.0, year.1);
        tx.say(match amount {
            Some(sum) => {
                t!("{way}, {year}: {sum} planned", way = way.label(), year = year, sum = currency.show(sum))
            }
            None => t!("{way}, {year}: nothing planned", way = way.label(), year = year),
        });
        Ok(())
    })
}

/// From what a plan is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// What came in.
    Actual,
    /// What was planned.
    Plan,
}

/// Begins a year's plan from another year, month by month, each target so many per cent higher, rounded to whole units. What is
/// planned already stays. Answers how many targets were written.
///
/// # Errors
/// When there is nothing to begin from.
pub fn copy(office: &mut Office, year: (Day, Day), of: (Day, Day), from: From, per_cent: i64) -> Result<Done<usize>> {
    if !(-100..=1000).contains(&per_cent) {
        return Err(Problem::input(t!("So many per cent more or less: from -100 to 1000")));
    }
    let today = office.today();
    office.transact(&COPY, |tx| {
        let (known, basis) = (store::plan(tx.conn(), year, today)?, store::plan(tx.conn(), of, today)?);
        let currency = profile::get(tx.conn())?.currency;
        let mut count = 0;
        for (target, last) in begun(&known, &basis, from) {
            let amount = target.amount.map(|sum| currency.raised(sum, per_cent));
            count += usize::from(store::put_target(tx.conn(), tx.new_id(), &Target { amount, ..target }, last)?);
        }
        if count == 0 {
            return Err(Problem::input(t!(
                "There is nothing to begin from that is not planned already. Nothing was changed"
            )));
        }
        tx.say(t!(
            "Fundraising plan of {year}: {count} written",
            year = day::year_words(year.0, year.1),
            count = text::plural(count, t!("target"), t!("targets"))
        ));
        Ok(count)
    })
}

/// The targets that come of another year's plan, each with the last day of its month.
fn begun(known: &Plan, basis: &Plan, from: From) -> Vec<(Target, Day)> {
    let mut all = Vec::new();
    for (own, other) in known.lines.iter().zip(&basis.lines) {
        for ((cell, before), (month, last)) in own.cells.iter().zip(&other.cells).zip(&known.months) {
            let amount = match from {
                From::Actual => Some(before.actual).filter(|sum| *sum > Money::ZERO),
                From::Plan => before.target,
            };
            if cell.target.is_none() && amount.is_some() {
                all.push((Target { way: own.way, month: *month, amount }, *last));
            }
        }
    }
    all
}
