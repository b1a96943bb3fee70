//! A round is laid down: what is vacant, criteria, questions, what is required, rules about the shortlist.

use super::{draft_of, sealed};
use crate::candidates::model::{
    CandidateId, CriterionId, ExerciseId, Met, NewCriterion, NewQuestion, NewRequirement, NewRound, NewScorer,
    QuestionId, QuotaId, RequirementId, Role, RoundId, ScorerId, Text, Whole,
};
use crate::candidates::quota::NewQuota;
use crate::candidates::{seal, store};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::key::hex;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

macro_rules! op {
    ($(#[$doc:meta])* $name:ident, $key:literal, $says:literal, $command:literal) => {
        $(#[$doc])*
        pub static $name: Op =
            Op { key: $key, says: $says, undo: Undo::Reverse, reach: Reach::Command($command) };
    };
}
pub(super) use op;

op!(
    /// Lays a round down.
    NEW, "candidates.new", "New selection round", "candidates new");
op!(
    /// Changes what was laid down.
    CHANGE, "candidates.change", "Change selection round", "candidates set");
op!(
    /// Removes a round that nobody scored in.
    REMOVE, "candidates.remove", "Remove selection round", "candidates remove");
op!(
    /// Makes a new round from another.
    COPY, "candidates.copy", "Copy selection round", "candidates copy");
op!(
    /// Writes a criterion with its anchors.
    CRITERION, "candidates.criterion", "Write criterion", "candidates criterion");
op!(
    /// Weighs all criteria anew, with the reason.
    WEIGHTS, "candidates.weights", "Weigh the criteria", "candidates pairs");
op!(
    /// Writes a question.
    QUESTION, "candidates.question", "Write question", "candidates question");
op!(
    /// Writes what a candidate must be or have.
    REQUIREMENT, "candidates.requirement", "Write requirement", "candidates requirement");
op!(
    /// Writes a rule about the shortlist.
    QUOTA, "candidates.quota", "Write rule of the shortlist", "candidates quota");
op!(
    /// Writes an invented answer to practise on.
    EXERCISE, "candidates.exercise", "Write practice answer", "candidates exercise");
op!(
    /// Moves a criterion or a question to another place.
    MOVE, "candidates.move", "Move to another place", "candidates move");
op!(
    /// Takes something off a round.
    TAKE_OFF, "candidates.take_off", "Take off the round", "candidates take-off");

/// Lays a round down.
///
/// # Errors
/// When the file cannot be written.
pub fn new(office: &mut Office, new: &NewRound) -> Result<Done<RoundId>> {
    new_with_strength(office, new, seal::ROUNDS)
}

/// The same with another number of rounds for its keys: fewer than [`seal::ROUNDS`] are for tests and the demo alone.
///
/// # Errors
/// As [`new`].
pub fn new_with_strength(office: &mut Office, new: &NewRound, strength: u32) -> Result<Done<RoundId>> {
    office.transact(&NEW, |tx| {
        let id = RoundId(tx.new_id());
        store::insert_round(tx.conn(), id, new, strength)?;
        tx.say(t!("Selection round for {name}", name = new.name));
        Ok(id)
    })
}

/// Changes a round that is not published.
///
/// # Errors
/// When it is.
pub fn change(office: &mut Office, id: RoundId, new: &NewRound) -> Result<Done<RoundId>> {
    office.transact(&CHANGE, |tx| {
        draft_of(tx, id)?;
        store::update_round(tx.conn(), id, new)?;
        tx.say(t!("Changed the selection round for {name}", name = new.name));
        Ok(id)
    })
}

/// Removes a round without a card.
///
/// # Errors
/// When a card came in.
pub fn remove(office: &mut Office, id: RoundId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let whole = store::whole(tx.conn(), id)?;
        let name = &whole.round.new.name;
        if store::any_card(tx.conn(), id)? {
            return Err(Problem::input(t!("Somebody scored in the round “{name}”, so it stays", name = name)));
        }
        store::delete(tx.conn(), "selection_round", id.0)?;
        tx.say(t!("Removed the selection round for {name}", name = name));
        Ok(())
    })
}

