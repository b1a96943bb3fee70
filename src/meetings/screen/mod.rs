//! Meetings on screen.

use crate::app::Command;

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[];
