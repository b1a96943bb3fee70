//! The book of venues.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{day, iso, word};
use crate::events::model::{Access, NewVenue, Venue, VenueId};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Problem, Result, text};
use crate::t;

/// Every venue in the order of names, those no longer used last.
///
/// # Errors
/// When the file cannot be read.
pub fn venues(conn: &Connection) -> Result<Vec<Venue>> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.name, v.address, v.capacity, v.access, v.access_note, v.cost, v.cost_note, v.contact, v.note, v.closed, \
         (SELECT count(*) FROM event e WHERE e.venue = v.id) FROM venue v ORDER BY v.closed, v.name COLLATE NOCASE, v.id",
    )?;
    let rows = select.query_map([], |row| {
        Ok(Venue {
            id: VenueId(row.get(0)?),
            new: NewVenue {
                name: row.get(1)?,
                address: row.get(2)?,
                capacity: row.get(3)?,
                access: word(row, 4, Access::of)?,
                access_note: row.get(5)?,
                cost: row.get::<_, Option<i64>>(6)?.map(Money),
                cost_note: row.get(7)?,
                contact: row.get(8)?,
                note: row.get(9)?,
                closed: row.get(10)?,
            },
            events: usize::try_from(row.get::<_, i64>(11)?).unwrap_or(0),
            notes: Vec::new(),
        })
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select =
        conn.prepare_cached("SELECT day, note FROM venue_note WHERE venue = ?1 ORDER BY day DESC, id DESC")?;
    for venue in &mut all {
        let rows = select.query_map([venue.id.0], |row| Ok((day(row, 0)?, row.get(1)?)))?;
        venue.notes = rows.collect::<rusqlite::Result<_>>()?;
    }
    Ok(all)
}

/// One venue.
///
/// # Errors
/// When there is no such venue.
pub fn venue(conn: &Connection, id: VenueId) -> Result<Venue> {
    let found = venues(conn)?.into_iter().find(|venue| venue.id == id);
    found.ok_or_else(|| Problem::input(t!("There is no such venue")))
}

/// The venue that a text means: its id or its name.
///
/// # Errors
/// When there is none.
pub fn find_venue(conn: &Connection, typed: &str) -> Result<Venue> {
    let (all, wanted) = (venues(conn)?, fold(typed));
    let names: Vec<String> = all.iter().map(|venue| venue.new.name.clone()).collect();
    let fits = |venue: &Venue| venue.id.to_string() == typed.trim() || fold(&venue.new.name) == wanted;
    all.into_iter().find(fits).ok_or_else(|| {
        Problem::input(t!("There is no venue “{name}” in the book", name = typed))
            .hint(text::there_are(&names, t!("`venues add` makes one")))
    })
}

pub(in crate::events) fn insert_venue(conn: &Connection, id: VenueId, new: &NewVenue) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO venue (id, name, address, capacity, access, access_note, cost, cost_note, contact, note, closed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        id.0,
        new.name,
        new.address,
        new.capacity,
        new.access.key(),
        new.access_note,
        new.cost.map(|sum| sum.0),
        new.cost_note,
        new.contact,
        new.note,
        new.closed
    ])?;
    Ok(())
}

pub(in crate::events) fn update_venue(conn: &Connection, id: VenueId, new: &NewVenue) -> Result<()> {
    conn.prepare_cached(
        "UPDATE venue SET name = ?2, address = ?3, capacity = ?4, access = ?5, access_note = ?6, cost = ?7, cost_note = ?8, \
         contact = ?9, note = ?10, closed = ?11 WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        new.name,
        new.address,
        new.capacity,
        new.access.key(),
        new.access_note,
        new.cost.map(|sum| sum.0),
        new.cost_note,
        new.contact,
        new.note,
        new.closed
    ])?;
    Ok(())
}

pub(in crate::events) fn delete_venue(conn: &Connection, id: VenueId) -> Result<()> {
    conn.prepare_cached("DELETE FROM venue WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(in crate::events) fn insert_note(conn: &Connection, id: i64, venue: VenueId, on: Day, note: &str) -> Result<()> {
    conn.prepare_cached("INSERT INTO venue_note (id, venue, day, note) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        id,
        venue.0,
        iso(on),
        note
    ])?;
    Ok(())
}

/// Whether a name is free for a venue.
pub(in crate::events) fn holder(conn: &Connection, name: &str) -> Result<Option<VenueId>> {
    let mut select = conn.prepare_cached("SELECT id FROM venue WHERE name = ?1 COLLATE NOCASE")?;
    Ok(select.query_row([name], |row| row.get(0).map(VenueId)).optional()?)
}
