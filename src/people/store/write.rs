//! Writing people: what did not change is not written, so that the history says only what was done.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql as _, params};

use super::super::model::{Address, AddressId, Contact, ContactId, Details, Person, PersonId};
use super::own;
use crate::kit::{Day, Result};
use crate::office::days::iso;
use crate::office::rows;

/// Makes ids for new rows.
pub type NewId<'a> = &'a dyn Fn() -> i64;

/// Adds a person with all its parts.
///
/// # Errors
/// When the number belongs to somebody else, or the file cannot be written.
pub fn insert(conn: &Connection, new_id: NewId<'_>, details: &Details) -> Result<PersonId> {
    let id = PersonId(new_id());
    insert_all(conn, new_id, &[(id, details, &Keys::of(details))])?;
    Ok(id)
}

/// What rows are sorted and matched by: worked out of a person's details, which can be done apart from writing them.
#[derive(Debug)]
pub struct Keys {
    sort_key: String,
    /// Of each contact, in its order.
    folded: Vec<String>,
}

impl Keys {
    pub fn of(details: &Details) -> Self {
        Self { sort_key: details.sort_key(), folded: details.contacts.iter().map(Contact::folded).collect() }
    }
}

/// Adds people with all their parts, under ids made for them.
///
/// # Errors
/// As [`insert`].
pub fn insert_all(conn: &Connection, new_id: NewId<'_>, people: &[(PersonId, &Details, &Keys)]) -> Result<()> {
    let mut rows = Vec::with_capacity(people.len() * PERSON.len());
    let (mut addresses, mut contacts, mut tags, mut owned) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (id, d, keys) in people {
        let texts = [
            &d.name,
            &d.sort_name,
            &d.given,
            &d.family,
            &d.legal_name,
            &d.honorific,
            &d.pronouns,
            &d.greeting,
            &d.employer,
            &d.occupation,
            &d.notes,
        ];
        rows.extend([id.0.into(), d.organisation.into(), d.number.to_sql()?]);
        rows.extend(texts.map(|text| text.as_str().into()));
        rows.extend([
            keys.sort_key.as_str().into(),
            birth(d).into(),
            d.languages.join(", ").into(),
            d.source.as_str().into(),
        ]);
        d.addresses.iter().for_each(|address| address_row(&mut addresses, new_id(), *id, address));
        for (contact, folded) in d.contacts.iter().zip(&keys.folded) {
            contact_row(&mut contacts, new_id(), *id, contact, folded.as_str().into());
        }
        for tag in &d.tags {
            tags.extend([new_id().into(), id.0.into(), tag.as_str().into()]);
        }
        for (field, value) in &d.own {
            owned.extend([new_id().into(), id.0.into(), field.0.into(), value.as_str().into()]);
        }
    }
    rows::insert(conn, "person", PERSON, &rows)?;
    rows::insert(conn, "person_address", ADDRESS, &addresses)?;
    rows::insert(conn, "person_contact", CONTACT, &contacts)?;
    rows::insert(conn, "person_tag", TAG, &tags)?;
    rows::insert(conn, "person_own", OWN, &owned)
}

const PERSON: &[&str] = &[
    "id",
    "organisation",
    "number",
    "name",
    "sort_name",
    "given",
    "family",
    "legal_name",
    "honorific",
    "pronouns",
    "greeting",
    "employer",
    "occupation",
    "notes",
    "sort_key",
    "birth",
    "languages",
    "source",
];
const ADDRESS: &[&str] = &[
    "id",
    "person",
    "kind",
    "street",
    "locality",
    "region",
    "postcode",
    "country",
    "preferred",
    "valid_from",
    "valid_to",
];
const CONTACT: &[&str] = &["id", "person", "channel", "kind", "value", "folded", "preferred", "valid_from", "valid_to"];
const TAG: &[&str] = &["id", "person", "tag"];
const OWN: &[&str] = &["id", "person", "field", "value"];

fn birth(details: &Details) -> String {
    details.birth.map(|birth| birth.to_string()).unwrap_or_default()
}

fn iso_sql(day: Option<Day>) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(day.map(iso).into())
}

fn address_row<'a>(rows: &mut Vec<ToSqlOutput<'a>>, id: i64, person: PersonId, a: &'a Address) {
    rows.extend([id.into(), person.0.into()]);
    rows.extend([&a.kind, &a.street, &a.locality, &a.region, &a.postcode, &a.country].map(|text| text.as_str().into()));
    rows.extend([a.preferred.into(), iso_sql(a.valid.from), iso_sql(a.valid.to)]);
}

fn contact_row<'a>(
    rows: &mut Vec<ToSqlOutput<'a>>,
    id: i64,
    person: PersonId,
    c: &'a Contact,
    folded: ToSqlOutput<'a>,
) {
    rows.extend([id.into(), person.0.into(), c.channel.key().into(), c.kind.as_str().into(), c.value.as_str().into()]);
    rows.extend([folded, c.preferred.into(), iso_sql(c.valid.from), iso_sql(c.valid.to)]);
}

