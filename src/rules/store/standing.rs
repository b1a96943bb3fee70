//! What the law asks of a donor, in the file.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::kit::Result;
use crate::people::PersonId;
use crate::rules::own::{Standing, Stands};
use crate::rules::pack::Class;

const COLUMNS: &str = "s.class, s.nationality, s.register_number, s.office_holder, s.note";

fn of(row: &Row<'_>, at: usize) -> rusqlite::Result<Standing> {
    let class: Option<String> = row.get(at)?;
    Ok(Standing {
        class: class.and_then(|key| Class::of(&key)),
        nationality: row.get::<_, Option<String>>(at + 1)?.unwrap_or_default(),
        register_number: row.get::<_, Option<String>>(at + 2)?.unwrap_or_default(),
        office_holder: row.get::<_, Option<bool>>(at + 3)?.unwrap_or_default(),
        note: row.get::<_, Option<String>>(at + 4)?.unwrap_or_default(),
    })
}

/// What is known of one donor; the empty answer where nothing was said.
///
/// # Errors
/// When the person is not in the register.
pub fn standing(conn: &Connection, person: PersonId) -> Result<Stands> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT p.name, p.organisation, {COLUMNS} FROM person p LEFT JOIN donor_standing s ON s.person = p.id WHERE p.id = ?1"
    ))?;
    Ok(select.query_row([person.0], |row| {
        Ok(Stands { person, name: row.get(0)?, organisation: row.get(1)?, standing: of(row, 2)? })
    })?)
}

/// Everybody of whom something was said.
///
/// # Errors
/// When the file cannot be read.
pub fn with_standing(conn: &Connection) -> Result<Vec<Stands>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT p.id, p.name, p.organisation, {COLUMNS} FROM donor_standing s JOIN person p ON p.id = s.person \
         ORDER BY p.sort_key, p.id"
    ))?;
    let found = select.query_map([], |row| {
        Ok(Stands {
            person: PersonId(row.get(0)?),
            name: row.get(1)?,
            organisation: row.get(2)?,
            standing: of(row, 3)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Writes it; an empty one is taken away.
pub(in crate::rules) fn put_standing(conn: &Connection, id: i64, person: PersonId, standing: &Standing) -> Result<()> {
    let known: Option<i64> = conn
        .prepare_cached("SELECT id FROM donor_standing WHERE person = ?1")?
        .query_row([person.0], |row| row.get(0))
        .optional()?;
    if *standing == Standing::default() {
        conn.execute("DELETE FROM donor_standing WHERE person = ?1", [person.0])?;
        return Ok(());
    }
    conn.execute(
        "INSERT INTO donor_standing (id, person, class, nationality, register_number, office_holder, note) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET class = ?3, nationality = ?4, \
         register_number = ?5, office_holder = ?6, note = ?7",
        params![
            known.unwrap_or(id),
            person.0,
            standing.class.map_or("", Class::key),
            standing.nationality,
            standing.register_number,
            standing.office_holder,
            standing.note
        ],
    )?;
    Ok(())
}
