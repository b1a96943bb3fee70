//! What leaves the screens: papers for the viewer, tables and reports as files.

use std::path::PathBuf;

use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::cli::{Sheet, save_sheet};
use crate::kit::{Problem, whole_file};
use crate::ledger::model::BatchId;
use crate::ledger::{page, store};
use crate::t;
use crate::ui::Tone;

/// A paper that is being made for the viewer.
#[derive(Default)]
pub struct Paper(Option<Reply<PathBuf>>);

impl Paper {
    /// Makes the slip of a batch.
    pub fn batch(&mut self, sight: &Sight<'_>, id: BatchId, number: i64, account: &str) {
        let Some(path) = sight.paper(&t!("Batch {number}.pdf", number = number)) else { return };
        let (account, head, currency) =
            (account.to_owned(), page::Letterhead::of(&sight.facts.profile), *sight.currency());
        self.0 = Some(sight.desk.ask_office(move |office| {
            let batch = office.read(|conn| store::batch(conn, id))?;
            let pdf = page::batch_slip(&batch, &account, &head, currency, office.clock().now())?;
            whole_file::write_whole(&path, &pdf)?;
            Ok(path)
        }));
    }

    /// Makes pages of what the office holds.
    pub fn make(
        &mut self,
        sight: &Sight<'_>,
        name: &str,
        pages: impl FnOnce(&crate::office::Office) -> crate::kit::Result<Vec<u8>> + Send + 'static,
    ) {
        let Some(path) = sight.paper(name) else { return };
        self.0 = Some(sight.desk.ask_office(move |office| {
            whole_file::write_whole(&path, &pages(office)?)?;
            Ok(path)
        }));
    }

    /// Writes bytes of the file for the viewer: an attachment.
    pub fn attachment(&mut self, sight: &Sight<'_>, attachment: &crate::office::attachments::Attachment) {
        let Some(name) = attachment.viewer_name() else {
            return sight.problem(
                Problem::input(t!(
                    "“{name}” is no picture and no PDF, so it is not opened here",
                    name = attachment.name
                ))
                .hint(t!("Save a copy of it, and open that with the program it belongs to")),
            );
        };
        let Some(path) = sight.paper(&name) else { return };
        let id = attachment.id;
        self.0 = Some(sight.desk.ask(move |conn| {
            whole_file::write_whole(&path, &crate::office::attachments::bytes(conn, id)?)?;
            Ok(path)
        }));
    }

    /// Hands it to the viewer once it stands.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        match self.0.as_mut().and_then(Reply::take) {
            Some(Ok(path)) => {
                self.0 = None;
                sight.show_paper(path);
            }
            Some(Err(problem)) => {
                self.0 = None;
                sight.problem(problem);
            }
            None => {}
        }
    }
}

/// A table on its way into a file: first the file is chosen, then it is written.
#[derive(Default)]
pub struct Saving {
    /// On its way to being asked about, with the name of the file.
    making: Option<(Reply<Sheet>, &'static str)>,
    chosen: Option<(Choice, Sheet)>,
    writing: Option<Reply<PathBuf>>,
}

impl Saving {
    /// Asks where to; the ending decides the form.
    pub fn ask(&mut self, sight: &Sight<'_>, sheet: Sheet, name: &str) {
        let choice = sight.choose(Wish {
            title: t!("Save {what}", what = sheet.title),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("PDF or table"), &["xlsx", "csv", "pdf"])),
            name: name.to_owned(),
        });
        self.chosen = Some((choice, sheet));
    }

    /// Waits for a table that is being made.
    pub fn make(&mut self, sheet: Reply<Sheet>, name: &'static str) {
        self.making = Some((sheet, name));
    }

    pub fn logic(&mut self, sight: &Sight<'_>) {
        if let Some((reply, name)) = &mut self.making
            && let Some(made) = reply.take()
        {
            let name = *name;
            self.making = None;
            match made {
                Ok(sheet) => self.ask(sight, sheet, name),
                Err(problem) => sight.problem(problem),
            }
        }
        if let Some(path) = self.chosen.as_ref().and_then(|(choice, _)| choice.take())
            && let (Some((_, sheet)), Some(path)) = (self.chosen.take(), path)
        {
            let profile = sight.facts.profile.clone();
            self.writing = Some(sight.desk.ask_office(move |office| {
                save_sheet(&path, &sheet, &profile, &**office.clock(), "")?;
                Ok(path)
            }));
        }
        match self.writing.as_mut().and_then(Reply::take) {
            Some(Ok(path)) => {
                self.writing = None;
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                sight.notice(Tone::Good, t!("Wrote {file}", file = name), path.display().to_string());
            }
            Some(Err(problem)) => {
                self.writing = None;
                sight.problem(problem);
            }
            None => {}
        }
    }
}
