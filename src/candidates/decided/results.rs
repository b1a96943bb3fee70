//! Everything that a page of results shows, read once and worked out once; and what of it somebody may see who declared an
//! interest.

use super::{Decision, Endorsement, HandOver, Moderation, NewDecision, Outcome, method};
use crate::candidates::judged::{Judged, Method, judge};
use crate::candidates::model::{CandidateId, CriterionId, ScorerId, Stance, Whole};
use crate::candidates::opened::{Card, Mark, Opened};
use crate::candidates::quota::Checked;
use crate::kit::fold::fold;

/// How many candidates are kept from who looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The scorer who looks, if one does.
    pub viewer: Option<ScorerId>,
    pub candidates: Vec<CandidateId>,
}

/// A round that was opened.
#[derive(Clone, Debug)]
pub struct Results {
    pub whole: Whole,
    /// In the order of [`Opened`]'s lists.
    pub candidates: Vec<CandidateId>,
    pub scorers: Vec<ScorerId>,
    pub criteria: Vec<CriterionId>,
    /// As the scorers handed it in.
    pub given: Opened,
    /// With the marks that the panel changed; the same where it changed none.
    pub after: Opened,
    pub method: Method,
    /// Of what was handed in.
    pub independent: Judged,
    /// Of what stands after moderation.
    pub judged: Judged,
    pub moderations: Vec<Moderation>,
    pub decision: Option<Decision>,
    pub endorsements: Vec<Endorsement>,
    pub handed: Vec<HandOver>,
    pub hidden: Hidden,
}

/// What the file holds of a round's end, beside the round itself.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    pub moderations: Vec<Moderation>,
    pub decision: Option<Decision>,
    pub endorsements: Vec<Endorsement>,
    pub handed: Vec<HandOver>,
}

/// Who looks, by the name they have in this program, and whom they must not see.
fn hidden(whole: &Whole, user: &str) -> Hidden {
    let viewer = whole.scorers.iter().find(|one| !user.trim().is_empty() && fold(&one.new.name) == fold(user));
    let Some(viewer) = viewer.map(|one| one.id) else { return Hidden::default() };
    let kept = |one: &&crate::candidates::model::Candidate| matches!(whole.stance(viewer, one.id), Stance::Recused(_));
    Hidden { viewer: Some(viewer), candidates: whole.candidates.iter().filter(kept).map(|one| one.id).collect() }
}

/// A round without some candidates: no total, rank or figure is left from which theirs could be told.
pub fn without(round: &Opened, out: &[usize]) -> Opened {
    let keep = |at: &usize| !out.contains(at);
    let places: Vec<usize> = (0..round.candidates.len()).filter(keep).collect();
    Opened {
        candidates: places.iter().filter_map(|at| round.candidates.get(*at).cloned()).collect(),
        cards: places.iter().filter_map(|at| round.cards.get(*at).cloned()).collect(),
        remarks: places.iter().filter_map(|at| round.remarks.get(*at).cloned()).collect(),
        ..round.clone()
    }
}

/// The marks as they stand after moderation; of several changes of one mark the last stands.
fn moderated(given: &Opened, all: &[Moderation], place: impl Fn(&Moderation) -> Option<[usize; 3]>) -> Opened {
    let mut after = given.clone();
    for one in all {
        let Some([candidate, scorer, criterion]) = place(one) else { continue };
        let card = after.cards.get_mut(candidate).and_then(|cards| cards.get_mut(scorer));
        if let Some(Card::Marked(marks)) = card
            && let Some(mark) = marks.get_mut(criterion)
        {
            *mark = Mark { says: one.new.says, note: mark.note.clone() };
        }
    }
    after
}

impl Results {
    /// Who stands on the shortlist of a decision, in the order of the round.
    pub fn shortlist(&self, new: &NewDecision) -> Vec<CandidateId> {
        let listed = |id: &CandidateId| {
            let outcome = new.verdicts.iter().find(|one| one.candidate == *id).map(|one| one.outcome);
            matches!(outcome, Some(Outcome::Chosen | Outcome::Shortlisted))
        };
        let order = self.judged.order.standings.iter().filter_map(|one| self.candidate(one.candidate));
        order.filter(listed).collect()
    }

