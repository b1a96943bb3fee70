//! Budgets in the file, and the sums of the ledger beside them.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::model::{Line, Planned, Scope, Whole};
use crate::fundraising::store::{self as fundraising, all_of};
use crate::kit::{Money, Result};
use crate::ledger::model::{CategoryId, CategoryKind, Filter};
use crate::ledger::store as ledger;
use crate::office::days::iso;
use crate::office::profile;

/// The column and the value that say what a budget is of.
fn key(scope: Scope) -> (&'static str, rusqlite::types::Value) {
    match scope {
        Scope::Year(_, to) => ("to_day", iso(to).into()),
        Scope::Appeal(id) => ("appeal", id.0.into()),
    }
}

fn planned(conn: &Connection, scope: Scope) -> Result<BTreeMap<CategoryId, (Money, String)>> {
    let (column, value) = key(scope);
    let mut select =
        conn.prepare_cached(&format!("SELECT category, amount, note FROM budget_line WHERE {column} = ?1"))?;
    let rows = select
        .query_map([value], |row| Ok((CategoryId(row.get(0)?), (Money(row.get(1)?), row.get::<_, String>(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The filter of the entries that a scope is about.
///
/// # Errors
/// When there is no such appeal.
pub fn entries(conn: &Connection, scope: Scope) -> Result<Filter> {
    Ok(match scope {
        Scope::Year(from, to) => Filter::between(from, to),
        Scope::Appeal(id) => Filter { sides: Vec::new(), ..all_of(&fundraising::appeal(conn, id)?.words()) },
    })
}

/// What each category moved, both sides positive.
fn actual(conn: &Connection, scope: Scope) -> Result<BTreeMap<CategoryId, Money>> {
    let mut sums = BTreeMap::new();
    match scope {
        Scope::Year(from, to) => {
            let mut select = conn.prepare_cached(
                "SELECT category, sum(amount) FROM entry_line WHERE category IS NOT NULL AND day BETWEEN ?1 AND ?2 \
                 GROUP BY category",
            )?;
            let mut rows = select.query(params![iso(from), iso(to)])?;
            while let Some(row) = rows.next()? {
                sums.insert(CategoryId(row.get(0)?), Money(row.get(1)?));
            }
        }
        Scope::Appeal(id) => {
            let words = fundraising::appeal(conn, id)?.words();
            for (category, sum) in fundraising::moved_by_category(conn, &words)? {
                sums.insert(CategoryId(category), sum);
            }
        }
    }
    Ok(sums)
}

/// A budget with what came of it: every category that is open, planned or has moved.
///
/// # Errors
/// When the file cannot be read.
pub fn budget(conn: &Connection, scope: Scope) -> Result<Whole> {
    let profile = profile::get(conn)?;
    let (plan, moved) = (planned(conn, scope)?, actual(conn, scope)?);
    let before = scope.years_on(&profile, -1).map(|before| actual(conn, before)).transpose()?;
    let mut lines = Vec::new();
    for category in ledger::categories(conn)? {
        let sign = match category.kind {
            CategoryKind::Income => -1,
            CategoryKind::Expense => 1,
            CategoryKind::Equity | CategoryKind::Loan => continue,
        };
        let sum = |of: &BTreeMap<CategoryId, Money>| Money(sign * of.get(&category.id).copied().unwrap_or_default().0);
        let own = plan.get(&category.id);
        let line = Line {
            category: category.id,
            name: category.name,
            kind: category.kind,
            planned: own.map(|(amount, _)| *amount),
            actual: sum(&moved),
            before: before.as_ref().map(&sum),
            note: own.map(|(_, note)| note.clone()).unwrap_or_default(),
        };
        if !category.closed || !line.is_empty() {
            lines.push(line);
        }
    }
    Ok(Whole { scope, lines })
}

/// Every scope that has a budget: years first, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn scopes(conn: &Connection) -> Result<Vec<Scope>> {
    let profile = profile::get(conn)?;
    let mut years =
        conn.prepare_cached("SELECT DISTINCT to_day FROM budget_line WHERE to_day IS NOT NULL ORDER BY to_day DESC")?;
    let days = years.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut all = Vec::new();
    for day in days {
        all.push(Scope::year(&profile, crate::kit::day::from_iso(&day)?));
    }
    let mut appeals =
        conn.prepare_cached("SELECT DISTINCT appeal FROM budget_line WHERE appeal IS NOT NULL ORDER BY appeal DESC")?;
    let ids = appeals.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    all.extend(ids.into_iter().map(|id| Scope::Appeal(crate::fundraising::model::AppealId(id))));
    Ok(all)
}

/// Writes one line; answers whether it is another than before.
pub(super) fn put(conn: &Connection, id: i64, scope: Scope, line: &Planned) -> Result<bool> {
    let (column, value) = key(scope);
    let Some(amount) = line.amount else {
        let gone = conn
            .prepare_cached(&format!("DELETE FROM budget_line WHERE {column} = ?1 AND category = ?2"))?
            .execute(params![value, line.category.0])?;
        return Ok(gone > 0);
    };
    let there: bool = conn
        .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM budget_line WHERE {column} = ?1 AND category = ?2)"))?
        .query_row(params![value, line.category.0], |row| row.get(0))?;
    let changed = if there {
        conn.prepare_cached(&format!(
            "UPDATE budget_line SET amount = ?3, note = ?4 WHERE {column} = ?1 AND category = ?2 AND (amount, note) IS NOT (?3, ?4)"
        ))?
        .execute(params![value, line.category.0, amount.0, line.note])?
    } else {
        conn.prepare_cached(&format!(
            "INSERT INTO budget_line (id, {column}, category, amount, note) VALUES (?3, ?1, ?2, ?4, ?5)"
        ))?
        .execute(params![value, line.category.0, id, amount.0, line.note])?
    };
    Ok(changed > 0)
}
