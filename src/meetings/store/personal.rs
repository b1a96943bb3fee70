//! What meetings hold about people, and what becomes of it when somebody is erased.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person.
pub const PERSONAL: &[&Personal] = &[&SEAT, &ATTENDED, &STAYED, &CHAIR, &SECRETARY];

static SEAT: Personal = Personal {
    table: "body_member",
    column: "person",
    says: || t!("Bodies they sit or sat in"),
    erase: Erase::Remove,
    standing: Some("until_on IS NULL"),
    labels: &[("voting", || t!("Votes")), ("from_on", || t!("From")), ("until_on", || t!("Until"))],
    ..Personal::NONE
};

static ATTENDED: Personal = Personal {
    table: "meeting_person",
    column: "person",
    says: || t!("Meetings they were called to or came to"),
    // How many were there decides whether a vote was quorate: the place in the list stays, without the person.
    erase: Erase::Unlink,
    labels: &[
        ("apology", || t!("Sent apologies")),
        ("proxy", || t!("Who votes for them")),
        ("voting", || t!("May vote")),
    ],
    ..Personal::NONE
};

static STAYED: Personal = Personal {
    table: "presence",
    column: "attendance",
    of: "meeting_person",
    says: || t!("When they came and went"),
    ..Personal::NONE
};

static CHAIR: Personal = Personal {
    table: "meeting",
    column: "chair",
    says: || t!("Meetings they chaired"),
    erase: Erase::Unlink,
    ..Personal::NONE
};

static SECRETARY: Personal = Personal {
    table: "meeting",
    column: "secretary",
    says: || t!("Meetings whose minutes they wrote"),
    erase: Erase::Unlink,
    ..Personal::NONE
};
