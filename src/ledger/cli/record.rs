//! `ledger record`, `reverse`, `refund` and `entries`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::causes;
use super::{Named, choice, day_or_today, file, near, near_json, near_line, needed, option, remark_days, terms, who};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, text as words};
use crate::ledger::model::{Entry, EntryForm, EntryId, EntryKind, Filter, Method, SplitForm, first_problem};
use crate::ledger::ops;
use crate::ledger::store;
use crate::office::Giver;
use crate::people::Details;
use crate::t;

pub(super) fn record_args(c: Command) -> Command {
    c.arg(file())
        .arg(choice("kind", "KIND", "What happened", EntryKind::ALL.map(EntryKind::key)).default_value("donation"))
        .arg(option(
            "from",
            "PERSON",
            "Id, number, e-mail or name; a name that is not in the register comes in with the entry",
        ))
        .arg(option("amount", "A", "How much, like 25.00").required(true).allow_hyphen_values(true))
        .arg(option("received", "D", "On which day (default: today)"))
        .arg(option("banked", "D", "On which day it was banked"))
        .arg(option("account", "N", "Which account (default: cash for cash, else the bank)"))
        .arg(option("to-account", "N", "Of a transfer: where the money goes"))
        .arg(choice("method", "M", "How it was paid", Method::SAID.map(Method::key)))
        .arg(option("reference", "R", "The cheque’s number, the bank’s reference"))
        .arg(option("category", "C", "Which category"))
        .arg(option("fund", "F", "Which fund, where the money is restricted"))
        .arg(option("appeal", "A", "Which appeal it answers"))
        .arg(option("note", "TEXT", "A note"))
        .arg(option("description", "TEXT", "In kind: what was given"))
        .arg(option("valuation", "TEXT", "In kind: how its value was found"))
        .arg(option("advantage", "A", "The value of what the donor got in return"))
}

pub(super) fn record(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let terms = terms(&office)?;
    let text = |name: &str| call.text(name).unwrap_or("").to_owned();
    let account = |name: &str| call.text(name).map(|n| office.read(|conn| store::find_account(conn, n))).transpose();
    let category = call.text("category").map(|n| office.read(|conn| store::find_category(conn, n))).transpose()?;
    let fund = call.text("fund").map(|n| office.read(|conn| store::find_fund(conn, n))).transpose()?;
    let kind = EntryKind::of(call.need("kind")?)?;
    if kind == EntryKind::Refund {
        return Err(Problem::usage(t!("A refund is of an entry")).hint(t!("Use `wardroom ledger refund FILE ENTRY`")));
    }
    let from = who(&office, call.text("from"))?;
    let form = EntryForm {
        kind: kind.key().to_owned(),
        received: day_or_today(call, "received", &office)?.to_string(),
        banked: call.day("banked")?.map(|d| d.to_string()).unwrap_or_default(),
        // A loan is checked to have a lender, who may be new; the id is set below.
        person: match from {
            Named::Known(id) => Some(id),
            Named::New(_) => Some(crate::people::PersonId(0)),
            Named::Nobody => None,
        },
        amount: text("amount"),
        account: account("account")?,
        to_account: account("to-account")?,
        method: text("method"),
        reference: text("reference"),
        appeal: text("appeal"),
        note: text("note"),
        description: text("description"),
        valuation: text("valuation"),
        advantage: text("advantage"),
        splits: vec![SplitForm { category, fund, ..SplitForm::default() }],
        ..EntryForm::default()
    };
    let new = form.parse(&terms).map_err(first_problem)?;
    remark_days(call, &terms, new.received, new.banked)?;
    let giver = match &from {
        Named::Known(id) => Giver::Known(id.0),
        Named::New(name) => Giver::New(name.clone(), 0),
        Named::Nobody => Giver::Nobody,
    };
    let near = match &from {
        Named::New(name) => near(&office, name)?,
        _ => Vec::new(),
    };
    if let Named::New(name) = &from
        && let Some(line) = near_line(name, &near)
    {
        call.out.remark(&line)?;
    }
    let causes = office.foresee(&[new.prospect(giver)])?.into_iter().next().unwrap_or_default();
    let (done, added) = match from {
        Named::New(name) => (ops::record_from(&mut office, &Details::named(&name), &new)?, true),
        _ => (ops::record(&mut office, &new)?, false),
    };
    let entry = office.read(|conn| store::entry(conn, done.value))?;
    let mut said = format!("{} {}", entry.kind.label(), terms.currency.show(entry.amount));
    if !entry.who().is_empty() {
        said = format!("{said}, {}", entry.who());
    }
    if added {
        said = t!("{said}, who is new in the register", said = said);
    }
    office.close()?;
    let document = json!({
        "op": done.op,
        "people_added": usize::from(added),
        "near": near_json(&near),
        "entry": entry_json(&entry, terms.currency),
        "causes": causes::json(&causes),
    });
    let mut text = t!("Recorded: {said} (entry {id})", said = said, id = entry.id);
    for cause in &causes {
        text.push_str(&format!("\n{}", causes::line(cause)));
    }
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn entry_json(entry: &Entry, currency: Currency) -> Json {
    json!({
        "id": entry.id,
        "kind": entry.kind.key(),
        "received": entry.received,
        "banked": entry.banked,
        "person": entry.person,
        "from": entry.who(),
        "amount": currency.plain(entry.amount),
        "currency": currency.code,
        "method": entry.method.key(),
        "reference": entry.reference,
        "appeal": entry.appeal,
        "reverses": entry.reverses,
        "refunds": entry.refunds,
        "locked_by": entry.locks,
    })
}

/// The entry of the argument. Several are alike but for the id, so it is the id that names one.
fn entry_of(call: &Call<'_>) -> Result<EntryId> {
    let text = call.need("entry")?;
    text.parse().map_err(|problem: Problem| {
        problem.hint(t!(
            "`wardroom ledger entries FILE --filter '\"{text}\"'` lists entries, each with its id at the end",
            text = text.replace(['"', '\''], "")
        ))
    })
}

pub(super) fn reverse_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("entry", "ENTRY", "The id of the entry"))
        .arg(option("reason", "TEXT", "Why; it stays in the ledger").required(true))
        .arg(option("on", "D", "On which day (default: today)"))
}

