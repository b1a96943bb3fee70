//! A report on paper: the same sheet that the screen and the spreadsheet show.

use chrono::{DateTime, Utc};

use super::noun::{Sheet, Width};
use super::sheet::cell_text;
use crate::kit::{Currency, Result};
use crate::office::profile::{PaperSize, Profile};
use crate::print::{Column, Document, Frame, Paper, Table};

/// What stands on every sheet: who prints it, on which paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Letterhead {
    pub party: String,
    pub branch: String,
    pub paper: Paper,
}

impl Letterhead {
    pub fn of(profile: &Profile) -> Self {
        let paper = match profile.paper {
            PaperSize::A4 => Paper::A4,
            PaperSize::Letter => Paper::LETTER,
        };
        Self { party: profile.party.clone(), branch: profile.branch.clone(), paper }
    }

    /// `Riverside branch, Example Party`.
    pub fn line(&self) -> String {
        format!("{}, {}", self.branch, self.party)
    }
}

/// A report as a PDF; `foot` stands at the foot of each page.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn on_paper(
    sheet: &Sheet,
    head: &Letterhead,
    currency: Currency,
    at: DateTime<Utc>,
    foot: &str,
) -> Result<Vec<u8>> {
    let mut document = Document::new(&sheet.title, head.paper, at)?;
    let rows: Vec<Vec<String>> =
        sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell_text(cell, currency)).collect()).collect();
    // A column that holds nothing leaves its room to the others.
    let holds = |at: usize| rows.is_empty() || rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
    let shown: Vec<bool> = (0..sheet.columns.len()).map(holds).collect();
    let columns = sheet.columns.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(column, _)| match column.width {
        Width::Text => Column::text(&column.name, 3.6).wrapped(),
        Width::Short => Column::text(&column.name, 2.4).wrapped(),
        Width::Day => Column::text(&column.name, 2.0).whole(),
        Width::Money => Column::figures(&column.name, 2.0),
        Width::Count => Column::figures(&column.name, 1.2),
    });
    let mut table = Table::new(columns.collect());
    for (row, cells) in sheet.rows.iter().zip(rows) {
        let cells = cells.into_iter().zip(&shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell);
        if row.strong {
            table.total(cells)
        } else {
            table.row(cells)
        };
    }
    let frame = Frame {
        title: sheet.title.clone(),
        subtitle: format!("{} · {}", head.line(), sheet.subtitle),
        foot: foot.to_owned(),
        landscape: false,
    };
    table.draw(&mut document, &frame)?;
    document.bytes()
}
