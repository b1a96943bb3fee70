//! Papers on their way: which papers a candidate holds, at what value, and who is next on them.

use super::ballots::{CandidateId, Paper, PerCandidate};

/// Equal papers held by one candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bundle<'b> {
    pub paper: &'b Paper,
    /// Which preference counts now.
    pub at: usize,
    /// The value of one paper, in units.
    pub value: i128,
}

impl<'b> Bundle<'b> {
    pub(super) fn many(&self) -> i128 {
        i128::from(self.paper.many)
    }

    /// The next candidate on it who still takes papers, with the bundle as it moves there.
    pub(super) fn next(&self, takes: impl Fn(CandidateId) -> bool) -> Option<(CandidateId, Self)> {
        let rest = self.paper.preferences.iter().copied().enumerate().skip(self.at + 1);
        let (at, id) = rest.into_iter().find(|(_, id)| takes(*id))?;
        Some((id, Self { at, ..*self }))
    }
}

/// Every paper with its first preference, at the value of one vote.
pub(super) fn first_preferences(papers: &[Paper], candidates: usize, one: i128) -> PerCandidate<Vec<Bundle<'_>>> {
    let mut piles = PerCandidate::of(candidates, |_| Vec::new());
    for paper in papers {
        if let Some(first) = paper.preferences.first() {
            piles[*first].push(Bundle { paper, at: 0, value: one });
        }
    }
    piles
}

/// The value of papers.
pub(super) fn worth(bundles: &[Bundle<'_>]) -> i128 {
    bundles.iter().map(|b| b.many() * b.value).sum()
}
