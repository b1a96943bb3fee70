//! What lines are held against, read once.

use std::collections::HashMap;

use super::{AccountId, BankLine, EntryId, PersonId, Rule};
use crate::kit::{Currency, Day, Money};
use crate::ledger::model::{BatchId, EntryKind};
use crate::office::Expected;

/// What an entry moves in one account and no statement has shown yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    pub entry: EntryId,
    pub account: AccountId,
    pub kind: EntryKind,
    /// Into the account positive; what of it was matched before is taken off.
    pub amount: Money,
    pub received: Day,
    pub banked: Option<Day>,
    pub person: Option<PersonId>,
    /// From or to whom.
    pub who: String,
    /// Its reference, and the id it had where it was imported from.
    pub references: String,
    /// Of a transfer, the other account.
    pub other: Option<AccountId>,
    /// The batch it was posted with, and the number on its slip.
    pub batch: Option<(BatchId, i64)>,
    /// The entry at the beginning of a chain of reversals and corrections; itself where there is none.
    pub root: EntryId,
}

impl Movement {
    /// The day on which the bank should have it.
    pub fn day(&self) -> Day {
        self.banked.unwrap_or(self.received)
    }
}

/// A payment that some subject waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The key and the words of who waits for it, and the kind of entry that it is.
    pub source: &'static str,
    pub source_says: &'static str,
    pub kind: EntryKind,
    pub it: Expected,
}

/// Somebody in the register, by what a line may name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub person: PersonId,
    pub name: String,
    /// The member or supporter number.
    pub number: String,
}

/// An account of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    pub id: AccountId,
    pub name: String,
    /// As the bank's files write them, letters and digits only.
    pub numbers: Vec<String>,
}

/// See the head of this file. The lines are those that wait; of one account or of all.
#[derive(Clone, Debug)]
pub struct World {
    /// Where the history stood.
    pub generation: i64,
    pub currency: Currency,
    pub lines: Vec<BankLine>,
    pub movements: Vec<Movement>,
    pub awaited: Vec<Awaited>,
    pub people: Vec<Known>,
    /// Accounts that people were seen to pay from, letters and digits only.
    pub payers: Vec<(String, PersonId)>,
    pub accounts: Vec<OwnAccount>,
    pub rules: Vec<Rule>,
}

type Key<T> = for<'a> fn(&'a T) -> (Day, i64, i64, &'a str);
const LINE: Key<BankLine> = |l| (l.booked, l.id.0, 0, "");
const MOVEMENT: Key<Movement> = |m| (m.day(), m.entry.0, m.account.0, "");
const AWAITED: Key<Awaited> = |a| (a.it.due, a.it.row, a.it.amount.0, a.source);

impl World {
    /// Puts the lists in the order of days, so that what is worked out from them does not depend on how they were read.
    pub fn put_in_order(&mut self) {
        self.lines.sort_by(|a, b| LINE(a).cmp(&LINE(b)));
        self.movements.sort_by(|a, b| MOVEMENT(a).cmp(&MOVEMENT(b)));
        self.awaited.sort_by(|a, b| AWAITED(a).cmp(&AWAITED(b)));
        self.people.sort_by_key(|p| p.person);
        self.payers.sort();
    }

    pub(super) fn is_in_order(&self) -> bool {
        self.lines.is_sorted_by(|a, b| LINE(a) <= LINE(b))
            && self.movements.is_sorted_by(|a, b| MOVEMENT(a) <= MOVEMENT(b))
            && self.awaited.is_sorted_by(|a, b| AWAITED(a) <= AWAITED(b))
            && self.people.is_sorted_by_key(|p| p.person)
            && self.payers.is_sorted()
    }
}

/// Which movements cancel out: an entry and the reversal that took it back before the bank saw it, and a reversal and the
/// correction that moves the same.
pub fn cancelled(movements: &[Movement]) -> Vec<bool> {
    let mut chains: HashMap<(EntryId, AccountId), Vec<(usize, Money)>> = HashMap::new();
    for (at, movement) in movements.iter().enumerate() {
        chains.entry((movement.root, movement.account)).or_default().push((at, movement.amount));
    }
    let mut gone = vec![false; movements.len()];
    for mut chain in chains.into_values().filter(|chain| chain.len() > 1) {
        // The oldest is taken first; it goes with the oldest that takes it back.
        chain.sort_by_key(|(at, _)| std::cmp::Reverse(movements.get(*at).map(|m| (m.day(), m.entry))));
        while let Some((at, amount)) = chain.pop() {
            if let Some(place) = chain.iter().rposition(|(_, other)| *other == -amount) {
                let (other, _) = chain.remove(place);
                for at in [at, other] {
                    gone.get_mut(at).into_iter().for_each(|gone| *gone = true);
                }
            }
        }
    }
    gone
}
