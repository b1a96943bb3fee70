//! What is done with rounds, each thing once for window and command line. What a card says is in no line of the history.

mod after;
mod copy;
mod lay;
mod needs;
mod panel;
mod parts;
mod publish;
mod score;
mod sheets;

pub use after::{
    DECIDE, ENDORSE, HAND_OVER, MODERATE, PURGE, TELL, UNENDORSE, decide, departs, endorse, hand_over, moderate, purge,
    tell, unendorse,
};
pub use copy::copy;
pub use lay::{
    CHANGE, COPY, CRITERION, EXERCISE, MOVE, NEW, QUESTION, QUOTA, REMOVE, REQUIREMENT, TAKE_OFF, WEIGHTS, change,
    change_quota, change_requirement, criterion, exercise, new, new_with_strength, question, quota, remove,
    requirement, weights,
};
pub use needs::{NEEDS, needs, read_needs};
pub use panel::{
    CANDIDATE, DECLARE, ELIGIBLE, FREE, OF_QUOTA, SCORER, STAND_IN, TEXT, TIMETABLE, TRY, WITHDRAW, candidate, declare,
    eligible, free, of_quota, scorer, stand_in, text, timetable, try_marks, withdraw,
};
pub use parts::{Part, move_to, take_off};
pub use publish::{PUBLISH, UNPUBLISH, publish, publish_with, unpublish};
pub use score::{
    ANSWERS, HAND_IN, OPEN, Opening, PASSPHRASE, choose, draft, hand_in, keep_draft, open, take_answers, unlock,
};

pub use sheets::{KEY_CODE, SHEETS, freeze_sheets, key_code, key_sheet, key_sheet_by, may_key};

use super::model::{RoundId, Whole};
use super::store;
use crate::kit::{Problem, Result};
use crate::office::{Op, Tx};
use crate::t;

/// Every operation of rounds.
pub const OPS: &[&Op] = &[
    &NEW,
    &CHANGE,
    &REMOVE,
    &COPY,
    &CRITERION,
    &WEIGHTS,
    &QUESTION,
    &REQUIREMENT,
    &QUOTA,
    &EXERCISE,
    &MOVE,
    &TAKE_OFF,
    &SCORER,
    &STAND_IN,
    &CANDIDATE,
    &WITHDRAW,
    &TEXT,
    &NEEDS,
    &ELIGIBLE,
    &OF_QUOTA,
    &DECLARE,
    &TRY,
    &FREE,
    &TIMETABLE,
    &PUBLISH,
    &UNPUBLISH,
    &PASSPHRASE,
    &HAND_IN,
    &ANSWERS,
    &SHEETS,
    &KEY_CODE,
    &OPEN,
    &MODERATE,
    &DECIDE,
    &TELL,
    &ENDORSE,
    &UNENDORSE,
    &HAND_OVER,
    &PURGE,
];

/// A round that is not published.
fn draft_of(tx: &Tx<'_>, id: RoundId) -> Result<Whole> {
    let whole = store::whole(tx.conn(), id)?;
    match &whole.round.published {
        None => Ok(whole),
        Some(published) => Err(Problem::input(t!(
            "The round “{name}” was published on {day}, and what was published stays. Nothing was changed",
            name = whole.round.new.name,
            day = crate::kit::day::long(published.on)
        ))
        .hint(t!("Withdraw the publication with the reason while no card came in, or make a new round from it"))),
    }
}

/// A round that is not opened.
fn sealed(tx: &Tx<'_>, id: RoundId) -> Result<Whole> {
    let whole = store::whole(tx.conn(), id)?;
    if whole.round.opened.is_none() {
        return Ok(whole);
    }
    Err(Problem::input(t!(
        "The round “{name}” was opened, so this stays. Nothing was changed",
        name = whole.round.new.name
    ))
    .hint(t!("Make a new round from it")))
}

/// A round that is published and not opened.
fn scoring(whole: Whole) -> Result<Whole> {
    if whole.round.published.is_none() {
        return Err(Problem::input(t!("The round “{name}” is not published", name = whole.round.new.name))
            .hint(t!("Publish it first: criteria, weights and the way of deciding are frozen before anybody scores")));
    }
    if whole.round.opened.is_some() {
        return Err(Problem::input(t!(
            "The round “{name}” was opened. Nothing was changed",
            name = whole.round.new.name
        )));
    }
    Ok(whole)
}

/// A reason that must be given.
fn reason<'a>(why: &'a str, what: &str) -> Result<&'a str> {
    let why = why.trim();
    if why.is_empty() { Err(Problem::input(t!("{what}. Nothing was changed", what = what))) } else { Ok(why) }
}
