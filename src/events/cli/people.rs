//! People at an event: `invite`, `people`, `answer`, `guest`, `set`, `take-off`, `waiting`, `pay`, `check-in`, `walk-in`, `no-shows`,
//! `door-list`, `door-key`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::parts::{LEVELS, TABLES};
use super::super::model::{Attendance, NewAttendance, PersonId, Presence, RowId, attendance_lines, part::Part, tally};
use super::super::ops::people::{self as ops, Payment, WalkIn};
use super::super::ops::sheet;
use super::super::{printing, store};
use super::{add_field, choice, event_args, file, flag, meant, meant_day, must_write, needed, option, terms};
use crate::cli::args::many;
use crate::cli::{Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Currency, Problem, Result, text};
use crate::ledger::model::Method;
use crate::office::Office;
use crate::people as register;
use crate::t;

fn as_json(one: &Attendance, currency: Currency) -> Json {
    json!({ "id": one.id, "person": one.person, "name": one.name, "guest_of": one.guest_of, "state": one.new.state.key(),
        "level": one.level, "owes": currency.plain(one.owes), "paid": currency.plain(one.paid), "open": currency.plain(one.open()),
        "table": one.seat, "diet": one.new.diet, "access": one.new.access, "channel": one.new.channel, "note": one.new.note,
        "turn": one.turn, "kept_until": one.kept_until, "invited": one.invited, "answered": one.answered, "came": one.came,
        "walked_in": one.walked_in })
}

