//! From the file to the papers of a round: score sheets and key sheets, and what is written at its end.

use super::decided::Results;
use super::model::{CandidateId, RoundId, ScorerId};
use super::store::Sheet;
use super::{code, ops, record, sheet_page, store};
use crate::cli::{Letterhead, Stationery};
use crate::elections;
use crate::elections::model::ElectionId;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, profile};
use crate::t;

fn read(office: &Office, of: RoundId) -> Result<(Results, Letterhead)> {
    office.read(|conn| Ok((store::results(conn, of, office.who())?, Letterhead::of(&profile::get(conn)?))))
}

/// Numbers the score sheets of a round, or of one scorer, and draws them.
///
/// # Errors
/// When the round is not being scored, somebody has not declared, or no font of this computer has a letter of a name.
pub fn sheets(office: &mut Office, of: RoundId, only: Option<ScorerId>) -> Result<(Done<Vec<Sheet>>, Vec<u8>)> {
    let done = ops::freeze_sheets(office, of, only)?;
    let (whole, stationery) = office.read(|conn| Ok((store::whole(conn, of)?, Stationery::read(conn)?)))?;
    if done.value.is_empty() {
        return Err(Problem::input(t!("There is no sheet to print: nobody is left to score")));
    }
    let pages = sheet_page::sheets(&whole, &done.value, &stationery, office.clock().now())?;
    Ok((done, pages))
}

/// Makes the code of a scorer on paper and draws the key sheet on which it stands, alone.
///
/// # Errors
/// As [`ops::key_code`], and when no font of this computer has a letter of a name.
pub fn key_sheet(office: &mut Office, of: RoundId, scorer: ScorerId, again: bool) -> Result<Done<Vec<u8>>> {
    let (whole, stationery) = office.read(|conn| Ok((store::whole(conn, of)?, Stationery::read(conn)?)))?;
    let at = office.clock().now();
    let draw = |code: &str| match whole.scorer(scorer) {
        Some(one) => sheet_page::key_sheet(&whole, one, code, &stationery, at),
        None => Err(Problem::input(t!("There is no such scorer"))),
    };
    // Seen to be drawable before a code is made that would stand nowhere.
    draw(&code::make(&[0; 16]))?;
    let Done { value, op, changed } = ops::key_code(office, of, scorer, again)?;
    Ok(Done { value: draw(&value)?, op, changed })
}

/// The record of the decision of a round.
///
/// # Errors
/// When it is not decided, or who prints it declared an interest in somebody.
pub fn decision(office: &Office, of: RoundId) -> Result<Vec<u8>> {
    let (results, head) = read(office, of)?;
    let name = &results.whole.round.new.name;
    if !results.hidden.candidates.is_empty() {
        return Err(Problem::input(t!(
            "The record of “{name}” has all candidates in it, and you declared an interest in one",
            name = name
        ))
        .hint(t!("Somebody who did not prints it")));
    }
    let decision = results.decision.as_ref().ok_or_else(|| {
        Problem::input(t!("“{name}” is not decided yet", name = name))
            .hint(t!("Decide first, with the reasons for everybody"))
    })?;
    record::record(&results, decision, &head, office.today(), office.clock().now())
}

/// Letters to candidates of a decided round; of everybody who is seen where nobody is named.
///
/// # Errors
/// When it is not decided, or marks were purged.
pub fn letters(office: &Office, of: RoundId, to: &[CandidateId]) -> Result<(Vec<CandidateId>, Vec<u8>)> {
    let (results, to, stationery) = office.read(|conn| {
        let results = store::results(conn, of, office.who())?;
        let all: Vec<CandidateId> =
            results.candidates.iter().copied().filter(|id| to.is_empty() || to.contains(id)).collect();
        let stationery = Stationery::read(conn)?;
        let home = stationery.profile.jurisdiction().to_owned();
        let to = store::envelope(conn, &results.whole, &all, (office.today(), &home))?;
        Ok((results, to, stationery))
    })?;
    if to.is_empty() {
        return Err(Problem::input(t!("There is nobody to write to")));
    }
    let pages = record::letters(&results, &to, &stationery, office.today(), office.clock().now())?;
    Ok((to.into_iter().map(|(id, _)| id).collect(), pages))
}

/// Everything that a round holds about a candidate; with what they need to be heard fairly where the chair opened it for that.
///
/// # Errors
/// When there is no such candidate.
pub fn copy(office: &Office, of: RoundId, candidate: CandidateId, needs: Option<&str>) -> Result<Vec<u8>> {
    let (results, head) = read(office, of)?;
    record::held(&results, candidate, needs, &head, office.clock().now())
}

/// The statements for a ballot.
///
/// # Errors
/// When the order on the paper is not drawn yet.
pub fn statements(office: &Office, of: ElectionId) -> Result<Vec<u8>> {
    let (election, head) =
        office.read(|conn| Ok((elections::store::whole(conn, of)?, Letterhead::of(&profile::get(conn)?))))?;
    record::statements(&election, &head, office.clock().now())
}
