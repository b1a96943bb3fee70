//! The bank on the command line: statements in, lines matched, accounts reconciled.

mod import;
mod show;

use clap::{Arg, ArgAction, Command};

use super::statement::fields;
use super::store;
use crate::cli::{Call, List, Noun, Verb};
use crate::kit::Result;
use crate::ledger;
use crate::ledger::model::AccountId;
use crate::office::Office;

/// The bank's part of the command line.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("bank", "Statements of the bank: what came in, matched to what it was for")],
    counts: Some(store::counts),
    closing: Some(store::closing),
    lists: &[List { name: "bank", fields: fields::FIELDS, guess: fields::guess }],
    ..Noun::NONE
};

macro_rules! verb {
    ($($word:literal),+; $about:literal; $args:path; $run:path) => {
        Verb { words: &[$($word),+], about: $about, args: $args, run: $run }
    };
}

const VERBS: &[Verb] = &[
    verb!("import", "bank"; "Bring a bank statement in: OFX, QIF, CAMT, MT940 or a table"; import::args; import::run),
    verb!("bank", "statements"; "The statements that were read, with their balances"; show::statements_args; show::statements),
    verb!("bank", "lines"; "The lines of statements and what became of each"; show::lines_args; show::lines),
    verb!("bank", "forget"; "Take a statement out again, with its lines"; import::forget_args; import::forget),
];

fn file() -> Arg {
    Arg::new("file").value_name("FILE").required(true).help("The office")
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).allow_hyphen_values(true)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn with_account(c: Command) -> Command {
    c.arg(file()).arg(option("account", "NAME", "The account of the ledger"))
}

/// The account of `--account`, if it was given.
fn account(call: &Call<'_>, office: &Office) -> Result<Option<AccountId>> {
    call.text("account").map(|name| office.read(|conn| ledger::store::find_account(conn, name))).transpose()
}
