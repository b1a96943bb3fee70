//! Voiding and reissuing. A void number stays, with its reason; a new receipt names the one it replaces.

use rusqlite::Connection;

use super::issue::Numbers;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, OpId, Reach, Undo, mark_compensated};
use crate::receipts::model::{EntryId, Plan, Receipt, ReceiptId, Status};
use crate::receipts::store;
use crate::t;

/// Voids a receipt.
pub static VOID: Op = Op {
    key: "receipts.void",
    says: "Void receipt",
    undo: Undo::Final("a void receipt stays void; issue a new one for its donations"),
    reach: Reach::Command("receipts void"),
};

/// How an issue is taken back.
pub(super) const VOIDED: Undo = Undo::Compensate {
    by: void_issued,
    leaves: "What was issued stays in the book, void, with your reason. That is final: redo does not bring it back; issue it \
             again instead",
};

/// Voids a receipt and issues another in its place.
pub static REISSUE: Op = Op {
    key: "receipts.reissue",
    says: "Reissue receipt",
    undo: Undo::Compensate {
        by: void_issued,
        leaves: "The new receipt becomes void, with your reason, and the one that it replaced stays void as well: their \
                 donations then stand on no receipt until you issue another",
    },
    reach: Reach::Command("receipts reissue"),
};

/// The number that became void, and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reissued {
    pub old: String,
    pub new: String,
    pub receipt: ReceiptId,
}

fn reason_of(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Problem::input(t!("A receipt is voided with a reason. Nothing was changed"))
            .hint(t!("Say why, for whoever looks at the books later")));
    }
    Ok(reason)
}

/// Voids a receipt: its number stays, its donations can be receipted again.
///
/// # Errors
/// When there is no such number, it is void already, or no reason is given.
pub fn void(office: &mut Office, number: &str, reason: &str) -> Result<Done<Receipt>> {
    let reason = reason_of(reason)?;
    office.transact(&VOID, |tx| {
        let receipt = store::find(tx.conn(), number)?;
        if receipt.status == Status::Void {
            return Err(Problem::input(t!(
                "Receipt {number} is void already. Nothing was changed",
                number = receipt.number
            )));
        }
        store::void(tx, receipt.id, reason)?;
        tx.say(t!("Receipt {number} void: {reason}", number = receipt.number, reason = reason));
        store::find(tx.conn(), &receipt.number)
    })
}

/// Voids a receipt, if it still stands, and issues another for the same donations, with what register and settings say now.
/// The new one names the old.
///
/// # Errors
/// When it was replaced already, no reason is given, or its donations can no longer be receipted together.
pub fn reissue(office: &mut Office, number: &str, reason: &str) -> Result<Done<Reissued>> {
    let reason = reason_of(reason)?;
    office.transact(&REISSUE, |tx| {
        let conn = tx.conn();
        let old = store::find(conn, number)?;
        if let Some(newer) = &old.replaced_by {
            return Err(Problem::input(t!(
                "Receipt {old} was replaced by {newer} already. Nothing was changed",
                old = old.number,
                newer = newer
            ))
            .hint(t!("Reissue the newer one")));
        }
        let sheet = store::sheet(conn, old.id)?.sheet;
        if old.status == Status::Issued {
            store::void(tx, old.id, reason)?;
        }
        let entries: Vec<EntryId> = sheet.lines.iter().map(|line| line.entry).collect();
        let plan = store::again(conn, old.kind, old.for_year, &entries, tx.today())?;
        let [draft] = plan.drafts.as_slice() else { return Err(none_left(conn, &old, &plan)?) };
        let mut numbers = Numbers::begin(tx, old.kind, 1)?;
        let (receipt, new) = numbers.issue(draft, old.for_year, None, Some(&old))?;
        numbers.end()?;
        tx.say(t!("Receipt {new} in place of {old}: {reason}", new = new, old = old.number, reason = reason));
        Ok(Reissued { old: old.number, new, receipt })
    })
}

/// Why nothing can take the place of a receipt.
fn none_left(conn: &Connection, old: &Receipt, plan: &Plan) -> Result<Problem> {
    let entries = plan.left_out.iter().flat_map(|left| &left.entries);
    for entry in entries {
        if let Some(number) = store::standing_on(conn, entry.entry)? {
            return Ok(Problem::input(t!(
                "What receipt {old} was for stands on receipt {number} now. Nothing was changed",
                old = old.number,
                number = number
            ))
            .hint(t!("Reissue {number} if something on it is wrong", number = number)));
        }
    }
    let reason = plan.left_out.first().map(|left| left.reason);
    let problem = Problem::input(match reason {
        Some(reason) => t!(
            "The donations of receipt {number} get no receipt any more: {reason}. Nothing was changed",
            number = old.number,
            reason = reason.label().to_lowercase()
        ),
        None => t!("The donations of receipt {number} are gone. Nothing was changed", number = old.number),
    });
    Ok(match (old.status, reason) {
        (Status::Issued, _) => problem.hint(t!("Void receipt {number} instead of reissuing it", number = old.number)),
        (Status::Void, Some(reason)) => problem.hint(reason.what_to_do()),
        (Status::Void, None) => problem,
    })
}

/// What undoing an issue is: every receipt of that step which still stands becomes void, with the reason.
pub(super) fn void_issued(office: &mut Office, op: OpId, reason: &str) -> Result<OpId> {
    let reason = reason_of(reason)?;
    let done = office.transact(&VOID, |tx| {
        let receipts = store::standing_of(tx.conn(), op)?;
        tx.expect(u64::try_from(receipts.len()).unwrap_or(0));
        for (at, id) in receipts.iter().enumerate() {
            if at.is_multiple_of(100) {
                tx.progress(u64::try_from(at).unwrap_or(0))?;
            }
            store::void(tx, *id, reason)?;
        }
        mark_compensated(tx, op)?;
        tx.say(match receipts.as_slice() {
            [one] => {
                let sheet = store::sheet(tx.conn(), *one)?.sheet;
                let number = sheet.number;
                match sheet.replaces {
                    None => t!("Receipt {number} void: {reason}", number = number, reason = reason),
                    Some(old) => t!(
                        "Receipt {number} void, and {old}, which it replaced, stays void: {reason}",
                        number = number,
                        old = old.number,
                        reason = reason
                    ),
                }
            }
            many => t!("Voided the {count} receipts of that step: {reason}", count = many.len(), reason = reason),
        });
        Ok(())
    })?;
    done.op.ok_or_else(|| Problem::defect("The void was not recorded"))
}
