//! Rules about the shortlist, held against a decision.

use super::{NewDecision, Outcome, Results};
use crate::candidates::model::CandidateId;
use crate::candidates::quota::{self, Checked};

/// Each rule about the shortlist, held against who is chosen or shortlisted, in the order that the marks put them in.
pub fn rules(results: &Results, new: &NewDecision) -> Vec<Checked> {
    let taken = |id: CandidateId| {
        let of = |one: &&super::Verdict| {
            one.candidate == id && matches!(one.outcome, Outcome::Chosen | Outcome::Shortlisted)
        };
        new.verdicts.iter().any(|one| of(&one))
    };
    let standings = results.judged.order.standings.iter();
    let list: Vec<CandidateId> =
        standings.filter_map(|one| results.candidate(one.candidate)).filter(|id| taken(*id)).collect();
    let whole = &results.whole;
    let of = |rule, who| whole.of_quota.contains(&(rule, who));
    quota::check(whole.round.new.kind, &whole.quotas, &list, of)
}
