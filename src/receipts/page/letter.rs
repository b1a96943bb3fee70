//! A receipt as a letter: one page, the address where the envelope's window is, and a list of donations below the text as
//! far as it fits.

use super::labels;
use super::parts::{self, BODY, LABEL, SMALL, fields, paragraph};
use super::{Pictures, Print, annex};
use crate::kit::Result;
use crate::print::{Document, Page, Paper, Pen, Region, Style};
use crate::receipts::model::{Form, Sheet};

const LEFT: f32 = 25.0;
const RIGHT: f32 = 20.0;
/// Room for the signature's picture.
const SIGNATURE: f32 = 14.0;
const ROW: f32 = 5.0;

/// Draws the page, and the pages of its list where it does not fit.
pub(super) fn draw(document: &mut Document, paper: Paper, print: &Print, pictures: &Pictures<'_>) -> Result<()> {
    let listed = document.page_on(paper, |page| letter(page, print, pictures))?;
    if listed { Ok(()) } else { annex::draw(document, print) }
}

/// Draws the letter; says whether all its donations are on it.
fn letter(page: &mut Page<'_>, print: &Print, pictures: &Pictures<'_>) -> Result<bool> {
    let sheet = &print.sheet;
    let paper = page.region();
    let text = Region::new(LEFT, 0.0, paper.width - LEFT - RIGHT, paper.height);
    let address: Vec<&str> =
        std::iter::once(sheet.donor.as_str()).chain(sheet.address.iter().map(String::as_str)).collect();
    let issuer = parts::issuer(sheet, pictures);
    let top = page.letter_top(sheet.layout.envelope.window(), issuer.sender(), &address)?;
    let beside = top.beside;
    let label = Region { y: beside.y - 8.0, ..beside };
    let after_meta = fields(page, beside, 30.0, BODY.sized(9.5), &labels::meta(sheet))?;

    let mut y = top.below.max(after_meta + 4.0);
    y = paragraph(page, text, y, Style::new(15.0).bold(), &sheet.title, 2.0)?;
    for remark in parts::remarks(print) {
        y = paragraph(page, text, y, BODY.sized(9.0).bold(), &remark, 1.0)?;
    }
    for part in &sheet.opening {
        y = paragraph(page, text, y, BODY, part, 2.0)?;
    }
    page.rule(text, y + 0.5, Pen::RULE);
    y = fields(page, text.below(y + 2.5), 62.0, BODY, &labels::fields(sheet))?;
    page.rule(text, y + 0.5, Pen::RULE);
    y += 3.5;

    let (small, small_height) = parts::small_print(page, text.width, sheet)?;
    let foot = paper.height - 16.0;
    let mut needed = SIGNATURE + 16.0 + small_height;
    for part in &sheet.closing {
        needed += page.height(text.width, BODY, part)? + 2.0;
    }
    let listed = if sheet.lines.len() < 2 {
        true
    } else if sheet.wording.form == Form::Sammel || y + needed + ROW * (sheet.lines.len() + 2) as f32 > foot {
        let word = labels::words(sheet.wording.language).page_of;
        if sheet.wording.form != Form::Sammel {
            y = paragraph(page, text, y, LABEL, &format!("{} {word}", sheet.lines.len()), 2.0)?;
        }
        false
    } else {
        y = list(page, text.below(y), sheet)? + 3.0;
        true
    };
    for part in &sheet.closing {
        y = paragraph(page, text, y, BODY, part, 2.0)?;
    }
    parts::signature(page, Region { width: 75.0, ..text.below(y + 3.0) }, sheet, pictures, SIGNATURE)?;
    if small_height > 0.0 {
        page.text(Region::new(LEFT, foot - small_height, text.width, small_height), SMALL, &small)?;
    }
    let line = Region::new(LEFT, foot + 1.5, text.width, 4.0);
    page.one_line(line, SMALL.sized(6.5), &parts::wording_line(sheet))?;
    page.one_line(line, SMALL.sized(6.5).right(), &sheet.number)?;
    parts::stamp(page, paper.inset(15.0), label, print)?;
    Ok(listed)
}

/// The donations, a line each, below the letter's fields.
fn list(page: &mut Page<'_>, region: Region, sheet: &Sheet) -> Result<f32> {
    let (heads, rows) = parts::line_cells(sheet);
    let figures = heads.len() - 2;
    let width = 30.0;
    let words_width = (region.width - width * figures as f32) / 2.0;
    let place = |column: usize, y: f32| {
        if column < 2 {
            Region::new(region.x + words_width * column as f32, y, words_width - 2.0, ROW)
        } else {
            Region::new(region.x + 2.0 * words_width + width * (column - 2) as f32, y, width, ROW)
        }
    };
    let mut y = region.y;
    for (column, head) in heads.iter().enumerate() {
        let style = if column < 2 { LABEL } else { LABEL.right() };
        page.one_line(place(column, y), style, head)?;
    }
    y += ROW;
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            if column < 2 {
                page.one_line(place(column, y), BODY.sized(9.5), cell)?;
            } else {
                page.figure(place(column, y), BODY.sized(9.5).right(), cell)?;
            }
        }
        y += ROW;
    }
    page.rule(region, y + 0.5, Pen::RULE);
    Ok(y + 1.0)
}
