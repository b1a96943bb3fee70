//! Ties: by the votes of other stages, and where those are equal too, by a lot that is drawn outside and kept.

use serde::{Deserialize, Serialize};

use super::ballots::{Ballots, CandidateId, PerCandidate};
use crate::kit::{Problem, Result};
use crate::t;

/// A tie that a lot decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The stage it was drawn for.
    pub stage: usize,
    /// What it decided, in words.
    pub about: String,
    pub tied: Vec<CandidateId>,
    /// Whose papers move: the surplus transferred first, or the candidate excluded.
    pub chosen: CandidateId,
    /// Whether the order was given. If not, the order of the ballot paper stands in until a lot is drawn.
    pub drawn: bool,
}

/// The order in which candidates were drawn. A recount with the same order decides the same ties alike.
#[derive(Clone, Debug, Default)]
pub struct Lots {
    order: Vec<CandidateId>,
    used: Vec<Lot>,
}

impl Lots {
    /// No lot was drawn yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// The order as places on the ballot paper, first drawn first.
    pub fn of(order: Vec<CandidateId>) -> Self {
        Self { order, used: Vec::new() }
    }

    /// The order as names, first drawn first.
    ///
    /// # Errors
    /// When a name is no candidate's, or is given twice.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>, ballots: &Ballots) -> Result<Self> {
        let mut order = Vec::new();
        for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
            let at = ballots.names.iter().position(|n| n == name).map(CandidateId).ok_or_else(|| {
                Problem::usage(t!("Nobody named “{name}” stands in this election", name = name))
                    .hint(t!("The candidates are {names}", names = ballots.names.join(", ")))
            })?;
            if order.contains(&at) {
                return Err(Problem::usage(t!("{name} was drawn twice", name = name)));
            }
            order.push(at);
        }
        Ok(Self { order, used: Vec::new() })
    }

    /// The one of `tied` that was drawn first; those not drawn follow in the order of the ballot paper.
    pub(super) fn draw(&mut self, stage: usize, about: String, tied: &[CandidateId]) -> Option<CandidateId> {
        let drawn = self.order.iter().copied().find(|id| tied.contains(id));
        let chosen = drawn.or_else(|| tied.iter().copied().min())?;
        self.used.push(Lot { stage, about, tied: tied.to_vec(), chosen, drawn: drawn.is_some() });
        Some(chosen)
    }

    pub(super) fn used(self) -> Vec<Lot> {
        self.used
    }
}

/// Whether the tie is about the most votes or the fewest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Most,
    Fewest,
}

/// Those of `tied` that stand alone at the end of the walk through `points`: at each point where their votes differ, only
/// those with the most (or fewest) go on to the next.
pub(super) fn narrowed<'a>(
    tied: &[CandidateId],
    points: impl Iterator<Item = &'a PerCandidate<i128>>,
    wanted: Wanted,
) -> Vec<CandidateId> {
    let mut left = tied.to_vec();
    for votes in points {
        let of = left.iter().map(|id| votes[*id]);
        let best = match wanted {
            Wanted::Most => of.max(),
            Wanted::Fewest => of.min(),
        };
        left.retain(|id| Some(votes[*id]) == best);
        if left.len() < 2 {
            break;
        }
    }
    left
}
