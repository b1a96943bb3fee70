//! `policy values list`, `set` and `mark`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::{ops::value as ops, store};
use super::{document_args, file, meant, needed};
use crate::cli::args::{choice, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::Result;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(option("document", "DOCUMENT", "With how this document stands to each"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    if call.text("document").is_none() {
        let all = office.read(store::values)?;
        let json: Vec<Json> = all
            .iter()
            .map(|v| json!({ "id": v.id, "title": v.title, "kind": v.kind, "about": v.about, "ended": v.ended }))
            .collect();
        let out: Vec<String> = all.iter().map(|v| format!("{} · {} · {}", v.title, v.kind, v.about)).collect();
        call.out.answer(&json!({ "values": json }), &out.join("\n"))?;
        return Ok(Outcome::Done);
    }
    let one = meant(call, &office)?;
    let all = office.read(|conn| store::marks(conn, one.id))?;
    let json: Vec<Json> = all
        .iter()
        .map(|m| json!({ "title": m.value.title, "kind": m.value.kind, "mark": m.mark, "why": m.why }))
        .collect();
    let out: Vec<String> = all
        .iter()
        .map(|m| {
            format!("{} · {} · {}", m.value.title, if m.mark.is_empty() { t!("not marked") } else { &m.mark }, m.why)
        })
        .collect();
    call.out.answer(&json!({ "document": one.id, "values": json }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn set_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("title", "TITLE", "The value or aim in a few words; one that is there is changed"))
        .arg(choice("kind", "KIND", "What it is", ["value", "aim"]))
        .arg(option("about", "TEXT", "What is meant by it"))
        .arg(yes_no("ended", "Whether it no longer holds"))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let title = call.need("title")?.to_owned();
    let folded = crate::kit::fold::fold(&title);
    let known = office.read(store::values)?.into_iter().find(|v| crate::kit::fold::fold(&v.title) == folded);
    let mut value = known.unwrap_or(store::Value { title, kind: "value".to_owned(), ..store::Value::default() });
    if let Some(kind) = call.text("kind") {
        kind.clone_into(&mut value.kind);
    }
    if let Some(about) = call.text("about") {
        about.clone_into(&mut value.about);
    }
    if let Some(ended) = call.text("ended") {
        value.ended = ended == "yes";
    }
    let done = ops::set(&mut office, &value)?;
    office.close()?;
    call.out.answer(
        &json!({ "id": done.value, "title": value.title, "op": done.op }),
        &t!("Set: {title}", title = value.title),
    )?;
    Ok(Outcome::Done)
}

pub(super) fn mark_args(c: Command) -> Command {
    document_args(c)
        .arg(needed("value", "VALUE", "The value or aim"))
        .arg(choice("mark", "MARK", "How it stands to it", ["serves", "neutral", "against"]).required(true))
        .arg(option("why", "TEXT", "Why"))
}

pub(super) fn mark(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let value = office.read(|conn| store::find_value(conn, call.need("value")?))?;
    let (mark, why) = (call.need("mark")?.to_owned(), call.text("why").unwrap_or_default().to_owned());
    let id = value.id.ok_or_else(|| crate::kit::Problem::defect(t!("A value without an id")))?;
    let done = ops::mark(&mut office, one.id, id, &mark, &why)?;
    office.close()?;
    call.out.answer(&json!({ "document": one.id, "value": value.title, "mark": mark, "op": done.op }), t!("Marked"))?;
    Ok(Outcome::Done)
}
