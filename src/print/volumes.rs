//! Long runs: thousands of sheets in files of some hundreds of pages each, which is how people print them and what keeps the
//! memory steady.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use tempfile::NamedTempFile;

use super::document::Document;
use super::sheet::Paper;
use crate::kit::whole_file::{cannot_write, folder_of, persist};
use crate::kit::{Problem, Result};
use crate::t;

/// A run of sheets into one file, or several when there are many pages.
#[derive(Clone, Debug)]
pub struct Volumes {
    pub title: String,
    pub paper: Paper,
    /// The time that the files' properties show.
    pub made_on: DateTime<Utc>,
    /// A volume ends with the sheet that reaches this number of pages.
    pub pages_each: usize,
}

impl Volumes {
    /// Volumes of 250 pages.
    pub fn new(title: &str, paper: Paper, made_on: DateTime<Utc>) -> Self {
        Self { title: title.to_owned(), paper, made_on, pages_each: 250 }
    }

    /// Draws every sheet and writes the files: `path` itself when one is enough, else `name 1 of 3.pdf` and so on beside it.
    /// A sheet may be several pages; it is never divided between volumes. `progress` hears the number of sheets done.
    ///
    /// All files appear at the end, or none: when drawing fails or `cancel` is set, nothing is left behind and what stood
    /// there before is untouched.
    ///
    /// # Errors
    /// What the drawing says; that the run was cancelled; that there was no sheet; or that a file cannot be written.
    pub fn write<T>(
        &self,
        path: &Path,
        sheets: impl IntoIterator<Item = T>,
        mut draw: impl FnMut(&mut Document, T) -> Result<()>,
        mut progress: impl FnMut(usize),
        cancel: &AtomicBool,
    ) -> Result<Vec<PathBuf>> {
        let mut finished = Vec::new();
        let mut document = self.volume()?;
        for (at, sheet) in sheets.into_iter().enumerate() {
            stop_if(cancel)?;
            draw(&mut document, sheet)?;
            if document.page_count() >= self.pages_each.max(1) {
                finished.push(temporary(path, std::mem::replace(&mut document, self.volume()?))?);
            }
            progress(at + 1);
        }
        if document.page_count() > 0 {
            finished.push(temporary(path, document)?);
        }
        if finished.is_empty() {
            return Err(Problem::input(t!("There is nothing to print, so no file was written")));
        }
        stop_if(cancel)?;
        put_in_place(path, finished)
    }

    fn volume(&self) -> Result<Document> {
        Document::new(&self.title, self.paper, self.made_on)
    }
}

fn stop_if(cancel: &AtomicBool) -> Result<()> {
    if cancel.load(Ordering::Relaxed) {
        return Err(Problem::input(t!("Printing was cancelled, and no file was written")));
    }
    Ok(())
}

fn temporary(path: &Path, document: Document) -> Result<NamedTempFile> {
    let bytes = document.bytes()?;
    let failed = |e: std::io::Error| cannot_write(path, e);
    let mut file = tempfile::Builder::new().prefix(".wardroom-").tempfile_in(folder_of(path)).map_err(failed)?;
    file.write_all(&bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// Gives the finished files their names. When one cannot be put in its place, those that are new go again.
fn put_in_place(path: &Path, files: Vec<NamedTempFile>) -> Result<Vec<PathBuf>> {
    let count = files.len();
    let mut placed: Vec<(PathBuf, bool)> = Vec::new();
    for (at, file) in files.into_iter().enumerate() {
        let target = if count == 1 { path.to_owned() } else { numbered(path, at + 1, count) };
        let was_there = target.exists();
        if let Err(problem) = persist(file, &target) {
            for (new, _) in placed.iter().filter(|(_, was_there)| !was_there) {
                if let Err(error) = std::fs::remove_file(new) {
                    tracing::warn!(%error, "a volume could not be taken back");
                }
            }
            return Err(problem);
        }
        placed.push((target, was_there));
    }
    Ok(placed.into_iter().map(|(path, _)| path).collect())
}

/// `receipts 03 of 12.pdf`: numbers of equal length, so that a folder sorts them rightly.
fn numbered(path: &Path, number: usize, count: usize) -> PathBuf {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let width = count.to_string().len();
    path.with_file_name(format!(
        "{stem} {}{ending}",
        t!("{number} of {count}", number = format!("{number:0width$}"), count = count)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::{Region, Style};

    fn volumes() -> Volumes {
        let made_on = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        Volumes { pages_each: 4, ..Volumes::new("Receipts", Paper::A4, made_on) }
    }

    fn receipt(document: &mut Document, number: usize) -> Result<()> {
        document.page(|page| {
            page.text(Region::new(20.0, 20.0, 100.0, 10.0), Style::new(11.0), &format!("Receipt {number}")).map(|_| ())
        })
    }

    #[test]
    fn few_sheets_make_one_file_and_many_make_several() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("receipts.pdf");
        let go = AtomicBool::new(false);
        let one = volumes().write(&path, 1..=3, receipt, |_| {}, &go).unwrap();
        assert_eq!(one, std::slice::from_ref(&path));
        let mut seen = Vec::new();
        let many = volumes().write(&path, 1..=10, receipt, |done| seen.push(done), &go).unwrap();
        let names: Vec<_> = many.iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["receipts 1 of 3.pdf", "receipts 2 of 3.pdf", "receipts 3 of 3.pdf"]);
        assert_eq!(seen, (1..=10).collect::<Vec<_>>());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[test]
    fn a_cancelled_or_failed_run_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("receipts.pdf");
        let cancel = AtomicBool::new(false);
        let stop_at_seven = |done| cancel.store(done == 7, Ordering::Relaxed);
        let problem = volumes().write(&path, 1..=10, receipt, stop_at_seven, &cancel).unwrap_err();
        assert!(problem.message.contains("cancelled"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

        let failing = |document: &mut Document, number: usize| {
            if number == 6 { Err(Problem::input("no address")) } else { receipt(document, number) }
        };
        assert!(volumes().write(&path, 1..=10, failing, |_| {}, &AtomicBool::new(false)).is_err());
        assert!(volumes().write(&path, 0..0, receipt, |_| {}, &AtomicBool::new(false)).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn numbers_are_equally_long() {
        assert_eq!(numbered(Path::new("a/r.pdf"), 3, 12), Path::new("a/r 03 of 12.pdf"));
    }
}
