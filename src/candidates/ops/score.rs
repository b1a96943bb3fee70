//! Scoring, sealed until all are in: a passphrase is chosen, cards are kept half-filled and handed in, answer files are taken, the
//! round is opened. A passphrase is in no argument, no draft and no line of the history; a card is readable in none of them.

use super::{reason, scoring};
use crate::candidates::answers::Answers;
use crate::candidates::model::{CameBy, Candidate, CandidateId, Conflict, RoundId, Scorer, ScorerId, Stance, Whole};
use crate::candidates::seal::{self, CardText, Envelope, Key, Place, Unsealed, unhex};
use crate::candidates::{code, store};
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Passphrase, Reach, Tx, Undo};
use crate::t;

/// A scorer chooses a passphrase.
pub static PASSPHRASE: Op = Op {
    key: "candidates.passphrase",
    says: "Choose scoring passphrase",
    undo: Undo::Final("cards may be sealed with it, and nothing else opens them"),
    reach: Reach::Command("candidates passphrase"),
};

/// A scorer hands cards in.
pub static HAND_IN: Op = Op {
    key: "candidates.hand_in",
    says: "Hand in cards",
    undo: Undo::Final("a card that was handed in stays as it is; what the panel agrees later is kept beside it"),
    reach: Reach::Command("candidates hand-in"),
};

/// Takes the cards of an answer file.
pub static ANSWERS: Op = Op {
    key: "candidates.answers",
    says: "Take answer file",
    undo: Undo::Final("a card that was handed in stays as it is; what the panel agrees later is kept beside it"),
    reach: Reach::Command("candidates answers"),
};

/// Opens a round.
pub static OPEN: Op = Op {
    key: "candidates.open",
    says: "Open round",
    undo: Undo::Final("what was read cannot be unread; a new round can be made from this one"),
    reach: Reach::Command("candidates open"),
};

pub(super) fn scorer_of(whole: &Whole, id: ScorerId) -> Result<&Scorer> {
    let found = whole.scorer(id).filter(|_| whole.is_on_panel(id));
    found.ok_or_else(|| {
        Problem::input(t!("They do not score in this round")).hint(t!("A substitute scores once they took a place"))
    })
}

pub(super) fn place(round: RoundId, scorer: ScorerId, candidate: i64) -> Place {
    Place { round: round.0, scorer: scorer.0, candidate }
}

pub(super) fn derive(whole: &Whole, one: &Scorer, passphrase: &Passphrase) -> Result<Key> {
    let salt = unhex(&one.salt).and_then(|salt| salt.try_into().ok());
    let salt = salt.ok_or_else(|| Problem::file(t!("The salt of a scorer is damaged")))?;
    // A code that was read off paper is typed in small letters or without its hyphens too.
    let typed = if one.by_code { code::read(passphrase.reveal()) } else { passphrase.reveal().to_owned().into() };
    Ok(Key::new(&typed, &salt, whole.round.strength))
}

/// Chooses the passphrase of a scorer for a round, once. Nobody can find it out, or set another one: without it the cards that it
/// seals stay closed.
///
/// # Errors
/// When one was chosen, it is too short, or the round is not being scored.
pub fn choose(office: &mut Office, of: RoundId, scorer: ScorerId, passphrase: &Passphrase) -> Result<Done<Key>> {
    if let Some(weak) = passphrase.weakness() {
        return Err(Problem::input(t!("The passphrase is too short. Nothing was changed")).hint(weak));
    }
    let whole = office.read(|conn| store::whole(conn, of))?;
    // What candidates need comes with their applications, so the chair has a key before anything is published.
    let early = whole.chair().is_some_and(|chair| chair.id == scorer) && whole.round.opened.is_none();
    let whole = if early { whole } else { scoring(whole)? };
    let one = scorer_of(&whole, scorer)?;
    if one.check.is_some() || whole.cards.iter().any(|card| card.scorer == scorer) {
        return Err(Problem::input(t!("{name} chose a passphrase for this round already", name = one.name()))
            .hint(t!("Type that one; nothing else opens what it sealed")));
    }
    let key = derive(&whole, one, passphrase)?;
    let name = one.name().to_owned();
    office.transact(&PASSPHRASE, |tx| {
        let check = sealed(tx, &key, place(of, scorer, 0), &CardText::default())?;
        store::set_check(tx.conn(), scorer, &check, false)?;
        tx.say(t!("{name} chose a passphrase for {round}", name = name, round = whole.round.new.name));
        Ok(key)
    })
}

