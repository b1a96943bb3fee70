//! What a round is made of, and everything that is worked out from it before it is opened: what is missing before it can be
//! published, whose turn it is, who has handed in. Pure; the file is read by `store`.

mod card;
mod criterion;
mod form;
mod orders;
mod panel;
mod plan;
mod published;
mod round;
#[cfg(test)]
mod tests;
mod whole;

pub use crate::ledger::model::{FieldProblem, Terms};
pub use crate::people::PersonId;
pub use criterion::{
    Criterion, Exercise, NewCriterion, NewQuestion, NewRequirement, Question, Requirement, USUAL_ANCHORS, USUAL_PASS,
};
pub use form::{CriterionForm, QuestionForm, RoundForm, read_anchors};
pub use orders::{drawn, order};
pub use panel::{
    CameBy, Candidate, CardNote, Conflict, Free, Met, Needs, NewCandidate, NewScorer, OfQuota, Role, Scorer, Slot,
    Stance, Text, Tried, Whose,
};
pub use plan::Spread;
pub use published::{published, sum};
pub use round::{Combine, Kind, Ladder, NewRound, Published, Round, Rung, Stage, Step};
pub use whole::{Progress, Whole};

crate::row_id!(
    /// A round of a selection.
    RoundId
);
crate::row_id!(
    /// What candidates are marked on.
    CriterionId
);
crate::row_id!(
    /// A question.
    QuestionId
);
crate::row_id!(
    /// A rule about a shortlist.
    QuotaId
);
crate::row_id!(
    /// Something a candidate must be or have.
    RequirementId
);
crate::row_id!(
    /// Somebody of a panel.
    ScorerId
);
crate::row_id!(
    /// Somebody who is to be chosen.
    CandidateId
);
crate::row_id!(
    /// An invented answer that all mark first.
    ExerciseId
);
