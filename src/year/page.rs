//! What closing a year prints: the statement to sign, and all that an auditor walks through in one document.

use chrono::{DateTime, Utc};

use super::model::{Closed, Kind, Row, Statement};
use crate::cli::{Cell, Letterhead, Sheet, Width};
use crate::kit::{Currency, Result, day};
use crate::print::{Column, Document, Frame, Table, draw_all};
use crate::t;

fn figures(row: &Row, currency: Currency, both: bool) -> Vec<String> {
    let figure = |f: Option<&super::model::Figure>| f.map(|f| currency.figures(f.sum)).unwrap_or_default();
    let indent = if row.kind == Kind::Part { "    " } else { "" };
    let mut cells = vec![row.number.clone(), format!("{indent}{}", row.says), figure(row.now.as_ref())];
    if both {
        cells.push(figure(row.before.as_ref()));
    }
    cells
}

fn statement_table(statement: &Statement, currency: Currency) -> Table {
    let year = format!("{} {}", day::year_words(statement.from, statement.to), currency.sign.trim());
    let mut columns =
        vec![Column::text("", 0.9), Column::text(&statement.basis, 6.0).wrapped(), Column::figures(&year, 1.7)];
    if let Some(before) = statement.before {
        let first = before.checked_sub_months(chrono::Months::new(12)).and_then(|d| d.succ_opt()).unwrap_or(before);
        columns.push(Column::figures(&day::year_words(first, before), 1.7));
    }
    let mut table = Table::new(columns);
    for row in &statement.rows {
        match row.kind {
            Kind::Heading => table.section(row.says.as_str()),
            Kind::Total => table.total(figures(row, currency, statement.before.is_some())),
            Kind::Line | Kind::Part | Kind::Text => table.row(figures(row, currency, statement.before.is_some())),
        };
    }
    table
}

fn statement_frame(statement: &Statement, head: &Letterhead, closed: Option<&Closed>) -> Frame {
    let foot = match closed {
        Some(closed) => t!("Closed on {day} by {who}", day = day::short(closed.on), who = closed.by),
        None => t!("The year is not closed: figures may still change").to_owned(),
    };
    Frame {
        title: t!("{title} {year}", title = statement.title, year = day::year_words(statement.from, statement.to)),
        subtitle: format!("{} · {}", head.line(), super::report::subtitle(statement)),
        foot,
        landscape: false,
    }
}

/// The statement of accounts, to be signed.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn statement(
    statement: &Statement,
    closed: Option<&Closed>,
    signatory: &str,
    head: &Letterhead,
    currency: Currency,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let mut document = Document::new(&statement.title, head.paper, at)?;
    let mut table = statement_table(statement, currency);
    table.signatures(&[(t!("Treasurer"), signatory), (t!("Examiner"), ""), (t!("Place and date"), "")]);
    table.draw(&mut document, &statement_frame(statement, head, closed))?;
    document.bytes()
}

/// What the print for an auditor is made of.
#[derive(Debug)]
pub struct Audit<'a> {
    pub statement: &'a Statement,
    /// Each time that the year was closed, the newest first.
    pub closed: &'a [Closed],
    /// The examiner's list, if one was drawn.
    pub sample: Option<&'a Sheet>,
    /// Every entry of the year with its paper and its history.
    pub entries: &'a Sheet,
    /// What the file proves: a line each, with what was found.
    pub proof: &'a [(String, String)],
}

fn sheet_table(sheet: &Sheet, currency: Currency) -> Table {
    let column = |c: &crate::cli::SheetColumn| match c.width {
        Width::Text => Column::text(&c.name, 3.2).wrapped(),
        // An id is a word of nineteen figures, which does not break.
        Width::Short if c.name == t!("Id") => Column::text(&c.name, 2.9),
        Width::Short => Column::text(&c.name, 1.6).wrapped(),
        Width::Day => Column::text(&c.name, 1.9),
        Width::Money => Column::figures(&c.name, 1.8),
        Width::Count => Column::figures(&c.name, 0.8),
    };
    let mut table = Table::new(sheet.columns.iter().map(column).collect());
    for row in &sheet.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| shown(cell, currency)).collect();
        if row.strong {
            table.total(cells)
        } else {
            table.row(cells)
        };
    }
    table
}

fn shown(cell: &Cell, currency: Currency) -> String {
    match cell.value() {
        Cell::Empty | Cell::Opening(..) => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day::short(*day),
        Cell::Money(money) => currency.figures(*money),
        Cell::Count(n) => n.to_string(),
    }
}

/// How the year was closed, what was left open, and what was opened again.
fn closing_table(closed: &[Closed], currency: Currency) -> Table {
    let mut table = Table::new(vec![
        Column::text(t!("Day"), 1.4),
        Column::text(t!("What"), 4.0).wrapped(),
        Column::text(t!("Why"), 4.0).wrapped(),
    ]);
    for one in closed.iter().rev() {
        let what = t!(
            "Closed by {who}: {entries} entries, {balance} at the end",
            who = one.by,
            entries = one.entries,
            balance = currency.show(one.balance)
        );
        table.row([day::short(one.on), what, one.note.clone()]);
        for left in &one.left {
            table.row([String::new(), t!("Left open: {what}", what = left.says), left.reason.clone()]);
        }
        if let Some(again) = &one.reopened {
            table.row([day::short(again.on), t!("Opened again by {who}", who = again.by), again.why.clone()]);
        }
    }
    table
}

/// All of it in one document: statement, closing, the examiner's list, every entry, and what the file proves.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn audit(audit: &Audit<'_>, head: &Letterhead, currency: Currency, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let statement = audit.statement;
    let year = day::year_words(statement.from, statement.to);
    let mut document = Document::new(&t!("Audit of {year}", year = year), head.paper, at)?;
    let standing = audit.closed.iter().find(|closed| closed.reopened.is_none());
    let frame = |title: String, subtitle: &str, landscape: bool| Frame {
        title,
        subtitle: format!("{} · {subtitle}", head.line()),
        foot: t!("Audit of {year}", year = year),
        landscape,
    };
    let mut proof = Table::new(vec![Column::text(t!("What"), 3.0).wrapped(), Column::text(t!("Found"), 6.0).wrapped()]);
    for (what, found) in audit.proof {
        proof.row([what.clone(), found.clone()]);
    }
    let mut tables = vec![
        (statement_table(statement, currency), statement_frame(statement, head, standing)),
        (
            closing_table(audit.closed, currency),
            frame(t!("How {year} was closed", year = year), t!("What was left open, and what was opened again"), false),
        ),
    ];
    if let Some(sample) = audit.sample {
        tables.push((sheet_table(sample, currency), frame(sample.title.clone(), &sample.subtitle, true)));
    }
    let entries = audit.entries;
    tables.push((sheet_table(entries, currency), frame(entries.title.clone(), &entries.subtitle, true)));
    tables.push((proof, frame(t!("What the file proves").to_owned(), t!("As “check” says it"), false)));
    let all: Vec<(&Table, &Frame)> = tables.iter().map(|(table, frame)| (table, frame)).collect();
    draw_all(&mut document, &all)?;
    document.bytes()
}
