//! Days in which the ledger stays as it is: closed years. Subjects further up put them there; the ledger keeps to them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{day_of, iso};
use crate::kit::{Day, Problem, Result};
use crate::t;

/// Days that something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub to: Day,
    /// By what, in words: "the closed year 2025".
    pub says: String,
}

/// All days that are held, the earliest first.
///
/// # Errors
/// When the file cannot be read.
pub fn periods(conn: &Connection) -> Result<Vec<Period>> {
    let mut select = conn.prepare_cached("SELECT from_day, to_day, says FROM period_lock ORDER BY to_day, id")?;
    let row = |row: &rusqlite::Row<'_>| Ok(Period { from: day_of(row, 0)?, to: day_of(row, 1)?, says: row.get(2)? });
    Ok(select.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
}

/// By what a day is held, if it is.
///
/// # Errors
/// When the file cannot be read.
pub fn held_on(conn: &Connection, day: Day) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT says FROM period_lock WHERE ?1 BETWEEN from_day AND to_day ORDER BY to_day LIMIT 1")?
        .query_row([iso(day)], |row| row.get(0))
        .optional()?)
}

/// Refuses a day that is held.
///
/// # Errors
/// When it is; says by what, and where the entry goes instead.
pub fn free_on(conn: &Connection, day: Day) -> Result<()> {
    held_on(conn, day)?.map_or(Ok(()), |by| Err(refused(&by)))
}

fn refused(by: &str) -> Problem {
    Problem::input(t!(
        "No entry of these days is recorded, changed or taken back: {by} holds them. Nothing was changed",
        by = by
    ))
    .hint(t!("Use a day of the open year, for a reversal too, or open the year again first"))
}

/// Holds some days for `by_row` of `by_table`.
///
/// # Errors
/// When it holds days already.
pub fn hold_days(conn: &Connection, id: i64, period: &Period, by_table: &str, by_row: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO period_lock (id, from_day, to_day, by_table, by_row, says) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id, iso(period.from), iso(period.to), by_table, by_row, period.says])?;
    Ok(())
}

/// Frees the days that `by_row` of `by_table` holds; answers whether there were some.
///
/// # Errors
/// When the file cannot be written.
pub fn free_days(conn: &Connection, by_table: &str, by_row: i64) -> Result<bool> {
    let freed = conn
        .prepare_cached("DELETE FROM period_lock WHERE by_table = ?1 AND by_row = ?2")?
        .execute(params![by_table, by_row])?;
    Ok(freed > 0)
}

/// What of a journal row says that money of a held day came, went or moved. The person in an entry and its words may change:
/// two records become one, somebody is erased.
const TOUCHED: &str = "SELECT p.says FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     LEFT JOIN entry e ON t.name = 'entry' AND e.id = j.row \
     LEFT JOIN entry_line l ON t.name = 'entry_line' AND l.id = j.row \
     JOIN period_lock p ON (coalesce(e.received_on, l.day) BETWEEN p.from_day AND p.to_day \
       OR coalesce(json_extract(j.before, '$.received_on'), json_extract(j.before, '$.day')) BETWEEN p.from_day AND p.to_day) \
     WHERE j.id > ?1 AND t.name IN ('entry', 'entry_line') AND (j.act <> 'update' \
       OR EXISTS (SELECT 1 FROM json_each(j.before) c \
                  WHERE c.key IN ('kind', 'received_on', 'amount', 'entry', 'account', 'category', 'fund', 'day'))) LIMIT 1";

/// Refuses a step that touched the money of a held day, by whatever way.
///
/// # Errors
/// When it did.
pub fn guard(conn: &Connection, after: i64) -> Result<()> {
    let held: bool =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM period_lock)")?.query_row([], |row| row.get(0))?;
    if !held {
        return Ok(());
    }
    let by: Option<String> = conn.prepare_cached(TOUCHED)?.query_row([after], |row| row.get(0)).optional()?;
    by.map_or(Ok(()), |by| Err(refused(&by)))
}
