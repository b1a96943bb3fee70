//! What is done with elections, each thing once for window and command line.

mod election;
mod nominate;
mod papers;
mod result;

pub use election::{CHANGE, NEW, REMOVE, ROLL, UNROLL, change, freeze_roll, new, remove, thaw_roll};
pub use nominate::{
    CLOSE, CONSENT, EDIT, LEAVE_OUT, LOT, NOMINATE, OPEN, WITHDRAW, close, consent, draw, edit, nominate, nominate_in,
    open, withdraw,
};
pub use papers::{
    ACCOUNT, CORRECT, ENTER, IMPORT, MARK, PRINT, SETTLE, account, correct, enter, import, mark, print, settle,
};
pub use result::{DECLARE, ROUND, VOID, declare, minute, next_round, void};

use super::model::{ElectionId, Whole};
use super::store;
use crate::kit::{Problem, Result};
use crate::office::{Op, Tx};
use crate::t;

/// Every operation of elections.
pub const OPS: &[&Op] = &[
    &NEW, &CHANGE, &REMOVE, &ROLL, &UNROLL, &NOMINATE, &EDIT, &CONSENT, &WITHDRAW, &CLOSE, &OPEN, &LOT, &PRINT,
    &ACCOUNT, &MARK, &ENTER, &CORRECT, &IMPORT, &SETTLE, &ROUND, &DECLARE, &VOID,
];

/// An election that may still be changed.
fn open_one(tx: &Tx<'_>, id: ElectionId) -> Result<Whole> {
    let whole = store::whole(tx.conn(), id)?;
    if whole.declared().is_some() {
        return Err(Problem::input(t!(
            "The result of the election of {post} was declared. Nothing was changed",
            post = whole.election.new.post
        ))
        .hint(t!("Make the result void first, with the reason; it stays in the book")));
    }
    Ok(whole)
}

/// An election whose nominations are open.
fn nominating(tx: &Tx<'_>, id: ElectionId) -> Result<Whole> {
    let whole = open_one(tx, id)?;
    match whole.election.closed {
        None => Ok(whole),
        Some(_) => Err(Problem::input(t!(
            "Nominations for {post} are closed. Nothing was changed",
            post = whole.election.new.post
        ))
        .hint(t!("Open them again first, if your rules allow that"))),
    }
}

/// A reason that must be given.
fn reason<'a>(why: &'a str, what: &str) -> Result<&'a str> {
    let why = why.trim();
    if why.is_empty() { Err(Problem::input(t!("{what}. Nothing was changed", what = what))) } else { Ok(why) }
}
