//! `bank rules`, `rule` and `remove-rule`.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::account;
use super::matching::currency;
use crate::bank::model::{AccountId, Does, NewRule, Rule, RuleId, When, plain_number};
use crate::bank::{ops, store};
use crate::cli::args::{choice, file, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Money, Problem, Result};
use crate::ledger;
use crate::ledger::model::EntryKind;
use crate::office::Office;
use crate::people;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = currency(&office)?;
    let (rules, accounts) = office.read(|conn| Ok((store::rules(conn)?, ledger::store::accounts(conn)?)))?;
    let name = |id: AccountId| accounts.iter().find(|a| a.id == id).map_or("", |a| a.name.as_str());
    let documents: Vec<Json> = rules.iter().map(|r| document(r, &currency, name)).collect();
    let mut out = String::new();
    for rule in &rules {
        let when = rule.rule.when.says(rule.rule.when.account.map(name), &currency);
        out.push_str(&t!("{id}  {when}: {does}\n", id = rule.id, when = when, does = rule.rule.does.says(name)));
    }
    if rules.is_empty() {
        out.push_str(t!("Nothing was remembered yet"));
    }
    call.out.answer(&json!({ "currency": currency.code, "rules": documents }), &out)?;
    Ok(Outcome::Done)
}

fn document<'a>(rule: &Rule, currency: &Currency, name: impl Fn(AccountId) -> &'a str) -> Json {
    let NewRule { when, does } = &rule.rule;
    let (word, kind) = match does {
        Does::Record { kind, .. } => ("record", Some(kind.key())),
        Does::Transfer(_) => ("transfer", None),
        Does::Aside(_) => ("aside", None),
    };
    json!({
        "id": rule.id,
        "account": when.account.map(&name),
        "way": if when.into { "in" } else { "out" },
        "words": when.words,
        "number": when.number,
        "amount": when.amount.map(|m| currency.plain(m.abs())),
        "does": word,
        "kind": kind,
        "says": does.says(name),
    })
}

pub(super) fn save_args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("rule").value_name("RULE").help("The id of one that is changed; none makes a new one"))
        .arg(choice("way", "WAY", "Money in or out", ["in", "out"]))
        .arg(option("account", "NAME", "Only lines of this account of the ledger"))
        .arg(option("words", "WORDS", "Words that all stand in the line"))
        .arg(option("number", "NUMBER", "The account number of the other side"))
        .arg(option("amount", "A", "Only lines of just this amount"))
        .arg(option("kind", "KIND", "Record it as this"))
        .arg(option("from", "PERSON", "From or to whom: id, number, e-mail or name"))
        .arg(option("payee", "NAME", "From or to whom, where it is nobody in the register"))
        .arg(option("category", "C", "Which category"))
        .arg(option("fund", "F", "Which fund"))
        .arg(option("appeal", "A", "Which appeal it answers"))
        .arg(option("other-account", "NAME", "It is moved from or to this account"))
        .arg(option("aside", "REASON", "Set it aside for this reason"))
}

pub(super) fn save(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let currency = currency(&office)?;
    let id: Option<RuleId> = call.text("rule").map(str::parse).transpose()?;
    let into = match call.text("way") {
        Some(way) => way == "in",
        None => match id {
            Some(id) => office.read(|conn| store::rule(conn, id))?.rule.when.into,
            None => return Err(Problem::usage(t!("Say with --way whether money comes in or goes out"))),
        },
    };
    let amount = call.text("amount").map(|text| currency.parse(text, None)).transpose()?;
    let signed = |amount: Money| if into { amount.abs() } else { -amount.abs() };
    let when = When {
        account: account(call, &office)?,
        into,
        words: call.text("words").unwrap_or("").to_owned(),
        number: plain_number(call.text("number").unwrap_or("")),
        amount: amount.map(signed),
    };
    let rule = NewRule { when, does: does(call, &office, into)? };
    let done = ops::save_rule(&mut office, id, &rule)?;
    office.close()?;
    call.out.answer(&json!({ "op": done.op, "rule": done.value }), &t!("Remembered (rule {id})", id = done.value))?;
    Ok(Outcome::Done)
}

fn does(call: &Call<'_>, office: &Office, into: bool) -> Result<Does> {
    if let Some(why) = call.text("aside") {
        return Ok(Does::Aside(why.to_owned()));
    }
    if let Some(name) = call.text("other-account") {
        return Ok(Does::Transfer(office.read(|conn| ledger::store::find_account(conn, name))?));
    }
    let usual = if into { EntryKind::Donation } else { EntryKind::Expense };
    let find = |name: &str| call.text(name);
    Ok(Does::Record {
        kind: find("kind").map(EntryKind::of).transpose()?.unwrap_or(usual),
        category: find("category").map(|n| office.read(|conn| ledger::store::find_category(conn, n))).transpose()?,
        fund: find("fund").map(|n| office.read(|conn| ledger::store::find_fund(conn, n))).transpose()?,
        person: find("from").map(|who| office.read(|conn| people::store::resolve(conn, who))).transpose()?,
        payee: find("payee").unwrap_or("").to_owned(),
        appeal: find("appeal").unwrap_or("").to_owned(),
    })
}

pub(super) fn remove_args(c: Command) -> Command {
    c.arg(file()).arg(Arg::new("rule").value_name("RULE").required(true).help("As `bank rules` lists it"))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let done = ops::remove_rule(&mut office, call.need("rule")?.parse()?)?;
    office.close()?;
    call.out.answer(&json!({ "op": done.op }), t!("Removed; what it did stays"))?;
    Ok(Outcome::Done)
}
