//! Calendars of partners: read as a whole, replaced as a whole, never changed.

use rusqlite::{Connection, params};

use super::{TIMING, at, day, iso, stamp, timing_of, word};
use crate::events::ics::IcsEvent;
use crate::events::model::{CalendarId, Partner, Status, timing};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, text};
use crate::t;

/// Every partner's calendar.
///
/// # Errors
/// When the file cannot be read.
pub fn partners(conn: &Connection) -> Result<Vec<Partner>> {
    let mut select = conn.prepare_cached(
        "SELECT c.id, c.name, c.source, c.read_on, (SELECT count(*) FROM partner_event e WHERE e.calendar = c.id) \
         FROM partner_calendar c ORDER BY c.name, c.id",
    )?;
    let rows = select.query_map([], |row| {
        Ok(Partner {
            id: CalendarId(row.get(0)?),
            name: row.get(1)?,
            source: row.get(2)?,
            read_on: day(row, 3)?,
            events: usize::try_from(row.get::<_, i64>(4)?).unwrap_or(0),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The partner's calendar of a name.
///
/// # Errors
/// When there is none.
pub fn find_partner(conn: &Connection, typed: &str) -> Result<Partner> {
    let (all, wanted) = (partners(conn)?, fold(typed));
    let names: Vec<String> = all.iter().map(|one| one.name.clone()).collect();
    all.into_iter().find(|one| fold(&one.name) == wanted || one.id.to_string() == typed.trim()).ok_or_else(|| {
        Problem::input(t!("There is no partner’s calendar “{name}”", name = typed))
            .hint(text::there_are(&names, t!("`events calendars read` brings one in")))
    })
}

/// What a partner's calendar holds, as it was read.
///
/// # Errors
/// When the file cannot be read.
pub fn partner_events(conn: &Connection, of: CalendarId) -> Result<Vec<IcsEvent>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT uid, sequence, title, status, {TIMING}, instead_of, place, link, about FROM partner_event \
         WHERE calendar = ?1 ORDER BY id"
    ))?;
    let rows = select.query_map([of.0], |row| {
        let instead: Option<String> = row.get(11)?;
        Ok(IcsEvent {
            uid: row.get(0)?,
            sequence: row.get(1)?,
            title: row.get(2)?,
            status: word(row, 3, Status::of)?,
            timing: timing_of(row, 4)?,
            instead_of: if instead.is_some() { Some(at(row, 11)?) } else { None },
            place: row.get(12)?,
            link: row.get(13)?,
            about: row.get(14)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes a partner's calendar in the place of what was read of it before.
pub(in crate::events) fn put_partner(
    conn: &Connection,
    new_id: &dyn Fn() -> i64,
    known: Option<CalendarId>,
    (name, source, on): (&str, &str, Day),
    events: &[IcsEvent],
) -> Result<CalendarId> {
    let id = known.unwrap_or_else(|| CalendarId(new_id()));
    if known.is_some() {
        conn.prepare_cached("DELETE FROM partner_event WHERE calendar = ?1")?.execute([id.0])?;
        conn.prepare_cached("UPDATE partner_calendar SET source = ?2, read_on = ?3 WHERE id = ?1")?
            .execute(params![id.0, source, iso(on)])?;
    } else {
        conn.prepare_cached("INSERT INTO partner_calendar (id, name, source, read_on) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id.0, name, source, iso(on)])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO partner_event (id, calendar, uid, sequence, title, status, starts_at, ends_at, all_day, zone, rule, also_at, \
         except_at, instead_of, first_day, last_day, place, link, about) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?;
    for event in events {
        let (first, last) = event.timing.reach();
        insert.execute(params![
            new_id(),
            id.0,
            event.uid,
            event.sequence,
            event.title,
            event.status.key(),
            stamp(event.timing.start),
            stamp(event.timing.end),
            event.timing.all_day,
            event.timing.zone,
            event.timing.rule,
            timing::listed(&event.timing.also),
            timing::listed(&event.timing.except),
            event.instead_of.map(stamp),
            iso(first),
            iso(last),
            event.place,
            event.link,
            event.about
        ])?;
    }
    Ok(id)
}

pub(in crate::events) fn delete_partner(conn: &Connection, id: CalendarId) -> Result<()> {
    conn.prepare_cached("DELETE FROM partner_calendar WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}
