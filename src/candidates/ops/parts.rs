//! What of a round is moved to another place, or taken off.

use super::lay::{MOVE, TAKE_OFF, there, without_cards};
use super::{draft_of, sealed};
use crate::candidates::model::{
    CandidateId, CriterionId, ExerciseId, QuestionId, QuotaId, RequirementId, RoundId, ScorerId,
};
use crate::candidates::store;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office};
use crate::t;

/// Something of a round that can be taken off or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Criterion(CriterionId),
    Question(QuestionId),
    Requirement(RequirementId),
    Quota(QuotaId),
    Exercise(ExerciseId),
    Scorer(ScorerId),
    Candidate(CandidateId),
    Free(i64),
}

/// Moves a criterion or a question to a place, from 1; the others make room.
///
/// # Errors
/// When the round is published, or the part has no place.
pub fn move_to(office: &mut Office, of: RoundId, part: Part, place: usize) -> Result<Done<()>> {
    office.transact(&MOVE, |tx| {
        let whole = draft_of(tx, of)?;
        let (table, mut ids, id) = match part {
            Part::Criterion(id) => {
                ("selection_criterion", whole.criteria.iter().map(|one| one.id.0).collect::<Vec<_>>(), id.0)
            }
            Part::Question(id) => ("selection_question", whole.questions.iter().map(|one| one.id.0).collect(), id.0),
            _ => return Err(Problem::input(t!("Only criteria and questions have an order"))),
        };
        let from = ids.iter().position(|known| *known == id);
        there(from.is_some())?;
        ids.retain(|known| *known != id);
        ids.insert(place.saturating_sub(1).min(ids.len()), id);
        store::set_places(tx.conn(), table, &ids)?;
        tx.say(t!("Changed the order in {round}", round = whole.round.new.name));
        Ok(())
    })
}

/// Takes something off a round: what is published only while it is not, people while no card came in.
///
/// # Errors
/// When it stays.
pub fn take_off(office: &mut Office, of: RoundId, part: Part) -> Result<Done<()>> {
    office.transact(&TAKE_OFF, |tx| {
        let (whole, table, id, is) = match part {
            Part::Criterion(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.criterion(id).is_some();
                (whole, "selection_criterion", id.0, is)
            }
            Part::Question(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.questions.iter().any(|one| one.id == id);
                (whole, "selection_question", id.0, is)
            }
            Part::Requirement(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.requirements.iter().any(|one| one.id == id);
                (whole, "selection_requirement", id.0, is)
            }
            Part::Quota(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.quotas.iter().any(|one| one.id == id);
                (whole, "selection_quota", id.0, is)
            }
            Part::Exercise(id) => {
                let whole = sealed(tx, of)?;
                let is = whole.exercises.iter().any(|one| one.id == id);
                (whole, "selection_exercise", id.0, is)
            }
            Part::Scorer(id) => {
                let whole = without_cards(tx, of, |card| card == id.0)?;
                let is = whole.scorer(id).is_some();
                if whole.needs.iter().any(|one| one.scorer == id) {
                    return Err(Problem::input(t!(
                        "What candidates need is sealed under their passphrase, so they stay. Nothing was changed"
                    ))
                    .hint(t!("Another may chair; or take away what was written, with that passphrase, first")));
                }
                if whole.scorers.iter().any(|one| one.stands_for == Some(id)) {
                    return Err(Problem::input(t!("A substitute took this place, so it stays. Nothing was changed")));
                }
                (whole, "selection_scorer", id.0, is)
            }
            Part::Candidate(id) => {
                let whole = without_cards(tx, of, |_| true)?;
                let is = whole.candidate(id).is_some();
                (whole, "selection_candidate", id.0, is)
            }
            Part::Free(id) => {
                let whole = sealed(tx, of)?;
                let is = whole.free.iter().any(|one| one.id == id);
                (whole, "selection_free", id, is)
            }
        };
        there(is)?;
        store::delete(tx.conn(), table, id)?;
        tx.say(t!("Took something off {round}", round = whole.round.new.name));
        Ok(())
    })
}
