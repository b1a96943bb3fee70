//! Receipts: numbered, frozen when issued, never erased. A run leaves out what it must and ties out to the ledger.
//!
//! A [`model::Plan`] shows who gets a receipt and who does not; [`ops::issue`] issues exactly that; [`printing`] brings it to
//! paper afterwards.

pub mod cli;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
pub mod report;
pub mod store;

use crate::app::Subject;
use crate::office::{Finding, Lock, Op};
use crate::t;
use crate::ui::icons;

/// Every operation of receipts.
pub const OPS: &[&Op] =
    &[&ops::ISSUE, &ops::RUN, &ops::VOID, &ops::REISSUE, &ops::PRINT, &ops::CHANGE_SETTINGS, &ops::CHANGE_SERIES];

/// What `check` proves of receipts.
pub const CHECKS: &[fn(&rusqlite::Connection) -> crate::kit::Result<Vec<Finding>>] = &[store::check];

/// What an undo may not put back.
pub const LOCKS: &[Lock] = &[store::locks];

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "receipts",
    name: || t!("Receipts"),
    icon: icons::RECEIPT,
    ops: OPS,
    checks: CHECKS,
    locks: LOCKS,
    begin: &[ops::begin_in],
    noun: cli::NOUN,
    ..Subject::NONE
};
