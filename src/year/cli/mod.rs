//! The commands of closing a year.

mod close;
mod look;
mod sample;
mod statement;

use clap::{Arg, Command};

use super::model::{Standing, Year};
use super::{report, store};
use crate::cli::args::{file, option};
use crate::cli::{Call, Noun, Verb, verb};
use crate::kit::{Problem, Result, day};
use crate::office::{Office, profile};
use crate::t;

/// The commands, the reports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("year", "Closing a year: what is to be settled, the statement of accounts, the examiner, the audit")],
    reports: report::REPORTS,
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("year", "status"; "How each year stands, and what has to be settled before the next is closed"; look::status_args; look::status),
    verb!("year", "close"; "Close a year: its entries stay as they are"; close::close_args; close::close),
    verb!("year", "reopen"; "Open the year again that was closed last"; close::reopen_args; close::reopen),
    verb!("year", "accounts"; "The statement of accounts of a year"; statement::accounts_args; statement::accounts),
    verb!("year", "note"; "Write a note of the statement"; statement::note_args; statement::note),
    verb!("year", "place"; "Put a category on a line of the statement"; statement::place_args; statement::place),
    verb!("year", "examine"; "Draw the examiner’s list by a seed that is kept, or show it"; sample::examine_args; sample::examine),
    verb!("year", "checked"; "Keep what the examiner found of an entry"; sample::checked_args; sample::checked),
    verb!("year", "audit"; "All that an auditor walks through: figures, entries, papers, history, proof"; look::audit_args; look::audit),
];

/// `FILE` and `--year`.
fn with_year(c: Command, help: &'static str) -> Command {
    c.arg(file()).arg(year_arg(help))
}

fn year_arg(help: &'static str) -> Arg {
    option("year", "YEAR", help)
}

/// A year as it is typed: 2025, 2025/26, or a day in it.
fn read_year(office: &Office, typed: &str) -> Result<Year> {
    let (profile, known) = office.read(|conn| Ok((profile::get(conn)?, store::years(conn, office.today())?)))?;
    let typed = typed.trim();
    if let Some(year) = known.iter().find(|year| year.label() == typed) {
        return Ok(*year);
    }
    if let Ok(on) = day::from_iso(typed) {
        return Ok(known
            .iter()
            .find(|year| (year.from..=year.to).contains(&on))
            .copied()
            .unwrap_or(Year::of(&profile, on)));
    }
    let labels: Vec<String> = known.iter().map(|year| year.label()).collect();
    Err(Problem::input(t!("There is no year “{year}” in this ledger", year = typed))
        .hint(t!("The years are {years}", years = labels.join(", "))))
}

/// The year of `--year`; else the last that is over.
fn year(call: &Call<'_>, office: &Office) -> Result<Year> {
    if let Some(typed) = call.text("year") {
        return read_year(office, typed);
    }
    let today = office.today();
    office.read(|conn| {
        let years = store::years(conn, today)?;
        let over = years.iter().find(|year| year.to < today).or_else(|| years.first());
        over.copied().ok_or_else(|| Problem::input(t!("There is no year in this ledger yet")))
    })
}

/// The year of `--year`; else the one that is closed next.
fn next_year(call: &Call<'_>, office: &Office) -> Result<Year> {
    if let Some(typed) = call.text("year") {
        return read_year(office, typed);
    }
    office
        .read(|conn| store::next(conn, None))?
        .ok_or_else(|| Problem::input(t!("There is no entry yet, so there is no year to close")))
}

fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Closed(_) => "closed",
        Standing::Next => "next",
        Standing::Later => "later",
        Standing::Running => "running",
    }
}
