//! A round made from another.

use super::lay::COPY;
use crate::candidates::model::{
    CandidateId, CriterionId, ExerciseId, Met, NewQuestion, NewRound, NewScorer, QuestionId, QuotaId, RequirementId,
    Role, RoundId, ScorerId, Text, Whole,
};
use crate::candidates::store;
use crate::kit::Result;
use crate::office::key::hex;
use crate::office::{Done, Office, Tx};
use crate::t;

/// Makes a round in preparation from another: criteria, questions, requirements, rules, practice answers and the panel; of the
/// candidates those that are named, with what they wrote and what was seen of their eligibility.
///
/// # Errors
/// When there is no such round.
pub fn copy(office: &mut Office, from: RoundId, new: &NewRound, candidates: &[CandidateId]) -> Result<Done<RoundId>> {
    office.transact(&COPY, |tx| {
        let whole = store::whole(tx.conn(), from)?;
        let id = RoundId(tx.new_id());
        store::insert_round(tx.conn(), id, new, whole.round.strength)?;
        let asked = copy_asked(tx, &whole, id)?;
        for one in whole.panel() {
            // Who took somebody's place has it in the next round.
            let role = if one.new.role == Role::Substitute { Role::Member } else { one.new.role };
            let scorer = NewScorer { role, ..one.new.clone() };
            let salt = hex(&tx.random::<16>()?);
            store::insert_scorer(tx.conn(), ScorerId(tx.new_id()), id, &scorer, &salt)?;
        }
        for one in whole.standing().filter(|one| candidates.contains(&one.id)) {
            let fresh = CandidateId(tx.new_id());
            store::insert_candidate(tx.conn(), fresh, id, &one.new)?;
            for text in whole.texts.iter().filter(|text| text.candidate == one.id) {
                let question = text.question.and_then(|old| asked.question(old));
                if question.is_some() == text.question.is_some() {
                    let text = Text { candidate: fresh, question, ..text.clone() };
                    store::set_text(tx.conn(), tx.new_id(), &text)?;
                }
            }
            for met in whole.met.iter().filter(|met| met.candidate == one.id) {
                if let Some(requirement) = asked.requirement(met.requirement) {
                    let met = Met { candidate: fresh, requirement, ..met.clone() };
                    store::set_met(tx.conn(), tx.new_id(), &met)?;
                }
            }
        }
        tx.say(t!("Selection round for {name}, from {other}", name = new.name, other = whole.round.new.name));
        Ok(id)
    })
}

/// What became of the parts of a round in the round that was made from it.
struct Asked {
    questions: Vec<(QuestionId, QuestionId)>,
    requirements: Vec<(RequirementId, RequirementId)>,
}

impl Asked {
    fn question(&self, old: QuestionId) -> Option<QuestionId> {
        self.questions.iter().find(|(from, _)| *from == old).map(|(_, to)| *to)
    }

    fn requirement(&self, old: RequirementId) -> Option<RequirementId> {
        self.requirements.iter().find(|(from, _)| *from == old).map(|(_, to)| *to)
    }
}

fn copy_asked(tx: &Tx<'_>, whole: &Whole, id: RoundId) -> Result<Asked> {
    let mut asked = Asked { questions: Vec::new(), requirements: Vec::new() };
    let ids = || tx.new_id();
    let mut criteria = Vec::new();
    for one in &whole.criteria {
        let fresh = CriterionId(tx.new_id());
        store::insert_criterion(tx.conn(), fresh, id, &one.new, &ids)?;
        criteria.push((one.id, fresh));
    }
    let now = |old: CriterionId| criteria.iter().find(|(from, _)| *from == old).map(|(_, to)| *to);
    for one in &whole.questions {
        let new =
            NewQuestion { criteria: one.new.criteria.iter().filter_map(|old| now(*old)).collect(), ..one.new.clone() };
        let fresh = QuestionId(tx.new_id());
        store::insert_question(tx.conn(), fresh, id, &new, &ids)?;
        asked.questions.push((one.id, fresh));
    }
    for one in &whole.requirements {
        let fresh = RequirementId(tx.new_id());
        store::insert_requirement(tx.conn(), fresh, id, &one.new)?;
        asked.requirements.push((one.id, fresh));
    }
    for one in &whole.quotas {
        store::insert_quota(tx.conn(), QuotaId(tx.new_id()), id, &one.new)?;
    }
    for one in &whole.exercises {
        if let Some(criterion) = now(one.criterion) {
            store::insert_exercise(tx.conn(), ExerciseId(tx.new_id()), id, criterion, &one.answer)?;
        }
    }
    Ok(asked)
}
