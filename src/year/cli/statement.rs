//! `year accounts`, `note` and `place`.

use clap::Command;
use serde_json::json;

use super::super::model::{Statement, form_for};
use super::super::{ops, printing, report, store};
use super::{with_year, year};
use crate::cli::args::{file, flag, needed, writes};
use crate::cli::{Call, Outcome, write_sheet};
use crate::kit::{Currency, Problem, Result, whole_file};
use crate::ledger::store as ledger;
use crate::ledger::store::report::ENTRIES;
use crate::office::profile;
use crate::t;

pub(super) fn accounts_args(c: Command) -> Command {
    writes(with_year(c, "Which one (default: the last that is over)"), "to", "OUT", "A .pdf, .csv or .xlsx file")
}

pub(super) fn accounts(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let year = year(call, &office)?;
    let (statement, currency) =
        office.read(|conn| Ok((store::statement(conn, year)?, *profile::get(conn)?.currency)))?;
    let sheet = report::statement_sheet(&statement, ENTRIES);
    if let Some(path) = call.target("to")? {
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            whole_file::write_whole(&path, &printing::statement(&office, year)?)?;
        } else {
            write_sheet(&path, &sheet, currency)?;
        }
        let said = t!("Wrote {sheet}: {file}", sheet = sheet.title, file = path.display());
        call.out.answer(&json!({ "year": year.label(), "file": path, "rows": sheet.rows.len() }), &said)?;
        return Ok(Outcome::Done);
    }
    let mut out = format!("{}\n{}\n\n", sheet.title, sheet.subtitle);
    for row in &statement.rows {
        let figure = |f: Option<&super::super::model::Figure>| f.map(|f| currency.figures(f.sum)).unwrap_or_default();
        let line = format!(
            "{:<7} {:<58} {:>14} {:>14}",
            row.number,
            row.says,
            figure(row.now.as_ref()),
            figure(row.before.as_ref())
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    call.out.answer(&statement_json(&statement, &year.label(), currency), out.trim_end())?;
    Ok(Outcome::Done)
}

fn statement_json(statement: &Statement, year: &str, currency: Currency) -> serde_json::Value {
    let figure = |f: Option<&super::super::model::Figure>| {
        f.map(|f| json!({ "amount": currency.plain(f.sum), "opens": f.opens }))
    };
    json!({
        "year": year,
        "form": statement.form,
        "title": statement.title,
        "says": statement.says,
        "confirmed": !statement.unconfirmed,
        "from": statement.from,
        "to": statement.to,
        "currency": currency.code,
        "rows": statement.rows.iter().map(|row| json!({ "key": row.key, "kind": row.kind, "number": row.number,
            "says": row.says, "now": figure(row.now.as_ref()), "before": figure(row.before.as_ref()) })).collect::<Vec<_>>(),
    })
}

pub(super) fn note_args(c: Command) -> Command {
    with_year(c, "Which one (default: the last that is over)")
        .arg(needed("note", "NOTE", "The key of the note, like review"))
        .arg(needed("text", "TEXT", "What it says; nothing takes it away"))
}

pub(super) fn note(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let year = year(call, &office)?;
    let (key, text) = (call.need("note")?.to_owned(), call.need("text")?.to_owned());
    let done = ops::note(&mut office, year, &key, &text)?;
    office.close()?;
    call.out.answer(&json!({ "year": year.label(), "note": key, "op": done.op }), t!("Written"))?;
    Ok(Outcome::Done)
}

pub(super) fn place_args(c: Command) -> Command {
    c.arg(file())
        .arg(
            clap::Arg::new("category")
                .value_name("CATEGORY")
                .help("The name of the category; nothing lists where each stands"),
        )
        .arg(clap::Arg::new("line").value_name("LINE").help("The key of the line, like premises"))
        .arg(flag("back", "Put it back to where the form puts it"))
}

pub(super) fn place(call: &mut Call<'_>) -> Result<Outcome> {
    let Some(name) = call.text("category").map(str::to_owned) else { return places(call) };
    let line = call.text("line").map(str::to_owned);
    if line.is_none() && !call.flag("back") {
        return Err(Problem::usage(t!("Say which line, or --back")));
    }
    let mut office = call.office()?;
    let category = office.read(|conn| ledger::find_category(conn, &name))?;
    let done = ops::place(&mut office, category, line.as_deref())?;
    office.close()?;
    call.out.answer(&json!({ "category": category, "line": line, "op": done.op }), t!("Placed"))?;
    Ok(Outcome::Done)
}

fn places(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (form, all) = office.read(|conn| {
        let form = form_for(profile::get(conn)?.jurisdiction())?;
        Ok((form, store::categories(conn, form)?))
    })?;
    let mut out = String::new();
    let mut list = Vec::new();
    for (id, name, kind, line, own) in &all {
        let lines = form.section(*kind).map(|section| section.lines.as_slice()).unwrap_or_default();
        let title = lines.iter().find(|l| l.key == *line).map_or("", |l| l.title.as_str());
        out.push_str(&format!("{name:<28} {line:<18} {title}\n"));
        list.push(
            json!({ "id": id, "category": name, "kind": kind.key(), "line": line, "title": title, "placed": own }),
        );
    }
    let lines: Vec<_> = form
        .sections
        .iter()
        .flat_map(|s| {
            s.lines.iter().map(move |l| json!({ "key": l.key, "title": l.title, "side": s.side.kind().key() }))
        })
        .collect();
    call.out.answer(&json!({ "form": form.key, "categories": list, "lines": lines }), out.trim_end())?;
    Ok(Outcome::Done)
}
