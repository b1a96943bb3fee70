//! The Scottish Local Government Elections Order 2007, rules 45 to 52.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::contest::Contest;
use super::fixed::one;
use super::lots::{Lots, Wanted, narrowed};
use super::pile::{Bundle, first_preferences, worth};
use super::{Action, Count, Rules, State};
use crate::t;

const DECIMALS: u32 = 5;

struct Counting<'b> {
    contest: Contest<'b>,
    piles: PerCandidate<Vec<Bundle<'b>>>,
    /// Elected whose surplus was not dealt with yet.
    pending: Vec<CandidateId>,
    /// Votes at the end of each stage, for ties.
    before: Vec<PerCandidate<i128>>,
}

pub(super) fn count(ballots: &Ballots, seats: usize, lots: Lots) -> Count {
    let mut contest = Contest::new(ballots, seats, DECIMALS, lots);
    // Rule 46: the whole part of votes over seats and one, and one more.
    contest.quota = (i128::from(ballots.total()) / (seats as i128 + 1) + 1) * one(DECIMALS);
    let piles = first_preferences(&ballots.papers, ballots.names.len(), one(DECIMALS));
    contest.votes = PerCandidate::of(ballots.names.len(), |id| worth(&piles[id]));
    let mut counting = Counting { contest, piles, pending: Vec::new(), before: Vec::new() };
    counting.run();
    counting.contest.into_count(Rules::Scottish)
}

impl<'b> Counting<'b> {
    fn run(&mut self) {
        self.elect_who_has_the_quota();
        let mut action = Action::First;
        loop {
            let done = self.contest.is_complete();
            if done {
                // Rule 52.
                self.contest.fill_the_last_places();
            }
            self.end_of_stage(action);
            if done {
                return;
            }
            action = match self.largest_surplus() {
                Some(id) => self.transfer_surplus(id),
                None => match self.fewest_votes() {
                    Some(id) => self.exclude(id),
                    None => return,
                },
            };
            self.elect_who_has_the_quota();
        }
    }

    /// Rule 47, most votes first.
    fn elect_who_has_the_quota(&mut self) {
        for id in self.contest.with_the_quota() {
            self.contest.elect(id);
            self.pending.push(id);
        }
    }

    /// Rule 49: the largest surplus first; of equal ones that of the candidate who had more at the most recent stage where
    /// they differed; else by lot.
    fn largest_surplus(&mut self) -> Option<CandidateId> {
        let most = self.pending.iter().map(|id| self.contest.votes[*id]).max()?;
        let mut tied: Vec<_> = self.pending.iter().copied().filter(|id| self.contest.votes[*id] == most).collect();
        tied.sort_unstable();
        let points = self.before.iter().rev();
        let chosen = if most > self.contest.quota {
            self.contest.of_tied(&tied, points, Wanted::Most, t!("whose surplus is transferred first"))?
        } else {
            // Exactly the quota: nothing is transferred, so no lot decides anything. The sheet takes them in the usual order.
            narrowed(&tied, points, Wanted::Most).into_iter().min()?
        };
        self.pending.retain(|id| *id != chosen);
        Some(chosen)
    }

    /// Rules 50 and 51.
    fn fewest_votes(&mut self) -> Option<CandidateId> {
        let hopeful = self.contest.hopeful();
        let fewest = hopeful.iter().map(|id| self.contest.votes[*id]).min()?;
        let tied: Vec<_> = hopeful.into_iter().filter(|id| self.contest.votes[*id] == fewest).collect();
        self.contest.of_tied(&tied, self.before.iter().rev(), Wanted::Fewest, t!("who is excluded"))
    }

    /// Rule 48: every paper of the candidate moves, each at surplus times its value over the candidate's votes, the rest of
    /// the division ignored.
    fn transfer_surplus(&mut self, from: CandidateId) -> Action {
        let (votes, surplus) = (self.contest.votes[from], self.contest.votes[from] - self.contest.quota);
        if surplus == 0 {
            return Action::NoSurplus(from);
        }
        for bundle in std::mem::take(&mut self.piles[from]) {
            self.pass_on(Bundle { value: bundle.value * surplus / votes, ..bundle });
        }
        self.contest.votes[from] = self.contest.quota;
        Action::Surplus(from)
    }

    /// Rule 50: every paper moves at the value it came with.
    fn exclude(&mut self, id: CandidateId) -> Action {
        self.contest.state[id] = State::Excluded;
        self.contest.votes[id] = 0;
        for bundle in std::mem::take(&mut self.piles[id]) {
            self.pass_on(bundle);
        }
        Action::Excluded(vec![id])
    }

    fn pass_on(&mut self, bundle: Bundle<'b>) {
        let worth = bundle.many() * bundle.value;
        match bundle.next(|id| self.contest.is_hopeful(id)) {
            Some((id, bundle)) => {
                self.contest.votes[id] += worth;
                self.piles[id].push(bundle);
            }
            None => self.contest.non_transferable += worth,
        }
    }

    fn end_of_stage(&mut self, action: Action) {
        self.contest.record(action);
        self.before.push(self.contest.votes.clone());
    }
}
