//! Two or three receipts to a page, cut apart: a third of a page goes into its envelope unfolded, so the address stands
//! where the window is, and the text beside it.

use super::labels;
use super::parts::{self, BODY, LABEL, SMALL, fields, paragraph};
use super::{Pictures, Print};
use crate::kit::Result;
use crate::print::{Ink, Page, Pen, Region, Style};
use crate::receipts::model::{Form, Sheet};

/// Whether a receipt fits on a slip: much text or a long list of donations gets a letter.
pub(super) fn holds(sheet: &Sheet, per_page: usize) -> bool {
    let advantage = !sheet.totals.advantage.is_zero() && sheet.lines.len() > 1;
    let (most_lines, most_letters) = if per_page > 2 { (5, 330) } else { (16, 1_000) };
    // What the number on it replaces is said on the sheet itself, and a reissue is printed alone.
    let texts = sheet.opening.iter().chain([&sheet.totals.in_words]);
    let letters: usize = texts.map(|text| text.chars().count()).sum::<usize>() + 18 * sheet.lines.len();
    per_page > 1 && !advantage && sheet.lines.len() <= most_lines && letters <= most_letters
}

/// Draws one slip in its part of the page.
pub(super) fn draw(page: &mut Page<'_>, slip: Region, print: &Print, pictures: &Pictures<'_>) -> Result<()> {
    let sheet = &print.sheet;
    if slip.y > 1.0 {
        page.line((0.0, slip.y), (slip.width, slip.y), Pen { thickness: 0.3, ink: Ink::grey(170) });
    }
    left(page, slip, sheet, pictures)?;

    let text = Region::new(slip.x + 108.0, slip.y + 8.0, slip.width - 108.0 - 14.0, slip.height - 14.0);
    let mut y = paragraph(page, text, text.y, Style::new(12.0).bold(), &sheet.title, 1.0)?;
    for remark in parts::remarks(print) {
        y = paragraph(page, text, y, BODY.sized(7.5).bold(), &remark, 0.5)?;
    }
    y = fields(page, text.below(y), 26.0, BODY.sized(9.0), &labels::meta(sheet))?;
    page.rule(text, y + 0.3, Pen::RULE);
    y += 1.6;
    let style = BODY.sized(8.5);
    for part in &sheet.opening {
        y = paragraph(page, text, y, style, part, 1.0)?;
    }
    let mut shown = labels::fields(sheet);
    if sheet.wording.form == Form::Acknowledgement {
        // The sentence above has said how many and when.
        shown.retain(|(label, _)| !matches!(*label, "Donations" | "Received"));
    }
    y = fields(page, text.below(y), 26.0, BODY.sized(9.0), &shown)?;
    if sheet.lines.len() > 1 {
        let list: Vec<String> = sheet
            .lines
            .iter()
            .map(|l| format!("{} {}", parts::short_day(sheet, l.day), labels::money(sheet, l.amount)))
            .collect();
        y = paragraph(page, text, y + 0.5, LABEL.sized(7.5), &list.join(" · "), 0.8)?;
    }
    for part in &sheet.closing {
        y = paragraph(page, text, y, style, part, 1.0)?;
    }
    let (small, _) = parts::small_print(page, text.width, sheet)?;
    let sign = text.below(y + 0.8);
    let room = if slip.height > 120.0 { 11.0 } else { 6.0 };
    y = parts::signature(page, Region { width: 60.0, ..sign }, sheet, pictures, room)?;
    // Half a page has room below the window; a third has it only beside.
    let foot = if slip.height > 120.0 {
        Region::new(slip.x + 22.0, slip.y + 100.0, 78.0, slip.height - 108.0)
    } else {
        let below = text.below(y + 0.6);
        Region { height: (slip.bottom() - 7.0 - below.y).max(3.0), ..below }
    };
    if !small.is_empty() {
        page.fit_bottom(foot, SMALL.sized(6.5), &small)?;
    }
    let line = Region::new(foot.x, slip.bottom() - 6.5, foot.width, 3.5);
    page.one_line(line, SMALL.sized(5.5), &parts::wording_line(sheet))?;
    let label = Region::new(slip.x + 22.0, slip.y + 38.0, 60.0, 6.0);
    parts::stamp(page, slip.inset(6.0), label, print)
}

/// The office's head, and the donor's address where the window is.
fn left(page: &mut Page<'_>, slip: Region, sheet: &Sheet, pictures: &Pictures<'_>) -> Result<()> {
    let head = Region::new(slip.x + 22.0, slip.y + 8.0, 78.0, 28.0);
    page.letterhead(head, None, parts::issuer(sheet, pictures).sender())?;
    let field = sheet.layout.envelope.window().map_or(Region::new(22.0, 57.0, 76.0, 26.0), |window| window.address());
    let field = Region { y: slip.y + field.y, ..field };
    let lines: Vec<&str> =
        std::iter::once(sheet.donor.as_str()).chain(sheet.address.iter().map(String::as_str)).collect();
    page.fit_bottom(field, Style { leading: 1.25, ..Style::new(10.0) }, &lines.join("\n"))
}
