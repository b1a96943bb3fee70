//! `report` and `export`: any subject's report or table, by name, to the screen or to a file.

use std::collections::BTreeSet;
use std::path::Path;

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::args::{file, flag, must_write, needed, option, until, writes};
use super::call::{Call, Outcome};
use super::noun::{Cell, Export, Noun, Report, Sheet, Span, Verb, Width, verb};
use super::paper::{Letterhead, on_paper};
use crate::kit::fold::fold;
use crate::kit::{Currency, Problem, Result, day, whole_file};
use crate::office::{Office, profile};
use crate::tabular::{self, ColumnKind, ColumnSpec, Value};

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
    writes(c, "to", "OUT", "Write to a .pdf, .csv or .xlsx")
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
    let to = call.target("to")?;
    let sheet = office.read(|conn| (report.sheet)(conn, &span))?;
    if let Some(path) = &to {
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            let pdf = on_paper(&sheet, &Letterhead::of(&profile), *profile.currency, office.clock().now(), "")?;
            whole_file::write_whole(path, &pdf)?;
        } else {
            write_sheet(path, &report, &sheet, *profile.currency)?;
        }
        call.out.answer(
            &json!({ "report": report.name, "rows": sheet.rows.len(), "file": to }),
            &format!("Wrote {}: {}", sheet.title, path.display()),
        )?;
        return Ok(Outcome::Done);
    }
    let currency = *profile.currency;
    let document = json!({
        "report": report.name,
        "title": sheet.title,
        "from": span.from,
        "to": span.to,
        "currency": currency.code,
        "columns": sheet.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>(),
        "rows": sheet.rows.iter().map(|row| row.cells.iter().map(|c| cell_json(c, currency)).collect::<Vec<_>>()).collect::<Vec<_>>(),
    });
    call.out.answer(&document, &as_text(&sheet, currency))?;
    Ok(Outcome::Done)
}

fn cell_json(cell: &Cell, currency: Currency) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Money(money) => currency.plain(*money).into(),
        Cell::Count(n) => (*n).into(),
        Cell::Opening(inner, _) => cell_json(inner, currency),
    }
}

/// A cell as people read it.
pub(super) fn cell_text(cell: &Cell, currency: Currency) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day::short(*day),
        Cell::Money(money) => currency.figures(*money),
        Cell::Count(n) => n.to_string(),
        Cell::Opening(inner, _) => cell_text(inner, currency),
    }
}

fn is_figure(width: Width) -> bool {
    matches!(width, Width::Money | Width::Count)
}

fn as_text(sheet: &Sheet, currency: Currency) -> String {
    let cells: Vec<Vec<String>> =
        sheet.rows.iter().map(|row| row.cells.iter().map(|c| cell_text(c, currency)).collect()).collect();
    let widths: Vec<usize> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let longest = cells.iter().filter_map(|row| row.get(at)).map(|c| c.chars().count()).max().unwrap_or(0);
            longest.max(column.name.chars().count()).min(48)
        })
        .collect();
    let mut out = format!("{}\n{}\n\n", sheet.title, sheet.subtitle);
    let headings: Vec<String> = sheet.columns.iter().map(|c| c.name.clone()).collect();
    for row in std::iter::once(&headings).chain(&cells) {
        let mut line = String::new();
        for ((cell, width), column) in row.iter().zip(&widths).zip(&sheet.columns) {
            if is_figure(column.width) {
                line.push_str(&format!("{cell:>width$}  "));
            } else {
                line.push_str(&format!("{cell:<width$}  "));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Writes a report to a file, the ending of its name deciding the form.
///
/// # Errors
/// When the ending is unknown or the file cannot be written.
pub fn write_sheet(to: &Path, report: &Report, sheet: &Sheet, currency: Currency) -> Result<()> {
    let columns = sheet
        .columns
        .iter()
        .map(|c| {
            let kind = match c.width {
                Width::Text | Width::Short => ColumnKind::Text,
                Width::Day => ColumnKind::Day,
                Width::Money => ColumnKind::Money,
                Width::Count => ColumnKind::Count,
            };
            ColumnSpec::new(c.name.clone(), c.name.clone(), kind)
        })
        .collect();
    let target = tabular::Sheet { title: report.says.to_owned(), columns, currency };
    let rows = sheet.rows.iter().map(|row| Ok(row.cells.iter().map(cell_value).collect()));
    tabular::write_table(to, &target, rows)?;
    Ok(())
}

fn cell_value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Blank,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Day(day) => Value::Day(*day),
        Cell::Money(money) => Value::Money(*money),
        Cell::Count(n) => Value::Count(*n),
        Cell::Opening(inner, _) => cell_value(inner),
    }
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
        let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
        Problem::input(format!("There is no segment “{name}”")).hint(format!("The segments are: {}", names.join(", ")))
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
