//! The count's end: another round, the declared result, and making it void.

use super::{open_one, reason};
use crate::elections::model::{ElectionId, Outcome, ResultId, Step};
use crate::elections::store;
use crate::kit::{Problem, Result, day};
use crate::meetings::model::{DecisionId, MeetingId};
use crate::office::{Done, Office, Op, OpId, Reach, Tx, Undo, mark_compensated};
use crate::{meetings, t};

/// Opens the next round of exhaustive ballots.
pub static ROUND: Op = Op {
    key: "elections.round",
    says: "Open the next round",
    undo: Undo::Reverse,
    reach: Reach::Command("elections round"),
};

/// Declares the result: from then on nothing of the election changes.
pub static DECLARE: Op = Op {
    key: "elections.declare",
    says: "Declare result",
    undo: Undo::Compensate {
        by: void_step,
        leaves: "The election is open again; that a result was declared stays in the book, with your reason",
    },
    reach: Reach::Command("elections declare"),
};

/// Makes a declared result void.
pub static VOID: Op = Op {
    key: "elections.void",
    says: "Make result void",
    undo: Undo::Final("a result that was made void is declared anew by declaring it"),
    reach: Reach::Command("elections void"),
};

/// Opens the next round, without who had fewest.
///
/// # Errors
/// When the last round decided it, is not counted, or hangs on a lot.
pub fn next_round(office: &mut Office, of: ElectionId) -> Result<Done<Vec<String>>> {
    office.transact(&ROUND, |tx| {
        let whole = open_one(tx, of)?;
        let outcome = whole.outcome()?;
        if whole.step() != Step::NextRound {
            return Err(Problem::input(t!("No further round is needed. Nothing was changed")));
        }
        undrawn(&outcome)?;
        let standing = whole.next_standing(&outcome);
        let number = whole.round().map_or(0, |round| round.number) + 1;
        store::add_round(tx.conn(), tx.new_id(), of, number, &standing)?;
        let names: Vec<String> = standing.iter().map(|place| whole.name_at(*place)).collect();
        tx.say(t!(
            "Round {number} for {post}: {names}",
            number = number,
            post = whole.election.new.post,
            names = names.join(", ")
        ));
        Ok(names)
    })
}

fn undrawn(outcome: &Outcome) -> Result<()> {
    if outcome.undrawn() == 0 {
        return Ok(());
    }
    Err(Problem::input(t!("A tie can only be decided by lot, and none was drawn. Nothing was declared"))
        .hint(t!("Draw the lot for ties; it is kept, and a recount uses it again")))
}

/// Declares what the papers count to.
///
/// # Errors
/// When they cannot be counted yet, or a tie waits for a lot.
pub fn declare(office: &mut Office, of: ElectionId) -> Result<Done<ResultId>> {
    office.transact(&DECLARE, |tx| {
        let whole = open_one(tx, of)?;
        let outcome = whole.outcome()?;
        if whole.step() == Step::NextRound {
            return Err(Problem::input(t!("The last round decided nothing. Nothing was declared"))
                .hint(t!("Open the next round")));
        }
        undrawn(&outcome)?;
        let json = serde_json::to_string(&outcome)
            .map_err(|e| Problem::defect(t!("The result could not be kept. Nothing was declared")).because(e))?;
        let id = ResultId(tx.new_id());
        let hash = store::outcome_hash(&json);
        store::add_result(tx.conn(), id, of, (tx.today(), tx.who()), (&json, &hash), tx.op().0)?;
        tx.say(t!("Result for {post}: {says}", post = whole.election.new.post, says = whole.says(&outcome)));
        Ok(id)
    })
}

/// Puts a declared result into the register of decisions and the minutes of a meeting, as a step of that meeting: under the item
/// of elections, where there is one. It takes the place of what was minuted of results that are void.
///
/// # Errors
/// When no result stands, it is in the register already, or the minutes of the meeting are approved.
pub fn minute(office: &mut Office, of: ElectionId, at: MeetingId) -> Result<Done<DecisionId>> {
    office.transact(&meetings::ops::DECIDE, |tx| minute_in(tx, of, at))
}

fn minute_in(tx: &Tx<'_>, of: ElectionId, at: MeetingId) -> Result<DecisionId> {
    let whole = store::whole(tx.conn(), of)?;
    let post = &whole.election.new.post;
    let Some(declared) = whole.declared() else {
        return Err(Problem::input(t!("No result for {post} was declared", post = post)));
    };
    let minuted = store::minuted(tx.conn(), of)?;
    if let Some((_, known)) = minuted.iter().find(|(result, _)| *result == declared.id) {
        let known = meetings::store::decision(tx.conn(), *known)?;
        return Err(Problem::input(t!(
            "The result for {post} is decision {number} of {body} already. Nothing was recorded",
            post = post,
            number = known.number,
            body = known.body_name
        ))
        .hint(t!("Undo takes it out of the minutes; a result that is declared anew takes its place")));
    }
    let text = t!(
        "Election of {post}, declared on {day}: {says} (SHA-256 {hash}…)",
        post = post,
        day = day::long(declared.on),
        says = whole.says(&declared.outcome),
        hash = declared.hash.get(..16).unwrap_or_default()
    );
    let record = meetings::store::record(tx.conn(), at)?;
    let item = record.election_item().or_else(|| record.current()).map(|item| item.id);
    let decision = meetings::ops::decide_in(tx, &record, item, &text)?;
    let older: Vec<DecisionId> = minuted.into_iter().map(|(_, older)| older).collect();
    meetings::ops::supersede_in(tx, &older, decision)?;
    store::add_minuted(tx.conn(), tx.new_id(), declared.id, decision)?;
    Ok(decision)
}

fn void_in(tx: &Tx<'_>, of: ElectionId, why: &str) -> Result<()> {
    let why = reason(why, t!("Say why the result is void"))?;
    let whole = store::whole(tx.conn(), of)?;
    let post = &whole.election.new.post;
    let Some(declared) = whole.declared() else {
        return Err(Problem::input(t!("No result for {post} stands. Nothing was changed", post = post)));
    };
    store::void_result(tx.conn(), declared.id, tx.today(), tx.who(), why)?;
    let mut says = t!("The result for {post} is void: {why}", post = post, why = why);
    for (_, decision) in store::minuted(tx.conn(), of)?.into_iter().filter(|(result, _)| *result == declared.id) {
        let gone = t!("the result was made void: {why}", why = why);
        meetings::ops::withdraw_decision_in(tx, decision, &gone)?;
        let number = meetings::store::decision(tx.conn(), decision)?.number;
        says.push_str(&t!(". Decision {number} no longer stands", number = number));
    }
    tx.say(says);
    Ok(())
}

/// Makes the result that stands void, with the reason. It stays in the book, and the election is open again.
///
/// # Errors
/// When none stands, or no reason is given.
pub fn void(office: &mut Office, of: ElectionId, why: &str) -> Result<Done<()>> {
    office.transact(&VOID, |tx| void_in(tx, of, why))
}

/// What undoing a declaration is.
fn void_step(office: &mut Office, op: OpId, why: &str) -> Result<OpId> {
    let done = office.transact(&VOID, |tx| {
        let of = store::declared_in(tx.conn(), op.0)?
            .ok_or_else(|| Problem::input(t!("This result is void already. Nothing was changed")))?;
        void_in(tx, of, why)?;
        mark_compensated(tx, op)
    })?;
    done.op.ok_or_else(|| Problem::defect("The result was not made void"))
}