    /// The rules about the shortlist, held against that of a decision; none where nobody goes on a list.
    pub fn check_shortlist(&self, new: &NewDecision) -> Vec<Checked> {
        let is_list = new.verdicts.iter().any(|one| one.outcome == Outcome::Shortlisted);
        if is_list { self.whole.check_shortlist(&self.shortlist(new)) } else { Vec::new() }
    }

    /// Works out what a round came to, for who looks.
    pub fn of(whole: Whole, opened: &Opened, kept: Kept, user: &str) -> Self {
        let all: Vec<CandidateId> = whole.standing().map(|one| one.id).collect();
        let scorers: Vec<ScorerId> = whole.panel().map(|one| one.id).collect();
        let criteria: Vec<CriterionId> = whole.criteria.iter().map(|one| one.id).collect();
        let hidden = hidden(&whole, user);
        let out: Vec<usize> =
            all.iter().enumerate().filter(|(_, id)| hidden.candidates.contains(id)).map(|(at, _)| at).collect();
        let candidates: Vec<CandidateId> = all.iter().copied().filter(|id| !hidden.candidates.contains(id)).collect();
        let mut method = method(&whole);
        // The lot keeps its order among those who are seen.
        method.lot = method.lot.map(|lot| {
            let seen = |at: usize| all.get(at).and_then(|id| candidates.iter().position(|one| one == id));
            lot.into_iter().filter_map(seen).collect()
        });
        let sees = |id: CandidateId| !hidden.candidates.contains(&id);
        let moderations: Vec<Moderation> = kept.moderations.into_iter().filter(|one| sees(one.new.candidate)).collect();
        let given = without(opened, &out);
        let place = |one: &Moderation| {
            Some([
                candidates.iter().position(|id| *id == one.new.candidate)?,
                scorers.iter().position(|id| *id == one.new.scorer)?,
                criteria.iter().position(|id| *id == one.new.criterion)?,
            ])
        };
        let after = moderated(&given, &moderations, place);
        let independent = judge(&given, &method);
        let judged = if after == given { independent.clone() } else { judge(&after, &method) };
        let decision = kept.decision.map(|mut decision| {
            decision.new.verdicts.retain(|one| sees(one.candidate));
            decision
        });
        let endorsements = kept.endorsements.into_iter().filter(|one| sees(one.new.candidate)).collect();
        Self {
            candidates,
            scorers,
            criteria,
            given,
            after,
            method,
            independent,
            judged,
            moderations,
            decision,
            endorsements,
            handed: kept.handed,
            hidden,
            whole,
        }
    }

    /// Where a candidate stands in the lists.
    pub fn place(&self, id: CandidateId) -> Option<usize> {
        self.candidates.iter().position(|one| *one == id)
    }

    /// The candidate at a place.
    pub fn candidate(&self, at: usize) -> Option<CandidateId> {
        self.candidates.get(at).copied()
    }

    /// Whether marks were changed after the opening.
    pub fn is_moderated(&self) -> bool {
        !self.moderations.is_empty()
    }

    /// Whether marks and notes were purged: then only the decision is left.
    pub fn is_purged(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.purged.is_some())
    }

    /// The last change of a mark.
    pub fn moderation(&self, candidate: usize, scorer: usize, criterion: usize) -> Option<&Moderation> {
        let of = |one: &&Moderation| {
            self.candidates.get(candidate) == Some(&one.new.candidate)
                && self.scorers.get(scorer) == Some(&one.new.scorer)
                && self.criteria.get(criterion) == Some(&one.new.criterion)
        };
        self.moderations.iter().rev().find(of)
    }

    /// Candidates whom fewer scorers marked than the round asks for.
    pub fn below_quorum(&self) -> Vec<usize> {
        let quorum = usize::try_from(self.whole.round.new.quorum).unwrap_or(usize::MAX);
        let marked = |cards: &Vec<Card>| cards.iter().filter(|card| matches!(card, Card::Marked(_))).count();
        self.given.cards.iter().enumerate().filter(|(_, cards)| marked(cards) < quorum).map(|(at, _)| at).collect()
    }
}
