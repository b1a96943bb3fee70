//! The commands of rules: what is found, what was done, the law, the party's own rules, extracts.

mod extract;
mod law;
mod own;
mod show;
mod work;

use clap::Command;

use super::own::Reading;
use super::report;
use crate::cli::args::{file, flag, needed, option};
use crate::cli::{Call, Noun, Outcome, Verb, verb};
use crate::kit::{Problem, Result};
use crate::ledger::model::FieldProblem;
use crate::office::{Office, profile};
use crate::t;

/// The commands and reports.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("rules", "The rules of the law: what they find, and what was done about it")],
    reports: report::REPORTS,
    closing: Some(super::store::closing),
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("rules", "findings"; "What the law’s rules find, by the day it is due"; show::list_args; show::list),
    verb!("rules", "show"; "One finding: why, what the law says, what was done"; show::show_args; show::show),
    verb!("rules", "foresee"; "What money would cause, before it is recorded"; show::foresee_args; show::foresee),
    verb!("rules", "work"; "Record what was done about a finding"; work::args; work::run),
    verb!("rules", "set-aside"; "Set aside what fell due before a day"; work::aside_args; work::aside),
    verb!("rules", "donor"; "What the law asks of a donor; with flags, changes it"; own::donor_args; own::donor),
    verb!("rules", "law"; "The rules of the office’s law, each value with day, source and confidence"; law::args; law::run),
    verb!("rules", "credit"; "What a donor gets back through the tax"; law::credit_args; law::credit),
    verb!("rules", "own"; "The party’s own values, rules and election periods"; own::list_args; own::list),
    verb!("rules", "set"; "Set a value of the party’s own, with the reason"; own::set_args; own::set),
    verb!("rules", "unset"; "Take a value of the party’s own back"; own::id_args; own::unset),
    verb!("rules", "add"; "Add or change a rule of the party’s own, with the reason"; own::add_args; own::add),
    verb!("rules", "remove"; "Remove a rule of the party’s own"; own::id_args; own::remove),
    verb!("rules", "election"; "Write an election period down"; own::election_args; own::election),
    verb!("rules", "no-election"; "Remove an election period"; own::id_args; own::no_election),
    verb!("rules", "extract"; "What is reported for a period, or the list of extracts"; extract::args; extract::run),
];

fn finding_arg(c: Command) -> Command {
    c.arg(file()).arg(needed("finding", "FINDING", "Its key, as `rules findings` lists it"))
}

/// What typed days and amounts are read against.
fn reading(office: &Office) -> Result<Reading> {
    let profile = office.read(profile::get)?;
    Ok(Reading { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

fn wrong_fields(problems: &[FieldProblem]) -> Problem {
    let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.field.replace('_', "-"), p.message)).collect();
    Problem::input(t!("Nothing was recorded. {problems}", problems = said.join("; ")))
}

fn typed(call: &Call<'_>, name: &str) -> String {
    call.text(name).unwrap_or("").to_owned()
}

/// Ends a command that wrote, with the step of history and more.
fn answer(call: &mut Call<'_>, office: Office, document: &serde_json::Value, text: &str) -> Result<Outcome> {
    office.close()?;
    call.out.answer(document, text)?;
    Ok(Outcome::Done)
}
