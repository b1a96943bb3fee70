//! From the file to the papers of a round's end.

use super::decided::Results;
use super::model::{CandidateId, RoundId};
use super::{record, store};
use crate::cli::{Letterhead, Stationery};
use crate::elections;
use crate::elections::model::ElectionId;
use crate::kit::{Problem, Result};
use crate::office::{Office, profile};
use crate::t;

fn read(office: &Office, of: RoundId) -> Result<(Results, Letterhead)> {
    office.read(|conn| Ok((store::results(conn, of, office.who())?, Letterhead::of(&profile::get(conn)?))))
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

/// Everything that a round holds about a candidate.
///
/// # Errors
/// When there is no such candidate.
pub fn copy(office: &Office, of: RoundId, candidate: CandidateId) -> Result<Vec<u8>> {
    let (results, head) = read(office, of)?;
    record::held(&results, candidate, &head, office.clock().now())
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
