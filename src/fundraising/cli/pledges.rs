//! `pledges list`, `show`, `due`, `add`, `change`, `cancel`, `resume`, `remove`, `receive`, `match` and `unmatch`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::read::wrong_fields;
use super::super::model::{
    Cancelled, EntryId, Method, Pledge, PledgeForm, PledgeId, Rhythm, Schedule, State, Suggestion, suggest,
};
use super::super::ops::pledge as ops;
use super::super::store;
use super::{file, flag, needed, on, option, put, terms, who};
use crate::cli::{Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Currency, Day, Money, Problem, Result, text};
use crate::ledger;
use crate::ledger::model::NewEntry;
use crate::office::{Office, OpId};
use crate::people::Details;
use crate::t;

pub(super) fn one_args(c: Command) -> Command {
    c.arg(file()).arg(needed("pledge", "PLEDGE", "Its id, or whose it is where they have only one"))
}

/// The pledge that is meant: by its id, or by whose it is, cancelled ones last.
fn pick(call: &Call<'_>, office: &Office) -> Result<Pledge> {
    let wanted = call.need("pledge")?;
    if let Ok(id) = wanted.parse::<PledgeId>()
        && let Ok(found) = office.read(|conn| store::pledge(conn, id))
    {
        return Ok(found);
    }
    let person = who(office, wanted)?;
    let mut all = office.read(|conn| store::pledges_of(conn, person))?;
    if all.iter().any(|p| p.cancelled.is_none()) {
        all.retain(|p| p.cancelled.is_none());
    }
    match all.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Problem::input(t!("“{who}” has no pledge", who = wanted))
            .hint(t!("Record one with: pledges add FILE PERSON --amount A"))),
        several => {
            let ids: Vec<String> = several.iter().map(|p| p.id.to_string()).collect();
            Err(Problem::input(t!("“{who}” has more than one pledge", who = wanted))
                .hint(t!("Say which by its id: {ids}", ids = ids.join(", "))))
        }
    }
}

