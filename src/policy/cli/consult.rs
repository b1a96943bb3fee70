//! `policy consult open`, `list`, `papers`, `respond`, `read` and `table`.

use clap::{Arg, ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::anchor::Anchor;
use super::super::label::Labels;
use super::super::ops::consult as ops;
use super::super::response::MOST_BYTES;
use super::super::store::{self, Consultation};
use super::super::{model::ConsultationId, printing};
use super::{document_args, file, meant, needed, version_of};
use crate::cli::args::{choice, many, must_write, option, writes};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, day, text};
use crate::office::Office;
use crate::{people, t};

pub(super) fn open_args(c: Command) -> Command {
    document_args(c)
        .arg(option("until", "D", "The last day on which responses are taken").required(true))
        .arg(option("from", "D", "From when (default: today)"))
        .arg(option("title", "TEXT", "What it is called (default: the document)"))
        .arg(option("question", "TEXT", "What is asked"))
        .arg(option("version", "VERSION", "On which version (default: the newest)"))
}

pub(super) fn open(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = meant(call, &office)?;
    let closes = call.day("until")?.ok_or_else(|| Problem::usage(t!("Say until when")))?;
    let opening = ops::Opening {
        title: call.text("title").unwrap_or_default().to_owned(),
        question: call.text("question").unwrap_or_default().to_owned(),
        version: version_of(call, &office, one.id, "version")?.map(|v| v.id),
        opens: call.day("from")?,
        closes,
    };
    let done = ops::open(&mut office, one.id, &opening)?;
    let opened = office.read(|conn| store::consultation(conn, done.value))?;
    office.close()?;
    let mut document = as_json(&opened);
    super::add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &line(&opened))?;
    Ok(Outcome::Done)
}

fn as_json(one: &Consultation) -> Json {
    json!({ "id": one.id, "document": one.document, "version": one.version, "title": one.title, "question": one.question,
        "opens": one.opens.to_string(), "closes": one.closes.to_string(), "responses": one.responses, "comments": one.comments,
        "open": one.open })
}

