//! `rules extract`: what leaves for the party's centre or the regulator.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::extract::Definition;
use super::super::report;
use super::super::store;
use super::{file, option};
use crate::cli::args::writes;
use crate::cli::{Call, Cell, Letterhead, Outcome, Span, on_paper, write_sheet};
use crate::kit::{Currency, Problem, Result, day, whole_file};
use crate::office::profile;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(Arg::new("name").value_name("NAME").help("Which extract; without it they are listed"))
        .arg(option("from", "D", "First day (default: of the quarter or year that ended last)"))
        .arg(option("to-day", "D", "Last day"));
    writes(c, "to", "OUT", "Write to a .pdf, .csv or .xlsx")
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
        Span { from: call.day("from")?.unwrap_or(from), to: call.day("to-day")?.unwrap_or(to), today: office.today() };
    if span.to < span.from {
        return Err(Problem::usage(t!("The last day lies before the first")));
    }
    let sheet = office.read(|conn| report::extract(conn, definition, &span))?;
    let profile = office.read(profile::get)?;
    let currency = *profile.currency;
    if let Some(to) = call.target("to")? {
        let path = to.as_path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            let pdf = on_paper(&sheet, &Letterhead::of(&profile), currency, office.clock().now(), "")?;
            whole_file::write_whole(path, &pdf)?;
        } else if let Some(report) = report::REPORTS.first() {
            write_sheet(path, report, &sheet, currency)?;
        }
        let document =
            json!({ "extract": name, "from": span.from, "to": span.to, "rows": sheet.rows.len(), "file": to });
        let text = t!("Wrote {title}: {file}", title = sheet.title, file = to.display());
        call.out.answer(&document, &text)?;
        return Ok(Outcome::Done);
    }
    let row = |cells: &[Cell]| cells.iter().map(|c| cell_json(c, currency)).collect::<Vec<_>>();
    let document = json!({
        "extract": name, "title": sheet.title, "subtitle": sheet.subtitle, "from": span.from, "to": span.to,
        "currency": currency.code, "columns": sheet.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>(),
        "rows": sheet.rows.iter().map(|r| row(&r.cells)).collect::<Vec<_>>(),
    });
    let mut text = format!("{}\n{}\n\n", sheet.title, sheet.subtitle);
    for row in &sheet.rows {
        let cells: Vec<String> = row.cells.iter().map(|c| cell_text(c, currency)).collect();
        text.push_str(&cells.join(" | "));
        text.push('\n');
    }
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn cell_json(cell: &Cell, currency: Currency) -> Json {
    match cell.value() {
        Cell::Empty | Cell::Opening(..) => Json::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Money(money) => currency.plain(*money).into(),
        Cell::Count(n) => (*n).into(),
    }
}

fn cell_text(cell: &Cell, currency: Currency) -> String {
    match cell.value() {
        Cell::Empty | Cell::Opening(..) => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day::short(*day),
        Cell::Money(money) => currency.figures(*money),
        Cell::Count(n) => n.to_string(),
    }
}