/// Makes a round in preparation from another: criteria, questions, requirements, rules, practice answers and the panel; of the
/// candidates those that are named, with what they wrote and what was seen of their eligibility.
///
/// # Errors
/// When there is no such round.
pub fn copy(office: &mut Office, from: RoundId, new: &NewRound, candidates: &[CandidateId]) -> Result<Done<RoundId>> {
    office.transact(&COPY, |tx| {
        let whole = store::whole(tx.conn(), from)?;
        let id = RoundId(tx.new_id());
        store::insert_round(tx.conn(), id, new, whole.round.strength)?;
        let asked = copy_asked(tx, &whole, id)?;
        for one in whole.panel() {
            // Who took somebody's place has it in the next round.
            let role = if one.new.role == Role::Substitute { Role::Member } else { one.new.role };
            let scorer = NewScorer { role, ..one.new.clone() };
            let salt = hex(&tx.random::<16>()?);
            store::insert_scorer(tx.conn(), ScorerId(tx.new_id()), id, &scorer, &salt)?;
        }
        for one in whole.standing().filter(|one| candidates.contains(&one.id)) {
            let fresh = CandidateId(tx.new_id());
            store::insert_candidate(tx.conn(), fresh, id, &one.new)?;
            for text in whole.texts.iter().filter(|text| text.candidate == one.id) {
                let question = text.question.and_then(|old| asked.question(old));
                if question.is_some() == text.question.is_some() {
                    let text = Text { candidate: fresh, question, ..text.clone() };
                    store::set_text(tx.conn(), tx.new_id(), &text)?;
                }
            }
            for met in whole.met.iter().filter(|met| met.candidate == one.id) {
                if let Some(requirement) = asked.requirement(met.requirement) {
                    let met = Met { candidate: fresh, requirement, ..met.clone() };
                    store::set_met(tx.conn(), tx.new_id(), &met)?;
                }
            }
        }
        tx.say(t!("Selection round for {name}, from {other}", name = new.name, other = whole.round.new.name));
        Ok(id)
    })
}

/// What became of the parts of a round in the round that was made from it.
struct Asked {
    questions: Vec<(QuestionId, QuestionId)>,
    requirements: Vec<(RequirementId, RequirementId)>,
}

impl Asked {
    fn question(&self, old: QuestionId) -> Option<QuestionId> {
        self.questions.iter().find(|(from, _)| *from == old).map(|(_, to)| *to)
    }

    fn requirement(&self, old: RequirementId) -> Option<RequirementId> {
        self.requirements.iter().find(|(from, _)| *from == old).map(|(_, to)| *to)
    }
}

fn copy_asked(tx: &Tx<'_>, whole: &Whole, id: RoundId) -> Result<Asked> {
    let mut asked = Asked { questions: Vec::new(), requirements: Vec::new() };
    let ids = || tx.new_id();
    let mut criteria = Vec::new();
    for one in &whole.criteria {
        let fresh = CriterionId(tx.new_id());
        store::insert_criterion(tx.conn(), fresh, id, &one.new, &ids)?;
        criteria.push((one.id, fresh));
    }
    let now = |old: CriterionId| criteria.iter().find(|(from, _)| *from == old).map(|(_, to)| *to);
    for one in &whole.questions {
        let new =
            NewQuestion { criteria: one.new.criteria.iter().filter_map(|old| now(*old)).collect(), ..one.new.clone() };
        let fresh = QuestionId(tx.new_id());
        store::insert_question(tx.conn(), fresh, id, &new, &ids)?;
        asked.questions.push((one.id, fresh));
    }
    for one in &whole.requirements {
        let fresh = RequirementId(tx.new_id());
        store::insert_requirement(tx.conn(), fresh, id, &one.new)?;
        asked.requirements.push((one.id, fresh));
    }
    for one in &whole.quotas {
        store::insert_quota(tx.conn(), QuotaId(tx.new_id()), id, &one.new)?;
    }
    for one in &whole.exercises {
        if let Some(criterion) = now(one.criterion) {
            store::insert_exercise(tx.conn(), ExerciseId(tx.new_id()), id, criterion, &one.answer)?;
        }
    }
    Ok(asked)
}

