//! The subjects in the order of the menu. The only file that names them all.

use std::sync::LazyLock;

use crate::app::Subject;
use crate::app::subject::setup as gather;
use crate::cli::Noun;
use crate::office::Setup;
use crate::{
    bank, budget, candidates, elections, equality, events, fundraising, history, home, leadership, ledger, letters,
    meetings, members, people, policy, receipts, rules, segments, settings, tasks, year,
};

/// Every subject, in the order of the menu.
pub static ALL: &[&Subject] = &[
    &home::SUBJECT,
    &tasks::SUBJECT,
    &people::SUBJECT,
    &segments::SUBJECT,
    &members::SUBJECT,
    &letters::SUBJECT,
    &ledger::SUBJECT,
    &bank::SUBJECT,
    &fundraising::SUBJECT,
    &receipts::SUBJECT,
    &rules::SUBJECT,
    &budget::SUBJECT,
    &year::SUBJECT,
    &events::SUBJECT,
    &meetings::SUBJECT,
    &elections::SUBJECT,
    &candidates::SUBJECT,
    &leadership::SUBJECT,
    &equality::SUBJECT,
    &policy::SUBJECT,
    &history::SUBJECT,
    &settings::SUBJECT,
];

static SETUP: LazyLock<Setup> = LazyLock::new(|| gather(ALL));

/// What the subjects bring to the file.
pub fn setup() -> Setup {
    *SETUP
}

/// What the subjects bring to the command line.
pub fn nouns() -> Vec<Noun> {
    ALL.iter().map(|subject| subject.noun).collect()
}
