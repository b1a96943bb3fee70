//! Who was merged into whom, who is surely not whom, and moving what refers to a person.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::model::PersonId;
use super::NewId;
use crate::kit::Result;
use crate::office::{attachments, links};

/// The table of people, as the schema names it.
const PERSON: &str = "person";
/// The parts of a person: they go with it, and a merge unites them by itself.
const OWN: [&str; 7] =
    ["person_address", "person_contact", "person_tag", "person_own", "person_consent", "person_link", "person_log"];
/// What remembers merges and pairs; nothing that anybody recorded about the person.
const MEMORY: [&str; 2] = ["person_merged", "person_distinct"];

/// Who stands for an id now: the person itself, or the one it was merged into.
///
/// # Errors
/// When the file cannot be read.
pub fn stands_for(conn: &Connection, id: PersonId) -> Result<PersonId> {
    let mut select = conn.prepare_cached("SELECT person FROM person_merged WHERE was = ?1")?;
    Ok(select.query_row([id.0], |row| row.get(0).map(PersonId)).optional()?.unwrap_or(id))
}

/// The names of those a person took in, the first merge first.
///
/// # Errors
/// When the file cannot be read.
pub fn taken_in(conn: &Connection, id: PersonId) -> Result<Vec<String>> {
    let mut select = conn.prepare_cached("SELECT name FROM person_merged WHERE person = ?1 ORDER BY id")?;
    let names = select.query_map([id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// What refers to a person, by table, with how often; asked of the schema, so that no other subject needs to be known.
/// Attachments count too.
///
/// # Errors
/// When the file cannot be read.
pub fn referrers(conn: &Connection, id: PersonId) -> Result<Vec<(String, usize)>> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for reference in links::references_to(conn, PERSON)? {
        if OWN.contains(&reference.table.as_str()) || MEMORY.contains(&reference.table.as_str()) {
            continue;
        }
        let count = links::count(conn, &reference, id.0)?;
        match found.iter_mut().find(|(known, _)| *known == reference.table) {
            Some((_, sum)) => *sum += count,
            None => found.push((reference.table, count)),
        }
    }
    found.push(("attachment".to_owned(), attachments::of(conn, PERSON, id.0)?.len()));
    found.retain(|(_, count)| *count > 0);
    Ok(found)
}

/// Makes everything that refers to one person refer to another: every column that the schema says refers to people, and what
/// is attached. The parts that the other has already (a tag of that name, an own field, a link) stay, to go with the record.
///
/// # Errors
/// When the file cannot be written.
pub fn move_all(conn: &Connection, from: PersonId, to: PersonId) -> Result<()> {
    let references = links::references_to(conn, PERSON)?;
    links::unjoin(conn, &references, from.0, to.0)?;
    for reference in &references {
        links::move_to(conn, reference, from.0, to.0)?;
    }
    super::links::straighten(conn, to)?;
    attachments::hand_over(conn, PERSON, from.0, to.0)?;
    Ok(())
}

/// Remembers that an id is gone and who stands for it.
///
/// # Errors
/// When the file cannot be written.
pub fn remember_merge(conn: &Connection, new_id: NewId<'_>, was: PersonId, name: &str, now: PersonId) -> Result<()> {
    conn.prepare_cached("INSERT INTO person_merged (id, was, person, name) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![new_id(), was.0, now.0, name])?;
    Ok(())
}

/// The pairs that are surely two, the smaller id first.
///
/// # Errors
/// When the file cannot be read.
pub fn distinct(conn: &Connection) -> Result<HashSet<(PersonId, PersonId)>> {
    let mut select = conn.prepare_cached("SELECT min(one, other), max(one, other) FROM person_distinct")?;
    let pairs = select.query_map([], |row| Ok((PersonId(row.get(0)?), PersonId(row.get(1)?))))?;
    Ok(pairs.collect::<rusqlite::Result<_>>()?)
}

/// Whether two are said to be two.
///
/// # Errors
/// When the file cannot be read.
pub fn are_distinct(conn: &Connection, one: PersonId, other: PersonId) -> Result<bool> {
    let mut select = conn
        .prepare_cached("SELECT 1 FROM person_distinct WHERE (one = ?1 AND other = ?2) OR (one = ?2 AND other = ?1)")?;
    Ok(select.exists([one.0, other.0])?)
}

/// Remembers that two are two.
///
/// # Errors
/// When the file cannot be written.
pub fn set_distinct(conn: &Connection, new_id: NewId<'_>, one: PersonId, other: PersonId) -> Result<()> {
    conn.prepare_cached("INSERT INTO person_distinct (id, one, other) VALUES (?1, ?2, ?3)")?.execute(params![
        new_id(),
        one.0.min(other.0),
        one.0.max(other.0)
    ])?;
    Ok(())
}

/// Forgets that two are two.
///
/// # Errors
/// When the file cannot be written.
pub fn forget_distinct(conn: &Connection, one: PersonId, other: PersonId) -> Result<()> {
    conn.prepare_cached("DELETE FROM person_distinct WHERE (one = ?1 AND other = ?2) OR (one = ?2 AND other = ?1)")?
        .execute([one.0, other.0])?;
    Ok(())
}
