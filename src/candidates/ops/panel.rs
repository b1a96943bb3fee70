//! The people of a round: scorers and substitutes, candidates with what they wrote, what is declared between them, the timetable.

use super::lay::{op, without_cards};
use super::{reason, sealed};
use crate::candidates::model::{
    Candidate, CandidateId, Conflict, ExerciseId, Met, NewCandidate, NewScorer, PersonId, QuestionId, QuotaId, Role,
    RoundId, ScorerId, Slot, Text, Tried, Whose,
};
use crate::candidates::opened::Says;
use crate::candidates::{redact, store};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, day, text};
use crate::office::key::hex;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people;
use crate::t;

op!(
    /// Puts somebody on the panel, or changes what they do there.
    SCORER, "candidates.scorer", "Put on the panel", "candidates panel");
op!(
    /// A substitute takes somebody's place.
    STAND_IN, "candidates.stand_in", "Let a substitute take the place", "candidates stand-in");
op!(
    /// Takes an application, or changes it.
    CANDIDATE, "candidates.candidate", "Take application", "candidates candidate");
op!(
    /// A candidate withdraws, or comes back.
    WITHDRAW, "candidates.withdraw", "Withdraw application", "candidates withdraw");
op!(
    /// Keeps what a candidate wrote, and how it is read in the sift.
    TEXT, "candidates.text", "Keep what a candidate wrote", "candidates text");
op!(
    /// Keeps whether a candidate is what the round requires.
    ELIGIBLE, "candidates.eligible", "Note eligibility", "candidates eligible");
op!(
    /// Keeps that a rule of the shortlist is about somebody.
    OF_QUOTA, "candidates.of_quota", "Note whom a rule is about", "candidates of-quota");
op!(
    /// A scorer says how they stand to a candidate.
    DECLARE, "candidates.declare", "Declare conflict", "candidates declare");
op!(
    /// A scorer marks a practice answer.
    TRY, "candidates.try", "Mark practice answer", "candidates try");
op!(
    /// Keeps when somebody can be there.
    FREE, "candidates.free", "Keep when somebody can come", "candidates free");
op!(
    /// Keeps the timetable of interviews.
    TIMETABLE, "candidates.timetable", "Keep timetable", "candidates timetable");

/// The name of who is in the register, where none was typed.
fn named(tx: &Tx<'_>, person: Option<PersonId>, typed: &str, what: &str) -> Result<String> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = match person {
        Some(person) if typed.is_empty() => people::store::get(tx.conn(), person)?.details.name,
        _ => typed,
    };
    reason(&name, what).map(str::to_owned)
}

/// Puts somebody on the panel, or changes what they do there. There is one chair.
///
/// # Errors
/// When the round is opened, somebody of that name is on it, or another chairs.
pub fn scorer(office: &mut Office, of: RoundId, known: Option<ScorerId>, new: &NewScorer) -> Result<Done<ScorerId>> {
    office.transact(&SCORER, |tx| {
        let whole = sealed(tx, of)?;
        let name = named(tx, new.person, &new.name, t!("Say who sits on the panel"))?;
        let new = NewScorer { name, ..new.clone() };
        let others = || whole.scorers.iter().filter(|one| Some(one.id) != known);
        if others().any(|one| fold(&one.new.name) == fold(&new.name)) {
            return Err(Problem::input(t!("{name} is on the panel already", name = new.name)));
        }
        if new.role == Role::Chair
            && let Some(chair) = others().find(|one| one.new.role == Role::Chair)
        {
            return Err(Problem::input(t!("{name} chairs the panel already", name = chair.name()))
                .hint(t!("Make them a member first")));
        }
        let id = known.unwrap_or_else(|| ScorerId(tx.new_id()));
        match known.map(|id| whole.scorer(id)) {
            None => store::insert_scorer(tx.conn(), id, of, &new, &hex(&tx.random::<16>()?))?,
            Some(Some(one)) => {
                if one.stands_for.is_some() && new.role != Role::Substitute {
                    store::set_stands_for(tx.conn(), id, None)?;
                }
                store::update_scorer(tx.conn(), id, &new)?;
            }
            Some(None) => return Err(Problem::input(t!("There is no such scorer. Nothing was changed"))),
        }
        let (role, round) = (new.role.label().to_lowercase(), &whole.round.new.name);
        tx.say(t!("{name} on the panel for {round}: {role}", name = new.name, round = round, role = role));
        Ok(id)
    })
}

