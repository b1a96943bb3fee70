//! What candidates hold about people, and what becomes of it when somebody is erased. A candidate goes with all that was written
//! about them, sealed or opened; of a scorer the name goes, and what they gave to others stays.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person, and every text that names one.
pub const PERSONAL: &[&Personal] = &[
    &CANDIDATE,
    &TEXT,
    &NEEDS,
    &NEEDS_KEPT,
    &MET,
    &OF_QUOTA,
    &CONFLICT,
    &CARD,
    &FREE,
    &SLOT,
    &SCORER,
    &SCORER_NAME,
    &KEYED,
    &DECLARED,
    &GIVEN,
    &TRIED,
    &SCORER_FREE,
    &STOOD_IN,
    &VERDICT,
    &ENDORSEMENT,
    &MODERATED,
    &MODERATED_OF,
    &REASONS,
    &DISSENT,
];

static CANDIDATE: Personal = Personal {
    table: "selection_candidate",
    column: "person",
    says: || t!("Selections they applied in"),
    erase: Erase::Remove,
    hide: &["round"],
    labels: &[("applied_on", || t!("Applied on")), ("signed_on", || t!("Signed the declaration on"))],
    ..Personal::NONE
};

const fn part(table: &'static str, says: fn() -> &'static str, hide: &'static [&'static str]) -> Personal {
    Personal { table, column: "candidate", of: "selection_candidate", says, hide, ..Personal::NONE }
}

static TEXT: Personal = part("selection_text", || t!("What they wrote in a selection"), &["candidate", "question"]);
static NEEDS: Personal = part(
    "selection_needs",
    || t!("What they need to be heard fairly, sealed for the chair of the panel"),
    &["candidate", "scorer", "nonce", "sealed", "commitment"],
);
static MET: Personal = part("selection_met", || t!("Whether they may be chosen"), &["candidate", "requirement"]);
static OF_QUOTA: Personal =
    part("selection_of_quota", || t!("Rules of a shortlist that are about them"), &["candidate"]);
static CONFLICT: Personal =
    part("selection_conflict", || t!("What scorers declared of them"), &["candidate", "scorer"]);
static CARD: Personal = part(
    "selection_card",
    || t!("What scorers wrote of them"),
    &["candidate", "scorer", "nonce", "sealed", "commitment", "salt"],
);
static FREE: Personal =
    part("selection_free", || t!("When they could come to an interview"), &["candidate", "scorer", "round"]);
static SLOT: Personal = part("selection_slot", || t!("Their interviews"), &["candidate", "round"]);

static SCORER: Personal = Personal {
    table: "selection_scorer",
    column: "person",
    says: || t!("Selection panels they sat on"),
    erase: Erase::Unlink,
    hide: &["round", "stands_for", "by_code", "salt", "check_nonce", "check_sealed", "check_commitment"],
    ..Personal::NONE
};

static SCORER_NAME: Personal =
    Personal { table: "selection_scorer", column: "name", erase: Erase::Named, ..Personal::NONE };

static KEYED: Personal =
    Personal { table: "selection_sheet", column: "keyed_by", erase: Erase::Named, ..Personal::NONE };

const fn of_scorer(table: &'static str, says: fn() -> &'static str) -> Personal {
    Personal {
        table,
        column: "scorer",
        of: "selection_scorer",
        says,
        hide: &["candidate", "scorer", "exercise", "nonce", "sealed", "commitment", "salt", "json", "round"],
        ..Personal::NONE
    }
}

static DECLARED: Personal = of_scorer("selection_conflict", || t!("What they declared of candidates"));
static GIVEN: Personal = of_scorer("selection_card", || t!("Cards they handed in"));
static NEEDS_KEPT: Personal =
    of_scorer("selection_needs", || t!("What candidates need, sealed under their passphrase as chair"));
static TRIED: Personal = of_scorer("selection_tried", || t!("How they marked invented answers"));
static SCORER_FREE: Personal = of_scorer("selection_free", || t!("When they can sit on a panel"));

static STOOD_IN: Personal = Personal {
    table: "selection_scorer",
    column: "stands_for",
    of: "selection_scorer",
    says: || t!("Who took their place on a panel"),
    erase: Erase::Unlink,
    ..Personal::NONE
};

static VERDICT: Personal =
    part("selection_verdict", || t!("What was decided of them in a selection"), &["candidate", "decision"]);
static ENDORSEMENT: Personal = part("selection_endorsement", || t!("Their endorsements"), &["candidate"]);
static MODERATED: Personal = part(
    "selection_moderation",
    || t!("Marks of them that changed after discussion"),
    &["candidate", "scorer", "criterion"],
);
static MODERATED_OF: Personal =
    of_scorer("selection_moderation", || t!("Marks of theirs that changed after discussion"));
static REASONS: Personal =
    Personal { table: "selection_decision", column: "reasons", erase: Erase::Named, ..Personal::NONE };
static DISSENT: Personal =
    Personal { table: "selection_decision", column: "dissent", erase: Erase::Named, ..Personal::NONE };
