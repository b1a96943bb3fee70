//! Shifts and money: `sign-up`, `shift`, `who`, `staff`, `to-call`, `hours`, `money`, `bid`, `sold`, `pay-lot`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{PersonId, RowId, planned_to_come};
use super::super::ops::money as money_ops;
use super::super::ops::shift::{self as ops, What};
use super::super::{model::parts, store};
use super::people::{payment, payment_args};
use super::{event_args, file, flag, meant, needed, option, terms};
use crate::cli::args::until;
use crate::cli::{Call, Outcome};
use crate::kit::{Money, Problem, Result, text};
use crate::people as register;
use crate::t;

fn shift_args(c: Command) -> Command {
    c.arg(file()).arg(needed("shift", "SHIFT", "Its id, as `events shifts list` ends its lines with"))
}

pub(super) fn sign_up_args(c: Command) -> Command {
    shift_args(c)
        .arg(needed("person", "PERSON", "Id, number or name"))
        .arg(flag("asked", "They were asked and have not said yes"))
}

fn person(call: &Call<'_>, office: &crate::office::Office) -> Result<PersonId> {
    office.read(|conn| register::store::resolve(conn, call.need("person")?))
}

pub(super) fn sign_up(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (shift, who): (RowId, _) = (call.need("shift")?.parse()?, person(call, &office)?);
    let done = ops::sign_up(&mut office, shift, who, call.flag("asked"))?;
    office.close()?;
    call.out.answer(&json!({ "shift": shift, "person": who, "op": done.op }), t!("Signed up"))?;
    Ok(Outcome::Done)
}

pub(super) fn shift_one_args(c: Command) -> Command {
    let words = ["called", "signed", "confirmed", "declined", "completed", "no_show", "off"];
    shift_args(c)
        .arg(needed("person", "PERSON", "Id, number or name"))
        .arg(needed("what", "WHAT", "What became of it").value_parser(crate::cli::args::OneOf::of(words)))
        .arg(option("minutes", "N", "Minutes worked, where they differ from the shift's own"))
}

pub(super) fn shift(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (shift, who): (RowId, _) = (call.need("shift")?.parse()?, person(call, &office)?);
    let what = match call.need("what")? {
        "called" => What::Called,
        "signed" => What::Signed,
        "confirmed" => What::Confirmed,
        "declined" => What::Declined,
        "completed" => What::Completed(call.number("minutes")?),
        "no_show" => What::NoShow,
        _ => What::Off,
    };
    let done = ops::outcome(&mut office, shift, who, what)?;
    office.close()?;
    call.out.answer(&json!({ "shift": shift, "person": who, "op": done.op }), t!("Noted"))?;
    Ok(Outcome::Done)
}

pub(super) fn who_args(c: Command) -> Command {
    shift_args(c)
}

pub(super) fn who(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let shift: RowId = call.need("shift")?.parse()?;
    office.read(|conn| store::row(conn, &parts::SHIFTS, shift))?;
    let all = office.read(|conn| store::candidates(conn, shift, 100))?;
    let mut out = String::new();
    for one in &all {
        let skilled = if one.skilled { t!("has the skill") } else { "" };
        out.push_str(&format!("{:<32} {skilled:<16} {:>3} / {:<3} {}\n", one.name, one.completed, one.missed, one.why));
    }
    out.push_str(&text::plural(all.len(), t!("person"), t!("people")));
    let list: Vec<Json> = all
        .iter()
        .map(|one| json!({ "person": one.person, "name": one.name, "skilled": one.skilled, "why": one.why, "completed": one.completed, "missed": one.missed }))
        .collect();
    call.out.answer(&json!({ "shift": shift, "people": list }), &out)?;
    Ok(Outcome::Done)
}

fn work_json(work: &store::Work) -> Json {
    json!({ "shift": work.shift, "event": work.event, "event_title": work.event_title, "role": work.role, "day": work.day,
        "starts": work.starts, "ends": work.ends, "person": work.person, "name": work.name, "state": work.state,
        "confirmed": work.confirmed, "called": work.called, "minutes": work.worked(), "phone": work.phone })
}

pub(super) fn staff_args(c: Command) -> Command {
    event_args(c)
}

