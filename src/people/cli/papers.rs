//! `people attach`, `people detach`, `people paper`: photos and documents of a person.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::model::PersonId;
use super::super::ops;
use super::needed;
use super::person::{one_args, who};
use crate::cli::args::must_write;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, whole_file};
use crate::office::Office;
use crate::office::attachments::{self, Attachment, AttachmentId};
use crate::t;

pub(super) fn attach_args(c: Command) -> Command {
    one_args(c).arg(
        Arg::new("path")
            .value_name("PATH")
            .help("The photo or document, at most 10 MB; without it, what is attached is listed"),
    )
}

fn id_arg() -> Arg {
    needed("paper", "FILE-ID", "As `people attach` lists it")
}

pub(super) fn detach_args(c: Command) -> Command {
    one_args(c).arg(id_arg())
}

pub(super) fn paper_args(c: Command) -> Command {
    must_write(one_args(c).arg(id_arg()), "to", "OUT", "Where it is written")
}

pub(super) fn attach(call: &mut Call<'_>) -> Result<Outcome> {
    if call.text("path").is_none() {
        let office = call.office_to_read()?;
        let id = who(call, &office)?;
        return answer(call, &office, id, None);
    }
    let path = call.path("path")?;
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let done = ops::attach(&mut office, id, &path)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

pub(super) fn detach(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let paper: AttachmentId = call.need("paper")?.parse()?;
    let done = ops::detach(&mut office, id, paper)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

/// Writes what is attached to a file.
pub(super) fn paper(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = who(call, &office)?;
    let paper: AttachmentId = call.need("paper")?.parse()?;
    let to = call.need_target("to")?;
    let has = office.read(|conn| attachments::of(conn, ops::OWNER, id.0))?.into_iter().find(|a| a.id == paper);
    let has = has.ok_or_else(|| Problem::input(t!("This person has no such file")))?;
    whole_file::write_whole(&to, &office.read(|conn| attachments::bytes(conn, paper))?)?;
    let text = t!("Wrote {name}: {path}", name = has.name, path = to.display());
    call.out.answer(&json!({ "file": to, "paper": as_json(&has) }), &text)?;
    Ok(Outcome::Done)
}

fn answer(call: &mut Call<'_>, office: &Office, id: PersonId, op: Option<String>) -> Result<Outcome> {
    let all = office.read(|conn| attachments::of(conn, ops::OWNER, id.0))?;
    let lines: Vec<String> = all.iter().map(|a| format!("{}  {} ({})", a.id, a.name, a.media_type)).collect();
    let text = if lines.is_empty() { t!("Nothing is attached").to_owned() } else { lines.join("\n") };
    let papers: Vec<Json> = all.iter().map(as_json).collect();
    call.out.answer(&json!({ "op": op, "person": id, "papers": papers }), &text)?;
    Ok(Outcome::Done)
}

fn as_json(a: &Attachment) -> Json {
    json!({ "id": a.id, "name": a.name, "media_type": a.media_type, "size": a.size, "sha256": a.digest })
}
