//! `people log` and its kin: what a secretary notes, and what of it wants doing.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::log::{LogForm, LogId, LogKind, Logged, Mood};
use super::super::model::PersonId;
use super::super::{ops, store};
use super::person::{one_args, refused, who};
use super::{choice, file, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, day};
use crate::office::{Office, profile};
use crate::t;

const TEXTS: [(&str, &str, &str); 8] = [
    ("day", "D", "The day (today)"),
    (
        "how",
        "HOW",
        "phone, visit, e-mail, letter, message, meeting; for an interest do, give or stand; or any other word",
    ),
    ("who", "NAME", "Who spoke with them, or whose concern it is (who acts)"),
    ("about", "TEXT", "About what, for what, or what they would do"),
    ("next", "TEXT", "The next step"),
    ("due", "D", "By when"),
    ("tags", "TAGS", "Of feedback: words it is counted by, with commas between"),
    ("appeal", "APPEAL", "Of feedback: the appeal it is about"),
];

fn mood_arg() -> Arg {
    choice("mood", "MOOD", "Of feedback: how it was meant", Mood::SAID.map(Mood::key))
}

fn line_args(c: Command) -> Command {
    c.args(TEXTS.map(|(name, value, help)| option(name, value, help))).arg(mood_arg())
}

pub(super) fn log_args(c: Command) -> Command {
    let kinds = LogKind::ALL.map(LogKind::key);
    line_args(one_args(c)).arg(choice("kind", "KIND", "What it is", kinds).default_value("contact"))
}

fn id_arg() -> Arg {
    needed("note", "NOTE-ID", "As `people log` lists it")
}

pub(super) fn change_args(c: Command) -> Command {
    line_args(c.arg(file()).arg(id_arg()))
}

pub(super) fn done_args(c: Command) -> Command {
    c.arg(file()).arg(id_arg()).arg(option("outcome", "TEXT", "What came of it"))
}

pub(super) fn remove_args(c: Command) -> Command {
    c.arg(file()).arg(id_arg())
}

pub(super) fn open_args(c: Command) -> Command {
    c.arg(file())
}

fn put(call: &Call<'_>, form: &mut LogForm) {
    for (name, field) in [
        ("day", &mut form.day),
        ("how", &mut form.how),
        ("who", &mut form.who),
        ("about", &mut form.about),
        ("next", &mut form.step),
        ("due", &mut form.due),
        ("mood", &mut form.mood),
        ("tags", &mut form.tags),
        ("appeal", &mut form.appeal),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
}

/// Notes a line; without `--about`, lists what was noted.
pub(super) fn log(call: &mut Call<'_>) -> Result<Outcome> {
    if call.text("about").is_none() {
        let office = call.office_to_read()?;
        let id = who(call, &office)?;
        return answer(call, &office, id, None);
    }
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let kind = call.text("kind").and_then(LogKind::of).unwrap_or_default();
    let mut form = LogForm::new(kind, office.today(), office.who());
    put(call, &mut form);
    let line = form.parse(office.today(), office.read(profile::get)?.month_first).map_err(|p| refused(&p))?;
    let done = ops::log(&mut office, id, &line)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: LogId = call.need("note")?.parse()?;
    let (person, known) = office.read(|conn| store::log_line(conn, id))?;
    let mut form = LogForm::from(&known.line);
    put(call, &mut form);
    let mut line = form.parse(office.today(), office.read(profile::get)?.month_first).map_err(|p| refused(&p))?;
    // What is closed stays closed unless there is a new step.
    line.open &= known.line.open || line.step != known.line.step;
    let done = ops::change_log(&mut office, id, &line)?;
    answer(call, &office, person, done.op.map(|op| op.to_string()))
}

pub(super) fn close(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: LogId = call.need("note")?.parse()?;
    let (person, _) = office.read(|conn| store::log_line(conn, id))?;
    let outcome = call.text("outcome").unwrap_or("").to_owned();
    let done = ops::close_log(&mut office, id, &outcome)?;
    answer(call, &office, person, done.op.map(|op| op.to_string()))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: LogId = call.need("note")?.parse()?;
    let (person, _) = office.read(|conn| store::log_line(conn, id))?;
    let done = ops::remove_log(&mut office, id)?;
    answer(call, &office, person, done.op.map(|op| op.to_string()))
}

/// Everything that wants doing, by its day.
pub(super) fn open(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(store::open_log)?;
    let documents: Vec<Json> = all
        .iter()
        .map(|(person, name, logged)| json!({ "person": person, "name": name, "note": as_json(logged) }))
        .collect();
    let lines: Vec<String> = all.iter().map(|(_, name, logged)| format!("{name}: {}", in_words(logged))).collect();
    let text = if lines.is_empty() { t!("Nothing wants doing").to_owned() } else { lines.join("\n") };
    call.out.answer(&json!({ "open": documents }), &text)?;
    Ok(Outcome::Done)
}

fn answer(call: &mut Call<'_>, office: &Office, id: PersonId, op: Option<String>) -> Result<Outcome> {
    let log = office.read(|conn| store::log_of(conn, id))?;
    let lines: Vec<String> = log.iter().map(|logged| format!("{}  {}", logged.id, in_words(logged))).collect();
    let text = if lines.is_empty() { t!("Nothing was noted").to_owned() } else { lines.join("\n") };
    let document = json!({ "op": op, "person": id, "log": log.iter().map(as_json).collect::<Vec<_>>() });
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn in_words(logged: &Logged) -> String {
    let line = &logged.line;
    let mut out = format!("{}  {}", day::short(line.day), line.kind.says());
    for part in [&line.how, &line.who].into_iter().filter(|part| !part.is_empty()) {
        out.push_str(&format!(", {part}"));
    }
    out.push_str(&format!(": {}", line.about));
    let said = &line.feedback;
    let mood = if said.mood == Mood::Unsaid { "" } else { said.mood.says() };
    let more: Vec<&str> = [mood, said.appeal.as_str()]
        .into_iter()
        .chain(said.tags.iter().map(String::as_str))
        .filter(|word| !word.is_empty())
        .collect();
    if !more.is_empty() {
        out.push_str(&format!(" [{}]", more.join(", ")));
    }
    if let Some(state) = line.state() {
        out.push_str(&format!(" [{state}"));
        if !line.step.is_empty() {
            out.push_str(&format!(": {}", line.step));
        }
        if let Some(due) = line.due {
            out.push_str(&format!(", {}", t!("by {day}", day = day::short(due))));
        }
        out.push(']');
    }
    out
}

pub(super) fn as_json(logged: &Logged) -> Json {
    let l = &logged.line;
    json!({ "id": logged.id, "kind": l.kind, "day": l.day, "how": l.how, "who": l.who, "about": l.about, "next": l.step,
        "due": l.due, "open": l.open, "mood": l.feedback.mood.key(), "tags": l.feedback.tags, "appeal": l.feedback.appeal })
}
