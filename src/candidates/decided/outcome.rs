//! The rows of what was decided, and what may be asked of them.

use serde::{Deserialize, Serialize};

use super::{DecisionId, EndorsementId, ModerationId};
use crate::candidates::model::{CandidateId, CriterionId, ScorerId};
use crate::candidates::opened::Says;
use crate::kit::Day;
use crate::t;

/// What becomes of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// They fill the place.
    Chosen,
    /// They go on: to interviews, or to a ballot of the members.
    Shortlisted,
    /// They fill it if somebody chosen does not.
    Reserve,
    NotChosen,
}

impl Outcome {
    pub const ALL: [Self; 4] = [Self::Chosen, Self::Shortlisted, Self::Reserve, Self::NotChosen];

    /// As the file and the commands have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Shortlisted => "shortlisted",
            Self::Reserve => "reserve",
            Self::NotChosen => "not_chosen",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Chosen => t!("Chosen"),
            Self::Shortlisted => t!("Shortlisted"),
            Self::Reserve => t!("In reserve"),
            Self::NotChosen => t!("Not chosen"),
        }
    }
}

/// A mark that is to stand beside the one that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewModeration {
    pub scorer: ScorerId,
    pub candidate: CandidateId,
    pub criterion: CriterionId,
    pub says: Says,
    pub why: String,
}

/// A mark that was changed after the round was opened. The card itself stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderation {
    pub id: ModerationId,
    pub new: NewModeration,
    pub on: Day,
    pub by: String,
}

/// What is decided of one candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub candidate: CandidateId,
    pub outcome: Outcome,
    /// In plain words; the candidate reads them.
    pub reasons: String,
    /// When their letter was written.
    pub told: Option<Day>,
}

/// What is to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// Of everybody who stands.
    pub verdicts: Vec<Verdict>,
    /// What is said of the whole, such as why the order was not followed.
    pub reasons: String,
    /// Who did not agree, and why.
    pub dissent: String,
    /// Days to appeal, from the day of the letter.
    pub appeal_days: u32,
    /// Marks and notes are kept until this day.
    pub keep_until: Day,
}

/// A decision as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: DecisionId,
    pub new: NewDecision,
    pub on: Day,
    pub by: String,
    /// What it was made from, as JSON; what [`super::Left`] keeps of it once marks and notes were purged.
    pub record: String,
    /// SHA-256 of it.
    pub sum: String,
    pub purged: Option<Day>,
}

impl Decision {
    pub fn verdict(&self, candidate: CandidateId) -> Option<&Verdict> {
        self.new.verdicts.iter().find(|one| one.candidate == candidate)
    }
}

/// What is to be endorsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEndorsement {
    pub candidate: CandidateId,
    /// What it hangs on; empty where on nothing.
    pub conditions: String,
    /// The last day on which it holds.
    pub ends: Option<Day>,
}

/// An endorsement of somebody who was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsement {
    pub id: EndorsementId,
    pub new: NewEndorsement,
    pub on: Day,
    pub by: String,
    /// When and why it was taken back.
    pub withdrawn: Option<(Day, String)>,
}

impl Endorsement {
    /// Whether it holds on a day.
    pub fn holds(&self, today: Day) -> bool {
        self.withdrawn.is_none() && self.on <= today && self.new.ends.is_none_or(|ends| today <= ends)
    }

    /// Where it stands, in words.
    pub fn says(&self, today: Day) -> String {
        use crate::kit::day;
        if let Some((on, why)) = &self.withdrawn {
            return t!("Withdrawn on {day}: {why}", day = day::short(*on), why = why);
        }
        match self.new.ends {
            Some(ends) if ends < today => t!("Ended on {day}", day = day::short(ends)),
            Some(ends) => t!("Endorsed on {day}, until {ends}", day = day::short(self.on), ends = day::short(ends)),
            None => t!("Endorsed on {day}", day = day::short(self.on)),
        }
    }
}

/// Who was nominated in an election from the shortlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The election's id.
    pub election: i64,
    pub post: String,
    pub on: Day,
    pub by: String,
}
