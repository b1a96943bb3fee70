//! What can be done with budgets. The window and the command line call these and nothing else.

use std::collections::BTreeMap;

use super::import::Plan;
use super::model::{Planned, Scope, label};
use super::store;
use crate::fundraising::store::appeal;
use crate::kit::{Money, Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo, profile};
use crate::t;

/// Plans a category.
pub static SET: Op =
    Op { key: "budget.set", says: "Plan category", undo: Undo::Reverse, reach: Reach::Command("budget set") };

/// Begins a year's budget from another one, or from what happened.
pub static COPY: Op =
    Op { key: "budget.copy", says: "Begin budget", undo: Undo::Reverse, reach: Reach::Command("budget copy") };

/// Brings a budget in from a table.
pub static IMPORT: Op =
    Op { key: "budget.import", says: "Import budget", undo: Undo::ReverseKeep, reach: Reach::Command("budget import") };

/// Every operation of budgets.
pub const OPS: &[&Op] = &[&SET, &COPY, &IMPORT];

/// What a budget is of, in words.
///
/// # Errors
/// When there is no such appeal.
pub fn says(conn: &rusqlite::Connection, scope: Scope) -> Result<String> {
    Ok(match scope {
        Scope::Year(from, to) => label(from, to),
        Scope::Appeal(id) => appeal(conn, id)?.terms.name,
    })
}

/// Plans an amount for a category, or takes what was planned away.
///
/// # Errors
/// When the category is neither of income nor of expenditure, or the amount is below nothing.
pub fn set(office: &mut Office, scope: Scope, line: &Planned) -> Result<Done<()>> {
    office.transact(&SET, |tx| {
        let whole = store::budget(tx.conn(), scope)?;
        let Some(of) = whole.lines.iter().find(|known| known.category == line.category) else {
            return Err(Problem::input(t!("Only what comes in and what goes out is planned. Nothing was changed")));
        };
        if line.amount.is_some_and(|amount| amount < Money::ZERO) {
            return Err(Problem::input(t!("What is planned is an amount of nothing or more. Nothing was changed")));
        }
        store::put(tx.conn(), tx.new_id(), scope, &Planned { note: line.note.trim().to_owned(), ..line.clone() })?;
        let (currency, scope) = (profile::get(tx.conn())?.currency, says(tx.conn(), scope)?);
        tx.say(match line.amount {
            Some(amount) => t!(
                "Budget of {scope}: {sum} for {category}",
                scope = scope,
                sum = currency.show(amount),
                category = of.name
            ),
            None => t!("Budget of {scope}: nothing planned for {category}", scope = scope, category = of.name),
        });
        Ok(())
    })
}

/// From what a budget is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// What came in and went out.
    Actual,
    /// What was planned.
    Budget,
}

/// Begins a budget from another year or appeal, each line so many per cent higher, rounded to whole units. Lines that are planned
/// already stay. Answers how many were planned.
///
/// # Errors
/// When there is nothing to begin from.
pub fn copy(office: &mut Office, scope: Scope, of: Scope, from: From, per_cent: i64) -> Result<Done<usize>> {
    if !(-100..=1000).contains(&per_cent) {
        return Err(Problem::input(t!("So many per cent more or less: from -100 to 1000")));
    }
    office.transact(&COPY, |tx| {
        let known: BTreeMap<_, _> =
            store::budget(tx.conn(), scope)?.lines.into_iter().map(|line| (line.category, line.planned)).collect();
        let currency = profile::get(tx.conn())?.currency;
        let mut count = 0;
        for line in store::budget(tx.conn(), of)?.lines {
            let basis = match from {
                From::Actual => Some(line.actual).filter(|sum| *sum > Money::ZERO),
                From::Budget => line.planned,
            };
            let Some(basis) = basis.filter(|_| known.get(&line.category).copied().flatten().is_none()) else {
                continue;
            };
            let note = if from == From::Budget { line.note } else { String::new() };
            let planned = Planned { category: line.category, amount: Some(currency.raised(basis, per_cent)), note };
            count += usize::from(store::put(tx.conn(), tx.new_id(), scope, &planned)?);
        }
        if count == 0 {
            return Err(Problem::input(t!(
                "There is nothing to begin from that is not planned already. Nothing was changed"
            )));
        }
        say(tx, scope, count)?;
        Ok(count)
    })
}

fn say(tx: &Tx<'_>, scope: Scope, count: usize) -> Result<()> {
    tx.say(t!(
        "Budget of {scope}: {count} planned",
        scope = says(tx.conn(), scope)?,
        count = text::plural(count, t!("category"), t!("categories"))
    ));
    Ok(())
}

/// Commits what a table says, as it was shown.
///
/// # Errors
/// When the file cannot be written.
pub fn import(office: &mut Office, plan: &Plan) -> Result<Done<usize>> {
    office.transact(&IMPORT, |tx| {
        let mut count = 0;
        for line in &plan.lines {
            count += usize::from(store::put(tx.conn(), tx.new_id(), plan.scope, line)?);
        }
        say(tx, plan.scope, count)?;
        Ok(count)
    })
}
