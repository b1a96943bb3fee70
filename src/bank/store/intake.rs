//! What a file is held against, and the rows it brings.

use std::collections::{HashMap, HashSet};

use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, params};

use super::{day, iso, maybe_day, wide, word};
use crate::bank::model::{AccountId, Here, Known, LineId, LineState, PlannedLine, PlannedStatement, StatementId};
use crate::kit::{Money, Result};
use crate::ledger;
use crate::office::{profile, rows};

/// The numbers of all accounts: account, plain number, the account's name.
///
/// # Errors
/// When the file cannot be read.
pub fn numbers(conn: &Connection) -> Result<Vec<(AccountId, String, String)>> {
    let mut select = conn.prepare_cached(
        "SELECT b.account, b.number, a.name FROM bank_account b JOIN account a ON a.id = b.account ORDER BY b.id",
    )?;
    let all = select
        .query_map([], |row| Ok((AccountId(row.get(0)?), row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// Everything that a file for this account is held against.
///
/// # Errors
/// When there is no such account, or the file cannot be read.
pub fn known(conn: &Connection, account: AccountId) -> Result<Known> {
    let account = ledger::store::account(conn, account)?;
    let (mut marks, mut refs, mut alike) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut select = conn.prepare(
        "SELECT id, mark, bank_ref, state, why, reconciliation IS NOT NULL, booked_on, amount FROM bank_line WHERE account = ?1",
    )?;
    let mut found = select.query([account.id.0])?;
    while let Some(row) = found.next()? {
        let here = Here {
            id: LineId(row.get(0)?),
            state: word(row, 3, LineState::of)?,
            why: row.get(4)?,
            reconciled: row.get(5)?,
        };
        let reference: String = row.get(2)?;
        if !reference.is_empty() {
            refs.insert(reference, here.clone());
        }
        marks.insert(row.get(1)?, here);
        *alike.entry((day(row, 6)?, Money(row.get(7)?))).or_default() += 1;
    }
    let mut select =
        conn.prepare("SELECT closed_on, closing FROM bank_statement WHERE account = ?1 AND closing IS NOT NULL")?;
    let mut closings = HashSet::new();
    let mut found = select.query([account.id.0])?;
    while let Some(row) = found.next()? {
        if let Some(on) = maybe_day(row, 0)? {
            closings.insert((on, Money(row.get(1)?)));
        }
    }
    Ok(Known {
        account: account.id,
        account_name: account.name,
        currency: *profile::get(conn)?.currency,
        generation: ledger::store::generation(conn)?,
        marks,
        refs,
        numbers: numbers(conn)?,
        closings,
        alike,
        reconciled_to: super::reconciled_to(conn, account.id)?,
    })
}

pub(in crate::bank) fn insert_number(conn: &Connection, id: i64, account: AccountId, number: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO bank_account (id, account, number) VALUES (?1, ?2, ?3)")?
        .execute(params![id, account.0, number])?;
    Ok(())
}

pub(in crate::bank) fn insert_statement(
    conn: &Connection,
    id: StatementId,
    account: AccountId,
    (source, digest, format): (&str, &str, &str),
    planned: &PlannedStatement,
) -> Result<()> {
    let head = &planned.head;
    let closed_on = head.closing.and_then(|b| b.on.or(head.to));
    conn.prepare_cached(
        "INSERT INTO bank_statement (id, account, source, digest, format, number, from_day, to_day, opening, closing, \
         closed_on, lines) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        id.0,
        account.0,
        source,
        digest,
        format,
        head.account,
        head.from.map(iso),
        head.to.map(iso),
        head.opening.map(|b| b.amount.0),
        head.closing.filter(|_| closed_on.is_some()).map(|b| b.amount.0),
        closed_on.map(iso),
        wide(planned.lines.len()),
    ])?;
    Ok(())
}

const LINE: &[&str] = &[
    "id",
    "account",
    "statement",
    "position",
    "mark",
    "bank_ref",
    "booked_on",
    "valued_on",
    "amount",
    "name",
    "number",
    "purpose",
    "reference",
    "kind",
    "row",
];

/// Writes lines, each with its place in the statement.
pub(in crate::bank) fn insert_lines(
    conn: &Connection,
    account: AccountId,
    statement: StatementId,
    lines: &[(usize, &PlannedLine)],
    new_id: &dyn Fn() -> i64,
) -> Result<()> {
    let mut values: Vec<ToSqlOutput<'_>> = Vec::with_capacity(lines.len() * LINE.len());
    for (at, planned) in lines {
        let line = &planned.line;
        values.extend([new_id().into(), account.0.into(), statement.0.into(), wide(*at).into()]);
        values.extend([planned.mark.as_str().into(), line.id.as_str().into(), iso(line.booked).into()]);
        values.push(ToSqlOutput::Owned(line.valued.map_or(Value::Null, |day| Value::Text(iso(day)))));
        values.push(line.amount.0.into());
        let texts = [&line.name, &line.number, &line.purpose, &line.reference, &line.kind];
        values.extend(texts.map(|text| text.as_str().into()));
        values.push(wide(line.row).into());
    }
    rows::insert(conn, "bank_line", LINE, &values)
}

pub(in crate::bank) fn remove_line(conn: &Connection, id: LineId) -> Result<()> {
    conn.prepare_cached("DELETE FROM bank_line WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
