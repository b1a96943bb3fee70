//! Putting entries right: a change while nothing rests on one, else a reversal; money given back.

use super::record::{put, sentence, work_out};
use crate::kit::{Day, Money, Problem, Result, day};
use crate::ledger::model::{Entry, EntryId, EntryKind, NewEntry, Split, reversed};
use crate::ledger::store::{self, NewRow};
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Changes an entry that nothing rests on.
pub static CHANGE: Op = Op {
    key: "ledger.change_entry",
    says: "Change entry",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly("an entry is looked at while it is changed; a command reverses it and records another"),
};

/// Takes an entry back by its opposite.
pub static REVERSE: Op = Op {
    key: "ledger.reverse_entry",
    says: "Reverse entry",
    undo: Undo::Reverse,
    reach: Reach::Command("ledger reverse"),
};

/// Reverses an entry and records the right one in its place, both linked.
pub static CORRECT: Op = Op {
    key: "ledger.correct_entry",
    says: "Correct entry",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly(
        "the right entry is typed beside the wrong one; a command reverses it and records another",
    ),
};

/// Gives money back.
pub static REFUND: Op = Op {
    key: "ledger.refund_entry",
    says: "Record refund",
    undo: Undo::Reverse,
    reach: Reach::Command("ledger refund"),
};

/// Changes an entry in place.
///
/// # Errors
/// When it is locked, reversed or a reversal, when refunds would be more than the new amount, or when its batch's total
/// would no longer hold.
pub fn change(office: &mut Office, id: EntryId, new: &NewEntry) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let before = store::entry(tx.conn(), id)?;
        may_change(tx, &before, new)?;
        let mut usual = store::usual(tx.conn())?;
        // Where the form says no account, the entry stays where it is.
        if let Some(account) = before.account() {
            (usual.bank, usual.cash, usual.service) = (Some(account), None, None);
        }
        let posting = work_out(tx, new, &usual, Some(&before))?;
        if before.batch.is_some() && (posting.amount != before.amount || !same_account(&before, &posting.lines)) {
            return Err(Problem::input(t!(
                "This entry is part of a batch, whose total would no longer hold. Nothing was changed"
            ))
            .hint(t!("Correct the entry instead: a reversal and the right one, linked")));
        }
        if let Some(by) = before.held.first()
            && !same_money(&before.lines, &posting.lines)
        {
            return Err(Problem::input(t!(
                "The money of this entry stands on the {by}, so its amount and account stay. Nothing was changed",
                by = by
            ))
            .hint(t!("Free it there first, or correct the entry: a reversal and the right one, linked")));
        }
        store::update(tx.conn(), &before, new, &posting, &|| tx.new_id())?;
        tx.say(t!("Changed: {what}", what = sentence(tx, new)?));
        Ok(())
    })
}

fn same_account(before: &Entry, lines: &[crate::ledger::model::EntryLine]) -> bool {
    let of = |lines: &[crate::ledger::model::EntryLine]| lines.iter().find_map(|l| l.account);
    of(&before.lines) == of(lines)
}

/// Whether the same amounts move in the same accounts.
fn same_money(before: &[crate::ledger::model::EntryLine], after: &[crate::ledger::model::EntryLine]) -> bool {
    let moved = |lines: &[crate::ledger::model::EntryLine]| {
        let mut all: Vec<_> = lines.iter().filter_map(|l| Some((l.account?, l.amount))).collect();
        all.sort_unstable();
        all
    };
    moved(before) == moved(after)
}

fn may_change(tx: &Tx<'_>, before: &Entry, new: &NewEntry) -> Result<()> {
    let instead = t!("Correct the entry instead: a reversal and the right one, linked");
    if let Some(by) = before.locks.first() {
        return Err(Problem::input(t!("This entry is locked by {by}. Nothing was changed", by = by)).hint(instead));
    }
    if before.reverses.is_some() || before.reversed_by.is_some() {
        return Err(Problem::input(t!("This entry was reversed, so it stays as it is. Nothing was changed")));
    }
    let left = store::left_to_refund(tx.conn(), before)?;
    let refunded = before.amount.abs() - left;
    if !refunded.is_zero() && (new.kind != before.kind || new.amount < refunded) {
        return Err(Problem::input(t!(
            "Money of this entry was given back already, so its kind stays, and its amount is no less than that. Nothing was changed"
        )));
    }
    Ok(())
}

