//! The papers of amendments as pages: the marshalled list, the voting paper, the synopsis beside the text.

use chrono::{DateTime, Utc};

use crate::cli::Stationery;
use crate::kit::Result;
use crate::policy::model::listing::{Listing, Row, Which};
use crate::print::{Column, Document as Paper, Frame, Table, draw_all};

/// A paper of amendments, and what stands above and below it.
pub struct Amended<'a> {
    pub which: Which,
    pub listing: &'a Listing,
    pub title: String,
    pub subtitle: String,
    pub foot: String,
}

/// The paper as a PDF.
///
/// # Errors
/// When no font of this computer has a letter of it.
pub fn drawn(paper: &Amended<'_>, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let columns = paper.listing.columns.iter().enumerate().map(|(at, column)| {
        let shown = Column::text(column.title, column.share);
        if at == 0 { shown.whole() } else { shown.wrapped() }
    });
    let mut table = Table::new(columns.collect());
    if paper.which == Which::Voting {
        // Room to write the result.
        table = table.to_sign(paper.listing.columns.len().saturating_sub(1), 12.0);
    }
    for row in &paper.listing.rows {
        match row {
            Row::Section(title) => {
                table.section(title.clone());
            }
            Row::Cells(cells) => {
                table.row(cells.iter().map(String::as_str));
            }
        }
    }
    let frame = Frame {
        title: paper.title.clone(),
        subtitle: format!("{} · {}", stationery.head.line(), paper.subtitle),
        foot: paper.foot.clone(),
        landscape: paper.which != Which::Voting,
    };
    let mut out = Paper::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut out, &[(&table, &frame)])?;
    out.bytes()
}
