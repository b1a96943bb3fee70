//! The people of a round: who scores, who is scored, what is declared between them, when they can be there, which cards came in.

use super::round::words;
use super::{CandidateId, ExerciseId, PersonId, QuestionId, QuotaId, RequirementId, ScorerId};
use crate::candidates::opened::Says;
use crate::candidates::seal::Envelope;
use crate::kit::Day;
use crate::t;
use serde::{Deserialize, Serialize};

words!(
    /// What somebody does on a panel.
    Role {
        Chair = "chair", "Chair";
        Member = "member", "Member";
        /// Scores only where they took somebody's place.
        Substitute = "substitute", "Substitute";
    }
);
words!(
    /// How a card came in.
    CameBy {
        Here = "here", "On this computer";
        Kit = "kit", "By a scoring kit";
        Page = "page", "By the scoring page";
        Paper = "paper", "On paper";
    }
);

/// Somebody of the panel: of the register, or named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewScorer {
    pub person: Option<PersonId>,
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorer {
    pub id: ScorerId,
    pub new: NewScorer,
    /// Whose place a substitute took.
    pub stands_for: Option<ScorerId>,
    /// For the key of this scorer in this round: 32 hexadecimal digits.
    pub salt: String,
    /// Noticing a wrong passphrase before anything is written; nothing while none was chosen here.
    pub check: Option<Envelope>,
    /// The passphrase is the code of a key sheet.
    pub by_code: bool,
    /// Why not everything was handed in when the round was opened.
    pub absent_why: String,
}

impl Scorer {
    pub fn name(&self) -> &str {
        if self.new.name.is_empty() { t!("Somebody who was erased") } else { &self.new.name }
    }
}

/// Somebody who applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCandidate {
    pub person: Option<PersonId>,
    pub name: String,
    pub applied: Day,
    /// They signed the declaration.
    pub signed: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: CandidateId,
    pub new: NewCandidate,
    /// On which day, and why.
    pub withdrawn: Option<(Day, String)>,
}

impl Candidate {
    pub fn name(&self) -> &str {
        &self.new.name
    }
}

/// What a candidate wrote, and how scorers read it in a sift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub candidate: CandidateId,
    /// The question it answers; the statement answers none.
    pub question: Option<QuestionId>,
    pub text: String,
    pub redacted: String,
    /// The chair has read the redacted text.
    pub ready: bool,
}

/// Whether a candidate is or has what the round requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    pub requirement: RequirementId,
    pub candidate: CandidateId,
    pub met: bool,
    pub note: String,
    pub seen: Day,
}

/// What a scorer declared of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub scorer: ScorerId,
    pub candidate: CandidateId,
    pub recused: bool,
    pub why: String,
    pub declared: Day,
}

/// How a scorer stands to a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance<'a> {
    /// Nothing was declared yet: they see nothing.
    Undeclared,
    /// They may score, perhaps with something that was said.
    Free(&'a str),
    /// They see nothing, with the reason.
    Recused(&'a str),
}

/// How a scorer marked an invented answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    pub exercise: ExerciseId,
    pub scorer: ScorerId,
    pub says: Says,
}

/// Whose time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The panel meets.
    Panel,
    Scorer(ScorerId),
    Candidate(CandidateId),
}

/// A time at which somebody can be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Free {
    pub id: i64,
    pub whose: Whose,
    pub on: Day,
    /// Minutes since midnight.
    pub begins: u32,
    pub ends: u32,
}

/// A line of the timetable: an interview, or a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub candidate: Option<CandidateId>,
    pub on: Day,
    pub begins: u32,
    pub ends: u32,
}

/// That a card came in; never what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardNote {
    pub scorer: ScorerId,
    pub candidate: CandidateId,
    pub came_by: CameBy,
    pub on: Day,
    pub envelope: Envelope,
    /// Who keyed it in from a paper sheet, by name.
    pub keyed_by: String,
}

/// What a candidate needs to be heard fairly, sealed under the key of who chaired when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    pub candidate: CandidateId,
    pub scorer: ScorerId,
    pub envelope: Envelope,
}

/// Who said that a rule about the shortlist is about them.
pub type OfQuota = (QuotaId, CandidateId);
