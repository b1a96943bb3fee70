//! `agenda …`: what a meeting goes through.

use clap::Command;
use serde_json::json;

use super::super::model::{NewItem, Record, read_lines};
use super::super::{ops, store};
use super::parts::{item_called, item_json, meeting_args, record, wrote};
use crate::cli::args::{needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::{Office, OpId};
use crate::t;

pub(super) fn add_item_args(c: Command) -> Command {
    item_texts(meeting_args(c).arg(needed(
        "title",
        "TITLE",
        "What it is called; or lines of “title | minutes | consent”",
    )))
    .arg(option("before", "N", "Before the item of this number"))
}

fn item_texts(c: Command) -> Command {
    c.arg(option("minutes", "N", "How long it should take"))
        .arg(option("presenter", "NAME", "Who leads it"))
        .arg(option("note", "TEXT", "What the paper for the meeting says of it"))
        .arg(crate::cli::args::yes_no("consent", "Taken with the other consent items in one go"))
}

fn put_item(call: &Call<'_>, item: &mut NewItem) -> Result<()> {
    if let Some(minutes) = call.number("minutes")? {
        if minutes > 600 {
            return Err(Problem::usage(t!("An item takes at most 600 minutes")));
        }
        item.minutes = minutes;
    }
    for (name, field) in [("presenter", &mut item.presenter), ("note", &mut item.note), ("title", &mut item.title)] {
        if let Some(text) = call.text(name) {
            text.trim().clone_into(field);
        }
    }
    if let Some(consent) = call.text("consent") {
        item.consent = consent == "yes";
    }
    Ok(())
}

pub(super) fn add_item(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let mut items = read_lines(&call.need("title")?.replace("\\n", "\n"))?;
    if let [one] = items.as_mut_slice() {
        let title = one.title.clone();
        put_item(call, one)?;
        one.title = title;
    }
    let before = call.number("before")?;
    let done = ops::add_item(&mut office, known.meeting.id, &items, before)?;
    answer_agenda(call, office, &known, done.op)
}

fn answer_agenda(call: &mut Call<'_>, office: Office, known: &Record, op: Option<OpId>) -> Result<Outcome> {
    let now = office.read(|conn| store::record(conn, known.meeting.id))?;
    let lines: Vec<String> = now.items.iter().map(|i| format!("{:>3}. {}", now.number(i.id), i.new.title)).collect();
    let document = json!({ "agenda": now.items.iter().map(|i| item_json(&now, i)).collect::<Vec<_>>() });
    wrote(call, office, op, document, &lines.join("\n"))
}

fn item_args(c: Command) -> Command {
    meeting_args(c).arg(needed("number", "N", "The number of the item"))
}

pub(super) fn change_item_args(c: Command) -> Command {
    item_texts(item_args(c)).arg(option("title", "TEXT", "What it is called"))
}

pub(super) fn change_item(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let id = item_called(&known, call.need("number")?)?;
    let mut item = known.item(id).map(|item| item.new.clone()).unwrap_or_default();
    put_item(call, &mut item)?;
    let done = ops::change_item(&mut office, id, &item)?;
    answer_agenda(call, office, &known, done.op)
}

pub(super) fn move_item_args(c: Command) -> Command {
    item_args(c).arg(needed("place", "PLACE", "The number it gets"))
}

pub(super) fn move_item(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let id = item_called(&known, call.need("number")?)?;
    let to = call.number("place")?.unwrap_or(1);
    let done = ops::move_item(&mut office, id, to)?;
    answer_agenda(call, office, &known, done.op)
}

pub(super) fn remove_item_args(c: Command) -> Command {
    item_args(c)
}

pub(super) fn remove_item(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let id = item_called(&known, call.need("number")?)?;
    let done = ops::remove_item(&mut office, id)?;
    answer_agenda(call, office, &known, done.op)
}
