//! The fundraising plan in the file, with what the ledger says came.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{day, iso, word};
use crate::fundraising::model::{Plan, Target};
use crate::kit::{Day, Money, Result};
use crate::ledger;
use crate::ledger::model::Way;

/// A year's plan, as of a day.
///
/// # Errors
/// When the file cannot be read.
pub fn plan(conn: &Connection, year: (Day, Day), today: Day) -> Result<Plan> {
    let mut select =
        conn.prepare_cached("SELECT way, from_day, amount FROM plan_target WHERE from_day BETWEEN ?1 AND ?2")?;
    let rows = select.query_map(params![iso(year.0), iso(year.1)], |row| {
        Ok(((word(row, 0, Way::of)?, day(row, 1)?), Money(row.get(2)?)))
    })?;
    let targets: BTreeMap<_, _> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(Plan::of(year, today, &targets, &ledger::store::raised_by_way(conn, year.0, year.1)?))
}

/// Writes what a cell should bring; answers whether that is another than before. What stands in the month on any other day,
/// because the financial year began elsewhere when it was written, goes.
pub(in crate::fundraising) fn put_target(conn: &Connection, id: i64, target: &Target, last: Day) -> Result<bool> {
    let (way, from) = (target.way.key(), iso(target.month));
    let known: Option<i64> = conn
        .prepare_cached("SELECT sum(amount) FROM plan_target WHERE way = ?1 AND from_day BETWEEN ?2 AND ?3")?
        .query_row(params![way, from, iso(last)], |row| row.get(0))?;
    if known.map(Money) == target.amount {
        return Ok(false);
    }
    conn.prepare_cached("DELETE FROM plan_target WHERE way = ?1 AND from_day BETWEEN ?2 AND ?3")?.execute(params![
        way,
        from,
        iso(last)
    ])?;
    if let Some(amount) = target.amount {
        conn.prepare_cached("INSERT INTO plan_target (id, way, from_day, amount) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, way, from, amount.0])?;
    }
    Ok(true)
}
