//! What the ledger says of a year, and the statement made of it: as it is now, or as it was when the year was closed.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{from_json, iso, word, years};
use crate::kit::{Day, Money, Result};
use crate::ledger::store as ledger;
use crate::office::profile;
use crate::year::model::{
    Balances, CategoryId, CategoryKind, CategorySum, Figures, Form, Placed, Statement, Year, build, form_for,
};

/// What each category moved between two days, apart by giver and by money or kind.
fn sums(conn: &Connection, year: Year) -> Result<Vec<CategorySum>> {
    let mut select = conn.prepare_cached(
        "SELECT c.id, c.name, c.kind, c.default_for, coalesce(p.organisation, 0) AS org, e.kind = 'in_kind' AS kinds, \
         sum(l.amount) FROM entry_line l JOIN category c ON c.id = l.category JOIN entry e ON e.id = l.entry \
         LEFT JOIN person p ON p.id = e.person WHERE l.category IS NOT NULL AND l.day BETWEEN ?1 AND ?2 \
         GROUP BY c.id, org, kinds ORDER BY c.id, org, kinds",
    )?;
    let rows = select.query_map(params![iso(year.from), iso(year.to)], |row| {
        Ok(CategorySum {
            category: CategoryId(row.get(0)?),
            name: row.get(1)?,
            kind: word(row, 2, CategoryKind::of)?,
            default_for: row.get(3)?,
            organisation: row.get(4)?,
            in_kind: row.get(5)?,
            sum: Money(row.get(6)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn balances(conn: &Connection, year: Year) -> Result<Balances> {
    let before = year.from.pred_opt().unwrap_or(year.from);
    let opening = ledger::account_balances(conn, before)?;
    let mut owed = Money::ZERO;
    for category in ledger::categories(conn)?.into_iter().filter(|c| c.kind == CategoryKind::Loan) {
        owed -= ledger::category_total(conn, category.id, year.to)?;
    }
    Ok(Balances {
        accounts: ledger::account_balances(conn, year.to)?
            .into_iter()
            .zip(opening)
            .map(|(closing, opening)| (closing.account.id, closing.account.name, opening.balance, closing.balance))
            .collect(),
        funds: ledger::fund_balances(conn, year.to)?.into_iter().map(|f| (f.fund.id, f.fund.name, f.balance)).collect(),
        owed,
    })
}

fn figures(conn: &Connection, year: Year) -> Result<Figures> {
    Ok(Figures { year, sums: sums(conn, year)?, balances: balances(conn, year)? })
}

/// Where somebody put categories in a form.
///
/// # Errors
/// When the file cannot be read.
pub fn placed(conn: &Connection, form: &Form) -> Result<Placed> {
    let mut select = conn.prepare_cached("SELECT category, line FROM year_place WHERE form = ?1")?;
    let rows = select.query_map([&form.key], |row| Ok((CategoryId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The categories of the ledger with their kind, what they are the usual one of, and the key of the line that each stands on.
///
/// # Errors
/// When the file cannot be read.
pub fn categories(conn: &Connection, form: &Form) -> Result<Vec<(CategoryId, String, CategoryKind, String, bool)>> {
    let placed = placed(conn, form)?;
    let mut select = conn.prepare_cached(
        "SELECT id, name, kind, default_for FROM category WHERE kind IN ('income', 'expense') \
         ORDER BY kind DESC, closed, id",
    )?;
    let rows = select.query_map([], |row| {
        Ok((
            CategoryId(row.get(0)?),
            row.get::<_, String>(1)?,
            word(row, 2, CategoryKind::of)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    let mut all = Vec::new();
    for found in rows {
        let (id, name, kind, default_for) = found?;
        let own = placed.get(&id).map(String::as_str);
        let line = form.line_of(kind, &default_for, &name, false, own).map(|line| line.key.clone()).unwrap_or_default();
        all.push((id, name, kind, line, own.is_some()));
    }
    Ok(all)
}

/// The texts that people wrote for a year, by the key of the note.
///
/// # Errors
/// When the file cannot be read.
pub fn notes(conn: &Connection, to: Day) -> Result<BTreeMap<String, String>> {
    let mut select = conn.prepare_cached("SELECT note, text FROM year_note WHERE to_day = ?1")?;
    let rows = select.query_map([iso(to)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The statement of a year as the ledger makes it now.
///
/// # Errors
/// When the file cannot be read.
pub fn live(conn: &Connection, year: Year) -> Result<Statement> {
    let profile = profile::get(conn)?;
    let form = form_for(profile.jurisdiction())?;
    let before = match (year.before(&profile), years::first_day(conn)?) {
        (Some(before), Some(first)) if first <= before.to => Some(before),
        _ => None,
    };
    let before = before.map(|before| figures(conn, before)).transpose()?;
    Ok(build(form, &placed(conn, form)?, &figures(conn, year)?, before.as_ref(), &notes(conn, year.to)?))
}

/// The statement of a year: as it was when the year was closed, else as the ledger makes it now.
///
/// # Errors
/// When the file cannot be read.
pub fn statement(conn: &Connection, year: Year) -> Result<Statement> {
    let kept: Option<String> = conn
        .prepare_cached("SELECT statement FROM year_close WHERE reopened_on IS NULL AND to_day = ?1")?
        .query_row([iso(year.to)], |row| row.get(0))
        .optional()?;
    kept.map_or_else(|| live(conn, year), |json| from_json(&json))
}

/// Writes a note of a year, or takes it away where the text is empty.
pub(in crate::year) fn put_note(conn: &Connection, id: i64, to: Day, note: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        conn.prepare_cached("DELETE FROM year_note WHERE to_day = ?1 AND note = ?2")?
            .execute(params![iso(to), note])?;
        return Ok(());
    }
    let changed = conn
        .prepare_cached("UPDATE year_note SET text = ?3 WHERE to_day = ?1 AND note = ?2 AND text IS NOT ?3")?
        .execute(params![iso(to), note, text])?;
    if changed == 0 {
        conn.prepare_cached(
            "INSERT INTO year_note (id, to_day, note, text) SELECT ?1, ?2, ?3, ?4 \
             WHERE NOT EXISTS (SELECT 1 FROM year_note WHERE to_day = ?2 AND note = ?3)",
        )?
        .execute(params![id, iso(to), note, text])?;
    }
    Ok(())
}

/// Puts a category on a line of a form, or back to where the form puts it.
pub(in crate::year) fn put_place(
    conn: &Connection,
    id: i64,
    category: CategoryId,
    form: &str,
    line: Option<&str>,
) -> Result<()> {
    conn.prepare_cached("DELETE FROM year_place WHERE category = ?1 AND form = ?2 AND line IS NOT ?3")?
        .execute(params![category.0, form, line])?;
    if let Some(line) = line {
        conn.prepare_cached(
            "INSERT INTO year_place (id, category, form, line) SELECT ?1, ?2, ?3, ?4 \
             WHERE NOT EXISTS (SELECT 1 FROM year_place WHERE category = ?2 AND form = ?3)",
        )?
        .execute(params![id, category.0, form, line])?;
    }
    Ok(())
}
