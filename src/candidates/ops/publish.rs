//! A round is published: what it asks and how it decides is frozen and hashed before anybody scores.

use super::{draft_of, reason, scoring};
use crate::candidates::model::{Published, RoundId, published, sum};
use crate::candidates::store;
use crate::kit::{Problem, Result};
use crate::office::key::hex;
use crate::office::{Done, Office, Op, OpId, Reach, Tx, Undo, mark_compensated};
use crate::t;

/// Publishes a round.
pub static PUBLISH: Op = Op {
    key: "candidates.publish",
    says: "Publish round",
    undo: Undo::Compensate {
        by: unpublish_step,
        leaves: "The round can be changed again; that it was published, with which hash, stays in the history",
    },
    reach: Reach::Command("candidates publish"),
};

/// Withdraws a publication.
pub static UNPUBLISH: Op = Op {
    key: "candidates.unpublish",
    says: "Withdraw publication",
    undo: Undo::Final("what was withdrawn is published anew by publishing it"),
    reach: Reach::Command("candidates unpublish"),
};

/// Publishes a round: draws the seed of its orders and freezes the rest. Answers with the hash.
///
/// # Errors
/// When something is missing that has to stand before anybody scores.
pub fn publish(office: &mut Office, id: RoundId) -> Result<Done<String>> {
    publish_with(office, id, None)
}

/// The same with a seed that was agreed or drawn in front of everybody.
///
/// # Errors
/// As [`publish`].
pub fn publish_with(office: &mut Office, id: RoundId, seed: Option<&str>) -> Result<Done<String>> {
    office.transact(&PUBLISH, |tx| {
        let whole = draft_of(tx, id)?;
        let missing = whole.missing();
        if let Some((first, rest)) = missing.split_first() {
            let problem = Problem::input(t!("{first}. The round was not published", first = first));
            return Err(if rest.is_empty() { problem } else { problem.hint(rest.join(". ")) });
        }
        let seed = match seed.map(str::trim).filter(|seed| !seed.is_empty()) {
            Some(seed) => seed.to_owned(),
            None => hex(&tx.random::<16>()?),
        };
        store::set_seed(tx.conn(), id, &seed)?;
        let whole = store::whole(tx.conn(), id)?;
        let text = published(&whole);
        let sum = sum(&text);
        let new = Published { on: tx.today(), by: tx.who().to_owned(), text, sum: sum.clone() };
        store::set_published(tx.conn(), id, Some(&new), Some(tx.op().0))?;
        tx.say(t!("Published the round for {name}: SHA-256 {sum}", name = whole.round.new.name, sum = sum));
        Ok(sum)
    })
}

fn unpublish_in(tx: &Tx<'_>, id: RoundId, why: &str) -> Result<()> {
    let why = reason(why, t!("Say why the publication is withdrawn"))?;
    let whole = scoring(store::whole(tx.conn(), id)?)?;
    if !whole.cards.is_empty() {
        return Err(Problem::input(t!(
            "Cards came in for this round, so what was published stays. Nothing was changed"
        ))
        .hint(t!("Make a new round from it")));
    }
    store::set_published(tx.conn(), id, None, None)?;
    tx.say(t!("Withdrew the publication of {name}: {why}", name = whole.round.new.name, why = why));
    Ok(())
}

/// Withdraws a publication while no card came in, with the reason.
///
/// # Errors
/// When one did, or no reason is given.
pub fn unpublish(office: &mut Office, id: RoundId, why: &str) -> Result<Done<()>> {
    office.transact(&UNPUBLISH, |tx| unpublish_in(tx, id, why))
}

/// What undoing a publication is.
fn unpublish_step(office: &mut Office, op: OpId, why: &str) -> Result<OpId> {
    let done = office.transact(&UNPUBLISH, |tx| {
        let id = store::published_in(tx.conn(), op.0)?
            .ok_or_else(|| Problem::input(t!("This publication was withdrawn already. Nothing was changed")))?;
        unpublish_in(tx, id, why)?;
        mark_compensated(tx, op)
    })?;
    done.op.ok_or_else(|| Problem::defect("The publication was not withdrawn"))
}
