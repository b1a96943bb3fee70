//! The commands of the file itself: new, info, check, backup, history, undo, redo, passphrase.

use clap::Command;
use serde_json::json;

use super::args::{choice, dry_run, file, flag, option};
use super::call::{Call, Outcome, read_passphrase};
use super::noun::{Verb, verb};
use crate::kit::{Problem, Result, text};
use crate::office::profile::{self, JURISDICTIONS, Profile};
use crate::office::{Office, SCHEMA, Severity, history};
use crate::t;

pub(super) const VERBS: &[Verb] = &[
    verb!("new"; "Make a new office"; new_args; new),
    verb!("info"; "What an office is and how much is in it"; file_only; info),
    verb!("check"; "Prove that an office is sound"; check_args; check),
    verb!("backup"; "Write a verified copy"; backup_args; backup),
    verb!("history"; "What was done, newest first"; history_args; show_history),
    verb!("undo"; "Undo the newest operation, or one of the history"; undo_args; undo),
    verb!("redo"; "Do again what was undone last"; file_only; redo),
    verb!("passphrase"; "Set, change or remove the passphrase"; passphrase_args; passphrase),
];

fn file_only(c: Command) -> Command {
    c.arg(file())
}

/// What the name of an office's file ends in.
const ENDING: &str = "wardroom";

fn new_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("party", "NAME", "The party’s name").required(true))
        .arg(option("branch", "NAME", "The branch’s name").required(true))
        .arg(choice("jurisdiction", "CODE", "Whose law applies", JURISDICTIONS.iter().map(|j| j.code)).required(true))
}

fn new(call: &mut Call<'_>) -> Result<Outcome> {
    let path = call.path("file")?;
    // Whoever looks for an office later looks for this ending, and so does the system when a file is opened.
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING)) {
        return Err(Problem::usage(t!(
            "The file of an office ends in .wardroom; nothing was made: {file}",
            file = path.display()
        ))
        .hint(t!("Write {file}", file = path.with_extension(ENDING).display())));
    }
    let profile = Profile::new(call.need("party")?, call.need("branch")?, call.need("jurisdiction")?)?;
    let office = Office::create(&path, &profile, &call.how()?)?;
    let encrypted = office.is_encrypted();
    office.close()?;
    let text = format!("Made the office of {}, {}: {}", profile.branch, profile.party, path.display());
    call.out.answer(
        &json!({ "file": path, "party": profile.party, "branch": profile.branch, "encrypted": encrypted }),
        &text,
    )?;
    Ok(Outcome::Done)
}

