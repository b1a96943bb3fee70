//! A kit at work away from the office: what its scorer declares there, the round as far as the kit holds it, half-filled cards sealed
//! in a draft file (the same as the scoring page's), and the answers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::answers::{Answers, Declared, Sealed};
use super::kit::{Kit, KitCandidate};
use super::model::{
    Candidate, CandidateId, Combine, Conflict, Criterion, Kind, Ladder, NewCandidate, NewCriterion, NewQuestion,
    NewRound, NewScorer, Published, Question, Role, Round, RoundId, Scorer, ScorerId, Stage, Text, Whole,
};
use super::opened::Anchor;
use super::seal::{self, CardText, Envelope, Key, Place};
use crate::kit::{Day, Problem, Result};
use crate::t;

/// What stands in the `kind` of a draft file.
const DRAFT: &str = "wardroom-draft-1";

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    pub kit: Kit,
    /// What was declared here, of candidates of whom nothing was declared at the office.
    pub declared: Vec<Declared>,
}

/// Half-filled cards, sealed.
#[derive(Serialize, Deserialize)]
struct Draft {
    kind: String,
    round: RoundId,
    scorer: ScorerId,
    declared: Envelope,
    cards: Vec<Sealed>,
}

/// What was declared, as a draft holds it.
#[derive(Default, Serialize, Deserialize)]
struct Said {
    free: Vec<(CandidateId, String)>,
    recused: Vec<(CandidateId, String)>,
}

impl Away {
    pub fn new(kit: Kit) -> Self {
        Self { kit, declared: Vec::new() }
    }

    fn said(&self, of: CandidateId) -> Option<&Declared> {
        self.declared.iter().find(|one| one.candidate == of)
    }

    fn is_free(&self, one: &KitCandidate) -> bool {
        one.stance == "free" || self.said(one.id).is_some_and(|said| !said.recused)
    }

    /// Keeps what is declared; only of those of whom nothing was declared at the office.
    pub fn declare(&mut self, said: &[(CandidateId, bool, String)]) {
        for (candidate, recused, why) in said {
            let open = self.kit.candidates.iter().any(|one| one.id == *candidate && one.stance == "undeclared");
            if open {
                self.declared.retain(|one| one.candidate != *candidate);
                self.declared.push(Declared { candidate: *candidate, recused: *recused, why: why.trim().to_owned() });
            }
        }
    }

    /// Whom the scorer marks, in the order of the kit.
    pub fn due(&self) -> Vec<Candidate> {
        self.kit.candidates.iter().filter(|one| self.is_free(one)).map(candidate).collect()
    }

    /// The round as far as the kit holds it.
    pub fn whole(&self) -> Whole {
        let kit = &self.kit;
        let free = |one: &KitCandidate| match self.said(one.id) {
            Some(said) => Some((said.recused, said.why.clone())),
            None => (one.stance == "free").then(|| (false, one.why.clone())),
        };
        let conflicts = kit.candidates.iter().filter_map(|one| {
            let (recused, why) = free(one)?;
            Some(Conflict { scorer: kit.scorer.id, candidate: one.id, recused, why, declared: Day::default() })
        });
        let texts = kit.candidates.iter().flat_map(|one| {
            one.texts.iter().map(|text| Text {
                candidate: one.id,
                question: text.question,
                text: text.text.clone(),
                redacted: text.text.clone(),
                ready: true,
            })
        });
        Whole {
            british: false,
            round: round(kit),
            criteria: kit.criteria.iter().map(criterion).collect(),
            questions: kit.questions.iter().map(question).collect(),
            requirements: Vec::new(),
            quotas: Vec::new(),
            scorers: vec![Scorer {
                id: kit.scorer.id,
                new: NewScorer { person: None, name: kit.scorer.name.clone(), role: Role::Member },
                stands_for: None,
                salt: kit.scorer.salt.clone(),
                check: kit.scorer.check.clone(),
                by_code: false,
                absent_why: String::new(),
            }],
            candidates: kit.candidates.iter().map(candidate).collect(),
            texts: texts.collect(),
            met: Vec::new(),
            of_quota: Vec::new(),
            conflicts: conflicts.collect(),
            exercises: Vec::new(),
            tried: Vec::new(),
            free: Vec::new(),
            slots: Vec::new(),
            cards: Vec::new(),
            needs: Vec::new(),
        }
    }

    /// Whom a card is missing or not whole of, by name.
    pub fn missing(&self, cards: &[(CandidateId, CardText)]) -> Vec<String> {
        let whole = self.whole();
        let is_whole = |id: CandidateId| cards.iter().any(|(own, card)| *own == id && whole.lacks(card).is_empty());
        self.due().into_iter().filter(|one| !is_whole(one.id)).map(|one| one.new.name).collect()
    }

