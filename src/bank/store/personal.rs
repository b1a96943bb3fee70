//! What the bank holds about people: whose a line is, from which accounts somebody pays, and texts that name them.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person, and the texts of lines that may name one.
pub const PERSONAL: &[&Personal] = &[&LINE, &LINE_NAME, &LINE_NUMBER, &LINE_PURPOSE, &PAYER, &RULE];

static LINE: Personal = Personal {
    table: "bank_line",
    column: "person",
    says: || t!("Bank lines"),
    // The sum stays, as it does in the ledger: it is part of a statement whose balances add up.
    erase: Erase::Unlink,
    day: Some("booked_on"),
    money: &["amount"],
    hide: &["mark", "statement", "position", "row", "state", "reconciliation"],
    labels: &[("booked_on", || t!("Booked")), ("valued_on", || t!("Valued")), ("bank_ref", || t!("The bank’s id"))],
    ..Personal::NONE
};

static LINE_NAME: Personal = Personal { table: "bank_line", column: "name", erase: Erase::Named, ..Personal::NONE };
static LINE_NUMBER: Personal = Personal { table: "bank_line", column: "number", erase: Erase::Named, ..Personal::NONE };
static LINE_PURPOSE: Personal =
    Personal { table: "bank_line", column: "purpose", erase: Erase::Named, ..Personal::NONE };

static PAYER: Personal = Personal {
    table: "bank_payer",
    column: "person",
    says: || t!("Accounts paid from"),
    identifies: &["number"],
    ..Personal::NONE
};

static RULE: Personal = Personal {
    table: "bank_rule",
    column: "person",
    says: || t!("Rules for bank lines"),
    erase: Erase::Remove,
    ..Personal::NONE
};