pub(super) fn list_args(c: Command) -> Command {
    event_args(c).arg(choice("state", "S", "Only those in a state", Presence::ALL.iter().map(|state| state.key())))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (event, currency) = (meant(call, &office)?, terms(&office)?.currency);
    let mut all = office.read(|conn| store::people(conn, event.id))?;
    let sums = tally(&all);
    if let Some(state) = call.text("state") {
        all.retain(|one| one.new.state.key() == state);
    }
    let mut out = String::new();
    for one in &all {
        let open = if one.open().is_zero() { String::new() } else { currency.figures(one.open()) };
        out.push_str(&format!(
            "{:<32} {:<14} {:<14} {open:>10} {:<10} {}\n",
            one.name,
            one.says(),
            one.level,
            one.seat,
            one.id
        ));
    }
    out.push_str(&t!(
        "{invited} invited, {going} going, {maybe} maybe, {waiting} waiting, {came} came",
        invited = sums.invited,
        going = sums.going,
        maybe = sums.maybe,
        waiting = sums.waiting,
        came = sums.came
    ));
    let document = json!({ "event": event.id, "people": all.iter().map(|one| as_json(one, currency)).collect::<Vec<_>>(),
        "invited": sums.invited, "going": sums.going, "maybe": sums.maybe, "declined": sums.declined, "waiting": sums.waiting,
        "came": sums.came, "walked_in": sums.walked_in, "no_show": sums.no_show, "owed": currency.plain(sums.owed),
        "paid": currency.plain(sums.paid), "currency": currency.code });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn invite_args(c: Command) -> Command {
    details(event_args(c))
        .arg(many("who", "PERSON", "Whom, by id, number or name; may be given several times"))
        .arg(option("segment", "NAME", "Everybody of a segment"))
        .arg(choice("state", "S", "How they stand (default: invited)", ["invited", "going", "maybe", "declined"]))
}

/// What can be said of somebody on the list.
fn details(c: Command) -> Command {
    c.arg(option("level", "LEVEL", "The level of their ticket; “none” takes it away"))
        .arg(option("price", "A", "What it costs them, where that is not the level's price"))
        .arg(option("table", "TABLE", "The table they sit at; “none” takes it away"))
        .arg(option("diet", "TEXT", "What they do not eat"))
        .arg(option("access", "TEXT", "What they need to take part"))
        .arg(option("channel", "TEXT", "How they heard of it"))
        .arg(option("note", "TEXT", "A note"))
}

fn row_of(
    office: &Office,
    part: &'static Part,
    event: super::super::model::EventId,
    name: &str,
) -> Result<Option<RowId>> {
    if name == "none" {
        return Ok(None);
    }
    let rows = office.read(|conn| store::rows(conn, part, event))?;
    let names: Vec<String> = rows.iter().map(|row| part.title(row)).collect();
    let found = rows.iter().find(|row| fold(&part.title(row)) == fold(name) || row.id.to_string() == name);
    found.map(|row| Some(row.id)).ok_or_else(|| {
        Problem::input(t!("There is no {what} “{name}”", what = (part.one)(), name = name))
            .hint(text::there_are(&names, t!("add one first")))
    })
}

/// Puts what the options say over what is known.
fn over(
    call: &Call<'_>,
    office: &Office,
    event: super::super::model::EventId,
    known: NewAttendance,
) -> Result<NewAttendance> {
    let mut new = known;
    if let Some(level) = call.text("level") {
        new.level = row_of(office, &LEVELS, event, level)?;
    }
    if let Some(price) = call.text("price") {
        new.price = Some(terms(office)?.currency.parse(price, None)?);
    }
    if let Some(table) = call.text("table") {
        new.seat = row_of(office, &TABLES, event, table)?;
    }
    for (name, field) in
        [("diet", &mut new.diet), ("access", &mut new.access), ("channel", &mut new.channel), ("note", &mut new.note)]
    {
        if let Some(text) = call.text(name) {
            text.trim().clone_into(field);
        }
    }
    Ok(new)
}

pub(super) fn invite(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let event = meant_day(call, &mut office)?;
    let mut who: Vec<PersonId> = Vec::new();
    for name in call.many("who") {
        who.push(office.read(|conn| register::store::resolve(conn, &name))?);
    }
    if let Some(segment) = call.text("segment") {
        let found = office.read(|conn| crate::segments::store::find(conn, segment))?;
        who.extend(crate::segments::store::people(&office, found.id, office.today())?);
    }
    if who.is_empty() {
        return Err(Problem::usage(t!("Say with --who or --segment whom")));
    }
    let state = call.text("state").map(Presence::of).transpose()?.unwrap_or(Presence::Invited);
    let new = over(call, &office, event.id, NewAttendance { state, ..NewAttendance::default() })?;
    let done = ops::invite(&mut office, event.id, &who, &new)?;
    office.close()?;
    let said = t!("{count} put on the list", count = text::plural(done.value, t!("person"), t!("people")));
    call.out.answer(&json!({ "event": event.id, "added": done.value, "op": done.op }), &said)?;
    Ok(Outcome::Done)
}

fn one_args(c: Command) -> Command {
    event_args(c).arg(needed("who", "WHO", "A name on the list or some letters of it, or an id"))
}

fn who(call: &Call<'_>, office: &mut Office) -> Result<Attendance> {
    let event = meant_day(call, office)?;
    office.read(|conn| store::find_attendance(conn, event.id, call.need("who")?))
}

fn answer_one(
    call: &mut Call<'_>,
    office: Office,
    id: super::super::model::AttendanceId,
    op: Option<crate::office::OpId>,
) -> Result<Outcome> {
    let currency = terms(&office)?.currency;
    let one = office.read(|conn| store::attendance(conn, id))?;
    office.close()?;
    let mut document = as_json(&one, currency);
    add_field(&mut document, "op", json!(op));
    call.out.answer(&document, &t!("{name}: {state}", name = one.name, state = one.says()))?;
    Ok(Outcome::Done)
}

pub(super) fn answer_args(c: Command) -> Command {
    let words = ["going", "maybe", "declined", "cancelled", "waiting", "offered", "invited"];
    one_args(c).arg(needed("state", "S", "What they answered").value_parser(crate::cli::args::OneOf::of(words)))
}

pub(super) fn answer(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = who(call, &mut office)?;
    let done = ops::answer(&mut office, one.id, Presence::of(call.need("state")?)?)?;
    answer_one(call, office, one.id, done.op)
}

pub(super) fn guest_args(c: Command) -> Command {
    details(one_args(c)).arg(option("name", "NAME", "The guest's name")).arg(option(
        "person",
        "PERSON",
        "Or somebody of the register",
    ))
}

pub(super) fn guest(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let host = who(call, &mut office)?;
    let person =
        call.text("person").map(|name| office.read(|conn| register::store::resolve(conn, name))).transpose()?;
    let new = over(call, &office, host.event, NewAttendance::default())?;
    let done = ops::guest(&mut office, host.id, person, call.text("name").unwrap_or_default(), &new)?;
    answer_one(call, office, done.value, done.op)
}

pub(super) fn set_args(c: Command) -> Command {
    details(one_args(c))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = who(call, &mut office)?;
    let new = over(call, &office, one.event, one.new.clone())?;
    let done = ops::set(&mut office, one.id, &new)?;
    answer_one(call, office, one.id, done.op)
}

pub(super) fn take_off_args(c: Command) -> Command {
    one_args(c)
}

pub(super) fn take_off(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = who(call, &mut office)?;
    let done = ops::take_off(&mut office, one.id)?;
    office.close()?;
    call.out.answer(&json!({ "id": one.id, "op": done.op }), &t!("Took {name} off the list", name = one.name))?;
    Ok(Outcome::Done)
}

pub(super) fn waiting_args(c: Command) -> Command {
    event_args(c).arg(flag("advance", "End the offers that are over, and offer what is free to who is next"))
}

pub(super) fn waiting(call: &mut Call<'_>) -> Result<Outcome> {
    let advance = call.flag("advance");
    let mut office = if advance { call.office()? } else { call.office_to_read()? };
    let (event, currency) = (meant(call, &office)?, terms(&office)?.currency);
    let (mut op, mut over, mut offered) = (None, Vec::new(), Vec::new());
    if advance {
        let done = ops::advance(&mut office, event.id)?;
        op = done.op;
        (over, offered) = done.value;
    }
    let mut all = office.read(|conn| store::people(conn, event.id))?;
    all.retain(|one| one.new.state.waits());
    all.sort_by_key(|one| (one.turn.is_none(), one.turn));
    if advance {
        office.close()?;
    }
    let mut out = String::new();
    for one in &all {
        let turn = one.turn.map(|turn| turn.to_string()).unwrap_or_default();
        out.push_str(&format!(
            "{turn:>4}  {:<32} {:<16} {}\n",
            one.name,
            one.new.state.label(),
            one.kept_until.clone().unwrap_or_default()
        ));
    }
    for name in &offered {
        out.push_str(&t!("A place is offered to {name}\n", name = name));
    }
    out.push_str(&text::plural(all.len(), t!("person"), t!("people")));
    let document = json!({ "event": event.id, "waiting": all.iter().map(|one| as_json(one, currency)).collect::<Vec<_>>(),
        "over": over, "offered": offered, "op": op });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

/// How something was paid.
pub(super) fn payment_args(c: Command) -> Command {
    c.arg(option("received", "D", "On which day (default: today)"))
        .arg(option("method", "M", "How: cash, cheque, transfer, card, online …"))
        .arg(option("account", "ACCOUNT", "Into which account"))
        .arg(option("reference", "TEXT", "Reference"))
}

pub(super) fn payment(call: &Call<'_>, office: &Office, amount: crate::kit::Money) -> Result<Payment> {
    let account = call
        .text("account")
        .map(|name| office.read(|conn| crate::ledger::store::find_account(conn, name)))
        .transpose()?;
    Ok(Payment {
        amount,
        on: call.day("received")?.unwrap_or_else(|| office.today()),
        method: Method::of(call.text("method").unwrap_or_default())?,
        account,
        reference: call.text("reference").unwrap_or_default().to_owned(),
    })
}

pub(super) fn pay_args(c: Command) -> Command {
    payment_args(one_args(c).arg(option("amount", "A", "How much (default: all that is open)")))
}

pub(super) fn pay(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = who(call, &mut office)?;
    let currency = terms(&office)?.currency;
    let amount = call.text("amount").map(|text| currency.parse(text, None)).transpose()?.unwrap_or(one.open());
    let payment = payment(call, &office, amount)?;
    let done = ops::pay(&mut office, one.id, &payment)?;
    let now = office.read(|conn| store::attendance(conn, one.id))?;
    office.close()?;
    let mut document = as_json(&now, currency);
    add_field(&mut document, "entry", json!(done.value));
    add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &t!("{name} paid {sum}", name = now.name, sum = currency.show(amount)))?;
    Ok(Outcome::Done)
}

pub(super) fn check_in_args(c: Command) -> Command {
    one_args(c).arg(flag("out", "Take it back"))
}

pub(super) fn check_in(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = who(call, &mut office)?;
    let done = ops::check_in(&mut office, one.id, !call.flag("out"))?;
    answer_one(call, office, one.id, done.op)
}

pub(super) fn walk_in_args(c: Command) -> Command {
    event_args(c)
        .arg(needed("name", "NAME", "Who it is"))
        .arg(flag("known", "They are of the register"))
        .arg(flag("register", "They come into the register"))
        .arg(option("channel", "TEXT", "How they heard of it"))
}

pub(super) fn walk_in(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let event = meant_day(call, &mut office)?;
    let name = call.need("name")?.to_owned();
    let person =
        if call.flag("known") { Some(office.read(|conn| register::store::resolve(conn, &name))?) } else { None };
    let who = WalkIn {
        person,
        name,
        to_register: call.flag("register"),
        channel: call.text("channel").unwrap_or_default().to_owned(),
    };
    let done = ops::walk_in(&mut office, event.id, &who)?;
    answer_one(call, office, done.value, done.op)
}

pub(super) fn no_shows(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let event = meant(call, &office)?;
    let done = ops::no_shows(&mut office, event.id)?;
    office.close()?;
    let said = t!("{count} did not come", count = done.value);
    call.out.answer(&json!({ "event": event.id, "no_shows": done.value, "op": done.op }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn door_list_args(c: Command) -> Command {
    must_write(event_args(c), "to", "OUT.pdf", "Where the list is written")
        .arg(option("blank", "N", "Blank lines at its end for walk-ins (default: 15)"))
        .arg(option("sheet", "N", "Print a sheet again that was frozen before"))
}

pub(super) fn door_list(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    let event = meant(call, &office)?;
    let (number, op) = match call.number::<i64>("sheet")? {
        Some(number) => (number, None),
        None => {
            let blank = call.number::<i64>("blank")?.unwrap_or(15).clamp(0, 200);
            let done = sheet::freeze(&mut office, event.id, blank)?;
            (done.value, done.op)
        }
    };
    let lines = printing::door_list(&office, number, &to)?;
    office.close()?;
    let said = t!("Sheet {number}, {lines} lines: {file}", number = number, lines = lines, file = to.display());
    call.out.answer(&json!({ "sheet": number, "lines": lines, "file": to.display().to_string(), "op": op }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn door_key_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("sheet", "SHEET", "The number of the sheet"))
        .arg(option("came", "LINES", "The lines of who came: 1-5, 8, 12"))
        .arg(many("walk-in", "NAME", "A name on a blank line; may be given several times"))
        .arg(flag("register", "Names on blank lines come into the register"))
}

pub(super) fn door_key(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let number = call.number::<i64>("sheet")?.unwrap_or_default();
    let lines = attendance_lines(call.text("came").unwrap_or_default())?;
    let to_register = call.flag("register");
    let walk_ins: Vec<WalkIn> =
        call.many("walk-in").into_iter().map(|name| WalkIn { name, to_register, ..WalkIn::default() }).collect();
    let done = sheet::key_sheet(&mut office, number, &lines, &walk_ins)?;
    office.close()?;
    call.out.answer(
        &json!({ "sheet": number, "came": done.value, "op": done.op }),
        &t!("{count} came", count = done.value),
    )?;
    Ok(Outcome::Done)
}
