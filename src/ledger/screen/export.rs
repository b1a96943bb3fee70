//! What leaves the screens: papers for the viewer, tables and reports as files.

use std::path::PathBuf;

use crate::app::viewed::Paper;
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::cli::{Sheet, save_sheet};
use crate::ledger::model::BatchId;
use crate::ledger::{page, store};
use crate::t;
use crate::ui::Tone;

/// Makes the slip of a batch.
pub fn batch_slip(paper: &mut Paper, sight: &Sight<'_>, id: BatchId, number: i64, account: &str) {
    let (account, head, currency) = (account.to_owned(), page::Letterhead::of(&sight.facts.profile), *sight.currency());
    paper.make(sight, &t!("Batch {number}.pdf", number = number), move |office| {
        let batch = office.read(|conn| store::batch(conn, id))?;
        page::batch_slip(&batch, &account, &head, currency, office.clock().now())
    });
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