/// A substitute takes the place of somebody who handed nothing in, or gives it back.
///
/// # Errors
/// When either scored already, or they are not substitute and member of the round.
pub fn stand_in(office: &mut Office, of: RoundId, substitute: ScorerId, whom: Option<ScorerId>) -> Result<Done<()>> {
    office.transact(&STAND_IN, |tx| {
        let whole = without_cards(tx, of, |one| one == substitute.0 || whom.is_some_and(|whom| whom.0 == one))?;
        let found = whole.scorer(substitute).filter(|one| one.new.role == Role::Substitute);
        let Some(one) = found else {
            return Err(Problem::input(t!("Only a substitute of this panel can take a place. Nothing was changed")));
        };
        let place = whom.map(|id| whole.scorer(id).filter(|other| other.new.role == Role::Member));
        if place.is_some_and(|member| member.is_none()) {
            return Err(Problem::input(t!("A substitute takes the place of a member. Nothing was changed"))
                .hint(t!("Where the chair is missing, make another member the chair first")));
        }
        store::set_stands_for(tx.conn(), substitute, whom)?;
        tx.say(match place.flatten() {
            Some(other) => t!("{name} takes the place of {other}", name = one.name(), other = other.name()),
            None => t!("{name} is a substitute again", name = one.name()),
        });
        Ok(())
    })
}

/// Takes an application, or changes one.
///
/// # Errors
/// When the round is opened, a new one comes after the first card, somebody applied already, or a day lies ahead.
pub fn candidate(
    office: &mut Office,
    of: RoundId,
    known: Option<CandidateId>,
    new: &NewCandidate,
) -> Result<Done<CandidateId>> {
    office.transact(&CANDIDATE, |tx| {
        let whole = match known {
            None => without_cards(tx, of, |_| true)?,
            Some(_) => sealed(tx, of)?,
        };
        let name = named(tx, new.person, &new.name, t!("Say who applied"))?;
        let new = NewCandidate { name, ..new.clone() };
        for on in [Some(new.applied), new.signed].into_iter().flatten() {
            day::happened(on, tx.today())?;
        }
        let same = |one: &&Candidate| {
            Some(one.id) != known
                && (fold(one.name()) == fold(&new.name) || (new.person.is_some() && one.new.person == new.person))
        };
        if whole.candidates.iter().any(|one| same(&one)) {
            return Err(Problem::input(t!("{name} applied already", name = new.name)));
        }
        if let Some(scorer) = whole.scorers.iter().find(|one| new.person.is_some() && one.new.person == new.person) {
            return Err(Problem::input(t!("{name} is on the panel, and cannot apply", name = scorer.name())));
        }
        let id = known.unwrap_or_else(|| CandidateId(tx.new_id()));
        match known {
            None => store::insert_candidate(tx.conn(), id, of, &new)?,
            Some(id) if whole.candidate(id).is_some() => store::update_candidate(tx.conn(), id, &new)?,
            Some(_) => return Err(Problem::input(t!("There is no such candidate. Nothing was changed"))),
        }
        tx.say(t!("{name} applied for {round}", name = new.name, round = whole.round.new.name));
        Ok(id)
    })
}

/// A candidate withdraws, with a reason or none; or comes back while no card came in.
///
/// # Errors
/// When the round is opened.
pub fn withdraw(office: &mut Office, of: RoundId, id: CandidateId, why: Option<&str>) -> Result<Done<()>> {
    office.transact(&WITHDRAW, |tx| {
        let whole = if why.is_some() { sealed(tx, of)? } else { without_cards(tx, of, |_| true)? };
        let Some(one) = whole.candidate(id) else {
            return Err(Problem::input(t!("There is no such candidate. Nothing was changed")));
        };
        store::set_withdrawn(tx.conn(), id, why.map(|why| (tx.today(), why.trim())))?;
        tx.say(if why.is_some() {
            t!("{name} withdrew from {round}", name = one.name(), round = whole.round.new.name)
        } else {
            t!("{name} stands again for {round}", name = one.name(), round = whole.round.new.name)
        });
        Ok(())
    })
}

