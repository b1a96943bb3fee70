//! Budgets: what a year, or an appeal, is planned to bring and to cost by category, beside what the ledger says it did.

pub mod cli;
pub mod export;
pub mod import;
pub mod model;
pub mod ops;
pub mod report;
mod screen;
pub mod store;

use crate::app::{ScreenDef, Subject};
use crate::ledger::MONEY;
use crate::t;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "budget",
    ops: ops::OPS,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[ScreenDef {
    key: screen::BUDGET,
    title: || t!("Budget"),
    section: &MONEY,
    tab: Some(45),
    make: screen::Budget::boxed,
    poses: &["first", "budget.copy"],
    ..ScreenDef::NONE
}];
