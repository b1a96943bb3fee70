//! `people access`, `erase`, `retention`, `release`: the rights of the people in the register.

use std::path::PathBuf;

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::model::PersonId;
use super::super::ops::{self, Erased, Erasing, Preview};
use super::super::{export, store};
use super::{choice, dry_run, file, many, needed, option};
use crate::cli::args::must_write;
use crate::cli::{Call, Outcome, read_passphrase};
use crate::kit::{Problem, Result, day, text};
use crate::office::Office;
use crate::office::backup;
use crate::office::erase::copies::{Copy, Deal, Places, State};
use crate::office::erase::{Plan, Review, review};
use crate::t;

fn person() -> Arg {
    needed("person", "PERSON", "Id, number, e-mail address or name; the id of somebody who was removed")
}

pub(super) fn access_args(c: Command) -> Command {
    must_write(c.arg(file()).arg(person()), "to", "DIR", "The folder for the PDF, the JSON and the attachments")
}

pub(super) fn access(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = whom(call, &office)?;
    let written = export::everything(&office, id, &call.path("to")?, &|path| call.free(path))?;
    let mut lines = vec![t!(
        "Everything held about this person, {rows}:",
        rows = text::plural(written.rows, t!("row"), t!("rows"))
    )];
    lines
        .extend([&written.pdf, &written.json].into_iter().chain(&written.attachments).map(|p| p.display().to_string()));
    call.out.answer(&json!({ "person": id, "pdf": written.pdf, "json": written.json, "attachments": written.attachments, "rows": written.rows }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

fn backup_args(c: Command) -> Command {
    c.arg(
        choice(
            "in-backups",
            "WHAT",
            "What becomes of backups that hold the person: the same erasure, the copy deleted, or left and named",
            ["erase", "delete", "leave"],
        )
        .default_value("erase"),
    )
    .arg(
        many("more-backups", "DIR", "A further folder with backups, besides the one of --backups; may be repeated")
            .alias("backups-in"),
    )
    .arg(many("backup-passphrase-file", "P", "The passphrase of older backups; may be repeated"))
}

pub(super) fn erase_args(c: Command) -> Command {
    backup_args(c.arg(file()).arg(person()))
        .arg(option("reason", "TEXT", "Why; it stays in the history, so it must not name the person"))
        .arg(dry_run())
}

pub(super) fn erase(call: &mut Call<'_>) -> Result<Outcome> {
    let dry_run = call.flag("dry-run");
    let mut office = if dry_run { call.office_to_read()? } else { call.office()? };
    let (id, places) = (whom(call, &office)?, places(call)?);
    if dry_run {
        let Preview { plan, copies } = ops::preview(&office, &[id], &places)?;
        let name = office.read(|conn| store::find(conn, id))?.map(|person| person.details.name);
        let first = t!("Nothing was changed; this would be the erasure of {whom}:", whom = named(name.as_deref(), id));
        let mut document = as_json(&plan, &copies, None);
        if let Some(fields) = document.as_object_mut() {
            fields.insert("name".to_owned(), json!(name));
        }
        call.out.answer(&document, &format!("{first}\n{}", as_text(&plan, &copies, true)))?;
        return Ok(outcome(&copies));
    }
    let Some(reason) = call.text("reason").map(str::to_owned) else {
        return Err(Problem::usage(t!(
            "An erasure needs --reason, which stays in the history and must not name the person"
        )));
    };
    let deal = match call.need("in-backups")? {
        "delete" => Deal::Delete,
        "leave" => Deal::Leave,
        _ => Deal::Erase,
    };
    let done = ops::erase(&mut office, &Erasing { people: vec![id], reason, deal, places })?;
    let Erased { plan, copies, remark } = done.value;
    office.close()?;
    // The name is not said any more: a terminal keeps what it showed.
    let rows: usize = plan.goes.iter().map(|goes| goes.count).sum();
    let first = t!("Erased {id}: {rows}", id = id, rows = text::plural(rows, t!("row"), t!("rows")));
    let shown = format!("{first}\n{}", as_text(&plan, &copies, false));
    call.out.answer(&as_json(&plan, &copies, done.op.map(|op| op.to_string())), &shown)?;
    if let Some(problem) = remark {
        call.out
            .remark(&t!("The people are erased, but the file could not be rewritten: {problem}", problem = problem))?;
        return Ok(Outcome::Problems);
    }
    Ok(outcome(&copies))
}

/// Who is meant, by name where there is one: somebody who was removed has only an id.
fn named(name: Option<&str>, id: PersonId) -> String {
    name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
}

/// A backup that still holds the person, or could not be looked into, is a problem.
fn outcome(copies: &[Copy]) -> Outcome {
    if copies.iter().any(|copy| copy.state == State::Refused) { Outcome::Problems } else { Outcome::Done }
}

fn places(call: &Call<'_>) -> Result<Places> {
    let many = |name: &str| call.many(name).into_iter().map(PathBuf::from);
    let usual = call.globals.backups.clone().map_or_else(backup::usual_folder, Ok);
    let mut folders: Vec<PathBuf> = usual.ok().into_iter().collect();
    folders.extend(many("more-backups"));
    let files = call.globals.passphrase_file.iter().cloned().chain(many("backup-passphrase-file"));
    let passphrases = files.map(|path| read_passphrase(&path)).collect::<Result<_>>()?;
    Ok(Places { folders, passphrases })
}

/// Somebody of the register by what a command may name, or by the id of somebody who was removed from it.
fn whom(call: &Call<'_>, office: &Office) -> Result<PersonId> {
    let text = call.need("person")?;
    office.read(|conn| match store::resolve(conn, text) {
        Ok(id) => Ok(id),
        Err(problem) => text.parse::<i64>().map(PersonId).map_err(|_no_id| problem),
    })
}

fn as_json(plan: &Plan, copies: &[Copy], op: Option<String>) -> Json {
    let goes: Vec<Json> = plan.goes.iter().map(|g| json!({ "what": g.says, "count": g.count })).collect();
    let stays: Vec<Json> = plan
        .stays
        .iter()
        .map(|s| json!({ "what": s.says, "count": s.count, "with_name": s.named, "until": s.until, "why": s.why }))
        .collect();
    let mentions: Vec<Json> = plan.mentions.iter().map(|m| json!({ "where": m.says, "of": m.of })).collect();
    json!({
        "op": op,
        "people": plan.people.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "goes": goes,
        "stays": stays,
        "history": { "images": plan.images, "summaries": plan.summaries, "drafts": plan.drafts, "texts": plan.texts },
        "mentions": mentions,
        "rule": plan.rule,
        "backups": copies,
    })
}

fn as_text(plan: &Plan, copies: &[Copy], before: bool) -> String {
    let mut lines = vec![if before { t!("Goes:") } else { t!("Gone:") }.to_owned()];
    lines.extend(plan.goes.iter().map(|g| format!("{:>9} {}", text::count(g.count), g.says)));
    for (count, what) in [
        (plan.images, t!("earlier states in the history")),
        (plan.summaries, t!("lines of the history that name the person")),
        (plan.drafts, t!("half-typed forms")),
        (plan.texts, t!("names of files and other texts")),
    ] {
        if count > 0 {
            lines.push(format!("{:>9} {what}", text::count(count)));
        }
    }
    if !plan.stays.is_empty() {
        lines.push(if before { t!("Stays:") } else { t!("Stayed:") }.to_owned());
        for s in &plan.stays {
            let name = if s.named { t!("with the name") } else { t!("without the name") };
            let until = s.until.map(|day| t!(", until {day}", day = day::long(day))).unwrap_or_default();
            lines.push(format!("{:>9} {}, {name}{until}: {}", text::count(s.count), s.says, s.why));
        }
    }
    if !plan.mentions.is_empty() {
        lines.push(t!("Named in other records, which are left as they are:").to_owned());
        lines.extend(plan.mentions.iter().map(|m| format!("          {} ({})", m.of, m.says)));
    }
    if !copies.is_empty() {
        lines.push(t!("Backups:").to_owned());
        lines.extend(copies.iter().map(|copy| format!("          {}: {}", copy.path.display(), state(copy))));
    }
    lines.push(
        if before {
            t!("An erasure cannot be undone")
        } else {
            t!("This cannot be undone. Papers and exports elsewhere are not touched")
        }
        .to_owned(),
    );
    lines.join("\n")
}

/// What a copy holds, or what became of it, in words.
fn state(copy: &Copy) -> String {
    match copy.state {
        State::Holds => t!("holds the person").to_owned(),
        State::Free => t!("does not hold the person").to_owned(),
        State::Erased => t!("erased there too, and checked").to_owned(),
        State::Deleted => t!("deleted").to_owned(),
        State::Refused => t!("not dealt with: {why}", why = copy.why),
    }
}

pub(super) fn retention_args(c: Command) -> Command {
    c.arg(file()).arg(option("years", "N", "After how many years without anything somebody is due"))
}

pub(super) fn retention(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let years = call.number::<u32>("years")?;
    let found = office.read(|conn| review(conn, office.setup().personal, office.today(), years))?;
    let over: Vec<Json> = found
        .over
        .iter()
        .map(|o| json!({ "id": o.id.to_string(), "what": o.says, "of": o.of, "until": o.until }))
        .collect();
    let document = json!({
        "due": found.due, "removed": found.removed, "over": over, "rules": found.rules, "years": found.years,
    });
    call.out.answer(&document, &review_text(&found))?;
    Ok(Outcome::Done)
}

fn review_text(found: &Review) -> String {
    let mut lines = Vec::new();
    if found.due.is_empty() && found.removed.is_empty() && found.over.is_empty() {
        lines.push(t!("Nobody is due for erasure").to_owned());
    }
    if !found.due.is_empty() {
        lines.push(t!("Due for erasure:").to_owned());
        lines.extend(found.due.iter().map(|d| format!("  {}: {} ({})", d.name, d.because.join("; "), d.id)));
    }
    if !found.removed.is_empty() {
        lines.push(t!("Removed from the register, and still in the history:").to_owned());
        lines.extend(found.removed.iter().map(|r| format!("  {}, {} ({})", r.name, day::short(r.on), r.id)));
    }
    if !found.over.is_empty() {
        lines.push(t!("Kept after an erasure, and no longer needed:").to_owned());
        lines.extend(found.over.iter().map(|o| format!("  {} {}, until {}", o.says, o.of, day::short(o.until))));
    }
    lines.extend(found.rules.iter().cloned());
    lines.join("\n")
}

pub(super) fn release_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn release(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let found = office.read(|conn| review(conn, office.setup().personal, office.today(), None))?;
    let ids: Vec<i64> = found.over.iter().map(|row| row.id).collect();
    let done = ops::release(&mut office, &ids)?;
    let shown = t!("Erased the names in {records}", records = text::plural(done.value, t!("record"), t!("records")));
    call.out.answer(&json!({ "op": done.op, "released": done.value }), &shown)?;
    Ok(Outcome::Done)
}
