//! `letters list`, `show`, `save`, `remove`, `fields` and `whom`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Envelope, FieldProblem, Letter, LetterForm};
use super::super::{ops, store};
use super::{file, flag, mailings, one, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::profile::PaperSize;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn one_args(c: Command) -> Command {
    one(c)
}

fn as_json(letter: &Letter) -> Json {
    json!({
        "id": letter.id,
        "key": letter.key,
        "title": letter.title,
        "about": letter.about,
        "heading": letter.heading,
        "body": letter.body,
        "paper": letter.paper.map(PaperSize::name),
        "envelope": letter.envelope.map(Envelope::key),
        "signed": letter.signed,
        "original": letter.is_original(),
        "changed": letter.is_changed(),
    })
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let letters = office.read(store::all)?;
    let line = |letter: &Letter| {
        let whose = if letter.is_original() {
            t!("comes with the program")
        } else if letter.is_changed() {
            t!("changed")
        } else {
            t!("own")
        };
        format!("{:<36} {whose:<24} {}", letter.title, letter.about)
    };
    let text: Vec<String> = letters.iter().map(line).collect();
    call.out.answer(&json!({ "letters": letters.iter().map(as_json).collect::<Vec<_>>() }), &text.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let letter = office.read(|conn| store::named(conn, call.need("letter")?))?;
    let text = format!("{}\n\n{}\n\n{}", letter.title, letter.heading, letter.body);
    call.out.answer(&as_json(&letter), &text)?;
    Ok(Outcome::Done)
}

pub(super) fn save_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("letter", "LETTER", "The letter to change, by its title; without it a new one"))
        .arg(option("title", "TEXT", "The title"))
        .arg(option("heading", "TEXT", "In strong letters above the text"))
        .arg(option("text", "TEXT", "What it says").conflicts_with("text-file"))
        .arg(option("text-file", "FILE.txt", "A file with what it says"))
        .arg(option("paper", "PAPER", "A4 or Letter; empty for the office’s own"))
        .arg(option("envelope", "KIND", "none, dl, din_a, din_b or us10; empty for the usual one"))
        .arg(flag("signed", "The office’s signature stands below it").conflicts_with("unsigned"))
        .arg(flag("unsigned", "No signature stands below it"))
}

pub(super) fn save(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let old = match call.text("letter") {
        Some(name) => office.read(|conn| store::named(conn, name))?,
        None => Letter { signed: true, ..Letter::default() },
    };
    let mut form = LetterForm::of(&old);
    for (name, field) in [
        ("title", &mut form.title),
        ("heading", &mut form.heading),
        ("text", &mut form.body),
        ("paper", &mut form.paper),
        ("envelope", &mut form.envelope),
    ] {
        if let Some(typed) = call.text(name) {
            typed.clone_into(field);
        }
    }
    if let Some(path) = call.text("text-file") {
        form.body = std::fs::read_to_string(path)
            .map_err(|e| Problem::file(t!("The text could not be read: {path}", path = path)).because(e))?;
    }
    form.signed = (form.signed || call.flag("signed")) && !call.flag("unsigned");
    let mailings = mailings(call);
    let known: Vec<String> =
        office.read(|conn| store::fields(conn, &mailings))?.into_iter().map(|field| field.name).collect();
    let letter = form.parse(&old, &known).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::save(&mut office, &letter)?;
    let letter = office.read(|conn| store::find(conn, &done.value.to_string()))?;
    office.close()?;
    let mut document = as_json(&letter);
    if let Json::Object(fields) = &mut document {
        fields.insert("op".into(), json!(done.op));
    }
    call.out.answer(&document, &t!("Saved the letter “{title}”", title = letter.title))?;
    Ok(Outcome::Done)
}

fn wrong_fields(problems: &[FieldProblem]) -> Problem {
    let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.field, p.message)).collect();
    Problem::input(t!("The letter was not saved. {problems}", problems = said.join("; ")))
        .hint(t!("`letters fields FILE` lists what can stand in braces"))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let letter = office.read(|conn| store::named(conn, call.need("letter")?))?;
    let done = ops::remove(&mut office, &letter)?;
    office.close()?;
    let text = if letter.is_changed() {
        t!("“{title}” is again as it came with the program", title = letter.title)
    } else {
        t!("Removed the letter “{title}”", title = letter.title)
    };
    call.out.answer(&json!({ "op": done.op, "title": letter.title }), &text)?;
    Ok(Outcome::Done)
}

pub(super) fn fields(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let mailings = mailings(call);
    let fields = office.read(|conn| store::fields(conn, &mailings))?;
    let text: Vec<String> = fields.iter().map(|f| format!("{:<24} {}", format!("{{{}}}", f.name), f.says)).collect();
    let list: Vec<Json> = fields.iter().map(|f| json!({ "name": f.name, "says": f.says })).collect();
    call.out.answer(&json!({ "fields": list }), &text.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn whom(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let mailings = mailings(call);
    let mut list = Vec::new();
    let mut text = Vec::new();
    for audience in store::audiences(&mailings) {
        let choices = audience.choices.map(|choices| office.read(choices)).transpose()?;
        text.push(format!("{:<16} {}", audience.key, (audience.says)()));
        for (key, words) in choices.iter().flatten() {
            text.push(format!("{:<16}   {}:{}", "", audience.key, if words.is_empty() { key } else { words }));
        }
        let choices = choices
            .map(|all| all.into_iter().map(|(key, words)| json!({ "key": key, "says": words })).collect::<Vec<_>>());
        list.push(json!({ "key": audience.key, "says": (audience.says)(), "choices": choices }));
    }
    call.out.answer(&json!({ "whom": list }), &text.join("\n"))?;
    Ok(Outcome::Done)
}
