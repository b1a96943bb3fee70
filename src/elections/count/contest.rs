//! What every count keeps, whatever its rules: who stands how, what each has, and the sheet of every stage so far.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::fixed::Fixed;
use super::lots::{Lots, Wanted, narrowed};
use super::{Action, Count, Rules, Stage, State};

/// An election while it is counted. Votes are in units of the last decimal.
pub(super) struct Contest<'b> {
    pub ballots: &'b Ballots,
    pub seats: usize,
    pub quota: i128,
    pub votes: PerCandidate<i128>,
    pub state: PerCandidate<State>,
    /// In the order they were elected.
    pub elected: Vec<CandidateId>,
    pub non_transferable: i128,
    pub stages: Vec<Stage>,
    decimals: u32,
    lots: Lots,
}

impl<'b> Contest<'b> {
    /// Before the first paper is looked at: who did not withdraw is hopeful.
    pub fn new(ballots: &'b Ballots, seats: usize, decimals: u32, lots: Lots) -> Self {
        let many = ballots.names.len();
        let state = |id| if ballots.withdrawn.contains(&id) { State::Excluded } else { State::Hopeful };
        Self {
            ballots,
            seats,
            quota: 0,
            votes: PerCandidate::of(many, |_| 0),
            state: PerCandidate::of(many, state),
            elected: Vec::new(),
            non_transferable: 0,
            stages: Vec::new(),
            decimals,
            lots,
        }
    }

    pub fn is_hopeful(&self, id: CandidateId) -> bool {
        self.state[id] == State::Hopeful
    }

    /// In the order of the ballot paper.
    pub fn hopeful(&self) -> Vec<CandidateId> {
        self.state.iter().map(|(id, _)| id).filter(|id| self.is_hopeful(*id)).collect()
    }

    pub fn places_left(&self) -> usize {
        self.seats.saturating_sub(self.elected.len())
    }

    /// Whether no paper needs to move any more.
    pub fn is_complete(&self) -> bool {
        self.places_left() == 0 || self.hopeful().len() <= self.places_left()
    }

    pub fn elect(&mut self, id: CandidateId) {
        self.state[id] = State::Elected;
        self.elected.push(id);
    }

    /// Who has the quota, most votes first.
    pub fn with_the_quota(&self) -> Vec<CandidateId> {
        let mut reached: Vec<_> = self.hopeful().into_iter().filter(|id| self.votes[*id] >= self.quota).collect();
        reached.sort_by_key(|id| std::cmp::Reverse(self.votes[*id]));
        reached
    }

    /// Who is left fills the last places, most votes first; else, with all places filled, nobody stands any longer.
    pub fn fill_the_last_places(&mut self) {
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

    /// The one of several with equal votes who had more, or fewer, at the first of `points` where they differ; else by lot.
    pub fn of_tied<'p>(
        &mut self,
        tied: &[CandidateId],
        points: impl Iterator<Item = &'p PerCandidate<i128>>,
        wanted: Wanted,
        about: &str,
    ) -> Option<CandidateId> {
        match narrowed(tied, points, wanted).as_slice() {
            [only] => Some(*only),
            several => self.draw(about, several),
        }
    }

    /// One of several by lot, for the stage that comes.
    pub fn draw(&mut self, about: &str, tied: &[CandidateId]) -> Option<CandidateId> {
        self.lots.draw(self.stages.len() + 1, about.to_owned(), tied)
    }

    /// A value as it stands on a sheet.
    pub fn fixed(&self, units: i128) -> Fixed {
        Fixed { units, decimals: self.decimals }
    }

    /// Ends a stage.
    pub fn record(&mut self, action: Action) {
        self.stages.push(Stage {
            number: self.stages.len() + 1,
            action,
            quota: self.fixed(self.quota),
            non_transferable: self.fixed(self.non_transferable),
            votes: PerCandidate::of(self.ballots.names.len(), |id| self.fixed(self.votes[id])),
            state: self.state.clone(),
        });
    }

    /// What came of it.
    pub fn into_count(self, rules: Rules) -> Count {
        Count {
            rules,
            seats: self.seats,
            valid: self.ballots.total(),
            quota: self.fixed(self.quota),
            elected: self.elected,
            stages: self.stages,
            lots: self.lots.used(),
        }
    }
}
