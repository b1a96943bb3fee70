//! The register of people, as far as the ledger needs it: finding a donor.

use rusqlite::{Connection, OptionalExtension as _, params};
use xxhash_rust::xxh3::xxh3_64;

use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::people::{self, PersonId};
use crate::t;

/// The name that shows.
///
/// # Errors
/// When the person is not in the register.
pub fn name_of(conn: &Connection, id: PersonId) -> Result<String> {
    conn.prepare_cached("SELECT name FROM person WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Problem::input(t!("This person is not in the register")))
}

/// Who is meant by an id, a number, an e-mail address or a whole name. Nobody, or more than one, is the caller's question.
///
/// # Errors
/// When the file cannot be read.
pub fn people_called(conn: &Connection, text: &str) -> Result<Vec<(PersonId, String)>> {
    let text = text.trim();
    if let Ok(id) = text.parse::<PersonId>()
        && let Some(person) = people::store::find(conn, id)?
    {
        return Ok(vec![(id, person.details.name)]);
    }
    if let Some(holder) = people::store::holder_of(conn, text)? {
        return Ok(vec![holder]);
    }
    let folded = fold(text);
    let hits = people::store::search(conn, text, 50)?;
    let fits = |hit: &people::store::Hit| {
        fold(&hit.name) == folded || hit.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(text))
    };
    Ok(hits.into_iter().filter(fits).map(|hit| (hit.id, hit.name)).collect())
}

/// Everybody of the register, by what an import can know them by. Hashes stand for the texts, so that a million people
/// take some tens of megabytes.
#[derive(Debug, Default)]
pub struct Register {
    /// With the folded name, because a number can be another's.
    numbers: Vec<(u64, PersonId, String)>,
    /// With the folded name, because couples share an address.
    emails: Vec<(u64, PersonId, String)>,
    /// Folded name, postcode (0 for none).
    names: Vec<(u64, u64, PersonId)>,
}

/// The hash of a text that two writings of the same thing share.
pub fn key_of(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// The hash of a postcode, 0 for none: neither spaces nor case matter.
pub fn postcode_key(text: &str) -> u64 {
    let folded = fold(text).replace(' ', "");
    if folded.is_empty() { 0 } else { key_of(&folded) }
}

/// Whether every word of one name is in the other: "Ann Lee" and "Ann Marie Lee". Both folded.
pub fn names_agree(a: &str, b: &str) -> bool {
    let within = |few: &str, many: &str| few.split(' ').all(|word| many.split(' ').any(|other| other == word));
    a.is_empty() || b.is_empty() || within(a, b) || within(b, a)
}

impl Register {
    /// Reads everybody once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(conn: &Connection) -> Result<Self> {
        let mut register = Self::default();
        let mut select = conn.prepare(
            "SELECT p.id, p.name, p.number, a.postcode FROM person p LEFT JOIN person_address a ON a.person = p.id",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id = PersonId(row.get(0)?);
            let name = row.get_ref(1)?.as_str().map(fold).unwrap_or_default();
            let postcode = row.get_ref(3)?.as_str_or_null().ok().flatten().map_or(0, postcode_key);
            register.names.push((key_of(&name), postcode, id));
            if let Ok(Some(number)) = row.get_ref(2)?.as_str_or_null() {
                register.numbers.push((key_of(number), id, name));
            }
        }
        let mut select = conn.prepare(
            "SELECT c.folded, p.id, p.name FROM person_contact c JOIN person p ON p.id = c.person WHERE c.channel = 'email'",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let email = row.get_ref(0)?.as_str().map(key_of).unwrap_or_default();
            let name = row.get_ref(2)?.as_str().map(fold).unwrap_or_default();
            register.emails.push((email, PersonId(row.get(1)?), name));
        }
        register.numbers.sort_unstable();
        register.emails.sort_unstable();
        register.names.sort_unstable();
        register.names.dedup();
        Ok(register)
    }

    /// The person with this number, and their folded name.
    pub fn by_number(&self, number: &str) -> Option<(PersonId, &str)> {
        let key = key_of(number);
        let at = self.numbers.partition_point(|(k, ..)| *k < key);
        self.numbers.get(at).filter(|(k, ..)| *k == key).map(|(_, id, name)| (*id, name.as_str()))
    }

    /// The one person with this e-mail address whose name agrees; `name` is folded.
    pub fn by_email(&self, email: u64, name: &str) -> Option<PersonId> {
        let at = self.emails.partition_point(|(k, _, _)| *k < email);
        let mut found =
            self.emails.get(at..)?.iter().take_while(|(k, _, _)| *k == email).filter(|(_, _, n)| names_agree(n, name));
        match (found.next(), found.next()) {
            (Some((_, id, _)), None) => Some(*id),
            _ => None,
        }
    }

    /// Everybody of this folded name, with the key of a postcode.
    pub fn by_name(&self, name: u64) -> impl Iterator<Item = (u64, PersonId)> {
        let at = self.names.partition_point(|(k, _, _)| *k < name);
        self.names.get(at..).unwrap_or(&[]).iter().take_while(move |(k, _, _)| *k == name).map(|(_, p, id)| (*p, *id))
    }
}

/// Marks of the imported entries that are in the ledger: source id, day and amount together.
///
/// # Errors
/// When the file cannot be read.
pub fn imported_marks(conn: &Connection) -> Result<std::collections::HashSet<u64>> {
    let mut select = conn.prepare("SELECT source_ref, received_on, amount FROM entry WHERE source_ref <> ''")?;
    let mut rows = select.query([])?;
    let mut marks = std::collections::HashSet::new();
    while let Some(row) = rows.next()? {
        let text =
            |at: usize| row.get_ref(at).ok().and_then(|v| v.as_str().ok().map(str::to_owned)).unwrap_or_default();
        marks.insert(mark_of(&text(0), &text(1), row.get(2)?));
    }
    Ok(marks)
}

/// The mark of one imported entry. The day is ISO, the amount in minor units.
pub fn mark_of(source_ref: &str, day: &str, amount: i64) -> u64 {
    key_of(&format!("{source_ref}\u{1F}{day}\u{1F}{amount}"))
}

/// Remembers an import.
///
/// # Errors
/// When the file cannot be written.
pub fn insert_import(conn: &Connection, id: i64, noun: &str, source: &str, digest: &str, added: usize) -> Result<()> {
    conn.execute(
        "INSERT INTO import_run (id, noun, source, digest, added) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, noun, source, digest, i64::try_from(added).unwrap_or(i64::MAX)],
    )?;
    Ok(())
}
