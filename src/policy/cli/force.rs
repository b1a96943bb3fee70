//! `policy in-force`, `positions page` and `bulletin`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::parts;
use super::super::{printing, store};
use super::{document_json, document_line, file};
use crate::cli::args::{must_write, option};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Result, day};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(option("on", "D", "On which day (default: today)")).arg(option(
        "text",
        "TEXT",
        "Only clauses that say this",
    ))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let on = call.day("on")?.unwrap_or_else(|| office.today());
    let words = call.text("text");
    let (holds, flow) = office.read(|conn| Ok((store::in_force(conn, on)?, store::workflow(conn)?)))?;
    let (mut out, mut list) = (Vec::new(), Vec::<Json>::new());
    for one in &holds {
        let found = words.map(|words| one.said(words)).unwrap_or_default();
        if words.is_some() && found.is_empty() {
            continue;
        }
        out.push(document_line(&one.document, &flow));
        out.extend(found.iter().map(|(_, label, text)| format!("  {label} {text}")));
        let mut document = document_json(&one.document, &flow);
        super::add_field(&mut document, "version", json!(one.force.version));
        super::add_field(&mut document, "holds_from", json!(one.force.from.to_string()));
        let found: Vec<Json> =
            found.iter().map(|(id, label, text)| json!({ "clause": id, "label": label, "text": text })).collect();
        super::add_field(&mut document, "found", json!(found));
        list.push(document);
    }
    let said = if out.is_empty() { t!("Nothing in force says so").to_owned() } else { out.join("\n") };
    call.out.answer(&json!({ "on": on.to_string(), "in_force": list }), &said)?;
    Ok(Outcome::Done)
}

pub(super) fn positions_args(c: Command) -> Command {
    crate::cli::args::writes(
        c.arg(file()).arg(option("on", "D", "Of what is in force on this day (default: today)")),
        "to",
        "PATH",
        "Write it as a paper (.pdf)",
    )
}

pub(super) fn positions(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let on = call.day("on")?.unwrap_or_else(|| office.today());
    let all = printing::positions_of(&office, on)?;
    if let Some(to) = call.target("to")? {
        write_whole(&to, &printing::positions(&office, on)?)?;
        call.out.answer(&json!({ "to": to, "positions": all.len() }), &t!("Written: {path}", path = to.display()))?;
        return Ok(Outcome::Done);
    }
    let part = &parts::POSITIONS;
    let out: Vec<String> = all
        .iter()
        .map(|(from, row)| format!("{}: {} ({from})", row.text(part, "topic"), row.text(part, "says")))
        .collect();
    let list: Vec<Json> = all
        .iter()
        .map(|(from, row)| {
            json!({ "topic": row.text(part, "topic"), "says": row.text(part, "says"), "facts": row.text(part, "facts"),
                "avoid": row.text(part, "avoid"), "from": from })
        })
        .collect();
    call.out.answer(&json!({ "on": on.to_string(), "positions": list }), &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn bulletin_args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(option("from", "D", "From which day (default: thirty days before the last)"))
        .arg(crate::cli::args::until("The last day (default: today)"))
        .arg(option("document", "DOCUMENT", "One document on a page instead"));
    must_write(c, "to", "PATH", "Where to (.pdf)")
}

pub(super) fn bulletin(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let to = call.need_target("to")?;
    let (title, sections) = if call.text("document").is_some() {
        printing::summary_of(&office, super::meant(call, &office)?.id)?
    } else {
        let until = call.day("until")?.unwrap_or_else(|| office.today());
        let from = call.day("from")?.unwrap_or(until - chrono::TimeDelta::days(30));
        let title = t!("Policy bulletin, {from} to {until}", from = day::short(from), until = day::short(until));
        (title, printing::bulletin_of(&office, from, until)?)
    };
    write_whole(&to, &printing::bulletin(&office, &title, &sections)?)?;
    let rows: usize = sections.iter().map(|(_, rows)| rows.len()).sum();
    call.out.answer(&json!({ "to": to, "rows": rows }), &t!("Written: {path}", path = to.display()))?;
    Ok(Outcome::Done)
}
