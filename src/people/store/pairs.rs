//! Pairs in the register that are probably one person.

use rusqlite::Connection;
use serde::Serialize;

use super::super::likeness::{self, Reason, Traits};
use super::super::model::{Address, Channel, Contact, Details, PersonId};
use super::index::Walk;
use super::{merged, text};
use crate::kit::{PartDay, Problem, Result};
use crate::t;

/// Two people who may be one; `a` has been in the register longer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    pub a: PersonId,
    pub b: PersonId,
    pub a_name: String,
    pub b_name: String,
    /// From 0 to 1.
    pub score: f64,
    /// In words: "same e-mail address".
    pub because: Vec<String>,
    /// The same, for screens that tell what speaks for and against.
    #[serde(skip)]
    pub reasons: Vec<Reason>,
}

/// Pairs that score at least `least` (0 to 1), the surest first; those that are said to be two are left out. `heed` is asked
/// now and then whether to go on.
///
/// # Errors
/// When the file cannot be read, or the search was called off.
pub fn pairs(conn: &Connection, least: f64, heed: impl FnMut() -> bool) -> Result<Vec<Pair>> {
    let (ids, people) = traits(conn)?;
    let Some(search) = likeness::search(&people, least, heed) else {
        return Err(Problem::input(t!("Cancelled. Nothing was changed")));
    };
    drop(people);
    let distinct = merged::distinct(conn)?;
    let mut name = conn.prepare_cached("SELECT name FROM person WHERE id = ?1")?;
    let mut name_of = |id: PersonId| name.query_row([id.0], |row| row.get::<_, String>(0));
    let mut pairs = Vec::new();
    for found in search.found {
        let (Some(a), Some(b)) = (ids.get(found.a).copied(), ids.get(found.b).copied()) else { continue };
        if distinct.contains(&(a, b)) {
            continue;
        }
        pairs.push(Pair {
            a,
            b,
            a_name: name_of(a)?,
            b_name: name_of(b)?,
            score: (found.likeness.score * 1000.0).round() / 1000.0,
            because: found.likeness.because.iter().map(|reason| reason.says().to_owned()).collect(),
            reasons: found.likeness.because,
        });
    }
    Ok(pairs)
}

/// Everybody as the comparison takes them, in the order of ids. Three statements walk side by side.
fn traits(conn: &Connection) -> Result<(Vec<PersonId>, Vec<Traits>)> {
    let mut people = conn
        .prepare("SELECT id, organisation, number, name, given, family, legal_name, birth FROM person ORDER BY id")?;
    let mut contacts = conn.prepare("SELECT person, channel, value FROM person_contact ORDER BY person, id")?;
    let mut addresses =
        conn.prepare("SELECT person, street, locality, region, postcode FROM person_address ORDER BY person, id")?;
    let mut contacts = Walk::new(contacts.query([])?)?;
    let mut addresses = Walk::new(addresses.query([])?)?;
    let mut people = people.query([])?;
    let (mut ids, mut all) = (Vec::new(), Vec::new());
    while let Some(row) = people.next()? {
        let id: i64 = row.get(0)?;
        let mut details = Details {
            organisation: row.get(1)?,
            number: row.get(2)?,
            name: row.get(3)?,
            given: row.get(4)?,
            family: row.get(5)?,
            legal_name: row.get(6)?,
            birth: PartDay::from_iso(text(row, 7)?),
            ..Details::default()
        };
        contacts.each_of(id, |row| {
            let channel = if text(row, 1)? == Channel::Phone.key() { Channel::Phone } else { Channel::Email };
            details.contacts.push(Contact::new(channel, "", text(row, 2)?));
            Ok(())
        })?;
        addresses.each_of(id, |row| {
            details.addresses.push(Address {
                street: row.get(1)?,
                locality: row.get(2)?,
                region: row.get(3)?,
                postcode: row.get(4)?,
                ..Address::default()
            });
            Ok(())
        })?;
        ids.push(PersonId(id));
        all.push(Traits::of(&details));
    }
    Ok((ids, all))
}
