//! `duplicates`, `people merge`, `people not-duplicate`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::likeness::BROAD;
use super::super::model::PersonId;
use super::super::side_by_side::{Choices, Line, Take, lines, merged};
use super::super::{ops, store};
use super::person::{About, as_json, as_text};
use super::{dry_run, file, flag, many, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::backup::Before;
use crate::office::{Office, profile};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(option("min-score", "S", "From 0 to 1 (0.25: all that is worth a look; 0.5: likely)"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let least = call.number::<f64>("min-score")?.unwrap_or(BROAD);
    if !(0.0..=1.0).contains(&least) {
        return Err(Problem::usage(t!("--min-score takes a number from 0 to 1")));
    }
    let office = call.office_to_read()?;
    let pairs = office.read(|conn| store::pairs(conn, least, || true))?;
    let lines: Vec<String> = pairs
        .iter()
        .map(|p| format!("{:.2}  {} ({})  {} ({})  {}", p.score, p.a_name, p.a, p.b_name, p.b, p.because.join(", ")))
        .collect();
    let shown = if lines.is_empty() { t!("No pairs").to_owned() } else { lines.join("\n") };
    call.out.answer(&json!({ "pairs": pairs }), &shown)?;
    Ok(Outcome::Done)
}

pub(super) fn merge_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("keep", "KEEP", "The record that stays: id, number, e-mail address or name"))
        .arg(needed("other", "OTHER", "The record that goes"))
        .arg(many("take", "FIELD=WHICH", "Whose value stays: name=other, notes=both; may be repeated"))
        .arg(dry_run())
}

pub(super) fn merge(call: &mut Call<'_>) -> Result<Outcome> {
    let dry_run = call.flag("dry-run");
    let choices = choices(call)?;
    let mut office = if dry_run { call.office_to_read()? } else { call.office()? };
    let (keep, other) = both(call, &office, "keep", "other")?;
    if keep == other {
        return Err(Problem::input(t!("Both are the same record. Nothing was changed")));
    }
    let (mut ours, theirs, hands) = office
        .read(|conn| Ok((store::get(conn, keep)?, store::get(conn, other)?, ops::changes_hands(conn, other)?)))?;
    let sides = lines(&ours.details, &theirs.details);
    ours.details = merged(&ours.details, &theirs.details, &choices);
    let backup = if dry_run { None } else { call.copy_before(&office, Before::Merge)? };
    let op = if dry_run { None } else { ops::merge(&mut office, keep, other, &choices)?.op };
    let home = office.read(profile::get)?.jurisdiction().to_owned();
    let about = About::with(&office, ours)?;
    let fields: Vec<Json> = sides.iter().map(|line| field_json(line, &choices)).collect();
    let document = json!({
        "op": op.map(|op| op.to_string()),
        "kept": keep,
        "gone": other,
        "fields": fields,
        "changes_hands": hands,
        "backup": backup,
        "person": as_json(&about, None),
    });
    let first = if dry_run {
        t!("Nothing was changed; this would stand:").to_owned()
    } else {
        t!("Merged {name}", name = theirs.details.name)
    };
    let moved = if hands.is_empty() { String::new() } else { t!("\n  with {what}", what = hands.join(", ")) };
    let copy = backup.map(|file| t!("\nThe office as it was before: {file}", file = file)).unwrap_or_default();
    call.out.answer(&document, &format!("{first}\n{}{moved}{copy}", as_text(&about, &home)))?;
    Ok(Outcome::Done)
}

fn field_json(line: &Line, choices: &Choices) -> Json {
    let takes = match choices.of(line) {
        Take::Keep => "keep",
        Take::Other => "other",
        Take::Both => "both",
    };
    json!({ "field": line.field.key, "keep": line.kept, "other": line.other, "takes": takes })
}

fn choices(call: &Call<'_>) -> Result<Choices> {
    let mut choices = Choices::default();
    for text in call.matches.get_many::<String>("take").unwrap_or_default() {
        let chosen = text.split_once('=').and_then(|(field, word)| Some((field.trim(), Take::of(word.trim())?)));
        let Some((field, take)) = chosen else {
            return Err(Problem::usage(t!("--take takes a field and keep, other or both, not “{text}”", text = text))
                .hint(t!("For example --take name=other")));
        };
        choices.choose(field, take)?;
    }
    Ok(choices)
}

fn both(call: &Call<'_>, office: &Office, one: &str, other: &str) -> Result<(PersonId, PersonId)> {
    let (one, other) = (call.need(one)?, call.need(other)?);
    office.read(|conn| Ok((store::resolve(conn, one)?, store::resolve(conn, other)?)))
}

pub(super) fn apart_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("a", "A", "One of them: id, number, e-mail address or name"))
        .arg(needed("b", "B", "The other"))
        .arg(flag("take-back", "They may be one after all: list them again"))
}

pub(super) fn apart(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (a, b) = both(call, &office, "a", "b")?;
    let back = call.flag("take-back");
    let done = if back { ops::maybe_duplicate(&mut office, a, b)? } else { ops::not_duplicate(&mut office, a, b)? };
    let shown = match (back, done.op.is_some()) {
        (false, true) => t!("Remembered: these are two"),
        (false, false) => t!("That was remembered already"),
        (true, true) => t!("Taken back: these may be one"),
        (true, false) => t!("That was not said of them"),
    };
    call.out.answer(&json!({ "op": done.op.map(|op| op.to_string()), "a": a, "b": b, "distinct": !back }), shown)?;
    Ok(Outcome::Done)
}
