//! The election itself: what is filled, how, and how far it has come.

use super::{ElectionId, Rules};
use crate::kit::{Day, Problem, Result};
use crate::t;

/// What is laid down before anybody is nominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewElection {
    /// What is filled: "Chair".
    pub post: String,
    pub seats: usize,
    pub rules: Rules,
    /// “Reopen nominations” stands on the paper, below everybody else.
    pub reopen: bool,
    /// A secret ballot.
    pub secret: bool,
    /// The day of the vote, for which the roll is made.
    pub on: Day,
    pub nominate_by: Option<Day>,
    /// How many have to nominate somebody: nobody, a proposer, or a proposer and a seconder.
    pub nominators: usize,
    pub note: String,
}

impl NewElection {
    /// A secret ballot for a post on a day, with proposer and seconder.
    pub fn of(post: &str, seats: usize, rules: Rules, on: Day) -> Self {
        Self {
            post: post.to_owned(),
            seats,
            rules,
            reopen: false,
            secret: true,
            on,
            nominate_by: None,
            nominators: 2,
            note: String::new(),
        }
    }

    /// # Errors
    /// When these rules cannot fill so many seats.
    pub fn check(&self) -> Result<()> {
        if self.post.trim().is_empty() {
            return Err(Problem::input(t!("Say which post is filled")));
        }
        if self.seats == 0 || self.seats > 99 {
            return Err(Problem::input(t!("An election fills from 1 to 99 seats, not {seats}", seats = self.seats)));
        }
        if self.rules.one_seat() && self.seats > 1 {
            return Err(Problem::input(t!(
                "{rules} fills one seat, not {seats}",
                rules = self.rules.name(),
                seats = self.seats
            ))
            .hint(t!("For several seats take most votes (block), approval, or the single transferable vote")));
        }
        Ok(())
    }
}

/// Who may vote, frozen for the day of the vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// When it was frozen.
    pub on: Day,
    /// The rule it was made under, in words.
    pub rule: String,
    pub people: usize,
}

/// An election in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    pub id: ElectionId,
    pub new: NewElection,
    pub roll: Option<Roll>,
    /// Nominations were closed.
    pub closed: Option<Day>,
}

/// How far an election has come, and so what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Nominating,
    /// Closed, and nobody has to vote: the result can be declared.
    Unopposed,
    /// Closed; the order on the paper is to be drawn.
    ToDraw,
    /// The order is drawn; people vote, or papers are keyed.
    Voting,
    /// All papers were keyed twice and agree; they can be counted.
    ToDeclare,
    /// A round of exhaustive ballots decided nothing: the next one is to be opened.
    NextRound,
    Declared,
}

impl Step {
    pub fn key(self) -> &'static str {
        match self {
            Self::Nominating => "nominations",
            Self::Unopposed => "unopposed",
            Self::ToDraw => "to_draw",
            Self::Voting => "voting",
            Self::ToDeclare => "to_declare",
            Self::NextRound => "next_round",
            Self::Declared => "declared",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Nominating => t!("Nominations open"),
            Self::Unopposed => t!("Unopposed"),
            Self::ToDraw => t!("Order to be drawn"),
            Self::Voting => t!("Voting"),
            Self::ToDeclare => t!("To be declared"),
            Self::NextRound => t!("Next round"),
            Self::Declared => t!("Declared"),
        }
    }
}
