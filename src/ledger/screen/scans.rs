//! Scans of cheques and invoices: chosen or dropped onto an entry, saved as a copy, taken off again.

use std::path::{Path, PathBuf};

use egui::Ui;

use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::kit::whole_file;
use crate::ledger::model::EntryId;
use crate::ledger::ops;
use crate::office::attachments::{self, Attachment, AttachmentId};
use crate::t;
use crate::ui::Tone;

/// What a scan is.
const ENDINGS: (&str, &[&str]) =
    ("PDF or picture", &["pdf", "png", "jpg", "jpeg", "tif", "tiff", "gif", "webp", "heic"]);

/// What is no scan but a list to be imported.
const TABLES: &[&str] = &["csv", "tsv", "xlsx", "xlsm", "xls", "ods"];

/// What is under way with the scans of the entry in the pane.
#[derive(Default)]
pub struct Scans {
    choosing: Option<(Choice, EntryId)>,
    attaching: Option<Reply<AttachmentId>>,
    saving: Option<(Choice, AttachmentId)>,
    writing: Option<(PathBuf, Reply<()>)>,
}

impl Scans {
    /// Asks for the file.
    pub fn choose(&mut self, sight: &Sight<'_>, entry: EntryId) {
        let choice = sight.choose(Wish {
            title: t!("Attach a PDF or a picture, up to 10 MB").to_owned(),
            confirm: t!("Attach").to_owned(),
            kind: WishKind::Open,
            endings: Some(ENDINGS),
            name: String::new(),
        });
        self.choosing = Some((choice, entry));
    }

    /// Takes a file that was dropped onto the window: a table goes to the screen that imports, a scan to the entry in the pane.
    pub fn dropped(&mut self, ui: &Ui, sight: &Sight<'_>, entry: Option<EntryId>) {
        let dropped = ui.input(|i| i.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        let Some(path) = dropped else { return };
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        match entry {
            _ if TABLES.contains(&ending.as_str()) => sight.go(super::IMPORT, format!("file:{}", path.display())),
            Some(entry) if !sight.facts.read_only => self.attach(sight, entry, path),
            _ => sight.notice(
                Tone::Warning,
                t!("Nothing was done with {file}", file = name_of(&path)),
                t!("To attach a scan, choose the entry it belongs to and drop it again"),
            ),
        }
    }

    fn attach(&mut self, sight: &Sight<'_>, entry: EntryId, path: PathBuf) {
        let attach = move |office: &mut crate::office::Office| ops::attach_scan(office, entry, &path);
        self.attaching = Some(sight.desk.run(&attachments::ATTACH, attach));
    }

    /// Takes a scan off its entry; the notice has Undo.
    pub fn detach(&mut self, sight: &Sight<'_>, attachment: &Attachment) {
        let id = attachment.id;
        sight.desk.run(&attachments::DETACH, move |office| attachments::detach(office, id)).forget();
    }

    /// Asks where a copy goes.
    pub fn save_copy(&mut self, sight: &Sight<'_>, attachment: &Attachment) {
        let choice = sight.choose(Wish {
            title: t!("Save a copy of {name}", name = attachment.name),
            confirm: t!("Save").to_owned(),
            kind: WishKind::Save,
            endings: None,
            name: attachment.name.clone(),
        });
        self.saving = Some((choice, attachment.id));
    }

    pub fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(chosen) = self.choosing.as_ref().and_then(|(choice, _)| choice.take())
            && let (Some((_, entry)), Some(path)) = (self.choosing.take(), chosen)
        {
            self.attach(sight, entry, path);
        }
        // What became of it stands in the notices, with Undo; only a problem is for here.
        if let Some(outcome) = self.attaching.as_mut().and_then(Reply::take) {
            self.attaching = None;
            if let Err(problem) = outcome {
                sight.problem(problem);
            }
        }
        if let Some(chosen) = self.saving.as_ref().and_then(|(choice, _)| choice.take())
            && let (Some((_, id)), Some(path)) = (self.saving.take(), chosen)
        {
            let to = path.clone();
            let write = move |conn: &_| whole_file::write_whole(&to, &attachments::bytes(conn, id)?);
            self.writing = Some((path, sight.desk.ask(write)));
        }
        if let Some(outcome) = self.writing.as_mut().and_then(|(_, reply)| reply.take())
            && let Some((path, _)) = self.writing.take()
        {
            match outcome {
                Ok(()) => {
                    let message = t!("Wrote {file}", file = name_of(&path));
                    sight.notice(Tone::Good, message, path.display().to_string());
                }
                Err(problem) => sight.problem(problem),
            }
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
