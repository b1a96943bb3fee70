//! The result: who is elected, which seats stay vacant, and the whole count behind it. Candidates are places on the paper, so that
//! what was declared stands without their names.

use serde::{Deserialize, Serialize};

use super::{Count, ResultId};
use crate::kit::Day;

/// Papers that do not count, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoilt {
    pub reason: String,
    pub papers: usize,
}

/// What came of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Places on the paper, from one, in the order in which they were elected.
    pub elected: Vec<usize>,
    /// Seats that nobody fills: nobody stood, or nominations are reopened.
    pub vacant: usize,
    /// “Reopen nominations” was elected: its seat and those after it stay vacant.
    pub reopened: bool,
    /// All papers of the last round, with those that do not count.
    pub papers: usize,
    pub spoilt: Vec<Spoilt>,
    /// Nothing where nobody had to vote.
    pub count: Option<Count>,
}

impl Outcome {
    /// Ties that were counted on in the order of the paper, because no lot was drawn yet.
    pub fn undrawn(&self) -> usize {
        self.count.iter().flat_map(|count| &count.lots).filter(|lot| !lot.drawn).count()
    }

    /// Papers that count.
    pub fn valid(&self) -> usize {
        self.papers - self.spoilt.iter().map(|one| one.papers).sum::<usize>().min(self.papers)
    }
}

/// A result that was declared. It stays in the book when it is void.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub id: ResultId,
    pub on: Day,
    pub by: String,
    pub outcome: Outcome,
    /// SHA-256 of the outcome as it was kept.
    pub hash: String,
    /// When, by whom and why it was made void.
    pub voided: Option<(Day, String, String)>,
}
