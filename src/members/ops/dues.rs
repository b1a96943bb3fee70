//! Dues: the run, paying, waiving, and saying what a payment is for.

use crate::kit::{Money, Problem, Result, day};
use crate::ledger;
use crate::ledger::model::{EntryKind, NewEntry};
use crate::members::model::{ChargeId, DuesPlan, EntryId, Register, RunId};
use crate::members::store;
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Charges everybody what is owed for a time.
pub static RUN: Op =
    Op { key: "members.dues_run", says: "Make dues run", undo: Undo::ReverseKeep, reach: Reach::Command("dues run") };

/// Lets go of what somebody owes.
pub static WAIVE: Op =
    Op { key: "members.waive", says: "Waive dues", undo: Undo::Reverse, reach: Reach::Command("dues waive") };

/// Records a payment of dues.
pub static PAY: Op =
    Op { key: "members.pay", says: "Record dues paid", undo: Undo::Reverse, reach: Reach::Command("dues pay") };

/// Says what a payment that is in the ledger is for.
pub static SHARE: Op = Op {
    key: "members.share",
    says: "Say what dues are for",
    undo: Undo::Reverse,
    reach: Reach::Command("dues share"),
};

/// What a run made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    pub run: RunId,
    pub charges: usize,
    pub total: Money,
}

/// Makes exactly the charges that the plan shows.
///
/// # Errors
/// When there is nothing to charge, or when members, fees or settings changed since the plan was made.
pub fn run(office: &mut Office, plan: &DuesPlan) -> Result<Done<Ran>> {
    office.transact(&RUN, |tx| {
        let now = store::register(tx.conn())?.plan(plan.from, plan.to, plan.made, plan.lapsed);
        if now != *plan {
            return Err(Problem::input(t!("The office changed since this list was made, so nothing was charged"))
                .hint(t!("Look at the list again, then charge")));
        }
        if plan.charges.is_empty() {
            return Err(Problem::input(t!("There is nothing to charge for these days"))
                .hint(t!("The preview says why each member was left out")));
        }
        let run = RunId(tx.new_id());
        store::insert_run(tx.conn(), run, plan)?;
        tx.expect(u64::try_from(plan.charges.len()).unwrap_or(0));
        for (at, planned) in plan.charges.iter().enumerate() {
            if at.is_multiple_of(500) {
                tx.progress(u64::try_from(at).unwrap_or(0))?;
            }
            store::insert_charge(tx.conn(), ChargeId(tx.new_id()), planned, Some(run))?;
        }
        let currency = profile::get(tx.conn())?.currency;
        tx.say(t!(
            "Dues run {from} to {to}: {count}, {total} together",
            from = day::short(plan.from),
            to = day::short(plan.to),
            count = crate::kit::text::plural(plan.charges.len(), t!("charge"), t!("charges")),
            total = currency.show(plan.total())
        ));
        Ok(Ran { run, charges: plan.charges.len(), total: plan.total() })
    })
}

/// The register around a charge.
fn around(tx: &Tx<'_>, charge: ChargeId) -> Result<(Register, usize)> {
    let (person, _) = store::find_charge(tx.conn(), charge)?;
    let register = store::register_of(tx.conn(), person)?;
    let at = register.charges.iter().position(|c| c.id == charge);
    let at = at.ok_or_else(|| Problem::defect(t!("Dues that are there were not read")))?;
    Ok((register, at))
}

/// Lets go of what is left of a charge, with the reason.
///
/// # Errors
/// When nothing is owed for it any more, or no reason is given.
pub fn waive(office: &mut Office, charge: ChargeId, reason: &str) -> Result<Done<()>> {
    let reason = reason.trim();
    office.transact(&WAIVE, |tx| {
        if reason.is_empty() {
            return Err(Problem::input(t!("A waiver needs a reason, which stays in the register")));
        }
        let (register, at) = around(tx, charge)?;
        let (Some(found), Some(settled)) = (register.charges.get(at), register.settled.get(at)) else {
            return Err(Problem::defect(t!("Dues that are there were not read")));
        };
        if settled.on.is_some() {
            return Err(Problem::input(t!("Nothing is owed for that time any more. Nothing was changed")));
        }
        store::waive(tx.conn(), charge, tx.today(), tx.who(), reason)?;
        let currency = profile::get(tx.conn())?.currency;
        tx.say(t!(
            "Waived {sum} of {name} ({reason})",
            sum = currency.show(found.amount - settled.paid),
            name = register.name(found.member),
            reason = reason
        ));
        Ok(())
    })
}

