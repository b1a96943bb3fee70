//! From the office to paper: reads what was frozen, draws it, writes the file, and only then notes that it was printed. A
//! print that was interrupted is made again as the original.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::model::{Plan, ReceiptId, Status};
use super::page::{self, Face, Print};
use super::{ops, store};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result};
use crate::office::Office;
use crate::office::attachments::{self, AttachmentId};
use crate::print::Picture;
use crate::t;

/// How a run goes to paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One file in the order of the numbers, in volumes where there are many pages.
    OneFile(PathBuf),
    /// A file for each receipt, by its number.
    Each(PathBuf),
}

/// What a receipt's paper would be now: the original once, a copy after, or a void one with its reason.
///
/// # Errors
/// When there is no such receipt, or what it says is damaged.
pub fn print_of(office: &Office, id: ReceiptId) -> Result<Print> {
    let printed = office.read(|conn| store::sheet(conn, id))?;
    let face = match printed.status {
        Status::Void => Face::Void { reason: printed.void_reason, on: printed.voided_on },
        Status::Issued if printed.printed => Face::Copy,
        Status::Issued => Face::Original,
    };
    Ok(Print { sheet: printed.sheet, face })
}

/// Reads a picture once; one that is damaged or gone is left out of the paper.
fn picture(office: &Office, known: &RefCell<BTreeMap<String, Option<Picture>>>, id: &str) -> Option<Picture> {
    if let Some(found) = known.borrow().get(id) {
        return found.clone();
    }
    let read = || -> Result<Picture> {
        let attachment: AttachmentId = id.parse()?;
        Picture::read(&office.read(|conn| attachments::bytes(conn, attachment))?)
    };
    let found = read().inspect_err(|problem| tracing::warn!(%problem, "a picture is left out")).ok();
    known.borrow_mut().insert(id.to_owned(), found.clone());
    found
}

/// The bytes of one receipt's file, as it would print now; nothing is noted.
///
/// # Errors
/// As [`print_of`]; or when no font has a letter.
pub fn bytes(office: &Office, id: ReceiptId) -> Result<Vec<u8>> {
    let known = RefCell::default();
    page::one(&print_of(office, id)?, &|id| picture(office, &known, id))
}

/// Prints one receipt into a file and notes it. Says whether it was a copy or a void one.
///
/// # Errors
/// When it cannot be drawn or written; then nothing is noted.
pub fn to_file(office: &mut Office, id: ReceiptId, to: &Path) -> Result<Face> {
    let face = print_of(office, id)?.face;
    write_whole(to, &bytes(office, id)?)?;
    ops::record_print(office, &[id])?;
    Ok(face)
}

/// Prints many receipts and notes them. `progress` hears how many are drawn; when `cancel` is set, nothing is noted and, of
/// one file, nothing left behind.
///
/// # Errors
/// When one cannot be drawn or written, or it was cancelled. The receipts stay issued and can be printed again.
pub fn run(
    office: &mut Office,
    ids: &[ReceiptId],
    title: &str,
    target: &Target,
    progress: &mut dyn FnMut(usize),
    cancel: &AtomicBool,
) -> Result<Vec<PathBuf>> {
    let known = RefCell::default();
    let reader: &Office = office;
    let pictures = |id: &str| picture(reader, &known, id);
    let files = match target {
        Target::OneFile(path) => {
            let prints = ids.iter().map(|id| print_of(reader, *id));
            page::run(path, title, reader.today(), prints, &pictures, progress, cancel)?
        }
        Target::Each(folder) => {
            let mut files = Vec::with_capacity(ids.len());
            for (at, id) in ids.iter().enumerate() {
                if cancel.load(Ordering::Relaxed) {
                    return Err(Problem::input(t!(
                        "Printing was cancelled after {count} files; the receipts stay issued",
                        count = at
                    ))
                    .hint(t!("Print them again when you like")));
                }
                let print = print_of(reader, *id)?;
                let path = folder.join(file_name(&print.sheet.number));
                write_whole(&path, &page::one(&print, &pictures)?)?;
                files.push(path);
                progress(at + 1);
            }
            files
        }
    };
    ops::record_print(office, ids)?;
    Ok(files)
}

/// A proof of a plan's first receipts, with a mark across and without numbers. It shows what is not confirmed or not set.
///
/// # Errors
/// When the plan has no receipt, or no font has a letter.
pub fn proof(office: &Office, plan: &Plan, most: usize, to: &Path) -> Result<Vec<PathBuf>> {
    let (making, notices) = office.read(|conn| store::making(conn, plan.scope.kind(), office.today(), office.who()))?;
    let prints = plan.drafts.iter().take(most).map(|draft| {
        Ok(Print { sheet: making.sheet(draft, "", None)?, face: Face::Proof { notices: notices.clone() } })
    });
    let known = RefCell::default();
    let pictures = |id: &str| picture(office, &known, id);
    page::run(to, t!("Proof"), office.today(), prints, &pictures, &mut |_| {}, &AtomicBool::new(false))
}

/// The file of a number: marks that a system may not have in names become dashes.
pub fn file_name(number: &str) -> String {
    let safe: String =
        number.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '.' { c } else { '-' }).collect();
    format!("{safe}.pdf")
}
