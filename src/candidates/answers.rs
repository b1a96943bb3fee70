//! The file in which sealed cards come back from a scoring kit or a scoring page: whose, of which round, and the envelopes.

use serde::{Deserialize, Serialize};

use super::model::{CandidateId, RoundId, ScorerId};
use super::seal::Envelope;
use crate::kit::{Problem, Result};
use crate::t;

/// What stands in `kind`.
pub const KIND: &str = "wardroom-answers-1";

/// See the head of this file. Ids are decimal digits in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub kind: String,
    pub round: RoundId,
    /// The SHA-256 of what was published, as the kit had it.
    pub published: String,
    pub scorer: ScorerId,
    /// What the scorer declared of candidates in the kit, if they did so there.
    #[serde(default)]
    pub declared: Vec<Declared>,
    pub cards: Vec<Sealed>,
}

/// How a scorer stands to a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    pub candidate: CandidateId,
    pub recused: bool,
    #[serde(default)]
    pub why: String,
}

/// One sealed card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub candidate: CandidateId,
    #[serde(flatten)]
    pub envelope: Envelope,
}

impl Answers {
    /// Reads an answer file.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self> {
        let wrong = || Problem::input(t!("This is no answer file of a scoring kit. Nothing was taken"));
        let answers: Self = serde_json::from_str(text).map_err(|e| wrong().because(e))?;
        if answers.kind == KIND { Ok(answers) } else { Err(wrong()) }
    }
}
