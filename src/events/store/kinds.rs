//! Kinds of event: those of the program, those of the file, and those of the file in the place of the program's.

use rusqlite::Connection;

use crate::events::model::template::{Template, built_in};
use crate::kit::Result;

/// Every kind, the program's first.
///
/// # Errors
/// When the file cannot be read.
pub fn kinds(conn: &Connection) -> Result<Vec<Template>> {
    let mut all = built_in().to_vec();
    let mut select = conn.prepare_cached("SELECT key, name, template FROM event_kind ORDER BY name, id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (key, name): (String, String) = (row.get(0)?, row.get(1)?);
        let text: String = row.get(2)?;
        // A template that a later program wrote still has its name.
        let own = Template::read(&text).unwrap_or(Template { key: key.clone(), name, ..Template::default() });
        match all.iter_mut().find(|kind| kind.key == key) {
            Some(known) => *known = own,
            None => all.push(own),
        }
    }
    Ok(all)
}

/// The kind of a key; one that is gone is known by its key alone.
///
/// # Errors
/// When the file cannot be read.
pub fn kind(conn: &Connection, key: &str) -> Result<Template> {
    let found = kinds(conn)?.into_iter().find(|kind| kind.key == key);
    Ok(found.unwrap_or_else(|| Template { key: key.to_owned(), name: key.to_owned(), ..Template::default() }))
}

pub(in crate::events) fn put_kind(conn: &Connection, id: i64, kind: &Template) -> Result<()> {
    let text = kind.to_toml();
    let changed = conn
        .prepare_cached("UPDATE event_kind SET name = ?2, template = ?3 WHERE key = ?1")?
        .execute([&kind.key, &kind.name, &text])?;
    if changed == 0 {
        conn.prepare_cached("INSERT INTO event_kind (id, key, name, template) VALUES (?1, ?2, ?3, ?4)")?
            .execute(rusqlite::params![id, kind.key, kind.name, text])?;
    }
    Ok(())
}

pub(in crate::events) fn delete_kind(conn: &Connection, key: &str) -> Result<usize> {
    Ok(conn.prepare_cached("DELETE FROM event_kind WHERE key = ?1")?.execute([key])?)
}