pub(super) fn list_args(c: Command) -> Command {
    let states = State::ALL.map(State::key);
    c.arg(file())
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("state", "S", "Only those in a state").value_parser(states))
        .arg(option("appeal", "A", "Only those for an appeal"))
        .arg(flag("all", "Also those that are kept or cancelled"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (day, currency) = (on(call, &office)?, terms(&office)?.currency);
    let state = call.text("state").and_then(State::of);
    let appeal = call.text("appeal").map(fold);
    let mut all: Vec<(Pledge, Schedule)> =
        office.read(store::pledges)?.into_iter().map(|p| (p.schedule(day), p)).map(|(s, p)| (p, s)).collect();
    all.retain(|(pledge, schedule)| {
        let shown = state.map_or(call.flag("all") || schedule.state.is_open(), |s| s == schedule.state);
        shown && appeal.as_ref().is_none_or(|appeal| fold(&pledge.terms.appeal) == *appeal)
    });
    all.sort_by_key(|(_, schedule)| (schedule.state, schedule.next().map(|next| next.due)));
    let mut out = String::new();
    for (pledge, schedule) in &all {
        out.push_str(&line(pledge, schedule, currency));
        out.push('\n');
    }
    let missed: Money = all.iter().map(|(_, s)| s.missed_sum).sum();
    out.push_str(&t!(
        "{count}, {missed} missed",
        count = text::plural(all.len(), t!("pledge"), t!("pledges")),
        missed = currency.show(missed)
    ));
    let list: Vec<Json> = all.iter().map(|(pledge, schedule)| as_json(pledge, schedule, currency, false)).collect();
    let document = json!({ "on": day, "currency": currency.code, "missed": currency.plain(missed), "pledges": list });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

fn line(pledge: &Pledge, schedule: &Schedule, currency: Currency) -> String {
    let next = schedule.next().map(|next| next.due.to_string()).unwrap_or_default();
    format!(
        "{:<32} {:>10} {:<12} {:<12} {:<10} {:>10} {:>10}  {}",
        pledge.name,
        currency.figures(pledge.terms.amount),
        pledge.terms.rhythm.label(),
        schedule.state.label(),
        next,
        currency.figures(schedule.expected),
        currency.figures(schedule.received),
        pledge.id
    )
}

fn as_json(pledge: &Pledge, schedule: &Schedule, currency: Currency, whole: bool) -> Json {
    let (terms, next) = (&pledge.terms, schedule.next());
    let mut document = json!({
        "id": pledge.id,
        "person": pledge.person,
        "name": pledge.name,
        "amount": currency.plain(terms.amount),
        "rhythm": terms.rhythm.key(),
        "first": terms.first,
        "end": terms.end,
        "appeal": terms.appeal,
        "method": terms.method.key(),
        "reference": terms.reference,
        "note": terms.note,
        "pledged": terms.pledged,
        "cancelled": pledge.cancelled.as_ref().map(|c| json!({ "on": c.on, "why": c.why })),
        "state": schedule.state.key(),
        "expected": currency.plain(schedule.expected),
        "received": currency.plain(schedule.received),
        "ahead": currency.plain(schedule.ahead),
        "missed": schedule.missed,
        "missed_sum": currency.plain(schedule.missed_sum),
        "next_due": next.map(|next| next.due),
        "next_left": next.map(|next| currency.plain(next.left())),
    });
    if let (true, Json::Object(fields)) = (whole, &mut document) {
        let instalments: Vec<Json> = schedule
            .instalments
            .iter()
            .map(|i| {
                json!({ "due": i.due, "amount": currency.plain(i.amount), "paid": currency.plain(i.paid),
                    "left": currency.plain(i.left()), "entries": i.by })
            })
            .collect();
        fields.insert("instalments".into(), instalments.into());
    }
    document
}

/// Answers with the pledge as it is now.
fn answer(call: &mut Call<'_>, office: Office, id: PledgeId, op: Option<OpId>) -> Result<Outcome> {
    let (today, currency) = (office.today(), terms(&office)?.currency);
    let pledge = office.read(|conn| store::pledge(conn, id))?;
    office.close()?;
    say(call, &pledge, today, currency, op)
}

fn say(call: &mut Call<'_>, pledge: &Pledge, on: Day, currency: Currency, op: Option<OpId>) -> Result<Outcome> {
    let schedule = pledge.schedule(on);
    let mut document = as_json(pledge, &schedule, currency, true);
    if let Json::Object(fields) = &mut document {
        fields.insert("op".into(), json!(op));
        fields.insert("on".into(), json!(on));
    }
    let mut out = line(pledge, &schedule, currency);
    for instalment in &schedule.instalments {
        let state = if instalment.left().is_zero() {
            t!("paid").to_owned()
        } else if instalment.is_missed(on) {
            t!("missed, {left}", left = currency.show(instalment.left()))
        } else if instalment.due <= on {
            t!("due, {left}", left = currency.show(instalment.left()))
        } else {
            t!("to come").to_owned()
        };
        out.push_str(&format!("\n  {}  {:>10}  {state}", instalment.due, currency.figures(instalment.amount)));
    }
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn show_args(c: Command) -> Command {
    one_args(c).arg(option("on", "D", "On which day (default: today)"))
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let pledge = pick(call, &office)?;
    let (day, currency) = (on(call, &office)?, terms(&office)?.currency);
    say(call, &pledge, day, currency, None)
}

pub(super) fn due_args(c: Command) -> Command {
    c.arg(file()).arg(option("on", "D", "As of which day (default: today)"))
}

pub(super) fn due(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (day, currency) = (on(call, &office)?, terms(&office)?.currency);
    let items = office.read(|conn| store::open_items(conn, day))?;
    let total: Money = items.iter().filter(|i| i.due <= day).map(|i| i.left).sum();
    let list: Vec<Json> = items
        .iter()
        .map(|i| {
            json!({ "pledge": i.pledge, "person": i.person, "name": i.name, "due": i.due, "left": currency.plain(i.left),
                "rhythm": i.rhythm.key(), "appeal": i.appeal, "method": i.method.key(), "reference": i.reference })
        })
        .collect();
    let mut out = String::new();
    for item in &items {
        out.push_str(&format!(
            "{}  {:<32} {:>10}  {}\n",
            item.due,
            item.name,
            currency.figures(item.left),
            item.pledge
        ));
    }
    out.push_str(&t!("{total} was due by {day}", total = currency.show(total), day = day));
    let document = json!({ "on": day, "currency": currency.code, "total": currency.plain(total), "items": list });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

fn terms_args(c: Command) -> Command {
    let rhythms = Rhythm::ALL.map(Rhythm::key);
    c.arg(option("amount", "A", "How much each time, like 10.00"))
        .arg(option("rhythm", "R", "How often (default: monthly)").value_parser(rhythms))
        .arg(option("first", "D", "The day of the first instalment (default: today)"))
        .arg(option("end", "D", "No instalment after this day (default: until it is cancelled)"))
        .arg(option("appeal", "A", "Which appeal it answers"))
        .arg(option("method", "M", "cash, cheque, transfer, standing_order, direct_debit, card, online, other"))
        .arg(option("reference", "R", "What the bank’s line will say"))
        .arg(option("note", "TEXT", "A note"))
        .arg(option("pledged", "D", "The day it was promised"))
}

fn put_terms(call: &Call<'_>, form: &mut PledgeForm) {
    put(
        call,
        [
            ("amount", &mut form.amount),
            ("rhythm", &mut form.rhythm),
            ("first", &mut form.first),
            ("end", &mut form.end),
            ("appeal", &mut form.appeal),
            ("method", &mut form.method),
            ("reference", &mut form.reference),
            ("note", &mut form.note),
            ("pledged", &mut form.pledged),
        ],
    );
}

pub(super) fn add_args(c: Command) -> Command {
    let person = "Id, number, e-mail or name; a name that is not in the register comes in with it";
    terms_args(c.arg(file()).arg(needed("person", "PERSON", person)))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let reading = terms(&office)?;
    let mut form = PledgeForm::new(reading.today);
    put_terms(call, &mut form);
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let name = call.need("person")?.to_owned();
    let known = office.read(|conn| ledger::store::register::people_called(conn, &name))?;
    let done = match known.as_slice() {
        [(id, _)] => ops::add(&mut office, *id, &new)?,
        [] if name.contains('@') || name.chars().all(|c| c.is_ascii_digit()) => {
            return Err(Problem::input(t!("Nobody in the register has “{text}”. Nothing was recorded", text = name)));
        }
        [] => ops::add_new(&mut office, &Details::named(&name), &new)?,
        several => {
            let list: Vec<String> = several.iter().take(10).map(|(id, name)| format!("{name} ({id})")).collect();
            return Err(Problem::input(t!(
                "More than one person is called “{text}”. Nothing was recorded",
                text = name
            ))
            .hint(t!("Say who by the id: {list}", list = list.join(", "))));
        }
    };
    answer(call, office, done.value, done.op)
}

pub(super) fn change_args(c: Command) -> Command {
    terms_args(one_args(c))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (pledge, reading) = (pick(call, &office)?, terms(&office)?);
    let mut form = PledgeForm::of(&pledge.terms, reading.currency);
    put_terms(call, &mut form);
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, pledge.id, &new)?;
    answer(call, office, pledge.id, done.op)
}

pub(super) fn cancel_args(c: Command) -> Command {
    one_args(c).arg(option("on", "D", "From which day on nothing is expected (default: today)")).arg(option(
        "why",
        "TEXT",
        "What they said",
    ))
}

pub(super) fn cancel(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let pledge = pick(call, &office)?;
    let cancelled = Cancelled { on: on(call, &office)?, why: call.text("why").unwrap_or("").to_owned() };
    let done = ops::cancel(&mut office, pledge.id, &cancelled)?;
    answer(call, office, pledge.id, done.op)
}

pub(super) fn resume(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let pledge = pick(call, &office)?;
    let done = ops::resume(&mut office, pledge.id)?;
    answer(call, office, pledge.id, done.op)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let pledge = pick(call, &office)?;
    let done = ops::remove(&mut office, pledge.id)?;
    office.close()?;
    let text = t!("Removed the pledge of {name}", name = pledge.name);
    call.out.answer(&json!({ "op": done.op, "id": pledge.id, "name": pledge.name }), &text)?;
    Ok(Outcome::Done)
}

pub(super) fn receive_args(c: Command) -> Command {
    one_args(c)
        .arg(option("amount", "A", "How much came (default: what the next instalment lacks)"))
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("banked", "D", "On which day it was banked"))
        .arg(option("account", "N", "Which account (default: cash for cash, else the bank)"))
        .arg(option("method", "M", "How it was paid (default: as it was promised)"))
        .arg(option("reference", "R", "The bank’s reference, the cheque’s number"))
}

pub(super) fn receive(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (pledge, reading) = (pick(call, &office)?, terms(&office)?);
    let mut new = NewEntry { banked: call.day("banked")?, ..ops::instalment(&pledge, on(call, &office)?) };
    if let Some(text) = call.text("amount") {
        let amount = reading.currency.parse(text, None)?;
        if amount <= Money::ZERO {
            return Err(Problem::input(t!("A donation of nothing is not recorded")));
        }
        new.amount = amount;
        new.splits.iter_mut().for_each(|split| split.amount = amount);
    }
    if let Some(text) = call.text("method") {
        new.method = Method::of(text)?;
    }
    if let Some(text) = call.text("reference") {
        text.clone_into(&mut new.reference);
    }
    new.account = call.text("account").map(|n| office.read(|conn| ledger::store::find_account(conn, n))).transpose()?;
    let done = ops::receive(&mut office, &[(pledge.id, new)])?;
    answer(call, office, pledge.id, done.op)
}

pub(super) fn match_args(c: Command) -> Command {
    c.arg(file())
        .arg(
            needed("pledge", "PLEDGE", "Its id or whose it is; without it all that look like instalments")
                .required(false),
        )
        .arg(needed("entry", "ENTRY", "The id of the donation").required(false).requires("pledge"))
        .arg(option("amount", "A", "How much of it (default: all that is left)").requires("entry"))
        .arg(flag("dry-run", "Say what would be counted, and do nothing"))
}

pub(super) fn match_up(call: &mut Call<'_>) -> Result<Outcome> {
    let dry = call.flag("dry-run");
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let currency = terms(&office)?.currency;
    let today = office.today();
    let all = office.read(store::pledges)?;
    let one = call.text("pledge").is_some().then(|| pick(call, &office)).transpose()?;
    if let (Some(pledge), Some(entry)) = (&one, call.text("entry")) {
        let entry: EntryId = entry.parse()?;
        let amount = match call.text("amount") {
            Some(text) => currency.parse(text, None)?,
            None => office.read(|conn| {
                let found = ledger::store::entry(conn, entry)?;
                Ok(ledger::store::left_to_refund(conn, &found)? - store::said_of(conn, entry)?)
            })?,
        };
        if dry {
            return Err(Problem::usage(t!("--dry-run is for the suggestions; this one was named")));
        }
        let done = ops::link(&mut office, &[(pledge.id, entry, amount)])?;
        return answer(call, office, pledge.id, done.op);
    }
    let mut found = office.read(|conn| Ok(suggest(&all, &store::loose(conn, &all, today)?, today)))?;
    if let Some(pledge) = &one {
        found.retain(|s| s.pledge == pledge.id);
    }
    let pairs: Vec<_> = found.iter().map(|s| (s.pledge, s.entry, s.amount)).collect();
    let op = if dry || pairs.is_empty() { None } else { ops::link(&mut office, &pairs)?.op };
    office.close()?;
    let list: Vec<Json> = found.iter().map(|s| suggestion_json(s, currency)).collect();
    let mut out = String::new();
    for s in &found {
        out.push_str(&format!("{}  {:<32} {:>10}  {}  {}\n", s.due, s.name, currency.figures(s.amount), s.on, s.entry));
    }
    let count = text::plural(found.len(), t!("donation"), t!("donations"));
    out.push_str(&if dry {
        t!("{count} would be counted towards pledges", count = count)
    } else {
        t!("{count} counted towards pledges", count = count)
    });
    call.out.answer(&json!({ "op": op, "currency": currency.code, "matched": list }), &out)?;
    Ok(Outcome::Done)
}

fn suggestion_json(s: &Suggestion, currency: Currency) -> Json {
    json!({ "pledge": s.pledge, "person": s.person, "name": s.name, "due": s.due, "entry": s.entry, "received": s.on,
        "amount": currency.plain(s.amount) })
}

pub(super) fn unmatch_args(c: Command) -> Command {
    one_args(c).arg(needed("entry", "ENTRY", "The id of the donation"))
}

pub(super) fn unmatch(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let pledge = pick(call, &office)?;
    let done = ops::unlink(&mut office, pledge.id, call.need("entry")?.parse()?)?;
    answer(call, office, pledge.id, done.op)
}
