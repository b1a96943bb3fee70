//! A partner's calendar as it lies on the disk.

use std::path::Path;

use crate::kit::{Problem, Result};
use crate::t;

/// The bytes of a calendar.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path)
        .map_err(|e| Problem::file(t!("The calendar could not be read: {file}", file = path.display())).because(e))
}
