//! The small note beside an open file: who has it open, where, since when. A clean close removes it; a stale one never
//! blocks, because the lock itself is SQLite's.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::kit::whole_file;

/// What the note says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenBy {
    pub who: String,
    pub machine: String,
    /// UTC, RFC 3339.
    pub since: String,
}

/// A note that is removed when the file closes.
#[derive(Debug)]
pub(super) struct OpenNote {
    path: PathBuf,
}

fn path_beside(file: &Path) -> PathBuf {
    let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    whole_file::folder_of(file).join(format!("~{name}.open"))
}

impl OpenNote {
    /// Writes the note. A folder that cannot be written is no reason not to open the file: then there is no note.
    pub(super) fn leave(file: &Path, by: &OpenBy) -> Option<Self> {
        let path = path_beside(file);
        let text = serde_json::to_vec(by).ok()?;
        match whole_file::write_whole(&path, &text) {
            Ok(()) => Some(Self { path }),
            Err(problem) => {
                tracing::debug!(%problem, "no note could be left beside the file");
                None
            }
        }
    }
}

impl Drop for OpenNote {
    fn drop(&mut self) {
        whole_file::remove(&self.path);
    }
}

/// Reads the note another program left, if it can be read.
pub(super) fn read(file: &Path) -> Option<OpenBy> {
    let bytes = std::fs::read(path_beside(file)).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The name of this machine, for the note.
pub(super) fn machine() -> String {
    whoami::hostname().unwrap_or_else(|_| "this computer".to_owned())
}
