//! Which columns of the file refer to a table, asked of the schema: so that what concerns every reference to a record (removing
//! it, merging it) need not know the subjects that refer to it.

use rusqlite::{Connection, ErrorCode};

use super::schema;
use crate::kit::Result;

/// A column that holds ids of another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub table: String,
    pub column: String,
    /// The row is a part of what it refers to (ON DELETE CASCADE) and goes with it.
    pub part: bool,
}

/// Every column of a journaled table that refers to `table`, in the order the tables were made.
///
/// # Errors
/// When the file cannot be read.
pub fn references_to(conn: &Connection, table: &str) -> Result<Vec<Reference>> {
    let mut select = conn.prepare_cached(
        "SELECT s.name, k.\"from\", k.on_delete = 'CASCADE' FROM main.sqlite_schema s JOIN pragma_foreign_key_list(s.name) k \
         WHERE s.type = 'table' AND k.\"table\" = ?1 ORDER BY s.rowid, k.id DESC",
    )?;
    let found = select
        .query_map([table], |row| Ok(Reference { table: row.get(0)?, column: row.get(1)?, part: row.get(2)? }))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found.into_iter().filter(|r| !schema::is_exempt(&r.table)).collect())
}

/// How many rows refer to a record by one column.
///
/// # Errors
/// When the file cannot be read.
pub fn count(conn: &Connection, by: &Reference, id: i64) -> Result<usize> {
    // Table and column come from the file's own schema; the value is bound.
    let sql = format!("SELECT count(*) FROM main.\"{}\" WHERE \"{}\" = ?1", by.table, by.column);
    let count: i64 = conn.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Makes the rows that refer to `from` refer to `to`. Parts that `to` has already, by a rule that each has one, stay where they
/// are and go with their record. Answers how many moved.
///
/// # Errors
/// When the file cannot be written, or a row that is no part may not move.
pub fn move_to(conn: &Connection, by: &Reference, from: i64, to: i64) -> Result<usize> {
    let (table, column) = (&by.table, &by.column);
    let mut select =
        conn.prepare_cached(&format!("SELECT id FROM main.\"{table}\" WHERE \"{column}\" = ?1 ORDER BY id"))?;
    let rows = select.query_map([from], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    // One by one: an UPDATE OR IGNORE would also ignore what fails in the journal's triggers.
    let mut update = conn.prepare_cached(&format!("UPDATE main.\"{table}\" SET \"{column}\" = ?2 WHERE id = ?1"))?;
    let mut moved = 0;
    for row in rows {
        match update.execute([row, to]) {
            Ok(changed) => moved += changed,
            Err(error) if by.part && error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(moved)
}

/// Deletes the parts that join two records to each other, by two columns of one table: nothing is joined to itself.
///
/// # Errors
/// When the file cannot be written.
pub fn unjoin(conn: &Connection, references: &[Reference], one: i64, other: i64) -> Result<usize> {
    let mut gone = 0;
    for (at, a) in references.iter().enumerate().filter(|(_, a)| a.part) {
        for b in references.iter().skip(at + 1).filter(|b| b.part && b.table == a.table) {
            let sql = format!(
                "DELETE FROM main.\"{}\" WHERE (\"{}\" = ?1 AND \"{}\" = ?2) OR (\"{}\" = ?2 AND \"{}\" = ?1)",
                a.table, a.column, b.column, a.column, b.column
            );
            gone += conn.prepare_cached(&sql)?.execute([one, other])?;
        }
    }
    Ok(gone)
}
