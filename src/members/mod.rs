//! Members: terms of membership, what they come to on a day, dues, and who may vote.
//!
//! [`store::register`] reads everything once; [`model::Register`] works out status, arrears, a dues run or the roll from it,
//! purely and for any day. What is paid stands in the ledger, as entries of kind dues: which charge each settles is worked
//! out, so that undoing, reversing or importing a payment needs nothing here.

pub mod model;
pub mod ops;
pub mod store;

use rusqlite::Connection;

use crate::app::Subject;
use crate::cli::Noun;
use crate::kit::Result;
use crate::office::{Finding, Tx};
use crate::t;
use crate::ui::icons;

pub use ops::OPS;

/// What `wardroom check` proves of members.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

/// What a new office starts with: the usual classes.
pub const BEGIN: fn(&Tx<'_>) -> Result<()> = ops::begin_in;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "members",
    name: || t!("Members"),
    icon: icons::IDENTIFICATION_CARD,
    ops: OPS,
    checks: CHECKS,
    begin: &[BEGIN],
    noun: Noun { counts: Some(store::counts), ..Noun::NONE },
    ..Subject::NONE
};
