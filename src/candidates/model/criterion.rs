//! Criteria with their anchors, questions, what a candidate must be or have, and invented answers to practise on.

use super::{CriterionId, ExerciseId, QuestionId, RequirementId};
use crate::candidates::opened::Anchor;

/// The points of a new scale. What is seen of a candidate at each is for the committee to say.
pub const USUAL_ANCHORS: [i64; 5] = [1, 2, 3, 4, 5];

/// The anchor that passes where nothing else was said: the second from the bottom.
pub const USUAL_PASS: usize = 1;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCriterion {
    pub name: String,
    pub about: String,
    /// Whoever lacks it cannot be chosen.
    pub essential: bool,
    /// One of the party's values.
    pub party_value: bool,
    /// Hundredths; only their proportion counts.
    pub weight: i64,
    pub weight_reason: String,
    /// From the lowest, two or more.
    pub anchors: Vec<Anchor>,
    /// The place of the lowest anchor that passes where it is essential, from 0; nothing was said: [`USUAL_PASS`].
    pub passes: Option<usize>,
}

impl NewCriterion {
    /// The place of the lowest anchor that passes, from 0.
    pub fn passes_at(&self) -> usize {
        self.passes.unwrap_or(USUAL_PASS)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    pub id: CriterionId,
    pub new: NewCriterion,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewQuestion {
    pub text: String,
    pub follow_ups: String,
    /// Nought: nothing was said.
    pub minutes: u32,
    /// Why it is asked although the check speaks against it.
    pub allowed_why: String,
    pub criteria: Vec<CriterionId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: QuestionId,
    pub new: NewQuestion,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRequirement {
    pub text: String,
    /// The law or the rule that asks it.
    pub rests_on: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    pub id: RequirementId,
    pub new: NewRequirement,
}

/// An invented answer that all mark before the real ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    pub id: ExerciseId,
    pub criterion: CriterionId,
    pub answer: String,
}