    /// The answer file, every card sealed.
    ///
    /// # Errors
    /// When a card is missing or not whole, or somebody was not declared.
    pub fn answers(&self, key: &Key, cards: &[(CandidateId, CardText)]) -> Result<Answers> {
        let missing = self.missing(cards);
        if !missing.is_empty() {
            let names = crate::kit::text::and_list(&missing);
            return Err(Problem::input(t!("Not whole yet: {names}. Nothing was sealed", names = names)));
        }
        let mut kit = self.kit.clone();
        for one in &mut kit.candidates {
            if self.is_free(one) {
                "free".clone_into(&mut one.stance);
            }
        }
        let due: BTreeSet<CandidateId> = self.due().into_iter().map(|one| one.id).collect();
        let cards: Vec<_> = cards.iter().filter(|(id, _)| due.contains(id)).cloned().collect();
        Ok(Answers { declared: self.declared.clone(), ..kit.answers(key, &cards)? })
    }

    fn place(&self, candidate: CandidateId) -> Place {
        Place { round: self.kit.round.0, scorer: self.kit.scorer.id.0, candidate: candidate.0 }
    }

    /// A draft file of cards, whole or not, sealed.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn draft(&self, key: &Key, cards: &[(CandidateId, CardText)]) -> Result<String> {
        let unwritten = |e| Problem::defect(t!("A draft could not be written")).because(e);
        let (mut said, own) = (Said::default(), self.declared.iter());
        for one in own {
            let to = if one.recused { &mut said.recused } else { &mut said.free };
            to.push((one.candidate, one.why.clone()));
        }
        let json = Zeroizing::new(serde_json::to_string(&said).map_err(unwritten)?);
        let draft = Draft {
            kind: DRAFT.to_owned(),
            round: self.kit.round,
            scorer: self.kit.scorer.id,
            declared: seal::seal_said(key, self.kit.round.0, self.kit.scorer.id.0, &json)?,
            cards: cards
                .iter()
                .map(|(id, card)| Ok(Sealed { candidate: *id, envelope: seal::seal(key, self.place(*id), card)? }))
                .collect::<Result<_>>()?,
        };
        serde_json::to_string(&draft).map_err(unwritten)
    }

    /// Takes a draft file in: what was declared, and the cards.
    ///
    /// # Errors
    /// When it is none of this kit, or was sealed with another passphrase.
    pub fn take_draft(&mut self, key: &Key, text: &str) -> Result<Vec<(CandidateId, CardText)>> {
        let wrong = || Problem::input(t!("The draft beside this kit is no draft of it"));
        let draft: Draft = serde_json::from_str(text).map_err(|e| wrong().because(e))?;
        if draft.kind != DRAFT || draft.round != self.kit.round || draft.scorer != self.kit.scorer.id {
            return Err(wrong());
        }
        let json = seal::open_said(key, draft.round.0, draft.scorer.0, &draft.declared)?;
        let said: Said = serde_json::from_str(&json).map_err(|e| wrong().because(e))?;
        let said: Vec<_> = said
            .free
            .into_iter()
            .map(|(id, why)| (id, false, why))
            .chain(said.recused.into_iter().map(|(id, why)| (id, true, why)))
            .collect();
        self.declare(&said);
        draft
            .cards
            .iter()
            .map(|one| Ok((one.candidate, seal::open(key, self.place(one.candidate), &one.envelope)?.card)))
            .collect()
    }
}

fn round(kit: &Kit) -> Round {
    let new = NewRound {
        kind: Kind::Candidate,
        stage: Stage::of(&kit.stage).unwrap_or(Stage::Interview),
        profile: kit.profile.clone(),
        combine: Combine::Mean,
        ladder: Ladder::default(),
        ..NewRound::of(&kit.name)
    };
    let published =
        Published { on: Day::default(), by: String::new(), text: String::new(), sum: kit.published.clone() };
    Round { id: kit.round, new, seed: String::new(), strength: kit.strength, published: Some(published), opened: None }
}

fn candidate(one: &KitCandidate) -> Candidate {
    let new = NewCandidate { person: None, name: one.name.clone(), applied: Day::default(), signed: None };
    Candidate { id: one.id, new, withdrawn: None }
}

fn criterion(one: &super::kit::KitCriterion) -> Criterion {
    let anchors = one.anchors.iter().map(|a| Anchor { value: a.points, words: a.words.clone() }).collect();
    let new = NewCriterion {
        name: one.name.clone(),
        about: one.about.clone(),
        essential: one.essential,
        anchors,
        ..NewCriterion::default()
    };
    Criterion { id: one.id, new }
}

fn question(one: &super::kit::KitQuestion) -> Question {
    let new = NewQuestion {
        text: one.text.clone(),
        follow_ups: one.follow_ups.clone(),
        minutes: one.minutes,
        allowed_why: String::new(),
        criteria: one.criteria.clone(),
    };
    Question { id: one.id, new }
}
