//! Finding that an account agrees with the bank, and taking that back.

use crate::bank::model::{Reconciliation, ReconciliationId, Reconciling, reconciliation_says};
use crate::bank::store;
use crate::kit::{Problem, Result, day};
use crate::ledger;
use crate::office::{Done, Office, Op, Reach, Undo, profile};
use crate::t;

/// Says that an account agrees with the bank up to a day.
pub static RECONCILE: Op = Op {
    key: "bank.reconcile",
    says: "Reconcile account",
    undo: Undo::Reverse,
    reach: Reach::Command("bank reconcile"),
};

/// Takes the last reconciliation of an account back.
pub static REOPEN: Op =
    Op { key: "bank.reopen", says: "Reopen reconciliation", undo: Undo::Reverse, reach: Reach::Command("bank reopen") };

/// Keeps that an account agrees with the bank, exactly as it was shown. Its lines and the entries on them are locked.
///
/// # Errors
/// When lines wait, there is a difference, or the office has changed since it was worked out; nothing was changed then.
pub fn reconcile(office: &mut Office, it: &Reconciling, note: &str) -> Result<Done<ReconciliationId>> {
    office.transact(&RECONCILE, |tx| {
        let conn = tx.conn();
        let currency = *profile::get(conn)?.currency;
        if ledger::store::generation(conn)? != it.generation {
            return Err(Problem::input(t!("The office has changed since this was worked out. Nothing was changed"))
                .hint(t!("Look at it again")));
        }
        it.agrees(|m| currency.show(m))?;
        let id = ReconciliationId(tx.new_id());
        store::insert_reconciliation(conn, id, it, note.trim())?;
        let says = reconciliation_says(&it.account_name, it.day);
        for movement in &it.brought {
            store::insert_brought(conn, tx.new_id(), id, movement)?;
            // What lies before the first statement is agreed only as a sum, so its words may still be put right.
            ledger::store::hold(conn, tx.new_id(), movement.entry, "bank_reconciliation", id.0, &says)?;
        }
        let mut entries: Vec<_> = store::entries_of(conn, id)?.into_iter().collect();
        entries.sort_unstable();
        for entry in entries {
            ledger::store::lock(conn, tx.new_id(), entry, "bank_reconciliation", id.0, &says)?;
        }
        tx.say(t!(
            "Reconciled {account} to {day}: {balance}",
            account = it.account_name,
            day = day::short(it.day),
            balance = currency.show(it.balance)
        ));
        Ok(id)
    })
}

/// Takes a reconciliation back: its lines and entries can be changed again.
///
/// # Errors
/// When a later one rests on it, or no reason is given.
pub fn reopen(office: &mut Office, id: ReconciliationId, reason: &str) -> Result<Done<Reconciliation>> {
    let reason = reason.trim();
    office.transact(&REOPEN, |tx| {
        if reason.is_empty() {
            return Err(Problem::input(t!("Reopening needs a reason, which stays in the history")));
        }
        let found = store::reconciliation(tx.conn(), id)?;
        if !found.last {
            return Err(Problem::input(t!(
                "A later reconciliation of “{account}” rests on this one. Nothing was changed",
                account = found.account_name
            ))
            .hint(t!("Reopen the later one first")));
        }
        ledger::store::unlock(tx.conn(), "bank_reconciliation", id.0)?;
        store::delete_reconciliation(tx.conn(), id)?;
        tx.say(t!("Reopened the {what} ({reason})", what = found.says(), reason = reason));
        Ok(found)
    })
}
