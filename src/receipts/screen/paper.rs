//! Receipts on their way to paper: where to, and the drawing on the office's thread.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::super::model::ReceiptId;
use super::super::printing::{self, Target};
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result};
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

enum Stage {
    Choosing(Choice),
    Writing(Reply<Vec<PathBuf>>),
}

/// One print under way.
pub(super) struct Paper {
    ids: Vec<ReceiptId>,
    goal: Goal,
    title: String,
    stage: Stage,
}

impl Paper {
    /// Begins: asks where to, or draws for the viewer. `title` names the file.
    pub(super) fn begin(sight: &Sight<'_>, ids: Vec<ReceiptId>, goal: Goal, title: String) -> Option<Self> {
        let file = printing::file_name(&title.replace(' ', "-"));
        let wish = |title: &str, kind, name| Wish {
            title: title.to_owned(),
            confirm: t!("Save").to_owned(),
            kind,
            endings: (kind == WishKind::Save).then_some(("PDF", &["pdf"] as &[&str])),
            name,
        };
        let stage = match goal {
            Goal::Viewer => {
                let path = private(sight, &file)?;
                Stage::Writing(write(sight, ids.clone(), &title, goal, path))
            }
            Goal::OneFile => Stage::Choosing(sight.choose(wish(t!("Save the receipts as PDF"), WishKind::Save, file))),
            Goal::OneEach => {
                Stage::Choosing(sight.choose(wish(t!("A folder for the receipts"), WishKind::Folder, String::new())))
            }
        };
        Some(Self { ids, goal, title, stage })
    }

    /// Goes on as far as it can; answers whether it has ended.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> bool {
        if let Stage::Choosing(choice) = &self.stage {
            match choice.take() {
                None => return false,
                Some(None) => return true,
                Some(Some(path)) => {
                    self.stage = Stage::Writing(write(sight, self.ids.clone(), &self.title, self.goal, path));
                }
            }
        }
        let Stage::Writing(reply) = &mut self.stage else { return false };
        match reply.take() {
            None => return false,
            Some(Err(problem)) => sight.problem(problem),
            Some(Ok(written)) => self.written(sight, &written),
        }
        // That it was printed is noted in the book together with the writing.
        sight.desk.changed(&Changed(["receipt_print".to_owned()].into_iter().collect()));
        true
    }

    fn written(&self, sight: &Sight<'_>, files: &[PathBuf]) {
        let Some(first) = files.first() else { return };
        let receipts = super::receipts(self.ids.len());
        let (says, place) = match self.goal {
            Goal::Viewer => {
                files.iter().for_each(|path| sight.show_paper(path.clone()));
                return;
            }
            Goal::OneFile if files.len() > 1 => {
                (t!("{receipts} in {files} files", receipts = receipts, files = files.len()), first.as_path())
            }
            Goal::OneFile => (t!("{receipts} in one PDF", receipts = receipts), first.as_path()),
            Goal::OneEach => (t!("{receipts}, a PDF each", receipts = receipts), first.parent().unwrap_or(first)),
        };
        sight.notice(Tone::Good, says, place.display().to_string());
    }
}

/// A place in the private folder, or a problem that says there is none.
pub(super) fn private(sight: &Sight<'_>, file: &str) -> Option<PathBuf> {
    let path = sight.paper(file);
    if path.is_none() {
        sight.problem(
            Problem::file(t!("This computer gave no private folder for papers"))
                .hint(t!("Save the paper as a PDF instead")),
        );
    }
    path
}

fn write(sight: &Sight<'_>, ids: Vec<ReceiptId>, title: &str, goal: Goal, to: PathBuf) -> Reply<Vec<PathBuf>> {
    let title = title.to_owned();
    sight.desk.with_office(t!("Draw the receipts"), move |place: &mut Option<Office>| {
        let office = place.as_mut().ok_or_else(|| Problem::input(t!("The office is closed")))?;
        let written = print(office, &ids, &title, goal, to);
        // Cancel was for this print; what comes after it must be read.
        office.progress().cancelled.store(false, Ordering::SeqCst);
        written
    })
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
