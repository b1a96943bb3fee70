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

use crate::cli::Noun;
use crate::office::{Finding, Lock, Op};

/// Every operation of receipts.
pub const OPS: &[&Op] =
    &[&ops::ISSUE, &ops::RUN, &ops::VOID, &ops::REISSUE, &ops::PRINT, &ops::CHANGE_SETTINGS, &ops::CHANGE_SERIES];

/// Its commands, report, export and count.
pub const NOUN: Noun = cli::NOUN;

/// What `check` proves of receipts.
pub const CHECKS: &[fn(&rusqlite::Connection) -> crate::kit::Result<Vec<Finding>>] = &[store::check];

/// What an undo may not put back.
pub const LOCKS: &[Lock] = &[store::locks];
