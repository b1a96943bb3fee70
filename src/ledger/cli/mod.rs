//! The ledger on the command line: its commands, reports and exports.

mod batch;
pub mod causes;
mod chart;
mod import;
mod record;
mod statement;

use clap::Command;
use serde_json::{Value as Json, json};

use super::import::{FIELDS, guess};
use super::model::{PersonId, Terms};
use super::store::{self, register};
use crate::cli::args::{choice, dry_run, file, flag, needed, option, person};
use crate::cli::{Call, Export, List, Noun, Report, Verb, verb};
use crate::kit::{Day, Problem, Result, day};
use crate::office::{Office, profile};
use crate::people::store::Likely;
use crate::people::{self, PersonForm};
use crate::t;

/// The ledger's part of the command line.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("ledger", "Money in and out: entries, batches, accounts")],
    exports: EXPORTS,
    reports: REPORTS,
    counts: Some(|conn, _today| store::counts(conn)),
    lists: LISTS,
    closing: Some(store::closing),
    about: Some(store::about),
    ..Noun::NONE
};

/// The lists that can be brought in.
const LISTS: &[List] = &[List { name: "donations", fields: FIELDS, guess }];

const VERBS: &[Verb] = &[
    verb!("ledger", "record"; "Record one entry"; record::record_args; record::record),
    verb!("ledger", "batch"; "Post a batch from a table"; batch::args; batch::run),
    verb!("ledger", "reverse"; "Take an entry back by its opposite"; record::reverse_args; record::reverse),
    verb!("ledger", "refund"; "Give back money of an entry"; record::refund_args; record::refund),
    verb!("ledger", "entries"; "The newest entries, or those of a filter"; record::entries_args; record::entries),
    verb!("ledger", "accounts"; "The accounts and what lies in them"; chart::accounts_args; chart::accounts),
    verb!("ledger", "account"; "Add, rename or close an account"; chart::account_args; chart::account),
    verb!("ledger", "category"; "Add, rename or close a category"; chart::category_args; chart::category),
    verb!("ledger", "fund"; "Add, rename or close a fund"; chart::fund_args; chart::fund),
    verb!("ledger", "statement"; "A donor’s statement"; statement::args; statement::run),
    verb!("import", "donations"; "Bring donations in from a table"; import::args; import::run),
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
    store::through::REPORT,
];

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

/// Who of the register a name that is new may be meant for: the likeliest, and what tells each apart.
fn near(office: &Office, name: &str) -> Result<Vec<Likely>> {
    let form = PersonForm { name: name.to_owned(), ..PersonForm::default() };
    let today = office.today();
    office.read(|conn| people::store::likely_duplicates(conn, &form, today, 3))
}

/// The same as one line, empty where nobody is near.
fn near_line(name: &str, near: &[Likely]) -> Option<String> {
    let one = |likely: &Likely| match likely.hit.line.as_str() {
        "" => format!("{} ({})", likely.hit.name, likely.hit.id),
        line => format!("{} ({line}; {})", likely.hit.name, likely.hit.id),
    };
    let all: Vec<String> = near.iter().map(one).collect();
    (!all.is_empty()).then(|| {
        t!("“{name}” is new in the register. Was one of these meant? {near}", name = name, near = all.join(", "))
    })
}

fn near_json(near: &[Likely]) -> Vec<Json> {
    near.iter()
        .map(|likely| json!({ "id": likely.hit.id, "name": likely.hit.name, "because": likely.because }))
        .collect()
}

/// Says what is unusual about the days of an entry.
fn remark_days(call: &mut Call<'_>, terms: &Terms, received: Day, banked: Option<Day>) -> Result<()> {
    let mut said: Vec<String> =
        [Some(received), banked].into_iter().flatten().filter_map(|day| day::unusual(day, terms.today)).collect();
    said.dedup();
    said.iter().try_for_each(|words| call.out.remark(words))
}

/// A day as commands take it, today where none is given.
fn day_or_today(call: &Call<'_>, name: &str, office: &Office) -> Result<Day> {
    Ok(call.day(name)?.unwrap_or(office.today()))
}
