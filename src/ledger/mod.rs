//! Money: entries, batches, balances and reports. Double entry underneath, which a volunteer never has to read.

pub mod cli;
pub mod import;
pub mod model;
pub mod ops;
pub mod page;
pub mod screen;
pub mod store;

pub use cli::NOUN;
pub use ops::OPS;

use rusqlite::Connection;

use crate::kit::Result;
use crate::app::Subject;
use crate::office::{Finding, Lock, Tx};
use crate::t;
use crate::ui::icons;

/// What `wardroom check` asks of the ledger.
pub const CHECKS: &[fn(&Connection) -> Result<Vec<Finding>>] = &[store::check];

/// What holds entries as they are; asked before an undo.
pub const LOCKS: &[Lock] = &[store::locks];

/// Whether the ledger holds amounts.
pub const HAS_AMOUNTS: fn(&Connection) -> Result<bool> = store::has_amounts;

/// What a new office starts with: accounts and categories.
pub const BEGIN: fn(&Tx<'_>) -> Result<()> = ops::begin_in;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "money",
    name: || t!("Money"),
    icon: icons::COINS,
    ops: OPS,
    checks: CHECKS,
    locks: LOCKS,
    begin: &[BEGIN],
    has_amounts: Some(HAS_AMOUNTS),
    noun: NOUN,
    screens: screen::SCREENS,
    commands: screen::COMMANDS,
    ..Subject::NONE
};
