//! What is done once a round is opened: changing marks after discussion, deciding, telling, endorsing, handing over, purging.

use std::collections::BTreeSet;

use crate::candidates::decided::{
    Decision, DecisionId, EndorsementId, HandOver, Left, NewDecision, NewEndorsement, NewModeration, Outcome, Results,
    record,
};
use crate::candidates::model::{CandidateId, RoundId, Whole, sum};
use crate::candidates::opened::{Card, Says};
use crate::candidates::store;
use crate::elections;
use crate::elections::model::{ElectionId, NewNomination};
use crate::kit::{Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo, forget};
use crate::t;

/// Keeps a mark that the panel changed after the opening, beside the one that was given.
pub static MODERATE: Op = Op {
    key: "candidates.moderate",
    says: "Change a mark after discussion",
    undo: Undo::Reverse,
    reach: Reach::Command("candidates moderate"),
};

/// Decides.
pub static DECIDE: Op = Op {
    key: "candidates.decide",
    says: "Decide a selection",
    undo: Undo::Reverse,
    reach: Reach::Command("candidates decide"),
};

/// Notes that letters were written.
pub static TELL: Op = Op {
    key: "candidates.tell",
    says: "Write to candidates",
    undo: Undo::Reverse,
    reach: Reach::Command("candidates feedback"),
};

/// Endorses somebody who was chosen.
pub static ENDORSE: Op = Op {
    key: "candidates.endorse",
    says: "Endorse candidate",
    undo: Undo::Reverse,
    reach: Reach::Command("candidates endorse"),
};

/// Takes an endorsement back.
pub static UNENDORSE: Op = Op {
    key: "candidates.unendorse",
    says: "Withdraw endorsement",
    undo: Undo::Reverse,
    reach: Reach::Command("candidates unendorse"),
};

/// Nominates a shortlist in an election of the members.
pub static HAND_OVER: Op = Op {
    key: "candidates.hand_over",
    says: "Hand the shortlist over to a ballot",
    undo: Undo::Reverse,
    reach: Reach::Command("candidates hand-over"),
};

/// Takes marks and notes out of a decided round.
pub static PURGE: Op = Op {
    key: "candidates.purge",
    says: "Purge marks and notes",
    undo: Undo::Final("what was purged is gone from the file and from its history"),
    reach: Reach::Command("candidates purge"),
};

/// The results of a round for who acts.
fn results(tx: &Tx<'_>, of: RoundId) -> Result<Results> {
    store::results(tx.conn(), of, tx.who())
}

/// A round in which nothing was decided yet.
fn undecided(tx: &Tx<'_>, of: RoundId) -> Result<Results> {
    let results = results(tx, of)?;
    match &results.decision {
        None => Ok(results),
        Some(decision) => Err(Problem::input(t!(
            "“{name}” was decided on {day}. Nothing was changed",
            name = results.whole.round.new.name,
            day = day::short(decision.on)
        ))
        .hint(t!("Undo takes the decision back while nothing followed from it"))),
    }
}

fn decided(results: &Results) -> Result<&Decision> {
    results.decision.as_ref().ok_or_else(|| {
        Problem::input(t!("“{name}” is not decided yet", name = results.whole.round.new.name))
            .hint(t!("Decide first, with the reasons for everybody"))
    })
}

fn name(whole: &Whole, id: CandidateId) -> String {
    whole.candidate(id).map(|one| one.name().to_owned()).unwrap_or_default()
}

/// Refuses who declared an interest and would decide of everybody.
fn sees_all(results: &Results) -> Result<()> {
    if results.hidden.candidates.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = results.hidden.candidates.iter().map(|id| name(&results.whole, *id)).collect();
    Err(Problem::input(t!(
        "You declared an interest in {names}, so this is done by somebody who did not. Nothing was changed",
        names = text::and_list(&names)
    ))
    .hint(t!("Settings says who works in this program; the command takes `--as NAME`")))
}

