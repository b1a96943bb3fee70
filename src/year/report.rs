//! The tables of a year: the statement of accounts, the examiner's list, the audit's list. Every figure opens its entries.

use rusqlite::Connection;

use super::model::{Filter, Kind, Row, Sample, Sampled, Statement, Year};
use super::store;
use crate::cli::{Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Money, Result, day, text};
use crate::ledger::store::report::ENTRIES;
use crate::office::profile;
use crate::t;

/// Every report of years.
pub const REPORTS: &[Report] = &[
    Report {
        name: "accounts",
        says: "Statement of accounts",
        about: "The financial year that the last day lies in, in the form of the office’s law",
        sheet: |conn, span| Ok(statement_sheet(&store::statement(conn, year_of(conn, span)?)?, ENTRIES)),
    },
    Report {
        name: "audit",
        says: "Entries for the auditor",
        about: "Every entry of the days with its paper, its receipt, who recorded it and what changed since",
        sheet: |conn, span| audit_sheet(conn, &Filter::between(span.from, span.to), ENTRIES),
    },
];

fn year_of(conn: &Connection, span: &Span) -> Result<Year> {
    Ok(Year::of(&profile::get(conn)?, span.to))
}

fn columns<const N: usize>(all: [(&str, Width); N]) -> Vec<SheetColumn> {
    all.into_iter().map(|(name, width)| SheetColumn { name: name.to_owned(), width }).collect()
}

