//! The bank on the command line: statements in, lines matched, accounts reconciled.

mod import;
mod json;
mod matching;
mod reconcile;
mod rules;
mod show;

use clap::{Arg, Command};

use super::statement::fields;
use super::store;
use crate::cli::args::{self, file, flag};
use crate::cli::{Call, List, Noun, Verb, verb};
use crate::kit::Result;
use crate::ledger;
use crate::ledger::model::AccountId;
use crate::office::Office;

/// The bank's part of the command line.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("bank", "Statements of the bank: what came in, matched to what it was for")],
    counts: Some(|conn, _today| store::counts(conn)),
    closing: Some(store::closing),
    lists: &[List { name: "bank", fields: fields::FIELDS, guess: fields::guess }],
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("import", "bank"; "Bring a bank statement in: OFX, QIF, CAMT, MT940 or a table"; import::args; import::run),
    verb!("bank", "statements"; "The statements that were read, with their balances"; show::statements_args; show::statements),
    verb!("bank", "lines"; "The lines of statements and what became of each"; show::lines_args; show::lines),
    verb!("bank", "forget"; "Take a statement out again, with its lines"; import::forget_args; import::forget),
    verb!("bank", "match"; "Match every line of which it is sure what it is, and list what the others could be"; matching::match_args; matching::run_match),
    verb!("bank", "show"; "One line with what it was matched to, or what it could be and why"; matching::show_args; matching::show),
    verb!("bank", "accept"; "Match a line as suggested, or lines with entries of the ledger"; matching::accept_args; matching::accept),
    verb!("bank", "record"; "Record a line, or several as one, as a new entry"; matching::record_args; matching::record),
    verb!("bank", "split"; "Record a line in parts, or match it with several entries"; matching::split_args; matching::split),
    verb!("bank", "aside"; "Set lines aside that are nothing for the ledger"; matching::aside_args; matching::aside),
    verb!("bank", "bring-back"; "Bring lines back that were set aside"; matching::several_args; matching::bring_back),
    verb!("bank", "free"; "Take back what lines were matched to"; matching::several_args; matching::free),
    verb!("bank", "rules"; "What was remembered of lines"; rules::list_args; rules::list),
    verb!("bank", "rule"; "Remember what lines like one are, or change that"; rules::save_args; rules::save),
    verb!("bank", "remove-rule"; "Forget what was remembered"; rules::remove_args; rules::remove),
    verb!("bank", "expected"; "What was expected and did not come"; reconcile::expected_args; reconcile::expected),
    verb!("bank", "reconcile"; "Find that an account agrees with the bank on a day"; reconcile::reconcile_args; reconcile::reconcile),
    verb!("bank", "reconciliations"; "The days on which accounts were found to agree"; with_account; reconcile::reconciliations),
    verb!("bank", "reopen"; "Take the last reconciliation of an account back"; reconcile::reopen_args; reconcile::reopen),
];

/// A flag with a value; an amount of the bank may be below nothing.
fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    args::option(name, value, help).allow_hyphen_values(true)
}

fn with_account(c: Command) -> Command {
    c.arg(file()).arg(option("account", "NAME", "The account of the ledger"))
}

/// The account of `--account`, if it was given.
fn account(call: &Call<'_>, office: &Office) -> Result<Option<AccountId>> {
    call.text("account").map(|name| office.read(|conn| ledger::store::find_account(conn, name))).transpose()
}
