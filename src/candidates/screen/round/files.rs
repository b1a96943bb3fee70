//! What candidates sent along: attached, saved as a copy, taken off again.

use std::path::{Path, PathBuf};

use egui::Ui;

use super::super::super::model::CandidateId;
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::kit::whole_file;
use crate::office::attachments::{self, Attachment, AttachmentId};
use crate::t;
use crate::ui::{self, Link, SMALL, Tone};

/// The table that such a file belongs to.
pub(super) const OWNER: &str = "selection_candidate";
const ENDINGS: (&str, &[&str]) =
    ("PDF or picture", &["pdf", "png", "jpg", "jpeg", "tif", "tiff", "gif", "webp", "heic"]);

/// What is under way with the files of the candidate in the pane.
#[derive(Default)]
pub(super) struct Files {
    choosing: Option<(Choice, CandidateId)>,
    attaching: Option<Reply<AttachmentId>>,
    saving: Option<(Choice, AttachmentId)>,
    writing: Option<(PathBuf, Reply<()>)>,
}

impl Files {
    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(chosen) = self.choosing.as_ref().and_then(|(choice, _)| choice.take())
            && let (Some((_, who)), Some(path)) = (self.choosing.take(), chosen)
        {
            let attach =
                move |office: &mut crate::office::Office| attachments::attach_scan(office, OWNER, who.0, &path);
            self.attaching = Some(sight.desk.run(&attachments::ATTACH, attach));
        }
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
                    sight.notice(Tone::Good, t!("Wrote {file}", file = name_of(&path)), path.display().to_string());
                }
                Err(problem) => sight.problem(problem),
            }
        }
    }

    /// The files of a candidate.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, who: CandidateId, files: &[Attachment], open: bool) {
        ui::section(ui, &super::ask::heading(t!("Attached"), files.len()));
        for file in files {
            ui.horizontal_wrapped(|ui| {
                ui::line(ui, &file.name, SMALL);
                if Link::new(t!("Save a copy…")).small().show(ui).clicked() {
                    let choice = sight.choose(Wish {
                        title: t!("Save a copy of {name}", name = file.name),
                        confirm: t!("Save").to_owned(),
                        kind: WishKind::Save,
                        endings: None,
                        name: file.name.clone(),
                    });
                    self.saving = Some((choice, file.id));
                }
                if open && Link::new(t!("Take off")).small().show(ui).clicked() {
                    let id = file.id;
                    sight.desk.run(&attachments::DETACH, move |office| attachments::detach(office, id)).forget();
                }
            });
        }
        if open && Link::new(t!("Attach a PDF or a picture…")).small().show(ui).clicked() {
            let choice = sight.choose(Wish {
                title: t!("Attach a PDF or a picture, up to 10 MB").to_owned(),
                confirm: t!("Attach").to_owned(),
                kind: WishKind::Open,
                endings: Some(ENDINGS),
                name: String::new(),
            });
            self.choosing = Some((choice, who));
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