fn line(one: &Consultation) -> String {
    format!(
        "{} · {} · {} · {}  {}",
        one.title,
        t!("until {day}", day = day::short(one.closes)),
        text::plural(one.responses, t!("response"), t!("responses")),
        t!("{count} open", count = text::plural(one.open, t!("comment"), t!("comments"))),
        one.id
    )
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(|conn| store::consultations(conn, None))?;
    let out: Vec<String> = all.iter().map(line).collect();
    call.out.answer(&json!({ "consultations": all.iter().map(as_json).collect::<Vec<_>>() }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

fn consultation_args(c: Command) -> Command {
    c.arg(file()).arg(needed("consultation", "CONSULTATION", "Its id, or the document that it is on: the last one"))
}

fn of(call: &Call<'_>, office: &Office) -> Result<Consultation> {
    let typed = call.need("consultation")?;
    office.read(|conn| {
        if let Ok(id) = typed.parse::<ConsultationId>()
            && let Ok(found) = store::consultation(conn, id)
        {
            return Ok(found);
        }
        let one = store::find_document(conn, typed)?;
        let found = store::consultations(conn, Some(one.id))?.into_iter().next();
        found.ok_or_else(|| Problem::input(t!("There is no consultation on {title}", title = one.new.title)))
    })
}

pub(super) fn papers_args(c: Command) -> Command {
    must_write(consultation_args(c), "to", "PATH", "Where to: .pdf for the paper with a form, .html for the page")
}

pub(super) fn papers(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = of(call, &office)?;
    let to = call.need_target("to")?;
    let ending = to.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bytes = match ending.as_str() {
        "pdf" => printing::consult_paper(&office, &one)?,
        "html" => printing::consult_page(&office, &one)?,
        _ => return Err(Problem::usage(t!("End the name in .pdf for paper or .html for a page"))),
    };
    write_whole(&to, &bytes)?;
    call.out.answer(&json!({ "to": to, "consultation": one.id }), &t!("Written: {path}", path = to.display()))?;
    Ok(Outcome::Done)
}

pub(super) fn respond_args(c: Command) -> Command {
    consultation_args(c)
        .arg(
            many(
                "says",
                "[CLAUSE: ]TEXT",
                "What is said, with the clause's label before a colon; may stand several times",
            )
            .required(true),
        )
        .arg(choice("channel", "WORD", "How it came", ["paper", "letter", "meeting", "page"]))
        .arg(option("person", "PERSON", "Who responds, of the register"))
        .arg(option("name", "NAME", "Who responds, by name"))
        .arg(option("on", "D", "The day it came (default: today)"))
}

pub(super) fn respond(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let one = of(call, &office)?;
    let body = office.read(|conn| store::body_of(conn, one.version))?;
    let labels = Labels::of(&body);
    let anchored = |said: String| {
        let found = said.split_once(": ").and_then(|(label, says)| {
            let clause = body
                .clauses
                .iter()
                .find(|c| labels.get(c.id).is_some_and(|l| !l.full.is_empty() && l.full == label.trim()))?;
            Some((Anchor::clause(clause.id), says.to_owned()))
        });
        found.unwrap_or((Anchor::default(), said))
    };
    let reply = ops::Reply {
        person: call.text("person").map(|typed| office.read(|conn| people::store::resolve(conn, typed))).transpose()?,
        name: call.text("name").unwrap_or_default().to_owned(),
        channel: call.text("channel").unwrap_or("paper").to_owned(),
        day: call.day("on")?,
        comments: call.many("says").into_iter().map(anchored).collect(),
        file: None,
    };
    let done = ops::respond(&mut office, one.id, &reply)?;
    office.close()?;
    call.out.answer(&json!({ "id": done.value, "comments": reply.comments.len(), "op": done.op }), t!("Recorded"))?;
    Ok(Outcome::Done)
}

pub(super) fn read_args(c: Command) -> Command {
    c.arg(file()).arg(
        Arg::new("responses")
            .value_name("RESPONSE.json")
            .required(true)
            .num_args(1..)
            .action(ArgAction::Append)
            .help("The files that the page saved"),
    )
}

pub(super) fn read(call: &mut Call<'_>) -> Result<Outcome> {
    let paths = call.many("responses");
    let mut office = call.office()?;
    let (mut taken, mut refused) = (0, Vec::new());
    for path in &paths {
        match read_one(&mut office, std::path::Path::new(path)) {
            Ok(()) => taken += 1,
            Err(problem) => refused.push((path.clone(), problem.to_string())),
        }
    }
    office.close()?;
    let says: Vec<String> = refused.iter().map(|(path, why)| format!("{path}: {why}")).collect();
    let head =
        t!("{taken} of {all} read", taken = taken, all = text::plural(paths.len(), t!("response"), t!("responses")));
    let list: Vec<Json> = refused.iter().map(|(path, why)| json!({ "path": path, "why": why })).collect();
    call.out.answer(&json!({ "read": taken, "refused": list }), &[vec![head], says].concat().join("\n"))?;
    Ok(if refused.is_empty() { Outcome::Done } else { Outcome::Problems })
}

/// Reads one file of the page; the comments hold to the text that was read.
///
/// # Errors
/// When it is none, of another office, or was read already.
pub(super) fn read_one(office: &mut Office, path: &std::path::Path) -> Result<()> {
    let unread = |e| Problem::file(t!("The response could not be read: {path}", path = path.display())).because(e);
    if std::fs::metadata(path).map_err(unread)?.len() > MOST_BYTES {
        return Err(Problem::input(t!("This is too large for a response: {path}", path = path.display())));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    ops::read(office, bytes).map(|_| ())
}

pub(super) fn table_args(c: Command) -> Command {
    writes(consultation_args(c), "to", "PATH", "Write it as a paper (.pdf)")
}

pub(super) fn table(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = of(call, &office)?;
    let (comments, body) =
        office.read(|conn| Ok((store::of_consultation(conn, one.id)?, store::body_of(conn, one.version)?)))?;
    if let Some(to) = call.target("to")? {
        write_whole(&to, &printing::said_done(&office, &one)?)?;
        call.out.answer(&json!({ "to": to }), &t!("Written: {path}", path = to.display()))?;
        return Ok(Outcome::Done);
    }
    let labels = Labels::of(&body);
    let mut out = Vec::new();
    let mut theme = None;
    let mut list = Vec::new();
    for comment in &comments {
        let (of, clause, said, done) = printing::said_done_row(comment, &labels);
        if theme.as_ref() != Some(&of) {
            out.push(if of.is_empty() { t!("Other").to_owned() } else { of.clone() });
            theme = Some(of.clone());
        }
        out.push(format!("  {clause} · {said} → {done}"));
        list.push(json!({ "id": comment.id, "theme": of, "clause": clause, "said": comment.new.says, "quote": comment.new.anchor.quote,
            "by": comment.by, "state": comment.state, "answer": comment.answer }));
    }
    call.out.answer(&json!({ "consultation": one.id, "title": one.title, "comments": list }), &out.join("\n"))?;
    Ok(Outcome::Done)
}
