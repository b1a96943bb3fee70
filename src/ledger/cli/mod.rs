//! The ledger on the command line: its commands, reports and exports.

mod batch;
mod chart;
mod import;
mod record;
mod statement;

use clap::{Arg, ArgAction, Command};

use super::import::{FIELDS, guess};
use super::model::{PersonId, Terms};
use super::store::{self, register};
use crate::cli::{Call, Export, List, Noun, Report, Verb};
use crate::kit::{Day, Problem, Result};
use crate::office::{Office, profile};
use crate::t;

/// The ledger's part of the command line.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    exports: EXPORTS,
    reports: REPORTS,
    counts: Some(store::counts),
    lists: LISTS,
    about: Some(store::about),
};

/// The lists that can be brought in.
const LISTS: &[List] = &[List { name: "donations", fields: FIELDS, guess }];

const VERBS: &[Verb] = &[
    Verb { words: &["ledger", "record"], about: "Record one entry", args: record::record_args, run: record::record },
    Verb { words: &["ledger", "batch"], about: "Post a batch from a table", args: batch::args, run: batch::run },
    Verb {
        words: &["ledger", "reverse"],
        about: "Take an entry back by its opposite",
        args: record::reverse_args,
        run: record::reverse,
    },
    Verb {
        words: &["ledger", "refund"],
        about: "Give back money of an entry",
        args: record::refund_args,
        run: record::refund,
    },
    Verb {
        words: &["ledger", "entries"],
        about: "The newest entries, or those of a filter",
        args: record::entries_args,
        run: record::entries,
    },
    Verb {
        words: &["ledger", "accounts"],
        about: "The accounts and what lies in them",
        args: chart::accounts_args,
        run: chart::accounts,
    },
    Verb {
        words: &["ledger", "account"],
        about: "Add, rename or close an account",
        args: chart::account_args,
        run: chart::account,
    },
    Verb {
        words: &["ledger", "category"],
        about: "Add, rename or close a category",
        args: chart::category_args,
        run: chart::category,
    },
    Verb { words: &["ledger", "fund"], about: "Add, rename or close a fund", args: chart::fund_args, run: chart::fund },
    Verb {
        words: &["ledger", "statement"], about: "A donor’s statement", args: statement::args, run: statement::run
    },
    Verb {
        words: &["import", "donations"],
        about: "Bring donations in from a table",
        args: import::args,
        run: import::run,
    },
];

const EXPORTS: &[Export] = &[
    Export {
        name: "donations",
        says: "Donations",
        columns: store::donation_columns,
        rows: store::donations,
        ..Export::NONE
    },
    Export {
        name: "entries",
        says: "Entries",
        columns: store::entry_columns,
        rows: store::entries_out,
        ..Export::NONE
    },
];

const REPORTS: &[Report] = &[
    Report {
        name: "income",
        says: "Income and expenditure",
        about: "By category and month, last year beside it",
        sheet: store::report::income,
    },
    Report {
        name: "donors",
        says: "Donors by total",
        about: "Who gave how much, the largest first",
        sheet: store::report::donors_by_total,
    },
    Report {
        name: "balances",
        says: "Account balances",
        about: "What lies in each account and fund, and where it comes from",
        sheet: store::report::balances,
    },
    Report {
        name: "statements",
        says: "Donor statements",
        about: "Each donor’s donations, one donor after the other",
        sheet: store::report::statements,
    },
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

fn file_only(c: Command) -> Command {
    c.arg(file())
}

/// What typed days and amounts are read against.
fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

/// Somebody named on the command line.
enum Named {
    Nobody,
    Known(PersonId),
    /// Nobody of the register: they come in with what is recorded.
    New(String),
}

/// Who is meant by an id, a number, an e-mail address or a name. What looks like an id or an address has to be found.
fn who(office: &Office, text: Option<&str>) -> Result<Named> {
    let Some(text) = text.map(str::trim).filter(|t| !t.is_empty()) else { return Ok(Named::Nobody) };
    let found = office.read(|conn| register::people_called(conn, text))?;
    match found.as_slice() {
        [(id, _)] => Ok(Named::Known(*id)),
        [] if text.contains('@') || text.chars().all(|c| c.is_ascii_digit()) => {
            Err(Problem::input(t!("Nobody in the register has “{text}”. Nothing was recorded", text = text)))
        }
        [] => Ok(Named::New(text.to_owned())),
        several => {
            let list: Vec<String> = several.iter().take(10).map(|(id, name)| format!("{name} ({id})")).collect();
            Err(Problem::input(t!("More than one person is called “{text}”. Nothing was recorded", text = text))
                .hint(t!("Say who by the id: {list}", list = list.join(", "))))
        }
    }
}

/// A day as commands take it, today where none is given.
fn day_or_today(call: &Call<'_>, name: &str, office: &Office) -> Result<Day> {
    Ok(call.day(name)?.unwrap_or(office.today()))
}
