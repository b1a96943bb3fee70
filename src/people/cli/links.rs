//! `people link`, `people unlink`.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::link::{LinkId, LinkKind, Linked};
use super::super::model::PersonId;
use super::super::{ops, store};
use super::person::{one_args, who};
use super::{needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;

pub(super) fn link_args(c: Command) -> Command {
    let words: Vec<&str> = LinkKind::SAYINGS.into_iter().map(|(kind, end)| kind.word(end)).collect();
    one_args(c)
        .arg(
            Arg::new("what")
                .value_name("LINK")
                .value_parser(words)
                .help("What the person is to the other; without it the links are listed"),
        )
        .arg(
            Arg::new("other")
                .value_name("OTHER")
                .help("Id, number, e-mail address or name of the other")
                .requires("what"),
        )
        .arg(option("note", "TEXT", "A note on it"))
}

pub(super) fn unlink_args(c: Command) -> Command {
    one_args(c).arg(needed("link", "LINK-ID", "As `people link` lists it"))
}

pub(super) fn link(call: &mut Call<'_>) -> Result<Outcome> {
    let Some(word) = call.text("what").map(str::to_owned) else {
        let office = call.office_to_read()?;
        let id = who(call, &office)?;
        return answer(call, &office, id, None);
    };
    let saying = LinkKind::SAYINGS.into_iter().find(|(kind, end)| kind.word(*end) == word);
    let saying = saying.ok_or_else(|| Problem::usage(t!("“{word}” is no link", word = word)))?;
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let other = call.need("other")?.to_owned();
    let other = office.read(|conn| store::resolve(conn, &other))?;
    let note = call.text("note").unwrap_or("").to_owned();
    let done = ops::link(&mut office, id, saying, other, &note)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

pub(super) fn unlink(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let link: LinkId = call.need("link")?.parse()?;
    if !office.read(|conn| store::links(conn, id))?.iter().any(|known| known.id == link) {
        return Err(Problem::input(t!("This person has no such link. Nothing was changed")));
    }
    let done = ops::unlink(&mut office, link)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

fn answer(call: &mut Call<'_>, office: &Office, id: PersonId, op: Option<String>) -> Result<Outcome> {
    let links = office.read(|conn| store::links(conn, id))?;
    let lines: Vec<String> =
        links.iter().map(|l| format!("{}  {} {} ({})", l.id, l.kind.says(l.end), l.name, l.other)).collect();
    let text = if lines.is_empty() { t!("No links").to_owned() } else { lines.join("\n") };
    call.out.answer(&json!({ "op": op, "person": id, "links": as_json(&links) }), &text)?;
    Ok(Outcome::Done)
}

pub(super) fn as_json(links: &[Linked]) -> Vec<Json> {
    links
        .iter()
        .map(|l| json!({ "id": l.id, "link": l.kind.word(l.end), "other": l.other, "name": l.name, "note": l.note }))
        .collect()
}
