//! Letters to candidates: the reasons in plain words, and until when they can appeal.

use chrono::{DateTime, Utc};

use super::super::decided::{Results, letter_text};
use super::super::model::CandidateId;
use crate::cli::Stationery;
use crate::kit::{Day, Problem, Result, day};
use crate::print::{Document, Letter};
use crate::t;

/// Letters to these candidates in one document, each with its address where the register has one.
///
/// # Errors
/// When the round is not decided, or no font of this computer has a letter of a name.
pub fn letters(
    results: &Results,
    to: &[(CandidateId, Vec<String>)],
    stationery: &Stationery,
    today: Day,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let vacancy = &results.whole.round.new.name;
    let decision =
        results.decision.as_ref().ok_or_else(|| Problem::input(t!("“{name}” is not decided yet", name = vacancy)))?;
    if decision.purged.is_some() {
        return Err(Problem::input(t!(
            "Marks and notes of “{name}” were purged, so no letter can say what was seen",
            name = vacancy
        )));
    }
    let mut document = Document::new(&t!("Letters: {vacancy}", vacancy = vacancy), stationery.head.paper, at)?;
    let heading = t!("Your application: {vacancy}", vacancy = vacancy);
    let dated = day::long(today);
    for (id, address) in to {
        let (Some(place), Some(verdict)) = (results.place(*id), decision.verdict(*id)) else { continue };
        // A letter that is printed again keeps the day from which the time to appeal is counted.
        let body = letter_text(results, place, verdict, verdict.told.unwrap_or(today), &stationery.profile.branch);
        let sheet = Letter {
            sender: stationery.sender(),
            window: None,
            address,
            dated: &dated,
            heading: &heading,
            body: &body,
            signatory: &stationery.profile.signatory,
            signature: stationery.signature.as_ref(),
        };
        sheet.draw(&mut document, stationery.head.paper)?;
    }
    document.bytes()
}
