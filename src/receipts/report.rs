//! The report of receipts issued and not issued, and the export of the receipt book.

use std::fmt::Display;

use chrono::Datelike as _;
use rusqlite::Connection;

use super::model::{Plan, Receipt, ReceiptKind, Scope, Status};
use super::store::{self, Filter};
use crate::cli::{About, Cell, Export, Opens, Report, RowSink, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Day, Money, Result, day, text};
use crate::people::PersonId;
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The screens that show what a figure is made of.
const LIST: &str = "money.receipts";
const ENTRIES: &str = "money.entries";

/// Receipts issued and not issued.
pub const REPORT: Report = Report {
    name: "receipts",
    says: "Receipts issued and not issued",
    about: "Every receipt issued, and the donations of the year that have none, with why",
    sheet,
};

/// The receipt book.
pub const EXPORT: Export = Export { name: "receipts", says: "Receipts", columns, rows, ..Export::NONE };

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn row(cells: [Cell; 6], strong: bool, opens: Option<(&'static str, &dyn Display)>) -> SheetRow {
    let opens = opens.map(|(screen, filter)| Opens { screen, filter: filter.to_string() });
    SheetRow { cells: cells.into(), strong, opens }
}

fn sheet(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut rows = Vec::new();
    let filter = Filter { issued: Some((span.from, span.to)), ..Filter::default() };
    let (mut standing, mut void, mut total) = (0, 0, Money::ZERO);
    store::each(conn, &filter, |receipts| {
        for receipt in receipts {
            let receipt = receipt?;
            match receipt.status {
                Status::Issued => {
                    standing += 1;
                    total += receipt.total;
                }
                Status::Void => void += 1,
            }
            rows.push(issued(&receipt));
        }
        Ok(())
    })?;
    let sum = t!("{standing} issued, {void} void", standing = standing, void = void);
    rows.push(row(
        [text(sum), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Count(standing), Cell::Money(total)],
        true,
        Some((LIST, &format!("issued:{}..{} status:issued", span.from, span.to))),
    ));
    // A calendar year is what a run covers; a span of several has a list for each.
    for year in span.from.year()..=span.to.year() {
        let scope = Scope::Year { year, kind: ReceiptKind::Annual };
        match store::plan(conn, scope, span.today) {
            Ok(plan) => not_issued(&plan, &mut rows),
            // Where the regulator issues them, the report says so instead.
            Err(problem) => rows.push(row(
                [text(problem.message), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
                true,
                None,
            )),
        }
    }
    let columns = [
        (t!("Number"), Width::Short),
        (t!("Issued"), Width::Day),
        (t!("Donor"), Width::Text),
        (t!("State"), Width::Text),
        (t!("Donations"), Width::Count),
        (t!("Total"), Width::Money),
    ];
    Ok(Sheet {
        title: t!("Receipts issued and not issued").to_owned(),
        subtitle: t!(
            "Issued {from} to {to}; not issued: donations of the same years",
            from = day::long(span.from),
            to = day::long(span.to)
        ),
        columns: columns.into_iter().map(|(name, width)| SheetColumn { name: name.to_owned(), width }).collect(),
        rows,
    })
}

fn issued(receipt: &Receipt) -> SheetRow {
    let state = match (receipt.status, &receipt.replaced_by, &receipt.replaces) {
        (Status::Void, Some(by), _) => {
            t!("Void, replaced by {number}: {reason}", number = by, reason = receipt.void_reason)
        }
        (Status::Void, None, _) => t!("Void: {reason}", reason = receipt.void_reason),
        (Status::Issued, _, Some(old)) => t!("Issued, replaces {number}", number = old),
        (Status::Issued, _, None) => receipt.kind.label().to_owned(),
    };
    let cells = [
        text(&receipt.number),
        Cell::Day(receipt.issued_on),
        text(&receipt.donor_name),
        text(state),
        Cell::Empty,
        Cell::Money(receipt.total),
    ];
    row(cells, false, Some((LIST, &receipt.number)))
}

fn not_issued(plan: &Plan, rows: &mut Vec<SheetRow>) {
    let count = |n: usize| Cell::Count(i64::try_from(n).unwrap_or(i64::MAX));
    let heading = t!("Donations of {year}", year = plan.year);
    rows.push(row(
        [
            text(heading),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            count(plan.ledger_count),
            Cell::Money(plan.ledger_total),
        ],
        true,
        Some((ENTRIES, &plan.ledger_filter())),
    ));
    let ready = [
        Cell::Empty,
        Cell::Empty,
        text(t!("To issue")),
        Cell::Empty,
        count(plan.donations()),
        Cell::Money(plan.total()),
    ];
    let filter = format!("to_issue {}", plan.year);
    rows.push(row(ready, false, Some((LIST, &filter))));
    for left in &plan.left_out {
        let cells = [
            Cell::Empty,
            Cell::Empty,
            text(left.reason.label()),
            Cell::Empty,
            count(left.entries.len()),
            Cell::Money(left.total()),
        ];
        let filter = format!("{} {}", left.reason.key(), plan.year);
        rows.push(row(cells, false, Some((LIST, &filter))));
    }
}

fn columns() -> Vec<ColumnSpec> {
    [
        ("number", t!("Number"), ColumnKind::Text),
        ("kind", t!("Kind"), ColumnKind::Text),
        ("status", t!("Status"), ColumnKind::Text),
        ("issued_on", t!("Issued on"), ColumnKind::Day),
        ("issued_by", t!("Issued by"), ColumnKind::Text),
        ("year", t!("Donations of"), ColumnKind::Count),
        ("donor", t!("Donor"), ColumnKind::Text),
        ("donor_id", t!("Donor id"), ColumnKind::Text),
        ("total", t!("Total"), ColumnKind::Money),
        ("replaces", t!("Replaces"), ColumnKind::Text),
        ("replaced_by", t!("Replaced by"), ColumnKind::Text),
        ("void_reason", t!("Void reason"), ColumnKind::Text),
        ("voided_on", t!("Voided on"), ColumnKind::Day),
        ("voided_by", t!("Voided by"), ColumnKind::Text),
    ]
    .into_iter()
    .map(|(key, name, kind)| ColumnSpec::new(key, name, kind))
    .collect()
}

fn rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    store::each(conn, &Filter::default(), |receipts| {
        sink(&mut receipts.map(|receipt| {
            let r = receipt?;
            Ok(vec![
                r.number.into(),
                r.kind.key().into(),
                r.status.key().into(),
                r.issued_on.into(),
                r.issued_by.into(),
                i64::from(r.for_year).into(),
                r.donor_name.into(),
                Value::text(r.donor.to_string()),
                r.total.into(),
                r.replaces.into(),
                r.replaced_by.into(),
                r.void_reason.into(),
                r.voided_on.into(),
                r.voided_by.into(),
            ])
        }))
    })
}

/// For `info`.
pub(super) fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    Ok(vec![("receipts", store::count(conn, &Filter::default())?)])
}

/// The receipts of a person.
///
/// # Errors
/// When the file cannot be read.
pub fn about(conn: &Connection, person: i64, _today: Day) -> Result<Vec<About>> {
    let filter = Filter { donor: Some(PersonId(person)), status: Some(Status::Issued), ..Filter::default() };
    let count = store::count(conn, &filter)?;
    let Some(newest) = store::list(conn, &filter, 0, 1)?.into_iter().next() else { return Ok(Vec::new()) };
    let counted = text::plural(usize::try_from(count).unwrap_or(0), t!("receipt"), t!("receipts"));
    Ok(vec![About {
        key: "receipts",
        label: t!("Receipts"),
        says: counted,
        detail: t!("Last {number}, {day}", number = newest.number, day = day::short(newest.issued_on)),
        data: serde_json::json!({ "count": count, "last": newest.number, "issued_on": newest.issued_on }),
        opens: Opens { screen: LIST, filter: format!("donor:{person}") },
    }])
}
