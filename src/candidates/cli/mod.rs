//! The commands of candidates.

mod after;
mod eligible;
mod kit;
mod lay;
mod needs;
mod pairs;
mod panel;
mod score;
mod show;
mod shown;
mod stats;
mod times;

use super::model::{CandidateId, CriterionId, RoundId, ScorerId, Whole};
use super::store;
use crate::cli::args::{file, needed};
use crate::cli::{Call, Noun, Outcome, Verb, verb};
use crate::kit::{Problem, Result};
use crate::office::{Office, OpId};
use crate::people::{self, PersonId};
use crate::t;

/// The commands and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("candidates", "Choosing candidates: rounds, sealed scores, statistics")],
    counts: Some(|conn, _today| store::counts(conn)),
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("candidates", "stats"; "Agreement, severity and order from a table of scores (candidate, scorer, criterion, value)"; stats::args; stats::run),
    verb!("candidates", "rounds"; "Selection rounds, the newest first"; show::rounds_args; show::rounds),
    verb!("candidates", "show"; "One round: what it asks, who is in it, what is missing; never a mark"; one_args; show::show),
    verb!("candidates", "progress"; "Who has declared and handed in; never a mark"; one_args; show::progress),
    verb!("candidates", "new"; "Lay a round down for a vacancy"; lay::new_args; lay::new),
    verb!("candidates", "set"; "Change what was laid down, before it is published"; lay::set_args; lay::set),
    verb!("candidates", "remove"; "Remove a round that nobody scored in"; one_args; lay::remove),
    verb!("candidates", "copy"; "Make a new round from another, with some of its candidates"; lay::copy_args; lay::copy),
    verb!("candidates", "criterion"; "Write a criterion with its weight and anchors"; lay::criterion_args; lay::criterion),
    verb!("candidates", "pairs"; "Weigh the criteria by comparing them two at a time, and say whether the answers fit together"; pairs::args; pairs::run),
    verb!("candidates", "question"; "Write a question and what it asks for"; lay::question_args; lay::question),
    verb!("candidates", "check-questions"; "Questions that must not be asked like that, and why"; lay::check_args; lay::check_questions),
    verb!("candidates", "requirement"; "Write something a candidate must be or have"; lay::requirement_args; lay::requirement),
    verb!("candidates", "quota"; "Write a rule about the shortlist: reserved places, two of the first four"; lay::quota_args; lay::quota),
    verb!("candidates", "exercise"; "Write an invented answer that all mark first"; lay::exercise_args; lay::exercise),
    verb!("candidates", "move"; "Move a criterion or a question to another place"; lay::move_args; lay::move_to),
    verb!("candidates", "take-off"; "Take a criterion, question, requirement, rule, scorer or candidate off a round"; lay::take_off_args; lay::take_off),
    verb!("candidates", "panel"; "Put somebody on the panel: chair, member or substitute"; panel::panel_args; panel::panel),
    verb!("candidates", "stand-in"; "Let a substitute take a member’s place"; panel::stand_in_args; panel::stand_in),
    verb!("candidates", "candidate"; "Take an application, or change it"; panel::candidate_args; panel::candidate),
    verb!("candidates", "withdraw"; "A candidate withdraws"; panel::withdraw_args; panel::withdraw),
    verb!("candidates", "text"; "Keep what a candidate wrote, and how it is read in the sift"; panel::text_args; panel::text),
    verb!("candidates", "needs"; "Keep what a candidate needs to be heard fairly, sealed for the chair; or show it to the chair"; needs::args; needs::run),
    verb!("candidates", "eligible"; "Note whether a candidate is what the round requires; without it, the checklist"; eligible::eligible_args; eligible::eligible),
    verb!("candidates", "of-quota"; "Note that a rule of the shortlist is about a candidate, as they said"; eligible::of_quota_args; eligible::of_quota),
    verb!("candidates", "shortlist"; "Hold a shortlist against the rules about it, and say what each rests on"; eligible::shortlist_args; eligible::shortlist),
    verb!("candidates", "declare"; "A scorer says how they stand to a candidate"; panel::declare_args; panel::declare),
    verb!("candidates", "try"; "A scorer marks a practice answer; without a mark, the spread"; panel::try_args; panel::try_marks),
    verb!("candidates", "free"; "Keep when the panel, a scorer or a candidate can come"; times::free_args; times::free),
    verb!("candidates", "timetable"; "Plan the interviews, or show the timetable"; times::timetable_args; times::timetable),
    verb!("candidates", "publish"; "Publish a round: freeze and hash what it asks and how it decides"; score::publish_args; score::publish),
    verb!("candidates", "unpublish"; "Withdraw a publication while no card came in"; score::unpublish_args; score::unpublish),
    verb!("candidates", "passphrase"; "A scorer chooses the passphrase that seals their cards"; score::passphrase_args; score::passphrase),
    verb!("candidates", "card"; "Keep a half-filled card, sealed; or show one to its scorer"; score::card_args; score::card),
    verb!("candidates", "hand-in"; "Hand in cards, sealed"; score::hand_in_args; score::hand_in),
    verb!("candidates", "answers"; "Take the answer file of a scoring kit"; score::answers_args; score::answers),
    verb!("candidates", "kit"; "A scoring kit for one scorer: a page for any browser, or a file for this program"; kit::kit_args; kit::kit),
    verb!("candidates", "fill-kit"; "Seal cards with a kit, without the office, into an answer file"; kit::fill_args; kit::fill),
    verb!("candidates", "sheets"; "Paper score sheets under numbers, for one scorer or all"; kit::sheets_args; kit::sheets),
    verb!("candidates", "key-code"; "A key sheet for a scorer on paper: the code that seals their sheets, on paper alone"; kit::key_code_args; kit::key_code),
    verb!("candidates", "key-sheet"; "Key a paper sheet in by its number, sealed; once"; kit::key_sheet_args; kit::key_sheet),
    verb!("candidates", "open"; "Open all cards at once, with the passphrases of all scorers"; score::open_args; score::open),
    verb!("candidates", "results"; "What an opened round came to: order, agreement, what stands out; as text or table"; shown::results_args; shown::results),
    verb!("candidates", "whatif"; "The order under other weights, or without a scorer or criterion; nothing is changed"; shown::what_if_args; shown::what_if),
    verb!("candidates", "moderate"; "Keep a mark that the panel changed after discussion, beside the one that was given"; after::moderate_args; after::moderate),
    verb!("candidates", "decide"; "Decide an opened round, with reasons for everybody"; after::decide_args; after::decide),
    verb!("candidates", "record"; "The record of the decision as a PDF, to be signed"; after::record_args; after::record),
    verb!("candidates", "feedback"; "Letters to candidates with reasons and the time to appeal"; after::feedback_args; after::feedback),
    verb!("candidates", "data-copy"; "Everything a round holds about a candidate, in words, as a PDF"; after::copy_args; after::copy),
    verb!("candidates", "endorse"; "Endorse somebody who was chosen, with conditions and a last day"; after::endorse_args; after::endorse),
    verb!("candidates", "unendorse"; "Take an endorsement back, with the reason"; after::unendorse_args; after::unendorse),
    verb!("candidates", "hand-over"; "Nominate the shortlist in an election of the members"; after::hand_over_args; after::hand_over),
    verb!("candidates", "statements"; "The candidates’ statements for a ballot, in the order of the ballot paper"; after::statements_args; after::statements),
    verb!("candidates", "purge"; "Take marks and notes out of a decided round once their time is over"; after::purge_args; after::purge),
];

