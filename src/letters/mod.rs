//! Letters and labels: texts with fields that are filled for each person, window letters in post order or the file of a mail
//! merge, and sheets of address labels.
//!
//! Whom one writes to and what a letter can say of them comes from every subject's [`crate::cli::Mailing`];
//! [`store::plan`] works out who gets one and who does not and why, [`printing`] brings it to paper. Members' reminders and
//! later subjects use the same two.

pub mod cli;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
mod screen;
pub mod store;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

pub use ops::OPS;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "letters",
    name: || t!("Letters"),
    icon: icons::ENVELOPE_SIMPLE,
    ops: OPS,
    noun: cli::NOUN,
    ..Subject::NONE
};
