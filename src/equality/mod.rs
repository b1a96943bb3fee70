//! Equality monitoring, where a party asks for it: voluntary, apart from people, and only as totals with small cells hidden.
//!
//! Nothing links an answer to a person, because nothing of a person is kept: no form, no name, no order of forms, no two answers of
//! one form together. Forms are keyed as a stack of five or more, added up in memory, and only then one step adds how often each
//! answer was given. History and journal say who added a stack and when, and the counts before it; never a form.

mod cli;
pub mod model;
pub mod ops;
mod page;
pub mod printing;
mod screen;
pub mod store;

use crate::app::{ScreenDef, Subject};
use crate::leadership;
use crate::t;

pub use ops::OPS;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "equality",
    ops: OPS,
    noun: cli::NOUN,
    screens: &[ScreenDef {
        key: screen::TOTALS,
        title: || t!("Equality"),
        section: &leadership::SECTION,
        tab: Some(3),
        make: screen::Equality::boxed,
        poses: &["new"],
        ..ScreenDef::NONE
    }],
    commands: screen::COMMANDS,
    ..Subject::NONE
};
