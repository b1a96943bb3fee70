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
pub mod screen;
pub mod store;

use crate::app::{ScreenDef, Section, Subject};
use crate::t;
use crate::ui::icons;

pub use ops::OPS;

static LETTERS: Section = Section { key: "letters", name: || t!("Letters"), icon: icons::ENVELOPE_SIMPLE };

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::LIST,
        title: || t!("Letters"),
        section: &LETTERS,
        make: screen::Letters::boxed,
        poses: &["new", "edit"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::RUN,
        title: || t!("Write to people"),
        section: &LETTERS,
        tab: None,
        make: screen::Run::boxed,
        poses: &["left_out", "list"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::LABELS,
        title: || t!("Labels"),
        section: &LETTERS,
        tab: Some(10),
        make: screen::Labels::boxed,
        poses: &["left_out", "own"],
        ..ScreenDef::NONE
    },
];

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "letters",
    ops: OPS,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    ..Subject::NONE
};
