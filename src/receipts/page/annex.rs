//! The list of donations on pages of its own: the annex of a German collective confirmation, or a list too long for its
//! letter.

use super::{Print, labels, parts};
use crate::kit::Result;
use crate::print::{Column, Document, Frame, Table};

/// Adds the pages of the list.
pub(super) fn draw(document: &mut Document, print: &Print) -> Result<()> {
    let sheet = &print.sheet;
    let words = labels::words(sheet.wording.language);
    let (heads, rows) = parts::line_cells(sheet);
    let last = heads.len();
    let columns = heads.iter().enumerate().map(|(at, head)| match at {
        0 => Column::text(head, 2.2),
        1 => Column::text(head, 2.8),
        at if *head == words.waiver && at < last => Column::text(head, 3.4),
        _ => Column::figures(head, 2.0),
    });
    let mut table = Table::new(columns.collect());
    for row in rows {
        table.row(row);
    }
    let mut total = vec![words.total.to_owned(), String::new()];
    if !words.waiver.is_empty() {
        total.push(String::new());
    }
    total.push(labels::money(sheet, sheet.totals.amount));
    if !sheet.totals.advantage.is_zero() {
        total.extend([labels::money(sheet, sheet.totals.advantage), labels::money(sheet, sheet.totals.eligible)]);
    }
    table.total(total);
    let mark = parts::mark(print).map(|word| format!(" · {word}")).unwrap_or_default();
    let frame = Frame {
        title: format!("{} {}{mark}", words.annex, sheet.number).trim().to_owned(),
        subtitle: format!("{} · {}", sheet.donor, sheet.wording.language.day(sheet.issued_on)),
        foot: labels::issuer_line(sheet),
        landscape: false,
    };
    table.draw(document, &frame)
}
