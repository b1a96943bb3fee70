//! `policy import`, `text`, `write`, `save`, `compare`, `export` and `proof`.

use std::path::Path;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::anchor::Place;
use super::super::body::Body;
use super::super::compare::{self, Fate};
use super::super::label::{self, Labels};
use super::super::lines::{self, Lines};
use super::super::model::{Document, WIDTH, Working};
use super::super::notes::{Notes, raised};
use super::super::ops::{document as documents, version as ops};
use super::super::{import, markdown, odt, plain, printing, store};
use super::document::{answer, new_fields, told};
use super::{document_args, file, meant, needed, texts, version_json, version_of};
use crate::cli::args::{flag, must_write, option};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Day, Problem, Result, text as words};
use crate::office::Office;
use crate::t;

pub(super) fn import_args(c: Command) -> Command {
    let c = c.arg(file()).arg(needed("text", "TEXT", "The text: Word (.docx), Markdown or plain text"));
    new_fields(c)
        .arg(option("title", "TITLE", "What it is called (default: its first heading, else the file's name)"))
        .arg(option("into", "DOCUMENT", "The document that it is a version of; clauses it has keep their ids"))
        .arg(option("name", "NAME", "What the version is called"))
}

/// A text file as clauses; what was not taken over is said.
fn read(call: &mut Call<'_>, path: &Path) -> Result<import::Read> {
    let unread = |e| Problem::file(t!("The text could not be read: {path}", path = path.display())).because(e);
    if std::fs::metadata(path).map_err(unread)?.len() > import::MOST_BYTES {
        return Err(Problem::input(t!("This text is too large: {path}", path = path.display())));
    }
    let read = import::read(std::fs::read(path).map_err(unread)?)?;
    for remark in &read.remarks {
        call.out.remark(remark)?;
    }
    Ok(read)
}

pub(super) fn import(call: &mut Call<'_>) -> Result<Outcome> {
    let path = call.path("text")?;
    let import::Read { body, title: own, .. } = read(call, &path)?;
    let file_name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = call.text("name").map_or_else(|| t!("As imported from {file}", file = file_name), str::to_owned);
    let mut office = call.office()?;
    if let Some(into) = call.text("into") {
        let one = office.read(|conn| store::find_document(conn, into))?;
        let done = documents::import_into(&mut office, one.id, body, &name)?;
        return answer(call, office, one.id, json!(done.op));
    }
    let title = call.text("title").map(str::to_owned).or(own).unwrap_or(file_name);
    let new = told(call, &office, &title)?;
    let done = documents::import(&mut office, &new, call.text("stage").or(Some("draft")), body, &name)?;
    answer(call, office, done.value.0, json!(done.op))
}

pub(super) fn text_args(c: Command) -> Command {
    document_args(c)
        .arg(option("version", "VERSION", "Of a version, by its number or name (default: the text at work)"))
        .arg(option("on", "D", "As it holds on a day, with a note at each clause that changed"))
        .arg(flag("lines", "With the numbers of its lines"))
        .arg(flag("ids", "With the ids of its clauses, as references name them"))
}

/// The text that the options mean, its width, and notes by clause.
fn chosen(call: &Call<'_>, office: &Office, one: &Document) -> Result<(Body, u16, Vec<(i64, String)>)> {
    if let Some(on) = call.day("on")? {
        return in_force(office, one, on);
    }
    if let Some(version) = version_of(call, office, one.id, "version")? {
        return Ok((office.read(|conn| store::body_of(conn, version.id))?, version.width, Vec::new()));
    }
    let newest = office.read(|conn| store::newest(conn, one.id))?;
    Ok((office.read(|conn| store::working(conn, one.id))?.body, newest.map_or(WIDTH, |v| v.width), Vec::new()))
}

fn in_force(office: &Office, one: &Document, on: Day) -> Result<(Body, u16, Vec<(i64, String)>)> {
    let found = office.read(|conn| store::text_on(conn, one, on))?;
    let holds = found.ok_or_else(|| {
        Problem::input(t!("{title} was not in force on {day}", title = one.new.title, day = crate::kit::day::short(on)))
    })?;
    let width = office.read(|conn| store::version(conn, holds.force.version))?.width;
    Ok((holds.body, width, holds.notes.iter().map(|note| (note.clause, note.says())).collect()))
}

