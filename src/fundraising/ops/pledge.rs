//! Pledges: promised, changed, cancelled; and the donations that keep them.

use crate::fundraising::model::{Cancelled, EntryId, NewPledge, PersonId, Pledge, PledgeId, Rhythm, State};
use crate::fundraising::store;
use crate::kit::{Money, Problem, Result, day, text};
use crate::ledger;
use crate::ledger::model::{EntryKind, NewEntry};
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people::{self, Details};
use crate::t;

/// Records a pledge.
pub static ADD: Op = Op {
    key: "fundraising.pledge_add",
    says: "Record pledge",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges add"),
};

/// Changes what is recorded of a pledge.
pub static CHANGE: Op = Op {
    key: "fundraising.pledge_change",
    says: "Change pledge",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges change"),
};

/// Ends a pledge before its time.
pub static CANCEL: Op = Op {
    key: "fundraising.pledge_cancel",
    says: "Cancel pledge",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges cancel"),
};

/// Takes a cancelled pledge up again.
pub static RESUME: Op = Op {
    key: "fundraising.pledge_resume",
    says: "Take pledge up again",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges resume"),
};

/// Removes a pledge that was never one.
pub static REMOVE: Op = Op {
    key: "fundraising.pledge_remove",
    says: "Remove pledge",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges remove"),
};

/// Records instalments that came, as donations.
pub static RECEIVE: Op = Op {
    key: "fundraising.pledge_receive",
    says: "Record instalment",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges receive"),
};

/// Says that donations of the ledger were given towards pledges.
pub static LINK: Op = Op {
    key: "fundraising.pledge_link",
    says: "Count donation towards pledge",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("pledges match"),
};

/// Says that a donation was not given towards a pledge after all.
pub static UNLINK: Op = Op {
    key: "fundraising.pledge_unlink",
    says: "Take donation off pledge",
    undo: Undo::Reverse,
    reach: Reach::Command("pledges unmatch"),
};

/// `Pledge of £10.00 monthly from Ann Ali`.
fn in_words(tx: &Tx<'_>, name: &str, new: &NewPledge) -> Result<String> {
    let amount = profile::get(tx.conn())?.currency.show(new.amount);
    Ok(match new.rhythm {
        Rhythm::Once => t!("Pledge of {amount} from {name}", amount = amount, name = name),
        rhythm => t!(
            "Pledge of {amount} {rhythm} from {name}",
            amount = amount,
            rhythm = rhythm.label().to_lowercase(),
            name = name
        ),
    })
}

fn put(tx: &Tx<'_>, person: PersonId, new: &NewPledge) -> Result<PledgeId> {
    let name = people::store::get(tx.conn(), person)?.details.name;
    let id = PledgeId(tx.new_id());
    store::insert_pledge(tx.conn(), id, person, new)?;
    tx.say(in_words(tx, &name, new)?);
    Ok(id)
}

/// Records a pledge of somebody in the register.
///
/// # Errors
/// When there is no such person.
pub fn add(office: &mut Office, person: PersonId, new: &NewPledge) -> Result<Done<PledgeId>> {
    office.transact(&ADD, |tx| put(tx, person, new))
}

/// Records a pledge of somebody who comes into the register with it.
///
/// # Errors
/// When the name is empty.
pub fn add_new(office: &mut Office, person: &Details, new: &NewPledge) -> Result<Done<PledgeId>> {
    office.transact(&ADD, |tx| {
        let person = people::ops::insert(tx, person)?;
        put(tx, person, new)
    })
}

/// Changes amount, rhythm, days and the rest. What came already counts towards the instalments as they are now.
///
/// # Errors
/// When there is no such pledge.
pub fn change(office: &mut Office, id: PledgeId, new: &NewPledge) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let pledge = store::pledge(tx.conn(), id)?;
        store::update_pledge(tx.conn(), id, new)?;
        tx.say(t!("Changed: {what}", what = in_words(tx, &pledge.name, new)?));
        Ok(())
    })
}

/// Ends a pledge: instalments from a day on are expected no longer.
///
/// # Errors
/// When it is cancelled already.
pub fn cancel(office: &mut Office, id: PledgeId, cancelled: &Cancelled) -> Result<Done<()>> {
    office.transact(&CANCEL, |tx| {
        let pledge = store::pledge(tx.conn(), id)?;
        if pledge.cancelled.is_some() {
            return Err(Problem::input(t!("This pledge is cancelled already. Nothing was changed")));
        }
        let cancelled = Cancelled { on: cancelled.on, why: cancelled.why.trim().to_owned() };
        store::cancel_pledge(tx.conn(), id, Some(&cancelled))?;
        let what = in_words(tx, &pledge.name, &pledge.terms)?;
        let on = day::short(cancelled.on);
        tx.say(if cancelled.why.is_empty() {
            t!("Cancelled from {day}: {what}", day = on, what = what)
        } else {
            t!("Cancelled from {day}: {what} ({why})", day = on, what = what, why = cancelled.why)
        });
        Ok(())
    })
}

/// Takes a cancelled pledge up again, as if it had not been cancelled.
///
/// # Errors
/// When it is not cancelled.
pub fn resume(office: &mut Office, id: PledgeId) -> Result<Done<()>> {
    office.transact(&RESUME, |tx| {
        let pledge = store::pledge(tx.conn(), id)?;
        if pledge.cancelled.is_none() {
            return Err(Problem::input(t!("This pledge is not cancelled. Nothing was changed")));
        }
        store::cancel_pledge(tx.conn(), id, None)?;
        tx.say(t!("Taken up again: {what}", what = in_words(tx, &pledge.name, &pledge.terms)?));
        Ok(())
    })
}

