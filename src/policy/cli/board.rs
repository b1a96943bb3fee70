//! `policy amendments`, `marshal`, `collisions`, `merge-version`, `rebase` and `docx`.

use std::collections::BTreeMap;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::change::{Conflict, Fix, State as Stand, redline};
use super::super::docx::{Paper, Stamp, write};
use super::super::label::Labels;
use super::super::model::Document;
use super::super::model::amendment::{Board, Choice, Wording};
use super::super::ops::{amend as ops, merging};
use super::super::{printing, store};
use super::amend::{as_json, told};
use super::{document_args, meant, version_json, version_of};
use crate::cli::args::{flag, many, must_write, option, writes};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, text as words};
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
    let mut out = Vec::new();
    let mut list = Vec::new();
    for (at, amendment) in board.all.iter().enumerate() {
        let stands = standings.get(at).map(|s| board.standing_says(at, s)).unwrap_or_default();
        let mut document = as_json(board, amendment);
        super::add_field(&mut document, "stands", json!(stands));
        list.push(document);
        out.push(format!("{}\n    → {stands}", told(board, amendment)));
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
        .arg(flag("voting", "As a voting paper, with room for the results"))
        .arg(flag("synopsis", "Beside the text: each clause with what is asked to be changed in it"));
    writes(c, "to", "PATH", "Where to write it as a paper (.pdf)")
}

pub(super) fn marshal(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let board = board(call, &office, &one)?;
    let list = board.marshalled();
    let at = |entry: usize| board.all.get(entry);
    let out: Vec<String> = list.listed.iter().filter_map(|l| at(l.entry)).map(|a| told(&board, a)).collect();
    let rows: Vec<Json> = list
        .listed
        .iter()
        .filter_map(|l| {
            let amendment = at(l.entry)?;
            let mut row = as_json(&board, amendment);
            super::add_field(&mut row, "depth", json!(l.depth));
            super::add_field(&mut row, "lost", json!(l.lost));
            Some(row)
        })
        .collect();
    let to = call.target("to")?;
    if let Some(to) = &to {
        let bytes = match (call.flag("voting"), call.flag("synopsis")) {
            (true, _) => printing::voting_paper(&office, &one, &board)?,
            (false, true) => printing::synopsis(&office, &one, &board)?,
            (false, false) => printing::marshalled(&office, &one, &board)?,
        };
        write_whole(to, &bytes)?;
    }
    let said = if out.is_empty() { t!("No amendment is before the meeting").to_owned() } else { out.join("\n") };
    call.out.answer(&json!({ "document": one.id, "list": rows, "to": to }), &said)?;
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

pub(super) fn merge_args(c: Command) -> Command {
    document_args(c)
        .arg(many("in", "AMENDMENT", "An amendment that is merged (default: those that passed)"))
        .arg(many("recommended", "AMENDMENT", "One that is merged with the words that were recommended"))
        .arg(many("fix", "KEY=HOW", "How a conflict is decided: base, of:AMENDMENT, or words:WORDS"))
        .arg(option("name", "NAME", "What the version is called"))
        .arg(flag("preview", "Show the text and what is to be decided, and save nothing"))
}

fn fixes(call: &Call<'_>) -> Result<BTreeMap<String, Fix>> {
    let mut out = BTreeMap::new();
    for typed in call.many("fix") {
        let wrong = || {
            Problem::usage(t!("“{fix}” does not say how a conflict is decided", fix = typed))
                .hint(t!("KEY=base, KEY=of:A2 or KEY=words:…, with the KEY as --preview shows it"))
        };
        let (key, how) = typed.split_once('=').ok_or_else(wrong)?;
        let fix = match how.split_once(':') {
            None if how == "base" => Fix::Base,
            Some(("of", name)) => Fix::Of(name.to_owned()),
            Some(("words", text)) => Fix::Words(text.to_owned()),
            _ => return Err(wrong()),
        };
        out.insert(key.to_owned(), fix);
    }
    Ok(out)
}

fn choice(call: &Call<'_>, office: &Office, one: &Document, board: &Board) -> Result<Choice> {
    let (given, recommended) = (call.many("in"), call.many("recommended"));
    let mut out = if given.is_empty() { board.passed() } else { Choice::new() };
    for (typed, wording) in
        given.iter().map(|t| (t, Wording::Original)).chain(recommended.iter().map(|t| (t, Wording::Recommended)))
    {
        let found = office.read(|conn| store::find_amendment(conn, one.id, typed))?;
        let at = board.place(found.id).ok_or_else(|| {
            Problem::input(t!("{number} amends another version", number = found.called()))
                .hint(t!("Carry it over first: `policy rebase`"))
        })?;
        out.insert(at, wording);
    }
    Ok(out)
}

fn conflict_json(conflict: &Conflict) -> Json {
    let sides: Vec<Json> =
        conflict.sides.iter().map(|s| json!({ "by": s.by, "text": s.text, "leaves_out": s.gone })).collect();
    json!({ "key": conflict.key, "about": conflict.dispute.key(), "clause": conflict.clause, "base": conflict.base, "sides": sides })
}

pub(super) fn merge_version(call: &mut Call<'_>) -> Result<Outcome> {
    let preview = call.flag("preview");
    let mut office = if preview { call.office_to_read()? } else { call.office()? };
    let one = meant(call, &office)?;
    let board = office.read(|conn| store::board(conn, one.id, None))?;
    let (choice, fixes) = (choice(call, &office, &one, &board)?, fixes(call)?);
    let mut all = board.fixes.clone();
    all.extend(fixes.iter().map(|(key, fix)| (key.clone(), fix.clone())));
    let merged = board.merge(&choice, &all)?;
    let open = merged.finished().is_none();
    if preview || open {
        let labels = Labels::of(&board.base);
        let mut out: Vec<String> = Vec::new();
        for conflict in &merged.conflicts {
            out.push(t!(
                "{clause}: “{base}”",
                clause = labels.get(conflict.clause).map_or_else(String::new, |l| l.name.clone()),
                base = conflict.base
            ));
            for side in &conflict.sides {
                let text = if side.gone { t!("(left out)").to_owned() } else { side.text.clone() };
                out.push(format!("    {}: {text}", words::and_list(&side.by)));
            }
            out.push(format!("    --fix '{}=base'", conflict.key));
        }
        let new = Labels::of(&merged.body);
        if preview {
            out.extend(merged.body.clauses.iter().enumerate().map(|(at, c)| {
                format!("{} {}", new.at(at).map_or("", |l| l.short.as_str()), new.plain(&c.text)).trim().to_owned()
            }));
        }
        let conflicts: Vec<Json> = merged.conflicts.iter().map(conflict_json).collect();
        let misfits: Vec<Json> = merged.misfits.iter().map(|m| json!({ "by": m.by, "op": m.op })).collect();
        let same: Vec<Json> = merged.same_place.iter().map(|s| json!({ "clause": s.clause, "by": s.by })).collect();
        let document = json!({ "document": one.id, "merged": merged.finished(), "conflicts": conflicts, "misfits": misfits, "same_place": same });
        call.out.answer(&document, &out.join("\n"))?;
        return Ok(if open { Outcome::Problems } else { Outcome::Done });
    }
    let chosen: Vec<_> = choice.iter().filter_map(|(at, wording)| Some((board.all.get(*at)?.id, *wording))).collect();
    let done = merging::merge(&mut office, one.id, &chosen, &fixes, call.text("name").unwrap_or_default())?;
    let (version, sources) =
        office.read(|conn| Ok((store::version(conn, done.value)?, store::sources(conn, done.value)?)))?;
    office.close()?;
    let sources: Vec<Json> =
        sources.iter().map(|(clause, deed, by)| json!({ "clause": clause, "deed": deed.key(), "by": by })).collect();
    let mut document = version_json(&version);
    super::add_field(&mut document, "sources", json!(sources));
    super::add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &t!("Saved version {version}", version = version.called()))?;
    Ok(Outcome::Done)
}

