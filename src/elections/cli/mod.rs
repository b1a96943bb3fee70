//! The commands of elections.

mod calculator;
mod election;
mod nominate;
mod papers;
mod result;
mod show;

use super::model::{ElectionId, NomineeId, PersonId, Terms, Whole};
use super::{export, store};
use crate::cli::args::{file, needed};
use crate::cli::{Call, Noun, Outcome, Verb, verb};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::{Office, profile};
use crate::people;
use crate::t;

/// The commands and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("elections", "Elections, from nominations to the declared result")],
    exports: &[export::ELECTIONS, export::CANDIDATES],
    counts: Some(|conn, _today| store::counts(conn)),
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("elections", "count"; "Count a ballot file (BLT) under named rules, stage by stage; no office is needed"; calculator::args; calculator::run),
    verb!("elections", "list"; "Elections, the latest first"; show::list_args; show::list),
    verb!("elections", "show"; "One election: who stands, how far it is, what is missing"; one_args; show::show),
    verb!("elections", "new"; "Lay an election down: post, seats, rules, day"; election::new_args; election::new),
    verb!("elections", "set"; "Change what was laid down, while nominations are open"; election::set_args; election::set),
    verb!("elections", "remove"; "Remove an election that nobody voted in"; one_args; election::remove),
    verb!("elections", "roll"; "Who may vote; freezes the roll for the day of the vote"; election::roll_args; election::roll),
    verb!("elections", "marked-roll"; "Print the frozen roll with who was given a paper"; election::marked_args; election::marked),
    verb!("elections", "nominate"; "Nominate somebody, or change a nomination"; nominate::nominate_args; nominate::nominate),
    verb!("elections", "consent"; "Keep that a candidate agreed to stand"; nominate::one_args; nominate::consent),
    verb!("elections", "withdraw"; "A candidate does not stand any more"; nominate::withdraw_args; nominate::withdraw),
    verb!("elections", "close"; "Close nominations"; nominate::close_args; nominate::close),
    verb!("elections", "open"; "Open nominations again, before the order is drawn"; one_args; nominate::open),
    verb!("elections", "lot"; "Draw the order on the paper, or a lot for ties: once, by a seed or by hand"; nominate::lot_args; nominate::lot),
    verb!("elections", "ballots"; "Print numbered ballot papers"; papers::ballots_args; papers::ballots),
    verb!("elections", "mark"; "Tick somebody off on the roll who was given a paper"; papers::mark_args; papers::mark),
    verb!("elections", "account"; "Keep the ballot account: issued, replaced, left over, in the box"; papers::account_args; papers::account),
    verb!("elections", "enter"; "Key papers, the first or the second time"; papers::enter_args; papers::enter),
    verb!("elections", "compare"; "Hold the two entries against each other"; one_args; papers::compare),
    verb!("elections", "settle"; "Settle a paper of which the entries differ"; papers::settle_args; papers::settle),
    verb!("elections", "import"; "Bring in the papers of a ballot file (BLT) that were keyed elsewhere"; papers::import_args; papers::import_file),
    verb!("elections", "count-file"; "Write the papers to a ballot file (BLT), for any counting program"; papers::file_args; papers::count_file),
    verb!("elections", "result"; "Count what was keyed; the sheet of every stage as text, PDF or table"; result::result_args; result::result),
    verb!("elections", "recount"; "Count a declared election again, and say whether it is equal"; one_args; result::recount),
    verb!("elections", "round"; "Open the next round of exhaustive ballots"; one_args; result::round),
    verb!("elections", "declare"; "Declare the result; nothing of the election changes from then on"; one_args; result::declare),
    verb!("elections", "minute"; "Put a declared result into the minutes of a meeting"; result::minute_args; result::minute),
    verb!("elections", "void"; "Make a declared result void, with the reason"; result::void_args; result::void),
];

/// The office and the election.
fn one_args(c: clap::Command) -> clap::Command {
    c.arg(file()).arg(needed("election", "ELECTION", "The post, or an id"))
}

/// The election that a call is about.
fn election(call: &Call<'_>, office: &Office) -> Result<ElectionId> {
    let text = call.need("election")?;
    office.read(|conn| store::called(conn, text))
}

fn whole(office: &Office, id: ElectionId) -> Result<Whole> {
    office.read(|conn| store::whole(conn, id))
}

/// What typed days are read against.
fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

/// Who is meant in the register.
fn person(office: &Office, text: &str) -> Result<PersonId> {
    office.read(|conn| people::store::resolve(conn, text))
}

/// The candidate that a text means: an id, a name, or the place on the paper.
fn candidate(whole: &Whole, text: &str) -> Result<NomineeId> {
    let all = &whole.candidates;
    let named = all.iter().find(|one| one.id.to_string() == text.trim() || fold(one.name()) == fold(text));
    let placed = || all.iter().find(|one| one.place.is_some_and(|place| place.to_string() == text.trim()));
    named.or_else(placed).map(|one| one.id).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(super::model::Candidate::name).collect();
        Problem::input(t!("Nobody called “{name}” was nominated", name = text))
            .hint(t!("The candidates are {names}", names = names.join(", ")))
    })
}

/// Answers with the election as it is now, the step of history, and a sentence.
fn answer(
    call: &mut Call<'_>,
    office: Office,
    id: ElectionId,
    op: Option<crate::office::OpId>,
    says: &str,
) -> Result<Outcome> {
    let mut document = show::document(&whole(&office, id)?);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), serde_json::json!(op));
    }
    office.close()?;
    call.out.answer(&document, says)?;
    Ok(Outcome::Done)
}
