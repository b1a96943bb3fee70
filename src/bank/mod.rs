//! The bank: statements in, each line matched to the ledger, the account reconciled to what the bank says.

pub mod cli;
pub mod import;
pub mod model;
pub mod ops;
pub mod statement;
pub mod store;

pub use ops::OPS;

use crate::app::Subject;
use crate::t;
use crate::ui::icons;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "bank",
    name: || t!("Bank"),
    icon: icons::BANK,
    ops: OPS,
    personal: store::PERSONAL,
    noun: cli::NOUN,
    ..Subject::NONE
};
