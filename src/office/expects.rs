//! Money that is awaited: what a subject says of payments that should come, so that whoever records a payment or reads the
//! bank's statement can tell what it is without knowing the subject.

use rusqlite::Connection;

use super::Tx;
use crate::kit::{Currency, Day, Money, Result, day};
use crate::t;

/// One kind of payment that a subject waits for: dues that are owed, instalments of pledges.
#[derive(Debug)]
pub struct Expects {
    /// `dues`. With a row it names what is awaited.
    pub key: &'static str,
    /// "Dues".
    pub says: fn() -> &'static str,
    /// The kind of entry that such a payment is, as the ledger names it.
    pub kind: &'static str,
    /// What is awaited of one person or of everybody, as a day sees it: what is due, and what may come early. The oldest first.
    pub open: fn(&Connection, person: Option<i64>, Day) -> Result<Vec<Expected>>,
    /// Says that so much of an entry of the ledger is what `row` waits for. Called in the operation that recorded the entry.
    pub came: fn(&Tx<'_>, row: i64, entry: i64, amount: Money) -> Result<()>,
}

/// A payment that is awaited, with what is likely of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What it is said to be for when it comes. Several may share one: instalments of one pledge, the oldest of which a payment
    /// settles.
    pub row: i64,
    /// Who pays it (the id of the record), and their name.
    pub person: i64,
    pub name: String,
    /// What is still to come, in minor units.
    pub amount: Money,
    pub due: Day,
    /// What it is, without who, when and how much: "Monthly pledge".
    pub says: String,
    /// What a payer may write so that it is known: the number of a member, the reference of a standing order.
    pub marks: Vec<String>,
    /// The key of a way of paying, or empty.
    pub method: &'static str,
    pub reference: String,
    pub appeal: String,
}

impl Expected {
    /// "£10.00, monthly pledge, due 1 Nov 2026"
    pub fn in_full(&self, currency: &Currency) -> String {
        let mut letters = self.says.chars();
        let what: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
        t!("{amount}, {what}, due {day}", amount = currency.show(self.amount), what = what, day = day::short(self.due))
    }
}
