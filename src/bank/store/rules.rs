//! Rules in the file.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::word;
use crate::bank::model::{AccountId, Does, NewRule, PersonId, Rule, RuleId, When};
use crate::kit::{Money, Problem, Result};
use crate::ledger::model::{CategoryId, EntryKind, FundId};
use crate::t;

const COLUMNS: &str =
    "id, account, way, words, number, amount, does, kind, category, fund, person, payee, appeal, to_account, why";

fn read(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let does: String = row.get(6)?;
    let does = match does.as_str() {
        "record" => Does::Record {
            kind: word(row, 7, EntryKind::of)?,
            category: row.get::<_, Option<i64>>(8)?.map(CategoryId),
            fund: row.get::<_, Option<i64>>(9)?.map(FundId),
            person: row.get::<_, Option<i64>>(10)?.map(PersonId),
            payee: row.get(11)?,
            appeal: row.get(12)?,
        },
        "transfer" => Does::Transfer(AccountId(row.get(13)?)),
        _ => Does::Aside(row.get(14)?),
    };
    let when = When {
        account: row.get::<_, Option<i64>>(1)?.map(AccountId),
        into: row.get::<_, String>(2)? == "in",
        words: row.get(3)?,
        number: row.get(4)?,
        amount: row.get::<_, Option<i64>>(5)?.map(Money),
    };
    Ok(Rule { id: RuleId(row.get(0)?), rule: NewRule { when, does } })
}

/// Every rule, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn rules(conn: &Connection) -> Result<Vec<Rule>> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM bank_rule ORDER BY id DESC"))?;
    let all = select.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// One rule.
///
/// # Errors
/// When there is none.
pub fn rule(conn: &Connection, id: RuleId) -> Result<Rule> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM bank_rule WHERE id = ?1"))?
        .query_row([id.0], read)
        .optional()?
        .ok_or_else(|| Problem::input(t!("There is no such rule")))
}

/// Writes a rule, new or in place of what it was.
pub(in crate::bank) fn put_rule(conn: &Connection, id: RuleId, rule: &NewRule) -> Result<()> {
    let NewRule { when, does } = rule;
    let (mut word, mut kind, mut category, mut fund, mut person) = ("record", "", None, None, None);
    let (mut payee, mut appeal, mut to, mut why) = ("", "", None, "");
    match does {
        Does::Record { kind: k, category: c, fund: f, person: p, payee: name, appeal: a } => {
            (kind, category, fund, person) = (k.key(), c.map(|c| c.0), f.map(|f| f.0), p.map(|p| p.0));
            (payee, appeal) = (name.as_str(), a.as_str());
        }
        Does::Transfer(account) => (word, to) = ("transfer", Some(account.0)),
        Does::Aside(reason) => (word, why) = ("aside", reason.as_str()),
    }
    conn.prepare_cached(
        "INSERT INTO bank_rule (id, account, way, words, number, amount, does, kind, category, fund, person, payee, appeal, \
         to_account, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) \
         ON CONFLICT (id) DO UPDATE SET account = excluded.account, way = excluded.way, words = excluded.words, \
         number = excluded.number, amount = excluded.amount, does = excluded.does, kind = excluded.kind, \
         category = excluded.category, fund = excluded.fund, person = excluded.person, payee = excluded.payee, \
         appeal = excluded.appeal, to_account = excluded.to_account, why = excluded.why",
    )?
    .execute(params![
        id.0,
        when.account.map(|a| a.0),
        if when.into { "in" } else { "out" },
        when.words,
        when.number,
        when.amount.map(|a| a.0),
        word,
        kind,
        category,
        fund,
        person,
        payee,
        appeal,
        to,
        why,
    ])?;
    Ok(())
}

pub(in crate::bank) fn delete_rule(conn: &Connection, id: RuleId) -> Result<()> {
    conn.prepare_cached("DELETE FROM bank_rule WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
