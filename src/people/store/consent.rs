//! What was said about being reached, and the one answer to whether somebody may be.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};

use super::super::consent::{ANY, Consent, ConsentId, Reach, Said, Standing, State, Way};
use super::super::model::PersonId;
use super::write::NewId;
use crate::kit::{Day, Result};
use crate::office::days::day;
use crate::office::rows;

const COLUMNS: &str = "id, channel, state, day, how, recorded_by";

fn consent(row: &Row<'_>) -> rusqlite::Result<Consent> {
    Ok(Consent {
        id: ConsentId(row.get(0)?),
        said: Said {
            way: Way::of(super::text(row, 1)?),
            state: State::of(super::text(row, 2)?).unwrap_or(State::Unknown),
            day: day(row, 3)?,
            how: row.get(4)?,
        },
        by: row.get(5)?,
    })
}

/// Everything a person ever said about it, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn consents(conn: &Connection, id: PersonId) -> Result<Vec<Consent>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM person_consent WHERE person = ?1 ORDER BY day DESC, id DESC"
    ))?;
    let found = select.query_map([id.0], consent)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// What holds for a person on a day.
///
/// # Errors
/// When the file cannot be read.
pub fn standing(conn: &Connection, id: PersonId, on: Day) -> Result<Standing> {
    let mut standing = Standing::default();
    for said in consents(conn, id)?.into_iter().filter(|c| c.said.day <= on).rev() {
        match &said.said.way {
            None => standing.stop = (said.said.state == State::No).then_some(said),
            Some(way) => {
                standing.ways.retain(|known| known.said.way.as_ref() != Some(way));
                standing.ways.push(said);
            }
        }
    }
    standing.ways.sort_by(|a, b| a.said.way.cmp(&b.said.way));
    Ok(standing)
}

/// Whether a person may be reached by a way on a day, and why not: the one answer that letters, lists and exports go by.
///
/// A paper that the law wants sent, such as a receipt, goes out whatever is said here.
///
/// # Errors
/// When there is no such person, or the file cannot be read.
pub fn reach(conn: &Connection, id: PersonId, way: &Way, on: Day) -> Result<Reach> {
    let person = super::get(conn, id)?;
    Ok(standing(conn, id, on)?.reaches(&person.details, way, on))
}

/// Everybody who is not to be contacted on a day, or as the last word stands where none is given: what lists and exports
/// leave out unless they are told otherwise.
///
/// # Errors
/// When the file cannot be read.
pub fn not_to_contact(conn: &Connection, on: Option<Day>) -> Result<BTreeSet<PersonId>> {
    refused(conn, ANY, on)
}

/// Everybody whose last word about a channel was no.
pub(super) fn refused(conn: &Connection, channel: &str, on: Option<Day>) -> Result<BTreeSet<PersonId>> {
    // The index of the do-not-contact is used only where the statement names that channel.
    let which = if channel == ANY { "channel = 'any' AND ?2 = 'any'" } else { "channel = ?2" };
    let mut select = conn.prepare_cached(&format!(
        "SELECT person, state FROM person_consent WHERE {which} AND (?1 IS NULL OR day <= ?1) ORDER BY person, day, id"
    ))?;
    let mut stopped = BTreeSet::new();
    let mut rows = select.query(params![on.map(|day| day.to_string()), channel])?;
    while let Some(row) = rows.next()? {
        let person = PersonId(row.get(0)?);
        if super::text(row, 1)? == State::No.key() {
            stopped.insert(person);
        } else {
            stopped.remove(&person);
        }
    }
    Ok(stopped)
}

/// Adds what many said of whom nothing is known yet.
pub(in crate::people) fn insert_consents(
    conn: &Connection,
    new_id: NewId<'_>,
    all: &[(PersonId, Said)],
    by: &str,
) -> Result<()> {
    let mut rows = Vec::with_capacity(all.len() * CONSENT.len());
    for (id, said) in all {
        let channel = said.way.as_ref().map_or(ANY, Way::key);
        rows.extend([new_id().into(), id.0.into(), channel.into(), said.state.key().into()]);
        rows.extend([said.day.to_string().into(), said.how.as_str().into(), by.into()]);
    }
    rows::insert(conn, "person_consent", CONSENT, &rows)
}

const CONSENT: &[&str] = &["id", "person", "channel", "state", "day", "how", "recorded_by"];

/// Adds what was said, unless it says nothing new; whether it did.
///
/// # Errors
/// When the file cannot be written.
pub(in crate::people) fn add_consent(
    conn: &Connection,
    new_id: NewId<'_>,
    id: PersonId,
    said: &Said,
    by: &str,
) -> Result<bool> {
    let channel = said.way.as_ref().map_or(ANY, Way::key);
    let on = said.day.to_string();
    let last = conn
        .prepare_cached(
            "SELECT state, day, how FROM person_consent WHERE person = ?1 AND channel = ?2 AND day <= ?3 \
             ORDER BY day DESC, id DESC LIMIT 1",
        )?
        .query_map(params![id.0, channel, on], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?
        .next()
        .transpose()?;
    if last.is_some_and(|(state, day, how)| state == said.state.key() && day == on && how == said.how) {
        return Ok(false);
    }
    conn.prepare_cached(
        "INSERT INTO person_consent (id, person, channel, state, day, how, recorded_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![new_id(), id.0, channel, said.state.key(), on, said.how, by])?;
    Ok(true)
}
