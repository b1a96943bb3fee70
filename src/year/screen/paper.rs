//! A paper on its way to the viewer.

use std::path::PathBuf;

use crate::app::{Reply, Sight};
use crate::kit::{Result, whole_file};
use crate::office::Office;

/// A paper that is being made for the viewer.
#[derive(Default)]
pub(super) struct Paper(Option<Reply<PathBuf>>);

impl Paper {
    pub(super) fn make(
        &mut self,
        sight: &Sight<'_>,
        name: &str,
        pages: impl FnOnce(&Office) -> Result<Vec<u8>> + Send + 'static,
    ) {
        let Some(path) = sight.paper(name) else { return };
        self.0 = Some(sight.desk.ask_office(move |office| {
            whole_file::write_whole(&path, &pages(office)?)?;
            Ok(path)
        }));
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        let Some(made) = self.0.as_mut().and_then(Reply::take) else { return };
        self.0 = None;
        match made {
            Ok(path) => sight.show_paper(path),
            Err(problem) => sight.problem(problem),
        }
    }
}
