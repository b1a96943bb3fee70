//! `policy comments list`, `add`, `answer` and `remove`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::anchor::{Anchor, Place};
use super::super::body::Body;
use super::super::label::Labels;
use super::super::model::CommentId;
use super::super::ops::comment as ops;
use super::super::store::{self, Comment, NewComment};
use super::{clause_of, document_args, file, meant, needed};
use crate::cli::args::{choice, flag, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::{people, t};

pub(super) fn list_args(c: Command) -> Command {
    document_args(c).arg(flag("open", "Only those without an answer"))
}

/// How a comment holds in a text, in a word, and the label of its clause.
pub(super) fn place(anchor: &Anchor, body: &Body, labels: &Labels) -> (&'static str, String) {
    match anchor.find(body) {
        Place::Whole => ("whole", String::new()),
        Place::Words { clause, .. } => ("found", labels.shown(clause)),
        Place::Moved { clause, .. } => ("moved", labels.shown(clause)),
        Place::Clause(clause) => ("words_gone", labels.shown(clause)),
        Place::Lost => ("lost", String::new()),
    }
}

pub(super) fn as_json(comment: &Comment, body: &Body, labels: &Labels) -> Json {
    let (place, label) = place(&comment.new.anchor, body, labels);
    json!({ "id": comment.id, "clause": comment.new.anchor.clause, "label": label, "quote": comment.new.anchor.quote, "place": place,
        "says": comment.new.says, "by": comment.by, "day": comment.new.day.to_string(), "theme": comment.new.theme,
        "state": comment.state, "answer": comment.answer, "version": comment.version, "response": comment.new.response })
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let (body, mut all) =
        office.read(|conn| Ok((store::working(conn, one.id)?.body, store::comments(conn, one.id)?)))?;
    if call.flag("open") {
        all.retain(|comment| comment.state == "open");
    }
    let labels = Labels::of(&body);
    let json: Vec<Json> = all.iter().map(|comment| as_json(comment, &body, &labels)).collect();
    let out: Vec<String> = all
        .iter()
        .map(|comment| {
            let (place, label) = place(&comment.new.anchor, &body, &labels);
            let words = [
                label,
                comment.new.anchor.quote.clone(),
                comment.new.says.clone(),
                comment.by.clone(),
                comment.state.clone(),
            ];
            let lost = if matches!(place, "lost" | "words_gone") { t!("(its words are gone) ") } else { "" };
            format!(
                "{lost}{}  {}",
                words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
                comment.id
            )
        })
        .collect();
    call.out.answer(&json!({ "document": one.id, "comments": json }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn add_args(c: Command) -> Command {
    document_args(c)
        .arg(needed("says", "TEXT", "What is to be said"))
        .arg(option("clause", "CLAUSE", "The clause it is about: its label, or # and its id"))
        .arg(option("quote", "TEXT", "The words of the clause that it is about"))
        .arg(option("person", "PERSON", "Who says it, of the register (default: who acts)"))
        .arg(option("name", "NAME", "Who says it, by name"))
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let mut anchor = Anchor::default();
    if let Some(typed) = call.text("clause") {
        let clause = clause_of(&office, one.id, typed)?;
        anchor = Anchor::clause(clause);
        if let Some(quote) = call.text("quote") {
            let body = office.read(|conn| store::working(conn, one.id))?.body;
            let text = body.clause(clause).map(|c| c.text.clone()).unwrap_or_default();
            let at = text
                .find(quote)
                .ok_or_else(|| Problem::input(t!("The clause does not say “{quote}”", quote = quote)))?;
            anchor = Anchor::at(clause, &text, at..at + quote.len());
        }
    }
    let person =
        call.text("person").map(|typed| office.read(|conn| people::store::resolve(conn, typed))).transpose()?;
    let name = call
        .text("name")
        .map(str::to_owned)
        .unwrap_or_else(|| if person.is_none() { office.who().to_owned() } else { String::new() });
    let new = NewComment {
        document: one.id,
        response: None,
        anchor,
        says: call.need("says")?.trim().to_owned(),
        person,
        name,
        day: office.today(),
        theme: String::new(),
    };
    let done = ops::add(&mut office, &new)?;
    office.close()?;
    call.out.answer(&json!({ "id": done.value, "op": done.op }), t!("Noted"))?;
    Ok(Outcome::Done)
}

pub(super) fn one_args(c: Command) -> Command {
    c.arg(file()).arg(needed("id", "ID", "Its id, as `list` ends its lines with"))
}

pub(super) fn answer_args(c: Command) -> Command {
    one_args(c)
        .arg(
            choice("state", "STATE", "What became of it", ["open", "taken", "partly", "not_taken", "noted"])
                .required(true),
        )
        .arg(option("answer", "TEXT", "What is answered"))
        .arg(option("theme", "TEXT", "Under which theme it stands"))
        .arg(option("version", "N", "The version in which something changed for it"))
}

pub(super) fn answer(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: CommentId = call.need("id")?.parse()?;
    let before = office.read(|conn| store::comment(conn, id))?;
    let answer = ops::Answer {
        state: call.need("state")?.to_owned(),
        answer: call.text("answer").map_or(before.answer, str::to_owned),
        theme: call.text("theme").map_or(before.new.theme, str::to_owned),
        version: call.number("version")?,
    };
    let done = ops::answer(&mut office, id, &answer)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "state": answer.state, "op": done.op }), t!("Answered"))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: CommentId = call.need("id")?.parse()?;
    let done = ops::remove(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
