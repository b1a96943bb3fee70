//! Many rows into one table: some dozens to a statement.
//!
//! Each statement that can fail half-way keeps a copy of every page it touches, so that it can be taken back by itself.
//! Rows one by one copy the same pages again and again; rows by the dozen copy them once.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params_from_iter};

use crate::kit::Result;

/// How many rows go into one statement, the largest first; few sizes, so that each is prepared once.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// Does work that adds most of the rows of a table without some of its indexes, which are made anew at the end: sorted once,
/// where each row would have gone to another page of them. Nothing in the work may need those indexes.
///
/// # Errors
/// Those of the work; when there is no such index, or the file refuses to make it again.
pub fn without_indexes<T>(conn: &Connection, indexes: &[&str], work: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut makes = String::new();
    for index in indexes {
        let find = "SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND name = ?1";
        makes += &conn.query_row(find, [index], |row| row.get::<_, String>(0))?;
        makes.push(';');
        conn.execute_batch(&format!("DROP INDEX main.\"{index}\""))?;
    }
    let done = work()?;
    conn.execute_batch(&makes)?;
    Ok(done)
}

/// Inserts rows, given one value after another, as many as there are columns to a row.
///
/// # Errors
/// When the file refuses a row: a key that is there already, a reference to nothing.
pub fn insert(conn: &Connection, table: &str, columns: &[&str], values: &[ToSqlOutput<'_>]) -> Result<()> {
    let mut rest = values;
    for size in SIZES {
        let width = size * columns.len();
        if width == 0 || rest.len() < width {
            continue;
        }
        let row = format!("({})", vec!["?"; columns.len()].join(","));
        let sql = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), vec![row; size].join(","));
        let mut statement = conn.prepare_cached(&sql)?;
        while let Some((now, later)) = rest.split_at_checked(width) {
            statement.execute(params_from_iter(now))?;
            rest = later;
        }
    }
    Ok(())
}
