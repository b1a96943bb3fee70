//! Counting under named rules, in whole numbers only: the same ballots give the same sheet everywhere. Every rule makes the same
//! [`Count`]: stages with the votes of each, who is elected, and the ties that nothing but a lot could decide.
//!
//! The rules differ where it counts (what a surplus is worth, which papers of it move, how a tie is broken), so a result
//! always names the rules it was counted under:
//!
//! - [`Rules::FirstPast`], [`Rules::Block`], [`Rules::Approval`]: most votes, of papers with one name, with as many as there are
//!   seats, or with any number.
//! - [`Rules::Alternative`]: preferences for one seat; who has fewest goes out until somebody has more than half of the papers
//!   that still name a candidate who stands.
//! - [`Rules::Exhaustive`]: the same with a new ballot for each round.
//! - [`Rules::Scottish`]: The Scottish Local Government Elections Order 2007, rules 45 to 52; five decimals.
//! - [`Rules::Ers97`]: Newland and Britton, *How to conduct an election by the single transferable vote*, third edition,
//!   Electoral Reform Society 1997, section 5; two decimals.
//! - [`Rules::Meek`]: Meek's method in nine decimals, with the rounding of OpenSTV and the programs that followed it.

mod action;
mod alternative;
mod ballots;
mod blt;
mod contest;
mod ers97;
mod fixed;
mod lots;
mod meek;
mod most;
mod pile;
mod scottish;
#[cfg(test)]
mod tests;

pub use action::Action;
pub use ballots::{Ballots, CandidateId, Paper, PerCandidate};
pub use blt::{parse, written};
pub use fixed::Fixed;
pub use lots::{Lot, Lots};

use serde::{Deserialize, Serialize};

use crate::kit::{Problem, Result};
use crate::t;

/// The rules that votes are counted under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rules {
    #[default]
    FirstPast,
    Block,
    Approval,
    Alternative,
    Exhaustive,
    Scottish,
    Ers97,
    Meek,
}

impl Rules {
    pub const ALL: &'static [Self] = &[
        Self::FirstPast,
        Self::Block,
        Self::Approval,
        Self::Alternative,
        Self::Exhaustive,
        Self::Scottish,
        Self::Ers97,
        Self::Meek,
    ];
    /// The single transferable vote.
    pub const STV: &'static [Self] = &[Self::Scottish, Self::Ers97, Self::Meek];

    /// As commands and files write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::FirstPast => "first_past",
            Self::Block => "block",
            Self::Approval => "approval",
            Self::Alternative => "alternative",
            Self::Exhaustive => "exhaustive",
            Self::Scottish => "scottish",
            Self::Ers97 => "ers97",
            Self::Meek => "meek",
        }
    }

    /// The rules of a key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rules| rules.key() == key)
    }

    /// Their name in full, for result sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstPast => t!("First past the post"),
            Self::Block => t!("Most votes, as many as there are seats"),
            Self::Approval => t!("Approval"),
            Self::Alternative => t!("Alternative vote"),
            Self::Exhaustive => t!("Exhaustive ballots, round by round"),
            Self::Scottish => t!("Scottish Local Government Elections Order 2007"),
            Self::Ers97 => t!("Electoral Reform Society rules 1997 (ERS97)"),
            Self::Meek => t!("Meek’s method, nine decimals"),
        }
    }

    /// How many decimals votes have.
    pub fn decimals(self) -> u32 {
        match self {
            Self::FirstPast | Self::Block | Self::Approval | Self::Alternative | Self::Exhaustive => 0,
            Self::Scottish => 5,
            Self::Ers97 => 2,
            Self::Meek => 9,
        }
    }

    /// Whether papers put candidates in an order.
    pub fn ranks(self) -> bool {
        matches!(self, Self::Alternative | Self::Scottish | Self::Ers97 | Self::Meek)
    }

    /// Whether so many votes elect: a quota, or more than half.
    pub fn has_quota(self) -> bool {
        !matches!(self, Self::FirstPast | Self::Block | Self::Approval)
    }

    /// Whether it fills one seat only.
    pub fn one_seat(self) -> bool {
        matches!(self, Self::FirstPast | Self::Alternative | Self::Exhaustive)
    }

    /// How many names a paper may mark for `seats`, where there is a limit.
    pub fn most_marks(self, seats: usize) -> Option<usize> {
        match self {
            Self::FirstPast | Self::Exhaustive => Some(1),
            Self::Block => Some(seats),
            _ => None,
        }
    }
}

/// What has become of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Hopeful,
    Elected,
    Excluded,
}

impl State {
    /// As files write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hopeful => "hopeful",
            Self::Elected => "elected",
            Self::Excluded => "excluded",
        }
    }
}

/// One sheet of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// From one on: the first preferences are stage 1.
    pub number: usize,
    pub action: Action,
    pub quota: Fixed,
    /// The value of papers that no continuing candidate could take, and under ERS97 the remainders of transfers.
    pub non_transferable: Fixed,
    pub votes: PerCandidate<Fixed>,
    pub state: PerCandidate<State>,
}

/// A whole count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub rules: Rules,
    pub seats: usize,
    /// Papers with a first preference for somebody who stands.
    pub valid: u64,
    /// The quota at the end: it falls during a count under ERS97 and Meek.
    pub quota: Fixed,
    /// In the order in which they were elected.
    pub elected: Vec<CandidateId>,
    pub stages: Vec<Stage>,
    /// The ties that nothing but a lot could decide.
    pub lots: Vec<Lot>,
}

/// Counts `ballots` for `seats`. `lots` decides ties that the rules leave to the lot.
///
/// # Errors
/// When no seat is to be filled, more than these rules can fill, or nobody stands.
pub fn count(ballots: &Ballots, rules: Rules, seats: usize, lots: Lots) -> Result<Count> {
    rounds(std::slice::from_ref(ballots), rules, seats, lots)
}

/// Counts the ballots of one round after the other; all but exhaustive ballots have one. What no further round decides is left
/// open: nobody is elected, and who stands in the next round is hopeful.
///
/// # Errors
/// As [`count`].
pub fn rounds(ballots: &[Ballots], rules: Rules, seats: usize, lots: Lots) -> Result<Count> {
    let Some(first) = ballots.first() else { return Err(Problem::input(t!("There are no ballots to count"))) };
    if seats == 0 {
        return Err(Problem::input(t!("No seat is to be filled, so there is nothing to count")));
    }
    if rules.one_seat() && seats > 1 {
        return Err(Problem::input(t!("{rules} fills one seat, not {seats}", rules = rules.name(), seats = seats))
            .hint(t!("For several seats take most votes (block), approval, or the single transferable vote")));
    }
    if first.standing().is_empty() {
        return Err(Problem::input(t!("Nobody stands for election, so there is nothing to count")));
    }
    let valid: Vec<Ballots> = ballots.iter().map(Ballots::valid).collect();
    let Some(first) = valid.first() else { return Err(Problem::input(t!("There are no ballots to count"))) };
    Ok(match rules {
        Rules::FirstPast | Rules::Block | Rules::Approval => most::count(first, rules, seats, lots),
        Rules::Alternative => alternative::count(first, lots),
        Rules::Exhaustive => alternative::rounds(first, &valid, lots),
        Rules::Scottish => scottish::count(first, seats, lots),
        Rules::Ers97 => ers97::count(first, seats, lots),
        Rules::Meek => meek::count(first, seats, lots),
    })
}
