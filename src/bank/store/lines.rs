//! Lines in the file: one, or a page of those that a filter lets through.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::{day, maybe_day, size, word};
use crate::bank::model::{AccountId, BankLine, LineId, LineState, PersonId, ReconciliationId, StatementId};
use crate::kit::fold::fold;
use crate::kit::{Money, Problem, Result};
use crate::t;

/// Which lines are meant; all conditions hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LineFilter {
    pub account: Option<AccountId>,
    pub statement: Option<StatementId>,
    pub state: Option<LineState>,
    /// Words that stand in name, purpose, reference or kind.
    pub text: String,
}

pub(super) const LINE_COLUMNS: &str = "l.id, l.account, l.statement, l.booked_on, l.valued_on, l.amount, l.name, l.number, l.purpose, l.reference, \
     l.kind, l.row, l.state, l.why, l.reconciliation, l.bank_ref";

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<BankLine> {
    Ok(BankLine {
        id: LineId(row.get(0)?),
        account: AccountId(row.get(1)?),
        statement: StatementId(row.get(2)?),
        booked: day(row, 3)?,
        valued: maybe_day(row, 4)?,
        amount: Money(row.get(5)?),
        name: row.get(6)?,
        number: row.get(7)?,
        purpose: row.get(8)?,
        reference: row.get(9)?,
        kind: row.get(10)?,
        row: size(row.get(11)?),
        state: word(row, 12, LineState::of)?,
        why: row.get(13)?,
        reconciliation: row.get::<_, Option<i64>>(14)?.map(ReconciliationId),
        bank_ref: row.get(15)?,
    })
}

fn conditions(filter: &LineFilter) -> (String, Vec<Value>) {
    let (mut sql, mut values) = (String::from("1"), Vec::<Value>::new());
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
    };
    if let Some(account) = filter.account {
        add("l.account = ?", account.0.into());
    }
    if let Some(statement) = filter.statement {
        add("l.statement = ?", statement.0.into());
    }
    if let Some(state) = filter.state {
        // Spelled out, so that the index of open lines can be used.
        add(&format!("l.state = '{}' AND ? IS NOT NULL", state.key()), Value::Integer(1));
    }
    for word in fold(&filter.text).split_whitespace() {
        add(
            "instr(fold(l.name || ' ' || l.purpose || ' ' || l.reference || ' ' || l.kind || ' ' || l.number), ?) > 0",
            word.to_owned().into(),
        );
    }
    (format!("FROM bank_line l WHERE {sql}"), values)
}

/// A page of lines, the latest first.
///
/// # Errors
/// When the file cannot be read.
pub fn page(conn: &Connection, filter: &LineFilter, offset: usize, limit: usize) -> Result<Vec<BankLine>> {
    let (sql, values) = conditions(filter);
    let mut select = conn.prepare_cached(&format!(
        "SELECT {LINE_COLUMNS} {sql} ORDER BY l.booked_on DESC, l.id DESC LIMIT {limit} OFFSET {offset}"
    ))?;
    let all = select.query_map(params_from_iter(values), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// How many lines a filter lets through, and their sum.
///
/// # Errors
/// When the file cannot be read.
pub fn count(conn: &Connection, filter: &LineFilter) -> Result<(usize, Money)> {
    let (sql, values) = conditions(filter);
    let mut select = conn.prepare_cached(&format!("SELECT count(*), coalesce(sum(l.amount), 0) {sql}"))?;
    Ok(select.query_row(params_from_iter(values), |row| Ok((size(row.get(0)?), Money(row.get(1)?))))?)
}

/// How many lines wait to be matched.
///
/// # Errors
/// When the file cannot be read.
pub fn open_count(conn: &Connection) -> Result<usize> {
    Ok(conn.query_row("SELECT count(*) FROM bank_line WHERE state = 'open'", [], |row| row.get(0)).map(size)?)
}

/// One line.
///
/// # Errors
/// When there is none.
pub fn line(conn: &Connection, id: LineId) -> Result<BankLine> {
    conn.prepare_cached(&format!("SELECT {LINE_COLUMNS} FROM bank_line l WHERE l.id = ?1"))?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| Problem::input(t!("There is no such bank line")))
}

/// Says what became of a line, and whose it is.
pub(in crate::bank) fn set_state(
    conn: &Connection,
    id: LineId,
    state: LineState,
    why: &str,
    person: Option<PersonId>,
) -> Result<()> {
    conn.prepare_cached("UPDATE bank_line SET state = ?2, why = ?3, person = ?4 WHERE id = ?1")?.execute(params![
        id.0,
        state.key(),
        why,
        person.map(|p| p.0)
    ])?;
    Ok(())
}
