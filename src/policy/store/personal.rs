//! What policy holds about people, and what becomes of it when somebody is erased.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person.
pub const PERSONAL: &[&Personal] =
    &[&LEAD, &SPONSOR, &EXPERT, &RESPONSE, &COMMENT, &ACTION, &QUESTION, &READER, &DISSENT, &AMENDMENT, &SUPPORTER];

static LEAD: Personal = Personal {
    table: "policy_document",
    column: "lead",
    says: || t!("Documents of policy that they brought"),
    erase: Erase::Unlink,
    day: Some("begun_on"),
    hide: &["body", "superseded_by"],
    ..Personal::NONE
};

static SPONSOR: Personal = Personal {
    table: "policy_sponsor",
    column: "person",
    says: || t!("Documents of policy that they moved, seconded or support"),
    erase: Erase::Unlink,
    hide: &["document"],
    ..Personal::NONE
};

static EXPERT: Personal = Personal {
    table: "policy_expert",
    column: "person",
    says: || t!("Policy that they were asked about as an expert"),
    erase: Erase::Unlink,
    day: Some("asked_on"),
    hide: &["document"],
    ..Personal::NONE
};

static RESPONSE: Personal = Personal {
    table: "policy_response",
    column: "person",
    says: || t!("Consultations that they responded to"),
    erase: Erase::Unlink,
    hide: &["consultation", "sha256"],
    ..Personal::NONE
};

static COMMENT: Personal = Personal {
    table: "policy_comment",
    column: "person",
    says: || t!("Comments on policy"),
    erase: Erase::Unlink,
    hide: &["document", "response", "clause", "version", "before", "after"],
    ..Personal::NONE
};

static ACTION: Personal = Personal {
    table: "policy_action",
    column: "person",
    says: || t!("Policy that they carry out"),
    erase: Erase::Unlink,
    day: Some("due"),
    hide: &["document", "clause"],
    ..Personal::NONE
};

static QUESTION: Personal = Personal {
    table: "policy_question",
    column: "person",
    says: || t!("Questions about policy that they asked"),
    erase: Erase::Unlink,
    day: Some("asked_on"),
    hide: &["document"],
    ..Personal::NONE
};

static READER: Personal = Personal {
    table: "policy_read",
    column: "person",
    says: || t!("Policy that they were asked to read"),
    erase: Erase::Remove,
    day: Some("asked_on"),
    hide: &["document"],
    ..Personal::NONE
};

static DISSENT: Personal = Personal {
    table: "policy_dissent",
    column: "person",
    says: || t!("Dissent from decisions on policy"),
    erase: Erase::Unlink,
    hide: &["document"],
    ..Personal::NONE
};

static AMENDMENT: Personal = Personal {
    table: "policy_amendment",
    column: "proposer",
    says: || t!("Amendments that they brought"),
    erase: Erase::Unlink,
    day: Some("begun_on"),
    hide: &["document", "version", "parent", "ops", "recommended_ops", "meeting", "decision", "merged"],
    ..Personal::NONE
};

static SUPPORTER: Personal = Personal {
    table: "policy_supporter",
    column: "person",
    says: || t!("Amendments that they second or support"),
    erase: Erase::Unlink,
    hide: &["amendment"],
    ..Personal::NONE
};
