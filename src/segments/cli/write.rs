//! `segments new`, `change`, `delete`.

use clap::Command;
use serde_json::json;

use super::super::model::{Group, NewSegment, SegmentId};
use super::super::{ops, store};
use super::{asking_args, file, given, merge, name, option, told_json};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, text};
use crate::office::Office;
use crate::office::condition::Asking;
use crate::t;

pub(super) fn new_args(c: Command) -> Command {
    asking_args(c.arg(file()).arg(name().required(true))).arg(option("note", "TEXT", "A note")).arg(option(
        "like",
        "OTHER",
        "Begin with what another segment asks",
    ))
}

pub(super) fn change_args(c: Command) -> Command {
    asking_args(c.arg(file()).arg(name().required(true))).arg(option("rename", "NEW-NAME", "Another name")).arg(option(
        "note",
        "TEXT",
        "Another note",
    ))
}

pub(super) fn delete_args(c: Command) -> Command {
    c.arg(file()).arg(name().required(true))
}

pub(super) fn new(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let tree = office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        match (given(call, &asking)?, call.text("like")) {
            (Some(_), Some(_)) => Err(Problem::usage("Give either --like, or what is asked")),
            (Some(tree), None) => Ok(tree),
            (None, Some(other)) => store::tree(&asking, call.setup.conditions, &store::find(conn, other)?),
            // It says nothing yet, and so holds everybody.
            (None, None) => Ok(Group::default()),
        }
    })?;
    let new = NewSegment {
        name: call.need("name")?.to_owned(),
        note: call.text("note").unwrap_or_default().to_owned(),
        tree,
    };
    let done = ops::add(&mut office, &new)?;
    answer(call, &office, done.value, done.op.map(|op| op.to_string()))?;
    office.close()?;
    Ok(Outcome::Done)
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let given_name = call.need("name")?.to_owned();
    let (stored, tree) = office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        Ok((store::find(conn, &given_name)?, given(call, &asking)?))
    })?;
    let name = call.text("rename").unwrap_or(&stored.name).to_owned();
    let note = call.text("note").unwrap_or(&stored.note).to_owned();
    let op = match tree {
        Some(tree) => ops::change(&mut office, stored.id, &NewSegment { name, note, tree })?.op,
        None => ops::rename(&mut office, stored.id, &name, &note)?.op,
    };
    answer(call, &office, stored.id, op.map(|op| op.to_string()))?;
    office.close()?;
    Ok(Outcome::Done)
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let name = call.need("name")?.to_owned();
    let stored = office.read(|conn| store::find(conn, &name))?;
    let done = ops::delete(&mut office, stored.id)?;
    let said = t!("Deleted the segment “{name}”; the people in it stay", name = stored.name);
    call.out.answer(&json!({ "op": done.op, "deleted": stored.id }), &said)?;
    office.close()?;
    Ok(Outcome::Done)
}

fn answer(call: &mut Call<'_>, office: &Office, id: SegmentId, op: Option<String>) -> Result<()> {
    let (stored, told) = office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        let stored = store::get(conn, id)?;
        // One that asks what this program does not know can still be renamed.
        let told = store::tree(&asking, call.setup.conditions, &stored).and_then(|tree| store::told(&asking, &tree));
        Ok((stored, told))
    })?;
    let mut document = json!({ "op": op, "id": stored.id, "name": stored.name, "note": stored.note });
    let said = match told {
        Ok(told) => {
            let says = told.words.says.clone();
            let people = text::plural(told.people, t!("person"), t!("people"));
            merge(&mut document, told_json(&told));
            format!("{}: {people}\n  {says}", stored.name)
        }
        Err(problem) => {
            merge(&mut document, json!({ "problem": problem.to_string() }));
            format!("{}\n  {problem}", stored.name)
        }
    };
    call.out.answer(&document, &said)
}
