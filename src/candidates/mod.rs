//! Choosing candidates: a round is laid down, published and frozen, its panel declares conflicts, scores apart and sealed
//! ([`seal`]), and the chair opens all cards at once ([`opened`]); what they come to is worked out by [`stats`].

pub mod answers;
mod cli;
pub mod decided;
pub mod import;
pub mod judged;
pub mod lint;
pub mod model;
pub mod opened;
pub mod ops;
pub mod papers;
pub mod quota;
pub mod record;
pub mod redact;
mod screen;
pub mod seal;
pub mod stats;
pub mod store;
pub mod timetable;

use crate::app::{ScreenDef, Section, Subject};
use crate::t;
use crate::ui::icons;

/// Where candidates are seen.
pub static SECTION: Section = Section { key: "candidates", name: || t!("Candidates"), icon: icons::LIST_CHECKS };

const SCREENS: &[ScreenDef] = &[ScreenDef {
    key: screen::results::RESULTS,
    title: || t!("Results"),
    section: &SECTION,
    tab: Some(30),
    make: screen::results::ResultsPage::boxed,
    poses: screen::results::POSES,
    ..ScreenDef::NONE
}];

/// Candidates, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "candidates",
    name: || t!("Candidates"),
    icon: icons::LIST_CHECKS,
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard, store::stands],
    personal: store::PERSONAL,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::results::COMMANDS,
    ..Subject::NONE
};