pub(super) fn sealed(tx: &Tx<'_>, key: &Key, place: Place, card: &CardText) -> Result<Envelope> {
    seal::seal_with(key, place, card, &tx.random()?, &tx.random()?)
}

/// The key of a scorer, when the passphrase is the one that was chosen.
///
/// # Errors
/// When it is another, or none was chosen yet.
pub fn unlock(office: &Office, of: RoundId, scorer: ScorerId, passphrase: &Passphrase) -> Result<Key> {
    let whole = office.read(|conn| store::whole(conn, of))?;
    let one = whole.scorer(scorer).ok_or_else(|| Problem::input(t!("There is no such scorer")))?;
    let key = derive(&whole, one, passphrase)?;
    let known = one.check.as_ref().map(|check| (0, check));
    let handed = whole.cards.iter().find(|card| card.scorer == scorer).map(|card| (card.candidate.0, &card.envelope));
    let Some((candidate, envelope)) = known.or(handed) else {
        return Err(Problem::input(t!("{name} chose no passphrase for this round yet", name = one.name()))
            .hint(t!("Choose one first; ten characters or more")));
    };
    seal::open(&key, place(of, scorer, candidate), envelope).map_err(|problem| {
        Problem::input(t!("This is not the passphrase of {name} for this round", name = one.name())).because(problem)
    })?;
    Ok(key)
}

/// Where a half-filled card is kept, sealed.
fn draft_place(at: Place) -> String {
    format!("candidates.card:{}:{}:{}", at.round, at.scorer, at.candidate)
}

/// A half-filled card as it is kept: sealed, with whom it is about, so that it goes when they are erased.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    person: Option<String>,
    #[serde(flatten)]
    envelope: Envelope,
}

/// Keeps a half-filled card, sealed under the scorer's key, in place of an older one. It is no step of the history.
///
/// # Errors
/// When it cannot be sealed or written.
pub fn keep_draft(office: &mut Office, key: &Key, at: Place, card: &CardText, about: &Candidate) -> Result<()> {
    let kept = Kept { person: about.new.person.map(|id| id.to_string()), envelope: seal::seal(key, at, card)? };
    let json = serde_json::to_string(&kept).map_err(|e| Problem::defect(t!("A card could not be kept")).because(e))?;
    office.save_draft(&draft_place(at), &json)
}

/// The half-filled card that was kept.
///
/// # Errors
/// When the key does not open it.
pub fn draft(office: &Office, key: &Key, at: Place) -> Result<Option<CardText>> {
    let Some(json) = office.draft(&draft_place(at))? else { return Ok(None) };
    let kept: Kept =
        serde_json::from_str(&json).map_err(|e| Problem::file(t!("A half-filled card is damaged")).because(e))?;
    Ok(Some(seal::open(key, at, &kept.envelope)?.card))
}

