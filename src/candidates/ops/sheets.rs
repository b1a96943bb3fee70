//! Paper sheets: numbered once, keyed back by their number, never twice; and the codes that seal what is keyed.

use zeroize::Zeroizing;

use super::score::{derive, hand_in_then, place, scorer_of, sealed};
use super::scoring;
use crate::candidates::code;
use crate::candidates::model::{CameBy, Role, RoundId, Scorer, ScorerId, Stance, Whole};
use crate::candidates::seal::{CardText, Key};
use crate::candidates::store::{self, Sheet};
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Passphrase, Reach, Undo};
use crate::t;

/// Numbers the sheets of a round.
pub static SHEETS: Op = Op {
    key: "candidates.sheets",
    says: "Number score sheets",
    undo: Undo::Aside("sheets were printed; their numbers stay"),
    reach: Reach::Command("candidates sheets"),
};

/// Makes a code for a scorer on paper.
pub static KEY_CODE: Op = Op {
    key: "candidates.key_code",
    says: "Make a code for a scorer on paper",
    undo: Undo::Final("cards may be sealed with it, and nothing else opens them"),
    reach: Reach::Command("candidates key-code"),
};

/// Gives a number to every sheet that a scorer, or everybody, still has to fill in; what has one keeps it. Answers the sheets that
/// are to be printed.
///
/// # Errors
/// When the round is not being scored, or somebody has not declared: a sheet has a name on it.
pub fn freeze_sheets(office: &mut Office, of: RoundId, only: Option<ScorerId>) -> Result<Done<Vec<Sheet>>> {
    office.transact(&SHEETS, |tx| {
        let whole = scoring(store::whole(tx.conn(), of)?)?;
        let mut known = store::sheets(tx.conn(), of)?;
        let mut wanted = Vec::new();
        let mut added = 0_usize;
        for scorer in whole.panel().filter(|one| only.is_none_or(|id| id == one.id)) {
            if !whole.has_declared(scorer.id) {
                return Err(Problem::input(t!(
                    "{name} has not said of everybody how they stand to them. Nothing was numbered",
                    name = scorer.name()
                ))
                .hint(t!("Conflicts are declared before anything is scored, on paper too")));
            }
            for about in whole.due(scorer.id) {
                let found = known.iter().find(|one| one.scorer == scorer.id && one.candidate == about.id).cloned();
                let one = match found {
                    Some(one) => one,
                    None => {
                        let number = known.iter().map(|one| one.number).max().unwrap_or(0) + 1;
                        let one =
                            Sheet { number, scorer: scorer.id, candidate: about.id, printed: tx.today(), keyed: None };
                        store::insert_sheet(tx, of, &one)?;
                        known.push(one.clone());
                        added += 1;
                        one
                    }
                };
                wanted.push(one);
            }
        }
        tx.say(t!(
            "{count} for {round}",
            count = text::plural(added, t!("new score sheet"), t!("new score sheets")),
            round = whole.round.new.name
        ));
        Ok(wanted)
    })
}

/// Hands in what stands on a sheet, keyed in by its scorer, sealed under their key.
///
/// # Errors
/// When there is no such sheet, it was keyed already, or something on it is missing.
pub fn key_sheet(office: &mut Office, of: RoundId, number: i64, key: &Key, card: &CardText) -> Result<Done<usize>> {
    let sheet = office.read(|conn| store::sheet(conn, of, number))?;
    key_sheet_by(office, of, number, key, card, sheet.scorer)
}