fn words(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// The statement as a table; figures open `screen` with the filter of their entries.
pub fn statement_sheet(statement: &Statement, screen: &'static str) -> Sheet {
    let year = day::year_words(statement.from, statement.to);
    let mut columns = columns([("", Width::Count), (&statement.basis, Width::Text), (&year, Width::Money)]);
    let before = statement.before.map(|last| {
        let first = last.checked_sub_months(chrono::Months::new(12)).and_then(|d| d.succ_opt()).unwrap_or(last);
        day::year_words(first, last)
    });
    if let Some(before) = &before {
        columns.push(SheetColumn { name: before.clone(), width: Width::Money });
    }
    let row = |row: &Row| {
        let figure = |figure: Option<&super::model::Figure>| match figure {
            // A line that no category stands on has no entries, and so no figure to open.
            Some(figure) if figure.opens.is_empty() => Cell::Empty,
            Some(figure) => {
                let opens = Opens { screen, filter: figure.opens.clone() };
                Cell::Opening(Box::new(Cell::Money(figure.sum)), opens)
            }
            None => Cell::Empty,
        };
        let says = if row.kind == Kind::Part { format!("    {}", row.says) } else { row.says.clone() };
        let mut cells = vec![words(row.number.as_str()), words(says), figure(row.now.as_ref())];
        if before.is_some() {
            cells.push(figure(row.before.as_ref()));
        }
        // Enter on a row opens what the year's own figure does.
        let own = row.now.as_ref().filter(|figure| !figure.opens.is_empty());
        let opens = own.map(|figure| Opens { screen, filter: figure.opens.clone() });
        SheetRow { cells, strong: matches!(row.kind, Kind::Heading | Kind::Total), opens }
    };
    Sheet {
        title: t!("{title} {year}", title = statement.title, year = year),
        subtitle: subtitle(statement),
        columns,
        rows: statement.rows.iter().map(row).collect(),
    }
}

/// The days, and what must be known about the form.
pub fn subtitle(statement: &Statement) -> String {
    let days = t!("{from} to {to}", from = day::long(statement.from), to = day::long(statement.to));
    if statement.unconfirmed {
        t!("{days}. Not confirmed: {says}", days = days, says = statement.says)
    } else {
        t!("{days}. {says}", days = days, says = statement.says)
    }
}

/// The examiner's list.
///
/// # Errors
/// When the file cannot be read.
pub fn sample_sheet(conn: &Connection, sample: &Sample, screen: &'static str) -> Result<Sheet> {
    let mut rows = Vec::new();
    for one in store::sampled(conn, sample.id)? {
        rows.push(SheetRow {
            cells: sample_cells(conn, &one)?,
            strong: false,
            opens: Some(Opens { screen, filter: one.entry.to_string() }),
        });
    }
    Ok(Sheet {
        title: t!("Examiner’s list {year}", year = sample.new.year.label()),
        subtitle: sample_words(conn, sample)?,
        columns: columns([
            (t!("No."), Width::Count),
            (t!("Day"), Width::Day),
            (t!("From or to"), Width::Text),
            (t!("For"), Width::Text),
            (t!("Paper"), Width::Text),
            (t!("Amount"), Width::Money),
            (t!("Found"), Width::Short),
            (t!("Note"), Width::Text),
        ]),
        rows,
    })
}

/// How a sample was drawn, so that anybody can draw it again.
///
/// # Errors
/// When the file cannot be read.
pub fn sample_words(conn: &Connection, sample: &Sample) -> Result<String> {
    let currency = profile::get(conn)?.currency;
    let large = sample.new.least.map(|least| t!(", and every one of at least {sum}", sum = currency.show(least)));
    Ok(t!(
        "{count} of {all} by the seed {seed}{large}; drawn {day} by {who}. Drawn are the smallest SHA-256 of “seed:id”",
        count = sample.new.count.min(sample.of_all),
        all = text::plural(sample.of_all, t!("entry"), t!("entries")),
        seed = sample.new.seed,
        large = large.unwrap_or_default(),
        day = day::short(sample.on),
        who = sample.by
    ))
}

fn sample_cells(conn: &Connection, one: &Sampled) -> Result<Vec<Cell>> {
    let number = Cell::Count(i64::try_from(one.position).unwrap_or(0));
    let found = [words(one.outcome.label()), words(one.note.as_str())];
    let mut cells = vec![number];
    match store::audited(conn, one.entry)? {
        Some((row, _)) => cells.extend([
            Cell::Day(row.row.received),
            words(row.row.who.as_str()),
            words(row.categories.as_str()),
            words(row.paper()),
            Cell::Money(row.row.amount),
        ]),
        None => {
            cells.extend([Cell::Empty, words(t!("Not in the ledger any more")), Cell::Empty, Cell::Empty, Cell::Empty])
        }
    }
    cells.extend(found);
    Ok(cells)
}

/// Every entry of a filter with its paper and its history.
///
/// # Errors
/// When the file cannot be read.
pub fn audit_sheet(conn: &Connection, filter: &Filter, screen: &'static str) -> Result<Sheet> {
    let mut found = store::audit(conn, filter, 0, usize::MAX >> 1)?;
    found.reverse();
    let mut total = Money::ZERO;
    let mut rows = Vec::with_capacity(found.len() + 1);
    for row in &found {
        total += row.row.part;
        let recorded = row.recorded().map(|step| t!("{who}, {day}", who = step.who, day = on_day(&step.at)));
        let later: Vec<String> = row.later().map(|step| format!("{} ({})", step.summary, on_day(&step.at))).collect();
        rows.push(SheetRow {
            cells: vec![
                Cell::Day(row.row.received),
                words(if row.row.is_reversal { t!("Reversal") } else { row.row.kind.label() }),
                words(row.row.who.as_str()),
                words([row.categories.as_str(), row.accounts.as_str()].join(" · ").trim_matches([' ', '·']).to_owned()),
                words(row.paper()),
                Cell::Money(row.row.part),
                words(recorded.unwrap_or_default()),
                words(later.join("; ")),
                words(row.row.id.to_string()),
            ],
            strong: false,
            opens: Some(Opens { screen, filter: row.row.id.to_string() }),
        });
    }
    // Of whole entries there is no sum: a transfer is neither in nor out.
    if !rows.is_empty() && filter.by_part() {
        let mut cells = vec![Cell::Empty; 9];
        if let Some(cell) = cells.get_mut(2) {
            *cell = words(text::plural(found.len(), t!("entry"), t!("entries")));
        }
        if let Some(cell) = cells.get_mut(5) {
            *cell = Cell::Money(total);
        }
        rows.push(SheetRow { cells, strong: true, opens: Some(Opens { screen, filter: filter.to_string() }) });
    }
    let side = |day: Option<crate::kit::Day>| day.map(day::long).unwrap_or_default();
    Ok(Sheet {
        title: t!("Entries for the auditor").to_owned(),
        subtitle: t!("{from} to {to}, oldest first", from = side(filter.from), to = side(filter.to)),
        columns: columns([
            (t!("Day"), Width::Day),
            (t!("Kind"), Width::Short),
            (t!("From or to"), Width::Text),
            (t!("For"), Width::Text),
            (t!("Paper"), Width::Text),
            (t!("Amount"), Width::Money),
            (t!("Recorded"), Width::Text),
            (t!("Changed since"), Width::Text),
            (t!("Id"), Width::Short),
        ]),
        rows,
    })
}

/// `3 Nov 2026` of a moment in the history.
pub fn on_day(at: &str) -> String {
    at.get(..10).and_then(|text| day::from_iso(text).ok()).map_or_else(|| at.to_owned(), day::short)
}
