//! The office's own fields and what people have in them.

use rusqlite::{Connection, Row, params};

use super::super::model::PersonId;
use super::super::own::{OwnField, OwnFieldId, OwnKind};
use super::write::NewId;
use crate::kit::Result;

const COLUMNS: &str = "id, name, kind, options, in_list, closed";

fn field(row: &Row<'_>) -> rusqlite::Result<OwnField> {
    let options: String = row.get(3)?;
    Ok(OwnField {
        id: OwnFieldId(row.get(0)?),
        name: row.get(1)?,
        kind: OwnKind::of(super::text(row, 2)?).unwrap_or_default(),
        options: options.lines().map(str::to_owned).collect(),
        in_list: row.get(4)?,
        closed: row.get(5)?,
    })
}

/// All own fields in their order, closed ones too.
///
/// # Errors
/// When the file cannot be read.
pub fn fields(conn: &Connection) -> Result<Vec<OwnField>> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM own_field ORDER BY position, id"))?;
    let found = select.query_map([], field)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The field of a name or an id; case and accents are no matter.
///
/// # Errors
/// When the file cannot be read.
pub fn find_field(conn: &Connection, name: &str) -> Result<Option<OwnField>> {
    let folded = crate::kit::fold::fold(name);
    let fits = |f: &OwnField| crate::kit::fold::fold(&f.name) == folded || f.id.to_string() == name.trim();
    Ok(fields(conn)?.into_iter().find(fits))
}

pub(in crate::people) fn add_field(conn: &Connection, new_id: NewId<'_>, field: &OwnField) -> Result<OwnFieldId> {
    let id = OwnFieldId(new_id());
    conn.execute(
        "INSERT INTO own_field (id, name, kind, options, position, in_list) \
         VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(position), 0) + 1 FROM own_field), ?5)",
        params![id.0, field.name, field.kind.key(), field.options.join("\n"), field.in_list],
    )?;
    Ok(id)
}

pub(in crate::people) fn change_field(conn: &Connection, field: &OwnField) -> Result<()> {
    conn.execute(
        "UPDATE own_field SET name = ?2, options = ?3, in_list = ?4, closed = ?5 \
         WHERE id = ?1 AND (name, options, in_list, closed) IS NOT (?2, ?3, ?4, ?5)",
        params![field.id.0, field.name, field.options.join("\n"), field.in_list, field.closed],
    )?;
    Ok(())
}

/// Removes a field that nobody has anything in; else closes it. Whether it was removed.
pub(in crate::people) fn close_field(conn: &Connection, id: OwnFieldId) -> Result<bool> {
    let used = conn.prepare_cached("SELECT 1 FROM person_own WHERE field = ?1 LIMIT 1")?.exists([id.0])?;
    if used {
        conn.execute("UPDATE own_field SET closed = 1 WHERE id = ?1 AND closed = 0", [id.0])?;
    } else {
        conn.execute("DELETE FROM own_field WHERE id = ?1", [id.0])?;
    }
    Ok(!used)
}

/// What a person has in the own fields.
pub(super) fn values(conn: &Connection, id: PersonId) -> Result<Vec<(OwnFieldId, String)>> {
    let mut select = conn.prepare_cached("SELECT field, value FROM person_own WHERE person = ?1 ORDER BY field")?;
    let found =
        select.query_map([id.0], |row| Ok((OwnFieldId(row.get(0)?), row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Writes what differs.
pub(super) fn update(
    conn: &Connection,
    new_id: NewId<'_>,
    person: PersonId,
    old: &[(OwnFieldId, String)],
    new: &[(OwnFieldId, String)],
) -> Result<()> {
    let had = |field: OwnFieldId| old.iter().find(|(f, _)| *f == field).map(|(_, value)| value);
    for (gone, _) in old.iter().filter(|(field, _)| !new.iter().any(|(f, _)| f == field)) {
        conn.prepare_cached("DELETE FROM person_own WHERE person = ?1 AND field = ?2")?
            .execute(params![person.0, gone.0])?;
    }
    for (field, value) in new {
        match had(*field) {
            Some(known) if known == value => {}
            Some(_) => {
                conn.prepare_cached("UPDATE person_own SET value = ?3 WHERE person = ?1 AND field = ?2")?
                    .execute(params![person.0, field.0, value])?;
            }
            None => {
                conn.prepare_cached("INSERT INTO person_own (id, person, field, value) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![new_id(), person.0, field.0, value])?;
            }
        }
    }
    Ok(())
}
