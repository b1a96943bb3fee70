//! Answer files on their way in.

use std::path::Path;

use super::answers::Answers;
use super::kit::Kit;
use crate::kit::{Problem, Result};
use crate::t;

/// Reads the answer file of a scoring kit.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn answers(path: &Path) -> Result<Answers> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        Problem::file(t!("The answer file could not be read: {path}", path = path.display())).because(e)
    })?;
    Answers::read(&text)
}

/// Reads a scoring kit.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn kit(path: &Path) -> Result<Kit> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        Problem::file(t!("The scoring kit could not be read: {path}", path = path.display())).because(e)
    })?;
    Kit::read(&text)
}
