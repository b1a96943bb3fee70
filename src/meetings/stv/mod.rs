//! The single transferable vote under named rules, in whole numbers only: the same ballots give the same sheet everywhere.
//!
//! The rules differ where it counts (what a surplus is worth, which papers of it move, how a tie is broken), so a result
//! always names the rules it was counted under:
//!
//! - [`Rules::Scottish`]: The Scottish Local Government Elections Order 2007, rules 45 to 52; five decimals.
//! - [`Rules::Ers97`]: Newland and Britton, *How to conduct an election by the single transferable vote*, third edition,
//!   Electoral Reform Society 1997, section 5; two decimals.
//! - [`Rules::Meek`]: Meek's method in nine decimals, with the rounding of OpenSTV and the programs that followed it.

mod ballots;
mod blt;
mod contest;
mod ers97;
mod fixed;
mod lots;
mod meek;
mod pile;
mod scottish;
#[cfg(test)]
mod tests;

pub use ballots::{Ballots, CandidateId, Paper, PerCandidate};
pub use blt::parse;
pub use fixed::Fixed;
pub use lots::{Lot, Lots};

use crate::kit::{Problem, Result};
use crate::t;

/// The rules that votes are counted under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    Scottish,
    Ers97,
    Meek,
}

impl Rules {
    pub const ALL: &'static [Self] = &[Self::Scottish, Self::Ers97, Self::Meek];

    /// As commands and files write it.
    pub fn key(self) -> &'static str {
        match self {
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
            Self::Scottish => t!("Scottish Local Government Elections Order 2007"),
            Self::Ers97 => t!("Electoral Reform Society rules 1997 (ERS97)"),
            Self::Meek => t!("Meek’s method, nine decimals"),
        }
    }

    /// How many decimals votes have.
    pub fn decimals(self) -> u32 {
        match self {
            Self::Scottish => 5,
            Self::Ers97 => 2,
            Self::Meek => 9,
        }
    }
}

/// What has become of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
pub struct Stage {
    /// From one on: the first preferences are stage 1.
    pub number: usize,
    /// What was done, in words.
    pub action: String,
    pub quota: Fixed,
    /// The value of papers that no continuing candidate could take, and under ERS97 the remainders of transfers.
    pub non_transferable: Fixed,
    pub votes: PerCandidate<Fixed>,
    pub state: PerCandidate<State>,
}

/// A whole count.
#[derive(Clone, Debug)]
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
/// When no seat is to be filled, or nobody stands.
pub fn count(ballots: &Ballots, rules: Rules, seats: usize, lots: Lots) -> Result<Count> {
    if seats == 0 {
        return Err(Problem::input(t!("No seat is to be filled, so there is nothing to count")));
    }
    if ballots.standing().is_empty() {
        return Err(Problem::input(t!("Nobody stands for election, so there is nothing to count")));
    }
    let valid = ballots.valid();
    Ok(match rules {
        Rules::Scottish => scottish::count(&valid, seats, lots),
        Rules::Ers97 => ers97::count(&valid, seats, lots),
        Rules::Meek => meek::count(&valid, seats, lots),
    })
}
