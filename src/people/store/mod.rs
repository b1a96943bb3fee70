//! Reading and writing people on a connection that is given.

mod compared;
mod conditions;
mod consent;
mod duplicates;
mod export;
mod imports;
mod index;
mod known;
mod links;
mod list;
mod log;
mod mailing;
mod merged;
mod near;
mod numbers;
mod own;
mod pairs;
mod personal;
mod report;
mod search;
mod write;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::model::{Address, AddressId, Channel, Contact, ContactId, Details, Person, PersonId, Validity};
use crate::kit::{PartDay, Problem, Result};
use crate::office::days::maybe_day;
use crate::t;

pub use conditions::CONDITIONS;
pub(super) use consent::{add_consent, insert_consents};
pub use consent::{consents, not_to_contact, reach, standing};
pub use duplicates::{Likely, likely_duplicates};
pub use export::EXPORT;
pub use imports::{Imported, import_of};
pub use index::PERSON_SEARCH;
pub(super) use index::{add_many, add_words};
pub use known::register;
pub(super) use links::{add_link, delete_link, link};
pub use links::{household, households, links};
pub use list::{Among, Filter, ListRow, MOST_HITS, count, ids, page, position, tags};
pub(super) use log::{add_log, change_log, delete_log};
pub use log::{log_between, log_line, log_of, open_log};
pub use mailing::{Addressee, MAILING, NAMED, addressees, no_post};
pub use merged::{
    are_distinct, distinct, forget_distinct, move_all, referrers, remember_merge, set_distinct, stands_for, taken_in,
};
pub use near::near;
pub(super) use numbers::set_number;
pub use numbers::{let_number_go, number_is_fresh, numbers_after};
pub(super) use own::{add_field, change_field, close_field};
pub use own::{fields as own_fields, find_field as own_field};
pub use pairs::{Pair, pairs};
pub use personal::PERSONAL;
pub use report::REPORTS;
pub use search::{Hit, card, resolve, search};
pub use write::{Keys, NewId, delete, insert, insert_all, remember_import, tag, untag, update};

/// The columns of `person` in the order that [`details`] reads them.
const COLUMNS: &str = "id, organisation, number, name, sort_name, given, family, legal_name, honorific, pronouns, greeting, \
    employer, occupation, notes, birth, languages, source";

/// A count for SQL.
fn sql_count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A count from SQL.
fn from_sql_count(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// The text of a column, without a copy.
fn text<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r str> {
    let value = row.get_ref(at)?;
    value.as_str().map_err(|e| rusqlite::Error::FromSqlConversionFailure(at, value.data_type(), Box::new(e)))
}

fn details(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get(0)?),
        details: Details {
            organisation: row.get(1)?,
            number: row.get(2)?,
            name: row.get(3)?,
            sort_name: row.get(4)?,
            given: row.get(5)?,
            family: row.get(6)?,
            legal_name: row.get(7)?,
            honorific: row.get(8)?,
            pronouns: row.get(9)?,
            greeting: row.get(10)?,
            employer: row.get(11)?,
            occupation: row.get(12)?,
            notes: row.get(13)?,
            birth: PartDay::from_iso(text(row, 14)?),
            languages: text(row, 15)?.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            source: row.get(16)?,
            ..Details::default()
        },
    })
}

/// One person with all its parts.
///
/// # Errors
/// When there is none of that id.
pub fn get(conn: &Connection, id: PersonId) -> Result<Person> {
    find(conn, id)?.ok_or_else(|| {
        Problem::input(t!("There is no such person in the register"))
            .hint(t!("They may have been removed; undo would bring them back"))
    })
}

