//! Tables that leave fundraising, with what was recorded as it was recorded.

use rusqlite::Connection;

use super::letter;
use super::{appeals, asked, brought, pledges};
use crate::cli::RowSink;
use crate::fundraising::model::Pledge;
use crate::kit::Result;
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// Columns from keys and headings.
fn columns(all: &[(&str, &str, ColumnKind)]) -> Vec<ColumnSpec> {
    all.iter().map(|(key, name, kind)| ColumnSpec::new(*key, *name, *kind)).collect()
}

/// The columns of [`pledge_rows`].
pub fn pledge_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Money, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("person_id", t!("Person id"), Text),
        ("name", t!("Name"), Text),
        ("amount", t!("Each time"), Money),
        ("rhythm", t!("How often"), Text),
        ("first", t!("First on"), Day),
        ("end", t!("Ends on"), Day),
        ("appeal", t!("Appeal"), Text),
        ("method", t!("How it is paid"), Text),
        ("reference", t!("Reference"), Text),
        ("pledged", t!("Promised on"), Day),
        ("cancelled", t!("Cancelled on"), Day),
        ("cancelled_why", t!("Why it was cancelled"), Text),
        ("given", t!("Given so far"), Money),
        ("note", t!("Note"), Text),
    ])
}

/// Every pledge, in order of names.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn pledge_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let all = pledges(conn)?;
    sink(&mut all.iter().map(|pledge| Ok(pledge_row(pledge))))
}

fn pledge_row(pledge: &Pledge) -> Vec<Value> {
    let terms = &pledge.terms;
    let cancelled = pledge.cancelled.as_ref();
    vec![
        Value::text(pledge.id.to_string()),
        Value::text(pledge.person.to_string()),
        Value::text(pledge.name.as_str()),
        terms.amount.into(),
        terms.rhythm.key().into(),
        terms.first.into(),
        terms.end.into(),
        terms.appeal.as_str().into(),
        terms.method.key().into(),
        terms.reference.as_str().into(),
        terms.pledged.into(),
        cancelled.map(|c| c.on).into(),
        cancelled.map_or("", |c| c.why.as_str()).into(),
        pledge.gifts.iter().map(|gift| gift.amount).sum::<crate::kit::Money>().into(),
        terms.note.as_str().into(),
    ]
}

/// The columns of [`appeal_rows`].
pub fn appeal_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Count, Day, Money, Text};
    columns(&[
        ("id", t!("Id"), Text),
        ("name", t!("Appeal"), Text),
        ("other_names", t!("Other names"), Text),
        ("target", t!("Target"), Money),
        ("planned_cost", t!("Planned cost"), Money),
        ("starts", t!("Starts"), Day),
        ("ends", t!("Ends"), Day),
        ("raised", t!("Raised"), Money),
        ("spent", t!("Spent"), Money),
        ("given", t!("Donations"), Money),
        ("gifts", t!("Number of donations"), Count),
        ("donors", t!("Donors"), Count),
        ("note", t!("Note"), Text),
    ])
}

/// Every appeal that was planned.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn appeal_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let all = appeals(conn)?;
    let brought = brought(conn, &all, None)?;
    let count = |n: usize| Value::Count(i64::try_from(n).unwrap_or(i64::MAX));
    sink(&mut all.iter().map(|appeal| {
        let (terms, progress) = (&appeal.terms, brought.by(appeal.id));
        let names: Vec<&str> = appeal.names.iter().map(|other| other.new.name.as_str()).collect();
        Ok(vec![
            Value::text(appeal.id.to_string()),
            Value::text(terms.name.as_str()),
            Value::text(names.join("; ")),
            terms.target.into(),
            terms.cost.into(),
            terms.starts.into(),
            terms.ends.into(),
            progress.raised.into(),
            progress.spent.into(),
            progress.given.into(),
            count(progress.gifts),
            count(progress.donors),
            terms.note.as_str().into(),
        ])
    }))
}

/// The columns of [`asked_rows`].
pub fn asked_columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Money, Text};
    let mut all = columns(&[
        ("appeal", t!("Appeal"), Text),
        ("ask_id", t!("List id"), Text),
        ("asked_on", t!("Asked on"), Day),
        ("asked_by", t!("How"), Text),
        ("given_since", t!("Given since"), Money),
    ]);
    all.extend(letter::columns());
    all
}

/// Everybody who was asked to give to an appeal, with what a letter to them needs. Who said since then that they are not
/// to be contacted is left out.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn asked_rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let stopped = crate::people::store::not_to_contact(conn, None)?;
    let letters = letter::Letters::of(conn)?;
    let mut rows = Vec::new();
    for appeal in appeals(conn)? {
        let asks = super::asks(conn, &appeal)?;
        for one in asked(conn, &appeal)?.into_iter().filter(|one| !stopped.contains(&one.person)) {
            if let Some(ask) = asks.iter().find(|ask| ask.id == one.ask) {
                rows.push((appeal.terms.name.clone(), ask.terms.clone(), one));
            }
        }
    }
    sink(&mut rows.into_iter().map(|(appeal, ask, one)| {
        let mut cells = vec![
            Value::text(appeal),
            Value::text(one.ask.to_string()),
            ask.day.into(),
            ask.how.as_str().into(),
            one.given.into(),
        ];
        cells.extend(letters.to(conn, one.person, ask.day)?);
        Ok(cells)
    }))
}
