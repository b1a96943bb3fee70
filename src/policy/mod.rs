//! Policy: documents from idea to force. A text is a tree of clauses whose ids never change; it is written in an editor, kept as
//! versions, commented, consulted on, decided about, and holds from a day on.

pub mod anchor;
pub mod body;
pub mod change;
mod cli;
pub mod compare;
pub mod docx;
pub mod edit;
pub mod inline;
pub mod intake;
pub mod label;
pub mod lines;
pub mod markdown;
pub mod model;
pub mod ops;
mod page;
pub mod plain;
pub mod printing;
pub mod response;
mod screen;
pub mod store;
pub mod text;

use crate::app::{ScreenDef, Section, Subject};
use crate::t;
use crate::ui::icons;

/// Policy, as the window and the command line know it.
pub static SUBJECT: Subject = Subject {
    key: "policy",
    name: || t!("Policy"),
    icon: icons::SCROLL,
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard],
    personal: store::PERSONAL,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    ..Subject::NONE
};

static SECTION: Section = Section { key: "policy", name: || t!("Policy"), icon: icons::SCROLL };

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::AMENDMENTS,
        title: || t!("Amendments"),
        section: &SECTION,
        tab: Some(4),
        make: screen::Amendments::boxed,
        poses: &["new", "matrix"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::MERGING,
        title: || t!("Merge"),
        section: &SECTION,
        tab: Some(5),
        make: screen::Merging::boxed,
        ..ScreenDef::NONE
    },
];