/// One person with all its parts, if there is one of that id. An id that was merged into another answers that one.
///
/// # Errors
/// When the file cannot be read.
pub fn find(conn: &Connection, id: PersonId) -> Result<Option<Person>> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1"))?;
    let mut found = select.query_row([id.0], details).optional()?;
    if found.is_none() {
        let now = stands_for(conn, id)?;
        if now != id {
            found = select.query_row([now.0], details).optional()?;
        }
    }
    let Some(mut person) = found else { return Ok(None) };
    let id = person.id;
    person.details.addresses = addresses(conn, id)?;
    person.details.contacts = contacts(conn, id)?;
    let mut tags = conn.prepare_cached("SELECT tag FROM person_tag WHERE person = ?1 ORDER BY tag")?;
    person.details.tags = tags.query_map([id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    person.details.own = own::values(conn, id)?;
    Ok(Some(person))
}

fn addresses(conn: &Connection, id: PersonId) -> Result<Vec<Address>> {
    let mut select = conn.prepare_cached(
        "SELECT id, kind, street, locality, region, postcode, country, preferred, valid_from, valid_to \
         FROM person_address WHERE person = ?1 ORDER BY preferred DESC, id",
    )?;
    let found = select.query_map([id.0], address)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn address(row: &Row<'_>) -> rusqlite::Result<Address> {
    Ok(Address {
        id: Some(AddressId(row.get(0)?)),
        kind: row.get(1)?,
        street: row.get(2)?,
        locality: row.get(3)?,
        region: row.get(4)?,
        postcode: row.get(5)?,
        country: row.get(6)?,
        preferred: row.get(7)?,
        valid: validity(row, 8)?,
    })
}

fn contacts(conn: &Connection, id: PersonId) -> Result<Vec<Contact>> {
    let mut select = conn.prepare_cached(
        "SELECT id, channel, kind, value, preferred, valid_from, valid_to \
         FROM person_contact WHERE person = ?1 ORDER BY channel, preferred DESC, id",
    )?;
    let found = select.query_map([id.0], contact)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        id: Some(ContactId(row.get(0)?)),
        channel: channel(row, 1)?,
        kind: row.get(2)?,
        value: row.get(3)?,
        preferred: row.get(4)?,
        valid: validity(row, 5)?,
    })
}

fn channel(row: &Row<'_>, at: usize) -> rusqlite::Result<Channel> {
    Ok(if text(row, at)? == "phone" { Channel::Phone } else { Channel::Email })
}

fn validity(row: &Row<'_>, at: usize) -> rusqlite::Result<Validity> {
    Ok(Validity { from: maybe_day(row, at)?, to: maybe_day(row, at + 1)? })
}

/// Whose number it is.
///
/// # Errors
/// When the file cannot be read.
pub fn holder_of(conn: &Connection, number: &str) -> Result<Option<(PersonId, String)>> {
    let mut select = conn.prepare_cached("SELECT id, name FROM person WHERE number = ?1")?;
    Ok(select.query_row([number], |row| Ok((PersonId(row.get(0)?), row.get(1)?))).optional()?)
}

/// The rows that make up a person, for `office::history::of_record`.
///
/// # Errors
/// When the file cannot be read.
pub fn parts(conn: &Connection, id: PersonId) -> Result<Vec<(&'static str, i64)>> {
    let mut rows = vec![("person", id.0)];
    for (table, sql) in [
        ("person_address", "SELECT id FROM person_address WHERE person = ?1 ORDER BY id"),
        ("person_contact", "SELECT id FROM person_contact WHERE person = ?1 ORDER BY id"),
        ("person_tag", "SELECT id FROM person_tag WHERE person = ?1 ORDER BY id"),
        ("person_own", "SELECT id FROM person_own WHERE person = ?1 ORDER BY id"),
        ("person_consent", "SELECT id FROM person_consent WHERE person = ?1 ORDER BY id"),
        ("person_link", "SELECT id FROM person_link WHERE person = ?1 OR other = ?1 ORDER BY id"),
        ("person_log", "SELECT id FROM person_log WHERE person = ?1 ORDER BY id"),
        ("attachment", "SELECT id FROM attachment WHERE owner_table = 'person' AND owner = ?1 ORDER BY id"),
    ] {
        let mut select = conn.prepare_cached(sql)?;
        for row in select.query_map([id.0], |row| row.get(0))? {
            rows.push((table, row?));
        }
    }
    Ok(rows)
}

/// Whether nobody is in the register yet.
///
/// # Errors
/// When the file cannot be read.
pub fn is_empty(conn: &Connection) -> Result<bool> {
    Ok(!conn.prepare_cached("SELECT 1 FROM person LIMIT 1")?.exists([])?)
}

/// How many people and organisations there are.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let mut select = conn
        .prepare_cached("SELECT count(*), coalesce(sum(organisation), 0) FROM person INDEXED BY person_by_sort_key")?;
    let (all, organisations): (i64, i64) = select.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(vec![("people", all - organisations), ("organisations", organisations)])
}
