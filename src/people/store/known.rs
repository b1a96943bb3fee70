//! The whole register as an import needs it, read once.

use rusqlite::Connection;

use super::super::matching::{Hashed, Marks, Register};
use super::super::model::Channel;
use super::text;
use crate::kit::Result;

/// The letters of a day that is known whole: `1970-05-17`.
const WHOLE_DAY: usize = 10;

/// Reads everybody into a register to match against.
///
/// # Errors
/// When the file cannot be read.
pub fn register(conn: &Connection, keep_ids: bool) -> Result<Register> {
    let mut register = Register::new(keep_ids);
    let mut people = conn.prepare(
        "SELECT p.id, p.name, p.number, p.birth, \
         (SELECT a.postcode FROM person_address a WHERE a.person = p.id ORDER BY a.preferred DESC, a.id LIMIT 1), \
         (SELECT c.folded FROM person_contact c WHERE c.person = p.id AND c.channel = 'phone' ORDER BY c.preferred DESC, c.id LIMIT 1) \
         FROM person p ORDER BY p.id",
    )?;
    let mut emails = conn.prepare_cached(
        "SELECT folded FROM person_contact WHERE person = ?1 AND channel = ?2 ORDER BY preferred DESC, id",
    )?;
    let mut rows = people.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let found = emails
            .query_map(rusqlite::params![id, Channel::Email.key()], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let number: Option<String> = row.get(2)?;
        let (postcode, phone): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        let birth = text(row, 3)?;
        register.know(
            id,
            &Hashed::of(&Marks {
                name: text(row, 1)?,
                number: number.as_deref(),
                emails: &found,
                phone: phone.as_deref().unwrap_or(""),
                postcode: postcode.as_deref().unwrap_or(""),
                // Only a whole day tells two people apart.
                born: if birth.len() == WHOLE_DAY { birth } else { "" },
            }),
        );
    }
    let mut merged = conn.prepare("SELECT was, person FROM person_merged")?;
    for pair in merged.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (was, now) = pair?;
        register.know_merged(was, now);
    }
    register.forget_new_ids();
    Ok(register)
}