/// Who works which shift, how many are expected, and how many are missing.
pub(super) fn staff(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let event = meant(call, &office)?;
    let (shifts, work) =
        office.read(|conn| Ok((store::rows(conn, &parts::SHIFTS, event.id)?, store::work_of(conn, event.id)?)))?;
    let (mut out, mut list) = (String::new(), Vec::new());
    for shift in &shifts {
        let on: Vec<&store::Work> = work.iter().filter(|work| work.shift == shift.id).collect();
        let count = |states: &[&str]| {
            i64::try_from(on.iter().filter(|work| states.contains(&work.state.as_str())).count()).unwrap_or(0)
        };
        let signed = count(&["signed", "confirmed"]);
        let needed = shift.number(&parts::SHIFTS, "needed").unwrap_or(0);
        let expected = planned_to_come(signed, event.new.no_show);
        let text = |key: &str| shift.text(&parts::SHIFTS, key).to_owned();
        out.push_str(&t!(
            "{role} {from}–{to}: {needed} needed, {signed} signed up, {expected} expected, {completed} completed\n",
            role = text("role"),
            from = text("starts"),
            to = text("ends"),
            needed = needed,
            signed = signed,
            expected = expected,
            completed = count(&["completed"])
        ));
        for one in &on {
            out.push_str(&format!("    {:<28} {:<10} {}\n", one.name, one.state, one.phone));
        }
        list.push(json!({ "id": shift.id, "role": text("role"), "needed": needed, "signed": signed, "confirmed": count(&["confirmed"]),
            "expected": expected, "missing": (needed - expected).max(0), "completed": count(&["completed"]), "no_show": count(&["no_show"]),
            "people": on.iter().map(|work| work_json(work)).collect::<Vec<_>>() }));
    }
    call.out.answer(&json!({ "event": event.id, "shifts": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn to_call_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn to_call(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let all = office.read(|conn| store::to_call(conn, today))?;
    let mut out = String::new();
    for work in &all {
        out.push_str(&format!(
            "{}  {:<28} {:<16} {} {}–{}, {}\n",
            work.day, work.name, work.phone, work.role, work.starts, work.ends, work.event_title
        ));
    }
    out.push_str(&text::plural(all.len(), t!("call"), t!("calls")));
    call.out.answer(&json!({ "on": today, "calls": all.iter().map(work_json).collect::<Vec<_>>() }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn hours_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("from", "D", "From which day (default: the first of this year)"))
        .arg(until("To which day (default: today)"))
}

pub(super) fn hours(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let first = crate::kit::Day::from_ymd_opt(chrono::Datelike::year(&today), 1, 1).unwrap_or(today);
    let (from, to) = (call.day("from")?.unwrap_or(first), call.day("until")?.unwrap_or(today));
    let all = office.read(|conn| store::hours(conn, from, to))?;
    let mut out = String::new();
    let mut list = Vec::new();
    for one in &all {
        let hours = format!("{}:{:02}", one.minutes / 60, one.minutes % 60);
        out.push_str(&format!("{:<32} {:>4} {:>4} {hours:>8}\n", one.name, one.completed, one.missed));
        list.push(json!({ "person": one.person, "name": one.name, "completed": one.completed, "missed": one.missed,
            "minutes": one.minutes }));
    }
    out.push_str(&text::plural(all.len(), t!("volunteer"), t!("volunteers")));
    call.out.answer(&json!({ "from": from, "to": to, "volunteers": list }), &out)?;
    Ok(Outcome::Done)
}

/// The money of an event: planned, committed, actual, and how many tickets pay for it.
pub(super) fn money(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (event, currency) = (meant(call, &office)?, terms(&office)?.currency);
    let budget = office.read(|conn| store::budget(conn, &event))?;
    let plain = |sum: Money| currency.plain(sum);
    let mut out = String::new();
    let mut lines = Vec::new();
    for line in &budget.lines {
        let actual = line.actual.map(|sum| currency.figures(sum)).unwrap_or_default();
        let side = if line.income { t!("in") } else { t!("out") };
        out.push_str(&format!(
            "{side:<4} {:<28} {:>10} {:>10} {actual:>10}  {}\n",
            line.name,
            currency.figures(line.estimate),
            currency.figures(line.committed),
            line.category_name
        ));
        lines.push(json!({ "id": line.id, "side": if line.income { "income" } else { "expense" }, "name": line.name,
            "category": line.category, "estimate": plain(line.estimate), "committed": plain(line.committed), "each": line.each,
            "actual": line.actual.map(plain) }));
    }
    for (id, name, sum, income) in &budget.unplanned {
        let side = if *income { t!("in") } else { t!("out") };
        out.push_str(&format!("{side:<4} {name:<28} {:>10} {:>10} {:>10}\n", "", "", currency.figures(*sum)));
        lines.push(json!({ "id": null, "side": if *income { "income" } else { "expense" }, "name": name, "category": id, "estimate": null,
            "committed": null, "each": false, "actual": plain(*sum) }));
    }
    let result = budget.actual_income() - budget.actual_cost();
    let even = budget.break_even();
    out.push_str(&t!("Result so far {sum}\n", sum = currency.show(result)));
    out.push_str(&match even {
        Some(n) => t!("Break-even at {count} tickets of {price}", count = n, price = currency.show(budget.ticket)),
        None => t!("No number of tickets pays for it: each costs as much as it brings").to_owned(),
    });
    let document = json!({ "event": event.id, "appeal": event.appeal(), "currency": currency.code, "lines": lines,
        "planned_income": plain(budget.planned_income()), "planned_cost": plain(budget.planned_cost()),
        "committed_cost": plain(budget.committed_cost()), "income": plain(budget.actual_income()), "cost": plain(budget.actual_cost()),
        "result": plain(result), "ticket": plain(budget.ticket), "break_even": even, "came": budget.came,
        "cost_per_head": budget.cost_per_head().map(plain) });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

fn lot_args(c: Command) -> Command {
    c.arg(file()).arg(needed("lot", "LOT", "Its id, as `events lots list` ends its lines with"))
}

pub(super) fn bid_args(c: Command) -> Command {
    lot_args(c).arg(needed("person", "PERSON", "Who bids")).arg(needed("amount", "A", "How much"))
}

pub(super) fn bid(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (lot, who): (RowId, _) = (call.need("lot")?.parse()?, person(call, &office)?);
    let amount = terms(&office)?.currency.parse(call.need("amount")?, None)?;
    let done = money_ops::bid(&mut office, lot, who, amount)?;
    office.close()?;
    call.out.answer(&json!({ "lot": lot, "person": who, "op": done.op }), t!("Kept"))?;
    Ok(Outcome::Done)
}

pub(super) fn sold_args(c: Command) -> Command {
    lot_args(c)
}

fn lot_of(office: &crate::office::Office, id: RowId) -> Result<store::Lot> {
    office.read(|conn| {
        let (event, _) = store::row(conn, &parts::LOTS, id)?;
        let found = store::lots(conn, event)?.into_iter().find(|lot| lot.id == id);
        found.ok_or_else(|| Problem::input(t!("There is no such lot")))
    })
}

pub(super) fn sold(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: RowId = call.need("lot")?.parse()?;
    let done = money_ops::won(&mut office, id)?;
    let (lot, currency) = (lot_of(&office, id)?, terms(&office)?.currency);
    office.close()?;
    let name = lot.winner.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let document = json!({ "lot": id, "winner": lot.winner.map(|(id, _)| id), "name": name, "price": lot.price.map(|sum| currency.plain(sum)), "op": done.op });
    call.out.answer(&document, &t!("Sold to {name}", name = name))?;
    Ok(Outcome::Done)
}

pub(super) fn pay_lot_args(c: Command) -> Command {
    payment_args(lot_args(c))
}

pub(super) fn pay_lot(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: RowId = call.need("lot")?.parse()?;
    let payment = payment(call, &office, Money::ZERO)?;
    let done = money_ops::pay_lot(&mut office, id, &payment)?;
    office.close()?;
    call.out.answer(&json!({ "lot": id, "entry": done.value, "op": done.op }), t!("Recorded"))?;
    Ok(Outcome::Done)
}
