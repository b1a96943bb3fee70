//! `rules law` and `rules credit`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::engine::{Law, can_be_set, credits};
use super::super::pack::Rule;
use super::super::store;
use super::super::values;
use super::{file, flag, option, reading};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result};
use crate::ledger::model::EntryKind;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    c.arg(file()).arg(clap::Arg::new("rule").value_name("RULE").help("One rule, by its id; without it all of them"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (laws, currency) = (office.read(store::laws)?, reading(&office)?.currency);
    if laws.is_empty() {
        return Err(Problem::input(t!("There is no jurisdiction pack for the law and the currency of this office")));
    }
    let wanted = call.text("rule");
    let (mut documents, mut text) = (Vec::new(), String::new());
    for law in &laws {
        let rules: Vec<&Rule> = law.rules.iter().filter(|rule| wanted.is_none_or(|id| rule.id == id)).collect();
        if rules.is_empty() {
            continue;
        }
        let head = &law.pack.head;
        text.push_str(&t!(
            "{title}, {version}, verified {day}\n{disclaimer}\n",
            title = head.title,
            version = head.version,
            day = head.verified_on,
            disclaimer = head.disclaimer
        ));
        for rule in &rules {
            text.push_str(&format!("\n{}  {} [{}]\n  {}\n", rule.id, rule.title, rule.status.label(), rule.says));
            for line in values::lines(rule, currency) {
                let days = values::days(&line.dated);
                text.push_str(&format!("  {days}: {} ({})\n", line.says, line.dated.confidence.says()));
            }
        }
        for open in head.open.iter().filter(|_| wanted.is_none()) {
            text.push_str(&t!("\nNot confirmed: {what}", what = open));
        }
        text.push('\n');
        documents.push(json!({
            "pack": head.id, "version": head.version, "digest": law.pack.digest, "title": head.title,
            "regulator": head.regulator, "unit": law.unit, "verified_on": head.verified_on,
            "disclaimer": head.disclaimer, "open": head.open,
            "rules": rules.iter().map(|rule| rule_json(law, rule, currency)).collect::<Vec<_>>(),
        }));
    }
    if documents.is_empty() {
        return Err(Problem::input(t!("The law of this office has no rule “{rule}”", rule = wanted.unwrap_or(""))));
    }
    call.out.answer(&json!({ "laws": documents }), &text)?;
    Ok(Outcome::Done)
}

fn rule_json(law: &Law, rule: &Rule, currency: Currency) -> Json {
    let (amount, days) = can_be_set(rule);
    let values: Vec<Json> = values::lines(rule, currency)
        .into_iter()
        .map(|line| {
            json!({
                "from": line.dated.from, "to": line.dated.to, "or_from": line.dated.or_from, "says": line.says,
                "confidence": line.dated.confidence, "sources": line.dated.sources, "note": line.dated.note,
                "own": line.dated.set,
            })
        })
        .collect();
    let sources: Vec<Json> = rule
        .sources
        .iter()
        .filter_map(|id| law.pack.source(id))
        .map(|s| json!({ "id": s.id, "title": s.title, "url": s.url }))
        .collect();
    json!({
        "rule": rule.id, "kind": rule.what.key(), "title": rule.title, "says": rule.says, "status": rule.status,
        "confidence": rule.confidence, "verified_on": rule.verified_on, "note": rule.note, "own": rule.own,
        "takes_amount": amount, "takes_days": days, "sources": sources, "values": values,
    })
}

pub(super) fn credit_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("amount", "A", "What was given in the year").required(true))
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("kind", "KIND", "donation (default), dues or in_kind"))
        .arg(flag("joint", "For two who are taxed together"))
}

pub(super) fn credit(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let reading = reading(&office)?;
    let amount = reading.currency.parse(call.need("amount")?, None)?;
    let kind = call.text("kind").map_or(Ok(EntryKind::Donation), EntryKind::of)?;
    let day = call.day("on")?.unwrap_or(reading.today);
    let laws = office.read(store::laws)?;
    let (mut list, mut text) = (Vec::new(), String::new());
    for law in &laws {
        for credit in credits(law, amount, kind, day, call.flag("joint")) {
            let what = if credit.deduction { t!("off the taxable income") } else { t!("off the tax") };
            let sum = reading.currency.show(credit.amount);
            text.push_str(&format!("{}: {sum} {what} ({})\n", credit.rule.title, credit.rule.confidence.says()));
            list.push(json!({
                "rule": credit.rule.id, "title": credit.rule.title, "amount": reading.currency.plain(credit.amount),
                "rest": reading.currency.plain(credit.rest), "deduction": credit.deduction,
                "confidence": credit.rule.confidence,
            }));
        }
    }
    if list.is_empty() {
        text.push_str(t!("The pack of this office’s law says nothing about tax relief for it"));
    }
    let document = json!({ "currency": reading.currency.code, "credits": list });
    call.out.answer(&document, &format!("{text}{}", t!("Information, not advice.")))?;
    Ok(Outcome::Done)
}
