//! What letters and labels look like on paper, and whether an address fits where it must stand.

use chrono::{DateTime, Utc};

use super::model::{Envelope, Letter, Plan, To, Why};
use crate::cli::Stationery;
use crate::kit::{Problem, Result};
use crate::office::profile::PaperSize;
use crate::print::{self, Document, Ink, LabelSheet, Page, Paper, Pen, Region, Style, Window};
use crate::t;

/// The paper of a letter in an office.
pub fn paper(letter: &Letter, stationery: &Stationery) -> Paper {
    match letter.paper.unwrap_or(stationery.profile.paper) {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::LETTER,
    }
}

/// The envelope of a letter in an office.
pub fn envelope(letter: &Letter, stationery: &Stationery) -> Envelope {
    letter.envelope.unwrap_or_else(|| Envelope::usual(stationery.profile.jurisdiction()))
}

/// The texts of one letter, its fields filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub heading: String,
    pub body: String,
    pub dated: String,
}

/// Adds one letter to a document; answers how many pages it took.
///
/// # Errors
/// When no font of this computer has a letter; the message names it.
pub fn letter(
    document: &mut Document,
    to: &To,
    letter: &Letter,
    written: &Written,
    stationery: &Stationery,
) -> Result<usize> {
    let address = to.in_full();
    let sheet = print::Letter {
        sender: stationery.sender(),
        window: envelope(letter, stationery).window(),
        address: &address,
        dated: &written.dated,
        heading: &written.heading,
        body: &written.body,
        signatory: if letter.signed { &stationery.profile.signatory } else { "" },
        signature: if letter.signed { stationery.signature.as_ref() } else { None },
    };
    sheet.draw(document, paper(letter, stationery))
}

/// What stands in the way of an address, if anything: it is too long, or no font has a letter of it.
fn in_the_way(lines: &[String], region: Region, style: Style, least: f32) -> Option<Why> {
    match print::fits(region, style, least, &lines.join("\n")) {
        Ok(true) => None,
        Ok(false) => Some(Why::DoesNotFit),
        Err(problem) => Some(Why::NoFont(problem.message)),
    }
}

/// Takes out of a plan whose address does not show whole in the envelope's window.
pub fn settle_letters<'a>(plan: &mut Plan, pick: &dyn Fn(&To) -> &'a Letter, stationery: &Stationery) {
    plan.take_out(|to| {
        // Without a window an address has as much room as with the largest.
        let window = envelope(pick(to), stationery).window().unwrap_or(Window::DinA);
        in_the_way(&to.in_full(), window.address(), Window::STYLE, Window::LEAST)
    });
}

/// How an address stands on a label, and its smallest letters.
const LABEL: Style = Style { leading: 1.2, ..Style::new(10.5) };
const LABEL_LEAST: f32 = 6.5;

/// Where text stands on a label: off its edges as far as a printer's feed may be.
fn inside(place: Region) -> Region {
    let side = (place.width * 0.07).clamp(2.0, 5.0);
    let top = (place.height * 0.07).clamp(1.5, 3.5);
    Region::new(place.x + side, place.y + top, place.width - 2.0 * side, place.height - 2.0 * top)
}

/// Takes out of a plan whose address does not fit on a label.
pub fn settle_labels(plan: &mut Plan, sheet: &LabelSheet) {
    let room = inside(sheet.place(0));
    plan.take_out(|to| in_the_way(&to.in_full(), room, LABEL, LABEL_LEAST));
}

/// How a sheet is filled: from which label on, and how far everything is moved to the right and down, in millimetres, for a
/// printer that feeds askew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Counted from 1.
    pub at: usize,
    pub shift: (f32, f32),
}

impl Default for Start {
    fn default() -> Self {
        Self { at: 1, shift: (0.0, 0.0) }
    }
}

fn moved(place: Region, shift: (f32, f32)) -> Region {
    Region { x: place.x + shift.0, y: place.y + shift.1, ..place }
}

/// Adds one page of labels; `skip` are left free at its beginning.
///
/// # Errors
/// When an address does not fit, which the plan has already left out, or no font has a letter.
pub fn labels(
    document: &mut Document,
    sheet: &LabelSheet,
    labels: &[To],
    skip: usize,
    shift: (f32, f32),
) -> Result<()> {
    document.page_on(sheet.paper, |page| {
        for (at, to) in labels.iter().enumerate() {
            let place = inside(moved(sheet.place(skip + at), shift));
            let text = to.in_full().join("\n");
            if !page.whole(place, LABEL, LABEL_LEAST, &text)? {
                return Err(Problem::input(t!("The address of {name} does not fit on a label", name = to.name)));
            }
        }
        Ok(())
    })
}

/// A page on plain paper to hold against a sheet of labels: the outline of each, one filled as a sample, and a line of
/// 100 mm that shows whether the printer keeps to size.
///
/// # Errors
/// When no font of this computer has a letter.
pub fn test_sheet(sheet: &LabelSheet, start: Start, sample: Option<&To>, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let mut document = Document::new(t!("Test for labels"), sheet.paper, at)?;
    document.page(|page| {
        for n in 0..sheet.per_page() {
            let place = moved(sheet.place(n), start.shift);
            let first = n + 1 == start.at;
            let pen = if first {
                Pen { thickness: 0.8, ink: Ink::BLACK }
            } else {
                Pen { thickness: 0.3, ink: Ink::grey(120) }
            };
            page.outline(place, pen);
            if !first {
                let number = Region { height: 5.0, ..inside(place) };
                page.one_line(number, Style::new(7.0).muted(), &(n + 1).to_string())?;
            }
        }
        let place = inside(moved(sheet.place(start.at.clamp(1, sheet.per_page()) - 1), start.shift));
        let text = sample.map_or_else(|| t!("The first label").to_owned(), |to| to.in_full().join("\n"));
        page.whole(place, LABEL, LABEL_LEAST, &text)?;
        ruler(page, sheet)
    })?;
    document.bytes()
}

/// What to do with the test, and the line to measure. It stands across the labels, which are only outlines here.
fn ruler(page: &mut Page<'_>, sheet: &LabelSheet) -> Result<()> {
    let paper = page.region();
    let (x, y) = (paper.width / 2.0 - 50.0, paper.height * 0.62);
    let back = Region::new(x - 6.0, y - 9.0, 112.0, 26.0);
    page.fill(back, Ink::WHITE);
    page.outline(back, Pen::RULE);
    page.line((x, y), (x + 100.0, y), Pen::BLACK);
    for end in [x, x + 50.0, x + 100.0] {
        page.line((end, y - 2.0), (end, y + 2.0), Pen::BLACK);
    }
    page.one_line(Region::new(x, y - 7.5, 100.0, 4.5), Style::new(8.5).centre(), t!("This line is 100 mm long"))?;
    let words = t!(
        "{sheet}. Print on plain paper at full size, lay it on a sheet of labels and hold both against the light. If the line is shorter than 100 mm, the printer shrinks: choose “actual size”.",
        sheet = sheet.name
    );
    page.fit(Region::new(x - 3.0, y + 3.5, 106.0, 12.0), Style::new(8.0).muted(), &words)?;
    Ok(())
}

/// Whether all letters of a text can be drawn here.
///
/// # Errors
/// When no font of this computer has a letter; the message names it.
pub fn can_print(text: &str) -> Result<()> {
    let room = Region::new(0.0, 0.0, 160.0, 1.0e6);
    print::fits(room, Style::new(10.5), 10.5, text).map(|_| ())
}

#[cfg(test)]
mod tests;
