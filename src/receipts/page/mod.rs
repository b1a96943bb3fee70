//! What a receipt looks like on paper: a letter of its own page, or two or three slips to a page; a list of donations that
//! do not fit on it follows on pages of their own. Everything comes from the frozen sheet, so that a reprint is the same
//! document with its mark.

mod annex;
mod labels;
mod letter;
mod parts;
mod slip;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveTime;

use super::model::{Plan, Sheet};
use crate::kit::{Day, Result};
use crate::print::{Document, Page, Paper, Picture, Volumes};

/// What a print says on its face beyond the receipt itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    Original,
    /// The same document again.
    Copy,
    /// A void receipt, with its reason.
    Void {
        reason: String,
        on: Option<Day>,
    },
    /// Nothing is issued; what is open about it is said on it.
    Proof {
        notices: Vec<String>,
    },
}

/// Finds the office's pictures that sheets name by the id of the attachment. One that is gone is left out.
pub type Pictures<'a> = dyn Fn(&str) -> Option<Picture> + 'a;

/// One receipt to draw.
#[derive(Clone, Debug)]
pub struct Print {
    pub sheet: Sheet,
    pub face: Face,
}

impl Print {
    fn paper(&self) -> Paper {
        if self.sheet.layout.letter_paper { Paper::LETTER } else { Paper::A4 }
    }

    /// How many of its kind share a page; one where its list of donations is long.
    fn per_page(&self) -> usize {
        let per_page = usize::from(self.sheet.layout.per_page).max(1);
        if slip::holds(&self.sheet, per_page) { per_page } else { 1 }
    }
}

/// Draws what shares a page: one letter, or slips of one size.
fn draw(document: &mut Document, prints: &[Print], pictures: &Pictures<'_>) -> Result<()> {
    let Some(first) = prints.first() else { return Ok(()) };
    let paper = first.paper();
    let per_page = first.per_page();
    if per_page == 1 {
        for print in prints {
            letter::draw(document, paper, print, pictures)?;
        }
        return Ok(());
    }
    document.page_on(paper, |page: &mut Page<'_>| {
        let places = page.region().rows(per_page, 0.0);
        for (print, place) in prints.iter().zip(places) {
            slip::draw(page, place, print, pictures)?;
        }
        Ok(())
    })
}

/// The time in a file's properties: noon of the day of issue, so that every print of a receipt is made of equal bytes.
fn made_on(day: Day) -> chrono::DateTime<chrono::Utc> {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}

/// The file of one receipt.
///
/// # Errors
/// When no font of this computer has a letter; the message names it.
pub fn one(print: &Print, pictures: &Pictures<'_>) -> Result<Vec<u8>> {
    let mut document = Document::new(&labels::file_title(&print.sheet), print.paper(), made_on(print.sheet.issued_on))?;
    draw(&mut document, std::slice::from_ref(print), pictures)?;
    document.bytes()
}

/// Writes many receipts into one file, or volumes of some hundreds of pages when there are many. All files appear at the
/// end, or none. `progress` hears how many receipts are drawn.
///
/// # Errors
/// What `prints` says; letters that no font has; that it was cancelled; or that a file cannot be written.
pub fn run(
    path: &Path,
    title: &str,
    issued_on: Day,
    prints: impl IntoIterator<Item = Result<Print>>,
    pictures: &Pictures<'_>,
    progress: &mut dyn FnMut(usize),
    cancel: &AtomicBool,
) -> Result<Vec<PathBuf>> {
    let mut done = 0;
    let pages = Pages { prints: prints.into_iter(), waiting: None };
    Volumes::new(title, Paper::A4, made_on(issued_on)).write(
        path,
        pages,
        |document, page: Result<Vec<Print>>| {
            let page = page?;
            draw(document, &page, pictures)?;
            done += page.len();
            progress(done);
            Ok(())
        },
        |_pages| {},
        cancel,
    )
}

/// Puts receipts together that share a page, in their order.
struct Pages<I> {
    prints: I,
    waiting: Option<Print>,
}

impl<I: Iterator<Item = Result<Print>>> Iterator for Pages<I> {
    type Item = Result<Vec<Print>>;

    fn next(&mut self) -> Option<Self::Item> {
        let first = match self.waiting.take().map_or_else(|| self.prints.next(), |print| Some(Ok(print)))? {
            Ok(print) => print,
            Err(problem) => return Some(Err(problem)),
        };
        let (room, paper) = (first.per_page(), first.paper());
        let mut page = vec![first];
        while page.len() < room {
            match self.prints.next() {
                Some(Ok(next)) if next.per_page() == room && next.paper() == paper => page.push(next),
                Some(Ok(next)) => {
                    self.waiting = Some(next);
                    break;
                }
                Some(Err(problem)) => return Some(Err(problem)),
                None => break,
            }
        }
        Some(Ok(page))
    }
}

/// Makes sure that every name and address of a plan can be printed, before anything is issued.
///
/// # Errors
/// When no font of this computer has a letter; the message names the letters.
pub fn can_print(plan: &Plan, paper_day: Day) -> Result<()> {
    let mut document = Document::new("", Paper::A4, made_on(paper_day))?;
    document.page(|page| {
        for draft in &plan.drafts {
            for text in std::iter::once(&draft.name).chain(&draft.address) {
                page.width(parts::BODY, text)?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests;
