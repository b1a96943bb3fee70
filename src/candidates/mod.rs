//! Candidates: so far the statistics of a panel's scores, which need no office.

mod cli;
pub mod opened;
pub mod seal;
pub mod stats;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// Candidates, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "candidates",
    name: || t!("Candidates"),
    icon: icons::LIST_CHECKS,
    noun: cli::NOUN,
    ..Subject::NONE
};
