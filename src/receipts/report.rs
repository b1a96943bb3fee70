//! The report of receipts issued and not issued, and the export of the receipt book.

use std::collections::BTreeMap;
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

fn row(cells: [Cell; 7], strong: bool, opens: Option<(&'static str, &dyn Display)>) -> SheetRow {
    let opens = opens.map(|(screen, filter)| Opens { screen, filter: filter.to_string() });
    SheetRow { cells: cells.into(), strong, opens }
}

fn sheet(conn: &Connection, span: &Span) -> Result<Sheet> {
    let mut rows = Vec::new();
    let filter = Filter { issued: Some((span.from, span.to)), ..Filter::default() };
    let (mut standing, mut void) = (0, 0);
    // What stands, by the year of the donations: receipts, donations, sum.
    let mut years: BTreeMap<i32, (i64, i64, Money)> = BTreeMap::new();
    store::each(conn, &filter, |receipts| {
        for receipt in receipts {
            let receipt = receipt?;
            match receipt.status {
                Status::Issued => {
                    standing += 1;
                    let year = years.entry(receipt.for_year).or_default();
                    *year = (year.0 + 1, year.1 + receipt.donations, year.2 + receipt.total);
                }
                Status::Void => void += 1,
            }
            rows.push(issued(&receipt));
        }
        Ok(())
    })?;
    let filter = format!("issued:{}..{} status:issued", span.from, span.to);
    let total = |each: fn(&(i64, i64, Money)) -> i64| years.values().map(each).sum::<i64>();
    let says = t!("{standing} issued, {void} void", standing = standing, void = void);
    let all = sums(&says, None, "", total(|year| year.1), years.values().map(|year| year.2).sum());
    rows.push(row(all, true, Some((LIST, &filter))));
    if years.len() > 1 {
        for (year, (receipts, donations, sum)) in &years {
            let count = text::plural(usize::try_from(*receipts).unwrap_or(0), t!("receipt"), t!("receipts"));
            let cells = sums(&t!("of them {count}", count = count), Some(*year), "", *donations, *sum);
            rows.push(row(cells, false, Some((LIST, &format!("{filter} year:{year}")))));
        }
    }
    // A calendar year is what a run covers; a span of several has a list for each.
    for year in span.from.year()..=span.to.year() {
        let scope = Scope::Year { year, kind: ReceiptKind::Annual };
        match store::plan(conn, scope, span.today) {
            Ok(plan) => not_issued(&plan, &mut rows),
            // Where the regulator issues them, the report says so instead.
            Err(problem) => {
                let mut cells = [const { Cell::Empty }; 7];
                cells[0] = text(problem.message);
                rows.push(row(cells, true, None));
            }
        }
    }
    let columns = [
        (t!("Number"), Width::Short),
        (t!("Issued"), Width::Day),
        (t!("For year"), Width::Short),
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
    let cells = [
        text(&receipt.number),
        Cell::Day(receipt.issued_on),
        text(receipt.for_year.to_string()),
        text(&receipt.donor_name),
        text(receipt.state()),
        Cell::Count(receipt.donations),
        Cell::Money(receipt.total),
    ];
    row(cells, false, Some((LIST, &receipt.number)))
}

/// A row of sums: words in the first column or in that of the donor, the year of the donations, how many and how much.
fn sums(first: &str, year: Option<i32>, donor: &str, count: i64, total: Money) -> [Cell; 7] {
    let words = |words: &str| if words.is_empty() { Cell::Empty } else { text(words) };
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    [words(first), Cell::Empty, words(&year), words(donor), Cell::Empty, Cell::Count(count), Cell::Money(total)]
}

fn not_issued(plan: &Plan, rows: &mut Vec<SheetRow>) {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let heading = t!("Donations of {year}", year = plan.year);
    let heading = sums(&heading, None, "", count(plan.ledger_count), plan.ledger_total);
    rows.push(row(heading, true, Some((ENTRIES, &plan.ledger_filter()))));
    let part = |says: &str, n: usize, total: Money| sums("", Some(plan.year), says, count(n), total);
    let filter = format!("to_issue {}", plan.year);
    rows.push(row(part(t!("To issue"), plan.donations(), plan.total()), false, Some((LIST, &filter))));
    for left in &plan.left_out {
        let filter = format!("{} {}", left.reason.key(), plan.year);
        rows.push(row(part(left.reason.label(), left.entries.len(), left.total()), false, Some((LIST, &filter))));
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
