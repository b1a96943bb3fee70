//! More than half of the votes: who has fewest goes out, and the papers go on (the alternative vote) or the voters vote again
//! (exhaustive ballots). Of equals goes out who had fewer at the most recent stage where they differ; else a lot decides.

use super::ballots::{Ballots, CandidateId, PerCandidate};
use super::contest::Contest;
use super::lots::{Lots, Wanted};
use super::pile::{Bundle, first_preferences, worth};
use super::{Action, Count, Rules, State};
use crate::t;

struct Counting<'b> {
    contest: Contest<'b>,
    before: Vec<PerCandidate<i128>>,
}

impl<'b> Counting<'b> {
    fn new(ballots: &'b Ballots, lots: Lots) -> Self {
        Self { contest: Contest::new(ballots, 1, 0, lots), before: Vec::new() }
    }

    /// More than half of the votes that still count; whoever has it is elected, and so is who stands alone.
    fn elect(&mut self) -> bool {
        let contest = &mut self.contest;
        let all: i128 = contest.votes.iter().map(|(_, votes)| *votes).sum();
        contest.quota = all / 2 + 1;
        let reached = contest.with_the_quota();
        if let Some(first) = reached.first() {
            contest.elect(*first);
        }
        let done = contest.is_complete();
        if done {
            contest.fill_the_last_places();
        }
        done
    }

    fn fewest(&mut self) -> Option<CandidateId> {
        let hopeful = self.contest.hopeful();
        let fewest = hopeful.iter().map(|id| self.contest.votes[*id]).min()?;
        let tied: Vec<_> = hopeful.into_iter().filter(|id| self.contest.votes[*id] == fewest).collect();
        self.contest.of_tied(&tied, self.before.iter().rev(), Wanted::Fewest, t!("who is excluded"))
    }

    fn record(&mut self, action: Action) {
        self.contest.record(action);
        self.before.push(self.contest.votes.clone());
    }
}

/// One ballot with preferences.
pub(super) fn count(ballots: &Ballots, lots: Lots) -> Count {
    let mut counting = Counting::new(ballots, lots);
    let mut piles = first_preferences(&ballots.papers, ballots.names.len(), 1);
    counting.contest.votes = PerCandidate::of(ballots.names.len(), |id| worth(&piles[id]));
    let mut action = Action::First;
    loop {
        let done = counting.elect();
        counting.record(action);
        if done {
            break;
        }
        let Some(out) = counting.fewest() else { break };
        counting.contest.state[out] = State::Excluded;
        counting.contest.votes[out] = 0;
        for bundle in std::mem::take(&mut piles[out]) {
            let next: Option<(CandidateId, Bundle<'_>)> = bundle.next(|id| counting.contest.is_hopeful(id));
            match next {
                Some((id, bundle)) => {
                    counting.contest.votes[id] += bundle.many();
                    piles[id].push(bundle);
                }
                None => counting.contest.non_transferable += bundle.many(),
            }
        }
        action = Action::Excluded(vec![out]);
    }
    counting.contest.into_count(Rules::Alternative)
}

/// A ballot for each round. After a round that elects nobody, who has fewest is out of the next.
pub(super) fn rounds(first: &Ballots, all: &[Ballots], lots: Lots) -> Count {
    let mut counting = Counting::new(first, lots);
    for (at, round) in all.iter().enumerate() {
        counting.contest.votes = PerCandidate::of(first.names.len(), |_| 0);
        for paper in &round.papers {
            if let Some(id) = paper.preferences.first().filter(|id| counting.contest.is_hopeful(**id)) {
                counting.contest.votes[*id] += i128::from(paper.many);
            }
        }
        let done = counting.elect();
        let out = if done { None } else { counting.fewest() };
        if let Some(out) = out {
            counting.contest.state[out] = State::Excluded;
        }
        // Of two who are left and equal, the lot leaves one.
        if !done && counting.contest.is_complete() {
            counting.contest.fill_the_last_places();
        }
        counting.record(Action::Round(at + 1));
        if !counting.contest.elected.is_empty() {
            break;
        }
    }
    counting.contest.into_count(Rules::Exhaustive)
}
