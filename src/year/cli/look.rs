//! `year status` and `audit`.

use clap::Command;
use serde_json::json;

use super::super::{printing, report, store};
use super::close::{closed_json, item_json, item_line};
use super::{standing_key, with_year, year};
use crate::cli::args::{option, writes};
use crate::cli::{Call, Outcome, Span, closing, write_sheet};
use crate::kit::{Problem, Result, text, whole_file};
use crate::ledger::model::{EntryId, Filter};
use crate::ledger::store::report::ENTRIES;
use crate::office::profile;
use crate::t;

pub(super) fn status_args(c: Command) -> Command {
    with_year(c, "Ask for another year than the one that is next")
}

pub(super) fn status(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let wanted = call.text("year").map(|typed| super::read_year(&office, typed)).transpose()?;
    let asked: Vec<_> = call.nouns.iter().filter_map(|noun| noun.closing).collect();
    let (years, all, next, items, currency) = office.read(|conn| {
        let years = store::years(conn, today)?;
        let years: Vec<_> =
            years.into_iter().map(|year| Ok((year, store::standing(conn, year, today)?))).collect::<Result<_>>()?;
        let next = match wanted {
            Some(year) => Some(year),
            None => store::next(conn, None)?.filter(|next| next.to < today),
        };
        let items = match next {
            Some(year) => closing(asked.iter().copied(), conn, &Span { from: year.from, to: year.to, today })?,
            None => Vec::new(),
        };
        Ok((years, store::all(conn)?, next, items, *profile::get(conn)?.currency))
    })?;
    let document = json!({
        "years": years.iter().map(|(year, standing)| json!({ "year": year.label(), "from": year.from, "to": year.to,
            "state": standing_key(*standing) })).collect::<Vec<_>>(),
        "closed": all.iter().map(|closed| closed_json(closed, currency)).collect::<Vec<_>>(),
        "next": next.map(|year| year.label()),
        "items": items.iter().map(item_json).collect::<Vec<_>>(),
    });
    let mut out = String::new();
    for (year, standing) in &years {
        out.push_str(&format!("{:<8} {}\n", year.label(), standing_key(*standing)));
    }
    match next {
        Some(year) => {
            out.push_str(&t!("\nBefore {year} is closed:\n", year = year.label()));
            for item in &items {
                out.push_str(&item_line(item));
            }
        }
        None => out.push_str(t!("\nNo year is over and open")),
    }
    call.out.answer(&document, out.trim_end())?;
    Ok(Outcome::Done)
}

pub(super) fn audit_args(c: Command) -> Command {
    let c = with_year(c, "Which one (default: the last that is over)")
        .arg(option("open", "FILTER", "Only the entries of a figure, as “year accounts” names them"))
        .arg(option("entry", "ID", "One entry with what its steps took away"));
    writes(c, "to", "OUT", "All of it as a .pdf, or the entries as .csv or .xlsx")
}

pub(super) fn audit(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    if let Some(id) = call.text("entry") {
        return one(call, &office, id.parse()?);
    }
    let year = year(call, &office)?;
    let currency = *office.read(profile::get)?.currency;
    let filter: Filter = match call.text("open") {
        Some(filter) => filter.parse()?,
        None => Filter::between(year.from, year.to),
    };
    let to = call.target("to")?;
    if let Some(path) = &to
        && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
    {
        whole_file::write_whole(path, &printing::audit(&office, year)?)?;
        let said = t!("Wrote the audit of {year}: {file}", year = year.label(), file = path.display());
        call.out.answer(&json!({ "year": year.label(), "file": path }), &said)?;
        return Ok(Outcome::Done);
    }
    let sheet = office.read(|conn| report::audit_sheet(conn, &filter, ENTRIES))?;
    if let Some(path) = &to {
        write_sheet(path, &sheet, currency)?;
        let said = t!("Wrote {sheet}: {file}", sheet = sheet.title, file = path.display());
        call.out.answer(&json!({ "year": year.label(), "file": path, "rows": sheet.rows.len() }), &said)?;
        return Ok(Outcome::Done);
    }
    let rows = office.read(|conn| store::audit(conn, &filter, 0, usize::MAX >> 1))?;
    let proof = printing::proof(&office)?;
    let mut out = String::new();
    let mut list = Vec::new();
    for row in rows.iter().rev() {
        let paper = row.paper();
        out.push_str(&format!(
            "{} {:<12} {:<28} {:>12}  {}\n",
            row.row.received,
            row.row.kind.label(),
            row.row.who,
            currency.figures(row.row.part),
            paper
        ));
        list.push(json!({
            "id": row.row.id, "received": row.row.received, "kind": row.row.kind.key(), "who": row.row.who,
            "amount": currency.plain(row.row.part), "categories": row.categories, "accounts": row.accounts,
            "reference": row.row.reference, "batch": row.batch, "receipt": row.row.receipt, "lock": row.row.lock,
            "papers": row.papers.iter().map(|p| json!({ "name": p.name, "sha256": p.digest })).collect::<Vec<_>>(),
            "steps": row.steps,
        }));
    }
    out.push_str(&text::plural(rows.len(), t!("entry"), t!("entries")));
    for (what, found) in &proof {
        out.push_str(&format!("\n{what}: {found}"));
    }
    let document = json!({ "year": year.label(), "filter": filter.to_string(), "entries": list,
        "proof": proof.iter().map(|(what, found)| json!({ "what": what, "found": found })).collect::<Vec<_>>() });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

fn one(call: &mut Call<'_>, office: &crate::office::Office, id: EntryId) -> Result<Outcome> {
    let (found, currency) = office.read(|conn| Ok((store::audited(conn, id)?, *profile::get(conn)?.currency)))?;
    let Some((row, changed)) = found else { return Err(Problem::input(t!("This entry is not in the ledger"))) };
    let mut out = format!(
        "{} {} {} {}\n{}\n",
        row.row.received,
        row.row.kind.label(),
        row.row.who,
        currency.show(row.row.amount),
        row.paper()
    );
    for step in &row.steps {
        let undone = if step.undone { t!(" (undone)") } else { "" };
        out.push_str(&format!("{}  {}, {}{undone}\n", report::on_day(&step.at), step.summary, step.who));
    }
    for change in &changed {
        out.push_str(&format!("{}  {}, {}\n", report::on_day(&change.at), change.says, change.who));
    }
    let document = json!({
        "id": id, "received": row.row.received, "kind": row.row.kind.key(), "who": row.row.who,
        "amount": currency.plain(row.row.amount), "paper": row.paper(), "lock": row.row.lock, "steps": row.steps,
        "changed": changed.iter().map(|c| json!({ "at": c.at, "who": c.who, "says": c.says })).collect::<Vec<_>>(),
    });
    call.out.answer(&document, out.trim_end())?;
    Ok(Outcome::Done)
}
