//! What rules hold about people: what the law asks of a donor goes with them, what was done about their money stays without them.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person.
pub const PERSONAL: &[&Personal] = &[&STANDING, &WORK, &WORK_ENTRY];

static STANDING: Personal = Personal {
    table: "donor_standing",
    column: "person",
    says: || t!("What the law asks of a donor"),
    labels: &[
        ("class", || t!("Kind of donor")),
        ("register_number", || t!("Register number")),
        ("office_holder", || t!("Holds an elected office")),
    ],
    ..Personal::NONE
};

// The record of a check or a return belongs to the books, which outlive the person in them; the entry keeps the name where the
// law wants it.
static WORK: Personal = Personal {
    table: "finding_work",
    column: "person",
    says: || t!("What was done under the law’s rules"),
    erase: Erase::Unlink,
    day: Some("done_on"),
    money: &["amount"],
    hide: &["pack", "pack_version", "pack_digest", "rule", "kind", "anchor", "mark", "nobody", "finding"],
    labels: &[("outcome", || t!("What was done")), ("done_by", || t!("By")), ("means", || t!("How"))],
    ..Personal::NONE
};

static WORK_ENTRY: Personal = Personal {
    table: "finding_work_entry",
    column: "work",
    of: "finding_work",
    says: || t!("Entries that it was about"),
    hide: &["entry"],
    ..Personal::NONE
};