pub(super) fn rebase_args(c: Command) -> Command {
    document_args(c).arg(flag("write", "Carry over those that can be as they are"))
}

pub(super) fn rebase(call: &mut Call<'_>) -> Result<Outcome> {
    let (found, op) = if call.flag("write") {
        let mut office = call.office()?;
        let one = meant(call, &office)?;
        let done = ops::rebase(&mut office, one.id)?;
        office.close()?;
        (done.value, Some(done.op))
    } else {
        let office = call.office_to_read()?;
        let one = meant(call, &office)?;
        (office.read(|conn| store::to_carry_over(conn, one.id))?, None)
    };
    let says = |state: Stand| match state {
        Stand::Applied => t!("the new version does this already"),
        Stand::Clean => t!("can be made to the new version as it is"),
        Stand::NeedsHand => t!("must be written anew: the new version changed the same words"),
        Stand::Overtaken => t!("what it changes is not there any more"),
    };
    let out: Vec<String> = found.iter().map(|(one, to)| format!("{}: {}", one.called(), says(to.state))).collect();
    let list: Vec<Json> = found
        .iter()
        .map(|(one, to)| {
            json!({ "id": one.id, "number": one.number, "state": to.state.key(), "says": says(to.state),
                "conflicts": to.conflicts.iter().map(conflict_json).collect::<Vec<_>>() })
        })
        .collect();
    let said = if out.is_empty() { t!("No open amendment is to another version").to_owned() } else { out.join("\n") };
    call.out.answer(&json!({ "amendments": list, "op": op }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn docx_args(c: Command) -> Command {
    let c = document_args(c)
        .arg(option("version", "VERSION", "The text as in this version (default: the text at work)"))
        .arg(option("since", "VERSION", "With what changed since this version, as tracked changes"))
        .arg(flag("amendments", "With what every amendment before the meeting asks, by its number and proposer"))
        .arg(many("amendment", "AMENDMENT", "With what these ask"));
    must_write(c, "to", "PATH", "Where to (.docx)")
}

pub(super) fn docx(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let one = meant(call, &office)?;
    let to = call.need_target("to")?;
    let flow = office.read(store::workflow)?;
    let some = call.many("amendment");
    let who = office.who().to_owned();
    let stamp = Stamp { author: &who, when: office.clock().now() };
    let title = one.called(&flow);
    let (base, marked) = if call.flag("amendments") || !some.is_empty() {
        let board = office.read(|conn| store::board(conn, one.id, None))?;
        let wanted =
            |number: String| some.is_empty() || some.iter().any(|s| number == *s || number.ends_with(&format!("-{s}")));
        let marked = board.marked_by(|one| wanted(one.called()));
        (board.base, marked)
    } else {
        let new = match version_of(call, &office, one.id, "version")? {
            Some(version) => office.read(|conn| store::body_of(conn, version.id))?,
            None => office.read(|conn| store::working(conn, one.id))?.body,
        };
        let old = match version_of(call, &office, one.id, "since")? {
            Some(version) => office.read(|conn| store::body_of(conn, version.id))?,
            None => new.clone(),
        };
        let marked = redline(&old, &new);
        (old, marked)
    };
    write_whole(&to, &write(&Paper { title: &title, base: &base, marked: &marked, stamp })?)?;
    call.out.answer(&json!({ "to": to, "clauses": marked.len() }), &t!("Written: {path}", path = to.display()))?;
    Ok(Outcome::Done)
}
