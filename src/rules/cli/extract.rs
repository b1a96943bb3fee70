//! `rules extract`: what leaves for the party's centre or the regulator.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::extract::Definition;
use super::super::report;
use super::super::store;
use super::{file, option};
use crate::cli::args::{until, writes};
use crate::cli::{Call, Outcome, SHEET_FORMS, Span, save_sheet, sheet_json, sheet_text};
use crate::kit::{Problem, Result};
use crate::office::profile;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(Arg::new("name").value_name("NAME").help("Which extract; without it they are listed"))
        .arg(option("from", "D", "First day (default: of the quarter or year that ended last)"))
        .arg(until("Last day"));
    writes(c, "to", "OUT", SHEET_FORMS)
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let laws = office.read(store::laws)?;
    let mine = || laws.iter().flat_map(|law| law.pack.extracts.iter().filter(|e| e.unit_types.contains(&law.unit)));
    let Some(name) = call.text("name") else {
        let list: Vec<Json> = mine()
            .map(|e| json!({ "name": e.id, "title": e.title, "says": e.says, "recipient": e.recipient }))
            .collect();
        let text: Vec<String> = mine().map(|e| format!("{:<12} {}", e.id, e.title)).collect();
        call.out.answer(&json!({ "extracts": list }), &text.join("\n"))?;
        return Ok(Outcome::Done);
    };
    let definition: &Definition = mine().find(|e| e.id == name).ok_or_else(|| {
        let names: Vec<&str> = mine().map(|e| e.id.as_str()).collect();
        Problem::usage(t!("There is no extract “{name}”", name = name))
            .hint(t!("The extracts are {names}", names = names.join(", ")))
    })?;
    let (from, to) = report::usual_span(definition, office.today());
    let span =
        Span { from: call.day("from")?.unwrap_or(from), to: call.day("until")?.unwrap_or(to), today: office.today() };
    if span.to < span.from {
        return Err(Problem::usage(t!("The last day lies before the first")));
    }
    let sheet = office.read(|conn| report::extract(conn, definition, &span))?;
    let profile = office.read(profile::get)?;
    let currency = *profile.currency;
    if let Some(to) = call.sheet_target()? {
        save_sheet(&to, &sheet, &profile, &**office.clock(), "")?;
        let document =
            json!({ "extract": name, "from": span.from, "to": span.to, "rows": sheet.rows.len(), "file": to });
        let text = t!("Wrote {title}: {file}", title = sheet.title, file = to.display());
        call.out.answer(&document, &text)?;
        return Ok(Outcome::Done);
    }
    let (columns, rows) = sheet_json(&sheet, currency);
    let document = json!({
        "extract": name, "title": sheet.title, "subtitle": sheet.subtitle, "from": span.from, "to": span.to,
        "currency": currency.code, "columns": columns, "rows": rows,
    });
    call.out.answer(&document, &sheet_text(&sheet, currency))?;
    Ok(Outcome::Done)
}
