//! The series that members are numbered from.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::{Numbering, Problem, Result, numbering};
use crate::members::model::{Numbers, PersonId};
use crate::people::store as people;
use crate::t;

/// The last serial that was given with a prefix; 0 for none.
///
/// # Errors
/// When the file cannot be read.
pub fn last_given(conn: &Connection, prefix: &str) -> Result<i64> {
    let mut select = conn.prepare_cached("SELECT last FROM member_counter WHERE prefix = ?1")?;
    Ok(select.query_row([prefix], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// The highest serial that anybody of the register has, however they came by it; 0 for none. Reads every number of the form.
///
/// # Errors
/// When the file cannot be read.
pub fn highest_number(conn: &Connection, numbering: &Numbering) -> Result<i64> {
    let mut highest = 0;
    people::numbers_after(conn, &numbering.prefix, &mut |number| {
        highest = numbering.serial_of(number).unwrap_or(0).max(highest);
    })?;
    Ok(highest)
}

/// The serial that the next member gets and how it is written: after all that were given, past what somebody has or had.
///
/// # Errors
/// When the file cannot be read, or the series is at its end.
pub fn next_number(conn: &Connection, numbers: &Numbers) -> Result<(i64, String)> {
    let prefix = &numbers.numbering.prefix;
    let mut serial = numbers.next.max(last_given(conn, prefix)? + 1);
    loop {
        if serial > numbering::LAST {
            return Err(Problem::input(t!("The numbers of members are at their end. Nothing was changed"))
                .hint(t!("Begin again with another prefix in the settings for members")));
        }
        let number = numbers.numbering.write(None, serial);
        if people::number_is_fresh(conn, &number)? {
            return Ok((serial, number));
        }
        serial += 1;
    }
}

/// Counts up to a serial that is given.
pub(in crate::members) fn count_up(conn: &Connection, id: i64, prefix: &str, serial: i64) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO member_counter (id, prefix, last) VALUES (?1, ?2, ?3) \
         ON CONFLICT (prefix) DO UPDATE SET last = max(last, ?3)",
    )?
    .execute(params![id, prefix, serial])?;
    Ok(())
}

/// The number a person has.
///
/// # Errors
/// When the file cannot be read.
pub fn number_of(conn: &Connection, person: PersonId) -> Result<Option<String>> {
    let mut select = conn.prepare_cached("SELECT number FROM person WHERE id = ?1")?;
    Ok(select.query_row([person.0], |row| row.get(0)).optional()?.flatten())
}
