//! `rules work` and `rules set-aside`.

use clap::Command;
use serde_json::json;

use super::super::ops;
use super::super::store;
use super::super::work::{Outcome as What, WorkForm};
use super::show::{named, opened_words};
use super::{answer, file, finding_arg, flag, option, reading, typed, wrong_fields};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, text};
use crate::t;

pub(super) fn args(c: Command) -> Command {
    finding_arg(c)
        .arg(
            option(
                "outcome",
                "OUTCOME",
                "accepted, impermissible, returned, reported …; `rules show` lists those of a finding",
            )
            .required(true),
        )
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("by", "NAME", "Who did it (default: who is acting)"))
        .arg(option("means", "TEXT", "Which register was looked at, or by what means and to whom something went"))
        .arg(option("note", "TEXT", "A note; for a collection, what event it was"))
        .arg(option("amount", "A", "How much went back (default: all that must)"))
        .arg(option("people", "N", "Of a collection: about how many gave"))
        .arg(flag("refund", "Record in the ledger too that the money went back"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let word = call.need("outcome")?;
    let outcome = What::of(word).ok_or_else(|| {
        let keys: Vec<&str> = What::ALL.iter().map(|outcome| outcome.key()).collect();
        Problem::usage(t!("“{word}” is nothing that can be done", word = word))
            .hint(t!("Use one of {keys}", keys = keys.join(", ")))
    })?;
    let mut office = call.office()?;
    let reading = reading(&office)?;
    let finding = named(&office, call.need("finding")?)?;
    let form = WorkForm {
        outcome: Some(outcome),
        on: call.day("on")?.unwrap_or(reading.today).to_string(),
        by: call.text("by").unwrap_or(office.who()).to_owned(),
        means: typed(call, "means"),
        note: typed(call, "note"),
        amount: call.text("amount").map_or_else(|| reading.currency.plain(finding.over), str::to_owned),
        people: typed(call, "people"),
        refund: call.flag("refund"),
    };
    let new = form
        .parse(&finding, reading.currency, reading.today, reading.month_first)
        .map_err(|problems| wrong_fields(&problems))?;
    let done = ops::work(&mut office, &finding.key(), &new)?;
    let opened = office.read(|conn| store::one(conn, &finding, office.today()))?;
    let (mut document, text) = opened_words(&opened, reading.currency);
    if let serde_json::Value::Object(fields) = &mut document {
        fields.insert("op".into(), json!(done.op));
        fields.insert("work".into(), json!(done.value));
    }
    answer(call, office, &document, &text)
}

pub(super) fn aside_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("before", "D", "What fell due, or arose, before this day").required(true))
        .arg(option("by", "NAME", "Who says so (default: who is acting)"))
        .arg(option("note", "TEXT", "Why"))
}

pub(super) fn aside(call: &mut Call<'_>) -> Result<Outcome> {
    let day = call.day("before")?.ok_or_else(|| Problem::usage(t!("The command needs --before")))?;
    let mut office = call.office()?;
    let by = call.text("by").unwrap_or(office.who()).to_owned();
    let done = ops::work_before(&mut office, day, &by, &typed(call, "note"))?;
    let count = text::plural(done.value, t!("finding"), t!("findings"));
    let document = json!({ "op": done.op, "count": done.value });
    answer(call, office, &document, &t!("Set aside {count}", count = count))
}