pub(super) fn reverse(call: &mut Call<'_>) -> Result<Outcome> {
    let id = entry_of(call)?;
    let mut office = call.office()?;
    let on = day_or_today(call, "on", &office)?;
    let done = ops::reverse(&mut office, id, on, call.need("reason")?)?;
    finish(call, office, id, done, t!("Reversed"))
}

pub(super) fn refund_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("entry", "ENTRY", "The id of the entry"))
        .arg(option("amount", "A", "How much goes back (default: all that is left)"))
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("note", "TEXT", "A note"))
}

pub(super) fn refund(call: &mut Call<'_>) -> Result<Outcome> {
    let id = entry_of(call)?;
    let mut office = call.office()?;
    let on = day_or_today(call, "on", &office)?;
    let currency = terms(&office)?.currency;
    let amount = match call.text("amount") {
        Some(text) => currency.parse(text, None)?,
        None => office.read(|conn| store::left_to_refund(conn, &store::entry(conn, id)?))?,
    };
    let done = ops::refund(&mut office, id, amount, on, call.text("note").unwrap_or(""), Vec::new())?;
    finish(call, office, id, done, t!("Refunded"))
}

fn finish(
    call: &mut Call<'_>,
    office: crate::office::Office,
    of: EntryId,
    done: crate::office::Done<EntryId>,
    says: &str,
) -> Result<Outcome> {
    let currency = terms(&office)?.currency;
    let (entry, lock) = office.read(|conn| Ok((store::entry(conn, done.value)?, store::lock_of(conn, of.0)?)))?;
    office.close()?;
    if let Some(lock) = &lock {
        let words = t!("The entry stands on {lock}, which still says so: void it, or issue it anew", lock = lock);
        call.out.remark(&words)?;
    }
    let document = json!({ "op": done.op, "entry": entry_json(&entry, currency), "stands_on": lock });
    let text = format!("{says}: {} {} (entry {})", entry.kind.label(), currency.show(entry.amount), entry.id);
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

pub(super) fn entries_args(c: Command) -> Command {
    c.arg(file()).arg(option("filter", "FILTER", "Such as: kind:donation 2026-01-01..2026-03-31 bakery")).arg(option(
        "limit",
        "N",
        "How many of the newest (default 50)",
    ))
}

pub(super) fn entries(call: &mut Call<'_>) -> Result<Outcome> {
    let filter: Filter = call.text("filter").unwrap_or("").parse()?;
    let limit = call.number("limit")?.unwrap_or(50);
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let (rows, sums) = office.read(|conn| Ok((store::page(conn, &filter, 0, limit)?, store::sums(conn, &filter)?)))?;
    let list: Vec<Json> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id,
                "received": row.received,
                "kind": row.kind.key(),
                "person": row.person,
                "from": row.who,
                "method": row.method.key(),
                "reference": row.reference,
                "amount": currency.plain(row.amount),
                "part": currency.plain(row.part),
                "locked_by": row.lock,
                "reversal": row.is_reversal,
                "reversed": row.is_reversed,
            })
        })
        .collect();
    let document = json!({
        "count": sums.count,
        "in": currency.plain(sums.money_in),
        "out": currency.plain(sums.money_out),
        "part": currency.plain(sums.part),
        "currency": currency.code,
        "entries": list,
    });
    let mut text = String::new();
    for row in &rows {
        text.push_str(&format!(
            "{}  {:<22} {:>14}  {:<32} ({})\n",
            row.received,
            if row.is_reversal { t!("Reversal") } else { row.kind.label() },
            currency.figures(row.amount),
            row.who,
            row.id
        ));
    }
    let left = sums.count.saturating_sub(rows.len());
    if left > 0 {
        text.push_str(&t!("and {count} older ones (--limit N shows more)\n", count = words::count(left)));
    }
    text.push_str(&t!(
        "{count}, in {in_}, out {out}",
        count = words::plural(sums.count, t!("entry"), t!("entries")),
        in_ = currency.show(sums.money_in),
        out = currency.show(sums.money_out)
    ));
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}
