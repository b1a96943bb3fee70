//! One amendment to a version of a document: what is written down of it, how it was screened, recommended and voted on.

pub use super::board::{Board, Choice, Reading};
use super::{DecisionId, DocumentId, MeetingId, PersonId, VersionId};
use crate::kit::{Day, Problem, Result};
use crate::meetings::model::{Counts, VoteId};
use crate::policy::change::{Op, Vote};
use crate::t;

crate::row_id!(
    /// One amendment.
    AmendmentId
);

/// An amendment as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAmendment {
    pub document: DocumentId,
    pub version: VersionId,
    pub parent: Option<AmendmentId>,
    /// Puts another text in the place of the whole.
    pub whole: bool,
    /// Words that are put to a separate vote: carried, they go.
    pub separate: bool,
    pub ops: Vec<Op>,
    pub reason: String,
    pub proposer: Option<PersonId>,
    pub proposer_name: String,
}

/// How far an amendment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Draft,
    Submitted,
    Admitted,
    Refused,
    Withdrawn,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::Admitted, Self::Refused, Self::Withdrawn];

    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Admitted => "admitted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// # Errors
    /// When it is no such word.
    pub fn of(key: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|state| state.key() == key);
        found.ok_or_else(|| Problem::input(t!("“{key}” is no state of an amendment", key = key)))
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Draft => t!("Draft"),
            Self::Submitted => t!("Submitted"),
            Self::Admitted => t!("Admitted"),
            Self::Refused => t!("Not admitted"),
            Self::Withdrawn => t!("Withdrawn"),
        }
    }
}

/// What the committee recommends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recommends {
    #[default]
    Nothing,
    Accept,
    Reject,
    Modify,
}

impl Recommends {
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Accept, Self::Reject, Self::Modify];

    pub fn key(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Modify => "modify",
        }
    }

    /// # Errors
    /// When it is no such word.
    pub fn of(key: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|one| one.key() == key);
        found.ok_or_else(|| Problem::input(t!("“{key}” is no recommendation", key = key)))
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Accept => t!("Accept"),
            Self::Reject => t!("Reject"),
            Self::Modify => t!("Accept with other words"),
        }
    }
}

/// The word that the file has for a vote.
pub fn vote_key(vote: Option<Vote>) -> &'static str {
    match vote {
        None | Some(Vote::Withdrawn) => "",
        Some(Vote::Carried) => "carried",
        Some(Vote::Lost) => "lost",
        Some(Vote::NotMoved) => "not_moved",
    }
}

/// # Errors
/// When it is no such word.
pub fn vote_of(key: &str) -> Result<Option<Vote>> {
    Ok(match key {
        "" => None,
        "carried" => Some(Vote::Carried),
        "lost" => Some(Vote::Lost),
        "not_moved" => Some(Vote::NotMoved),
        _ => return Err(Problem::input(t!("“{key}” is no result of a vote", key = key))),
    })
}

/// An amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    pub id: AmendmentId,
    pub new: NewAmendment,
    pub number: Option<String>,
    pub state: State,
    pub begun_on: Day,
    pub submitted_on: Option<Day>,
    pub ruling: String,
    pub code: String,
    pub block: String,
    pub recommends: Recommends,
    pub recommended: Option<Vec<Op>>,
    pub recommends_why: String,
    /// Whether the proposer agrees to what the committee recommends, and what they say to it.
    pub agreed: Option<bool>,
    pub agreed_says: String,
    pub vote: Option<Vote>,
    /// How many said what; of a separate vote "for" is for keeping the words. None where nobody counted.
    pub tally: Option<Counts>,
    /// What else was said of the vote.
    pub counts: String,
    /// The majority that it needed, and what it came to.
    pub rule: String,
    /// Why the result is another than that.
    pub overruled: String,
    pub meeting_vote: Option<VoteId>,
    pub voted_on: Option<Day>,
    pub meeting: Option<MeetingId>,
    pub decision: Option<DecisionId>,
    pub merged: Option<VersionId>,
    /// Who brought it, by name.
    pub proposer: String,
    pub seconders: Vec<String>,
    pub supporters: Vec<String>,
}

impl Amendment {
    /// Its number, or that it is a draft.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| t!("Draft of {day}", day = crate::kit::day::short(self.begun_on)))
    }

    /// How it was voted on, in one line: counts, the rule, why it was taken otherwise.
    pub fn voted_says(&self) -> String {
        let tally = self.tally.map(Counts::says).unwrap_or_default();
        let overruled = match self.overruled.as_str() {
            "" => String::new(),
            why => t!("taken otherwise: {why}", why = why),
        };
        let all = [tally, self.counts.clone(), self.rule.clone(), overruled];
        all.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// Whether it stands before the meeting: neither a draft nor refused or withdrawn.
    pub fn stands(&self) -> bool {
        matches!(self.state, State::Submitted | State::Admitted)
    }
}

/// Which wording of an amendment is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    #[default]
    Original,
    Recommended,
}

/// A clause's text without some words of it, which stand there once; spaces are closed.
///
/// # Errors
/// When they do not stand there, or several times.
pub fn without_words(text: &str, words: &str) -> Result<String> {
    let words = words.trim();
    match text.matches(words).count() {
        1 if !words.is_empty() => {
            let rest = text.replacen(words, "", 1).replace("  ", " ");
            let closed = [" .", " ,", " ;", " :"].iter().fold(rest, |text, sign| text.replace(sign, sign.trim_start()));
            Ok(closed.trim().to_owned())
        }
        0 | 1 => Err(Problem::input(t!(
            "The words “{words}” do not stand in this clause. Nothing was changed",
            words = words
        ))),
        _ => {
            Err(Problem::input(t!("The words “{words}” stand there several times. Nothing was changed", words = words))
                .hint(t!("Give as many of the words around as it takes")))
        }
    }
}