fn info(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let profile = office.read(profile::get)?;
    let mut counts = serde_json::Map::new();
    let mut rows: Vec<(String, String)> = Vec::new();
    for noun in call.nouns {
        if let Some(count) = noun.counts {
            for (name, n) in office.read(|conn| count(conn, office.today()))? {
                counts.insert(name.to_owned(), n.into());
                rows.push((name.replace('_', " "), text::count(usize::try_from(n).unwrap_or(0))));
            }
        }
    }
    let fingerprint = office.fingerprint()?;
    let document = json!({
        "party": profile.party,
        "branch": profile.branch,
        "jurisdiction": profile.jurisdiction(),
        "jurisdictions": profile.jurisdictions,
        "currency": profile.currency.code,
        "schema": SCHEMA,
        "generation": fingerprint.generation,
        "fingerprint": fingerprint.digest,
        "encrypted": office.is_encrypted(),
        "counts": counts,
    });
    let laws: Vec<&str> = JURISDICTIONS
        .iter()
        .filter(|known| profile.jurisdictions.iter().any(|code| code == known.code))
        .map(|known| known.name)
        .collect();
    let mut about = vec![
        (t!("law of").to_owned(), text::list(&laws)),
        (t!("currency").to_owned(), profile.currency.code.to_owned()),
        (t!("version of the file").to_owned(), SCHEMA.to_string()),
        (t!("steps written").to_owned(), text::count(usize::try_from(fingerprint.generation).unwrap_or(0))),
        (t!("fingerprint").to_owned(), fingerprint.short()),
        (t!("encrypted").to_owned(), if office.is_encrypted() { t!("yes") } else { t!("no") }.to_owned()),
    ];
    about.extend(rows);
    let widest = about.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = format!("{}, {}\n", profile.branch, profile.party);
    for (name, value) in about {
        text.push_str(&format!("  {name:<widest$}  {value}\n"));
    }
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn check_args(c: Command) -> Command {
    c.arg(file()).arg(flag("rebuild-index", "Make the search index anew first"))
}

fn check(call: &mut Call<'_>) -> Result<Outcome> {
    let office = if call.flag("rebuild-index") {
        let mut office = call.office()?;
        office.rebuild_indexes()?;
        office
    } else {
        call.office_to_read()?
    };
    let findings = office.check()?;
    let ok = findings.iter().all(|f| f.severity != Severity::Error);
    let mut text = String::new();
    for finding in &findings {
        text.push_str(&format!("{}: {}\n", finding.place, finding.what));
    }
    text.push_str(&if ok {
        format!("ok: generation {}, fingerprint {}", office.fingerprint()?.generation, office.fingerprint()?.short())
    } else {
        "Not sound. Keep this file as it is and open the newest backup".to_owned()
    });
    call.out.answer(&json!({ "ok": ok, "findings": findings, "fingerprint": office.fingerprint()?.digest }), &text)?;
    Ok(if ok { Outcome::Done } else { Outcome::Problems })
}

fn backup_args(c: Command) -> Command {
    c.arg(file()).arg(option("to", "PATH", "Where the copy goes").required(true))
}

fn backup(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.path("to")?;
    // What lies there may be another office, or a copy of another day.
    if to.is_dir() {
        let inside = to.join(t!("copy.wardroom"));
        return Err(Problem::file(t!(
            "This is a folder, and a copy is a file; nothing was copied: {path}",
            path = to.display()
        ))
        .hint(t!("Give the copy a name in it, such as {path}", path = inside.display())));
    }
    if to.exists() {
        return Err(Problem::file(t!(
            "There is a file of that name already; nothing was copied: {file}",
            file = to.display()
        ))
        .hint(t!("Give a name that is not taken; a copy never replaces anything, so no --force does it")));
    }
    let office = call.office_to_read()?;
    let backup = office.backup(&to)?;
    let text = format!("Copied and verified, fingerprint {}: {}", backup.fingerprint.short(), to.display());
    call.out.answer(&json!({ "path": backup.path, "generation": backup.fingerprint.generation, "fingerprint": backup.fingerprint.digest }), &text)?;
    Ok(Outcome::Done)
}

fn history_args(c: Command) -> Command {
    c.arg(file()).arg(option("limit", "N", "How many of the newest steps (default 50)"))
}

fn show_history(call: &mut Call<'_>) -> Result<Outcome> {
    let limit = call.number("limit")?.unwrap_or(50);
    let office = call.office_to_read()?;
    let steps = office.read(|conn| history::steps(conn, 0, limit))?;
    let mut text = String::new();
    for step in &steps {
        let undone = if step.undone { " (undone)" } else { "" };
        text.push_str(&format!(
            "{}  {}  {}{undone}\n",
            step.at.get(..16).unwrap_or(&step.at).replace('T', " "),
            step.who,
            step.summary
        ));
    }
    call.out.answer(&json!({ "ops": steps }), &text)?;
    Ok(Outcome::Done)
}

fn undo_args(c: Command) -> Command {
    c.arg(file())
        .arg(option(
            "op",
            "ID",
            "This step, by its id in `history`, also where others came after it (default: the newest)",
        ))
        .arg(option("reason", "TEXT", "Why, where undoing is voiding"))
        .arg(dry_run().conflicts_with("op"))
}

fn undo(call: &mut Call<'_>) -> Result<Outcome> {
    if call.flag("dry-run") {
        return would_undo(call);
    }
    let reason = call.text("reason").unwrap_or(t!("its issue was undone")).to_owned();
    let mut office = call.office()?;
    let done = match call.text("op") {
        Some(op) => office.undo_op(op.parse()?, &reason)?,
        None => office.undo(&reason)?,
    };
    answer_undone(call, "Undid", &done)?;
    office.close()?;
    Ok(Outcome::Done)
}

/// What undo would take back, whether it may, and what would stand then.
fn would_undo(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let Some(next) = office.next_undo()? else { return Err(Problem::input(t!("There is nothing to undo"))) };
    let mut text = t!("Nothing was changed. Undo would take back: {what}", what = next.summary);
    if let Some(leaves) = next.leaves {
        text.push_str(&format!("\n{leaves}"));
    }
    if let Some(why) = &next.refused {
        text = t!("“{what}” cannot be undone: {why}", what = next.summary, why = why);
    }
    let document = json!({
        "op": next.op, "summary": next.summary, "refused": next.refused, "leaves": next.leaves, "needs_reason": next.leaves.is_some(),
    });
    call.out.answer(&document, &text)?;
    Ok(if next.refused.is_some() { Outcome::Problems } else { Outcome::Done })
}

fn redo(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let done = office.redo()?;
    answer_undone(call, "Did again", &done)?;
    office.close()?;
    Ok(Outcome::Done)
}

fn answer_undone(call: &mut Call<'_>, says: &str, done: &crate::office::Done<crate::office::Undone>) -> Result<()> {
    let kept: Vec<_> =
        done.value.kept.iter().map(|(table, id)| json!({ "table": table, "id": id.to_string() })).collect();
    let mut text = format!("{says}: {}", done.value.summary);
    if !kept.is_empty() {
        text.push_str(&format!("\n{} records were changed since and stay as they are", kept.len()));
    }
    if let Some(leaves) = done.value.leaves {
        text.push_str(&format!("\n{leaves}"));
    }
    let document =
        json!({ "op": done.value.op, "summary": done.value.summary, "kept": kept, "leaves": done.value.leaves });
    call.out.answer(&document, &text)
}

fn passphrase_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("new-passphrase-file", "P", "Read the new passphrase from this file").conflicts_with("remove"))
        .arg(flag("remove", "Leave the file without a passphrase"))
}

fn passphrase(call: &mut Call<'_>) -> Result<Outcome> {
    let new = call.text("new-passphrase-file").map(|p| read_passphrase(p.as_ref())).transpose()?;
    if new.is_none() && !call.flag("remove") {
        return Err(Problem::usage("Give --new-passphrase-file or --remove"));
    }
    if let Some(weak) = new.as_ref().and_then(crate::office::Passphrase::weakness) {
        return Err(Problem::input("The new passphrase is too short. Nothing was changed").hint(weak));
    }
    let office = call.office()?;
    let was_open = !office.is_encrypted();
    let office = office.change_passphrase(new.as_ref()).map_err(|(problem, _office)| problem)?;
    let encrypted = office.is_encrypted();
    office.close()?;
    let text = if encrypted && was_open {
        "The file has a passphrase now. Backups made before stay readable for anybody: erase them, or keep them locked away"
    } else if encrypted {
        "The file has a new passphrase. Older backups still open with the old one"
    } else {
        "The file has no passphrase now"
    };
    call.out.answer(&json!({ "encrypted": encrypted }), text)?;
    Ok(Outcome::Done)
}
