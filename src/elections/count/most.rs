//! Most votes: one name on a paper, as many as there are seats, or any number.

use super::ballots::{Ballots, CandidateId};
use super::contest::Contest;
use super::lots::Lots;
use super::{Action, Count, Rules, State};
use crate::t;

pub(super) fn count(ballots: &Ballots, rules: Rules, seats: usize, lots: Lots) -> Count {
    let mut contest = Contest::new(ballots, seats, rules.decimals(), lots);
    for paper in &ballots.papers {
        let marks = rules.most_marks(seats).unwrap_or(usize::MAX);
        for id in paper.preferences.iter().take(marks) {
            contest.votes[*id] += i128::from(paper.many);
        }
    }
    while !contest.is_complete() {
        // From the lowest up, so that a lot is drawn only where it decides: among equals of whom some are elected.
        let hopeful = contest.hopeful();
        let Some(fewest) = hopeful.iter().map(|id| contest.votes[*id]).min() else { break };
        let level: Vec<CandidateId> = hopeful.iter().copied().filter(|id| contest.votes[*id] == fewest).collect();
        if hopeful.len() - level.len() >= contest.places_left() {
            for id in level {
                contest.state[id] = State::Excluded;
            }
        } else if let Some(out) = contest.draw(t!("who is not elected"), &level) {
            contest.state[out] = State::Excluded;
        } else {
            break;
        }
    }
    contest.fill_the_last_places();
    contest.record(Action::Marks);
    contest.into_count(rules)
}