/// Keeps what a candidate wrote: the statement, or the answer to a question. Without a redacted text one is made, which the chair
/// has yet to read.
///
/// # Errors
/// When the round is opened, or cards came in.
pub fn text(office: &mut Office, of: RoundId, text: &Text) -> Result<Done<()>> {
    office.transact(&TEXT, |tx| {
        let whole = without_cards(tx, of, |_| true)?;
        let Some(one) = whole.candidate(text.candidate) else {
            return Err(Problem::input(t!("There is no such candidate. Nothing was changed")));
        };
        let asked = |id: QuestionId| whole.questions.iter().any(|q| q.id == id);
        if text.question.is_some_and(|id| !asked(id)) {
            return Err(Problem::input(t!("There is no such question. Nothing was changed")));
        }
        let mut text = text.clone();
        if text.redacted.trim().is_empty() && !text.text.trim().is_empty() {
            let names: Vec<&str> = whole.candidates.iter().map(Candidate::name).collect();
            text.redacted = redact::redact(&text.text, &names);
            text.ready = false;
        }
        store::set_text(tx.conn(), tx.new_id(), &text)?;
        tx.say(t!("What {name} wrote for {round}", name = one.name(), round = whole.round.new.name));
        Ok(())
    })
}

/// Keeps whether a candidate is or has what the round requires; apart from every mark.
///
/// # Errors
/// When there is no such requirement or candidate.
pub fn eligible(office: &mut Office, of: RoundId, met: &Met) -> Result<Done<()>> {
    office.transact(&ELIGIBLE, |tx| {
        let whole = sealed(tx, of)?;
        let found = whole.requirements.iter().find(|one| one.id == met.requirement);
        let (Some(asked), Some(one)) = (found, whole.candidate(met.candidate)) else {
            return Err(Problem::input(t!("There is no such requirement or candidate. Nothing was changed")));
        };
        store::set_met(tx.conn(), tx.new_id(), met)?;
        let is = if met.met { t!("met") } else { t!("not met") };
        tx.say(t!("{name}: {what}: {is}", name = one.name(), what = asked.new.text, is = is));
        Ok(())
    })
}

/// Keeps that a rule of the shortlist is about a candidate, as they said for that purpose.
///
/// # Errors
/// When there is no such rule or candidate.
pub fn of_quota(office: &mut Office, of: RoundId, rule: QuotaId, who: CandidateId, is: bool) -> Result<Done<()>> {
    office.transact(&OF_QUOTA, |tx| {
        let whole = store::whole(tx.conn(), of)?;
        if whole.candidate(who).is_none() || !whole.quotas.iter().any(|one| one.id == rule) {
            return Err(Problem::input(t!("There is no such rule or candidate. Nothing was changed")));
        }
        store::set_of_quota(tx.conn(), tx.new_id(), rule, who, is)?;
        // Not whom: what somebody is stays out of the lines of the history.
        tx.say(t!("Whom a rule of {round} is about", round = whole.round.new.name));
        Ok(())
    })
}

/// A scorer says how they stand to candidates. Who is recused says why.
///
/// # Errors
/// When the round is opened, somebody is not of it, or a reason is missing.
pub fn declare(
    office: &mut Office,
    of: RoundId,
    scorer: ScorerId,
    said: &[(CandidateId, bool, String)],
) -> Result<Done<()>> {
    office.transact(&DECLARE, |tx| {
        let whole = sealed(tx, of)?;
        let Some(one) = whole.scorer(scorer) else {
            return Err(Problem::input(t!("There is no such scorer. Nothing was changed")));
        };
        for (candidate, recused, why) in said {
            if whole.candidate(*candidate).is_none() {
                return Err(Problem::input(t!("There is no such candidate. Nothing was changed")));
            }
            if *recused {
                reason(why, t!("Who is recused says why, so that it can be read by all"))?;
            }
            let conflict = Conflict {
                scorer,
                candidate: *candidate,
                recused: *recused,
                why: why.trim().to_owned(),
                declared: tx.today(),
            };
            store::set_conflict(tx.conn(), tx.new_id(), &conflict)?;
        }
        let mut says = t!("{name} declared conflicts for {round}", name = one.name(), round = whole.round.new.name);
        let tight = store::whole(tx.conn(), of)?.short_of_scorers();
        if !tight.is_empty() {
            says.push_str(&t!(
                ". If one more scorer is missing, too few mark {names}: keep a substitute ready",
                names = text::and_list(&tight)
            ));
        }
        tx.say(says);
        Ok(())
    })
}

