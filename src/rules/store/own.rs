//! The party's own values, rules and election periods in the file.

use rusqlite::{Connection, Row, params};

use super::{day_of, iso, maybe_day_of};
use crate::kit::{Money, Problem, Result};
use crate::ledger::model::EntryKind;
use crate::rules::own::{Election, ElectionId, OwnKind, OwnRule, OwnRuleId, OwnValue, ValueId};
use crate::rules::pack::{Op, Override, Threshold};
use crate::t;

fn op(text: &str) -> Op {
    if text == "gte" { Op::Gte } else { Op::Gt }
}

fn op_key(op: Op) -> &'static str {
    match op {
        Op::Gt => "gt",
        Op::Gte => "gte",
    }
}

fn value(row: &Row<'_>) -> rusqlite::Result<OwnValue> {
    let (op_text, amount): (Option<String>, Option<i64>) = (row.get(4)?, row.get(5)?);
    Ok(OwnValue {
        id: ValueId(row.get(0)?),
        value: Override {
            rule: row.get(1)?,
            from: day_of(row, 2)?,
            to: maybe_day_of(row, 3)?,
            threshold: op_text.zip(amount).map(|(text, amount)| Threshold { op: op(&text), amount: Money(amount) }),
            days: row.get(6)?,
            reason: row.get(7)?,
        },
        set_by: row.get(8)?,
    })
}

/// The party's own values; of one rule and day the last one set holds.
///
/// # Errors
/// When the file cannot be read.
pub fn own_values(conn: &Connection) -> Result<Vec<OwnValue>> {
    let mut select = conn.prepare_cached(
        "SELECT id, rule, from_day, to_day, op, amount, days, reason, set_by FROM rule_value ORDER BY id",
    )?;
    Ok(select.query_map([], value)?.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::rules) fn insert_value(conn: &Connection, id: ValueId, value: &Override, by: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO rule_value (id, rule, from_day, to_day, op, amount, days, reason, set_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            id.0,
            value.rule,
            iso(value.from),
            value.to.map(iso),
            value.threshold.map(|t| op_key(t.op)),
            value.threshold.map(|t| t.amount.0),
            value.days,
            value.reason,
            by
        ],
    )?;
    Ok(())
}

fn gone(changed: usize) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Problem::input(t!("This is not there any more. Nothing was changed"))) }
}

pub(in crate::rules) fn delete_value(conn: &Connection, id: ValueId) -> Result<()> {
    gone(conn.execute("DELETE FROM rule_value WHERE id = ?1", [id.0])?)
}

fn rule(row: &Row<'_>) -> rusqlite::Result<(OwnRuleId, OwnRule)> {
    let (kind, entries, op_text): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
    let rule = OwnRule {
        name: row.get(1)?,
        says: row.get(2)?,
        kind: OwnKind::of(&kind).unwrap_or_default(),
        entries: entries.split(',').filter_map(|key| EntryKind::of(key).ok()).collect(),
        over: Threshold { op: op(&op_text), amount: Money(row.get(6)?) },
        window: row.get(7)?,
        days: row.get(8)?,
        from: day_of(row, 9)?,
        to: maybe_day_of(row, 10)?,
        reason: row.get(11)?,
    };
    Ok((OwnRuleId(row.get(0)?), rule))
}

/// The party's own rules.
///
/// # Errors
/// When the file cannot be read.
pub fn own_rules(conn: &Connection) -> Result<Vec<(OwnRuleId, OwnRule)>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, says, kind, entries, op, amount, over, days, from_day, to_day, reason FROM rule_own ORDER BY id",
    )?;
    Ok(select.query_map([], rule)?.collect::<rusqlite::Result<_>>()?)
}

/// Writes a rule, new or changed.
pub(in crate::rules) fn put_rule(conn: &Connection, id: OwnRuleId, rule: &OwnRule, by: &str) -> Result<()> {
    let entries: Vec<&str> = rule.entries.iter().map(|kind| kind.key()).collect();
    conn.execute(
        "INSERT INTO rule_own (id, name, says, kind, entries, op, amount, over, days, from_day, to_day, reason, set_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
         ON CONFLICT (id) DO UPDATE SET name = ?2, says = ?3, kind = ?4, entries = ?5, op = ?6, amount = ?7, over = ?8, \
         days = ?9, from_day = ?10, to_day = ?11, reason = ?12, set_by = ?13",
        params![
            id.0,
            rule.name,
            rule.says,
            rule.kind.key(),
            entries.join(","),
            op_key(rule.over.op),
            rule.over.amount.0,
            rule.window,
            rule.days,
            iso(rule.from),
            rule.to.map(iso),
            rule.reason,
            by
        ],
    )?;
    Ok(())
}

pub(in crate::rules) fn delete_rule(conn: &Connection, id: OwnRuleId) -> Result<()> {
    gone(conn.execute("DELETE FROM rule_own WHERE id = ?1", [id.0])?)
}

/// The election periods.
///
/// # Errors
/// When the file cannot be read.
pub fn elections(conn: &Connection) -> Result<Vec<Election>> {
    let mut select =
        conn.prepare_cached("SELECT id, name, from_day, to_day FROM rule_election ORDER BY from_day, id")?;
    let found = select.query_map([], |row| {
        Ok(Election { id: ElectionId(row.get(0)?), name: row.get(1)?, from: day_of(row, 2)?, to: day_of(row, 3)? })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::rules) fn insert_election(conn: &Connection, election: &Election) -> Result<()> {
    conn.execute(
        "INSERT INTO rule_election (id, name, from_day, to_day) VALUES (?1, ?2, ?3, ?4)",
        params![election.id.0, election.name, iso(election.from), iso(election.to)],
    )?;
    Ok(())
}

pub(in crate::rules) fn delete_election(conn: &Connection, id: ElectionId) -> Result<()> {
    gone(conn.execute("DELETE FROM rule_election WHERE id = ?1", [id.0])?)
}
