//! A report on paper: the same sheet that the screen and the spreadsheet show.

use chrono::{DateTime, Utc};

use super::noun::{Cell, Sheet, Width};
use crate::kit::{Currency, Result, day};
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
    let columns = sheet
        .columns
        .iter()
        .map(|column| match column.width {
            Width::Text => Column::text(&column.name, 3.6).wrapped(),
            Width::Short => Column::text(&column.name, 2.4).wrapped(),
            Width::Day => Column::text(&column.name, 2.3),
            Width::Money => Column::figures(&column.name, 2.0),
            Width::Count => Column::figures(&column.name, 1.2),
        })
        .collect();
    let mut table = Table::new(columns);
    for row in &sheet.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| shown(cell, currency)).collect();
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

fn shown(cell: &Cell, currency: Currency) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day::short(*day),
        Cell::Money(money) => currency.figures(*money),
        Cell::Count(n) => n.to_string(),
        Cell::Opening(inner, _) => shown(inner, currency),
    }
}
