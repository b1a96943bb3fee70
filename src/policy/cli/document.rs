//! `policy list`, `show`, `new`, `change` and `remove`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::NewDocument;
use super::super::{ops::document as ops, store};
use super::{add_field, document_args, document_json, document_line, file, meant, needed, version_json};
use crate::cli::args::{flag, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, day};
use crate::office::Office;
use crate::{meetings, people, t};

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("kind", "KIND", "Only of a kind of the workflow"))
        .arg(option("stage", "STAGE", "Only at a stage of the workflow"))
        .arg(option("text", "TEXT", "Only with this in title, topic or summary"))
        .arg(flag("open", "Only those that are neither in force nor ended"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (all, flow) = office.read(|conn| Ok((store::documents(conn)?, store::workflow(conn)?)))?;
    let words = call.text("text").map(crate::kit::fold::fold).unwrap_or_default();
    let (kind, stage, open) = (call.text("kind"), call.text("stage"), call.flag("open"));
    let shown: Vec<_> = all
        .iter()
        .filter(|one| {
            let at = flow.stage(&one.stage);
            kind.is_none_or(|kind| one.new.kind == kind)
                && stage.is_none_or(|stage| one.stage == stage)
                && !(open && (at.ended || at.force))
                && crate::kit::fold::fold(&format!("{} {} {}", one.called(&flow), one.new.topic, one.new.summary))
                    .contains(&words)
        })
        .collect();
    let out = if shown.is_empty() {
        t!("No documents. `policy new` begins one, `policy import` brings one in").to_owned()
    } else {
        shown.iter().map(|one| document_line(one, &flow)).collect::<Vec<_>>().join("\n")
    };
    let list: Vec<Json> = shown.iter().map(|one| document_json(one, &flow)).collect();
    call.out.answer(&json!({ "documents": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn one_args(c: Command) -> Command {
    document_args(c)
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let today = office.today();
    let (flow, versions, taken, force, facts) = office.read(|conn| {
        let flow = store::workflow(conn)?;
        let facts = store::facts(conn, &one, &flow, today)?;
        Ok((flow, store::versions(conn, one.id)?, store::taken(conn, one.id)?, store::force(conn, one.id)?, facts))
    })?;
    let mut document = document_json(&one, &flow);
    add_field(&mut document, "majority", json!(flow.kind(&one.new.kind).majority));
    add_field(&mut document, "unsaved", json!(facts.unsaved));
    add_field(&mut document, "version_list", json!(versions.iter().map(version_json).collect::<Vec<_>>()));
    let steps: Vec<Json> = taken
        .iter()
        .map(|step| {
            json!({ "id": step.id, "from": step.from, "to": step.to, "day": step.day.to_string(), "by": step.who, "version": step.version,
                "meeting": step.meeting, "decision": step.decision, "vote": step.vote, "note": step.note })
        })
        .collect();
    add_field(&mut document, "steps", json!(steps));
    let holds = force.iter().map(|f| json!({ "version": f.version, "from": f.from.to_string(), "origin": f.origin }));
    add_field(&mut document, "force", json!(holds.collect::<Vec<_>>()));
    let next: Vec<Json> = flow
        .steps(&one.stage, &one.new.kind)
        .iter()
        .map(|step| {
            let asks = crate::policy::ops::step::asks_decision(step);
            let facts = crate::policy::model::workflow::Facts { has_decision: asks, ..facts.clone() };
            json!({ "to": step.to, "name": step.name, "missing": crate::policy::ops::step::unmet(step, &facts), "asks_decision": asks })
        })
        .collect();
    add_field(&mut document, "next", json!(next));
    let mut out = vec![document_line(&one, &flow)];
    if !one.new.summary.is_empty() {
        out.push(one.new.summary.clone());
    }
    out.extend(versions.iter().map(|v| {
        format!(
            "  {} · {} · {} · {}",
            v.called(),
            day::short(v.day),
            v.who,
            v.sha256.chars().take(12).collect::<String>()
        )
    }));
    out.extend(taken.iter().map(|step| {
        let words =
            [day::short(step.day), flow.stage(&step.to).name, step.vote.clone(), step.note.clone(), step.who.clone()];
        format!("  {}", words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "))
    }));
    for step in flow.steps(&one.stage, &one.new.kind) {
        out.push(t!("  next: {name} ({to})", name = step.name, to = step.to));
    }
    call.out.answer(&document, &out.join("\n"))?;
    Ok(Outcome::Done)
}

fn fields(c: Command) -> Command {
    c.arg(option("topic", "TEXT", "What it is about, in a word or two"))
        .arg(option("summary", "TEXT", "What it comes to, in a few sentences"))
        .arg(option("group", "BODY", "The group that drafts it, of the bodies of meetings"))
        .arg(option("lead", "PERSON", "Who brought it, of the register"))
        .arg(option("lead-name", "NAME", "Who brought it, by name"))
        .arg(option("deadline", "D", "The last day on which amendments are taken"))
        .arg(option("review-on", "D", "When it is looked at again"))
}

fn put(call: &Call<'_>, office: &Office, new: &mut NewDocument) -> Result<()> {
    for (name, field) in [
        ("topic", &mut new.topic),
        ("summary", &mut new.summary),
        ("lead-name", &mut new.lead_name),
        ("title", &mut new.title),
        ("kind", &mut new.kind),
    ] {
        if let Some(text) = call.text(name) {
            text.trim().clone_into(field);
        }
    }
    if let Some(typed) = call.text("group") {
        new.body = match typed.trim() {
            "" => None,
            typed => Some(office.read(|conn| meetings::store::body_called(conn, typed))?.id),
        };
    }
    if let Some(typed) = call.text("lead") {
        if call.text("lead-name").is_none() {
            new.lead_name.clear();
        }
        new.lead = match typed.trim() {
            "" => None,
            typed => Some(office.read(|conn| people::store::resolve(conn, typed))?),
        };
    } else if call.text("lead-name").is_some() {
        // Who brought it is one person: a name takes the place of somebody of the register.
        new.lead = None;
    }
    if call.text("deadline").is_some() {
        new.deadline = call.day("deadline")?;
    }
    if call.text("review-on").is_some() {
        new.review_on = call.day("review-on")?;
    }
    Ok(())
}

/// What `new` and `import` say of a document.
pub(super) fn new_fields(c: Command) -> Command {
    fields(c).arg(option("kind", "KIND", "Its kind, of the workflow (default: policy)")).arg(option(
        "stage",
        "STAGE",
        "Where it begins (default: the first stage)",
    ))
}

pub(super) fn told(call: &Call<'_>, office: &Office, title: &str) -> Result<NewDocument> {
    let mut new = NewDocument { kind: "policy".to_owned(), title: title.trim().to_owned(), ..NewDocument::default() };
    put(call, office, &mut new)?;
    Ok(new)
}

pub(super) fn new_args(c: Command) -> Command {
    new_fields(c.arg(file()).arg(needed("title", "TITLE", "What it is called")))
}

pub(super) fn new(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let new = told(call, &office, call.need("title")?)?;
    let done = ops::new(&mut office, &new, call.text("stage"))?;
    answer(call, office, done.value, json!(done.op))
}

pub(super) fn change_args(c: Command) -> Command {
    fields(document_args(c)).arg(option("title", "TITLE", "What it is called")).arg(option(
        "kind",
        "KIND",
        "Its kind, while it has no number",
    ))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let mut new = one.new.clone();
    put(call, &office, &mut new)?;
    let done = ops::change(&mut office, one.id, &new)?;
    answer(call, office, one.id, json!(done.op))
}

/// Closes the office and says how a document is now.
pub(super) fn answer(
    call: &mut Call<'_>,
    office: Office,
    id: super::super::model::DocumentId,
    op: Json,
) -> Result<Outcome> {
    let (one, flow) = office.read(|conn| Ok((store::document(conn, id)?, store::workflow(conn)?)))?;
    office.close()?;
    let mut document = document_json(&one, &flow);
    add_field(&mut document, "op", op);
    call.out.answer(&document, &document_line(&one, &flow))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let done = ops::remove(&mut office, one.id)?;
    office.close()?;
    call.out.answer(&json!({ "id": one.id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
