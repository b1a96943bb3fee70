//! The register as a table that spreadsheets open and that comes back in without loss.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::super::fields::{FIELDS, is_exported};
use super::super::model::PersonId;
use super::super::own::HEADING;
use super::super::row;
use crate::cli::{AmongPeople, Export, KeptOut, RowSink};
use crate::kit::{Day, Result, text};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The register, without those who are not to be contacted unless that is said out loud.
pub const EXPORT: Export = Export {
    name: "people",
    says: "People",
    columns,
    rows: |conn, sink| rows(conn, &super::not_to_contact(conn, None)?, sink),
    more_columns: Some(own_columns),
    kept_out: Some(KeptOut {
        count: |conn| Ok(super::not_to_contact(conn, None)?.len()),
        everybody: |conn, sink| rows(conn, &BTreeSet::new(), sink),
        says: |n| t!("{people} left out: not to be contacted", people = text::plural(n, t!("person"), t!("people"))),
    }),
    among: Some(AmongPeople {
        rows: |conn, among, everybody, sink| {
            let without = if everybody { BTreeSet::new() } else { super::not_to_contact(conn, None)? };
            some_rows(conn, |id| among.contains(&id.0) && !without.contains(&id), sink)
        },
        left_out: |conn, among| {
            Ok(super::not_to_contact(conn, None)?.iter().filter(|id| among.contains(&id.0)).count())
        },
    }),
};

/// The columns: the fields that an import knows, by the same names.
fn columns() -> Vec<ColumnSpec> {
    FIELDS.iter().filter(|f| is_exported(f)).map(|f| ColumnSpec::new(f.key, f.label, ColumnKind::Text)).collect()
}

/// A column for each of the office's own fields.
fn own_columns(conn: &Connection) -> Result<Vec<ColumnSpec>> {
    let column = |name: &str| ColumnSpec::new(format!("own:{name}"), format!("{HEADING}{name}"), ColumnKind::Text);
    Ok(super::own_fields(conn)?.iter().map(|field| column(&field.name)).collect())
}

/// Hands everybody but those of `without` to `sink`, in the order of the list.
fn rows(conn: &Connection, without: &BTreeSet<PersonId>, sink: &mut RowSink<'_>) -> Result<usize> {
    some_rows(conn, |id| !without.contains(&id), sink)
}

fn some_rows(conn: &Connection, fits: impl Fn(PersonId) -> bool, sink: &mut RowSink<'_>) -> Result<usize> {
    let own = super::own_fields(conn)?;
    let mut select = conn.prepare("SELECT id FROM person ORDER BY sort_key, id")?;
    let mut ids = select.query_map([], |row| row.get::<_, i64>(0))?;
    let mut rows = std::iter::from_fn(|| {
        let id = ids.find(|id| id.as_ref().map_or(true, |id| fits(PersonId(*id))))?;
        Some(id.map_err(Into::into).and_then(|id| {
            let person = super::get(conn, PersonId(id))?;
            let standing = super::standing(conn, PersonId(id), Day::MAX)?;
            let mut cells = row::cells(id, &person.details, &standing);
            cells.extend(own.iter().map(|field| person.details.own(field.id).unwrap_or("").to_owned()));
            Ok(cells.into_iter().map(Value::text).collect())
        }))
    });
    sink(&mut rows)
}
