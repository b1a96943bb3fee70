//! A round is laid down: what is vacant, criteria, questions, what is required, rules about the shortlist.

use super::{draft_of, sealed};
use crate::candidates::model::{
    CriterionId, ExerciseId, NewCriterion, NewQuestion, NewRequirement, NewRound, QuestionId, QuotaId, RequirementId,
    RoundId, Whole,
};
use crate::candidates::quota::NewQuota;
use crate::candidates::{seal, store};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
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
        named(new)?;
        let id = RoundId(tx.new_id());
        store::insert_round(tx.conn(), id, new, strength)?;
        tx.say(t!("Selection round for {name}", name = new.name));
        Ok(id)
    })
}

/// More letters than any vacancy has.
const LONGEST_NAME: usize = 200;

fn named(new: &NewRound) -> Result<()> {
    super::reason(&new.name, t!("Say what is vacant"))?;
    if new.name.chars().count() > LONGEST_NAME {
        return Err(Problem::input(t!("The name of the vacancy is longer than {most} letters", most = LONGEST_NAME))
            .hint(t!("What the role asks for has its own place: the profile")));
    }
    Ok(())
}

/// Changes a round that is not published.
///
/// # Errors
/// When it is.
pub fn change(office: &mut Office, id: RoundId, new: &NewRound) -> Result<Done<RoundId>> {
    office.transact(&CHANGE, |tx| {
        draft_of(tx, id)?;
        named(new)?;
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

pub(super) fn there(is: bool) -> Result<()> {
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
    match new.unlawful(whole.round.new.kind, whole.british) {
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

/// A sealed round of whose scorers none of these handed in a card.
pub(super) fn without_cards(tx: &Tx<'_>, of: RoundId, whose: impl Fn(i64) -> bool) -> Result<Whole> {
    let whole = sealed(tx, of)?;
    if whole.cards.iter().any(|card| whose(card.scorer.0)) {
        return Err(Problem::input(t!("Cards came in already, so this stays. Nothing was changed"))
            .hint(t!("A candidate can withdraw; a substitute can take the place of who handed nothing in")));
    }
    Ok(whole)
}
