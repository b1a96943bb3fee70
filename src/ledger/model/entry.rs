//! Entries, as they are recorded and as they are read back.

use super::{AccountId, BatchId, CategoryId, EntryForm, EntryId, EntryKind, FundId, Method, PersonId, SplitForm};
use crate::kit::{Currency, Day, Money};

/// An entry that can be recorded. `amount` is positive for money that moves in the kind's own direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    pub kind: EntryKind,
    pub received: Day,
    pub banked: Option<Day>,
    pub person: Option<PersonId>,
    pub behalf_of: Option<PersonId>,
    pub payee: String,
    pub amount: Money,
    /// `None` takes the office's usual one for the method.
    pub account: Option<AccountId>,
    pub to_account: Option<AccountId>,
    pub method: Method,
    pub reference: String,
    pub appeal: String,
    pub note: String,
    pub description: String,
    pub valuation: String,
    pub advantage: Money,
    /// At least one; they make the amount. A category that is `None` is the kind's usual one.
    pub splits: Vec<Split>,
    pub refunds: Option<EntryId>,
    pub replaces: Option<EntryId>,
    pub batch: Option<BatchId>,
    pub source_ref: String,
}

/// A part of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    pub amount: Money,
    pub memo: String,
}

impl NewEntry {
    /// An entry of one part, with nothing else said.
    pub fn simple(kind: EntryKind, received: Day, amount: Money) -> Self {
        Self {
            kind,
            received,
            banked: None,
            person: None,
            behalf_of: None,
            payee: String::new(),
            amount,
            account: None,
            to_account: None,
            method: if kind == EntryKind::InKind { Method::InKind } else { Method::Unsaid },
            reference: String::new(),
            appeal: String::new(),
            note: String::new(),
            description: String::new(),
            valuation: String::new(),
            advantage: Money::ZERO,
            splits: vec![Split { amount, ..Split::default() }],
            refunds: None,
            replaces: None,
            batch: None,
            source_ref: String::new(),
        }
    }

    #[must_use]
    pub fn from(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }
}

/// An entry as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub kind: EntryKind,
    pub received: Day,
    pub banked: Option<Day>,
    pub person: Option<PersonId>,
    pub person_name: String,
    pub behalf_of: Option<PersonId>,
    pub behalf_name: String,
    pub payee: String,
    /// In positive, out negative; of a transfer, what was moved.
    pub amount: Money,
    pub method: Method,
    pub reference: String,
    pub appeal: String,
    pub note: String,
    pub description: String,
    pub valuation: String,
    pub advantage: Money,
    pub batch: Option<BatchId>,
    pub reverses: Option<EntryId>,
    /// The reversal of this entry, if it was reversed.
    pub reversed_by: Option<EntryId>,
    pub refunds: Option<EntryId>,
    pub replaces: Option<EntryId>,
    pub replaced_by: Option<EntryId>,
    pub source_ref: String,
    pub lines: Vec<EntryLine>,
    /// What holds it as it is, in words: "receipt 2026-0412".
    pub locks: Vec<String>,
    /// What holds only its money, in words: "bank line of 14 Nov 2026". Its words may still be changed.
    pub held: Vec<String>,
}

/// One side of an entry: an account or a category, never both. All lines of an entry sum to zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    pub account: Option<AccountId>,
    pub category: Option<CategoryId>,
    pub fund: Option<FundId>,
    /// Into an account positive; an income category's lines are negative, an expense category's positive.
    pub amount: Money,
    pub memo: String,
}

impl Entry {
    /// From or to whom, in words; empty where nobody knows.
    pub fn who(&self) -> &str {
        if self.person_name.is_empty() { &self.payee } else { &self.person_name }
    }

    /// The account it touches; of a transfer, the one the money leaves.
    pub fn account(&self) -> Option<AccountId> {
        let of_transfer = self.kind == EntryKind::Transfer;
        let mut lines = self.lines.iter().filter(|l| l.account.is_some());
        lines.find(|l| !of_transfer || l.amount < Money::ZERO).and_then(|l| l.account)
    }

    /// Where a transfer's money goes.
    pub fn to_account(&self) -> Option<AccountId> {
        if self.kind != EntryKind::Transfer {
            return None;
        }
        self.lines.iter().find(|l| l.amount > Money::ZERO).and_then(|l| l.account)
    }

    /// The form that shows this entry, for changing or correcting it.
    pub fn form(&self, currency: Currency) -> EntryForm {
        let plain = |m: Money| currency.plain(m);
        let shown = |m: Money| plain(if self.kind == EntryKind::Opening { m } else { m.abs() });
        let of_kind = |line: &&EntryLine| {
            // The using-up side of an in-kind donation is made anew from its kind.
            line.category.is_some()
                && (self.kind != EntryKind::InKind || (line.amount > Money::ZERO) == (self.amount < Money::ZERO))
        };
        let categories: Vec<&EntryLine> =
            if self.kind.has_categories() { self.lines.iter().filter(of_kind).collect() } else { Vec::new() };
        EntryForm {
            kind: self.kind.key().to_owned(),
            received: self.received.to_string(),
            banked: self.banked.map(|d| d.to_string()).unwrap_or_default(),
            person: self.person,
            behalf_of: self.behalf_of,
            payee: self.payee.clone(),
            amount: shown(self.amount),
            account: self.account(),
            to_account: self.to_account(),
            method: self.method.key().to_owned(),
            reference: self.reference.clone(),
            appeal: self.appeal.clone(),
            note: self.note.clone(),
            description: self.description.clone(),
            valuation: self.valuation.clone(),
            advantage: if self.advantage.is_zero() { String::new() } else { plain(self.advantage) },
            splits: categories
                .iter()
                .map(|line| SplitForm {
                    category: line.category,
                    fund: line.fund,
                    amount: if categories.len() == 1 { String::new() } else { plain(line.amount.abs()) },
                    memo: line.memo.clone(),
                })
                .collect(),
            refunds: self.refunds,
        }
    }
}