/// Whether a card of a scorer about a candidate may come in.
fn may_come(whole: &Whole, one: &Scorer, candidate: CandidateId) -> Result<()> {
    let known = whole.candidate(candidate).filter(|c| c.withdrawn.is_none());
    let Some(about) = known else {
        return Err(Problem::input(t!("A card is about nobody who stands in this round. Nothing was handed in")));
    };
    if whole.card(one.id, candidate).is_some() {
        return Err(Problem::input(t!(
            "{name} handed in the card about {about} already. Nothing was handed in",
            name = one.name(),
            about = about.name()
        ))
        .hint(t!("A card is handed in once; what the panel agrees later is kept beside it")));
    }
    match whole.stance(one.id, candidate) {
        Stance::Free(_) => Ok(()),
        Stance::Recused(_) => Err(Problem::input(t!(
            "{name} is recused from {about}. Nothing was handed in",
            name = one.name(),
            about = about.name()
        ))),
        Stance::Undeclared => Err(Problem::input(t!(
            "{name} has not said how they stand to {about}. Nothing was handed in",
            name = one.name(),
            about = about.name()
        ))
        .hint(t!("Conflicts are declared of every candidate before anything is scored"))),
    }
}

/// Hands in cards: sealed, committed to, and unchanged from then on.
///
/// # Errors
/// When a card lacks something, was handed in before, or the scorer is recused or has not declared.
pub fn hand_in(
    office: &mut Office,
    of: RoundId,
    scorer: ScorerId,
    key: &Key,
    cards: &[(CandidateId, CardText)],
    came_by: CameBy,
) -> Result<Done<usize>> {
    hand_in_then(office, (of, scorer), key, cards, came_by, |_, _| Ok(()))
}

/// The same, and something more in the same step.
pub(super) fn hand_in_then(
    office: &mut Office,
    (of, scorer): (RoundId, ScorerId),
    key: &Key,
    cards: &[(CandidateId, CardText)],
    came_by: CameBy,
    then: impl FnOnce(&Tx<'_>, &Whole) -> Result<()>,
) -> Result<Done<usize>> {
    let done = office.transact(&HAND_IN, |tx| {
        let whole = scoring(store::whole(tx.conn(), of)?)?;
        let one = scorer_of(&whole, scorer)?;
        if came_by == CameBy::Here && !whole.has_tried(scorer) {
            return Err(Problem::input(t!("{name} has not marked the practice answers yet", name = one.name()))
                .hint(t!("They come before the real ones, so that all mean the same by a mark")));
        }
        for (candidate, card) in cards {
            may_come(&whole, one, *candidate)?;
            if let Some((criterion, why)) = whole.lacks(card).first() {
                return Err(Problem::input(t!(
                    "{candidate}, {criterion}: {why}. Nothing was handed in",
                    candidate = whole.candidate(*candidate).map_or("", Candidate::name),
                    criterion = whole.criterion(*criterion).map_or("", |c| c.new.name.as_str()),
                    why = why
                )));
            }
            let envelope = sealed(tx, key, place(of, scorer, candidate.0), card)?;
            store::insert_card(tx.conn(), tx.new_id(), (scorer, *candidate), &envelope, (came_by, tx.today()))?;
        }
        let cards_in = text::plural(cards.len(), t!("sealed card"), t!("sealed cards"));
        tx.say(t!(
            "{name} handed in {cards} for {round}",
            name = one.name(),
            cards = cards_in,
            round = whole.round.new.name
        ));
        then(tx, &whole)?;
        Ok(cards.len())
    })?;
    for (candidate, _) in cards {
        office.drop_draft(&draft_place(place(of, scorer, candidate.0)))?;
    }
    Ok(done)
}

/// Takes the sealed cards of an answer file. Nobody can read them here either; they are held against their commitments when the
/// round is opened.
///
/// # Errors
/// When the file is of another round, of what was published before, of nobody on the panel, or brings a card a second time.
pub fn take_answers(office: &mut Office, answers: &Answers, came_by: CameBy) -> Result<Done<usize>> {
    office.transact(&ANSWERS, |tx| {
        let whole = scoring(store::whole(tx.conn(), answers.round)?)?;
        if whole.round.published.as_ref().is_none_or(|published| published.sum != answers.published) {
            return Err(Problem::input(t!(
                "The answers are to another state of the round than the published one. Nothing was taken"
            ))
            .hint(t!("Give out a new scoring kit")));
        }
        let one = scorer_of(&whole, answers.scorer)?;
        for said in &answers.declared {
            if whole.candidate(said.candidate).is_none() {
                return Err(Problem::input(t!(
                    "The answers are about somebody who is not in this round. Nothing was taken"
                )));
            }
            if said.recused {
                reason(&said.why, t!("Who is recused says why, so that it can be read by all"))?;
            }
            let conflict = Conflict {
                scorer: one.id,
                candidate: said.candidate,
                recused: said.recused,
                why: said.why.trim().to_owned(),
                declared: tx.today(),
            };
            store::set_conflict(tx.conn(), tx.new_id(), &conflict)?;
        }
        let whole = store::whole(tx.conn(), answers.round)?;
        let one = scorer_of(&whole, answers.scorer)?;
        for card in &answers.cards {
            may_come(&whole, one, card.candidate)?;
            let e = &card.envelope;
            let digits = |text: &str, bytes: std::ops::RangeInclusive<usize>| {
                unhex(text).is_some_and(|found| bytes.contains(&found.len()))
            };
            if !(digits(&e.nonce, 12..=12) && digits(&e.commitment, 32..=32) && digits(&e.sealed, 49..=1 << 20)) {
                return Err(Problem::input(t!("A sealed card of the file is damaged. Nothing was taken"))
                    .hint(t!("Ask the scorer to save the answer file again")));
            }
            let about = (answers.scorer, card.candidate);
            store::insert_card(tx.conn(), tx.new_id(), about, e, (came_by, tx.today()))?;
        }
        let cards_in = text::plural(answers.cards.len(), t!("sealed card"), t!("sealed cards"));
        tx.say(t!(
            "{name} handed in {cards} for {round}",
            name = one.name(),
            cards = cards_in,
            round = whole.round.new.name
        ));
        Ok(answers.cards.len())
    })
}

/// How a round is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    pub keys: Vec<(ScorerId, Passphrase)>,
    /// Who is missing, in part or altogether, with the reason.
    pub absent: Vec<(ScorerId, String)>,
}