/// Records dues that were paid, as an entry of the ledger. `shares` say what they are for; the rest settles the oldest first.
///
/// # Errors
/// As for an entry of the ledger, when the entry is not of kind dues, when it is for nobody who is a member, was one or has
/// applied, or more is said than was paid or is owed.
pub fn pay(office: &mut Office, new: &NewEntry, shares: &[(ChargeId, Money)]) -> Result<Done<EntryId>> {
    office.transact(&PAY, |tx| {
        if new.kind != EntryKind::Dues {
            return Err(Problem::defect(t!("Only dues are recorded as dues")));
        }
        settles_something(tx, new)?;
        let entry = ledger::ops::record_in(tx, new)?;
        said(tx, entry, new.amount, shares)?;
        let currency = profile::get(tx.conn())?.currency;
        let who = match new.person {
            Some(person) => ledger::store::register::name_of(tx.conn(), person)?,
            None => new.payee.clone(),
        };
        tx.say(t!("Dues of {amount} from {who}", amount = currency.show(new.amount), who = who));
        Ok(entry)
    })
}

/// Refuses dues that could never settle anything: the payer is no member and pays for none. Who has left may still pay what
/// they owe, and who has applied may pay ahead.
fn settles_something(tx: &Tx<'_>, new: &NewEntry) -> Result<()> {
    let name = |person| ledger::store::register::name_of(tx.conn(), person);
    if let Some(member) = new.behalf_of
        && !store::on_file(tx.conn(), member)?
    {
        return Err(Problem::input(t!(
            "{name} is no member, so there are no dues to pay for them",
            name = name(member)?
        ))
        .hint(t!("Nothing was recorded. Record them as a member first, or record the money as a donation")));
    }
    if let (Some(payer), None) = (new.person, new.behalf_of)
        && !store::pays_or_belongs(tx.conn(), payer)?
    {
        return Err(Problem::input(t!(
            "{name} is no member and pays for none, so there are no dues to settle",
            name = name(payer)?
        ))
        .hint(t!(
            "Nothing was recorded. Say for whom it is (--behalf), record them as a member first, or record the money as a donation"
        )));
    }
    Ok(())
}

/// Says that a part of a payment is for a charge, where it would not be by itself.
///
/// # Errors
/// When the entry is no dues, or more is said than is left of it or of the charge.
pub fn share(office: &mut Office, entry: EntryId, charge: ChargeId, amount: Money) -> Result<Done<()>> {
    office.transact(&SHARE, |tx| {
        let found = ledger::store::entry(tx.conn(), entry)?;
        if found.kind != EntryKind::Dues || found.reverses.is_some() || found.reversed_by.is_some() {
            return Err(Problem::input(t!("That entry is no dues that stand. Nothing was changed")));
        }
        let left = ledger::store::left_to_refund(tx.conn(), &found)? - store::said_of(tx.conn(), entry)?;
        said(tx, entry, left, &[(charge, amount)])?;
        let currency = profile::get(tx.conn())?.currency;
        tx.say(t!(
            "{sum} of the dues from {who} are for other dues than the oldest",
            sum = currency.show(amount),
            who = found.who()
        ));
        Ok(())
    })
}

/// Says inside another operation that an entry pays a charge. Where it settles it by itself, nothing needs to be said.
///
/// # Errors
/// When there is no such charge, or it was waived.
pub fn settle_in(tx: &Tx<'_>, charge: i64, entry: i64, amount: Money) -> Result<()> {
    let (charge, entry) = (ChargeId(charge), EntryId(entry));
    let (register, at) = around(tx, charge)?;
    let settled = register.settled.get(at).map(|s| s.by.iter().filter(|(e, ..)| *e == entry).map(|(.., m)| *m).sum());
    if settled.is_some_and(|by_itself: Money| by_itself >= amount) {
        return Ok(());
    }
    said(tx, entry, amount, &[(charge, amount)])
}

fn said(tx: &Tx<'_>, entry: EntryId, most: Money, shares: &[(ChargeId, Money)]) -> Result<()> {
    let sum: Money = shares.iter().map(|(_, amount)| *amount).sum();
    if sum > most {
        let currency = profile::get(tx.conn())?.currency;
        return Err(Problem::input(t!(
            "Only {most} of this payment can be said to be for something. Nothing was changed",
            most = currency.show(most)
        )));
    }
    for (charge, amount) in shares {
        let (register, at) = around(tx, *charge)?;
        let open = register.charges.get(at).is_some_and(|c| c.waived.is_none() && *amount <= c.amount);
        if !open || *amount <= Money::ZERO {
            return Err(Problem::input(t!(
                "That is more than those dues come to, or they were waived. Nothing was changed"
            )));
        }
        store::insert_share(tx.conn(), tx.new_id(), entry, *charge, *amount)?;
    }
    Ok(())
}
