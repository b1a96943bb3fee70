//! Receipts on their way to paper: where to, and the drawing on the office's thread.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::super::model::ReceiptId;
use super::super::printing::{self, Target};
use crate::app::paper::{self, Papers};
use crate::app::{Sight, Wish, WishKind};
use crate::kit::Result;
use crate::kit::whole_file::write_whole;
use crate::office::{Changed, Office};
use crate::t;
use crate::ui::Tone;

/// Where papers go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goal {
    /// Into the system's viewer, which prints.
    #[default]
    Viewer,
    OneFile,
    OneEach,
}

/// One print under way.
pub(super) struct Paper {
    count: usize,
    goal: Goal,
    papers: Papers,
}

impl Paper {
    /// Begins: asks where to, or draws for the viewer. `title` names the file.
    pub(super) fn begin(sight: &Sight<'_>, ids: Vec<ReceiptId>, goal: Goal, title: String) -> Option<Self> {
        let file = printing::file_name(&title.replace(' ', "-"));
        let wish = |title: &str, kind, name| {
            paper::Goal::Chosen(Wish {
                title: title.to_owned(),
                confirm: t!("Save").to_owned(),
                kind,
                endings: (kind == WishKind::Save).then_some(("PDF", &["pdf"] as &[&str])),
                name,
            })
        };
        let to = match goal {
            Goal::Viewer => paper::Goal::Viewer(file),
            Goal::OneFile => wish(t!("Save the receipts as PDF"), WishKind::Save, file),
            Goal::OneEach => wish(t!("A folder for the receipts"), WishKind::Folder, String::new()),
        };
        let count = ids.len();
        let start = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Draw the receipts"), move |office| print(office, &ids, &title, goal, to))
        };
        Some(Self { count, goal, papers: Papers::begin(sight, to, Box::new(start))? })
    }

    /// Goes on as far as it can; answers whether it has ended.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        let Some(files) = self.papers.logic(sight) else { return false };
        self.written(sight, &files);
        // That it was printed is noted in the book together with the writing.
        sight.desk.changed(&Changed(["receipt_print".to_owned()].into_iter().collect()));
        true
    }

    fn written(&self, sight: &Sight<'_>, files: &[PathBuf]) {
        let Some(first) = files.first() else { return };
        let receipts = super::receipts(self.count);
        let (says, place) = match self.goal {
            Goal::Viewer => return,
            Goal::OneFile if files.len() > 1 => {
                (t!("{receipts} in {files} files", receipts = receipts, files = files.len()), first.as_path())
            }
            Goal::OneFile => (t!("{receipts} in one PDF", receipts = receipts), first.as_path()),
            Goal::OneEach => (t!("{receipts}, a PDF each", receipts = receipts), first.parent().unwrap_or(first)),
        };
        sight.notice(Tone::Good, says, place.display().to_string());
    }
}

fn print(office: &mut Office, ids: &[ReceiptId], title: &str, goal: Goal, to: PathBuf) -> Result<Vec<PathBuf>> {
    if let ([one], true) = (ids, office.is_read_only()) {
        // Nothing can be noted in an office that is only read.
        write_whole(&to, &printing::bytes(office, *one)?)?;
        return Ok(vec![to]);
    }
    let progress = office.progress();
    progress.begin(u64::try_from(ids.len()).unwrap_or(0));
    let target = match goal {
        Goal::OneEach => Target::Each(to),
        Goal::Viewer | Goal::OneFile => Target::OneFile(to),
    };
    let mut done = |n: usize| progress.done.store(u64::try_from(n).unwrap_or(0), Ordering::SeqCst);
    printing::run(office, ids, title, &target, &mut done, &progress.cancelled)
}