/// Opens all cards at once. Every scorer of the panel typed their passphrase, or is named as missing with the reason; what was
/// handed in by who is missing altogether stays closed.
///
/// # Errors
/// When somebody is neither, a passphrase does not open the cards, a card is not what was committed to, or too few scorers marked
/// a candidate. Nothing is opened then.
pub fn open(office: &mut Office, of: RoundId, opening: &Opening) -> Result<Done<()>> {
    let whole = scoring(office.read(|conn| store::whole(conn, of))?)?;
    let mut unsealed: Vec<((ScorerId, CandidateId), Unsealed)> = Vec::new();
    let mut absent: Vec<(ScorerId, &str)> = Vec::new();
    for one in whole.panel() {
        let why = opening.absent.iter().find(|(id, _)| *id == one.id).map(|(_, why)| why.trim());
        let given = opening.keys.iter().find(|(id, _)| *id == one.id);
        if let Some((_, passphrase)) = given {
            let key = derive(&whole, one, passphrase)?;
            unsealed.extend(all_of(&whole, one, &key)?);
        }
        let all = whole.standing().filter(|c| !matches!(whole.stance(one.id, c.id), Stance::Recused(_)));
        let due: Vec<CandidateId> = all.map(|c| c.id).collect();
        let lacking = given.is_none() || due.iter().any(|c| whole.card(one.id, *c).is_none());
        // Who is recused from everybody has nothing to hand in.
        if lacking && !due.is_empty() {
            let Some(why) = why.filter(|why| !why.is_empty()) else {
                return Err(still_closed(&whole, one, given.is_some(), due.len()));
            };
            absent.push((one.id, why));
        }
    }
    enough(&whole, &unsealed)?;
    office.transact(&OPEN, |tx| {
        let now = scoring(store::whole(tx.conn(), of)?)?;
        if now.cards.len() != whole.cards.len() {
            return Err(Problem::input(t!("Cards came in meanwhile. Nothing was opened")).hint(t!("Open it again")));
        }
        for (about, card) in &unsealed {
            store::set_unsealed(tx.conn(), *about, card)?;
        }
        for (scorer, why) in &absent {
            store::set_absent(tx.conn(), *scorer, why)?;
        }
        store::set_opened(tx.conn(), of, tx.today(), tx.who())?;
        tx.say(t!(
            "Opened the round for {name}: {cards}",
            name = whole.round.new.name,
            cards = text::plural(unsealed.len(), t!("card"), t!("cards"))
        ));
        Ok(())
    })
}

