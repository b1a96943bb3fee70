//! `letters preview`, `print` and `merge`.

use std::sync::atomic::AtomicBool;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Letter, PersonId, Plan};
use super::super::{ops, printing, store};
use super::{asked, flag, mailings, one, plan_json, plan_text, whom_args};
use crate::cli::args::must_write;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;

pub(super) fn preview_args(c: Command) -> Command {
    whom_args(one(c))
}

pub(super) fn print_args(c: Command) -> Command {
    must_write(whom_args(one(c)), "to", "OUT.pdf", "The file; long runs are written in volumes beside it")
        .arg(flag("note", "Note in the log of each person that the letter went out"))
}

pub(super) fn merge_args(c: Command) -> Command {
    must_write(whom_args(one(c)), "to", "OUT.csv|.xlsx", "The file")
}

/// The letter and who gets it.
fn planned(call: &Call<'_>, office: &Office) -> Result<(Letter, Plan)> {
    let letter = office.read(|conn| store::named(conn, call.need("letter")?))?;
    let asked = asked(call, office, None)?;
    let plan = printing::plan_letters(office, &mailings(call), &asked, &|_| &letter)?;
    Ok((letter, plan))
}

/// Lines of a pasted list that are nobody make the command end as one with problems; the others are written to.
fn ended(plan: &Plan) -> Outcome {
    if plan.unknown.is_empty() { Outcome::Done } else { Outcome::Problems }
}

pub(super) fn preview(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (letter, plan) = planned(call, &office)?;
    let first = match plan.to.first() {
        Some(to) => Some(printing::preview(&office, &mailings(call), &letter, to)?),
        None => None,
    };
    let mut document = plan_json(&plan);
    document.insert("letter".into(), json!(letter.title));
    let said = first.as_ref().map(|p| {
        json!({ "name": p.to.name, "address": p.to.lines, "heading": p.written.heading, "body": p.written.body,
            "empty_fields": p.empty })
    });
    document.insert("first".into(), json!(said));
    let mut text = t!("{letters} would be written", letters = printing::count_letters(plan.to.len()));
    if let Some(first) = &first {
        let address = first.to.in_full().join("\n");
        text.push_str(&format!("\n\n{address}\n\n{}\n\n{}\n", first.written.heading, first.written.body));
        if !first.empty.is_empty() {
            text.push_str(&t!("\nEmpty for this person: {fields}\n", fields = first.empty.join(", ")));
        }
    }
    text.push_str(&format!("\n{}", plan_text(&plan)));
    call.out.answer(&Json::Object(document), &text)?;
    Ok(ended(&plan))
}

pub(super) fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let note = call.flag("note");
    let mut office = if note { call.office()? } else { call.office_to_read()? };
    let (letter, plan) = planned(call, &office)?;
    nobody(&plan)?;
    let cancel = AtomicBool::new(false);
    let files =
        printing::letters(&office, &mailings(call), &plan, &[&letter], &|_| &letter, &to, &mut |_| {}, &cancel)?;
    let mut document = plan_json(&plan);
    document.insert("letter".into(), json!(letter.title));
    document.insert("files".into(), json!(files));
    if note {
        let people: Vec<PersonId> = plan.people().collect();
        let done = ops::note(&mut office, &people, &letter.title).map_err(|problem| {
            let text = t!("The letters are written, but could not be noted: {why}", why = problem.message);
            Problem::new(problem.kind, text).because(problem)
        })?;
        document.insert("op".into(), json!(done.op));
        document.insert("noted".into(), json!(done.value));
    }
    office.close()?;
    let text = t!(
        "Wrote {letters}: {path}\n{left}",
        letters = printing::count_letters(plan.to.len()),
        path = files.first().unwrap_or(&to).display(),
        left = plan_text(&plan)
    );
    call.out.answer(&Json::Object(document), &text)?;
    Ok(ended(&plan))
}

/// Refuses to write a file for nobody, and says who is left out.
fn nobody(plan: &Plan) -> Result<()> {
    if plan.to.is_empty() {
        return Err(Problem::input(t!("There is nobody to write to, so no file was written")).hint(plan_text(plan)));
    }
    Ok(())
}

pub(super) fn merge(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let (letter, plan) = planned(call, &office)?;
    nobody(&plan)?;
    let rows = printing::merge_file(&office, &mailings(call), &plan, &[], &to, &mut |_| {})?;
    let mut document = plan_json(&plan);
    document.insert("letter".into(), json!(letter.title));
    document.insert("rows".into(), json!(rows));
    document.insert("file".into(), json!(to));
    let text = t!("Wrote {rows} rows: {path}\n{left}", rows = rows, path = to.display(), left = plan_text(&plan));
    call.out.answer(&Json::Object(document), &text)?;
    Ok(ended(&plan))
}