/// Writes a criterion, a new one or in place of one.
///
/// # Errors
/// When the round is published, or another criterion has that name.
pub fn criterion(
    office: &mut Office,
    of: RoundId,
    known: Option<CriterionId>,
    new: &NewCriterion,
) -> Result<Done<CriterionId>> {
    office.transact(&CRITERION, |tx| {
        let whole = draft_of(tx, of)?;
        if whole.criteria.iter().any(|one| Some(one.id) != known && fold(&one.new.name) == fold(&new.name)) {
            return Err(Problem::input(t!("There is a criterion “{name}” already", name = new.name)));
        }
        let id = known.unwrap_or_else(|| CriterionId(tx.new_id()));
        match known {
            None => store::insert_criterion(tx.conn(), id, of, new, &|| tx.new_id())?,
            Some(id) => {
                there(whole.criterion(id).is_some())?;
                store::update_criterion(tx.conn(), id, new, &|| tx.new_id())?;
            }
        }
        tx.say(t!("Criterion {name} of {round}", name = new.name, round = whole.round.new.name));
        Ok(id)
    })
}

/// Weighs criteria anew in one step, all for the same reason. In hundredths; only their proportion counts.
///
/// # Errors
/// When the round is published, a criterion is of another, nothing weighs anything, or no reason is given.
pub fn weights(office: &mut Office, of: RoundId, weights: &[(CriterionId, i64)], why: &str) -> Result<Done<()>> {
    office.transact(&WEIGHTS, |tx| {
        let whole = draft_of(tx, of)?;
        let why = super::reason(why, t!("Say why the criteria weigh that"))?;
        if weights.iter().all(|(_, weight)| *weight <= 0) {
            return Err(Problem::input(t!("No criterion would weigh anything. Nothing was changed")));
        }
        for (id, weight) in weights {
            let Some(one) = whole.criterion(*id) else { return there(false) };
            let new = NewCriterion { weight: *weight, weight_reason: why.to_owned(), ..one.new.clone() };
            store::update_criterion(tx.conn(), *id, &new, &|| tx.new_id())?;
        }
        tx.say(t!("Weighed the criteria of {round}: {why}", round = whole.round.new.name, why = why));
        Ok(())
    })
}

fn there(is: bool) -> Result<()> {
    if is { Ok(()) } else { Err(Problem::input(t!("The round has nothing like that. Nothing was changed"))) }
}

/// Writes a question, a new one or in place of one.
///
/// # Errors
/// When the round is published, or it asks for a criterion of another round.
pub fn question(
    office: &mut Office,
    of: RoundId,
    known: Option<QuestionId>,
    new: &NewQuestion,
) -> Result<Done<QuestionId>> {
    office.transact(&QUESTION, |tx| {
        let whole = draft_of(tx, of)?;
        there(new.criteria.iter().all(|one| whole.criterion(*one).is_some()))?;
        let id = known.unwrap_or_else(|| QuestionId(tx.new_id()));
        match known {
            None => store::insert_question(tx.conn(), id, of, new, &|| tx.new_id())?,
            Some(id) => {
                there(whole.questions.iter().any(|one| one.id == id))?;
                store::update_question(tx.conn(), id, new, &|| tx.new_id())?;
            }
        }
        tx.say(t!("Question of {round}: {text}", round = whole.round.new.name, text = new.text));
        Ok(id)
    })
}

