//! What a line becomes: parts of it that are in the ledger already, parts that are recorded with it, or nothing for a reason.

use super::{AccountId, BankLine, EntryId, LineId};
use crate::kit::{Currency, Money};
use crate::ledger::model::{EntryKind, Method, NewEntry, Split};
use crate::ledger::prospect::giver;
use crate::office::Prospect;
use crate::people::Details;
use crate::t;

/// What is done with one line, or with several that are one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They are these parts, which together make the amount. `twin` is the other account's line of money that was moved.
    Parts { parts: Vec<Part>, twin: Option<LineId> },
    /// They are set aside, for this reason.
    Aside(String),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// So much of an entry that is in the ledger; into the account positive.
    Entry(EntryId, Money),
    New(Box<NewPart>),
}

/// An entry that is recorded with the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPart {
    pub entry: NewEntry,
    /// Who it is from, where that is somebody new.
    pub person: Option<Details>,
    /// The awaited payments that it is.
    pub settles: Vec<Settles>,
}

/// So much of an entry is an awaited payment: the subject's key, its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settles {
    pub source: &'static str,
    pub row: i64,
    pub amount: Money,
}

impl NewPart {
    pub fn of(entry: NewEntry) -> Self {
        Self { entry, person: None, settles: Vec::new() }
    }

    pub fn part(self) -> Part {
        Part::New(Box::new(self))
    }
}

impl Deed {
    /// What is recorded with it, as others are asked what it will cause.
    pub fn prospects(&self) -> Vec<Prospect> {
        let Self::Parts { parts, .. } = self else { return Vec::new() };
        let of = |part: &Part| match part {
            Part::New(part) => {
                let name = part.person.as_ref().map_or("", |details| details.name.as_str());
                Some(part.entry.prospect(giver(part.entry.person, name)))
            }
            Part::Entry(..) => None,
        };
        parts.iter().filter_map(of).collect()
    }

    /// One part that is recorded.
    pub fn record(part: NewPart) -> Self {
        Self::Parts { parts: vec![part.part()], twin: None }
    }

    /// Entries that are there, each with how much of it.
    pub fn entries(entries: impl IntoIterator<Item = (EntryId, Money)>) -> Self {
        Self::Parts {
            parts: entries.into_iter().map(|(entry, amount)| Part::Entry(entry, amount)).collect(),
            twin: None,
        }
    }
}

/// The entry that a line is, before anybody says more: on its day, of its amount, in its account. Money out is an expense,
/// money in a donation unless `kind` says otherwise.
pub fn entry_of(line: &BankLine, kind: EntryKind, amount: Money) -> NewEntry {
    NewEntry {
        banked: Some(line.booked),
        payee: line.name.clone(),
        account: Some(line.account),
        method: method_of(line),
        reference: line.reference.clone(),
        note: line.purpose.clone(),
        splits: vec![Split { amount: amount.abs(), ..Split::default() }],
        ..NewEntry::simple(kind, line.booked, amount.abs())
    }
}

/// Money moved between two accounts of the office, as the line of one of them shows it.
pub fn transfer_of(line: &BankLine, other: AccountId) -> NewEntry {
    let (from, to) = if line.amount < Money::ZERO { (line.account, other) } else { (other, line.account) };
    NewEntry {
        payee: String::new(),
        account: Some(from),
        to_account: Some(to),
        ..entry_of(line, EntryKind::Transfer, line.amount)
    }
}

/// The kind that a line is taken for where nothing else is known.
pub fn usual_kind(line: &BankLine) -> EntryKind {
    if line.amount < Money::ZERO { EntryKind::Expense } else { EntryKind::Donation }
}

/// How it was paid, from what the bank calls it. Codes as in OFX 2.2 §11.4.4.3 and the SWIFT and BAI types; words as banks of
/// several languages print them.
fn method_of(line: &BankLine) -> Method {
    let words = crate::kit::fold::fold(&line.kind);
    let has = |list: &[&str]| list.iter().any(|w| words.split(' ').any(|word| word == *w));
    let says = |list: &[&str]| list.iter().any(|w| words.contains(w));
    if has(&["sto", "so", "dauerauftrag"]) || says(&["standing order", "dauerauftrag", "virement permanent"]) {
        Method::StandingOrder
    } else if has(&["directdebit", "dd", "ddt", "lastschrift", "prelevement"]) || says(&["direct debit", "lastschrift"])
    {
        Method::DirectDebit
    } else if has(&["check", "cheque", "chq", "chk", "scheck"]) {
        Method::Cheque
    } else if has(&["pos", "card", "carte", "karte", "kartenzahlung", "visa"]) {
        Method::Card
    } else if has(&["cash", "atm", "bar", "especes"]) {
        Method::Cash
    } else if has(&["paypal", "stripe", "online"]) {
        Method::Online
    } else {
        Method::Transfer
    }
}

/// `Donation of £25.00 from Ann Ali`, for a suggestion.
pub fn says_of(kind: EntryKind, amount: Money, who: &str, currency: &Currency) -> String {
    let (kind, amount) = (kind.label(), currency.show(amount.abs()));
    if who.is_empty() {
        t!("{kind} of {amount}", kind = kind, amount = amount)
    } else {
        t!("{kind} of {amount}, {who}", kind = kind, amount = amount, who = who)
    }
}
