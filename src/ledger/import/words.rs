//! What registers and payment services write in their columns of kind, status, method and sort of donor.

use std::collections::HashMap;

use crate::kit::fold::fold;
use crate::ledger::model::{EntryKind, Method};

/// Remembers what the cells of a column mean: a register says the same few words in every row.
#[derive(Debug)]
pub(super) struct Memo<T> {
    meaning: fn(&str) -> T,
    seen: HashMap<String, T>,
}

impl<T: Copy> Memo<T> {
    pub fn new(meaning: fn(&str) -> T) -> Self {
        Self { meaning, seen: HashMap::new() }
    }

    pub fn of(&mut self, cell: &str) -> T {
        if let Some(known) = self.seen.get(cell) {
            return *known;
        }
        let meant = (self.meaning)(cell);
        // A column of free text is not worth keeping.
        if self.seen.len() < 1000 {
            self.seen.insert(cell.to_owned(), meant);
        }
        meant
    }
}

/// The memos of one import.
#[derive(Debug)]
pub(super) struct Memos {
    pub kind: Memo<Said>,
    pub unsettled: Memo<bool>,
    pub method: Memo<Method>,
    pub organisation: Memo<bool>,
}

impl Memos {
    pub fn new() -> Self {
        Self {
            kind: Memo::new(kind),
            unsettled: Memo::new(is_unsettled),
            method: Memo::new(method),
            organisation: Memo::new(is_organisation),
        }
    }
}

/// What a cell in the column of kinds says about its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Kind(EntryKind),
    /// Money that moved, but that nobody gave: fees, payouts, holds.
    NotGiven,
    Unknown,
}

/// The first group with a word that stands in the cell decides; so "refund fee" is a fee.
const NOT_GIVEN: &[&str] = &[
    "withdrawal",
    "hold",
    "fee",
    "transfer",
    "payout",
    "adjustment",
    "authorization",
    "authorisation",
    "conversion",
    "charge from",
    "payment sent",
    "debit card",
    "poplatek",
    "vyplata",
];
const REFUND: &[&str] =
    &["refund", "return", "returned", "chargeback", "reversal", "devolucao", "ruckzahlung", "remboursement"];
const IN_KIND: &[&str] = &["non cash", "in kind", "inkind", "sachspende", "goods", "visit", "services"];
const OTHERS: &[(EntryKind, &[&str])] = &[
    (EntryKind::Loan, &["loan", "credit facility", "darlehen", "pret"]),
    (EntryKind::Dues, &["dues", "membership", "mitgliedsbeitrag", "cotisation"]),
    (EntryKind::Levy, &["levy", "mandatstragerbeitrag"]),
    (EntryKind::Event, &["event", "ticket"]),
    (
        EntryKind::Donation,
        &[
            "donation",
            "donations",
            "contribution",
            "gift",
            "spende",
            "don",
            "cash",
            "money",
            "payment",
            "charge",
            "subscription",
            "bequest",
            "exempt trust",
            "public funds",
            "impermissible donor",
            "unidentified donor",
            "compra",
            "platba",
            "check",
            "cheque",
        ],
    ),
];

fn has(folded: &str, phrase: &str) -> bool {
    folded.contains(phrase) && format!(" {folded} ").contains(&format!(" {phrase} "))
}

/// What a cell in the column of kinds means.
pub(super) fn kind(cell: &str) -> Said {
    if let Ok(kind) = EntryKind::of(cell)
        && !matches!(kind, EntryKind::Transfer | EntryKind::Opening | EntryKind::Expense)
    {
        return Said::Kind(kind);
    }
    let folded = fold(cell);
    let any = |words: &[&str]| words.iter().any(|w| has(&folded, w));
    if any(NOT_GIVEN) {
        return Said::NotGiven;
    }
    if any(REFUND) {
        return Said::Kind(EntryKind::Refund);
    }
    if any(IN_KIND) {
        return Said::Kind(EntryKind::InKind);
    }
    OTHERS.iter().find(|(_, words)| any(words)).map_or(Said::Unknown, |(kind, _)| Said::Kind(*kind))
}

/// Whether a payment's status says that the money has not come, or has gone again.
fn is_unsettled(cell: &str) -> bool {
    let folded = fold(cell);
    [
        "pending",
        "failed",
        "denied",
        "declined",
        "cancelled",
        "canceled",
        "reversed",
        "refunded",
        "expired",
        "unpaid",
        "on hold",
        "held",
        "draft",
        "processing",
        "incomplete",
        "voided",
    ]
    .iter()
    .any(|w| has(&folded, w))
}

/// How it was paid; words that are not known are "other".
fn method(cell: &str) -> Method {
    if let Ok(method) = Method::of(cell) {
        return method;
    }
    let folded = fold(cell);
    let any = |words: &[&str]| words.iter().any(|w| has(&folded, w));
    if any(&["cash", "bar", "especes", "efectivo", "contant"]) {
        Method::Cash
    } else if any(&["cheque", "check", "scheck", "money order"]) {
        Method::Cheque
    } else if any(&["standing order", "dauerauftrag"]) {
        Method::StandingOrder
    } else if any(&["direct debit", "lastschrift", "sepa", "prelevement", "ach"]) {
        Method::DirectDebit
    } else if any(&["card", "visa", "mastercard", "amex", "karte", "carte"]) {
        Method::Card
    } else if any(&["paypal", "stripe", "online", "web", "apple pay", "google pay"]) {
        Method::Online
    } else if any(&["transfer", "bank", "bacs", "uberweisung", "virement", "wire", "eft"]) {
        Method::Transfer
    } else {
        Method::Other
    }
}

/// Whether the sort of donor is an organisation; what is not known is taken for a person.
fn is_organisation(cell: &str) -> bool {
    let folded = fold(cell);
    [
        "organisation",
        "organization",
        "company",
        "corporation",
        "business",
        "union",
        "association",
        "society",
        "partnership",
        "party",
        "fund",
        "trust",
        "juristische person",
        "foundation",
        "charity",
        "committee",
        "pac",
        "yes",
        "true",
    ]
    .iter()
    .any(|w| has(&folded, w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_registers_and_services() {
        for (cell, kind_of) in [
            ("Cash", Said::Kind(EntryKind::Donation)),
            ("Non Cash", Said::Kind(EntryKind::InKind)),
            ("Visit", Said::Kind(EntryKind::InKind)),
            ("Public Funds", Said::Kind(EntryKind::Donation)),
            ("in_kind", Said::Kind(EntryKind::InKind)),
            ("Donation Payment", Said::Kind(EntryKind::Donation)),
            ("Express Checkout Payment", Said::Kind(EntryKind::Donation)),
            ("General Withdrawal", Said::NotGiven),
            ("Account Hold for Open Authorization", Said::NotGiven),
            ("Poplatek za platbu", Said::NotGiven),
            ("Výplata na účet", Said::NotGiven),
            ("Devolução", Said::Kind(EntryKind::Refund)),
            ("Loan", Said::Kind(EntryKind::Loan)),
            ("Standard Transfer", Said::NotGiven),
            ("???", Said::Unknown),
        ] {
            assert_eq!(kind(cell), kind_of, "{cell}");
        }
        assert!(is_unsettled("Pending") && !is_unsettled("Completed") && !is_unsettled("active"));
        assert_eq!(
            (method("Visa Debit *1559"), method("Check"), method("gold")),
            (Method::Card, Method::Cheque, Method::Other)
        );
        assert!(is_organisation("Unincorporated Association") && !is_organisation("Individual"));
        assert!(is_organisation("juristische Person") && !is_organisation("natürliche Person"));
    }
}