/// A scorer marks practice answers.
///
/// # Errors
/// When there is no such answer, or the anchor is none of its scale.
pub fn try_marks(office: &mut Office, of: RoundId, scorer: ScorerId, marks: &[(ExerciseId, Says)]) -> Result<Done<()>> {
    office.transact(&TRY, |tx| {
        let whole = sealed(tx, of)?;
        let Some(one) = whole.scorer(scorer) else {
            return Err(Problem::input(t!("There is no such scorer. Nothing was changed")));
        };
        for (exercise, says) in marks {
            let found = whole.exercises.iter().find(|e| e.id == *exercise).and_then(|e| whole.criterion(e.criterion));
            let fits = |anchors: usize| !matches!(says, Says::Anchor(at) if *at >= anchors);
            if !found.is_some_and(|criterion| fits(criterion.new.anchors.len())) {
                return Err(Problem::input(t!("There is no such practice answer or mark. Nothing was changed")));
            }
            store::set_tried(tx.conn(), tx.new_id(), Tried { exercise: *exercise, scorer, says: *says })?;
        }
        tx.say(t!("{name} marked practice answers for {round}", name = one.name(), round = whole.round.new.name));
        Ok(())
    })
}

/// Keeps when somebody can be there.
///
/// # Errors
/// When the time is none.
pub fn free(office: &mut Office, of: RoundId, whose: Whose, time: (Day, u32, u32)) -> Result<Done<i64>> {
    office.transact(&FREE, |tx| {
        let whole = sealed(tx, of)?;
        if time.1 >= time.2 || time.2 > 1440 {
            return Err(Problem::input(t!("A time ends after it begins, on the same day. Nothing was changed")));
        }
        let name = match whose {
            Whose::Panel => Some(t!("The panel").to_owned()),
            Whose::Scorer(id) => whole.scorer(id).map(|one| one.name().to_owned()),
            Whose::Candidate(id) => whole.candidate(id).map(|one| one.name().to_owned()),
        };
        let name =
            name.ok_or_else(|| Problem::input(t!("There is nobody like that in the round. Nothing was changed")))?;
        let id = tx.new_id();
        store::insert_free(tx.conn(), id, of, whose, time)?;
        tx.say(t!("{name} can come on {day}", name = name, day = day::long(time.0)));
        Ok(id)
    })
}

/// Keeps a timetable in place of an older one.
///
/// # Errors
/// When the round is opened, or two interviews lie over each other.
pub fn timetable(office: &mut Office, of: RoundId, slots: &[Slot]) -> Result<Done<()>> {
    office.transact(&TIMETABLE, |tx| {
        let whole = sealed(tx, of)?;
        let mut sorted: Vec<&Slot> = slots.iter().collect();
        sorted.sort_by_key(|slot| (slot.on, slot.begins));
        let over = sorted.iter().zip(sorted.iter().skip(1)).any(|(a, b)| a.on == b.on && b.begins < a.ends);
        if over || slots.iter().any(|slot| slot.begins >= slot.ends) {
            return Err(Problem::input(t!("Two lines of the timetable lie over each other. Nothing was changed")));
        }
        if slots.iter().filter_map(|slot| slot.candidate).any(|id| whole.candidate(id).is_none()) {
            return Err(Problem::input(t!("There is no such candidate. Nothing was changed")));
        }
        store::set_slots(tx.conn(), of, slots, &|| tx.new_id())?;
        tx.say(t!("Timetable of {round}", round = whole.round.new.name));
        Ok(())
    })
}
