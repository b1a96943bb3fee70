//! Rows of the parts of a plan: the columns are those of the part's description, which is part of the program; what is in them
//! is bound.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use crate::events::model::RowId;
use crate::events::model::part::{Kind, Part, Row, Value, show};
use crate::kit::{Currency, Problem, Result};
use crate::office::profile;
use crate::t;

fn value_of(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Value> {
    Ok(match row.get::<_, Sql>(at)? {
        Sql::Integer(n) => Value::Number(n),
        Sql::Text(text) => Value::Text(text),
        Sql::Null | Sql::Real(_) | Sql::Blob(_) => Value::None,
    })
}

fn select(part: &Part, condition: &str) -> String {
    let (mut columns, mut names) = (String::new(), String::new());
    for field in part.fields {
        columns.push_str(&format!(", r.\"{}\"", field.key));
        match field.kind {
            Kind::Person => {
                names.push_str(&format!(", (SELECT p.name FROM person p WHERE p.id = r.\"{}\")", field.key))
            }
            Kind::Category => {
                names.push_str(&format!(", (SELECT c.name FROM category c WHERE c.id = r.\"{}\")", field.key))
            }
            Kind::Row(table) => {
                names.push_str(&format!(", (SELECT n.name FROM {table} n WHERE n.id = r.\"{}\")", field.key))
            }
            _ => names.push_str(", NULL"),
        }
    }
    format!("SELECT r.id{columns}{names} FROM {} r WHERE {condition}", part.table)
}

fn from_row(part: &Part, row: &rusqlite::Row<'_>, currency: Currency) -> rusqlite::Result<Row> {
    let (mut values, mut shown) = (Vec::new(), Vec::new());
    for (at, field) in part.fields.iter().enumerate() {
        let value = value_of(row, at + 1)?;
        let name: Option<String> = row.get(at + 1 + part.fields.len())?;
        shown.push(name.unwrap_or_else(|| show(field, &value, currency)));
        values.push(value);
    }
    Ok(Row { id: RowId(row.get(0)?), values, shown })
}

/// Every row of what a part belongs to, by its id; of a list that stands by itself all of them.
///
/// # Errors
/// When the file cannot be read.
pub fn rows_of(conn: &Connection, part: &Part, of: i64) -> Result<Vec<Row>> {
    let currency = *profile::get(conn)?.currency;
    let whose = if part.owner.is_empty() { "?1 IS NOT NULL".to_owned() } else { format!("r.{} = ?1", part.owner) };
    let mut select = conn.prepare_cached(&format!("{} ORDER BY {}", select(part, &whose), part.order))?;
    let rows = select.query_map([of], |row| from_row(part, row, currency))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One row, and the id of what it is of: 0 in a list that stands by itself.
///
/// # Errors
/// When there is none.
pub fn row_of(conn: &Connection, part: &Part, id: RowId) -> Result<(i64, Row)> {
    let currency = *profile::get(conn)?.currency;
    let of = if part.owner.is_empty() { "0" } else { part.owner };
    let mut find = conn.prepare_cached(&format!("SELECT {of} FROM {} WHERE id = ?1", part.table))?;
    let of: Option<i64> = find.query_row([id.0], |row| row.get(0)).optional()?;
    let gone = || Problem::input(t!("There is no such {what}", what = (part.one)()));
    let of = of.ok_or_else(gone)?;
    let mut select = conn.prepare_cached(&select(part, "r.id = ?1"))?;
    Ok((of, select.query_row([id.0], |row| from_row(part, row, currency))?))
}

/// What a column of [`Kind::Row`] offers: id and name, in the order of names.
///
/// # Errors
/// When the file cannot be read.
pub fn offered(conn: &Connection, table: &str) -> Result<Vec<(String, String)>> {
    let mut select = conn.prepare_cached(&format!("SELECT id, name FROM {table} ORDER BY name COLLATE NOCASE, id"))?;
    let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?.to_string(), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn bound(value: &Value) -> Sql {
    match value {
        Value::None => Sql::Null,
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Number(n) => Sql::Integer(*n),
    }
}

/// Says in words what a table refuses: mostly two of one name.
fn refused(part: &Part, error: rusqlite::Error) -> Problem {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => Problem::input(t!(
            "There is already such a {what}, or something does not fit. Nothing was changed",
            what = (part.one)()
        ))
        .because(error),
        _ => error.into(),
    }
}

pub(crate) fn insert_row(conn: &Connection, part: &Part, id: RowId, of: i64, values: &[Value]) -> Result<()> {
    let mut columns = vec!["id".to_owned()];
    let mut all = vec![Sql::Integer(id.0)];
    if !part.owner.is_empty() {
        columns.push(part.owner.to_owned());
        all.push(Sql::Integer(of));
    }
    columns.extend(part.fields.iter().map(|field| format!("\"{}\"", field.key)));
    all.extend(values.iter().map(bound));
    let sql =
        format!("INSERT INTO {} ({}) VALUES ({})", part.table, columns.join(", "), vec!["?"; columns.len()].join(", "));
    conn.prepare_cached(&sql)?.execute(params_from_iter(all)).map_err(|error| refused(part, error))?;
    Ok(())
}

pub(crate) fn update_row(conn: &Connection, part: &Part, id: RowId, values: &[Value]) -> Result<()> {
    let columns: Vec<String> =
        part.fields.iter().enumerate().map(|(at, field)| format!("\"{}\" = ?{}", field.key, at + 2)).collect();
    let sql = format!("UPDATE {} SET {} WHERE id = ?1", part.table, columns.join(", "));
    let all = std::iter::once(Sql::Integer(id.0)).chain(values.iter().map(bound));
    conn.prepare_cached(&sql)?.execute(params_from_iter(all)).map_err(|error| refused(part, error))?;
    Ok(())
}

pub(crate) fn delete_row(conn: &Connection, part: &Part, id: RowId) -> Result<()> {
    let sql = format!("DELETE FROM {} WHERE id = ?1", part.table);
    conn.prepare_cached(&sql)?.execute([id.0]).map_err(|error| refused(part, error))?;
    Ok(())
}