/// Adds what a candidate must be or have.
///
/// # Errors
/// When the round is published, or nothing is said.
pub fn requirement(office: &mut Office, of: RoundId, new: &NewRequirement) -> Result<Done<RequirementId>> {
    office.transact(&REQUIREMENT, |tx| {
        let whole = draft_of(tx, of)?;
        super::reason(&new.text, t!("Say what is required"))?;
        let id = RequirementId(tx.new_id());
        store::insert_requirement(tx.conn(), id, of, new)?;
        tx.say(t!("Requirement of {round}: {text}", round = whole.round.new.name, text = new.text));
        Ok(id)
    })
}

/// Writes a requirement in place of what it was.
///
/// # Errors
/// When the round is published, there is none, or nothing is said.
pub fn change_requirement(
    office: &mut Office,
    of: RoundId,
    id: RequirementId,
    new: &NewRequirement,
) -> Result<Done<()>> {
    office.transact(&REQUIREMENT, |tx| {
        let whole = draft_of(tx, of)?;
        there(whole.requirements.iter().any(|one| one.id == id))?;
        super::reason(&new.text, t!("Say what is required"))?;
        store::update_requirement(tx.conn(), id, new)?;
        tx.say(t!("Requirement of {round}: {text}", round = whole.round.new.name, text = new.text));
        Ok(())
    })
}

/// Writes a rule about the shortlist in place of what it was.
///
/// # Errors
/// When the round is published, there is none, or the law does not allow it.
pub fn change_quota(office: &mut Office, of: RoundId, id: QuotaId, new: &NewQuota) -> Result<Done<()>> {
    office.transact(&QUOTA, |tx| {
        let whole = draft_of(tx, of)?;
        there(whole.quotas.iter().any(|one| one.id == id))?;
        may_be(&whole, new)?;
        store::update_quota(tx.conn(), id, new)?;
        tx.say(t!("Rule of the shortlist for {round}: {says}", round = whole.round.new.name, says = new.says()));
        Ok(())
    })
}

fn may_be(whole: &Whole, new: &NewQuota) -> Result<()> {
    super::reason(&new.whom, t!("Say whom the rule is about, such as women"))?;
    if new.least == 0 {
        return Err(
            Problem::input(t!("This rule is not taken: it asks for nobody")).hint(t!("Say how many: one or more"))
        );
    }
    match new.unlawful(whole.round.new.kind) {
        Some(why) => Err(Problem::input(t!("This rule is not taken: {why}", why = why))),
        None => Ok(()),
    }
}

/// Adds a rule about the shortlist.
///
/// # Errors
/// When the round is published, or the law does not allow the rule.
pub fn quota(office: &mut Office, of: RoundId, new: &NewQuota) -> Result<Done<QuotaId>> {
    office.transact(&QUOTA, |tx| {
        let whole = draft_of(tx, of)?;
        may_be(&whole, new)?;
        let id = QuotaId(tx.new_id());
        store::insert_quota(tx.conn(), id, of, new)?;
        tx.say(t!("Rule of the shortlist for {round}: {says}", round = whole.round.new.name, says = new.says()));
        Ok(id)
    })
}

/// Adds an invented answer that all mark before the real ones.
///
/// # Errors
/// When the round is opened, or the answer is empty.
pub fn exercise(office: &mut Office, of: RoundId, criterion: CriterionId, answer: &str) -> Result<Done<ExerciseId>> {
    office.transact(&EXERCISE, |tx| {
        let whole = sealed(tx, of)?;
        there(whole.criterion(criterion).is_some())?;
        let answer = super::reason(answer, t!("Write the invented answer"))?;
        let id = ExerciseId(tx.new_id());
        store::insert_exercise(tx.conn(), id, of, criterion, answer)?;
        tx.say(t!("Practice answer of {round}", round = whole.round.new.name));
        Ok(id)
    })
}

/// Something of a round that can be taken off or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Criterion(CriterionId),
    Question(QuestionId),
    Requirement(RequirementId),
    Quota(QuotaId),
    Exercise(ExerciseId),
    Scorer(ScorerId),
    Candidate(CandidateId),
    Free(i64),
}

