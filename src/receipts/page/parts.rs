//! What letter and slip share: the head, fields, the signature, the mark on the face.

use super::labels::{self, Field};
use super::{Face, Pictures, Print};
use crate::kit::{Result, day};
use crate::print::{Align, Ink, Page, Pen, Picture, Region, Sender, Style};
use crate::receipts::model::Sheet;
use crate::t;

pub(super) const BODY: Style = Style::new(10.5);
pub(super) const LABEL: Style = Style::new(8.5).muted();
pub(super) const SMALL: Style = Style { leading: 1.3, ..Style::new(7.5).muted() };

/// Text below `y` with a gap after it; an empty text takes no room.
pub(super) fn paragraph(
    page: &mut Page<'_>,
    region: Region,
    y: f32,
    style: Style,
    text: &str,
    gap: f32,
) -> Result<f32> {
    if text.trim().is_empty() {
        return Ok(y);
    }
    Ok(page.text(region.below(y), style, text)? + gap)
}

/// The issuer as it stands at the head of the paper.
pub(super) struct Issuer {
    names: Vec<String>,
    lines: Vec<String>,
    logo: Option<Picture>,
    in_one_line: String,
}

impl Issuer {
    pub(super) fn sender(&self) -> Sender<'_> {
        let Self { names, lines, logo, in_one_line } = self;
        Sender { names, lines, logo: logo.as_ref(), in_one_line }
    }
}

pub(super) fn issuer(sheet: &Sheet, pictures: &Pictures<'_>) -> Issuer {
    let issuer = &sheet.issuer;
    let mut names = vec![issuer.branch.clone()];
    if issuer.party != issuer.branch {
        names.push(issuer.party.clone());
    }
    let lines = issuer.lines.iter().filter(|line| !names.contains(line)).cloned().collect();
    let logo = issuer.logo.as_ref().and_then(|id| pictures(id));
    Issuer { names, lines, logo, in_one_line: labels::issuer_line(sheet) }
}

/// Labels with their values below each other. Says where they end.
pub(super) fn fields(
    page: &mut Page<'_>,
    region: Region,
    label_width: f32,
    style: Style,
    fields: &[Field],
) -> Result<f32> {
    let mut y = region.y;
    for (label, value) in fields {
        let left = Region { width: label_width - 2.0, ..region.below(y) };
        let right = Region { x: region.x + label_width, width: region.width - label_width, ..region.below(y) };
        // The label's letters are smaller; its line is moved so that both stand on one line.
        let drop = (style.line_height() - LABEL.line_height()) * 0.6;
        let after = page.text(left.below(y + drop.max(0.0)), LABEL, label)?;
        y = page.text(right, style, value)?.max(after) + 0.8;
    }
    Ok(y)
}

/// The word on the face: COPY, CANCELLED, PROOF.
pub(super) fn mark(print: &Print) -> Option<String> {
    match &print.face {
        Face::Original => None,
        Face::Copy => Some(print.sheet.wording.copy_mark.clone()),
        Face::Void { .. } => Some(print.sheet.wording.void_mark.clone()),
        Face::Proof { .. } => Some(t!("PROOF").to_owned()),
    }
}

/// The word across the face, behind the text, and once more in plain letters that a photocopier keeps.
pub(super) fn stamp(page: &mut Page<'_>, region: Region, label: Region, print: &Print) -> Result<()> {
    let Some(word) = mark(print) else { return Ok(()) };
    page.watermark(region, &word)?;
    let style = Style::new(10.0).bold();
    let width = page.width(style, &word)? + 5.0;
    let frame = Region { width, height: 6.0, ..label };
    page.outline(frame, Pen { thickness: 0.9, ink: Ink::BLACK });
    page.one_line(frame, style.centre(), &word)
}

/// What a void receipt or a proof adds to its text.
pub(super) fn remarks(print: &Print) -> Vec<String> {
    match &print.face {
        Face::Original | Face::Copy => Vec::new(),
        Face::Void { reason, on } => {
            let word = &print.sheet.wording.void_mark;
            vec![match on {
                Some(on) => format!("{word} {}: {reason}", print.sheet.wording.language.day(*on)),
                None => format!("{word}: {reason}"),
            }]
        }
        Face::Proof { notices } => {
            let mut remarks = vec![t!("This is a proof. Nothing has been issued and no number taken.").to_owned()];
            remarks.extend(notices.iter().cloned());
            remarks
        }
    }
}

/// Place and day, the signature's picture, a line and who signs. Says where it ends.
pub(super) fn signature(
    page: &mut Page<'_>,
    region: Region,
    sheet: &Sheet,
    pictures: &Pictures<'_>,
    room: f32,
) -> Result<f32> {
    let language = sheet.wording.language;
    let place = &sheet.issuer.place;
    let on = language.day(sheet.issued_on);
    let said = if place.is_empty() { on } else { format!("{place}, {on}") };
    let mut y = page.text(region, BODY.sized(9.5), &said)?;
    if let Some(picture) = sheet.issuer.signature.as_ref().and_then(|id| pictures(id)) {
        page.picture(Region { height: room, ..region.below(y) }, Align::Left, &picture);
    }
    y += room;
    page.rule(region, y, Pen { thickness: 0.5, ink: Ink::BLACK });
    page.text(region.below(y + 0.6), LABEL.sized(8.5), &sheet.issuer.signatory)
}

/// The wording and its version, so that anyone can tell years later which it was.
pub(super) fn wording_line(sheet: &Sheet) -> String {
    format!("{} · {}", sheet.wording.name, sheet.wording.version)
}

/// A short day for lists in small columns.
pub(super) fn short_day(sheet: &Sheet, on: crate::kit::Day) -> String {
    use crate::receipts::model::Language;
    match sheet.wording.language {
        Language::English | Language::Canadian => day::short(on),
        language => language.day(on),
    }
}

pub(super) fn small_print(page: &Page<'_>, width: f32, sheet: &Sheet) -> Result<(String, f32)> {
    let text = sheet.small_print.join("\n");
    let height = if text.is_empty() { 0.0 } else { page.height(width, SMALL, &text)? };
    Ok((text, height))
}

/// The lines of a receipt as rows of a table, under its heads: day, kind, amount, and where they differ, advantage and
/// eligible amount.
pub(super) fn line_cells(sheet: &Sheet) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let words = labels::words(sheet.wording.language);
    let advantage = !sheet.totals.advantage.is_zero();
    let mut heads = vec![words.day, words.kind];
    if !words.waiver.is_empty() {
        heads.push(words.waiver);
    }
    heads.push(words.amount);
    if advantage {
        heads.extend([words.advantage, words.eligible]);
    }
    let rows = sheet.lines.iter().map(|line| {
        let mut row = vec![short_day(sheet, line.day), sheet.wording.language.kind(&line.kind).to_owned()];
        if !words.waiver.is_empty() {
            row.push(words.waiver_no.to_owned());
        }
        row.push(labels::money(sheet, line.amount));
        if advantage {
            row.extend([labels::money(sheet, line.advantage), labels::money(sheet, line.eligible())]);
        }
        row
    });
    (heads, rows.collect())
}
