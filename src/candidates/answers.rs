//! The file in which sealed cards come back from a scoring kit or a scoring page: whose, of which round, and the envelopes.

use serde::{Deserialize, Serialize};

use super::model::{CandidateId, RoundId, ScorerId, sum};
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

/// As it is saved.
#[derive(Serialize, Deserialize)]
struct File {
    #[serde(flatten)]
    answers: Answers,
    #[serde(default)]
    sum: String,
}

impl Answers {
    /// Reads an answer file, and holds it against its sum: a card is taken once, so a file that was damaged on its way must not be.
    ///
    /// # Errors
    /// When it is none, or not what was saved.
    pub fn read(text: &str) -> Result<Self> {
        let wrong = || Problem::input(t!("This is no answer file of a scoring kit. Nothing was taken"));
        let file: File = serde_json::from_str(text).map_err(|e| wrong().because(e))?;
        if file.answers.kind != KIND {
            return Err(wrong());
        }
        if file.sum != file.answers.sum() {
            return Err(Problem::input(t!("The answer file is not what the scorer saved. Nothing was taken"))
                .hint(t!("It was damaged or changed on its way: have them send it again")));
        }
        Ok(file.answers)
    }

    /// As an answer file.
    ///
    /// # Errors
    /// Never, in truth.
    pub fn json(&self) -> Result<String> {
        serde_json::to_string(&File { sum: self.sum(), answers: self.clone() })
            .map_err(|e| Problem::defect(t!("The answers could not be written")).because(e))
    }

    /// The SHA-256 of everything in it, a line for each declaration and card, as the scoring page makes it too.
    fn sum(&self) -> String {
        let mut lines =
            vec![self.kind.clone(), self.round.to_string(), self.published.clone(), self.scorer.to_string()];
        lines
            .extend(self.declared.iter().map(|one| format!("{}:{}:{}", one.candidate, u8::from(one.recused), one.why)));
        lines.extend(self.cards.iter().map(|one| {
            let e = &one.envelope;
            format!("{}:{}:{}:{}", one.candidate, e.nonce, e.sealed, e.commitment)
        }));
        sum(&lines.join("\n"))
    }
}
