//! `ledger statement`: one donor's statement, on screen, as a PDF or as a table.

use clap::Command;
use serde_json::json;

use super::{file, option, person, terms};
use crate::cli::args::{until, writes};
use crate::cli::{Call, Cell, Outcome, SHEET_FORMS, Span, save_sheet, sheet_json, sheet_text};
use crate::kit::{Problem, Result};
use crate::ledger::store::report;
use crate::office::profile;
use crate::people;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(person())
        .arg(option("from", "D", "First day (default: start of the financial year)"))
        .arg(until("Last day (default: end of the financial year)"));
    writes(c, "to", "OUT", SHEET_FORMS)
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let person = call.need("person")?;
    let person = office.read(|conn| people::store::resolve(conn, person))?;
    let profile = office.read(profile::get)?;
    let (first, last) = profile.year_of(office.today());
    let span = Span {
        from: call.day("from")?.unwrap_or(first),
        to: call.day("until")?.unwrap_or(last),
        today: office.today(),
    };
    if span.to < span.from {
        return Err(Problem::usage(t!("The last day lies before the first")));
    }
    let file = call.sheet_target()?;
    let sheet = office.read(|conn| report::statement_of(conn, &span, person))?;
    let total = match sheet.rows.last().and_then(|row| row.cells.last()).map(Cell::value) {
        Some(Cell::Money(total)) => *total,
        _ => crate::kit::Money::ZERO,
    };
    if let Some(to) = &file {
        save_sheet(to, &sheet, &profile, &**office.clock(), t!("A statement is not a receipt"))?;
    }
    let (columns, rows) = sheet_json(&sheet, currency);
    let document = json!({
        "person": person,
        "title": sheet.title,
        "from": span.from,
        "to": span.to,
        "entries": sheet.rows.len().saturating_sub(1),
        "total": currency.plain(total),
        "currency": currency.code,
        "columns": columns,
        "rows": rows,
        "file": file,
    });
    let text = match &file {
        Some(file) => t!("Wrote {title}: {file}", title = sheet.title, file = file.display()),
        None => sheet_text(&sheet, currency),
    };
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}
