//! The register's part in letters and labels: whom one can write to, what a letter can say of them, where post goes.

use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter, types::Value};

use super::super::consent::Way;
use super::super::model::{Address, Channel, Details, PersonId};
use super::super::{names, post_lines};
use crate::cli::{Audience, Mailing, MergeField, MergeFields, Values};
use crate::kit::{Day, Result};
use crate::office::profile;
use crate::t;

/// The register's part in letters and labels.
pub const MAILING: Mailing = Mailing {
    audiences: &[
        Audience {
            key: "everybody",
            says: || t!("Everybody in the register"),
            choices: None,
            people: |conn, _| ids(conn, "SELECT id FROM person", []),
        },
        Audience {
            key: "people",
            says: || t!("People, not organisations"),
            choices: None,
            people: |conn, _| ids(conn, "SELECT id FROM person WHERE organisation = 0", []),
        },
        Audience {
            key: "organisations",
            says: || t!("Organisations"),
            choices: None,
            people: |conn, _| ids(conn, "SELECT id FROM person WHERE organisation = 1", []),
        },
        Audience {
            key: "tag",
            says: || t!("People with a tag"),
            choices: Some(|conn| Ok(super::tags(conn)?.into_iter().map(|(tag, _)| (tag.clone(), tag)).collect())),
            people: |conn, asked| {
                let tag = Value::Text(asked.choice.to_owned());
                ids(conn, "SELECT person FROM person_tag WHERE tag = ?1", [tag])
            },
        },
    ],
    fields: Some(MergeFields { list, open }),
    ..Mailing::NONE
};

fn ids<const N: usize>(conn: &Connection, sql: &str, with: [Value; N]) -> Result<Vec<i64>> {
    let mut select = conn.prepare_cached(sql)?;
    let found = select.query_map(params_from_iter(with), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The fields that two people of one household share a letter by: both names stand in it.
pub const NAMED: [&str; 3] = ["name", "first name", "salutation"];

fn list(conn: &Connection) -> Result<Vec<MergeField>> {
    let mut fields = vec![
        MergeField::new("name", t!("The name")),
        MergeField::new("first name", t!("The given name, or all of the name where it is not known")),
        MergeField::new("last name", t!("The family name")),
        MergeField::new("honorific", t!("Dr, Prof., as the person has it")),
        MergeField::new("salutation", t!("How a letter begins: Dear and the name, or the person’s own greeting")),
        MergeField::new("address", t!("The address, as many lines as it has, without the name")),
        MergeField::new("street", t!("House and street, in one line")),
        MergeField::new("town", t!("The town")),
        MergeField::new("region", t!("County, state or province")),
        MergeField::new("postcode", t!("The postcode")),
        MergeField::new("country", t!("The country, where it is another than the office’s")),
        MergeField::new("e-mail", t!("The e-mail address")),
        MergeField::new("phone", t!("The phone number")),
        MergeField::new("number", t!("The member or supporter number")),
    ];
    for field in super::own_fields(conn)?.into_iter().filter(|field| !field.closed) {
        fields.push(MergeField::new(format!("own: {}", field.name.to_lowercase()), t!("A field of your own")));
    }
    Ok(fields)
}

fn open(conn: &Connection, on: Day) -> Result<Values<'_>> {
    let own: Vec<_> = super::own_fields(conn)?.into_iter().filter(|field| !field.closed).collect();
    let home = profile::get(conn)?.jurisdiction().to_owned();
    Ok(Box::new(move |id| {
        let details = super::find(conn, PersonId(id))?.map(|person| person.details).unwrap_or_default();
        let mut values = values(&details, on, &home);
        values.extend(own.iter().map(|f| details.own(f.id).map(|value| f.kind.shown(value)).unwrap_or_default()));
        Ok(values)
    }))
}

fn values(details: &Details, on: Day, home: &str) -> Vec<String> {
    let (given, family) = given_and_family(details);
    let empty = Address::default();
    let address = details.address_on(on).unwrap_or(&empty);
    let contact = |channel| details.contact_on(channel, on).map(|c| c.value.clone()).unwrap_or_default();
    vec![
        details.name.clone(),
        if given.is_empty() { details.name.clone() } else { given },
        family,
        details.honorific.clone(),
        details.salutation(),
        if address.is_empty() { String::new() } else { post_lines(address, home).join("\n") },
        address.street.lines().map(str::trim).collect::<Vec<_>>().join(", "),
        address.locality.clone(),
        address.region.clone(),
        address.postcode.clone(),
        address.country.clone(),
        contact(Channel::Email),
        contact(Channel::Phone),
        details.number.clone().unwrap_or_default(),
    ]
}

/// The parts of the name as they are given, else as they show.
fn given_and_family(details: &Details) -> (String, String) {
    if details.organisation {
        return (String::new(), details.name.clone());
    }
    if details.given.is_empty() && details.family.is_empty() {
        return names::split(&details.name);
    }
    (details.given.clone(), details.family.clone())
}

/// Somebody whom post goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub id: PersonId,
    /// As it stands on an envelope.
    pub name: String,
    pub sort_key: String,
    /// Where post goes on the day, if anywhere.
    pub address: Option<Address>,
}

/// Name and address of these people on a day, in the order of their ids, read in one go. One who is not in the register is
/// left out.
///
/// # Errors
/// When the file cannot be read.
pub fn addressees(conn: &Connection, of: &[PersonId], on: Day) -> Result<Vec<Addressee>> {
    let list = serde_json::json!(of.iter().map(|id| id.0).collect::<Vec<_>>()).to_string();
    let mut select = conn.prepare_cached(
        "SELECT id, name, honorific, sort_key FROM person WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id",
    )?;
    let mut found = BTreeMap::new();
    let mut rows = select.query([&list])?;
    while let Some(row) = rows.next()? {
        let (id, name, honorific) = (PersonId(row.get(0)?), row.get(1)?, row.get(2)?);
        let sort_key = row.get(3)?;
        let name = Details { name, honorific, ..Details::default() }.name_with_honorific();
        found.insert(id, Addressee { id, name, sort_key, address: None });
    }
    let mut select = conn.prepare_cached(
        "SELECT id, kind, street, locality, region, postcode, country, preferred, valid_from, valid_to, person \
         FROM person_address WHERE person IN (SELECT value FROM json_each(?1)) ORDER BY person, preferred DESC, id",
    )?;
    let mut rows = select.query([&list])?;
    while let Some(row) = rows.next()? {
        let address = super::address(row)?;
        if let Some(addressee) = found.get_mut(&PersonId(row.get(10)?))
            && addressee.address.is_none()
            && address.valid.covers(on)
            && !address.is_empty()
        {
            addressee.address = Some(address);
        }
    }
    Ok(found.into_values().collect())
}

/// Everybody who said no to letters, as it holds on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn no_post(conn: &Connection, on: Day) -> Result<std::collections::BTreeSet<PersonId>> {
    super::consent::refused(conn, Way::Post.key(), Some(on))
}