/// Makes a person what `new` says. Parts keep their rows by their ids; those that `new` lacks are deleted.
///
/// # Errors
/// When the number belongs to somebody else, or the file cannot be written.
pub fn update(conn: &Connection, new_id: NewId<'_>, old: &Person, new: &Details) -> Result<()> {
    let id = old.id;
    if old.details.number != new.number {
        super::let_number_go(conn, new_id, id)?;
    }
    if !same_row(&old.details, new) {
        conn.prepare_cached(
            "UPDATE person SET organisation = ?2, number = ?3, name = ?4, sort_name = ?5, given = ?6, family = ?7, legal_name = ?8, \
             honorific = ?9, pronouns = ?10, greeting = ?11, employer = ?12, occupation = ?13, notes = ?14, sort_key = ?15, birth = ?16, \
             languages = ?17, source = ?18 WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            new.organisation,
            new.number,
            new.name,
            new.sort_name,
            new.given,
            new.family,
            new.legal_name,
            new.honorific,
            new.pronouns,
            new.greeting,
            new.employer,
            new.occupation,
            new.notes,
            new.sort_key(),
            birth(new),
            new.languages.join(", "),
            new.source,
        ])?;
    }
    own::update(conn, new_id, id, &old.details.own, &new.own)?;
    update_addresses(conn, new_id, old, &new.addresses)?;
    update_contacts(conn, new_id, old, &new.contacts)?;
    for gone in old.details.tags.iter().filter(|tag| !new.tags.contains(tag)) {
        untag(conn, id, gone)?;
    }
    for added in new.tags.iter().filter(|tag| !old.details.tags.contains(tag)) {
        tag(conn, new_id, id, added)?;
    }
    Ok(())
}

fn same_row(old: &Details, new: &Details) -> bool {
    let row = |d: &Details| Details {
        addresses: Vec::new(),
        contacts: Vec::new(),
        tags: Vec::new(),
        own: Vec::new(),
        ..d.clone()
    };
    row(old) == row(new)
}

fn update_addresses(conn: &Connection, new_id: NewId<'_>, old: &Person, new: &[Address]) -> Result<()> {
    let stays = |id: Option<AddressId>| new.iter().any(|a| a.id == id);
    for gone in old.details.addresses.iter().filter(|a| !stays(a.id)) {
        conn.prepare_cached("DELETE FROM person_address WHERE id = ?1")?.execute([gone.id.map(|id| id.0)])?;
    }
    for a in new {
        match old.details.addresses.iter().find(|o| o.id.is_some() && o.id == a.id) {
            Some(known) if known == a => {}
            Some(_) => {
                conn.prepare_cached(
                    "UPDATE person_address SET kind = ?2, street = ?3, locality = ?4, region = ?5, postcode = ?6, country = ?7, \
                     preferred = ?8, valid_from = ?9, valid_to = ?10 WHERE id = ?1",
                )?
                .execute(params![
                    a.id.map(|id| id.0), a.kind, a.street, a.locality, a.region, a.postcode, a.country, a.preferred, a.valid.from.map(iso), a.valid.to.map(iso),
                ])?;
            }
            None => {
                let mut row = Vec::new();
                address_row(&mut row, new_id(), old.id, a);
                rows::insert(conn, "person_address", ADDRESS, &row)?;
            }
        }
    }
    Ok(())
}

fn update_contacts(conn: &Connection, new_id: NewId<'_>, old: &Person, new: &[Contact]) -> Result<()> {
    let stays = |id: Option<ContactId>| new.iter().any(|c| c.id == id);
    for gone in old.details.contacts.iter().filter(|c| !stays(c.id)) {
        conn.prepare_cached("DELETE FROM person_contact WHERE id = ?1")?.execute([gone.id.map(|id| id.0)])?;
    }
    for c in new {
        match old.details.contacts.iter().find(|o| o.id.is_some() && o.id == c.id) {
            Some(known) if known == c => {}
            Some(_) => {
                conn.prepare_cached(
                    "UPDATE person_contact SET channel = ?2, kind = ?3, value = ?4, folded = ?5, preferred = ?6, valid_from = ?7, \
                     valid_to = ?8 WHERE id = ?1",
                )?
                .execute(params![
                    c.id.map(|id| id.0), c.channel.key(), c.kind, c.value, c.folded(), c.preferred, c.valid.from.map(iso), c.valid.to.map(iso),
                ])?;
            }
            None => {
                let mut row = Vec::new();
                contact_row(&mut row, new_id(), old.id, c, c.folded().into());
                rows::insert(conn, "person_contact", CONTACT, &row)?;
            }
        }
    }
    Ok(())
}

/// Removes a person and its parts. What refers to it must be asked for before; see [`referrers`].
///
/// # Errors
/// When something still refers to the person.
pub fn delete(conn: &Connection, new_id: NewId<'_>, id: PersonId) -> Result<()> {
    super::let_number_go(conn, new_id, id)?;
    conn.prepare_cached("DELETE FROM person WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Puts a tag on a person; whether it was not there yet.
///
/// # Errors
/// When the file cannot be written.
pub fn tag(conn: &Connection, new_id: NewId<'_>, id: PersonId, tag: &str) -> Result<bool> {
    let has =
        conn.prepare_cached("SELECT 1 FROM person_tag WHERE person = ?1 AND tag = ?2")?.exists(params![id.0, tag])?;
    if !has {
        conn.prepare_cached("INSERT INTO person_tag (id, person, tag) VALUES (?1, ?2, ?3)")?.execute(params![
            new_id(),
            id.0,
            tag
        ])?;
    }
    Ok(!has)
}

/// Takes a tag off a person; whether it was there.
///
/// # Errors
/// When the file cannot be written.
pub fn untag(conn: &Connection, id: PersonId, tag: &str) -> Result<bool> {
    let removed =
        conn.prepare_cached("DELETE FROM person_tag WHERE person = ?1 AND tag = ?2")?.execute(params![id.0, tag])?;
    Ok(removed > 0)
}

/// Remembers an import by the digest of its input.
///
/// # Errors
/// When the file cannot be written.
pub fn remember_import(conn: &Connection, new_id: NewId<'_>, source: &str, digest: &str, added: i64) -> Result<()> {
    conn.execute(
        "INSERT INTO import_run (id, noun, source, digest, added) VALUES (?1, 'people', ?2, ?3, ?4)",
        params![new_id(), source, digest, added],
    )?;
    Ok(())
}
