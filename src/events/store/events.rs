//! Events one by one, and the list of them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{TIMING, at, iso, maybe_day, stamp, timing_of, word};
use crate::events::model::timing::{self, Local, Timing};
use crate::events::model::{Event, EventId, Mode, NewEvent, PersonId, Status, VenueId};
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result, text};
use crate::t;

/// An event as the file has it, with the names of what it refers to.
fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    let series: Option<i64> = row.get(10)?;
    let series = match series {
        Some(id) => Some((EventId(id), at(row, 11)?)),
        None => None,
    };
    Ok(Event {
        id: EventId(row.get(0)?),
        new: NewEvent {
            title: row.get(1)?,
            kind: row.get(2)?,
            status: word(row, 12, Status::of)?,
            timing: timing_of(row, 3)?,
            mode: word(row, 13, Mode::of)?,
            venue: row.get::<_, Option<i64>>(14)?.map(VenueId),
            place: row.get(15)?,
            link: row.get(16)?,
            about: row.get(17)?,
            purpose: row.get(18)?,
            measure: row.get(19)?,
            lead: row.get::<_, Option<i64>>(20)?.map(PersonId),
            capacity: row.get(21)?,
            offer_hours: row.get(22)?,
            no_show: row.get(23)?,
            appeal: row.get(24)?,
            plan_b: row.get(25)?,
            note: row.get(26)?,
        },
        kind_name: String::new(),
        venue_name: row.get::<_, Option<String>>(27)?.unwrap_or_default(),
        lead_name: row.get::<_, Option<String>>(28)?.unwrap_or_default(),
        series,
        uid: row.get(29)?,
        sequence: row.get(30)?,
        closed: maybe_day(row, 31)?,
        outcome: row.get(32)?,
    })
}