/// Keeps a changed mark with the reason. The mark that was given stays, and every figure is shown for both.
///
/// # Errors
/// When the round is sealed or decided, there is no such mark, it is the same, or no reason is given.
pub fn moderate(office: &mut Office, of: RoundId, new: &NewModeration) -> Result<Done<()>> {
    office.transact(&MODERATE, |tx| {
        let results = undecided(tx, of)?;
        let why = new.why.trim();
        if why.is_empty() {
            return Err(Problem::input(t!("Say what in the discussion changed the mark. Nothing was changed")));
        }
        let criterion = results.criteria.iter().position(|id| *id == new.criterion);
        let scorer = results.scorers.iter().position(|id| *id == new.scorer);
        let candidate = results.place(new.candidate);
        let (Some(criterion), Some(scorer), Some(candidate)) = (criterion, scorer, candidate) else {
            return Err(Problem::input(t!("There is no such mark. Nothing was changed")));
        };
        let card = results.after.cards.get(candidate).and_then(|cards| cards.get(scorer));
        let Some(Card::Marked(marks)) = card else {
            return Err(Problem::input(t!("The scorer handed in no card for this candidate. Nothing was changed"))
                .hint(t!("Discussion changes a mark that was given; it gives none in the place of somebody")));
        };
        let anchors = results.after.criteria.get(criterion).map_or(0, |one| one.anchors.len());
        if matches!(new.says, Says::Anchor(at) if at >= anchors) {
            return Err(Problem::input(t!("The scale has no such point. Nothing was changed")));
        }
        if marks.get(criterion).is_some_and(|mark| mark.says == new.says) {
            return Err(Problem::input(t!("The mark is that already. Nothing was changed")));
        }
        let new = NewModeration { why: why.to_owned(), ..new.clone() };
        store::add_moderation(tx.conn(), tx.new_id(), &new, (tx.today(), tx.who()))?;
        tx.say(t!(
            "Changed a mark of {name} on “{criterion}” after discussion",
            name = name(&results.whole, new.candidate),
            criterion = results.after.criteria.get(criterion).map(|one| one.name.as_str()).unwrap_or_default()
        ));
        Ok(())
    })
}

/// Decides of everybody who stands, with reasons, and keeps what it was made from with its hash. From then on no mark is changed.
///
/// # Errors
/// When somebody is left out or stands twice, a chosen one lacks an essential criterion or the quorum of scorers without a reason
/// of the whole, reasons are missing, or the last day for marks lies before the last day to appeal.
pub fn decide(office: &mut Office, of: RoundId, new: &NewDecision) -> Result<Done<DecisionId>> {
    office.transact(&DECIDE, |tx| {
        let results = undecided(tx, of)?;
        sees_all(&results)?;
        check(&results, new, tx)?;
        let text = record(&results, new);
        let decision = Decision {
            id: DecisionId(tx.new_id()),
            new: new.clone(),
            on: tx.today(),
            by: tx.who().to_owned(),
            sum: sum(&text),
            record: text,
            purged: None,
        };
        store::add_decision(tx.conn(), of, &decision)?;
        for one in &new.verdicts {
            store::add_verdict(tx.conn(), tx.new_id(), decision.id, one)?;
        }
        let chosen: Vec<String> = new
            .verdicts
            .iter()
            .filter(|one| matches!(one.outcome, Outcome::Chosen | Outcome::Shortlisted))
            .map(|one| name(&results.whole, one.candidate))
            .collect();
        let vacancy = &results.whole.round.new.name;
        tx.say(if chosen.is_empty() {
            t!("Decided {vacancy}: nobody was chosen", vacancy = vacancy)
        } else {
            t!("Decided {vacancy}: {names}", vacancy = vacancy, names = text::and_list(&chosen))
        });
        Ok(decision.id)
    })
}

fn check(results: &Results, new: &NewDecision, tx: &Tx<'_>) -> Result<()> {
    let refuse = |what: String| Err(Problem::input(t!("{what}. Nothing was decided", what = what)));
    let mut seen = BTreeSet::new();
    for one in &new.verdicts {
        if results.place(one.candidate).is_none() || !seen.insert(one.candidate) {
            return refuse(t!("Somebody is named who does not stand, or twice").to_owned());
        }
        if one.reasons.trim().is_empty() {
            return refuse(t!("{name} is given no reasons", name = name(&results.whole, one.candidate)));
        }
    }
    let left: Vec<String> =
        results.candidates.iter().filter(|id| !seen.contains(id)).map(|id| name(&results.whole, *id)).collect();
    if !left.is_empty() {
        return refuse(t!("Nothing is said of {names}", names = text::and_list(&left)));
    }
    if new.reasons.trim().is_empty()
        && let Some(why) = departs(results, new)
    {
        return Err(Problem::input(t!("{why}. Nothing was decided", why = why))
            .hint(t!("Give the reason for the whole decision; it stands in the record")));
    }
    let appeal = tx.today().checked_add_days(chrono::Days::new(u64::from(new.appeal_days)));
    if new.appeal_days > 365 {
        return refuse(t!("Appeals take a year at the most").to_owned());
    }
    if appeal.is_none_or(|last| new.keep_until < last) {
        return refuse(t!("Marks would be purged before the time to appeal is over").to_owned());
    }
    Ok(())
}

