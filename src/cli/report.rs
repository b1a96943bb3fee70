//! `report` and `export`: any subject's report or table, by name, to the screen or to a file.

use std::collections::BTreeSet;

use clap::{Arg, Command};
use serde_json::json;

use super::args::{file, flag, must_write, needed, option, until, writes};
use super::call::{Call, Outcome};
use super::noun::{Export, Noun, Span, Verb, verb};
use super::sheet::{SHEET_FORMS, save_sheet, sheet_json, sheet_text};
use crate::kit::fold::fold;
use crate::kit::text::there_are;
use crate::kit::{Problem, Result};
use crate::office::{Office, profile};
use crate::t;
use crate::tabular;

pub(super) const VERBS: &[Verb] = &[
    verb!("report"; "A report, or the list of them"; report_args; report),
    verb!("export"; "Write a table that spreadsheets open and Wardroom reads back"; export_args; export),
];

fn report_args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(Arg::new("name").value_name("NAME").help("Which report; without it the reports are listed"))
        .arg(option("from", "D", "First day (default: start of the financial year)"))
        .arg(until("Last day (default: end of the financial year)"));
    writes(c, "to", "OUT", SHEET_FORMS)
}

fn report(call: &mut Call<'_>) -> Result<Outcome> {
    let reports = || call.nouns.iter().flat_map(|n| n.reports);
    let Some(name) = call.text("name") else {
        let list: Vec<_> = reports().map(|r| json!({ "name": r.name, "says": r.says, "about": r.about })).collect();
        let text: Vec<_> = reports().map(|r| format!("{:<12} {}", r.name, r.about)).collect();
        call.out.answer(&json!({ "reports": list }), &text.join("\n"))?;
        return Ok(Outcome::Done);
    };
    let report = reports().find(|r| r.name == name).copied().ok_or_else(|| {
        let names: Vec<_> = reports().map(|r| r.name).collect();
        Problem::usage(format!("There is no report “{name}”")).hint(format!("The reports are {}", names.join(", ")))
    })?;
    let office = call.office_to_read()?;
    let profile = office.read(profile::get)?;
    let (first, last) = profile.year_of(office.today());
    let span = Span {
        from: call.day("from")?.unwrap_or(first),
        to: call.day("until")?.unwrap_or(last),
        today: office.today(),
    };
    if span.to < span.from {
        return Err(Problem::usage("The last day lies before the first"));
    }
    let to = call.sheet_target()?;
    let sheet = office.read(|conn| (report.sheet)(conn, &span))?;
    if let Some(path) = &to {
        save_sheet(path, &sheet, &profile, &**office.clock(), "")?;
        call.out.answer(
            &json!({ "report": report.name, "rows": sheet.rows.len(), "file": to }),
            &format!("Wrote {}: {}", sheet.title, path.display()),
        )?;
        return Ok(Outcome::Done);
    }
    let currency = *profile.currency;
    let (columns, rows) = sheet_json(&sheet, currency);
    let document = json!({
        "report": report.name,
        "title": sheet.title,
        "from": span.from,
        "to": span.to,
        "currency": currency.code,
        "columns": columns,
        "rows": rows,
    });
    call.out.answer(&document, &sheet_text(&sheet, currency))?;
    Ok(Outcome::Done)
}

fn export_args(c: Command) -> Command {
    let c = c.arg(file()).arg(needed("what", "WHAT", "people, donations, entries, receipts, history …"));
    must_write(c, "to", "OUT", "A .csv, .xlsx or .json file")
        .arg(flag(
            "include-do-not-contact",
            "Also those who are not to be contacted; without it they are left out and counted",
        ))
        .arg(option("segment", "NAME", "Only the people of this segment"))
}

fn export(call: &mut Call<'_>) -> Result<Outcome> {
    let what = call.need("what")?;
    let export = find_export(call.nouns, what)?;
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let everybody = call.flag("include-do-not-contact");
    let currency = office.read(profile::get)?.currency;
    let among = call.text("segment").map(|name| in_segment(&office, name)).transpose()?;
    let (rows, (left_out, says)) = office.read(|conn| {
        let columns = export.columns_in(conn)?;
        let sheet = tabular::Sheet { title: export.says.to_owned(), columns, currency: *currency };
        let among = among.as_ref();
        let rows = export.rows_of(conn, among, everybody, &mut |rows| tabular::write_table(&to, &sheet, rows))?;
        Ok((rows, export.left_out_of(conn, among, everybody)?))
    })?;
    let mut text = format!("Wrote {rows} rows: {}", to.display());
    if left_out > 0 {
        text.push_str(&format!("\n{says} (--include-do-not-contact brings them in)"));
    }
    let document = json!({ "export": export.name, "rows": rows, "left_out": left_out, "file": to });
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

/// The people of the segment that a name or id means.
fn in_segment(office: &Office, name: &str) -> Result<BTreeSet<i64>> {
    let segments = office.setup().segments.ok_or_else(|| Problem::usage("This program keeps no segments"))?;
    let all = office.read(segments.all)?;
    let folded = fold(name);
    let found = all.iter().find(|(id, known)| fold(known) == folded || id.to_string() == name.trim());
    let (id, _) = found.ok_or_else(|| {
        let names: Vec<String> = all.iter().map(|(_, name)| name.clone()).collect();
        let how = t!("`wardroom segments new FILE NAME --if …` makes one");
        Problem::input(t!("There is no segment “{name}”", name = name)).hint(there_are(&names, how))
    })?;
    let people = office.read(|conn| (segments.people)(conn, office.setup(), *id, office.today()))?;
    Ok(people.into_iter().collect())
}

fn find_export<'a>(nouns: &'a [Noun], what: &str) -> Result<&'a Export> {
    let exports = || nouns.iter().flat_map(|n| n.exports);
    exports().find(|e| e.name == what).ok_or_else(|| {
        let names: Vec<_> = exports().map(|e| e.name).collect();
        Problem::usage(format!("There is no export “{what}”")).hint(format!("The exports are {}", names.join(", ")))
    })
}
