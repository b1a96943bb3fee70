//! Ballot files that come in.

use std::path::Path;

use super::count::{self, Ballots};
use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::decode;

/// More than any count needs; what is larger is no ballot file.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Reads a ballot file.
///
/// # Errors
/// When it cannot be read, or is none; the line is named.
pub fn read(path: &Path) -> Result<Ballots> {
    let unread = |e| Problem::file(t!("The ballots could not be read: {path}", path = path.display())).because(e);
    let size = std::fs::metadata(path).map_err(unread)?.len();
    if size > MOST_BYTES {
        return Err(Problem::input(t!("This is no ballot file: it is too large. Nothing was counted")));
    }
    count::parse(&decode(std::fs::read(path).map_err(unread)?, None)?.text)
}