/// Where a decision departs from what the published method says, in a sentence: it is allowed, with a reason.
pub fn departs(results: &Results, new: &NewDecision) -> Option<String> {
    let taken =
        |one: &&crate::candidates::decided::Verdict| matches!(one.outcome, Outcome::Chosen | Outcome::Shortlisted);
    let rank = |id: CandidateId| {
        let at = results.place(id)?;
        results.judged.order.of(at)?.rank
    };
    let chosen: Vec<CandidateId> = new.verdicts.iter().filter(taken).map(|one| one.candidate).collect();
    if let Some(id) = chosen.iter().find(|id| rank(**id).is_none()) {
        return Some(t!("{name} has no rank and is chosen all the same", name = name(&results.whole, *id)));
    }
    let seats = results.whole.round.new.seats as usize;
    let elected = new.verdicts.iter().filter(|one| one.outcome == Outcome::Chosen).count();
    if elected > seats {
        return Some(t!(
            "{count} are chosen for {seats}",
            count = elected,
            seats = text::plural(seats, t!("seat"), t!("seats"))
        ));
    }
    let few = results.below_quorum();
    if let Some(id) = chosen.iter().find(|id| results.place(**id).is_some_and(|at| few.contains(&at))) {
        return Some(t!(
            "{name} was marked by fewer scorers than the round asks for",
            name = name(&results.whole, *id)
        ));
    }
    if let Some(broken) = results.check_shortlist(new).into_iter().find(|one| !one.kept) {
        return Some(t!("The rule “{rule}” is not kept: {says}", rule = broken.rule, says = broken.says));
    }
    let last = chosen.iter().filter_map(|id| rank(*id)).max()?;
    let passed =
        results.candidates.iter().find(|id| !chosen.contains(id) && rank(**id).is_some_and(|own| own < last))?;
    Some(t!("{name} stands higher in the order than somebody who is chosen", name = name(&results.whole, *passed)))
}

/// Notes that letters were written to these candidates; the time to appeal begins.
///
/// # Errors
/// When the round is not decided.
pub fn tell(office: &mut Office, of: RoundId, candidates: &[CandidateId]) -> Result<Done<()>> {
    office.transact(&TELL, |tx| {
        let results = results(tx, of)?;
        let decision = decided(&results)?;
        for id in candidates {
            if decision.verdict(*id).is_some_and(|one| one.told.is_none()) {
                store::tell(tx.conn(), decision.id, *id, tx.today())?;
            }
        }
        let names: Vec<String> = candidates.iter().map(|id| name(&results.whole, *id)).collect();
        tx.say(t!(
            "Wrote to {names} about {vacancy}",
            names = text::and_list(&names),
            vacancy = results.whole.round.new.name
        ));
        Ok(())
    })
}

/// Endorses somebody who was chosen, perhaps with conditions and until a day. A newer endorsement takes the place of an older one.
///
/// # Errors
/// When they were not chosen, or the last day has passed.
pub fn endorse(office: &mut Office, of: RoundId, new: &NewEndorsement) -> Result<Done<EndorsementId>> {
    office.transact(&ENDORSE, |tx| {
        let results = results(tx, of)?;
        let decision = decided(&results)?;
        let who = name(&results.whole, new.candidate);
        if decision.verdict(new.candidate).is_none_or(|one| one.outcome == Outcome::NotChosen) {
            return Err(Problem::input(t!("{name} was not chosen. Nothing was changed", name = who)));
        }
        if new.ends.is_some_and(|ends| ends < tx.today()) {
            return Err(Problem::input(t!("The last day of the endorsement has passed. Nothing was changed")));
        }
        let id = EndorsementId(tx.new_id());
        let new = NewEndorsement { conditions: new.conditions.trim().to_owned(), ..new.clone() };
        store::add_endorsement(tx.conn(), id, &new, (tx.today(), tx.who()))?;
        tx.say(match new.ends {
            Some(ends) => t!("Endorsed {name} until {day}", name = who, day = day::short(ends)),
            None => t!("Endorsed {name}", name = who),
        });
        Ok(id)
    })
}

