//! `events kinds list`, `show`, `set` and `remove`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::template::{Template, built_in};
use super::super::{ops::kind as ops, store};
use super::{add_field, file, needed};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

fn as_json(kind: &Template) -> Json {
    let own = !built_in().contains(kind);
    json!({ "key": kind.key, "name": kind.name, "purpose": kind.purpose, "measure": kind.measure, "roles": kind.roles,
        "checks": kind.checks, "own": own,
        "tasks": kind.tasks.iter().map(|task| json!({ "days": task.days, "task": task.task })).collect::<Vec<_>>() })
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(store::kinds)?;
    let out: Vec<String> =
        all.iter().map(|kind| format!("{:<16} {:<24} {}", kind.key, kind.name, kind.purpose)).collect();
    call.out.answer(&json!({ "kinds": all.iter().map(as_json).collect::<Vec<_>>() }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn one_args(c: Command) -> Command {
    c.arg(file()).arg(needed("kind", "KIND", "Its key, as `events kinds list` begins its lines with"))
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let key = call.need("kind")?;
    let found = office.read(store::kinds)?.into_iter().find(|kind| kind.key == key);
    let kind = found.ok_or_else(|| Problem::input(t!("There is no kind of event “{kind}”", kind = key)))?;
    call.out.answer(&as_json(&kind), &kind.to_toml())?;
    Ok(Outcome::Done)
}

pub(super) fn set_args(c: Command) -> Command {
    c.arg(file()).arg(needed("template", "TEMPLATE.toml", "The template, as `events kinds show` prints one"))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let path = call.path("template")?;
    let text = std::fs::read_to_string(&path)
        .map_err(|e| Problem::file(t!("The template could not be read: {file}", file = path.display())).because(e))?;
    let kind = Template::read(&text)?;
    let mut office = call.office()?;
    let done = ops::set(&mut office, &kind)?;
    office.close()?;
    let mut document = as_json(&kind);
    add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &t!("Set: {name}", name = kind.name))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let key = call.need("kind")?.to_owned();
    let done = ops::remove(&mut office, &key)?;
    office.close()?;
    call.out.answer(&json!({ "key": key, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