/// Moves a criterion or a question to a place, from 1; the others make room.
///
/// # Errors
/// When the round is published, or the part has no place.
pub fn move_to(office: &mut Office, of: RoundId, part: Part, place: usize) -> Result<Done<()>> {
    office.transact(&MOVE, |tx| {
        let whole = draft_of(tx, of)?;
        let (table, mut ids, id) = match part {
            Part::Criterion(id) => {
                ("selection_criterion", whole.criteria.iter().map(|one| one.id.0).collect::<Vec<_>>(), id.0)
            }
            Part::Question(id) => ("selection_question", whole.questions.iter().map(|one| one.id.0).collect(), id.0),
            _ => return Err(Problem::input(t!("Only criteria and questions have an order"))),
        };
        let from = ids.iter().position(|known| *known == id);
        there(from.is_some())?;
        ids.retain(|known| *known != id);
        ids.insert(place.saturating_sub(1).min(ids.len()), id);
        store::set_places(tx.conn(), table, &ids)?;
        tx.say(t!("Changed the order in {round}", round = whole.round.new.name));
        Ok(())
    })
}

/// Takes something off a round: what is published only while it is not, people while no card came in.
///
/// # Errors
/// When it stays.
pub fn take_off(office: &mut Office, of: RoundId, part: Part) -> Result<Done<()>> {
    office.transact(&TAKE_OFF, |tx| {
        let (whole, table, id, is) = match part {
            Part::Criterion(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.criterion(id).is_some();
                (whole, "selection_criterion", id.0, is)
            }
            Part::Question(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.questions.iter().any(|one| one.id == id);
                (whole, "selection_question", id.0, is)
            }
            Part::Requirement(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.requirements.iter().any(|one| one.id == id);
                (whole, "selection_requirement", id.0, is)
            }
            Part::Quota(id) => {
                let whole = draft_of(tx, of)?;
                let is = whole.quotas.iter().any(|one| one.id == id);
                (whole, "selection_quota", id.0, is)
            }
            Part::Exercise(id) => {
                let whole = sealed(tx, of)?;
                let is = whole.exercises.iter().any(|one| one.id == id);
                (whole, "selection_exercise", id.0, is)
            }
            Part::Scorer(id) => {
                let whole = without_cards(tx, of, |card| card == id.0)?;
                let is = whole.scorer(id).is_some();
                if whole.needs.iter().any(|one| one.scorer == id) {
                    return Err(Problem::input(t!(
                        "What candidates need is sealed under their passphrase, so they stay. Nothing was changed"
                    ))
                    .hint(t!("Another may chair; or take away what was written, with that passphrase, first")));
                }
                if whole.scorers.iter().any(|one| one.stands_for == Some(id)) {
                    return Err(Problem::input(t!("A substitute took this place, so it stays. Nothing was changed")));
                }
                (whole, "selection_scorer", id.0, is)
            }
            Part::Candidate(id) => {
                let whole = without_cards(tx, of, |_| true)?;
                let is = whole.candidate(id).is_some();
                (whole, "selection_candidate", id.0, is)
            }
            Part::Free(id) => {
                let whole = sealed(tx, of)?;
                let is = whole.free.iter().any(|one| one.id == id);
                (whole, "selection_free", id, is)
            }
        };
        there(is)?;
        store::delete(tx.conn(), table, id)?;
        tx.say(t!("Took something off {round}", round = whole.round.new.name));
        Ok(())
    })
}

/// A sealed round of whose scorers none of these handed in a card.
pub(super) fn without_cards(tx: &Tx<'_>, of: RoundId, whose: impl Fn(i64) -> bool) -> Result<Whole> {
    let whole = sealed(tx, of)?;
    if whole.cards.iter().any(|card| whose(card.scorer.0)) {
        return Err(Problem::input(t!("Cards came in already, so this stays. Nothing was changed"))
            .hint(t!("A candidate can withdraw; a substitute can take the place of who handed nothing in")));
    }
    Ok(whole)
}