/// Why the cards of a scorer are not all open: nothing came in, some did, or nobody typed the passphrase.
fn still_closed(whole: &Whole, one: &Scorer, unlocked: bool, due: usize) -> Problem {
    let (name, handed) = (one.name(), whole.cards.iter().filter(|card| card.scorer == one.id).count());
    if handed == 0 {
        return Problem::input(t!("{name} handed nothing in. Nothing was opened", name = name))
            .hint(t!("Say why they are missing, or have a substitute take their place"));
    }
    if unlocked {
        return Problem::input(t!(
            "{name} handed in {handed} of {due} cards. Nothing was opened",
            name = name,
            handed = handed,
            due = due
        ))
        .hint(t!("Say as well why the rest is missing; what they handed in counts"));
    }
    Problem::input(t!("The cards of {name} are sealed. Nothing was opened", name = name))
        .hint(t!("They type their passphrase; or you say why they are missing, and what they handed in stays closed"))
}

/// The cards of a scorer, each opened and held against its commitment and the round.
fn all_of(whole: &Whole, one: &Scorer, key: &Key) -> Result<Vec<((ScorerId, CandidateId), Unsealed)>> {
    let mut all = Vec::new();
    for card in whole.cards.iter().filter(|card| card.scorer == one.id) {
        let about = whole.candidate(card.candidate);
        if about.is_none_or(|c| c.withdrawn.is_some())
            || matches!(whole.stance(one.id, card.candidate), Stance::Recused(_))
        {
            continue;
        }
        let named = |problem: Problem| {
            let says = t!("{name}: {what}. Nothing was opened", name = one.name(), what = problem.message);
            let hint = problem.hint.clone().unwrap_or_default();
            Problem::input(says).hint(hint).because(problem)
        };
        let found = seal::open(key, place(whole.round.id, one.id, card.candidate.0), &card.envelope).map_err(named)?;
        if let Some((criterion, why)) = whole.lacks(&found.card).first() {
            let criterion = whole.criterion(*criterion).map_or("", |c| c.new.name.as_str());
            let about = about.map_or("", Candidate::name);
            return Err(Problem::input(t!(
                "A card of {name} about {about} is not whole ({criterion}: {why}). Nothing was opened",
                name = one.name(),
                about = about,
                criterion = criterion,
                why = why
            ))
            .hint(t!("Name them as missing, with that reason; their other cards stay closed too")));
        }
        all.push(((one.id, card.candidate), found));
    }
    Ok(all)
}

/// Refuses to open a round in which too few marked somebody.
fn enough(whole: &Whole, unsealed: &[((ScorerId, CandidateId), Unsealed)]) -> Result<()> {
    let quorum = whole.round.new.quorum as usize;
    for one in whole.standing() {
        let marked = unsealed.iter().filter(|((_, about), _)| *about == one.id).count();
        if marked < quorum {
            return Err(Problem::input(t!(
                "{name} would be marked by {count}, and {quorum} are needed as published. Nothing was opened",
                name = one.name(),
                count = text::plural(marked, t!("scorer"), t!("scorers")),
                quorum = quorum
            ))
            .hint(t!("A substitute can take the place of who handed nothing in; without one, copy the round and publish it with another quorum")));
        }
    }
    Ok(())
}
