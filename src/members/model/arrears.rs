//! Who owes what, and for how long.

use std::collections::BTreeMap;

use super::{ChargeId, Period, PersonId, Register, TermId};
use crate::kit::{Day, Money};
use crate::t;

/// The ages of what is owed: not overdue, then by days overdue, each up to and including this many; the last is open.
pub const AGES: [(&str, i64); 5] = [("current", 0), ("1_30", 30), ("31_60", 60), ("61_90", 90), ("over_90", i64::MAX)];

/// Which of [`AGES`] something due on `due` belongs to on `day`.
pub fn age_of(due: Day, day: Day) -> usize {
    let days = (day - due).num_days();
    AGES.iter().position(|(_, most)| days <= *most).unwrap_or(AGES.len() - 1)
}

/// The heading of an age.
pub fn age_label(age: usize) -> &'static str {
    match age {
        0 => t!("Not overdue"),
        1 => t!("1–30 days"),
        2 => t!("31–60 days"),
        3 => t!("61–90 days"),
        _ => t!("Over 90 days"),
    }
}

/// One charge that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    pub charge: ChargeId,
    pub term: TermId,
    pub member: PersonId,
    pub period: Period,
    pub due: Day,
    /// What is left of it.
    pub owed: Money,
}

/// What one payer owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrears {
    pub payer: PersonId,
    pub name: String,
    /// By age, as in [`AGES`].
    pub ages: [Money; 5],
    /// The oldest first.
    pub debts: Vec<Debt>,
}

impl Arrears {
    pub fn total(&self) -> Money {
        self.ages.iter().copied().sum()
    }

    /// What is overdue: all but the first age.
    pub fn overdue(&self) -> Money {
        self.ages.iter().skip(1).copied().sum()
    }

    /// The day since which something is owed.
    pub fn since(&self) -> Option<Day> {
        self.debts.first().map(|debt| debt.due)
    }
}

impl Register {
    /// Every payer who owes something on a day, in the order of names. What was charged to fall due later is owed already,
    /// and not overdue.
    pub fn arrears(&self, day: Day) -> Vec<Arrears> {
        let mut by_payer: BTreeMap<PersonId, Arrears> = BTreeMap::new();
        for (charge, settled) in self.charges.iter().zip(&self.settled) {
            let owed = settled.owed(charge, day);
            if owed <= Money::ZERO {
                continue;
            }
            let arrears = by_payer.entry(charge.payer).or_insert_with(|| Arrears {
                payer: charge.payer,
                name: self.name(charge.payer).to_owned(),
                ages: [Money::ZERO; 5],
                debts: Vec::new(),
            });
            if let Some(sum) = arrears.ages.get_mut(age_of(charge.due, day)) {
                *sum += owed;
            }
            let (term, member, period, due) = (charge.term, charge.member, charge.period, charge.due);
            arrears.debts.push(Debt { charge: charge.id, term, member, period, due, owed });
        }
        let key = |person: PersonId| self.people.get(&person).map_or("", |who| who.sort_key.as_str());
        let mut all: Vec<Arrears> = by_payer.into_values().collect();
        for arrears in &mut all {
            arrears.debts.sort_by_key(|debt| (debt.due, debt.period, debt.charge));
        }
        all.sort_by(|a, b| (key(a.payer), a.payer).cmp(&(key(b.payer), b.payer)));
        all
    }
}
