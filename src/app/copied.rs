//! The copy of the office that is made before a step which changes much, on the office's thread.

use std::path::PathBuf;

use crate::kit::Result;
use crate::office::Office;
use crate::office::backup::{self, Before};

/// What became of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It lies here.
    At(PathBuf),
    /// The office has no file.
    NotNeeded,
    /// It could not be made, and why. That stops nothing, because the step can be undone.
    Failed(String),
}

/// Makes the copy before a step, unless there is one that will do.
///
/// # Errors
/// When the work was cancelled.
pub fn copy(office: &Office, folder: Result<PathBuf>, before: Before) -> Result<Copied> {
    office.progress().begin(0);
    let kept = folder.and_then(|folder| backup::before(office, &folder, before));
    office.progress().unless_cancelled()?;
    Ok(match kept {
        Ok(kept) => kept.path().map_or(Copied::NotNeeded, |path| Copied::At(path.to_owned())),
        Err(problem) => Copied::Failed(problem.to_string()),
    })
}