pub(super) fn text(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let (body, width, notes) = chosen(call, &office, &one)?;
    let labels = Labels::of(&body);
    let numbered = Lines::of(&body, &labels, usize::from(width));
    let clauses: Vec<Json> = body
        .clauses
        .iter()
        .map(|clause| {
            let lines = numbered.of_clause(clause.id);
            let said: Vec<&String> = notes.iter().filter(|(id, _)| *id == clause.id).map(|(_, says)| says).collect();
            json!({ "id": clause.id, "kind": clause.kind, "depth": clause.depth, "label": labels.get(clause.id).map(|l| l.full.clone()),
                "text": clause.text, "lines": [lines.first().map(|l| l.number), lines.last().map(|l| l.number)], "notes": said })
        })
        .collect();
    let gone: Vec<&String> = notes.iter().filter(|(id, _)| body.clause(*id).is_none()).map(|(_, says)| says).collect();
    let (with_lines, ids) = (call.flag("lines"), call.flag("ids"));
    let footnotes = Notes::of(&body);
    let mut out = String::new();
    for clause in &body.clauses {
        let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
        let indent = "  ".repeat(usize::from(clause.depth));
        let id = if ids { format!("#{} ", clause.id) } else { String::new() };
        if with_lines {
            for (at, line) in numbered.of_clause(clause.id).iter().enumerate() {
                let head = if at == 0 { format!("{id}{label}") } else { String::new() };
                out.push_str(&format!(
                    "{:>5}  {indent}{head:<5}{}\n",
                    line.number,
                    lines::shown(line, &clause.text, &labels, &footnotes)
                ));
            }
        } else {
            let head = if label.is_empty() { id } else { format!("{id}{label} ") };
            let words = footnotes.plain(clause.id, &clause.text, &labels, str::to_owned, raised);
            out.push_str(&format!("{indent}{head}{words}\n"));
        }
        for (_, says) in notes.iter().filter(|(of, _)| *of == clause.id) {
            out.push_str(&format!("{indent}  [{says}]\n"));
        }
    }
    for (number, words) in footnotes.iter() {
        out.push_str(&format!("\n{} {words}", raised(number)));
    }
    for says in &gone {
        out.push_str(&format!("\n[{says}]"));
    }
    let document = json!({ "document": one.id, "title": one.new.title, "width": width, "sha256": body.sha256(), "words": body.words(),
        "lines": numbered.all.len(), "clauses": clauses, "left_out": gone });
    call.out.answer(&document, out.trim_end())?;
    Ok(Outcome::Done)
}

pub(super) fn write_args(c: Command) -> Command {
    document_args(c).arg(needed(
        "text",
        "TEXT",
        "The text: Word (.docx), Markdown or plain text; clauses it has keep their ids",
    ))
}

