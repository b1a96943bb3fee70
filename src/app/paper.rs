//! Papers on their way: where to is asked, they are drawn on the office's thread, then shown or said where they lie.

use std::path::PathBuf;

use super::desk::Reply;
use super::sight::{Choice, Sight, Wish};
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::t;

/// Where papers go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Into the system's viewer, which prints; under this name in the private folder.
    Viewer(String),
    /// Where a person says.
    Chosen(Wish),
}

/// Draws into the file it is given and answers the files it made.
pub type Start = Box<dyn FnOnce(&Sight<'_>, PathBuf) -> Reply<Vec<PathBuf>>>;

enum Stage {
    Choosing(Choice, Option<Start>),
    Writing(Reply<Vec<PathBuf>>),
}

/// One print under way; a screen keeps it and calls [`Self::logic`].
pub struct Papers {
    stage: Stage,
    to_viewer: bool,
}

impl std::fmt::Debug for Papers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Papers").field("to_viewer", &self.to_viewer).finish_non_exhaustive()
    }
}

impl Papers {
    /// Begins: asks where to, or draws for the viewer. `None` where this computer gave no private folder, which is said.
    pub fn begin(sight: &Sight<'_>, goal: Goal, start: Start) -> Option<Self> {
        match goal {
            Goal::Viewer(name) => {
                let path = sight.paper(&name)?;
                Some(Self { stage: Stage::Writing(start(sight, path)), to_viewer: true })
            }
            Goal::Chosen(wish) => {
                Some(Self { stage: Stage::Choosing(sight.choose(wish), Some(start)), to_viewer: false })
            }
        }
    }

    /// Goes on as far as it can. `None` while it is under way; at its end the files that were made: none where it was
    /// cancelled or went wrong, which has then been said. Those for the viewer are shown.
    pub fn logic(&mut self, sight: &Sight<'_>) -> Option<Vec<PathBuf>> {
        if let Stage::Choosing(choice, start) = &mut self.stage {
            match choice.take() {
                None => return None,
                Some(None) => return Some(Vec::new()),
                Some(Some(path)) => {
                    let start = start.take()?;
                    self.stage = Stage::Writing(start(sight, path));
                }
            }
        }
        let Stage::Writing(reply) = &mut self.stage else { return None };
        match reply.take()? {
            Err(problem) => {
                sight.problem(problem);
                Some(Vec::new())
            }
            Ok(files) => {
                if self.to_viewer {
                    files.iter().for_each(|path| sight.show_paper(path.clone()));
                }
                Some(files)
            }
        }
    }
}

/// Draws without changing the office. Cancel is for this drawing alone.
pub fn draw(
    sight: &Sight<'_>,
    what: &'static str,
    does: impl FnOnce(&mut Office) -> Result<Vec<PathBuf>> + Send + 'static,
) -> Reply<Vec<PathBuf>> {
    sight.desk.with_office(what, move |place: &mut Option<Office>| {
        let office = place.as_mut().ok_or_else(|| Problem::input(t!("The office is closed")))?;
        let files = does(office);
        office.progress().cancelled.store(false, std::sync::atomic::Ordering::SeqCst);
        files
    })
}
