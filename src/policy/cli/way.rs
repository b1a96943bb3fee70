//! `policy step`, `check` and `workflow`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::Taking;
use super::super::model::workflow::built_in;
use super::super::{ops::step as ops, store};
use super::document::answer;
use super::{document_args, file, meant, version_of};
use crate::cli::args::{flag, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::{meetings, t};

pub(super) fn step_args(c: Command) -> Command {
    document_args(c)
        .arg(super::needed("to", "STAGE", "The stage it goes to, as `policy show` lists what comes next"))
        .arg(option("on", "D", "The day it was, or from when it is in force (default: today)"))
        .arg(option("version", "VERSION", "Which version it is about (default: the newest)"))
        .arg(option("meeting", "MEETING", "The meeting: its id, its day, or its body"))
        .arg(option("decision", "ID", "The decision of the register, by its id or number"))
        .arg(option("vote", "TEXT", "How the vote went, where no decision says it: “12 for, 3 against”"))
        .arg(option("note", "TEXT", "What to know about it; of a version in force: by what it is"))
        .arg(option("superseded-by", "DOCUMENT", "What stands in its place"))
}

pub(super) fn step(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let today = office.today();
    let decision = call.text("decision").map(|typed| {
        office.read(|conn| {
            let found = meetings::store::decisions(conn)?
                .into_iter()
                .find(|d| d.id.to_string() == typed.trim() || d.number == typed.trim());
            found.ok_or_else(|| Problem::input(t!("The register has no decision “{number}”", number = typed)))
        })
    });
    let taking = Taking {
        to: call.need("to")?.to_owned(),
        day: call.day("on")?,
        version: version_of(call, &office, one.id, "version")?.map(|v| v.id),
        meeting: call
            .text("meeting")
            .map(|typed| office.read(|conn| meetings::store::meeting_called(conn, typed, today)))
            .transpose()?
            .map(|m| m.id),
        decision: decision.transpose()?.map(|d| d.id),
        vote: call.text("vote").unwrap_or_default().to_owned(),
        note: call.text("note").unwrap_or_default().to_owned(),
        superseded_by: call
            .text("superseded-by")
            .map(|typed| office.read(|conn| store::find_document(conn, typed)))
            .transpose()?
            .map(|d| d.id),
    };
    let done = ops::step(&mut office, one.id, &taking)?;
    answer(call, office, one.id, json!(done.op))
}

pub(super) fn check_args(c: Command) -> Command {
    document_args(c)
        .arg(option("point", "KEY", "The point to settle; without it the checklist is shown"))
        .arg(option("done", "TEXT", "How it was settled"))
        .arg(option("not-needed", "TEXT", "Why it is not needed"))
        .arg(flag("reopen", "Open it again"))
}

pub(super) fn check(call: &mut Call<'_>) -> Result<Outcome> {
    let Some(point) = call.text("point").map(str::to_owned) else {
        let office = call.office_to_read()?;
        let one = meant(call, &office)?;
        return show_list(call, &office, &one);
    };
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let (state, says) = match (call.text("done"), call.text("not-needed"), call.flag("reopen")) {
        (Some(says), None, false) => ("done", says.to_owned()),
        (None, Some(says), false) => ("not_needed", says.to_owned()),
        (None, None, true) => ("", String::new()),
        _ => return Err(Problem::usage(t!("Say one of --done, --not-needed and --reopen"))),
    };
    ops::check(&mut office, one.id, &point, state, &says)?;
    let outcome = show_list(call, &office, &one)?;
    office.close()?;
    Ok(outcome)
}

fn show_list(call: &mut Call<'_>, office: &crate::office::Office, one: &super::Document) -> Result<Outcome> {
    let list = office.read(|conn| store::checklist(conn, one.id, &store::workflow(conn)?))?;
    let json: Vec<Json> = list
        .iter()
        .map(|s| json!({ "point": s.point.key, "name": s.point.name, "about": s.point.about, "state": s.state, "says": s.says, "by": s.by }))
        .collect();
    let out: Vec<String> = list
        .iter()
        .map(|s| match s.state.as_str() {
            "" => format!("[ ] {}: {} ({})", s.point.name, s.point.about, s.point.key),
            "done" => format!("[x] {}: {} ({})", s.point.name, s.says, s.by),
            _ => format!("[-] {}: {} ({})", s.point.name, s.says, s.by),
        })
        .collect();
    call.out.answer(&json!({ "document": one.id, "checklist": json }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn show_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let flow = office.read(store::workflow)?;
    call.out.answer(&json!({ "workflow": flow, "own": flow != *built_in() }), &flow.to_toml())?;
    Ok(Outcome::Done)
}

pub(super) fn set_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("from", "WORKFLOW.toml", "The workflow, as `policy workflow show` prints one"))
        .arg(flag("built-in", "Take the own one away"))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let own = match (call.text("from").is_some(), call.flag("built-in")) {
        (true, false) => {
            let path = call.path("from")?;
            let unread =
                |e| Problem::file(t!("The workflow could not be read: {file}", file = path.display())).because(e);
            Some(std::fs::read_to_string(&path).map_err(unread)?)
        }
        (false, true) => None,
        _ => return Err(Problem::usage(t!("Say either --from or --built-in"))),
    };
    let mut office = call.office()?;
    let done = ops::set_workflow(&mut office, own.as_deref())?;
    office.close()?;
    call.out.answer(&json!({ "own": own.is_some(), "op": done.op }), t!("Set"))?;
    Ok(Outcome::Done)
}