pub(super) fn write(call: &mut Call<'_>) -> Result<Outcome> {
    let path = call.path("text")?;
    let mut body = read(call, &path)?.body;
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let (before, next) = office.read(|conn| Ok((store::working(conn, one.id)?, store::next_clause(conn, one.id)?)))?;
    compare::keep_ids(&before.body, &mut body, next);
    ops::keep_working(&mut office, one.id, &Working { body: body.clone(), began: before.began })?;
    office.close()?;
    let says = t!(
        "The text at work of {title} has {clauses} now; `policy save` makes a version of it",
        title = one.new.title,
        clauses = words::plural(body.clauses.len(), t!("clause"), t!("clauses"))
    );
    call.out.answer(&json!({ "document": one.id, "clauses": body.clauses.len(), "words": body.words() }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn save_args(c: Command) -> Command {
    document_args(c).arg(option("name", "NAME", "What the version is called (default: the day)")).arg(option(
        "width",
        "N",
        "Characters in a line, 40 to 200 (default: as before, else 80)",
    ))
}

pub(super) fn save(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let saving = ops::Saving {
        name: call.text("name").unwrap_or_default().to_owned(),
        width: call.number("width")?,
        sources: Vec::new(),
    };
    let done = ops::save(&mut office, one.id, None, &saving)?;
    let version = office.read(|conn| store::version(conn, done.value))?;
    office.close()?;
    let mut document = version_json(&version);
    super::add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &t!("Saved version {version}", version = version.called()))?;
    Ok(Outcome::Done)
}

pub(super) fn compare_args(c: Command) -> Command {
    document_args(c)
        .arg(needed("old", "OLD", "A version, by its number or name"))
        .arg(option("with", "VERSION", "The version it is held against (default: the text at work)"))
        .arg(flag("all", "Clauses that stayed, too"))
}

pub(super) fn compare(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let old = office.read(|conn| {
        let version = store::find_version(conn, one.id, call.need("old")?)?;
        store::body_of(conn, version.id)
    })?;
    let new = match version_of(call, &office, one.id, "with")? {
        Some(version) => office.read(|conn| store::body_of(conn, version.id))?,
        None => office.read(|conn| store::working(conn, one.id))?.body,
    };
    let (before, after) = (Labels::of(&old), Labels::of(&new));
    let mut out = Vec::new();
    let mut steps = Vec::new();
    for step in compare::compare(&old, &new) {
        if step.fate == Fate::Same && !call.flag("all") {
            continue;
        }
        let (key, mark) = match step.fate {
            Fate::Same => ("same", "="),
            Fate::Changed => ("changed", "~"),
            Fate::Inserted => ("inserted", "+"),
            Fate::Left => ("left_out", "-"),
            Fate::MovedAway => ("moved_from", "<"),
            Fate::Moved { .. } => ("moved_to", ">"),
        };
        let changes = compare::words(&step);
        let label = if step.new.is_some() { after.shown(step.id) } else { before.shown(step.id) };
        out.push(format!("{mark} {label}  {}", texts::marked(&changes)));
        let pieces: Vec<Json> = changes.iter().map(|c| json!({ "kind": c.kind.key(), "text": c.text })).collect();
        steps.push(json!({ "clause": step.id, "fate": key, "label": label, "changes": pieces }));
    }
    let said = if out.is_empty() { t!("Nothing differs").to_owned() } else { out.join("\n") };
    call.out.answer(&json!({ "document": one.id, "steps": steps }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn export_args(c: Command) -> Command {
    let c = document_args(c)
        .arg(option("version", "VERSION", "Of a version, by its number or name (default: the text at work)"))
        .arg(option("on", "D", "As it holds on a day"));
    must_write(c, "to", "PATH", "Where to; the ending says what: .md, .odt, .txt, .json, .pdf")
}

pub(super) fn export(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let (body, width, notes) = chosen(call, &office, &one)?;
    let to = call.need_target("to")?;
    let ending = to.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "md" => write_whole(&to, markdown::write(&body).as_bytes())?,
        "odt" => write_whole(&to, &odt::text(&one.new.title, &body)?)?,
        "txt" => write_whole(&to, plain::plain(&body).as_bytes())?,
        "json" => write_whole(&to, body.to_json().as_bytes())?,
        "pdf" => write_whole(&to, &printing::text(&office, &one, &body, width, &notes)?)?,
        _ => {
            return Err(Problem::usage(t!("“{name}” says nothing of what is to be written", name = to.display()))
                .hint(t!("End it in .md, .odt, .txt, .json or .pdf")));
        }
    }
    call.out
        .answer(&json!({ "to": to, "clauses": body.clauses.len() }), &t!("Written: {path}", path = to.display()))?;
    Ok(Outcome::Done)
}

pub(super) fn proof(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let (body, comments) =
        office.read(|conn| Ok((store::working(conn, one.id)?.body, store::comments(conn, one.id)?)))?;
    let (labels, terms) = (Labels::of(&body), label::terms(&body));
    let mut found: Vec<(&str, i64, String)> = Vec::new();
    for one in label::dangling(&body) {
        found.push(("reference", one.clause, t!("refers to #{id}, which is not in the text", id = one.to)));
    }
    for (list, kind, says) in [
        (&terms.unused, "unused_term", t!("is defined and not used")),
        (&terms.twice, "defined_twice", t!("is defined twice")),
        (&terms.undefined, "undefined_term", t!("stands in quotation marks and is not defined")),
    ] {
        found.extend(list.iter().map(|(term, clause)| (kind, *clause, format!("“{term}” {says}"))));
    }
    for comment in &comments {
        if matches!(comment.new.anchor.find(&body), Place::Lost | Place::Clause(_)) && comment.state == "open" {
            let clause = comment.new.anchor.clause.unwrap_or(0);
            found.push(("comment", clause, t!("the words of a comment are gone: “{says}”", says = comment.new.says)));
        }
    }
    let out: Vec<String> = found.iter().map(|(_, clause, says)| format!("{}: {says}", labels.shown(*clause))).collect();
    let list: Vec<Json> = found
        .iter()
        .map(|(kind, clause, says)| json!({ "kind": kind, "clause": clause, "label": labels.shown(*clause), "says": says }))
        .collect();
    let said = if out.is_empty() { t!("Nothing is odd").to_owned() } else { out.join("\n") };
    call.out.answer(&json!({ "document": one.id, "found": list }), &said)?;
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::Problems })
}