fn select(condition: &str) -> String {
    let timing = TIMING.split(", ").map(|column| format!("e.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "SELECT e.id, e.title, e.kind, {timing}, e.series, e.instead_of, e.status, e.mode, e.venue, e.place, e.link, e.about, \
         e.purpose, e.measure, e.lead, e.capacity, e.offer_hours, e.no_show, e.appeal, e.plan_b, e.note, v.name, p.name, e.uid, \
         e.sequence, e.closed_on, e.outcome FROM event e LEFT JOIN venue v ON v.id = e.venue LEFT JOIN person p ON p.id = e.lead \
         {condition}"
    )
}

/// One event.
///
/// # Errors
/// When there is no such event.
pub fn event(conn: &Connection, id: EventId) -> Result<Event> {
    let mut select = conn.prepare_cached(&select("WHERE e.id = ?1"))?;
    let mut event =
        select.query_row([id.0], from_row).optional()?.ok_or_else(|| Problem::input(t!("There is no such event")))?;
    event.kind_name = super::kind(conn, &event.new.kind)?.name;
    Ok(event)
}

/// Every event that is no day of a series, in order of their starts.
///
/// # Errors
/// When the file cannot be read.
pub fn events(conn: &Connection) -> Result<Vec<Event>> {
    let kinds = super::kinds(conn)?;
    let mut select = conn.prepare_cached(&select("WHERE e.series IS NULL ORDER BY e.starts_at, e.id"))?;
    let mut all = select.query_map([], from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for event in &mut all {
        let known = kinds.iter().find(|kind| kind.key == event.new.kind);
        event.kind_name = known.map_or_else(|| event.new.kind.clone(), |kind| kind.name.clone());
    }
    Ok(all)
}

/// The days of a series that have something of their own.
///
/// # Errors
/// When the file cannot be read.
pub fn days_of(conn: &Connection, series: EventId) -> Result<Vec<Event>> {
    let mut select = conn.prepare_cached(&select("WHERE e.series = ?1 ORDER BY e.instead_of"))?;
    let rows = select.query_map([series.0], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A line of a list: what tells events apart.
pub type Line = (EventId, String, Local);

/// The event that a text means: an id, a title, or the beginning of one; with a day, the one on that day.
///
/// # Errors
/// When none fits, or several do.
pub fn find(conn: &Connection, typed: &str, on: Option<Day>) -> Result<Event> {
    let id = typed.trim().parse().ok().filter(|id: &i64| *id > 1_000_000);
    let mut fits: Vec<Event> = match id {
        Some(id) => vec![event(conn, EventId(id))?],
        None => {
            let wanted = fold(typed);
            let all = events(conn)?;
            let exact: Vec<Event> = all.iter().filter(|one| fold(&one.new.title) == wanted).cloned().collect();
            if exact.is_empty() {
                all.into_iter().filter(|one| !wanted.is_empty() && fold(&one.new.title).contains(&wanted)).collect()
            } else {
                exact
            }
        }
    };
    if let Some(on) = on {
        let whole = (on.and_time(chrono::NaiveTime::MIN), on.and_hms_opt(23, 59, 59).unwrap_or_default());
        let mut days = Vec::new();
        for one in &fits {
            // A day that was moved is known by the day it was to be and by the day it is.
            let own = days_of(conn, one.id)?;
            let moved = own
                .into_iter()
                .find(|day| day.new.timing.start.date() == on || day.series.is_some_and(|(_, at)| at.date() == on));
            match moved {
                Some(day) => days.push(day),
                None if !one.new.timing.starts(whole.0, whole.1).is_empty() => days.push(one.clone()),
                None => {}
            }
        }
        fits = days;
    }
    match fits.len() {
        1 => event(conn, fits.remove(0).id),
        0 => {
            let names: Vec<String> = events(conn)?.into_iter().rev().take(8).map(|one| one.new.title).collect();
            Err(Problem::input(match on {
                Some(on) => t!("There is no event “{text}” on {day}", text = typed, day = on),
                None => t!("There is no event “{text}”", text = typed),
            })
            .hint(text::there_are(&names, t!("`events add` makes one"))))
        }
        _ => {
            let named = |one: &Event| format!("{} ({}, {})", one.new.title, one.new.timing.start.date(), one.id);
            let names: Vec<String> = fits.iter().take(5).map(named).collect();
            Err(Problem::input(t!("“{text}” may be several events", text = typed))
                .hint(t!("Give the id, or the day with --on: {names}", names = names.join("; "))))
        }
    }
}

/// Whether another event has entries of the ledger under this word, or would have.
///
/// # Errors
/// When the file cannot be read.
pub fn is_word_taken(conn: &Connection, word: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM event WHERE series IS NULL AND fold(CASE appeal WHEN '' THEN title ELSE appeal END) = fold(?1))";
    Ok(conn.prepare_cached(sql)?.query_row([word], |row| row.get(0))?)
}

fn last_columns(new: &NewEvent) -> [String; 5] {
    let (first, last) = new.timing.reach();
    [iso(first), iso(last), stamp(new.timing.start), stamp(new.timing.end), timing::listed(&new.timing.also)]
}

pub(in crate::events) fn insert_event(
    conn: &Connection,
    id: EventId,
    new: &NewEvent,
    series: Option<(EventId, Local)>,
    uid: &str,
) -> Result<()> {
    let [first, last, start, end, also] = last_columns(new);
    conn.prepare_cached(
        "INSERT INTO event (id, title, kind, status, starts_at, ends_at, all_day, zone, rule, also_at, except_at, first_day, \
         last_day, series, instead_of, mode, venue, place, link, about, purpose, measure, lead, capacity, offer_hours, no_show, \
         appeal, plan_b, note, uid) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, \
         ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)",
    )?
    .execute(params![
        id.0,
        new.title,
        new.kind,
        new.status.key(),
        start,
        end,
        new.timing.all_day,
        new.timing.zone,
        new.timing.rule,
        also,
        timing::listed(&new.timing.except),
        first,
        last,
        series.map(|(id, _)| id.0),
        series.map(|(_, at)| stamp(at)),
        new.mode.key(),
        new.venue.map(|id| id.0),
        new.place,
        new.link,
        new.about,
        new.purpose,
        new.measure,
        new.lead.map(|id| id.0),
        new.capacity,
        new.offer_hours,
        new.no_show,
        new.appeal,
        new.plan_b,
        new.note,
        uid,
    ])?;
    Ok(())
}

pub(in crate::events) fn update_event(conn: &Connection, id: EventId, new: &NewEvent, sequence: i64) -> Result<()> {
    let [first, last, start, end, also] = last_columns(new);
    conn.prepare_cached(
        "UPDATE event SET title = ?2, kind = ?3, status = ?4, starts_at = ?5, ends_at = ?6, all_day = ?7, zone = ?8, rule = ?9, \
         also_at = ?10, except_at = ?11, first_day = ?12, last_day = ?13, mode = ?14, venue = ?15, place = ?16, link = ?17, \
         about = ?18, purpose = ?19, measure = ?20, lead = ?21, capacity = ?22, offer_hours = ?23, no_show = ?24, appeal = ?25, \
         plan_b = ?26, note = ?27, sequence = ?28 WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        new.title,
        new.kind,
        new.status.key(),
        start,
        end,
        new.timing.all_day,
        new.timing.zone,
        new.timing.rule,
        also,
        timing::listed(&new.timing.except),
        first,
        last,
        new.mode.key(),
        new.venue.map(|id| id.0),
        new.place,
        new.link,
        new.about,
        new.purpose,
        new.measure,
        new.lead.map(|id| id.0),
        new.capacity,
        new.offer_hours,
        new.no_show,
        new.appeal,
        new.plan_b,
        new.note,
        sequence,
    ])?;
    Ok(())
}

/// Writes when an event is, and that it has changed.
pub(in crate::events) fn set_timing(conn: &Connection, event: &Event, timing: &Timing) -> Result<()> {
    let new = NewEvent { timing: timing.clone(), ..event.new.clone() };
    update_event(conn, event.id, &new, event.sequence + 1)
}

pub(in crate::events) fn delete_event(conn: &Connection, id: EventId) -> Result<()> {
    conn.prepare_cached("DELETE FROM event WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Another start of the series that a day of it takes the place of.
pub(in crate::events) fn move_day(conn: &Connection, id: EventId, there: Local) -> Result<()> {
    conn.prepare_cached("UPDATE event SET instead_of = ?2 WHERE id = ?1")?.execute(params![id.0, stamp(there)])?;
    Ok(())
}

/// Makes a day of one series a day of another.
pub(in crate::events) fn adopt_day(
    conn: &Connection,
    id: EventId,
    series: EventId,
    there: Local,
    uid: &str,
) -> Result<()> {
    conn.prepare_cached("UPDATE event SET series = ?2, instead_of = ?3, uid = ?4 WHERE id = ?1")?.execute(params![
        id.0,
        series.0,
        stamp(there),
        uid
    ])?;
    Ok(())
}

pub(in crate::events) fn set_closed(conn: &Connection, id: EventId, on: Option<Day>, outcome: &str) -> Result<()> {
    conn.prepare_cached("UPDATE event SET closed_on = ?2, outcome = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        on.map(iso),
        outcome
    ])?;
    Ok(())
}

/// How many people are on an event's list, and how many payments for tickets there are.
pub(in crate::events) fn people_and_payments(conn: &Connection, id: EventId) -> Result<(i64, i64)> {
    Ok(conn.query_row(
        "SELECT count(DISTINCT a.id), count(t.id) FROM attendance a LEFT JOIN ticket_payment t ON t.attendance = a.id \
         WHERE a.event = ?1",
        [id.0],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}
