//! Tables that leave fundraising, with what was recorded as it was recorded.

use rusqlite::Connection;

use super::pledges;
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
