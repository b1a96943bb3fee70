//! `year close` and `reopen`.

use clap::Command;
use serde_json::json;

use super::super::model::{Closed, unsettled};
use super::super::ops::{self, NewClosing};
use super::super::store;
use super::{next_year, with_year};
use crate::cli::args::{dry_run, file, many, option};
use crate::cli::{Call, ClosingItem, Outcome, Span, closing};
use crate::kit::{Currency, Problem, Result};
use crate::office::profile;
use crate::t;

pub(super) fn close_args(c: Command) -> Command {
    with_year(c, "Which one (default: the one that is next)")
        .arg(many("left", "ITEM=REASON", "What stays open, by its key in “year status”, and why"))
        .arg(option("note", "TEXT", "A note that is kept with it"))
        .arg(dry_run())
}

pub(super) fn close(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let year = next_year(call, &office)?;
    let left: Vec<(String, String)> = call
        .many("left")
        .iter()
        .map(|said| match said.split_once('=') {
            Some((item, why)) => Ok((item.trim().to_owned(), why.trim().to_owned())),
            None => Err(Problem::usage(t!("--left takes ITEM=REASON, not “{text}”", text = said))),
        })
        .collect::<Result<_>>()?;
    let asked: Vec<_> = call.nouns.iter().filter_map(|noun| noun.closing).collect();
    let span = Span { from: year.from, to: year.to, today: office.today() };
    let items = office.read(|conn| closing(asked.iter().copied(), conn, &span))?;
    if let Some((item, _)) = left.iter().find(|(key, _)| items.iter().all(|item| item.key != key)) {
        let keys: Vec<&str> = items.iter().map(|item| item.key).collect();
        return Err(Problem::usage(t!("There is nothing called “{item}” to be left open", item = item))
            .hint(t!("The keys are {keys}", keys = keys.join(", "))));
    }
    if call.flag("dry-run") {
        let open = unsettled(&items, &left);
        let document = json!({ "year": year.label(), "from": year.from, "to": year.to, "closes": open.is_empty(),
            "items": items.iter().map(item_json).collect::<Vec<_>>() });
        let mut out = String::new();
        for item in &items {
            out.push_str(&item_line(item));
        }
        out.push_str(&if open.is_empty() {
            t!("The year {year} can be closed", year = year.label())
        } else {
            t!("{count} still to settle, or to leave with a reason", count = open.len())
        });
        call.out.answer(&document, &out)?;
        return Ok(if open.is_empty() { Outcome::Done } else { Outcome::Problems });
    }
    let note = call.text("note").unwrap_or_default().to_owned();
    let done = ops::close(&mut office, &NewClosing { year, left, note }, &asked)?;
    let (closed, currency) =
        office.read(|conn| Ok((store::closed(conn, done.value)?, profile::get(conn)?.currency)))?;
    office.close()?;
    let mut document = closed_json(&closed, *currency);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), json!(done.op));
    }
    let out = t!(
        "Closed the year {year}: {entries} entries, {balance} at its end. They stay as they are; a reversal goes into the open year",
        year = year.label(),
        entries = closed.entries,
        balance = currency.show(closed.balance)
    );
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn item_json(item: &ClosingItem) -> serde_json::Value {
    json!({ "item": item.key, "what": item.label, "says": item.says, "open": item.open, "must": item.must })
}

pub(super) fn item_line(item: &ClosingItem) -> String {
    let mark = if item.open == 0 { "✓" } else { "•" };
    format!("{mark} {:<12} {}\n", item.key, item.says)
}

pub(super) fn closed_json(closed: &Closed, currency: Currency) -> serde_json::Value {
    json!({
        "id": closed.id,
        "year": closed.year.label(),
        "from": closed.year.from,
        "to": closed.year.to,
        "closed_on": closed.on,
        "closed_by": closed.by,
        "note": closed.note,
        "entries": closed.entries,
        "balance": currency.plain(closed.balance),
        "left": closed.left.iter().map(|left| json!({ "item": left.item, "says": left.says, "reason": left.reason })).collect::<Vec<_>>(),
        "reopened": closed.reopened.as_ref().map(|again| json!({ "on": again.on, "by": again.by, "why": again.why })),
    })
}

pub(super) fn reopen_args(c: Command) -> Command {
    c.arg(file()).arg(option("reason", "TEXT", "Why; it is kept").required(true)).arg(option(
        "year",
        "YEAR",
        "Which one (only the last that is closed can be)",
    ))
}

pub(super) fn reopen(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let all = office.read(store::all)?;
    let standing = || all.iter().filter(|closed| closed.reopened.is_none());
    let wanted = match call.text("year") {
        Some(typed) => standing().find(|closed| closed.year.label() == typed.trim()),
        None => standing().max_by_key(|closed| closed.year),
    };
    let Some(closed) = wanted else {
        return Err(Problem::input(t!("There is no such closed year. Nothing was changed")));
    };
    let done = ops::reopen(&mut office, closed.id, call.need("reason")?)?;
    office.close()?;
    let label = done.value.year.label();
    call.out.answer(
        &json!({ "id": done.value.id, "year": label, "op": done.op }),
        &t!("The year {year} is open again", year = label),
    )?;
    Ok(Outcome::Done)
}
