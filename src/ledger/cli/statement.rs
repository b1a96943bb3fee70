//! `ledger statement`: one donor's statement, on screen or as a PDF.

use clap::Command;
use serde_json::json;

use super::{Named, file, option, person, terms, who};
use crate::cli::args::{until, writes};
use crate::cli::{Call, Cell, Outcome, Span};
use crate::kit::{Problem, Result, whole_file};
use crate::ledger::page;
use crate::ledger::store::report;
use crate::office::profile;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    let c = c
        .arg(file())
        .arg(person())
        .arg(option("from", "D", "First day (default: start of the financial year)"))
        .arg(until("Last day (default: end of the financial year)"));
    writes(c, "to", "OUT.pdf", "Write a PDF")
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let Named::Known(person) = who(&office, call.text("person"))? else {
        return Err(Problem::input(t!("Nobody in the register is called “{text}”", text = call.need("person")?)));
    };
    let profile = office.read(profile::get)?;
    let (first, last) = profile.year_of(office.today());
    let span = Span {
        from: call.day("from")?.unwrap_or(first),
        to: call.day("until")?.unwrap_or(last),
        today: office.today(),
    };
    let sheet = office.read(|conn| report::statement_of(conn, &span, person))?;
    let total = match sheet.rows.last().and_then(|row| row.cells.last()).map(Cell::value) {
        Some(Cell::Money(total)) => *total,
        _ => crate::kit::Money::ZERO,
    };
    let file = call.target("to")?;
    if let Some(to) = &file {
        let pdf = page::statement(&sheet, &page::Letterhead::of(&profile), currency, office.clock().now())?;
        whole_file::write_whole(to, &pdf)?;
    }
    let document = json!({
        "person": person,
        "title": sheet.title,
        "from": span.from,
        "to": span.to,
        "entries": sheet.rows.len().saturating_sub(1),
        "total": currency.plain(total),
        "currency": currency.code,
        "file": file,
    });
    let text = match &file {
        Some(file) => t!("Wrote {title}: {file}", title = sheet.title, file = file.display()),
        None => t!("{title}: {total}", title = sheet.title, total = currency.show(total)),
    };
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}
