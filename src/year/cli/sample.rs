//! `year examine` and `checked`.

use clap::Command;
use serde_json::json;

use super::super::model::{NewSample, Outcome as Found, SAMPLE, Sample};
use super::super::{ops, report, store};
use super::{with_year, year};
use crate::cli::args::{choice, flag, needed, option, writes};
use crate::cli::{Call, Letterhead, Outcome, on_paper, write_sheet};
use crate::kit::{Problem, Result, text, whole_file};
use crate::ledger::store::report::ENTRIES;
use crate::office::{Office, OpId, profile};
use crate::t;

pub(super) fn examine_args(c: Command) -> Command {
    let c = with_year(c, "Which one (default: the last that is over)")
        .arg(option("count", "N", "How many are drawn (default: 25)"))
        .arg(option("over", "A", "Take every entry of at least this amount as well"))
        .arg(option("seed", "TEXT", "The seed (default: a new one); it is kept"))
        .arg(flag("draw", "Draw another list where there is one already"));
    writes(c, "to", "OUT", "A .pdf, .csv or .xlsx file")
}

pub(super) fn examine(call: &mut Call<'_>) -> Result<Outcome> {
    let asks = call.flag("draw") || ["count", "over", "seed"].iter().any(|name| call.text(name).is_some());
    let office = call.office_to_read()?;
    let year = year(call, &office)?;
    let (known, profile) = office.read(|conn| Ok((store::sample_of(conn, year)?, profile::get(conn)?)))?;
    if let Some(sample) = known.filter(|_| !asks) {
        return answer(call, &office, &sample, None);
    }
    drop(office);
    let mut office = call.office()?;
    let least = call.text("over").map(|typed| profile.currency.parse(typed, None)).transpose()?;
    let new = NewSample {
        year,
        seed: call.text("seed").unwrap_or_default().to_owned(),
        count: call.number("count")?.unwrap_or(SAMPLE),
        least,
    };
    let done = ops::examine(&mut office, &new)?;
    let sample = office.read(|conn| store::sample(conn, done.value))?;
    let outcome = answer(call, &office, &sample, done.op)?;
    office.close()?;
    Ok(outcome)
}

fn answer(call: &mut Call<'_>, office: &Office, sample: &Sample, op: Option<OpId>) -> Result<Outcome> {
    let (sheet, all, profile) = office.read(|conn| {
        Ok((report::sample_sheet(conn, sample, ENTRIES)?, store::sampled(conn, sample.id)?, profile::get(conn)?))
    })?;
    let currency = *profile.currency;
    let to = call.target("to")?;
    if let Some(path) = &to {
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            let foot = t!("To be held against the papers");
            let pdf = on_paper(&sheet, &Letterhead::of(&profile), currency, office.clock().now(), foot)?;
            whole_file::write_whole(path, &pdf)?;
        } else {
            write_sheet(path, &sheet, currency)?;
        }
    }
    let mut out = format!("{}\n{}\n", sheet.title, sheet.subtitle);
    for (one, row) in all.iter().zip(&sheet.rows) {
        let who = match row.cells.get(2) {
            Some(crate::cli::Cell::Text(who)) => who.as_str(),
            _ => "",
        };
        out.push_str(&format!(
            "{:>4} {:<20} {:<30} {:<10} {}\n",
            one.position,
            one.entry.to_string(),
            who,
            one.outcome.label(),
            one.note
        ));
    }
    out.push_str(&text::plural(all.len(), t!("entry"), t!("entries")));
    let document = json!({
        "id": sample.id, "year": sample.new.year.label(), "seed": sample.new.seed, "count": sample.new.count,
        "over": sample.new.least.map(|sum| currency.plain(sum)), "of": sample.of_all, "drawn_on": sample.on,
        "drawn_by": sample.by, "op": op, "file": to,
        "entries": all.iter().map(|one| json!({ "number": one.position, "entry": one.entry, "why": one.why.key(),
            "outcome": one.outcome.word(), "note": one.note, "checked_on": one.on, "checked_by": one.by })).collect::<Vec<_>>(),
    });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn checked_args(c: Command) -> Command {
    with_year(c, "Which one (default: the last that is over)")
        .arg(needed("entry", "ENTRY", "The id of the entry, or its number in the list"))
        .arg(choice("outcome", "WORD", "What was found", Found::ALL.map(Found::word)).required(true))
        .arg(option("note", "TEXT", "A note; a query says what is to be asked"))
}

pub(super) fn checked(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let year = year(call, &office)?;
    let Some(sample) = office.read(|conn| store::sample_of(conn, year))? else {
        return Err(Problem::input(t!("No list was drawn for {year}", year = year.label()))
            .hint(t!("Draw one with: year examine FILE")));
    };
    let typed = call.need("entry")?;
    let all = office.read(|conn| store::sampled(conn, sample.id))?;
    let found = all.iter().find(|one| one.position.to_string() == typed || one.entry.to_string() == typed);
    let Some(entry) = found.map(|one| one.entry) else {
        return Err(Problem::input(t!("“{entry}” is not in the examiner’s list", entry = typed)));
    };
    let outcome = Found::of(call.need("outcome")?)?;
    let done = ops::checked(&mut office, sample.id, entry, outcome, call.text("note").unwrap_or_default())?;
    office.close()?;
    call.out.answer(&json!({ "entry": entry, "outcome": outcome.word(), "op": done.op }), outcome.label())?;
    Ok(Outcome::Done)
}
