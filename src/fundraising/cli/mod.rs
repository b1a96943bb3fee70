//! The commands of fundraising.

mod pledges;

use clap::{Arg, ArgAction};

use super::model::{PersonId, Terms};
use super::{report, store};
use crate::cli::{Call, Export, Noun, Verb};
use crate::kit::{Day, Result};
use crate::office::{Office, profile};
use crate::people;

/// The commands, the exports, the reports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("pledges", "Pledges and standing orders: what was promised, and what came")],
    exports: &[PLEDGES],
    reports: report::REPORTS,
    counts: Some(store::counts),
    ..Noun::NONE
};

/// The pledges as a table.
pub(super) const PLEDGES: Export = Export {
    name: "pledges",
    says: "Pledges",
    columns: store::pledge_columns,
    rows: store::pledge_rows,
    ..Export::NONE
};

macro_rules! verb {
    ($($word:literal),+; $about:literal; $args:path; $run:path) => {
        Verb { words: &[$($word),+], about: $about, args: $args, run: $run }
    };
}

const VERBS: &[Verb] = &[
    verb!("pledges", "list"; "Pledges and how each stands on a day, missed ones first"; pledges::list_args; pledges::list),
    verb!("pledges", "show"; "One pledge with its instalments"; pledges::show_args; pledges::show),
    verb!("pledges", "due"; "What payments can still be for: instalments that have not come"; pledges::due_args; pledges::due),
    verb!("pledges", "add"; "Record a pledge or a standing order"; pledges::add_args; pledges::add),
    verb!("pledges", "change"; "Change amount, rhythm, days and the rest"; pledges::change_args; pledges::change),
    verb!("pledges", "cancel"; "End a pledge before its time"; pledges::cancel_args; pledges::cancel),
    verb!("pledges", "resume"; "Take a cancelled pledge up again"; pledges::one_args; pledges::resume),
    verb!("pledges", "remove"; "Remove a pledge that was recorded by mistake"; pledges::one_args; pledges::remove),
    verb!("pledges", "receive"; "Record an instalment that came, as a donation"; pledges::receive_args; pledges::receive),
    verb!("pledges", "match"; "Count donations towards pledges: one, or all that look like instalments"; pledges::match_args; pledges::match_up),
    verb!("pledges", "unmatch"; "Take a donation off a pledge; it stays in the ledger"; pledges::unmatch_args; pledges::unmatch),
];

fn file() -> Arg {
    Arg::new("file").value_name("FILE").required(true).help("The office")
}

fn argument(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(value).required(true).help(help)
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// What typed days and amounts are read against.
fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

/// The day of `--on`, else today.
fn on(call: &Call<'_>, office: &Office) -> Result<Day> {
    Ok(call.day("on")?.unwrap_or(office.today()))
}

/// Who is meant by an option or argument.
fn who(office: &Office, text: &str) -> Result<PersonId> {
    office.read(|conn| people::store::resolve(conn, text))
}

/// Puts what options say into the fields of a form.
fn put<'a>(call: &Call<'_>, fields: impl IntoIterator<Item = (&'a str, &'a mut String)>) {
    for (name, field) in fields {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
}
