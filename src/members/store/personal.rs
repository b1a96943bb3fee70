//! What the subject holds about people: terms and charges go with the member, other people's stay without the erased payer.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person, and those between terms and charges.
pub const PERSONAL: &[&Personal] = &[&TERM, &PAYER, &FAMILY, &CHARGE, &CHARGE_PAYER, &REMINDER];

static TERM: Personal = Personal {
    table: "membership",
    column: "person",
    says: || t!("Membership"),
    // That somebody was a member is a political opinion, and no law makes a branch keep it; what they paid stands in the
    // ledger.
    erase: Erase::Remove,
    standing: Some("ended_on IS NULL AND died_on IS NULL AND refused = 0"),
    labels: &[
        ("applied_on", || t!("Applied")),
        ("since", || t!("Member since")),
        ("joined_on", || t!("Admitted")),
        ("covered_to", || t!("Paid until")),
    ],
    ..Personal::NONE
};

static PAYER: Personal =
    Personal { table: "membership", column: "payer", erase: Erase::Unlink, hide: &["payer"], ..Personal::NONE };

static FAMILY: Personal =
    Personal { table: "membership", column: "family", of: "membership", erase: Erase::Unlink, ..Personal::NONE };

static CHARGE: Personal = Personal {
    table: "dues_charge",
    column: "membership",
    of: "membership",
    says: || t!("Dues"),
    erase: Erase::With,
    money: &["amount"],
    ..Personal::NONE
};

static CHARGE_PAYER: Personal =
    Personal { table: "dues_charge", column: "payer", erase: Erase::Unlink, money: &["amount"], ..Personal::NONE };

static REMINDER: Personal = Personal {
    table: "dues_reminder",
    column: "payer",
    says: || t!("Reminders of dues"),
    erase: Erase::Remove,
    money: &["owed"],
    ..Personal::NONE
};
