//! `policy merge-version`, `rebase` and `docx`: amendments put together, carried over, and out as a Word document.

use std::collections::BTreeMap;

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::change::{Conflict, Fix, redline};
use super::super::docx::{Paper, Stamp, write};
use super::super::label::Labels;
use super::super::model::Document;
use super::super::model::amendment::{Board, Choice, Wording};
use super::super::model::carrying::{self, CarriedOver};
use super::super::ops::{amend as ops, merging};
use super::super::store;
use super::{document_args, meant, version_json, version_of};
use crate::cli::args::{flag, many, must_write, option};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, text as words};
use crate::office::Office;
use crate::t;

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
    let line = |one: &CarriedOver| format!("{}: {}. {}", one.one.called(), carrying::says(one.rebased.state), one.why);
    let out: Vec<String> = found.iter().map(line).collect();
    let list: Vec<Json> = found
        .iter()
        .map(|one| {
            json!({ "id": one.one.id, "number": one.one.number, "version": one.one.new.version, "to": one.one.new.parent,
                "state": one.rebased.state.key(), "says": carrying::says(one.rebased.state), "why": one.why,
                "conflicts": one.rebased.conflicts.iter().map(conflict_json).collect::<Vec<_>>() })
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
        .arg(flag("passed", "With what passed, each change by the amendment that makes it"))
        .arg(many("amendment", "AMENDMENT", "With what these ask; one to an amendment together with that"));
    must_write(c, "to", "PATH", "Where to (.docx)")
}

/// What a Word document shows: what was named, what passed, or everything before the meeting.
fn chosen_to_show(call: &Call<'_>, board: &Board, some: &[String]) -> Choice {
    if some.is_empty() {
        return if call.flag("passed") { board.passed() } else { board.before_the_meeting() };
    }
    let wanted = |number: &str| some.iter().any(|s| number == *s || number.ends_with(&format!("-{s}")));
    let all = board.all.iter().enumerate().filter(|(_, one)| wanted(&one.called()));
    all.map(|(at, _)| (at, Wording::Original)).collect()
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
    let (base, marked) = if call.flag("amendments") || call.flag("passed") || !some.is_empty() {
        let version = version_of(call, &office, one.id, "version")?.map(|version| version.id);
        let board = office.read(|conn| store::board(conn, one.id, version))?;
        let choice = chosen_to_show(call, &board, &some);
        if choice.is_empty() {
            return Err(Problem::input(t!("No such amendment is to this version. Nothing was written"))
                .hint(t!("--version names the version that they amend; `policy amendments` lists them")));
        }
        let marked = board.marked(&choice)?;
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
