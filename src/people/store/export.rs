//! The register as a table that spreadsheets open and that comes back in without loss.

use rusqlite::Connection;

use super::super::fields::{FIELDS, is_exported};
use super::super::model::PersonId;
use super::super::row;
use crate::cli::RowSink;
use crate::kit::Result;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// The columns: the fields that an import knows, by the same names.
pub fn columns() -> Vec<ColumnSpec> {
    FIELDS.iter().filter(|f| is_exported(f)).map(|f| ColumnSpec::new(f.key, f.label, ColumnKind::Text)).collect()
}

/// Hands everybody to `sink`, in the order of the list.
///
/// # Errors
/// When the file cannot be read, or what `sink` answers.
pub fn rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let mut select = conn.prepare("SELECT id FROM person ORDER BY sort_key, id")?;
    let mut ids = select.query_map([], |row| row.get::<_, i64>(0))?;
    let mut rows = std::iter::from_fn(|| {
        let id = ids.next()?;
        Some(id.map_err(Into::into).and_then(|id| {
            let person = super::get(conn, PersonId(id))?;
            Ok(row::cells(id, &person.details).into_iter().map(Value::text).collect())
        }))
    });
    sink(&mut rows)
}