/// The office and the round.
fn one_args(c: clap::Command) -> clap::Command {
    c.arg(file()).arg(needed("round", "ROUND", "The vacancy, or an id"))
}

/// The round that a call is about.
fn round(call: &Call<'_>, office: &Office) -> Result<RoundId> {
    let text = call.need("round")?;
    office.read(|conn| store::called(conn, text))
}

fn whole(office: &Office, id: RoundId) -> Result<Whole> {
    office.read(|conn| store::whole(conn, id))
}

/// Who is meant in the register.
fn person(office: &Office, text: &str) -> Result<PersonId> {
    office.read(|conn| people::store::resolve(conn, text))
}

fn among(what: &str, text: &str, names: &[String]) -> Problem {
    Problem::input(t!("There is no {what} “{text}” in this round", what = what, text = text))
        .hint(crate::kit::text::there_are(names, t!("There is none yet")))
}

fn scorer(whole: &Whole, text: &str) -> Result<ScorerId> {
    let names: Vec<String> = whole.scorers.iter().map(|one| one.name().to_owned()).collect();
    whole.scorer_called(text).map(|one| one.id).ok_or_else(|| among(t!("scorer"), text, &names))
}

fn candidate(whole: &Whole, text: &str) -> Result<CandidateId> {
    let names: Vec<String> = whole.candidates.iter().map(|one| one.name().to_owned()).collect();
    whole.candidate_called(text).map(|one| one.id).ok_or_else(|| among(t!("candidate"), text, &names))
}

fn criterion(whole: &Whole, text: &str) -> Result<CriterionId> {
    let names: Vec<String> = whole.criteria.iter().map(|one| one.new.name.clone()).collect();
    whole.criterion_called(text).map(|one| one.id).ok_or_else(|| among(t!("criterion"), text, &names))
}

/// Answers with the round as it is now, the step of history, and a sentence.
fn answer(call: &mut Call<'_>, office: Office, id: RoundId, op: Option<OpId>, says: &str) -> Result<Outcome> {
    let mut document = show::document(&whole(&office, id)?);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), serde_json::json!(op));
    }
    office.close()?;
    call.out.answer(&document, says)?;
    Ok(Outcome::Done)
}
