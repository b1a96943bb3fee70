//! Meek's method: whoever has more than the quota keeps just so much of each vote that the quota is left, and the rest goes
//! on. Nine decimals, rounded down for papers and up for what a candidate keeps; it ends at a surplus of a millionth.
//!
//! Source: B. L. Meek (1969); I. D. Hill, B. A. Wichmann and D. R. Woodall, *Computer Journal* 30:277 (1987). The rounding is
//! that of OpenSTV, Droop and stv-rs, whose known results are tests here.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::fixed::{Fixed, one};
use super::lots::Lots;
use super::{Count, Rules, Stage, State};
use crate::kit::text;
use crate::t;

const DECIMALS: u32 = 9;
/// Sharing out again ends when the surplus is no more than so many units: 0.000001.
const OMEGA: i128 = 1_000;

struct Counting<'b> {
    ballots: &'b Ballots,
    seats: usize,
    quota: i128,
    votes: PerCandidate<i128>,
    /// The part of each vote that a candidate keeps, in units.
    keep: PerCandidate<i128>,
    state: PerCandidate<State>,
    elected: Vec<CandidateId>,
    surplus: i128,
    exhausted: i128,
    stages: Vec<Stage>,
    lots: Lots,
}

pub(super) fn count(ballots: &Ballots, seats: usize, lots: Lots) -> Count {
    let many = ballots.names.len();
    let stands = |id: CandidateId| !ballots.withdrawn.contains(&id);
    let mut counting = Counting {
        ballots,
        seats,
        quota: 0,
        votes: PerCandidate::of(many, |_| 0),
        keep: PerCandidate::of(many, |id| if stands(id) { one(DECIMALS) } else { 0 }),
        state: PerCandidate::of(many, |id| if stands(id) { State::Hopeful } else { State::Excluded }),
        elected: Vec::new(),
        surplus: 0,
        exhausted: 0,
        stages: Vec::new(),
        lots,
    };
    counting.run();
    Count {
        rules: Rules::Meek,
        seats,
        valid: ballots.total(),
        quota: fixed(counting.quota),
        elected: counting.elected,
        stages: counting.stages,
        lots: counting.lots.used(),
    }
}

fn fixed(units: i128) -> Fixed {
    Fixed { units, decimals: DECIMALS }
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
        while self.hopeful().len() > self.places_left() && self.places_left() > 0 {
            let elected = self.iterate();
            let says = if first { t!("First preferences") } else { t!("Votes shared out again") };
            first = false;
            if !elected.is_empty() {
                let names: Vec<&str> = elected.iter().map(|id| self.ballots.name(*id)).collect();
                self.record(t!("{says}: {names} elected", says = says, names = text::list(&names)));
                continue;
            }
            // As good as tied with the lowest is who stands above by no more than the surplus.
            let hopeful = self.hopeful();
            let fewest = hopeful.iter().map(|id| self.votes[*id]).min().unwrap_or_default();
            let tied: Vec<_> = hopeful.into_iter().filter(|id| self.votes[*id] <= fewest + self.surplus).collect();
            let out = match tied.as_slice() {
                [only] => Some(*only),
                several => self.lots.draw(self.stages.len() + 1, t!("who is excluded").to_owned(), several),
            };
            let Some(out) = out else { return };
            self.state[out] = State::Excluded;
            self.record(t!("{says}: {name} excluded", says = says, name = self.ballots.name(out)));
            self.keep[out] = 0;
            self.votes[out] = 0;
        }
        self.finish();
    }

    fn hopeful(&self) -> Vec<CandidateId> {
        self.state.iter().filter(|(_, state)| **state == State::Hopeful).map(|(id, _)| id).collect()
    }

    fn places_left(&self) -> usize {
        self.seats.saturating_sub(self.elected.len())
    }

    /// Shares the votes out until somebody reaches the quota (answered, most votes first) or the surplus is gone.
    fn iterate(&mut self) -> Vec<CandidateId> {
        let mut before = None;
        loop {
            self.share_out();
            let mut reached: Vec<_> = self.hopeful().into_iter().filter(|id| self.votes[*id] >= self.quota).collect();
            reached.sort_by_key(|id| std::cmp::Reverse(self.votes[*id]));
            for id in &reached {
                self.state[*id] = State::Elected;
                self.elected.push(*id);
            }
            self.surplus = self.elected.iter().map(|id| self.votes[*id] - self.quota).sum::<i128>().max(0);
            if !reached.is_empty() || self.surplus <= OMEGA || before.is_some_and(|before| self.surplus >= before) {
                return reached;
            }
            before = Some(self.surplus);
            for id in &self.elected {
                self.keep[*id] = div_up(mul_up(self.keep[*id], self.quota) * one(DECIMALS), self.votes[*id]);
            }
        }
    }

    /// Each paper leaves with each candidate on it the part that the candidate keeps.
    fn share_out(&mut self) {
        self.votes = PerCandidate::of(self.ballots.names.len(), |_| 0);
        self.exhausted = 0;
        for paper in &self.ballots.papers {
            let many = i128::from(paper.many);
            let mut weight = one(DECIMALS);
            let mut left = weight;
            for id in &paper.preferences {
                let keep = self.keep[*id];
                let kept = weight * keep / one(DECIMALS);
                weight = weight * (one(DECIMALS) - keep) / one(DECIMALS);
                self.votes[*id] += kept * many;
                left -= kept;
                if weight <= 0 {
                    break;
                }
            }
            // With what rounding down leaves over.
            self.exhausted += left * many;
        }
        let total: i128 = self.votes.iter().map(|(_, votes)| *votes).sum();
        self.quota = total / (self.seats as i128 + 1) + 1;
    }

    /// Places that are left go to who is left; else nobody stands any longer.
    fn finish(&mut self) {
        let left = self.hopeful();
        if self.places_left() == 0 {
            for id in left {
                self.state[id] = State::Excluded;
            }
            if let Some(last) = self.stages.last_mut() {
                last.state = self.state.clone();
            }
        } else if !left.is_empty() {
            self.share_out();
            for id in left {
                self.state[id] = State::Elected;
                self.elected.push(id);
            }
            self.record(t!("Who is left fills the last places").to_owned());
        }
    }

    fn record(&mut self, action: String) {
        self.stages.push(Stage {
            number: self.stages.len() + 1,
            action,
            quota: fixed(self.quota),
            non_transferable: fixed(self.exhausted),
            votes: PerCandidate::of(self.ballots.names.len(), |id| fixed(self.votes[id])),
            state: self.state.clone(),
        });
    }
}
