//! A round with all that belongs to it before it is opened, and what follows: what is missing, who is due, how far it is.

use super::{
    Candidate, CandidateId, CardNote, Conflict, Criterion, CriterionId, Exercise, Free, Met, Needs, OfQuota, Question,
    Requirement, Role, Round, Scorer, ScorerId, Slot, Stance, Step, Text, Tried, order,
};
use crate::candidates::lint;
use crate::candidates::quota::{self, Checked, Quota};
use crate::kit::fold::fold;
use crate::kit::text;
use crate::t;

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Whether the office is one of Great Britain, whose law of shortlists this program has.
    pub british: bool,
    pub round: Round,
    pub criteria: Vec<Criterion>,
    pub questions: Vec<Question>,
    pub requirements: Vec<Requirement>,
    pub quotas: Vec<Quota>,
    pub scorers: Vec<Scorer>,
    /// Also those who withdrew.
    pub candidates: Vec<Candidate>,
    pub texts: Vec<Text>,
    pub met: Vec<Met>,
    pub of_quota: Vec<OfQuota>,
    pub conflicts: Vec<Conflict>,
    pub exercises: Vec<Exercise>,
    pub tried: Vec<Tried>,
    pub free: Vec<Free>,
    pub slots: Vec<Slot>,
    pub cards: Vec<CardNote>,
    pub needs: Vec<Needs>,
}

/// How far one scorer is; never what they gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub scorer: ScorerId,
    /// Candidates of whom something was declared.
    pub declared: usize,
    pub recused: usize,
    /// Invented answers that were marked.
    pub tried: usize,
    /// Candidates to be scored.
    pub due: usize,
    pub handed_in: usize,
}

impl Progress {
    /// Everything of this scorer is in.
    pub fn is_in(&self) -> bool {
        self.handed_in >= self.due
    }
}

impl Whole {
    pub fn scorer(&self, id: ScorerId) -> Option<&Scorer> {
        self.scorers.iter().find(|one| one.id == id)
    }

    pub fn candidate(&self, id: CandidateId) -> Option<&Candidate> {
        self.candidates.iter().find(|one| one.id == id)
    }

