//! A paper on its way to the viewer.

use std::path::PathBuf;

use super::desk::Reply;
use super::sight::Sight;
use crate::kit::{Problem, Result, whole_file};
use crate::office::Office;
use crate::office::attachments::{self, Attachment};
use crate::t;

/// A paper that is being made for the viewer.
#[derive(Debug, Default)]
pub struct Paper(Option<Reply<PathBuf>>);

impl Paper {
    /// Makes it on the office's thread, under a name in the private folder.
    pub fn make(
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

    /// Writes what is attached to a record, where a viewer may be trusted with it.
    pub fn attachment(&mut self, sight: &Sight<'_>, attachment: &Attachment) {
        let Some(name) = attachment.viewer_name() else {
            return sight.problem(
                Problem::input(t!(
                    "“{name}” is no picture and no PDF, so it is not opened here",
                    name = attachment.name
                ))
                .hint(t!("Save a copy of it, and open that with the program it belongs to")),
            );
        };
        let id = attachment.id;
        self.make(sight, &name, move |office| office.read(|conn| attachments::bytes(conn, id)));
    }

    /// Hands it to the viewer once it is made.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        let Some(made) = self.0.as_mut().and_then(Reply::take) else { return };
        self.0 = None;
        match made {
            Ok(path) => sight.show_paper(path),
            Err(problem) => sight.problem(problem),
        }
    }
}
