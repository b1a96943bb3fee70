//! Statements in the file.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{maybe_day, size, word};
use crate::bank::model::{AccountId, StatementId, StatementRow};
use crate::bank::statement::Format;
use crate::kit::{Money, Problem, Result};
use crate::t;

const SELECT: &str = "SELECT s.id, s.account, a.name, s.source, s.format, s.from_day, s.to_day, s.opening, s.closing, s.closed_on, \
     s.lines, count(l.id), coalesce(sum(l.state = 'open'), 0), coalesce(sum(l.state = 'matched'), 0), \
     coalesce(sum(l.state = 'aside'), 0), coalesce(sum(l.reconciliation IS NOT NULL), 0) \
     FROM bank_statement s JOIN account a ON a.id = s.account LEFT JOIN bank_line l ON l.statement = s.id";

fn format_of(key: &str) -> Result<Format> {
    Format::ALL
        .into_iter()
        .find(|f| f.key() == key)
        .ok_or_else(|| Problem::file(t!("A statement is in an unknown form: {form}", form = key)))
}

fn read(row: &Row<'_>) -> rusqlite::Result<StatementRow> {
    Ok(StatementRow {
        id: StatementId(row.get(0)?),
        account: AccountId(row.get(1)?),
        account_name: row.get(2)?,
        source: row.get(3)?,
        format: word(row, 4, format_of)?,
        from: maybe_day(row, 5)?,
        to: maybe_day(row, 6)?,
        opening: row.get::<_, Option<i64>>(7)?.map(Money),
        closing: row.get::<_, Option<i64>>(8)?.map(Money),
        closed_on: maybe_day(row, 9)?,
        lines: size(row.get(10)?),
        brought: size(row.get(11)?),
        open: size(row.get(12)?),
        matched: size(row.get(13)?),
        aside: size(row.get(14)?),
        reconciled: size(row.get(15)?),
    })
}

/// Every statement, of one account or of all, the latest first.
///
/// # Errors
/// When the file cannot be read.
pub fn statements(conn: &Connection, account: Option<AccountId>) -> Result<Vec<StatementRow>> {
    let mut select = conn.prepare_cached(&format!(
        "{SELECT} WHERE ?1 IS NULL OR s.account = ?1 GROUP BY s.id ORDER BY coalesce(s.to_day, s.closed_on, '') DESC, s.id DESC"
    ))?;
    let all = select.query_map([account.map(|a| a.0)], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// One statement.
///
/// # Errors
/// When there is none.
pub fn statement(conn: &Connection, id: StatementId) -> Result<StatementRow> {
    conn.prepare_cached(&format!("{SELECT} WHERE s.id = ?1 GROUP BY s.id"))?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| Problem::input(t!("There is no such statement")))
}

/// Takes a statement out, with the lines it brought.
pub(in crate::bank) fn delete_statement(conn: &Connection, id: StatementId) -> Result<()> {
    conn.prepare_cached("DELETE FROM bank_line WHERE statement = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM bank_statement WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
