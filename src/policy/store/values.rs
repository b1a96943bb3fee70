//! Values and aims of the party, and how each document stands to them.

use rusqlite::{Connection, params};

use crate::kit::fold::fold;
use crate::kit::{Problem, Result, text};
use crate::policy::model::{DocumentId, ValueId};
use crate::t;

/// A value or an aim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    pub id: Option<ValueId>,
    pub title: String,
    /// `value` or `aim`.
    pub kind: String,
    pub about: String,
    pub ended: bool,
}

/// How a document stands to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub value: Value,
    /// `serves`, `neutral`, `against`; nothing where nobody said.
    pub mark: String,
    pub why: String,
}

/// Every value and aim, values first.
///
/// # Errors
/// When the file cannot be read.
pub fn values(conn: &Connection) -> Result<Vec<Value>> {
    let mut select = conn.prepare_cached(
        "SELECT id, title, kind, about, ended FROM policy_value ORDER BY ended, kind DESC, title COLLATE NOCASE",
    )?;
    let rows = select.query_map([], |row| {
        Ok(Value {
            id: Some(ValueId(row.get(0)?)),
            title: row.get(1)?,
            kind: row.get(2)?,
            about: row.get(3)?,
            ended: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The value that a text means.
///
/// # Errors
/// When there is none.
pub fn find_value(conn: &Connection, typed: &str) -> Result<Value> {
    let (all, wanted) = (values(conn)?, fold(typed));
    let names: Vec<String> = all.iter().map(|value| value.title.clone()).collect();
    let fits =
        |value: &Value| fold(&value.title) == wanted || value.id.is_some_and(|id| id.to_string() == typed.trim());
    all.into_iter().find(fits).ok_or_else(|| {
        Problem::input(t!("“{name}” is none of the values and aims", name = typed))
            .hint(text::there_are(&names, t!("`policy values set` writes one down")))
    })
}

pub(in crate::policy) fn put_value(conn: &Connection, id: ValueId, value: &Value) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_value (id, title, kind, about, ended) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (id) DO UPDATE SET title = ?2, kind = ?3, about = ?4, ended = ?5",
    )?
    .execute(params![id.0, value.title, value.kind, value.about, value.ended])?;
    Ok(())
}

/// How a document stands to each value that still holds.
///
/// # Errors
/// When the file cannot be read.
pub fn marks(conn: &Connection, document: DocumentId) -> Result<Vec<Mark>> {
    let mut select = conn.prepare_cached("SELECT mark, why FROM policy_mark WHERE document = ?1 AND value = ?2")?;
    let mut all = Vec::new();
    for value in values(conn)? {
        let Some(id) = value.id else { continue };
        let mut rows = select.query(params![document.0, id.0])?;
        let (mark, why) = match rows.next()? {
            Some(row) => (row.get(0)?, row.get(1)?),
            None => (String::new(), String::new()),
        };
        if !value.ended || !mark.is_empty() {
            all.push(Mark { value, mark, why });
        }
    }
    Ok(all)
}

pub(in crate::policy) fn put_mark(
    conn: &Connection,
    id: i64,
    document: DocumentId,
    value: ValueId,
    (mark, why): (&str, &str),
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO policy_mark (id, document, value, mark, why) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (document, value) DO UPDATE SET mark = ?4, why = ?5",
    )?
    .execute(params![id, document.0, value.0, mark, why])?;
    Ok(())
}