/// Removes a pledge that was recorded by mistake.
///
/// # Errors
/// When something was given towards it: then it was one, and is cancelled instead.
pub fn remove(office: &mut Office, id: PledgeId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let pledge = store::pledge(tx.conn(), id)?;
        if !pledge.gifts.is_empty() {
            return Err(Problem::input(t!(
                "Something was given towards this pledge, so it stays. Nothing was changed"
            ))
            .hint(t!("Cancel it instead, or take the donations off it first")));
        }
        store::delete_pledge(tx.conn(), id)?;
        tx.say(t!("Removed: {what}", what = in_words(tx, &pledge.name, &pledge.terms)?));
        Ok(())
    })
}

/// What a donation that keeps a pledge is recorded as: the next open instalment, as it was promised.
pub fn instalment(pledge: &Pledge, on: crate::kit::Day) -> NewEntry {
    let amount = pledge.schedule(on).next().map_or(pledge.terms.amount, |next| next.left());
    NewEntry {
        method: pledge.terms.method,
        reference: pledge.terms.reference.clone(),
        appeal: pledge.terms.appeal.clone(),
        ..NewEntry::simple(EntryKind::Donation, on, amount).from(pledge.person)
    }
}

/// Records instalments that came, each as a donation of whoever promised it, in one step.
///
/// # Errors
/// As for an entry of the ledger; when a pledge is cancelled on that day, or an entry is no donation.
pub fn receive(office: &mut Office, came: &[(PledgeId, NewEntry)]) -> Result<Done<Vec<EntryId>>> {
    office.transact(&RECEIVE, |tx| {
        let mut entries = Vec::with_capacity(came.len());
        let mut total = Money::ZERO;
        let mut only = String::new();
        for (id, new) in came {
            let pledge = store::pledge(tx.conn(), *id)?;
            if new.kind != EntryKind::Donation {
                return Err(Problem::defect(t!("Only a donation keeps a pledge")));
            }
            let new = NewEntry { person: Some(pledge.person), ..new.clone() };
            let entry = ledger::ops::record_in(tx, &new)?;
            link_in(tx, *id, entry, new.amount)?;
            entries.push(entry);
            total += new.amount;
            only = pledge.name;
        }
        let total = profile::get(tx.conn())?.currency.show(total);
        tx.say(if let [_] = came {
            t!("Instalment of {total} from {name}", total = total, name = only)
        } else {
            let count = text::plural(came.len(), t!("instalment"), t!("instalments"));
            t!("{count}, {total} together", count = count, total = total)
        });
        Ok(entries)
    })
}

/// Says inside another operation that an entry, or a part of it, was given towards a pledge: what a bank's line turned out
/// to be.
///
/// # Errors
/// When the entry is no donation that stands, or not so much of it is left to be for a pledge.
pub fn link_in(tx: &Tx<'_>, pledge: PledgeId, entry: EntryId, amount: Money) -> Result<()> {
    let conn = tx.conn();
    let (pledge, found) = (store::pledge(conn, pledge)?, ledger::store::entry(conn, entry)?);
    if found.kind != EntryKind::Donation || found.reverses.is_some() || found.reversed_by.is_some() {
        return Err(Problem::input(t!("That entry is no donation that stands. Nothing was changed")));
    }
    if pledge.schedule(found.received).state == State::Cancelled {
        return Err(Problem::input(t!(
            "The pledge of {name} was cancelled before that day. Nothing was changed",
            name = pledge.name
        ))
        .hint(t!("Take the pledge up again first")));
    }
    let left = ledger::store::left_to_refund(conn, &found)? - store::said_of(conn, entry)?;
    if amount <= Money::ZERO || amount > left {
        let currency = profile::get(conn)?.currency;
        return Err(Problem::input(t!(
            "Only {left} of that donation can be for a pledge. Nothing was changed",
            left = currency.show(left)
        )));
    }
    store::insert_share(conn, tx.new_id(), pledge.id, entry, amount)
}

/// Says that donations which are in the ledger already were given towards pledges.
///
/// # Errors
/// As [`link_in`]; then none is linked.
pub fn link(office: &mut Office, pairs: &[(PledgeId, EntryId, Money)]) -> Result<Done<()>> {
    office.transact(&LINK, |tx| {
        for (pledge, entry, amount) in pairs {
            link_in(tx, *pledge, *entry, *amount)?;
        }
        let total: Money = pairs.iter().map(|(_, _, amount)| *amount).sum();
        tx.say(t!(
            "{count} counted towards pledges, {total} together",
            count = text::plural(pairs.len(), t!("donation"), t!("donations")),
            total = profile::get(tx.conn())?.currency.show(total)
        ));
        Ok(())
    })
}

/// Takes a donation off a pledge; it stays in the ledger.
///
/// # Errors
/// When it was not counted towards it.
pub fn unlink(office: &mut Office, pledge: PledgeId, entry: EntryId) -> Result<Done<()>> {
    office.transact(&UNLINK, |tx| {
        let name = store::pledge(tx.conn(), pledge)?.name;
        if store::remove_share(tx.conn(), pledge, entry)? == 0 {
            return Err(Problem::input(t!("That donation is not counted towards this pledge. Nothing was changed")));
        }
        tx.say(t!("Took a donation off the pledge of {name}", name = name));
        Ok(())
    })
}
