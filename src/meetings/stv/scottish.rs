//! The Scottish Local Government Elections Order 2007, rules 45 to 52.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::fixed::{Fixed, one};
use super::lots::{Lots, Wanted, narrowed};
use super::pile::{Bundle, first_preferences};
use super::{Count, Rules, Stage, State};
use crate::t;

const DECIMALS: u32 = 5;

struct Counting<'b> {
    ballots: &'b Ballots,
    seats: usize,
    quota: i128,
    piles: PerCandidate<Vec<Bundle<'b>>>,
    votes: PerCandidate<i128>,
    state: PerCandidate<State>,
    /// Elected whose surplus was not dealt with yet.
    pending: Vec<CandidateId>,
    elected: Vec<CandidateId>,
    non_transferable: i128,
    stages: Vec<Stage>,
    /// Votes at the end of each stage, for ties.
    before: Vec<PerCandidate<i128>>,
    lots: Lots,
}

pub(super) fn count(ballots: &Ballots, seats: usize, lots: Lots) -> Count {
    let many = ballots.names.len();
    let valid = ballots.total();
    // Rule 46: the whole part of votes over seats and one, and one more.
    let quota = (i128::from(valid) / (seats as i128 + 1) + 1) * one(DECIMALS);
    let piles = first_preferences(&ballots.papers, many, one(DECIMALS));
    let votes = PerCandidate::of(many, |id| piles[id].iter().map(|b| b.many() * b.value).sum());
    let state = PerCandidate::of(many, |id| match ballots.withdrawn.contains(&id) {
        true => State::Excluded,
        false => State::Hopeful,
    });
    let mut counting = Counting {
        ballots,
        seats,
        quota,
        piles,
        votes,
        state,
        pending: Vec::new(),
        elected: Vec::new(),
        non_transferable: 0,
        stages: Vec::new(),
        before: Vec::new(),
        lots,
    };
    counting.run();
    Count {
        rules: Rules::Scottish,
        seats,
        valid,
        quota: fixed(quota),
        elected: counting.elected,
        stages: counting.stages,
        lots: counting.lots.used(),
    }
}

fn fixed(units: i128) -> Fixed {
    Fixed { units, decimals: DECIMALS }
}

impl<'b> Counting<'b> {
    fn run(&mut self) {
        self.elect_who_has_the_quota();
        let mut action = t!("First preferences").to_owned();
        loop {
            let done = self.is_complete();
            if done {
                self.fill_the_last_places();
            }
            self.record(action);
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

    fn hopeful(&self) -> Vec<CandidateId> {
        self.state.iter().filter(|(_, state)| **state == State::Hopeful).map(|(id, _)| id).collect()
    }

    fn places_left(&self) -> usize {
        self.seats.saturating_sub(self.elected.len())
    }

    fn is_complete(&self) -> bool {
        self.places_left() == 0 || self.hopeful().len() <= self.places_left()
    }

    fn elect(&mut self, id: CandidateId) {
        self.state[id] = State::Elected;
        self.elected.push(id);
    }

    /// Rule 47, most votes first.
    fn elect_who_has_the_quota(&mut self) {
        let mut reached: Vec<_> = self.hopeful().into_iter().filter(|id| self.votes[*id] >= self.quota).collect();
        reached.sort_by_key(|id| std::cmp::Reverse(self.votes[*id]));
        for id in reached {
            self.elect(id);
            self.pending.push(id);
        }
    }

    /// Rule 52: who is left fills the last places; else, with all places filled, nobody stands any longer.
    fn fill_the_last_places(&mut self) {
        let mut left = self.hopeful();
        left.sort_by_key(|id| std::cmp::Reverse(self.votes[*id]));
        for id in left {
            if self.places_left() > 0 {
                self.elect(id);
            } else {
                self.state[id] = State::Excluded;
            }
        }
    }

    /// Rule 49: the largest surplus first; of equal ones that of the candidate who had more at the most recent stage where
    /// they differed; else by lot.
    fn largest_surplus(&mut self) -> Option<CandidateId> {
        let most = self.pending.iter().map(|id| self.votes[*id]).max()?;
        let mut tied: Vec<_> = self.pending.iter().copied().filter(|id| self.votes[*id] == most).collect();
        tied.sort_unstable();
        let chosen = self.of_tied(&tied, Wanted::Most, t!("whose surplus is transferred first"))?;
        self.pending.retain(|id| *id != chosen);
        Some(chosen)
    }

    /// Rules 50 and 51.
    fn fewest_votes(&mut self) -> Option<CandidateId> {
        let hopeful = self.hopeful();
        let fewest = hopeful.iter().map(|id| self.votes[*id]).min()?;
        let tied: Vec<_> = hopeful.into_iter().filter(|id| self.votes[*id] == fewest).collect();
        self.of_tied(&tied, Wanted::Fewest, t!("who is excluded"))
    }

    fn of_tied(&mut self, tied: &[CandidateId], wanted: Wanted, about: &str) -> Option<CandidateId> {
        let left = narrowed(tied, self.before.iter().rev(), wanted);
        match left.as_slice() {
            [only] => Some(*only),
            several => self.lots.draw(self.stages.len() + 1, about.to_owned(), several),
        }
    }

    /// Rule 48: every paper of the candidate moves, each at surplus times its value over the candidate's votes, the rest of
    /// the division ignored.
    fn transfer_surplus(&mut self, from: CandidateId) -> String {
        let (votes, surplus) = (self.votes[from], self.votes[from] - self.quota);
        let name = self.ballots.name(from);
        if surplus == 0 {
            return t!("{name} has just the quota: there is no surplus to transfer", name = name);
        }
        for bundle in std::mem::take(&mut self.piles[from]) {
            self.pass_on(Bundle { value: bundle.value * surplus / votes, ..bundle });
        }
        self.votes[from] = self.quota;
        t!("Surplus of {name} transferred", name = name)
    }

    /// Rule 50: every paper moves at the value it came with.
    fn exclude(&mut self, id: CandidateId) -> String {
        self.state[id] = State::Excluded;
        self.votes[id] = 0;
        for bundle in std::mem::take(&mut self.piles[id]) {
            self.pass_on(bundle);
        }
        t!("{name} excluded", name = self.ballots.name(id))
    }

    fn pass_on(&mut self, bundle: Bundle<'b>) {
        let worth = bundle.many() * bundle.value;
        match bundle.next(|id| self.state[id] == State::Hopeful) {
            Some((id, bundle)) => {
                self.votes[id] += worth;
                self.piles[id].push(bundle);
            }
            None => self.non_transferable += worth,
        }
    }

    fn record(&mut self, action: String) {
        self.stages.push(Stage {
            number: self.stages.len() + 1,
            action,
            quota: fixed(self.quota),
            non_transferable: fixed(self.non_transferable),
            votes: PerCandidate::of(self.ballots.names.len(), |id| fixed(self.votes[id])),
            state: self.state.clone(),
        });
        self.before.push(self.votes.clone());
    }
}
