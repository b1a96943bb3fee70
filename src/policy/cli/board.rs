//! `policy amendments`, `marshal` and `collisions`: how amendments stand, and to each other.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::label::Labels;
use super::super::model::Document;
use super::super::model::amendment::Board;
use super::super::model::listing::Which;
use super::super::{printing, store};
use super::amend::{as_json, told};
use super::{document_args, meant, version_of};
use crate::cli::args::{flag, option, writes};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, text as words};
use crate::office::Office;
use crate::t;

fn board(call: &Call<'_>, office: &Office, one: &Document) -> Result<Board> {
    let version = version_of(call, office, one.id, "version")?;
    office.read(|conn| store::board(conn, one.id, version.map(|v| v.id)))
}

pub(super) fn list_args(c: Command) -> Command {
    document_args(c).arg(option("version", "VERSION", "To which version (default: the newest)"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let board = board(call, &office, &one)?;
    show(call, &board, &one, None)
}

/// How all amendments to a document stand, after something was done.
pub(super) fn answer(call: &mut Call<'_>, office: Office, one: &Document, op: Json) -> Result<Outcome> {
    let board = office.read(|conn| store::board(conn, one.id, None))?;
    office.close()?;
    show(call, &board, one, Some(op))
}

fn show(call: &mut Call<'_>, board: &Board, one: &Document, op: Option<Json>) -> Result<Outcome> {
    let standings = board.standings(&board.matrix());
    let reading = board.reading();
    let mut out = Vec::new();
    let mut list = Vec::new();
    for (at, amendment) in board.all.iter().enumerate() {
        let stands = standings.get(at).map(|s| board.standing_says(at, s)).unwrap_or_default();
        let mut document = as_json(board, &reading, amendment);
        super::add_field(&mut document, "stands", json!(stands));
        list.push(document);
        out.push(format!("{}\n    → {stands}", told(board, &reading, amendment)));
    }
    if !board.elsewhere.is_empty() {
        out.push(t!(
            "{count} to another version: `policy rebase` says how they stand to this one",
            count = words::plural(board.elsewhere.len(), t!("amendment"), t!("amendments"))
        ));
    }
    let elsewhere: Vec<Json> = board.elsewhere.iter().map(|a| json!({ "id": a.id, "number": a.number })).collect();
    let mut document =
        json!({ "document": one.id, "version": board.version, "amendments": list, "to_other_versions": elsewhere });
    if let Some(op) = op {
        super::add_field(&mut document, "op", op);
    }
    let said = if out.is_empty() { t!("No amendments. `policy amend` writes one").to_owned() } else { out.join("\n") };
    call.out.answer(&document, &said)?;
    Ok(Outcome::Done)
}

pub(super) fn marshal_args(c: Command) -> Command {
    let c = list_args(c)
        .arg(flag(
            "voting",
            "As a voting paper: the question in turn, the majority it needs, what falls, room for the result",
        ))
        .arg(flag("synopsis", "Beside the text: each clause with what is asked to be changed in it"));
    writes(c, "to", "PATH", "Where to write it (.pdf, .odt, .md, .csv, .xlsx)")
}

pub(super) fn marshal(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let board = board(call, &office, &one)?;
    let (reading, standings) = (board.reading(), board.standings(&board.matrix()));
    let mut out: Vec<String> = Vec::new();
    let mut rows: Vec<Json> = Vec::new();
    for listed in &board.marshalled().listed {
        let Some(amendment) = board.all.get(listed.entry) else { continue };
        let stands = standings.get(listed.entry).map(|s| board.standing_says(listed.entry, s)).unwrap_or_default();
        out.push(format!("{}\n    → {stands}", told(&board, &reading, amendment)));
        let mut row = as_json(&board, &reading, amendment);
        super::add_field(&mut row, "depth", json!(listed.depth));
        super::add_field(&mut row, "lost", json!(listed.lost));
        super::add_field(&mut row, "stands", json!(stands));
        rows.push(row);
    }
    let to = call.target("to")?;
    if let Some(to) = &to {
        let which = match (call.flag("voting"), call.flag("synopsis")) {
            (true, _) => Which::Voting,
            (false, true) => Which::Synopsis,
            (false, false) => Which::Marshalled,
        };
        printing::amendments(&office, &one, &board, which, to)?;
    }
    let said = if out.is_empty() { t!("No amendment is before the meeting").to_owned() } else { out.join("\n") };
    call.out.answer(
        &json!({ "document": one.id, "list": rows, "to": to, "majority": board.majority.to_string() }),
        &said,
    )?;
    Ok(Outcome::Done)
}

pub(super) fn collisions(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let board = board(call, &office, &one)?;
    let (labels, matrix) = (Labels::of(&board.base), board.matrix());
    let mut out = Vec::new();
    let mut pairs = Vec::new();
    for ((a, b), relation) in &matrix.pairs {
        let says = board.relation_says(&labels, *a, *b, relation);
        let name = |at: usize| board.all.get(at).and_then(|one| one.number.clone());
        pairs.push(json!({
            "first": name(*a), "second": name(*b), "same": relation.same, "overlap": relation.overlap,
            "same_place": relation.same_place, "fells_second": relation.fells_second, "fells_first": relation.fells_first,
            "first_requires": relation.first_requires, "second_requires": relation.second_requires,
            "first_follows": relation.first_follows, "second_follows": relation.second_follows, "says": says,
        }));
        out.extend(says);
    }
    let said = if out.is_empty() { t!("No amendment meets another").to_owned() } else { out.join("\n") };
    call.out.answer(&json!({ "document": one.id, "pairs": pairs }), &said)?;
    Ok(Outcome::Done)
}
