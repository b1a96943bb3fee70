//! The ballots of one election: who stands, and how many papers say what.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// A candidate's place on the ballot paper, from nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CandidateId(pub usize);

/// Papers that say the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    pub preferences: Vec<CandidateId>,
    pub many: u64,
}

/// A value for each candidate, in the order of the ballot paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PerCandidate<T>(Vec<T>);

impl<T> PerCandidate<T> {
    /// One value for each of `many` candidates.
    pub fn of(many: usize, value: impl FnMut(CandidateId) -> T) -> Self {
        Self((0..many).map(CandidateId).map(value).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = (CandidateId, &T)> {
        self.0.iter().enumerate().map(|(at, value)| (CandidateId(at), value))
    }

    pub fn ids(&self) -> impl Iterator<Item = CandidateId> + use<T> {
        (0..self.0.len()).map(CandidateId)
    }
}

#[allow(clippy::indexing_slicing, reason = "ids come from the same ballots as the values")]
impl<T> Index<CandidateId> for PerCandidate<T> {
    type Output = T;
    fn index(&self, id: CandidateId) -> &T {
        &self.0[id.0]
    }
}

#[allow(clippy::indexing_slicing, reason = "ids come from the same ballots as the values")]
impl<T> IndexMut<CandidateId> for PerCandidate<T> {
    fn index_mut(&mut self, id: CandidateId) -> &mut T {
        &mut self.0[id.0]
    }
}

/// What was cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballots {
    pub title: String,
    pub seats: usize,
    /// Names, in the order of the ballot paper.
    pub names: Vec<String>,
    pub withdrawn: Vec<CandidateId>,
    pub papers: Vec<Paper>,
}

impl Ballots {
    /// The name of a candidate.
    pub fn name(&self, id: CandidateId) -> &str {
        self.names.get(id.0).map_or("", String::as_str)
    }

    /// Who did not withdraw.
    pub fn standing(&self) -> Vec<CandidateId> {
        (0..self.names.len()).map(CandidateId).filter(|id| !self.withdrawn.contains(id)).collect()
    }

    /// Without preferences for who withdrew, without papers that say nothing then, and equal papers as one: papers that say
    /// the same go the same way at the same value.
    pub(super) fn valid(&self) -> Self {
        let mut papers: Vec<Paper> = self
            .papers
            .iter()
            .map(|paper| Paper {
                preferences: paper.preferences.iter().copied().filter(|id| !self.withdrawn.contains(id)).collect(),
                many: paper.many,
            })
            .filter(|paper| !paper.preferences.is_empty() && paper.many > 0)
            .collect();
        papers.sort_unstable();
        papers.dedup_by(|next, first| {
            let same = next.preferences == first.preferences;
            if same {
                first.many += next.many;
            }
            same
        });
        Self { papers, ..self.clone() }
    }

    /// How many papers there are.
    pub fn total(&self) -> u64 {
        self.papers.iter().map(|paper| paper.many).sum()
    }
}
