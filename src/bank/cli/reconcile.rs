//! `bank expected`, `reconcile`, `reconciliations` and `reopen`.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::matching::currency;
use super::{account, json as documents};
use crate::bank::model::{Against, BankLine, Movement, Reconciling};
use crate::bank::{ops, store};
use crate::cli::args::{dry_run, file, many, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Money, Problem, Result, day, text};
use crate::t;

pub(super) fn expected_args(c: Command) -> Command {
    c.arg(file())
}

/// What was expected and did not come.
pub(super) fn expected(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = currency(&office)?;
    let (expects, today) = (office.setup().expects, office.today());
    let missing = office.read(|conn| store::missing(conn, expects, today))?;
    let awaited: Vec<Json> = missing
        .awaited
        .iter()
        .map(|a| {
            json!({ "what": a.source, "id": a.it.row.to_string(), "person": a.it.person.to_string(), "name": a.it.name, "says": a.it.says,
                "amount": currency.plain(a.it.amount), "due": a.it.due })
        })
        .collect();
    let entries: Vec<Json> = missing.entries.iter().map(|m| documents::movement(m, &currency)).collect();
    let mut out = String::new();
    for a in &missing.awaited {
        out.push_str(&format!("{}  {}\n", a.it.name, a.it.in_full(&currency)));
    }
    for m in &missing.entries {
        out.push_str(&format!("{}\n", documents::movement_text(m, &currency)));
    }
    out.push_str(&match missing.until {
        None => t!("No statement was read yet").to_owned(),
        Some(until) => t!(
            "Up to {day}: {awaited} did not come, {entries} stand on no statement",
            day = day::short(until),
            awaited = text::plural(awaited.len(), t!("payment"), t!("payments")),
            entries = text::plural(entries.len(), t!("entry"), t!("entries"))
        ),
    });
    let document = json!({ "until": missing.until, "currency": currency.code, "awaited": awaited, "entries": entries });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn reconcile_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("account", "NAME", "The account of the ledger").required(true))
        .arg(option("on", "D", "To which day (default: the newest closing balance of a statement)"))
        .arg(
            option("balance", "A", "What the bank says on that day, where no statement does").allow_hyphen_values(true),
        )
        .arg(many("waiting", "ENTRY", "An entry from before the first statement that the bank did not have by then"))
        .arg(option("note", "TEXT", "A note"))
        .arg(dry_run())
}

pub(super) fn reconcile(call: &mut Call<'_>) -> Result<Outcome> {
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let currency = currency(&office)?;
    let Some(account) = account(call, &office)? else { return Err(Problem::usage(t!("Say which account"))) };
    let against = Against {
        day: call.day("on")?,
        balance: call.text("balance").map(|text| currency.parse(text, None)).transpose()?,
        waiting: call.many("waiting").iter().map(|e| e.parse()).collect::<Result<_>>()?,
        ..Against::newest(account)
    };
    let it = office.read(|conn| store::reconciling(conn, &against))?;
    let obstacle = it.agrees(|m| currency.show(m)).err();
    let list = |all: &[Movement]| -> Json { all.iter().map(|m| documents::movement(m, &currency)).collect() };
    let lines = |all: &[BankLine]| -> Json { all.iter().map(|l| documents::line(l, &currency)).collect() };
    let mut document = json!({
        "op": null,
        "account": it.account_name,
        "currency": currency.code,
        "on": it.day,
        "balance": currency.plain(it.balance),
        "ledger": currency.plain(it.ledger),
        "waiting": list(&it.waiting),
        "waiting_sum": currency.plain(it.waiting_sum()),
        "brought": list(&it.brought),
        "brought_sum": currency.plain(it.brought_sum()),
        "cleared": currency.plain(it.cleared),
        "difference": currency.plain(it.difference()),
        "matched": it.matched,
        "open": lines(&it.open),
        "aside": lines(&it.aside),
        "agrees": obstacle.is_none(),
        "obstacle": obstacle.as_ref().map(|p| p.message.clone()),
        "hint": obstacle.as_ref().and_then(|p| p.hint.clone()),
    });
    if !dry {
        let id = match obstacle {
            Some(problem) => return Err(problem),
            None => ops::reconcile(&mut office, &it, call.text("note").unwrap_or(""))?,
        };
        office.close()?;
        if let Some(object) = document.as_object_mut() {
            object.insert("op".to_owned(), serde_json::to_value(id.op).unwrap_or_default());
            object.insert("id".to_owned(), serde_json::to_value(id.value).unwrap_or_default());
        }
    } else if obstacle.is_some() {
        call.out.answer(&document, &reconciling_text(&it, &currency))?;
        return Ok(Outcome::Problems);
    }
    call.out.answer(&document, &reconciling_text(&it, &currency))?;
    Ok(Outcome::Done)
}

fn reconciling_text(it: &Reconciling, currency: &Currency) -> String {
    let row = |label: &str, amount: Money| format!("{label:<44} {:>14}\n", currency.figures(amount));
    let on = day::short(it.day);
    let mut out = row(&t!("The ledger on {day}", day = on), it.ledger);
    for m in &it.waiting {
        out.push_str(&format!("    {}\n", documents::movement_text(m, currency)));
    }
    out.push_str(&row(t!("On no statement yet"), it.waiting_sum()));
    out.push_str(&row(t!("What the bank should have"), it.cleared));
    out.push_str(&row(t!("What the bank has"), it.balance));
    out.push_str(&row(t!("Difference"), it.difference()));
    for l in &it.open {
        out.push_str(&format!("    {}\n", documents::line_text(l, currency)));
    }
    match it.agrees(|m| currency.show(m)) {
        Ok(()) => out.push_str(&t!("{account} agrees with the bank on {day}", account = it.account_name, day = on)),
        Err(problem) => out.push_str(&problem.to_string()),
    }
    out
}

pub(super) fn reconciliations(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (currency, account) = (currency(&office)?, account(call, &office)?);
    let all = office.read(|conn| store::reconciliations(conn, account))?;
    let list: Vec<Json> = all
        .iter()
        .map(|r| {
            json!({ "id": r.id, "account": r.account_name, "on": r.day, "balance": currency.plain(r.balance),
                "note": r.note, "lines": r.lines, "last": r.last })
        })
        .collect();
    let mut out = String::new();
    for r in &all {
        out.push_str(&format!("{}  {}  {}  {}\n", r.id, day::short(r.day), r.account_name, currency.show(r.balance)));
    }
    if all.is_empty() {
        out.push_str(t!("No account was reconciled yet"));
    }
    call.out.answer(&json!({ "currency": currency.code, "reconciliations": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn reopen_args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("reconciliation").value_name("ID").required(true).help("As `bank reconciliations` lists it"))
        .arg(option("reason", "TEXT", "Why; it stays in the history").required(true))
}

pub(super) fn reopen(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = call.need("reconciliation")?.parse()?;
    let done = ops::reopen(&mut office, id, call.need("reason")?)?;
    office.close()?;
    let says = t!("Reopened the {what}", what = done.value.says());
    call.out.answer(&json!({ "op": done.op, "account": done.value.account_name, "on": done.value.day }), &says)?;
    Ok(Outcome::Done)
}