/// Reverses an entry on a day, with a reason. Locked entries too: that is how they are put right.
///
/// # Errors
/// When it was reversed already, is a reversal itself, has refunds, or the reason is empty.
pub fn reverse(office: &mut Office, id: EntryId, on: Day, reason: &str) -> Result<Done<EntryId>> {
    let reason = reason.trim();
    office.transact(&REVERSE, |tx| {
        let (reversal, new) = put_reversal(tx, id, on, reason)?;
        tx.say(t!("Reversed: {what} ({reason})", what = sentence(tx, &new)?, reason = reason));
        Ok(reversal)
    })
}

/// Reverses an entry and records `new` in its place.
///
/// # Errors
/// As [`reverse`] and [`super::record`].
pub fn correct(office: &mut Office, id: EntryId, new: &NewEntry, reason: &str) -> Result<Done<EntryId>> {
    let reason = reason.trim();
    office.transact(&CORRECT, |tx| {
        put_reversal(tx, id, tx.today(), reason)?;
        let usual = store::usual(tx.conn())?;
        let new = NewEntry { replaces: Some(id), batch: None, ..new.clone() };
        let right = put(tx, &new, &usual)?;
        tx.say(t!("Corrected: {what} ({reason})", what = sentence(tx, &new)?, reason = reason));
        Ok(right)
    })
}

fn put_reversal(tx: &Tx<'_>, id: EntryId, on: Day, reason: &str) -> Result<(EntryId, NewEntry)> {
    if reason.is_empty() {
        return Err(Problem::input(t!("A reversal needs a reason, which stays in the ledger")));
    }
    let entry = store::entry(tx.conn(), id)?;
    if entry.reversed_by.is_some() {
        return Err(Problem::input(t!("This entry was reversed already. Nothing was changed")));
    }
    if entry.reverses.is_some() {
        return Err(Problem::input(t!("This entry is a reversal itself. Nothing was changed"))
            .hint(t!("Record the entry again instead")));
    }
    if store::left_to_refund(tx.conn(), &entry)? != entry.amount.abs() {
        return Err(Problem::input(t!("Money of this entry was given back. Nothing was changed"))
            .hint(t!("Reverse the refund first, or refund the rest")));
    }
    if on < entry.received {
        return Err(Problem::input(t!(
            "A reversal does not lie before its entry, of {day}. Nothing was changed",
            day = day::short(entry.received)
        )));
    }
    day::happened(on, tx.today())?;
    store::free_on(tx.conn(), on)?;
    let posting = reversed(&entry);
    let reversal = EntryId(tx.new_id());
    let new = NewEntry {
        banked: None,
        person: entry.person,
        behalf_of: entry.behalf_of,
        payee: entry.payee.clone(),
        method: entry.method,
        reference: entry.reference.clone(),
        appeal: entry.appeal.clone(),
        note: reason.to_owned(),
        description: entry.description.clone(),
        valuation: entry.valuation.clone(),
        // The link of a refund stays with the refund alone, so that its reversal is not counted as one more.
        ..NewEntry::simple(entry.kind, on, entry.amount.abs())
    };
    let row = NewRow { id: reversal, entry: &new, posting: &posting, reverses: Some(id) };
    store::insert(tx.conn(), &row, &|| tx.new_id())?;
    Ok((reversal, new))
}

/// Gives back part or all of an entry.
///
/// # Errors
/// When it is more than what is left of the entry, or the entry has several parts and none is named.
pub fn refund(
    office: &mut Office,
    id: EntryId,
    amount: Money,
    on: Day,
    note: &str,
    splits: Vec<Split>,
) -> Result<Done<EntryId>> {
    office.transact(&REFUND, |tx| {
        let entry = store::entry(tx.conn(), id)?;
        if amount <= Money::ZERO {
            return Err(Problem::input(t!("A refund needs an amount above nothing")));
        }
        let simple = NewEntry::simple(EntryKind::Refund, on, amount);
        let new = NewEntry {
            person: entry.person,
            behalf_of: entry.behalf_of,
            payee: entry.payee.clone(),
            method: entry.method,
            // What is given back lessens what the appeal brought.
            appeal: entry.appeal.clone(),
            note: note.trim().to_owned(),
            refunds: Some(id),
            splits: if splits.is_empty() { simple.splits.clone() } else { splits },
            ..simple
        };
        let usual = store::usual(tx.conn())?;
        let refund = put(tx, &new, &usual)?;
        let currency = profile::get(tx.conn())?.currency;
        tx.say(match entry.who() {
            "" => t!("Refund of {amount}", amount = currency.show(amount)),
            who if entry.amount < Money::ZERO => {
                t!("Refund of {amount} from {who}", amount = currency.show(amount), who = who)
            }
            who => t!("Refund of {amount} to {who}", amount = currency.show(amount), who = who),
        });
        Ok(refund)
    })
}
