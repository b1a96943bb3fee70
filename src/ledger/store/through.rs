//! Income through a year: by day and by kind of entry, for plots and the numbers behind them.

use rusqlite::{Connection, params};

use super::report::ENTRIES;
use super::{day_of, iso, word_of};
use crate::cli::{Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Day, Money, Result, day};
use crate::ledger::model::{Beside, CategoryKind, EntryKind, Filter, Through};
use crate::office::profile;
use crate::t;

/// What came in on each day that something did, refunds taken off; the first day first.
///
/// # Errors
/// When the file cannot be read.
pub fn income_by_day(conn: &Connection, from: Day, to: Day) -> Result<Vec<(Day, Money)>> {
    let mut select = conn.prepare_cached(
        "SELECT l.day, -sum(l.amount) FROM category c JOIN entry_line l ON l.category = c.id AND l.day BETWEEN ?1 AND ?2 \
         WHERE c.kind = 'income' GROUP BY l.day ORDER BY l.day",
    )?;
    let rows = select.query_map(params![iso(from), iso(to)], |row| Ok((day_of(row, 0)?, Money(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What came in by each kind of entry; what was given back is a kind of its own, below nothing.
///
/// # Errors
/// When the file cannot be read.
pub fn income_by_kind(conn: &Connection, from: Day, to: Day) -> Result<Vec<(EntryKind, Money)>> {
    let mut select = conn.prepare_cached(
        "SELECT e.kind, -sum(l.amount) FROM category c JOIN entry_line l ON l.category = c.id AND l.day BETWEEN ?1 AND ?2 \
         JOIN entry e ON e.id = l.entry WHERE c.kind = 'income' GROUP BY e.kind",
    )?;
    let rows = select
        .query_map(params![iso(from), iso(to)], |row| Ok((word_of(row, 0, EntryKind::of)?, Money(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The entries that such a sum is made of.
pub fn income_of(kind: Option<EntryKind>, from: Day, to: Day) -> Filter {
    Filter { kinds: kind.into_iter().collect(), sides: vec![CategoryKind::Income], ..Filter::between(from, to) }
}

/// The numbers behind the plots as a report.
pub const REPORT: Report = Report {
    name: "through",
    says: "Income beside last year",
    about: "By month and by kind, for the financial year that the last day lies in, beside the year before",
    sheet: |conn, span: &Span| Ok(numbers(&read(conn, span.to)?)),
};

/// A year beside the year before: the one that a day lies in.
///
/// # Errors
/// When the file cannot be read.
pub fn read(conn: &Connection, on: Day) -> Result<Through> {
    let profile = profile::get(conn)?;
    let now = profile.year_of(on);
    let before = now.0.pred_opt().map_or(now, |last| profile.year_of(last));
    let days = |(from, to): (Day, Day)| income_by_day(conn, from, to);
    let kinds = |(from, to): (Day, Day)| income_by_kind(conn, from, to);
    Ok(Through { now, before, days: [days(now)?, days(before)?], kinds: [kinds(now)?, kinds(before)?] })
}

/// `2026`, or `2026/27`.
pub fn label((from, to): (Day, Day)) -> String {
    day::year_words(from, to)
}

/// Where the entries of a sum are seen.
pub fn opens(kind: Option<EntryKind>, (from, to): (Day, Day)) -> Opens {
    Opens { screen: ENTRIES, filter: income_of(kind, from, to).to_string() }
}

/// The numbers of all plots: by month and by kind.
pub fn numbers(through: &Through) -> Sheet {
    let figure = |sum: Money, kind, days| Cell::Opening(Box::new(Cell::Money(sum)), opens(kind, days));
    let row = |row: &Beside| SheetRow {
        cells: vec![
            Cell::Text(row.name.clone()),
            figure(row.now, row.kind, row.days[0]),
            figure(row.before, row.kind, row.days[1]),
            Cell::Money(row.now - row.before),
        ],
        strong: false,
        opens: Some(opens(row.kind, row.days[0])),
    };
    let heading = |says: &str| SheetRow {
        cells: vec![Cell::Text(says.to_owned()), Cell::Empty, Cell::Empty, Cell::Empty],
        strong: true,
        opens: None,
    };
    let (months, kinds) = (through.months(), through.by_kind());
    let total = |all: &[Beside]| {
        let (now, before): (Money, Money) = (all.iter().map(|r| r.now).sum(), all.iter().map(|r| r.before).sum());
        let all =
            Beside { name: t!("All income").to_owned(), now, before, days: [through.now, through.before], kind: None };
        SheetRow { strong: true, ..row(&all) }
    };
    let mut rows = Vec::new();
    if !through.is_empty() {
        rows.push(heading(t!("By month")));
        rows.extend(months.iter().map(row));
        rows.push(total(&months));
        rows.push(heading(t!("By kind")));
        rows.extend(kinds.iter().map(row));
        rows.push(total(&kinds));
    }
    let column = |name: String, width| SheetColumn { name, width };
    Sheet {
        title: t!("Income of {year} beside {before}", year = label(through.now), before = label(through.before)),
        subtitle: t!("In kind counts at its value; what was given back is taken off").to_owned(),
        columns: vec![
            column(String::new(), Width::Text),
            column(label(through.now), Width::Money),
            column(label(through.before), Width::Money),
            column(t!("Difference").to_owned(), Width::Money),
        ],
        rows,
    }
}
