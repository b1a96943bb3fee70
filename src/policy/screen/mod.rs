//! Policy on screen.

mod amendments;
mod commands;
mod merging;

pub(super) use amendments::Amendments;
pub(super) use merging::Merging;

use commands::{AMEND, LIST_PAPER, MERGE, SYNOPSIS_PAPER, VOTING_PAPER, WORD_PAPER};

/// Documents from idea to force.
pub(super) const LIST: &str = "policy.list";
/// Two versions held against each other.
pub(super) const COMPARE: &str = "policy.compare";
/// Amendments to a document.
pub(super) const AMENDMENTS: &str = "policy.amendments";
/// Amendments merged into a version.
pub(super) const MERGING: &str = "policy.merging";

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&crate::app::Command] = commands::ALL;