    pub fn criterion(&self, id: CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|one| one.id == id)
    }

    pub fn chair(&self) -> Option<&Scorer> {
        self.scorers.iter().find(|one| one.new.role == Role::Chair)
    }

    /// Who scores: chair and members whose place nobody took, and the substitutes who took one.
    pub fn panel(&self) -> impl Iterator<Item = &Scorer> {
        self.scorers.iter().filter(|one| match one.new.role {
            Role::Chair | Role::Member => !self.scorers.iter().any(|other| other.stands_for == Some(one.id)),
            Role::Substitute => one.stands_for.is_some(),
        })
    }

    pub fn is_on_panel(&self, id: ScorerId) -> bool {
        self.panel().any(|one| one.id == id)
    }

    /// Who did not withdraw.
    pub fn standing(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|one| one.withdrawn.is_none())
    }

    pub fn stance(&self, scorer: ScorerId, candidate: CandidateId) -> Stance<'_> {
        match self.conflicts.iter().find(|c| c.scorer == scorer && c.candidate == candidate) {
            None => Stance::Undeclared,
            Some(c) if c.recused => Stance::Recused(&c.why),
            Some(c) => Stance::Free(&c.why),
        }
    }

    /// Whether a scorer said of every candidate how they stand to them.
    pub fn has_declared(&self, scorer: ScorerId) -> bool {
        self.standing().all(|one| self.stance(scorer, one.id) != Stance::Undeclared)
    }

    /// Whether a scorer marked every invented answer.
    pub fn has_tried(&self, scorer: ScorerId) -> bool {
        self.exercises.iter().all(|e| self.tried.iter().any(|t| t.exercise == e.id && t.scorer == scorer))
    }

    /// Whom a scorer scores, in the order the seed drew for them.
    pub fn due(&self, scorer: ScorerId) -> Vec<&Candidate> {
        let may = |one: &&Candidate| matches!(self.stance(scorer, one.id), Stance::Free(_));
        let seed = format!("{}:{scorer}", self.round.seed);
        order(&seed, self.standing().filter(may), |one| one.id.to_string())
    }

    /// What is known, sealed, of what a candidate needs to be heard fairly.
    pub fn needs_of(&self, candidate: CandidateId) -> Option<&Needs> {
        self.needs.iter().find(|one| one.candidate == candidate)
    }

    pub fn card(&self, scorer: ScorerId, candidate: CandidateId) -> Option<&CardNote> {
        self.cards.iter().find(|one| one.scorer == scorer && one.candidate == candidate)
    }

    /// What a candidate is called where names are hidden: the same for every scorer.
    pub fn code(&self, candidate: CandidateId) -> String {
        let all = order(&format!("{}:codes", self.round.seed), &self.candidates, |one| one.id.to_string());
        let at = all.iter().position(|one| one.id == candidate).map_or(0, |at| at + 1);
        t!("Candidate {number}", number = at)
    }

    /// The place in the order of interviews, from 1.
    pub fn place(&self, candidate: CandidateId) -> Option<u32> {
        let mut held: Vec<&Slot> = self.slots.iter().filter(|slot| slot.candidate.is_some()).collect();
        held.sort_by_key(|slot| (slot.on, slot.begins));
        held.iter().position(|slot| slot.candidate == Some(candidate)).and_then(|at| u32::try_from(at + 1).ok())
    }

    pub fn progress(&self) -> Vec<Progress> {
        let of = |one: &Scorer| {
            let declared = self.standing().filter(|c| self.stance(one.id, c.id) != Stance::Undeclared).count();
            let recused = self.standing().filter(|c| matches!(self.stance(one.id, c.id), Stance::Recused(_))).count();
            let due = self.standing().count() - recused;
            let handed = |c: &&Candidate| {
                self.card(one.id, c.id).is_some() && !matches!(self.stance(one.id, c.id), Stance::Recused(_))
            };
            Progress {
                scorer: one.id,
                declared,
                recused,
                tried: self.tried.iter().filter(|t| t.scorer == one.id).count(),
                due,
                handed_in: self.standing().filter(handed).count(),
            }
        };
        self.panel().map(of).collect()
    }

    pub fn step(&self) -> Step {
        if self.round.opened.is_some() {
            return Step::Opened;
        }
        if self.round.published.is_none() {
            return Step::Draft;
        }
        let progress = self.progress();
        let standing = self.standing().count();
        if standing == 0 || progress.iter().any(|one| one.declared < standing) {
            return Step::Declaring;
        }
        if progress.iter().all(Progress::is_in) { Step::AllIn } else { Step::Scoring }
    }

    /// What an equal part of the weight would be, in hundredths.
    pub fn equal_weight(&self) -> bool {
        let mut weights = self.criteria.iter().map(|one| one.new.weight);
        weights.next().is_none_or(|first| weights.all(|other| other == first))
    }

    /// What stands in the way of publishing it, each a sentence.
    pub fn missing(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.criteria.is_empty() {
            all.push(t!("There is no criterion").to_owned());
        }
        if !self.criteria.is_empty() && self.criteria.iter().all(|one| one.new.weight == 0) {
            all.push(t!("No criterion weighs anything").to_owned());
        }
        // What most criteria weigh needs no reason, only what stands out from it.
        let weighs = |weight: i64| self.criteria.iter().filter(|one| one.new.weight == weight).count();
        let usual =
            self.criteria.iter().map(|one| one.new.weight).max_by_key(|w| (weighs(*w), -*w)).unwrap_or_default();
        for one in &self.criteria {
            let name = &one.new.name;
            if one.new.anchors.len() < 2 {
                all.push(t!("“{name}” needs a scale of two points or more", name = name));
            }
            if one.new.anchors.iter().any(|anchor| anchor.words.trim().is_empty()) {
                all.push(t!("“{name}” does not say what is seen at each point of its scale", name = name));
            }
            if one.new.passes.is_some_and(|at| at >= one.new.anchors.len()) {
                all.push(t!("“{name}” is passed at an anchor that its scale does not have", name = name));
            }
            if one.new.weight != usual && one.new.weight_reason.trim().is_empty() {
                all.push(t!("“{name}” does not say why it weighs what it weighs", name = name));
            }
            if !self.questions.is_empty() && !self.questions.iter().any(|q| q.new.criteria.contains(&one.id)) {
                all.push(t!("No question asks for “{name}”", name = name));
            }
        }
        for one in &self.questions {
            if !lint::check(&one.new.text, self.round.new.kind).is_empty() && one.new.allowed_why.trim().is_empty() {
                all.push(t!("The question “{text}” must not be asked like that", text = one.new.text));
            }
        }
        let members = self.panel().count();
        if members < 3 {
            let has = text::plural(members, t!("scorer"), t!("scorers"));
            all.push(t!("A panel has three scorers or more; this one has {has}", has = has));
        }
        if self.chair().is_none() {
            all.push(t!("Nobody chairs the panel").to_owned());
        }
        if usize::try_from(self.round.new.quorum).unwrap_or(usize::MAX) > members && members >= 3 {
            all.push(t!(
                "{quorum} scorers have to mark each candidate, more than there are",
                quorum = self.round.new.quorum
            ));
        }
        for (at, one) in self.quotas.iter().enumerate() {
            all.extend(
                one.new
                    .unlawful(self.round.new.kind, self.british)
                    .map(|why| format!("{}: {why}", self.quota_name(at))),
            );
        }
        all
    }

    /// Candidates whom no more scorers can mark than the quorum asks for, because of recusals; by name.
    pub fn short_of_scorers(&self) -> Vec<String> {
        let quorum = self.round.new.quorum as usize;
        let recused = |id| self.panel().filter(|one| matches!(self.stance(one.id, id), Stance::Recused(_))).count();
        let panel = self.panel().count();
        self.standing()
            .filter(|one| recused(one.id) > 0 && panel - recused(one.id) <= quorum)
            .map(|one| one.name().to_owned())
            .collect()
    }

    /// A shortlist, in its order, held against the rules about it.
    pub fn check_shortlist(&self, list: &[CandidateId]) -> Vec<Checked> {
        quota::check(self.round.new.kind, self.british, &self.quotas, list, |rule, who| {
            self.of_quota.contains(&(rule, who))
        })
    }

    /// A rule about the shortlist in a few words.
    pub fn quota_name(&self, at: usize) -> String {
        self.quotas.get(at).map(|one| one.new.says()).unwrap_or_default()
    }

    /// The candidate that a text means: an id, a name, or the code of a sift.
    pub fn candidate_called(&self, text: &str) -> Option<&Candidate> {
        let wanted = fold(text);
        let same = |one: &&Candidate| {
            one.id.to_string() == text.trim() || fold(one.name()) == wanted || fold(&self.code(one.id)) == wanted
        };
        self.candidates.iter().find(same)
    }

    pub fn scorer_called(&self, text: &str) -> Option<&Scorer> {
        let wanted = fold(text);
        self.scorers.iter().find(|one| one.id.to_string() == text.trim() || fold(&one.new.name) == wanted)
    }

    pub fn criterion_called(&self, text: &str) -> Option<&Criterion> {
        let wanted = fold(text);
        let placed = |at: usize| (at + 1).to_string() == text.trim();
        let named = |one: &&Criterion| one.id.to_string() == text.trim() || fold(&one.new.name) == wanted;
        let by_place = || self.criteria.iter().enumerate().find(|(at, _)| placed(*at)).map(|(_, one)| one);
        self.criteria.iter().find(named).or_else(by_place)
    }

    /// The question that a text means: an id, its number, or its words.
    pub fn question_called(&self, text: &str) -> Option<&Question> {
        let wanted = fold(text);
        let named = |one: &&Question| one.id.to_string() == text.trim() || fold(&one.new.text) == wanted;
        let by_place = || {
            let numbered = self.questions.iter().enumerate();
            numbered.filter(|(at, _)| (at + 1).to_string() == text.trim()).map(|(_, one)| one).next()
        };
        self.questions.iter().find(named).or_else(by_place)
    }
}
