//! Papers and their way back: `print`, `today`, `sheets`, `sign-up-sheet`, `sheet-key`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::EventId;
use super::super::ops::sheet::Sheets;
use super::super::ops::signup;
use super::super::{ops, printing, store};
use super::{choice, event_args, file, flag, meant, must_write, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, text};
use crate::t;

pub(super) fn print_args(c: Command) -> Command {
    let words = ["run", "pack"];
    must_write(event_args(c), "to", "OUT.pdf", "Where it is written").arg(choice(
        "what",
        "WHAT",
        "The run of the day with speakers and contacts, or everything (default: run)",
        words,
    ))
}

pub(super) fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let what = call.text("what").unwrap_or("run").to_owned();
    // Everything has sheets, which are frozen under a number.
    let mut office = if what == "pack" { call.office()? } else { call.office_to_read()? };
    let event = meant(call, &office)?;
    let (mut sheets, mut op) = (Vec::new(), None);
    if what == "pack" {
        let done = ops::sheet::papers(&mut office, &[event.id])?;
        printing::pack(&office, std::slice::from_ref(&event), &done.value, &to)?;
        office.close()?;
        (sheets, op) = (done.value, done.op);
    } else {
        printing::run(&office, &event, &to)?;
    }
    call.out.answer(
        &json!({ "event": event.id, "what": what, "sheets": sheets_json(&sheets), "file": to.display().to_string(), "op": op }),
        &t!("Written: {file}", file = to.display()),
    )?;
    Ok(Outcome::Done)
}

fn sheets_json(all: &[Sheets]) -> Vec<Json> {
    all.iter().map(|one| json!({ "event": one.event, "door_list": one.door, "sign_up_sheet": one.sign_up })).collect()
}

/// The printed sheets of an event.
pub(super) fn sheets(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let event = meant(call, &office)?;
    let all = office.read(|conn| store::sheets(conn, event.id))?;
    let mut out = String::new();
    for one in &all {
        let keyed = t!("{keyed} of {lines} keyed", keyed = one.keyed, lines = one.lines);
        out.push_str(&format!("{:>5}  {:<14} {}  {keyed}\n", one.number, one.says(), one.printed));
    }
    out.push_str(&text::plural(all.len(), t!("sheet"), t!("sheets")));
    let list: Vec<Json> = all
        .iter()
        .map(|one| json!({ "sheet": one.number, "kind": one.kind, "printed": one.printed, "lines": one.lines, "keyed": one.keyed }))
        .collect();
    call.out.answer(&json!({ "event": event.id, "sheets": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn today_args(c: Command) -> Command {
    must_write(c.arg(file()), "to", "OUT.pdf", "Where it is written").arg(option(
        "day",
        "D",
        "Which day (default: today)",
    ))
}

/// Everything that is needed on paper on a day, of every event of that day.
pub(super) fn today(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    let on = call.day("day")?.unwrap_or_else(|| office.today());
    let events = office.read(|conn| store::events_on(conn, on))?;
    if events.is_empty() {
        return Err(Problem::input(t!("Nothing is on that day, so no file was written")));
    }
    let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
    let done = ops::sheet::papers(&mut office, &ids)?;
    printing::pack(&office, &events, &done.value, &to)?;
    office.close()?;
    let (count, sheets) = (events.len(), sheets_json(&done.value));
    call.out.answer(
        &json!({ "day": on, "events": count, "sheets": sheets, "file": to.display().to_string(), "op": done.op }),
        &t!("Written: {file}", file = to.display()),
    )?;
    Ok(Outcome::Done)
}

pub(super) fn blank_args(c: Command) -> Command {
    must_write(event_args(c), "to", "OUT.pdf", "Where it is written").arg(option(
        "lines",
        "N",
        "How many lines (default: 16, which are a page)",
    ))
}

pub(super) fn blank(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    let event = meant(call, &office)?;
    let lines = call.number::<i64>("lines")?.unwrap_or(16).clamp(1, 500);
    let done = signup::blank(&mut office, event.id, lines)?;
    printing::sign_up(&office, &event, done.value, lines, &to)?;
    office.close()?;
    let said = t!("Sheet {number}: {file}", number = done.value, file = to.display());
    call.out.answer(
        &json!({ "sheet": done.value, "lines": lines, "file": to.display().to_string(), "op": done.op }),
        &said,
    )?;
    Ok(Outcome::Done)
}

pub(super) fn key_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("sheet", "SHEET", "The number of the sheet"))
        .arg(needed("line", "LINE", "The line"))
        .arg(option("name", "NAME", "Who wrote it").required(true))
        .arg(option("phone", "NUMBER", "Their phone number"))
        .arg(option("email", "ADDRESS", "Their e-mail address"))
        .arg(option("help-with", "TEXT", "What they would help with"))
        .arg(flag("may-write", "They ticked that we may write to them"))
}

pub(super) fn key(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let line = signup::Line {
        line: call.number("line")?.unwrap_or_default(),
        name: text("name"),
        phone: text("phone"),
        email: text("email"),
        help: text("help-with"),
        may_write: call.flag("may-write"),
    };
    let number = call.number::<i64>("sheet")?.unwrap_or_default();
    let done = signup::key(&mut office, number, &line)?;
    office.close()?;
    let (person, is_new) = done.value;
    let said = if is_new { t!("New in the register") } else { t!("Known already") };
    call.out.answer(&json!({ "person": person, "new": is_new, "op": done.op }), said)?;
    Ok(Outcome::Done)
}
