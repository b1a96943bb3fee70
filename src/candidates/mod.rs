//! Choosing candidates: a round is laid down, published and frozen, its panel declares conflicts, scores apart and sealed
//! ([`seal`]), and the chair opens all cards at once ([`opened`]); what they come to is worked out by [`stats`].

pub mod answers;
mod cli;
pub mod import;
pub mod kit;
pub mod lint;
pub mod model;
pub mod opened;
pub mod ops;
pub mod quota;
pub mod redact;
pub mod seal;
pub mod sheet_page;
pub mod stats;
pub mod store;
pub mod timetable;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// Candidates, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "candidates",
    name: || t!("Candidates"),
    icon: icons::LIST_CHECKS,
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard],
    personal: store::PERSONAL,
    noun: cli::NOUN,
    ..Subject::NONE
};