/// The same, keyed in by the chair or a substitute, whose name is kept: whoever keys a sheet reads it.
///
/// # Errors
/// As [`key_sheet`], and when they may not read it.
pub fn key_sheet_by(
    office: &mut Office,
    of: RoundId,
    number: i64,
    key: &Key,
    card: &CardText,
    by: ScorerId,
) -> Result<Done<usize>> {
    let sheet = office.read(|conn| store::sheet(conn, of, number))?;
    let cards = [(sheet.candidate, card.clone())];
    hand_in_then(office, (of, sheet.scorer), key, &cards, CameBy::Paper, |tx, whole| {
        let by = may_key(whole, by, &sheet)?;
        store::set_keyed(tx, of, number, by.name())?;
        tx.say(t!(
            "{by} keyed in sheet {number} of {name} for {round}, sealed",
            by = by.name(),
            number = number,
            name = whole.scorer(sheet.scorer).map_or("", |one| one.name()),
            round = whole.round.new.name
        ));
        Ok(())
    })
}

/// Who may key a sheet in: its scorer; a substitute who scores nobody; the chair, once their own card about the candidate is in, so
/// that it cannot be coloured by what they read. Nobody who is recused from the candidate.
///
/// # Errors
/// When they may not.
pub fn may_key<'a>(whole: &'a Whole, by: ScorerId, sheet: &Sheet) -> Result<&'a Scorer> {
    let one = whole.scorer(by).ok_or_else(|| Problem::input(t!("There is no such scorer. Nothing was kept")))?;
    if by == sheet.scorer {
        return Ok(one);
    }
    let about = whole.candidate(sheet.candidate).map_or("", |about| about.name());
    if matches!(whole.stance(by, sheet.candidate), Stance::Recused(_)) {
        return Err(Problem::input(t!(
            "{name} is recused from {about}, so somebody else keys this sheet. Nothing was kept",
            name = one.name(),
            about = about
        )));
    }
    match one.new.role {
        Role::Substitute if one.stands_for.is_none() => Ok(one),
        Role::Chair if whole.card(by, sheet.candidate).is_some() => Ok(one),
        Role::Chair => Err(Problem::input(t!(
            "{name} scores {about} too, and their own card is not in. Nothing was kept",
            name = one.name(),
            about = about
        ))
        .hint(t!("The chair keys a sheet once their own card about the candidate is in, or a substitute does"))),
        Role::Member | Role::Substitute => Err(Problem::input(t!(
            "{name} scores in this round, and reads nobody else’s sheet. Nothing was kept",
            name = one.name()
        ))
        .hint(t!("The scorer keys it, the chair whose own card is in, or a substitute who scores nobody"))),
    }
}

/// Makes the code that seals the cards of a scorer who scores on paper, in place of a passphrase: it stands on their key sheet and
/// nowhere in the file. With `again` another in place of one whose sheet was lost, while no card came in under it.
///
/// # Errors
/// When they chose a passphrase, have a code already, or handed something in.
pub fn key_code(office: &mut Office, of: RoundId, scorer: ScorerId, again: bool) -> Result<Done<Zeroizing<String>>> {
    office.transact(&KEY_CODE, |tx| {
        let whole = scoring(store::whole(tx.conn(), of)?)?;
        let one = scorer_of(&whole, scorer)?;
        if whole.cards.iter().any(|card| card.scorer == scorer) {
            return Err(Problem::input(t!("{name} handed something in already. No code was made", name = one.name()))
                .hint(t!("What was handed in opens with what it was sealed with, and with nothing else")));
        }
        if one.check.is_some() && !one.by_code {
            return Err(Problem::input(t!("{name} chose a passphrase already. No code was made", name = one.name()))
                .hint(t!("Their sheets are keyed in with it: they type it themselves")));
        }
        if one.by_code && !again {
            return Err(Problem::input(t!("{name} has a key sheet already. No code was made", name = one.name()))
                .hint(t!("If it was lost, make another; the older one opens nothing from then on")));
        }
        let made = code::make(&tx.random::<16>()?);
        let coded = Scorer { by_code: true, ..one.clone() };
        let key = derive(&whole, &coded, &Passphrase::new(made.as_str()))?;
        let check = sealed(tx, &key, place(of, scorer, 0), &CardText::default())?;
        store::set_check(tx.conn(), scorer, &check, true)?;
        tx.say(t!("Code on paper for {name}, {round}", name = one.name(), round = whole.round.new.name));
        Ok(made)
    })
}
