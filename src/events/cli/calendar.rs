//! `events calendar`, `clashes`, `export`, and the calendars of partners.

use chrono::Days;
use clap::Command;
use serde_json::{Value as Json, json};

use super::super::ics::{self, Writing};
use super::super::model::{Occurrence, Of};
use super::super::{ops::partner as ops, store};
use super::event::{clash_json, occurrence_json};
use super::{dry_run, file, flag, meant, must_write, needed, option};
use crate::cli::{Call, Outcome};
use crate::events::export;
use crate::kit::whole_file::write_whole;
use crate::kit::{Result, text};
use crate::t;

pub(super) fn show_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("from", "D", "From which day (default: today)"))
        .arg(crate::cli::args::until("To which day (default: four weeks on)"))
}

/// What stands beside a row: that it is a meeting, else its state.
fn said(one: &Occurrence) -> &'static str {
    match one.of {
        Of::Meeting(_) if one.status.stands() => t!("Meeting"),
        _ => one.status.label(),
    }
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let from = call.day("from")?.unwrap_or_else(|| office.today());
    let to = call.day("until")?.unwrap_or_else(|| from.checked_add_days(Days::new(28)).unwrap_or(from));
    let all = office.read(|conn| store::between(conn, from, to))?;
    let mut out = String::new();
    for one in &all {
        let when = if one.all_day {
            format!("{}      ", one.start.date())
        } else {
            one.start.format("%Y-%m-%d %H:%M").to_string()
        };
        out.push_str(&format!("{when}  {:<40} {:<12} {}\n", one.title, said(one), one.detail()));
    }
    out.push_str(&text::plural(all.len(), t!("event"), t!("events")));
    let document = json!({ "from": from, "to": to, "events": all.iter().map(occurrence_json).collect::<Vec<_>>() });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn clashes_args(c: Command) -> Command {
    c.arg(file()).arg(option("event", "EVENT", "Of one event only")).arg(option("on", "D", "Which one of that title"))
}

pub(super) fn clashes(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let event = if call.text("event").is_some() { Some(meant(call, &office)?) } else { None };
    let all = office.read(|conn| store::clashes(conn, event.as_ref(), today))?;
    let mut out = String::new();
    for clash in &all {
        out.push_str(&format!("{}  {}: {}\n", clash.mine.first_day(), clash.mine.title, clash.says()));
    }
    out.push_str(&text::plural(all.len(), t!("clash"), t!("clashes")));
    call.out.answer(&json!({ "clashes": all.iter().map(clash_json).collect::<Vec<Json>>() }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn export_args(c: Command) -> Command {
    must_write(c.arg(file()), "to", "OUT.ics", "Where the calendar is written")
        .arg(option("event", "EVENT", "One event only"))
        .arg(flag("tasks", "With the tasks, for programs that show them (Outlook does not)"))
        .arg(option("on", "D", "Which one of that title"))
}

pub(super) fn export(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let to = call.need_target("to")?;
    let event = if call.text("event").is_some() { Some(meant(call, &office)?) } else { None };
    let now = office.clock().now();
    let with_tasks = call.flag("tasks");
    let (text, count, tasks) = office.read(|conn| export::calendar(conn, event.as_ref(), with_tasks, now))?;
    write_whole(&to, text.as_bytes())?;
    let said =
        t!("{count} written: {file}", count = text::plural(count, t!("event"), t!("events")), file = to.display());
    call.out.answer(&json!({ "events": count, "tasks": tasks, "file": to.display().to_string() }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn partners_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn partners(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(store::partners)?;
    let mut out = String::new();
    for one in &all {
        out.push_str(&format!("{:<32} {:>6}  {}  {}\n", one.name, one.events, one.read_on, one.source));
    }
    out.push_str(&text::plural(all.len(), t!("calendar"), t!("calendars")));
    let list: Vec<Json> = all
        .iter()
        .map(|one| json!({ "id": one.id, "name": one.name, "source": one.source, "read_on": one.read_on, "events": one.events }))
        .collect();
    call.out.answer(&json!({ "calendars": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn partner_args(c: Command) -> Command {
    c.arg(file()).arg(needed("name", "NAME", "Whose calendar"))
}

pub(super) fn read_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("input", "INPUT.ics", "The calendar"))
        .arg(option("name", "NAME", "Whose it is (default: as it calls itself)"))
        .arg(dry_run())
}

pub(super) fn read(call: &mut Call<'_>) -> Result<Outcome> {
    let input = call.path("input")?;
    let dry = call.flag("dry-run");
    let bytes = crate::events::import::bytes(&input)?;
    let mut office = if dry { call.office_to_read()? } else { call.office()? };
    let found = ics::read(&bytes)?;
    let file_name = input.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = call.text("name").map(str::to_owned).unwrap_or_else(|| found.name.clone());
    let op = if dry {
        None
    } else {
        let name = if name.is_empty() { file_name.trim_end_matches(".ics").to_owned() } else { name.clone() };
        let done = ops::read(&mut office, &name, &file_name, &found)?;
        office.close()?;
        done.op
    };
    for remark in &found.remarks {
        call.out.remark(remark)?;
    }
    for (what, why) in &found.refused {
        call.out.remark(&t!("Not taken: {what}. {why}", what = what, why = why))?;
    }
    let refused: Vec<Json> = found.refused.iter().map(|(what, why)| json!({ "what": what, "why": why })).collect();
    let document = json!({ "op": op, "name": name, "read": found.events.len() + found.refused.len(), "added": found.events.len(),
        "refused": refused, "remarks": found.remarks, "others": found.others });
    call.out.answer(&document, &found.says())?;
    Ok(if found.refused.is_empty() { Outcome::Done } else { Outcome::Problems })
}

pub(super) fn partner_export_args(c: Command) -> Command {
    must_write(partner_args(c), "to", "OUT.ics", "Where the calendar is written")
}

pub(super) fn partner_export(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let to = call.need_target("to")?;
    let one = office.read(|conn| store::find_partner(conn, call.need("name")?))?;
    let events = office.read(|conn| store::partner_events(conn, one.id))?;
    let writing = Writing { name: &one.name, stamp: office.clock().now(), zone: "" };
    write_whole(&to, ics::write(&events, &[], &writing).as_bytes())?;
    let said = t!(
        "{count} written: {file}",
        count = text::plural(events.len(), t!("event"), t!("events")),
        file = to.display()
    );
    call.out.answer(&json!({ "events": events.len(), "file": to.display().to_string() }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn partner_remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = office.read(|conn| store::find_partner(conn, call.need("name")?))?;
    let done = ops::remove(&mut office, one.id)?;
    office.close()?;
    call.out.answer(&json!({ "id": one.id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
