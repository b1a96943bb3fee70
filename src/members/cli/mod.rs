//! The commands of members: applications and members, dues, arrears, the roll, classes and settings.

mod dues;
mod import;
mod member;
mod number;
mod papers;
mod roll;
mod settings;
mod show;

use clap::Command;
use serde_json::Value as Json;

use super::model::{FieldProblem, PersonId, Register, Term, Terms};
use super::{report, store};
use crate::cli::args::{choice, file, flag, option, person};
use crate::cli::{Call, List, Noun, Outcome, Verb, verb};
use crate::kit::{Day, Problem, Result};
use crate::office::{Office, profile};
use crate::people;
use crate::t;

/// The commands, the export, the reports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("members", "Members: applications, terms, classes, what each is on a day"),
        ("dues", "Dues: what is charged, paid and waived"),
    ],
    exports: &[store::EXPORT],
    reports: report::REPORTS,
    counts: Some(store::counts),
    lists: LISTS,
    about: Some(report::about),
    mailing: store::MAILING,
    ..Noun::NONE
};

const LISTS: &[List] =
    &[List { name: super::ops::IMPORT_NOUN, fields: super::import::FIELDS, guess: super::import::guess }];

const VERBS: &[Verb] = &[
    verb!("members", "apply"; "Record an application"; member::apply_args; member::apply),
    verb!("members", "approve"; "Approve an application, with the first dues"; member::approve_args; member::approve),
    verb!("members", "refuse"; "Refuse an application, with the reason"; member::refuse_args; member::refuse),
    verb!("members", "add"; "Record somebody who is a member already"; member::add_args; member::add),
    verb!("members", "list"; "The members and what each is on a day"; show::list_args; show::list),
    verb!("members", "show"; "One member: terms, what is owed, what was paid"; show::show_args; show::show),
    verb!("members", "status"; "What one member is on a day, and why"; show::status_args; show::status),
    verb!("members", "change"; "Change rhythm, payer, family, days or note"; member::change_args; member::change),
    verb!("members", "move"; "Move a member into another class from a day on"; member::move_args; member::move_to),
    verb!("members", "resign"; "End a membership by resignation"; member::resign_args; member::resign),
    verb!("members", "expel"; "End a membership by expulsion"; member::expel_args; member::expel),
    verb!("members", "died"; "Record that a member died"; member::died_args; member::died),
    verb!("members", "renew"; "Begin another term of somebody who lapsed or left"; member::renew_args; member::renew),
    verb!("members", "pin"; "Pin a status, with the reason"; member::pin_args; member::pin),
    verb!("members", "unpin"; "Take a pin off"; member::unpin_args; member::unpin),
    verb!("members", "number"; "Give a member a number, another or none; with --all, everybody without one"; number::args; number::run),
    verb!("members", "cards"; "Print membership cards"; papers::cards_args; papers::cards),
    verb!("members", "remind"; "Remind payers of dues in three tones, and remember it"; papers::remind_args; papers::remind),
    verb!("members", "import"; "Bring in a list of members"; import::args; import::run),
    verb!("import", "members"; "Bring in a list of members"; import::args; import::run),
    verb!("members", "classes"; "The classes and their fees; with --begin, makes the usual ones"; settings::classes_args; settings::classes),
    verb!("members", "class"; "Add or change a class, and set its fee"; settings::class_args; settings::class),
    verb!("members", "settings"; "How years and days are counted; with flags, changes it"; settings::settings_args; settings::settings),
    verb!("dues", "preview"; "Whom a dues run would charge, whom not and why"; dues::plan_args; dues::preview),
    verb!("dues", "run"; "Charge what is owed for a time, exactly as the preview shows it"; dues::plan_args; dues::run),
    verb!("dues", "pay"; "Record dues that were paid"; dues::pay_args; dues::pay),
    verb!("dues", "waive"; "Let go of what somebody owes, with the reason"; dues::waive_args; dues::waive),
    verb!("dues", "share"; "Say what a payment in the ledger is for"; dues::share_args; dues::share),
    verb!("arrears"; "Who owes dues, by age"; dues::arrears_args; dues::arrears),
    verb!("roll"; "Who may vote on a day, and why each other member may not"; roll::args; roll::run),
    verb!("roll", "print"; "Print the roll with a column to sign in, and those left out with the reason"; roll::print_args; roll::print),
];

fn one(c: Command) -> Command {
    c.arg(file()).arg(person())
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

fn wrong_fields(problems: &[FieldProblem]) -> Problem {
    let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.field.replace('_', "-"), p.message)).collect();
    Problem::input(t!("Nothing was recorded. {problems}", problems = said.join("; ")))
}

/// Who is meant by an option or argument.
fn who(office: &Office, text: &str) -> Result<PersonId> {
    office.read(|conn| people::store::resolve(conn, text))
}

/// Which term of a person a command is for.
#[derive(Clone, Copy)]
enum Pick {
    /// The application that waits.
    Waiting,
    /// The one that says what they are today.
    Main,
}

/// The member of the command line with the register around, and the term that is meant.
fn member(call: &Call<'_>, office: &Office, pick: Pick) -> Result<(Register, Term)> {
    let id = who(office, call.need("person")?)?;
    let register = office.read(|conn| store::register_of(conn, id))?;
    let terms = register.terms_of(id);
    let found = match pick {
        Pick::Waiting => terms.iter().find(|t| t.is_waiting()),
        Pick::Main => register.main_term(terms, office.today()),
    };
    let Some(term) = found.cloned() else {
        let name = office.read(|conn| people::store::get(conn, id))?.details.name;
        return Err(match pick {
            Pick::Waiting => Problem::input(t!("{name} has no application that waits", name = name)),
            Pick::Main => Problem::input(t!("{name} is no member and has not applied", name = name))
                .hint(t!("Record an application with: members apply FILE PERSON --class CLASS")),
        });
    };
    Ok((register, term))
}

/// Answers with the member as it is now.
fn answer(call: &mut Call<'_>, office: Office, term: &Term, op: Option<crate::office::OpId>) -> Result<Outcome> {
    let today = office.today();
    let currency = terms(&office)?.currency;
    let register = office.read(|conn| store::register_of(conn, term.person))?;
    office.close()?;
    let mut document = show::member_json(&register, term.person, today, currency);
    if let Json::Object(fields) = &mut document {
        fields.insert("op".into(), serde_json::json!(op));
    }
    call.out.answer(&document, &show::member_text(&register, term.person, today, currency))?;
    Ok(Outcome::Done)
}
