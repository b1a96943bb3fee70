//! Meek's method: whoever has more than the quota keeps just so much of each vote that the quota is left, and the rest goes
//! on. Nine decimals, rounded down for papers and up for what a candidate keeps; it ends at a surplus of a millionth.
//!
//! Source: B. L. Meek (1969); I. D. Hill, B. A. Wichmann and D. R. Woodall, *Computer Journal* 30:277 (1987). The rounding is
//! that of OpenSTV, Droop and stv-rs, whose known results are tests here.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::contest::Contest;
use super::fixed::one;
use super::lots::Lots;
use super::{Action, Count, Rules, State};
use crate::t;

const DECIMALS: u32 = 9;
/// Sharing out again ends when the surplus is no more than so many units: 0.000001.
const OMEGA: i128 = 1_000;

struct Counting<'b> {
    contest: Contest<'b>,
    /// The part of each vote that a candidate keeps, in units.
    keep: PerCandidate<i128>,
    surplus: i128,
}

pub(super) fn count(ballots: &Ballots, seats: usize, lots: Lots) -> Count {
    let contest = Contest::new(ballots, seats, DECIMALS, lots);
    let keep = |id| if contest.is_hopeful(id) { one(DECIMALS) } else { 0 };
    let keep = PerCandidate::of(ballots.names.len(), keep);
    let mut counting = Counting { contest, keep, surplus: 0 };
    counting.run();
    counting.contest.into_count(Rules::Meek)
}

/// `a / b` rounded up; neither is negative.
fn div_up(a: i128, b: i128) -> i128 {
    a / b + i128::from(a % b != 0)
}

/// `a * b` of two values in units, rounded up.
fn mul_up(a: i128, b: i128) -> i128 {
    div_up(a * b, one(DECIMALS))
}

impl Counting<'_> {
    fn run(&mut self) {
        let mut first = true;
        while self.contest.hopeful().len() > self.contest.places_left() && self.contest.places_left() > 0 {
            let elected = self.iterate();
            let again = !std::mem::take(&mut first);
            if !elected.is_empty() {
                self.contest.record(Action::Shared { again, elected, excluded: None });
                continue;
            }
            // As good as tied with the lowest is who stands above by no more than the surplus.
            let hopeful = self.contest.hopeful();
            let fewest = hopeful.iter().map(|id| self.contest.votes[*id]).min().unwrap_or_default();
            let tied: Vec<_> =
                hopeful.into_iter().filter(|id| self.contest.votes[*id] <= fewest + self.surplus).collect();
            let out = match tied.as_slice() {
                [only] => Some(*only),
                several => self.contest.draw(t!("who is excluded"), several),
            };
            let Some(out) = out else { return };
            self.contest.state[out] = State::Excluded;
            self.contest.record(Action::Shared { again, elected, excluded: Some(out) });
            self.keep[out] = 0;
            self.contest.votes[out] = 0;
        }
        self.finish();
    }

    /// Shares the votes out until somebody reaches the quota (answered, most votes first) or the surplus is gone.
    fn iterate(&mut self) -> Vec<CandidateId> {
        let mut before = None;
        loop {
            self.share_out();
            let reached = self.contest.with_the_quota();
            for id in &reached {
                self.contest.elect(*id);
            }
            self.surplus =
                self.contest.elected.iter().map(|id| self.contest.votes[*id] - self.contest.quota).sum::<i128>().max(0);
            if !reached.is_empty() || self.surplus <= OMEGA || before.is_some_and(|before| self.surplus >= before) {
                return reached;
            }
            before = Some(self.surplus);
            for id in &self.contest.elected {
                self.keep[*id] =
                    div_up(mul_up(self.keep[*id], self.contest.quota) * one(DECIMALS), self.contest.votes[*id]);
            }
        }
    }

    /// Each paper leaves with each candidate on it the part that the candidate keeps.
    fn share_out(&mut self) {
        self.contest.votes = PerCandidate::of(self.contest.ballots.names.len(), |_| 0);
        self.contest.non_transferable = 0;
        for paper in &self.contest.ballots.papers {
            let many = i128::from(paper.many);
            let mut weight = one(DECIMALS);
            let mut left = weight;
            for id in &paper.preferences {
                let keep = self.keep[*id];
                let kept = weight * keep / one(DECIMALS);
                weight = weight * (one(DECIMALS) - keep) / one(DECIMALS);
                self.contest.votes[*id] += kept * many;
                left -= kept;
                if weight <= 0 {
                    break;
                }
            }
            // With what rounding down leaves over.
            self.contest.non_transferable += left * many;
        }
        let total: i128 = self.contest.votes.iter().map(|(_, votes)| *votes).sum();
        self.contest.quota = total / (self.contest.seats as i128 + 1) + 1;
    }

    /// Places that are left go to who is left; else nobody stands any longer.
    fn finish(&mut self) {
        let left = self.contest.hopeful();
        if self.contest.places_left() == 0 {
            for id in left {
                self.contest.state[id] = State::Excluded;
            }
            if let Some(last) = self.contest.stages.last_mut() {
                last.state = self.contest.state.clone();
            }
        } else if !left.is_empty() {
            self.share_out();
            for id in left {
                self.contest.elect(id);
            }
            self.contest.record(Action::LastPlaces);
        }
    }
}
