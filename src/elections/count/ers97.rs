//! The Electoral Reform Society's rules of 1997, section 5. Paragraph numbers below are theirs.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::contest::Contest;
use super::fixed::one;
use super::lots::{Lots, Wanted, narrowed};
use super::pile::{Bundle, first_preferences, worth};
use super::{Action, Count, Rules, State};
use crate::t;

const DECIMALS: u32 = 2;

struct Counting<'b> {
    contest: Contest<'b>,
    /// The batches a candidate holds, in the order received; the papers of a batch have one value.
    batches: PerCandidate<Vec<Vec<Bundle<'b>>>>,
    /// Votes after each batch, for ties: the earliest point where they differ decides.
    points: Vec<PerCandidate<i128>>,
}

pub(super) fn count(ballots: &Ballots, seats: usize, lots: Lots) -> Count {
    let many = ballots.names.len();
    let piles = first_preferences(&ballots.papers, many, one(DECIMALS));
    let mut contest = Contest::new(ballots, seats, DECIMALS, lots);
    contest.votes = PerCandidate::of(many, |id| worth(&piles[id]));
    let batches = PerCandidate::of(many, |id| vec![piles[id].clone()]);
    let mut counting = Counting { contest, batches, points: Vec::new() };
    counting.run();
    counting.contest.into_count(Rules::Ers97)
}

impl<'b> Counting<'b> {
    fn run(&mut self) {
        self.work_out_the_quota();
        self.end_of_batch();
        let mut action = Action::First;
        loop {
            let done = self.contest.is_complete();
            if done {
                // 5.5.1 and 5.5.2.
                self.contest.fill_the_last_places();
            }
            self.contest.record(action);
            if done {
                return;
            }
            let surpluses = self.surpluses();
            let owed: i128 = surpluses.iter().map(|id| self.surplus(*id)).sum();
            let group = self.exclusion(owed);
            action = match group {
                // 5.2.2: surpluses too small to save anybody wait.
                None => match self.largest_surplus(&surpluses) {
                    Some(id) => self.transfer_surplus(id),
                    None => return,
                },
                Some(group) => self.exclude(&group),
            };
        }
    }

    /// 5.1.6 and 5.4.8: to two decimals, and 0.01 more if there is a remainder.
    fn work_out_the_quota(&mut self) {
        let votes = i128::from(self.contest.ballots.total()) * one(DECIMALS) - self.contest.non_transferable;
        let parts = self.contest.seats as i128 + 1;
        self.contest.quota = votes / parts + i128::from(votes % parts != 0);
    }

    fn surplus(&self, id: CandidateId) -> i128 {
        (self.contest.votes[id] - self.contest.quota).max(0)
    }

    fn surpluses(&self) -> Vec<CandidateId> {
        self.contest.elected.iter().copied().filter(|id| self.surplus(*id) > 0).collect()
    }

    /// 6.20: the votes of continuing candidates and those awaiting transfer.
    fn active(&self) -> i128 {
        let hopeful: i128 = self.contest.hopeful().iter().map(|id| self.contest.votes[*id]).sum();
        let waiting: i128 = self.contest.elected.iter().map(|id| self.surplus(*id)).sum();
        hopeful + waiting
    }

    /// After each batch: the votes are kept for ties, and who has enough is deemed elected.
    fn end_of_batch(&mut self) {
        self.points.push(self.contest.votes.clone());
        self.elect_who_has_enough();
    }

    /// 5.1.7, 5.3.13, 5.4.9: in descending order, whoever has the quota or a share of the active vote that nobody else's can
    /// push out. Electing one changes the share for the next.
    fn elect_who_has_enough(&mut self) {
        while self.contest.places_left() > 0 {
            let places = self.contest.places_left();
            let active = self.active();
            let enough =
                |votes: i128| votes > 0 && (votes >= self.contest.quota || votes * (places as i128 + 1) >= active);
            let hopeful = self.contest.hopeful();
            let Some(most) = hopeful.iter().map(|id| self.contest.votes[*id]).max().filter(|votes| enough(*votes))
            else {
                return;
            };
            let level: Vec<_> = hopeful.into_iter().filter(|id| self.contest.votes[*id] == most).collect();
            if level.len() <= places {
                for id in level {
                    self.contest.elect(id);
                }
                continue;
            }
            // 5.6.2: too few places for all of them; the earliest difference decides, and without one nobody is elected yet.
            match narrowed(&level, self.points.iter(), Wanted::Most).as_slice() {
                [only] => self.contest.elect(*only),
                _ => return,
            }
        }
    }

    /// 5.2.3.
    fn largest_surplus(&mut self, among: &[CandidateId]) -> Option<CandidateId> {
        let most = among.iter().map(|id| self.surplus(*id)).max()?;
        let mut tied: Vec<_> = among.iter().copied().filter(|id| self.surplus(*id) == most).collect();
        tied.sort_unstable();
        self.contest.of_tied(&tied, self.points.iter(), Wanted::Most, t!("whose surplus is transferred first"))
    }