/// Takes the endorsement back that somebody has, with the reason.
///
/// # Errors
/// When none holds, or no reason is given.
pub fn unendorse(office: &mut Office, of: RoundId, candidate: CandidateId, why: &str) -> Result<Done<()>> {
    office.transact(&UNENDORSE, |tx| {
        let results = results(tx, of)?;
        let who = name(&results.whole, candidate);
        let why = why.trim();
        if why.is_empty() {
            return Err(Problem::input(t!("Say why the endorsement is withdrawn. Nothing was changed")));
        }
        let today = tx.today();
        let held = results.endorsements.iter().rev().find(|one| one.new.candidate == candidate && one.holds(today));
        let Some(held) = held else {
            return Err(Problem::input(t!("{name} has no endorsement. Nothing was changed", name = who)));
        };
        store::withdraw_endorsement(tx.conn(), held.id, (today, why))?;
        tx.say(t!("Withdrew the endorsement of {name}: {why}", name = who, why = why));
        Ok(())
    })
}

/// Nominates everybody who was chosen or shortlisted in an election whose nominations are open, in the order of the lot, with the
/// statement of each. They agreed to stand when they applied.
///
/// # Errors
/// When the round is not decided, nobody is on the shortlist, nominations are closed, or a name is there already.
pub fn hand_over(office: &mut Office, of: RoundId, election: ElectionId) -> Result<Done<Vec<String>>> {
    office.transact(&HAND_OVER, |tx| {
        let results = results(tx, of)?;
        sees_all(&results)?;
        let decision = decided(&results)?;
        let listed = |id: &CandidateId| {
            decision.verdict(*id).is_some_and(|one| matches!(one.outcome, Outcome::Chosen | Outcome::Shortlisted))
        };
        let drawn = results.method.lot.clone().unwrap_or_default();
        let names: Vec<CandidateId> = drawn.into_iter().filter_map(|at| results.candidate(at)).filter(listed).collect();
        if names.is_empty() {
            return Err(Problem::input(t!("Nobody is on the shortlist. Nothing was handed over")));
        }
        let mut handed = Vec::new();
        for id in names {
            let Some(one) = results.whole.candidate(id) else { continue };
            let statement = results.whole.texts.iter().find(|text| text.candidate == id && text.question.is_none());
            let nomination = NewNomination {
                person: one.new.person,
                name: one.name().to_owned(),
                statement: statement.map(|text| text.text.clone()).unwrap_or_default(),
                consents: true,
                ..NewNomination::default()
            };
            elections::ops::nominate_in(tx, election, &nomination)?;
            handed.push(one.name().to_owned());
        }
        let post = elections::store::whole(tx.conn(), election)?.election.new.post;
        let note = HandOver { election: election.0, post: post.clone(), on: tx.today(), by: tx.who().to_owned() };
        store::add_hand_over(tx.conn(), tx.new_id(), of, &note)?;
        tx.say(t!(
            "Nominated the shortlist for {vacancy} in the election of {post}: {names}",
            vacancy = results.whole.round.new.name,
            post = post,
            names = text::and_list(&handed)
        ));
        Ok(handed)
    })
}

/// Takes marks and notes out of a round after the day until which they are kept, from the file and from its history. What was
/// decided and why stays, with the hash of what it was made from. Call [`Office::sweep`] after it.
///
/// # Errors
/// When the round is not decided, the day has not passed, or they were purged already.
pub fn purge(office: &mut Office, of: RoundId) -> Result<Done<()>> {
    let done = office.transact(&PURGE, |tx| {
        let whole = store::whole(tx.conn(), of)?;
        let vacancy = whole.round.new.name;
        let decision = store::decision(tx.conn(), of)?
            .ok_or_else(|| Problem::input(t!("“{name}” is not decided yet", name = vacancy)))?;
        if decision.purged.is_some() {
            return Err(Problem::input(t!("Marks and notes of “{name}” were purged already", name = vacancy)));
        }
        if decision.new.keep_until >= tx.today() {
            return Err(Problem::input(t!(
                "Marks and notes of “{name}” are kept until {day}. Nothing was purged",
                name = vacancy,
                day = day::long(decision.new.keep_until)
            )));
        }
        // Whoever asks: what stays is the same for all, and names no mark.
        let results = store::results(tx.conn(), of, "")?;
        let rows = store::purge(tx.conn(), of, tx.today(), &Left::of(&results).json())?;
        forget(tx, &rows)?;
        tx.say(t!("Purged marks and notes of {vacancy}; the decision stays", vacancy = vacancy));
        Ok(())
    })?;
    office.sweep()?;
    Ok(done)
}
