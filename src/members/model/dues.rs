//! What is owed, what was paid, and which payment settles what.

use std::collections::BTreeMap;

use super::{ChargeId, EntryId, Period, PersonId, RunId, TermId};
use crate::kit::{Day, Money};

/// What is owed for one period of one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    pub id: ChargeId,
    pub term: TermId,
    pub member: PersonId,
    pub payer: PersonId,
    pub period: Period,
    pub due: Day,
    /// Minor units, above nothing.
    pub amount: Money,
    pub run: Option<RunId>,
    pub waived: Option<Waived>,
}

/// That a charge is owed no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    pub on: Day,
    pub by: String,
    pub why: String,
}

/// A dues entry of the ledger that stands, less what was given back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub entry: EntryId,
    pub on: Day,
    /// Whose charges it settles.
    pub payer: PersonId,
    /// The one member it is for, where it was paid on somebody's behalf.
    pub member: Option<PersonId>,
    pub amount: Money,
}

/// What a payer said a payment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub entry: EntryId,
    pub charge: ChargeId,
    pub amount: Money,
}

/// What became of a charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub paid: Money,
    /// The day on which nothing was owed any more: of the last payment, or of the waiver.
    pub on: Option<Day>,
    /// By which entries, and when those came in.
    pub by: Vec<(EntryId, Day, Money)>,
}

impl Settled {
    /// What of a charge is owed at the end of a day: nothing from the day it was waived on.
    pub fn owed(&self, charge: &Charge, day: Day) -> Money {
        if charge.waived.as_ref().is_some_and(|waived| waived.on <= day) {
            return Money::ZERO;
        }
        charge.amount - self.by.iter().filter(|(_, on, _)| *on <= day).map(|(_, _, sum)| *sum).sum()
    }
}

/// A settled period of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    pub period: Period,
    /// The day it was settled.
    pub on: Day,
}

/// Which payments settle which charges. Answers what became of each charge, in the order given, and what of each payment is
/// left over, paid ahead.
///
/// A payment first settles what the payer said ([`Share`]), then the oldest charges of its payer (of the one member it is
/// for): by due day, then by period. Payments are taken in the order of their days. A waived charge takes none.
pub fn settle(charges: &[Charge], payments: &[Payment], shares: &[Share]) -> (Vec<Settled>, Vec<Money>) {
    let mut settled: Vec<Settled> =
        charges.iter().map(|c| Settled { on: c.waived.as_ref().map(|w| w.on), ..Settled::default() }).collect();
    let mut left: Vec<Money> = payments.iter().map(|p| p.amount).collect();
    let by_id: BTreeMap<ChargeId, usize> = charges.iter().enumerate().map(|(at, c)| (c.id, at)).collect();
    let mut of_payer: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
    for (at, charge) in charges.iter().enumerate() {
        of_payer.entry(charge.payer).or_default().push(at);
    }
    for list in of_payer.values_mut() {
        list.sort_by_key(|at| charges.get(*at).map(|c| (c.due, c.period, c.id)));
    }
    let mut said: BTreeMap<EntryId, Vec<&Share>> = BTreeMap::new();
    for share in shares {
        said.entry(share.entry).or_default().push(share);
    }
    let mut order: Vec<usize> = (0..payments.len()).collect();
    order.sort_by_key(|at| payments.get(*at).map(|p| (p.on, p.entry)));
    // Everything said comes first, so that an older payment does not take the place of one that was meant for it.
    for at in &order {
        let (Some(payment), Some(left)) = (payments.get(*at), left.get_mut(*at)) else { continue };
        for share in said.get(&payment.entry).into_iter().flatten() {
            if let Some(charge) = by_id.get(&share.charge) {
                put(charges, &mut settled, *charge, payment, left, share.amount);
            }
        }
    }
    for at in &order {
        let (Some(payment), Some(left)) = (payments.get(*at), left.get_mut(*at)) else { continue };
        for charge in of_payer.get(&payment.payer).into_iter().flatten() {
            if left.is_zero() {
                break;
            }
            let fits = charges.get(*charge).is_some_and(|c| payment.member.is_none_or(|m| m == c.member));
            if fits {
                let all = *left;
                put(charges, &mut settled, *charge, payment, left, all);
            }
        }
    }
    (settled, left)
}

/// Puts as much of a payment on a charge as both have room for, and at most `most`.
fn put(charges: &[Charge], settled: &mut [Settled], at: usize, payment: &Payment, left: &mut Money, most: Money) {
    let (Some(charge), Some(settled)) = (charges.get(at), settled.get_mut(at)) else { return };
    if charge.waived.is_some() {
        return;
    }
    let amount = most.min(*left).min(charge.amount - settled.paid);
    if amount <= Money::ZERO {
        return;
    }
    settled.paid += amount;
    settled.by.push((payment.entry, payment.on, amount));
    *left -= amount;
    if settled.paid == charge.amount {
        // What was said for it comes before older payments, so the last one to be put is not always the latest.
        settled.on = settled.by.iter().map(|(_, on, _)| *on).max();
    }
}
