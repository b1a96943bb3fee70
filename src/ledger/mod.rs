//! Money: entries, batches, balances and reports. Double entry underneath, which a volunteer never has to read.

pub mod cli;
pub mod import;
pub mod model;
pub mod ops;
pub mod page;
pub mod store;

pub use cli::NOUN;
pub use ops::OPS;

use rusqlite::Connection;

use crate::kit::Result;
use crate::office::{Finding, Lock};

/// What `wardroom check` asks of the ledger.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

/// What holds entries as they are; asked before an undo.
pub const LOCKS: &[Lock] = &[store::locks];

/// Whether the ledger holds amounts.
pub const HAS_AMOUNTS: fn(&Connection) -> Result<bool> = store::has_amounts;
