//! Budgets as reports: what was planned beside what came of it, each figure opening its entries.

use rusqlite::Connection;

use super::model::{Line, Scope, Sums, Whole};
use super::{ops, store};
use crate::cli::{Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Money, Result};
use crate::ledger::model::{CategoryKind, Filter};
use crate::ledger::store::report::ENTRIES;
use crate::office::profile;
use crate::t;

/// The reports.
pub const REPORTS: &[Report] = &[Report {
    name: "budget",
    says: "Budget and actuals",
    about: "What the financial year that the last day lies in was planned to bring and to cost, and did",
    sheet: |conn, span: &Span| sheet(conn, Scope::year(&profile::get(conn)?, span.to)),
}];

fn figure(sum: Money, filter: &Filter) -> Cell {
    Cell::Opening(Box::new(Cell::Money(sum)), Opens { screen: ENTRIES, filter: filter.to_string() })
}

/// A budget as a table.
///
/// # Errors
/// When the file cannot be read.
pub fn sheet(conn: &Connection, scope: Scope) -> Result<Sheet> {
    let whole = store::budget(conn, scope)?;
    let entries = store::entries(conn, scope)?;
    let before = scope.years_on(&profile::get(conn)?, -1).map(|before| store::entries(conn, before)).transpose()?;
    let mut sheet = Sheet {
        title: t!("Budget of {scope}", scope = ops::says(conn, scope)?),
        subtitle: t!("In kind counts on both sides; refunds are taken off").to_owned(),
        columns: [
            (t!("Category"), Width::Text),
            (t!("Planned"), Width::Money),
            (t!("Actual"), Width::Money),
            (t!("Difference"), Width::Money),
            (t!("Of planned"), Width::Count),
            (t!("Year before"), Width::Money),
            (t!("Note"), Width::Text),
        ]
        .into_iter()
        .map(|(name, width)| SheetColumn { name: name.to_owned(), width })
        .collect(),
        rows: Vec::new(),
    };
    for kind in [CategoryKind::Income, CategoryKind::Expense] {
        for line in whole.of(kind).filter(|line| !line.is_empty()) {
            let own = |filter: &Filter| Filter { categories: vec![line.category], ..filter.clone() };
            sheet.rows.push(row(line, &own(&entries), before.as_ref().map(&own).as_ref()));
        }
        let says = if kind == CategoryKind::Income { t!("All income") } else { t!("All expenditure") };
        let of = |filter: &Filter| Filter { sides: vec![kind], ..filter.clone() };
        sheet.rows.push(total(says, whole.sums(kind), &of(&entries), before.as_ref().map(&of).as_ref()));
    }
    let sides = vec![CategoryKind::Income, CategoryKind::Expense];
    let of = |filter: &Filter| Filter { sides: sides.clone(), ..filter.clone() };
    sheet.rows.push(total(t!("Result"), whole.result(), &of(&entries), before.as_ref().map(&of).as_ref()));
    if !whole.is_planned() && empty(&whole) {
        sheet.rows.clear();
    }
    Ok(sheet)
}

fn empty(whole: &Whole) -> bool {
    whole.lines.iter().all(Line::is_empty)
}

fn row(line: &Line, entries: &Filter, before: Option<&Filter>) -> SheetRow {
    let planned = line.planned.map_or(Cell::Empty, Cell::Money);
    let difference = line.planned.map_or(Cell::Empty, |planned| Cell::Money(line.actual - planned));
    SheetRow {
        cells: vec![
            Cell::Text(line.name.clone()),
            planned,
            figure(line.actual, entries),
            difference,
            Cell::Text(line.share().map(|share| t!("{share} %", share = share)).unwrap_or_default()),
            line.before.zip(before).map_or(Cell::Empty, |(sum, filter)| figure(sum, filter)),
            Cell::Text(line.note.clone()),
        ],
        strong: false,
        opens: Some(Opens { screen: ENTRIES, filter: entries.to_string() }),
    }
}

fn total(says: &str, sums: Sums, entries: &Filter, before: Option<&Filter>) -> SheetRow {
    SheetRow {
        cells: vec![
            Cell::Text(says.to_owned()),
            Cell::Money(sums.planned),
            figure(sums.actual, entries),
            Cell::Money(sums.actual - sums.planned),
            Cell::Empty,
            before.map_or(Cell::Empty, |filter| figure(sums.before, filter)),
            Cell::Empty,
        ],
        strong: true,
        opens: Some(Opens { screen: ENTRIES, filter: entries.to_string() }),
    }
}