    /// 5.2.2 and 5.2.5: as many with the fewest votes as can be excluded together while `owed` in surpluses waits. Candidates
    /// with equal votes are excluded together or not at all, but for the one that must go when nothing is owed.
    fn exclusion(&mut self, owed: i128) -> Option<Vec<CandidateId>> {
        let mut order = self.contest.hopeful();
        order.sort_by_key(|id| self.contest.votes[*id]);
        let votes: Vec<i128> = order.iter().map(|id| self.contest.votes[*id]).collect();
        let most = order.len() - self.contest.places_left();
        let (mut sum, mut many) = (0, 0);
        for (at, pair) in votes.windows(2).take(most).enumerate() {
            let [last, next] = pair else { break };
            sum += last;
            if sum + owed <= *next && last < next {
                many = at + 1;
            }
        }
        if many > 0 {
            order.truncate(many);
            return Some(order);
        }
        if owed > 0 {
            return None;
        }
        let fewest = *votes.first()?;
        let tied: Vec<_> = order.into_iter().filter(|id| self.contest.votes[*id] == fewest).collect();
        self.contest.of_tied(&tied, self.points.iter(), Wanted::Fewest, t!("who is excluded")).map(|id| vec![id])
    }

    /// 5.3: only the last batch moves; its transferable papers share the surplus to two decimals, but none gains by it.
    fn transfer_surplus(&mut self, from: CandidateId) -> Action {
        let surplus = self.surplus(from);
        let batch = self.batches[from].last().cloned().unwrap_or_default();
        let moving: Vec<_> = batch.iter().filter_map(|b| b.next(|id| self.contest.is_hopeful(id))).collect();
        let papers: i128 = moving.iter().map(|(_, b)| b.many()).sum();
        let total: i128 = moving.iter().map(|(_, b)| b.many() * b.value).sum();
        let dear = total > surplus;
        let moving = moving.into_iter().map(|(id, b)| {
            let value = if dear { surplus / papers } else { b.value };
            (id, Bundle { value, ..b })
        });
        let given = self.hand_over(moving.collect());
        // 5.3.9: the remainder of the division, and what no paper could carry, is not transferable.
        self.contest.non_transferable += surplus - given;
        self.contest.votes[from] = self.contest.quota;
        self.end_of_batch();
        Action::Surplus(from)
    }

    /// 5.4: batch by batch in descending value; whoever is elected after one takes no paper of the next.
    fn exclude(&mut self, group: &[CandidateId]) -> Action {
        let action = Action::Excluded(group.to_vec());
        for id in group {
            self.contest.state[*id] = State::Excluded;
        }
        // 5.5.1: who is left fills the places, and no paper moves.
        if self.contest.hopeful().len() <= self.contest.places_left() {
            return action;
        }
        let mut papers: Vec<(CandidateId, Bundle<'b>)> = Vec::new();
        for id in group {
            papers.extend(std::mem::take(&mut self.batches[*id]).into_iter().flatten().map(|bundle| (*id, bundle)));
        }
        papers.sort_by_key(|(_, bundle)| std::cmp::Reverse(bundle.value));
        while let Some(value) = papers.first().map(|(_, bundle)| bundle.value) {
            let many = papers.partition_point(|(_, bundle)| bundle.value == value);
            let mut moving = Vec::new();
            let nobody_before = self.contest.elected.is_empty();
            let stood = self.contest.non_transferable;
            for (from, bundle) in papers.drain(..many) {
                self.contest.votes[from] -= bundle.many() * bundle.value;
                match bundle.next(|id| self.contest.is_hopeful(id)) {
                    Some(next) => moving.push(next),
                    None => self.contest.non_transferable += bundle.many() * bundle.value,
                }
            }
            self.hand_over(moving);
            if nobody_before && self.contest.non_transferable != stood {
                self.work_out_the_quota();
            }
            self.end_of_batch();
            if self.contest.is_complete() {
                break;
            }
        }
        action
    }

    /// Gives a batch to who is next on its papers; answers its value.
    fn hand_over(&mut self, moving: Vec<(CandidateId, Bundle<'b>)>) -> i128 {
        let mut batches: PerCandidate<Vec<Bundle<'b>>> =
            PerCandidate::of(self.contest.ballots.names.len(), |_| Vec::new());
        for (id, bundle) in moving {
            batches[id].push(bundle);
        }
        let mut given = 0;
        for (id, batch) in batches.iter() {
            if !batch.is_empty() {
                self.contest.votes[id] += worth(batch);
                given += worth(batch);
                self.batches[id].push(batch.clone());
            }
        }
        given
    }
}
