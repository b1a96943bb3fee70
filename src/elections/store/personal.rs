//! What elections hold about people, and what becomes of it when somebody is erased: the names go, the figures stay.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person, and every text that may name one.
pub const PERSONAL: &[&Personal] = &[
    &VOTER,
    &VOTER_NAME,
    &CANDIDATE,
    &CANDIDATE_NAME,
    &STATEMENT,
    &PROPOSER,
    &PROPOSER_NAME,
    &SECONDER,
    &SECONDER_NAME,
    &WITHDRAWN,
    &ALLOWED,
    &MARK,
];

static VOTER: Personal = Personal {
    table: "election_voter",
    column: "person",
    says: || t!("On the roll of elections"),
    erase: Erase::Unlink,
    hide: &["election", "position"],
    ..Personal::NONE
};

static CANDIDATE: Personal = Personal {
    table: "election_candidate",
    column: "person",
    says: || t!("Stood for election"),
    erase: Erase::Unlink,
    hide: &["election", "place"],
    labels: &[("allowed_why", || t!("Why it was taken although the roll spoke against it"))],
    ..Personal::NONE
};

static PROPOSER: Personal = Personal {
    table: "election_candidate",
    column: "proposer_person",
    says: || t!("Proposed for election"),
    erase: Erase::Unlink,
    ..Personal::NONE
};

static SECONDER: Personal = Personal {
    table: "election_candidate",
    column: "seconder_person",
    says: || t!("Seconded for election"),
    erase: Erase::Unlink,
    ..Personal::NONE
};

/// That somebody was ticked off goes with nobody: the number of papers issued must stay.
static MARK: Personal = Personal {
    table: "election_mark",
    column: "voter",
    of: "election_voter",
    says: || t!("Was given a ballot paper"),
    hide: &["election", "voter"],
    ..Personal::NONE
};

const fn named(table: &'static str, column: &'static str) -> Personal {
    Personal { table, column, erase: Erase::Named, ..Personal::NONE }
}

static VOTER_NAME: Personal = named("election_voter", "name");
static CANDIDATE_NAME: Personal = named("election_candidate", "name");
static STATEMENT: Personal = named("election_candidate", "statement");
static PROPOSER_NAME: Personal = named("election_candidate", "proposer");
static SECONDER_NAME: Personal = named("election_candidate", "seconder");
static WITHDRAWN: Personal = named("election_candidate", "withdrawn_why");
static ALLOWED: Personal = named("election_candidate", "allowed_why");
