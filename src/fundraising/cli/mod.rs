//! The commands of fundraising.

mod appeals;
mod feedback;
mod plan;
mod pledges;
mod prospects;
mod thanks;

use super::model::{PersonId, Terms};
use super::{report, store};
use crate::cli::args::{file, flag, needed, option};
use crate::cli::{Call, Export, Noun, Verb, verb};
use crate::kit::{Day, Result};
use crate::office::{Office, profile};
use crate::people;

/// The commands, the exports, the reports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("pledges", "Pledges and standing orders: what was promised, and what came"),
        ("appeals", "Appeals: what each brought and cost, and who was asked"),
        ("plan", "The fundraising plan: what each way should bring in each month, and brought"),
        ("prospects", "Who may give, how much, who asks, and the next step"),
        ("donors", "Donors of this year beside those of the year before; who is to be thanked"),
    ],
    exports: &[PLEDGES, APPEALS, ASKED],
    reports: report::REPORTS,
    counts: Some(|conn, _today| store::counts(conn)),
    mailing: store::MAILING,
    about: Some(report::about),
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

/// The appeals as a table.
pub(super) const APPEALS: Export = Export {
    name: "appeals",
    says: "Appeals",
    columns: store::appeal_columns,
    rows: store::appeal_rows,
    ..Export::NONE
};

/// Everybody who was asked, with what a letter to them needs.
pub(super) const ASKED: Export = Export {
    name: "asked",
    says: "People who were asked",
    columns: store::asked_columns,
    rows: store::asked_rows,
    ..Export::NONE
};

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
    verb!("appeals", "list"; "Appeals with what they brought against their targets"; appeals::list_args; appeals::list),
    verb!("appeals", "show"; "One appeal: what it brought and cost, its pages, who was asked"; appeals::one_args; appeals::show),
    verb!("appeals", "add"; "Plan an appeal"; appeals::add_args; appeals::add),
    verb!("appeals", "change"; "Change target, cost, days and the rest"; appeals::change_args; appeals::change),
    verb!("appeals", "remove"; "Remove the plan of an appeal; entries keep its name"; appeals::one_args; appeals::remove),
    verb!("appeals", "name"; "Another name under which money comes for it: a list’s word, somebody’s page"; appeals::name_args; appeals::name),
    verb!("appeals", "unname"; "Take such a name off it"; appeals::unname_args; appeals::unname),
    verb!("appeals", "ask"; "Keep that people were asked to give to it"; appeals::ask_args; appeals::ask),
    verb!("appeals", "unask"; "Remove a list of people who were asked"; appeals::unask_args; appeals::unask),
    verb!("appeals", "asked"; "Who was asked, and what they gave since"; appeals::asked_args; appeals::asked),
    verb!("donors", "list"; "Donors of a year beside those of the year before: who gave again"; appeals::donors_args; appeals::donors),
    verb!("donors", "to-thank"; "Donors who were not thanked since they gave"; thanks::list_args; thanks::list),
    verb!("donors", "feedback"; "What donors said, counted by tag, appeal and mood; `people log` notes it"; feedback::args; feedback::run),
    verb!("plan", "show"; "A year’s plan with what came of it, and what is behind"; plan::show_args; plan::show),
    verb!("plan", "set"; "Plan what a way should bring in a month, or over a year"; plan::set_args; plan::set),
    verb!("plan", "copy"; "Begin a plan from another year’s, or from what came in it"; plan::copy_args; plan::copy),
    verb!("prospects", "list"; "Who may give, whose next step is due first"; prospects::list_args; prospects::list),
    verb!("prospects", "set"; "Write down what is known of somebody who may give"; prospects::set_args; prospects::set),
    verb!("prospects", "remove"; "Remove a prospect; the person stays"; prospects::remove_args; prospects::remove),
    verb!("donors", "thank"; "Keep that donors were thanked"; thanks::thank_args; thanks::thank),
];

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
