//! What leadership holds about people.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person. All but the mentor's goes with the person.
pub const PERSONAL: &[&Personal] = &[&AIM, &CAN, &TAKEN, &MENTORED, &MENTOR, &APPROVAL];

static AIM: Personal = Personal {
    table: "leader_aim",
    column: "person",
    says: || t!("Interest in standing"),
    day: Some("since"),
    hide: &["rung"],
    ..Personal::NONE
};

static CAN: Personal = Personal {
    table: "leader_can",
    column: "person",
    says: || t!("Skills they have"),
    hide: &["skill"],
    ..Personal::NONE
};

static TAKEN: Personal = Personal {
    table: "leader_taken",
    column: "person",
    says: || t!("Training taken"),
    hide: &["training"],
    ..Personal::NONE
};

static MENTORED: Personal = Personal {
    table: "leader_mentor",
    column: "person",
    says: || t!("Who mentors them"),
    day: Some("from_on"),
    hide: &["mentor"],
    ..Personal::NONE
};

static MENTOR: Personal = Personal {
    table: "leader_mentor",
    column: "mentor",
    says: || t!("Whom they mentor"),
    erase: Erase::Unlink,
    day: Some("from_on"),
    hide: &["person"],
    ..Personal::NONE
};

static APPROVAL: Personal = Personal {
    table: "leader_approval",
    column: "person",
    says: || t!("Approvals"),
    day: Some("approved_on"),
    hide: &["rung"],
    ..Personal::NONE
};
