//! Recording an entry, and attaching a scan to it.

use std::path::Path;

use crate::kit::{Problem, Result, day};
use crate::ledger::model::{self, EntryId, EntryKind, NewEntry, Posting, Usual};
use crate::ledger::store::{self, NewRow, register};
use crate::office::attachments::{self, AttachmentId};
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people::{self, Details};
use crate::t;

/// Records one entry.
pub static RECORD: Op = Op {
    key: "ledger.record_entry",
    says: "Record entry",
    undo: Undo::Reverse,
    reach: Reach::Command("ledger record"),
};

/// Records an entry.
///
/// # Errors
/// When a refund is more than what is left of its entry, or an account or category is missing.
pub fn record(office: &mut Office, new: &NewEntry) -> Result<Done<EntryId>> {
    office.transact(&RECORD, |tx| {
        let usual = store::usual(tx.conn())?;
        let id = put(tx, new, &usual)?;
        tx.say(sentence(tx, new)?);
        Ok(id)
    })
}

/// Records an entry from somebody who comes new into the register with it.
///
/// # Errors
/// As [`record`], and when the name is empty.
pub fn record_from(office: &mut Office, person: &Details, new: &NewEntry) -> Result<Done<EntryId>> {
    office.transact(&RECORD, |tx| {
        let usual = store::usual(tx.conn())?;
        let donor = people::ops::insert(tx, person)?;
        let new = NewEntry { person: Some(donor), ..new.clone() };
        let id = put(tx, &new, &usual)?;
        tx.say(sentence(tx, &new)?);
        Ok(id)
    })
}

/// Records an entry of which a subject says in the same step what it is for, such as an instalment of a pledge.
///
/// # Errors
/// As [`record`], and what `came` answers; then nothing is recorded.
pub fn record_for(
    office: &mut Office,
    new: &NewEntry,
    came: &dyn Fn(&Tx<'_>, EntryId) -> Result<()>,
) -> Result<Done<EntryId>> {
    office.transact(&RECORD, |tx| {
        let usual = store::usual(tx.conn())?;
        let id = put(tx, new, &usual)?;
        came(tx, id)?;
        tx.say(sentence(tx, new)?);
        Ok(id)
    })
}

/// The same inside another operation: dues that are paid and said to be for something.
///
/// # Errors
/// As [`record`].
pub fn record_in(tx: &Tx<'_>, new: &NewEntry) -> Result<EntryId> {
    put(tx, new, &store::usual(tx.conn())?)
}

/// Attaches a scan of the cheque or the invoice to an entry.
///
/// # Errors
/// When there is no such entry, or the file is empty or too large.
pub fn attach(office: &mut Office, entry: EntryId, name: &str, bytes: &[u8]) -> Result<Done<AttachmentId>> {
    office.read(|conn| store::entry(conn, entry))?;
    attachments::attach(office, "entry", entry.0, name, bytes)
}

/// Attaches a scan that lies in a file to an entry.
///
/// # Errors
/// When there is no such entry, or as [`attachments::attach_scan`].
pub fn attach_scan(office: &mut Office, entry: EntryId, path: &Path) -> Result<Done<AttachmentId>> {
    office.read(|conn| store::entry(conn, entry))?;
    attachments::attach_scan(office, "entry", entry.0, path)
}

/// Writes an entry inside an operation.
pub(super) fn put(tx: &Tx<'_>, new: &NewEntry, usual: &Usual) -> Result<EntryId> {
    let posting = work_out(tx, new, usual, None)?;
    let id = EntryId(tx.new_id());
    let row = NewRow { id, entry: new, posting: &posting, reverses: None };
    store::insert(tx.conn(), &row, &|| tx.new_id())?;
    Ok(id)
}

/// The posting of an entry, proved. `changing` is the entry that it takes the place of, whose own refund does not count.
pub(super) fn work_out(tx: &Tx<'_>, new: &NewEntry, usual: &Usual, changing: Option<&model::Entry>) -> Result<Posting> {
    let refunded = match new.refunds {
        Some(id) if new.kind == EntryKind::Refund => {
            let entry = store::entry(tx.conn(), id)?;
            let mut left = store::left_to_refund(tx.conn(), &entry)?;
            if let Some(before) = changing.filter(|before| before.refunds == Some(id)) {
                left += before.amount.abs();
            }
            if new.amount > left {
                let currency = profile::get(tx.conn())?.currency;
                return Err(Problem::input(t!(
                    "Only {left} of this entry can still be given back. Nothing was recorded",
                    left = currency.show(left)
                )));
            }
            Some(entry)
        }
        _ => None,
    };
    let before = refunded.as_ref().filter(|entry| new.received < entry.received);
    let wrong =
        before.map(|entry| t!("Money is not given back before it came, on {day}", day = day::short(entry.received)));
    let wrong = wrong.or_else(|| Some(model::wrong_days(new.received, new.banked, tx.today())?.message));
    if let Some(wrong) = wrong {
        return Err(Problem::input(t!("{wrong}. Nothing was recorded", wrong = wrong)));
    }
    store::free_on(tx.conn(), new.received)?;
    let mut used: Vec<_> = new.account.into_iter().chain(new.to_account).collect();
    if let Some(before) = changing {
        used.retain(|account| !before.lines.iter().any(|line| line.account == Some(*account)));
    }
    for account in used {
        let account = store::account(tx.conn(), account)?;
        if account.closed {
            return Err(Problem::input(t!(
                "The account “{name}” is closed. Nothing was recorded",
                name = account.name
            )));
        }
    }
    let posting = model::post(new, usual, refunded.as_ref())?;
    model::prove(new.kind, &posting)?;
    Ok(posting)
}

/// `Donation of £25.00 from Ann Ali`, for the history.
pub(super) fn sentence(tx: &Tx<'_>, new: &NewEntry) -> Result<String> {
    let currency = profile::get(tx.conn())?.currency;
    let who = match new.person {
        Some(person) => register::name_of(tx.conn(), person)?,
        None => new.payee.clone(),
    };
    let (kind, amount) = (new.kind.label(), currency.show(new.amount));
    Ok(if who.is_empty() {
        t!("{kind} of {amount}", kind = kind, amount = amount)
    } else if new.kind.is_out() {
        t!("{kind} of {amount} to {who}", kind = kind, amount = amount, who = who)
    } else {
        t!("{kind} of {amount} from {who}", kind = kind, amount = amount, who = who)
    })
}
