//! Reconciliations in the file, and what an account held against the bank on a day comes to.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::lines::{LINE_COLUMNS, read as read_line};
use super::world::{Roots, movements_of};
use super::{day, iso, maybe_day, size};
use crate::bank::model::{
    AccountId, Against, EntryId, LineState, Movement, Reconciliation, ReconciliationId, Reconciling, cancelled,
};
use crate::kit::{Day, Money, Problem, Result};
use crate::ledger;
use crate::ledger::model::EntryKind;
use crate::t;

/// Every reconciliation, of one account or of all, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn reconciliations(conn: &Connection, account: Option<AccountId>) -> Result<Vec<Reconciliation>> {
    let mut select = conn.prepare_cached(
        "SELECT r.id, r.account, a.name, r.closed_on, r.balance, r.note, \
         (SELECT count(*) FROM bank_line l WHERE l.reconciliation = r.id), \
         NOT EXISTS (SELECT 1 FROM bank_reconciliation n WHERE n.account = r.account AND n.closed_on > r.closed_on) \
         FROM bank_reconciliation r JOIN account a ON a.id = r.account WHERE ?1 IS NULL OR r.account = ?1 \
         ORDER BY r.closed_on DESC, r.id DESC",
    )?;
    let all = select
        .query_map([account.map(|a| a.0)], |row| {
            Ok(Reconciliation {
                id: ReconciliationId(row.get(0)?),
                account: AccountId(row.get(1)?),
                account_name: row.get(2)?,
                day: day(row, 3)?,
                balance: Money(row.get(4)?),
                note: row.get(5)?,
                lines: size(row.get(6)?),
                last: row.get(7)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// The last day up to which an account is reconciled.
///
/// # Errors
/// When the file cannot be read.
pub fn reconciled_to(conn: &Connection, account: AccountId) -> Result<Option<Day>> {
    Ok(conn
        .prepare_cached("SELECT max(closed_on) FROM bank_reconciliation WHERE account = ?1")?
        .query_row([account.0], |row| maybe_day(row, 0))?)
}

/// One reconciliation.
///
/// # Errors
/// When there is none.
pub fn reconciliation(conn: &Connection, id: ReconciliationId) -> Result<Reconciliation> {
    reconciliations(conn, None)?
        .into_iter()
        .find(|r| r.id == id)
        .ok_or_else(|| Problem::input(t!("There is no such reconciliation")))
}

/// The closing balances that statements of an account have, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn closings(conn: &Connection, account: AccountId) -> Result<Vec<(Day, Money)>> {
    let mut select = conn.prepare_cached(
        "SELECT closed_on, closing FROM bank_statement WHERE account = ?1 AND closing IS NOT NULL ORDER BY closed_on DESC, id DESC",
    )?;
    let mut all: Vec<(Day, Money)> = select
        .query_map([account.0], |row| Ok((day(row, 0)?, Money(row.get(1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    all.dedup_by_key(|(day, _)| *day);
    Ok(all)
}

/// Accounts with what is left to do of them: statements that closed and were not reconciled, newest day first.
///
/// # Errors
/// When the file cannot be read.
pub fn to_reconcile(conn: &Connection) -> Result<Vec<(AccountId, String, Day)>> {
    let mut select = conn.prepare_cached(
        "SELECT s.account, a.name, max(s.closed_on) FROM bank_statement s JOIN account a ON a.id = s.account \
         WHERE s.closing IS NOT NULL AND s.closed_on > coalesce((SELECT max(r.closed_on) FROM bank_reconciliation r \
         WHERE r.account = s.account), '') GROUP BY s.account ORDER BY a.name",
    )?;
    let all = select
        .query_map([], |row| Ok((AccountId(row.get(0)?), row.get(1)?, day(row, 2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// The first day that the bank's lines of an account cover, and what the statement began with.
fn first_day(conn: &Connection, account: AccountId) -> Result<Option<(Day, Option<Money>)>> {
    let first: Option<Day> = conn
        .prepare_cached("SELECT min(booked_on) FROM bank_line WHERE account = ?1")?
        .query_row([account.0], |row| maybe_day(row, 0))?;
    let stated = conn
        .prepare_cached(
            "SELECT coalesce(from_day, (SELECT min(l.booked_on) FROM bank_line l WHERE l.statement = s.id), closed_on), opening \
             FROM bank_statement s WHERE account = ?1 AND coalesce(from_day, closed_on) IS NOT NULL ORDER BY 1, id LIMIT 1",
        )?
        .query_row([account.0], |row| Ok((maybe_day(row, 0)?, row.get::<_, Option<i64>>(1)?.map(Money))))
        .optional()?;
    Ok(match (first, stated) {
        (Some(first), Some((Some(from), opening))) if from <= first => Some((from, opening)),
        (Some(first), _) => Some((first, None)),
        (None, Some((Some(from), opening))) => Some((from, opening)),
        (None, _) => None,
    })
}

/// Holds an account against the bank.
///
/// # Errors
/// When no statement says the balance of that day and nobody else does, or the file cannot be read.
pub fn reconciling(conn: &Connection, against: &Against) -> Result<Reconciling> {
    let account = ledger::store::account(conn, against.account)?;
    let closings = closings(conn, account.id)?;
    let stated = |on: Day| closings.iter().find(|(day, _)| *day == on).map(|(_, balance)| *balance);
    let Some(on) = against.day.or_else(|| closings.first().map(|(day, _)| *day)) else {
        return Err(Problem::input(t!("No statement of “{account}” says a closing balance", account = account.name))
            .hint(t!("Say the day and the balance that the bank gives")));
    };
    let Some(balance) = against.balance.or_else(|| stated(on)) else {
        return Err(Problem::input(t!(
            "No statement of “{account}” says the balance of {day}",
            account = account.name,
            day = crate::kit::day::short(on)
        ))
        .hint(t!("Say the balance that the bank gives, or take a day on which a statement closes")));
    };
    let since = reconciled_to(conn, account.id)?;
    let mut select = conn.prepare_cached(&format!(
        "SELECT {LINE_COLUMNS} FROM bank_line l WHERE l.account = ?1 AND l.booked_on <= ?2 AND l.reconciliation IS NULL \
         ORDER BY l.booked_on, l.id"
    ))?;
    let (mut open, mut aside, mut matched) = (Vec::new(), Vec::new(), 0);
    for line in select.query_map(params![account.id.0, iso(on)], read_line)? {
        let line = line?;
        match line.state {
            LineState::Open => open.push(line),
            LineState::Aside => aside.push(line),
            LineState::Matched => matched += 1,
        }
    }
    let first = first_day(conn, account.id)?.filter(|_| since.is_none());
    let mut waiting = uncleared(conn, account.id, on)?;
    let is_before = |m: &Movement| {
        // What an account was opened with is on no line, whatever its day.
        let before = since.is_none() && (m.kind == EntryKind::Opening || first.is_some_and(|(from, _)| m.day() < from));
        before && !against.waiting.contains(&m.entry)
    };
    let brought: Vec<Movement> = waiting.iter().filter(|m| is_before(m)).cloned().collect();
    waiting.retain(|m| !is_before(m));
    let gone = cancelled(&waiting);
    let mut at = gone.iter();
    waiting.retain(|_| at.next() != Some(&true));
    let on_lines: i64 = conn
        .prepare_cached(
            "SELECT coalesce(sum(m.amount), 0) FROM bank_match m JOIN bank_line l ON l.id = m.line \
             WHERE l.account = ?1 AND l.booked_on <= ?2",
        )?
        .query_row(params![account.id.0, iso(on)], |row| row.get(0))?;
    let before: i64 = conn
        .prepare_cached("SELECT coalesce(sum(amount), 0) FROM bank_brought WHERE account = ?1")?
        .query_row([account.id.0], |row| row.get(0))?;
    let cleared = Money(on_lines + before) + brought.iter().map(|m| m.amount).sum::<Money>();
    Ok(Reconciling {
        generation: ledger::store::generation(conn)?,
        account: account.id,
        day: on,
        balance,
        since,
        ledger: ledger_on(conn, account.id, on)?,
        account_name: account.name,
        open,
        aside,
        matched,
        cleared,
        waiting,
        brought,
        opening: first.and_then(|(_, opening)| opening),
    })
}

fn ledger_on(conn: &Connection, account: AccountId, on: Day) -> Result<Money> {
    let sum = "SELECT coalesce(sum(amount), 0) FROM entry_line WHERE account = ?1 AND day <= ?2";
    Ok(conn.prepare_cached(sum)?.query_row(params![account.0, iso(on)], |row| row.get(0).map(Money))?)
}

/// What is in the ledger up to a day and on no line up to it; see [`Reconciling::waiting`].
fn uncleared(conn: &Connection, account: AccountId, on: Day) -> Result<Vec<Movement>> {
    let mut select = conn.prepare_cached(
        "SELECT entry, sum(amount) AS rest FROM ( \
           SELECT entry, amount FROM entry_line WHERE account = ?1 AND day <= ?2 \
           UNION ALL SELECT m.entry, -m.amount FROM bank_match m JOIN bank_line n ON n.id = m.line \
             WHERE n.account = ?1 AND n.booked_on <= ?2 \
           UNION ALL SELECT entry, -amount FROM bank_brought WHERE account = ?1) \
         GROUP BY entry HAVING rest <> 0",
    )?;
    let rest: HashMap<EntryId, Money> = select
        .query_map(params![account.0, iso(on)], |row| Ok((EntryId(row.get(0)?), Money(row.get(1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    movements_of(conn, account, &rest, &Roots::read(conn)?)
}

pub(in crate::bank) fn insert_reconciliation(
    conn: &Connection,
    id: ReconciliationId,
    it: &Reconciling,
    note: &str,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO bank_reconciliation (id, account, closed_on, balance, note) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id.0, it.account.0, iso(it.day), it.balance.0, note])?;
    conn.prepare_cached(
        "UPDATE bank_line SET reconciliation = ?1 WHERE account = ?2 AND booked_on <= ?3 AND reconciliation IS NULL",
    )?
    .execute(params![id.0, it.account.0, iso(it.day)])?;
    Ok(())
}

pub(in crate::bank) fn insert_brought(
    conn: &Connection,
    id: i64,
    reconciliation: ReconciliationId,
    movement: &Movement,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO bank_brought (id, reconciliation, account, entry, amount) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, reconciliation.0, movement.account.0, movement.entry.0, movement.amount.0])?;
    Ok(())
}

/// The entries on the lines of a reconciliation.
pub(in crate::bank) fn entries_of(conn: &Connection, id: ReconciliationId) -> Result<HashSet<EntryId>> {
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT m.entry FROM bank_match m JOIN bank_line l ON l.id = m.line WHERE l.reconciliation = ?1",
    )?;
    let all = select.query_map([id.0], |row| row.get(0).map(EntryId))?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

pub(in crate::bank) fn delete_reconciliation(conn: &Connection, id: ReconciliationId) -> Result<()> {
    conn.prepare_cached("UPDATE bank_line SET reconciliation = NULL WHERE reconciliation = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM bank_brought WHERE reconciliation = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM bank_reconciliation WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
