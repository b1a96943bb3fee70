//! What is on between two days, ours and partners', on the clocks of the office; and what is in the way of what.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveTime, TimeDelta};
use rusqlite::{Connection, params};

use super::{TIMING, at, home_zone, iso, timing_of, word};
use crate::events::model::timing::{self, Local, Timing};
use crate::events::model::{Clash, Event, EventId, Mode, Occurrence, Of, Status, VenueId, Why};
use crate::kit::fold::fold;
use crate::kit::{Day, Result};
use crate::meetings::store::OnDay;
use crate::{meetings, t};

/// Of one event no more clashes are looked for than in so many days from now.
const AHEAD: u64 = 400;

/// How long a meeting is shown whose agenda says nothing of it, in minutes.
const TWO_HOURS: u32 = 120;

/// A row of either kind of event, as far as a calendar shows it.
struct Source {
    of: Of,
    timing: Timing,
    title: String,
    kind: String,
    status: Status,
    place: String,
    venue: Option<VenueId>,
    partner: String,
    /// Starts that have a row of their own, in the time of its zone.
    gone: BTreeSet<Local>,
    is_day: bool,
}

fn own(conn: &Connection, from: Day, to: Day) -> Result<Vec<Source>> {
    let columns = TIMING.split(", ").map(|column| format!("e.{column}")).collect::<Vec<_>>().join(", ");
    let mut select = conn.prepare_cached(&format!(
        "SELECT e.id, {columns}, e.title, e.kind, e.status, e.mode, e.venue, coalesce(v.name, e.place), e.series FROM event e \
         LEFT JOIN venue v ON v.id = e.venue WHERE e.first_day <= ?2 AND e.last_day >= ?1"
    ))?;
    let rows = select.query_map(params![iso(from), iso(to)], |row| {
        let place: String = row.get(13)?;
        let mode = word(row, 11, Mode::of)?;
        Ok(Source {
            of: Of::Own(EventId(row.get(0)?)),
            timing: timing_of(row, 1)?,
            title: row.get(8)?,
            kind: row.get(9)?,
            status: word(row, 10, Status::of)?,
            venue: row.get::<_, Option<i64>>(12)?.map(VenueId),
            place: if mode == Mode::Online { t!("Online").to_owned() } else { place },
            partner: String::new(),
            gone: BTreeSet::new(),
            is_day: row.get::<_, Option<i64>>(14)?.is_some(),
        })
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select = conn.prepare_cached("SELECT instead_of FROM event WHERE series = ?1")?;
    for source in all.iter_mut().filter(|source| source.timing.is_series()) {
        let Of::Own(id) = source.of else { continue };
        let rows = select.query_map([id.0], |row| at(row, 0))?;
        source.gone = rows.collect::<rusqlite::Result<_>>()?;
    }
    Ok(all)
}

fn partners(conn: &Connection, from: Day, to: Day) -> Result<Vec<Source>> {
    let columns = TIMING.split(", ").map(|column| format!("e.{column}")).collect::<Vec<_>>().join(", ");
    let mut select = conn.prepare_cached(&format!(
        "SELECT e.id, {columns}, e.title, e.status, e.place, c.name, e.uid, e.calendar, e.instead_of FROM partner_event e \
         JOIN partner_calendar c ON c.id = e.calendar WHERE e.first_day <= ?2 AND e.last_day >= ?1"
    ))?;
    let rows = select.query_map(params![iso(from), iso(to)], |row| {
        Ok((
            Source {
                of: Of::Partner(row.get(0)?),
                timing: timing_of(row, 1)?,
                title: row.get(8)?,
                kind: String::new(),
                status: word(row, 9, Status::of)?,
                place: row.get(10)?,
                venue: None,
                partner: row.get(11)?,
                gone: BTreeSet::new(),
                is_day: row.get::<_, Option<String>>(14)?.is_some(),
            },
            row.get::<_, String>(12)?,
            row.get::<_, i64>(13)?,
        ))
    })?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut select = conn.prepare_cached(
        "SELECT instead_of FROM partner_event WHERE calendar = ?2 AND uid = ?1 AND instead_of IS NOT NULL",
    )?;
    for (source, uid, calendar) in all.iter_mut().filter(|(source, ..)| source.timing.is_series()) {
        let rows = select.query_map(params![&*uid, *calendar], |row| at(row, 0))?;
        source.gone = rows.collect::<rusqlite::Result<_>>()?;
    }
    Ok(all.into_iter().map(|(source, ..)| source).collect())
}

/// Every meeting of a body, as the calendar shows it.
///
/// # Errors
/// When the file cannot be read.
pub fn meetings(conn: &Connection) -> Result<Vec<Occurrence>> {
    let year = |year, month, on| Day::from_ymd_opt(year, month, on).unwrap_or_default();
    meetings_on(conn, year(1, 1, 1), year(9999, 12, 31))
}

/// Meetings of bodies, as the calendar shows them. One without an hour is on all day.
fn meetings_on(conn: &Connection, from: Day, to: Day) -> Result<Vec<Occurrence>> {
    let found = meetings::store::on_days(conn, from, to)?;
    let one = |found: OnDay| {
        let meeting = found.meeting;
        let day = meeting.new.day.and_time(NaiveTime::MIN);
        let start = day + TimeDelta::minutes(meeting.new.starts.unwrap_or(0).into());
        let length = if found.minutes == 0 { TWO_HOURS } else { found.minutes };
        let end = match meeting.new.starts {
            Some(_) => start + TimeDelta::minutes(length.into()),
            None => day + TimeDelta::days(1),
        };
        let at = if meeting.new.place.is_empty() { &meeting.new.online } else { &meeting.new.place };
        Occurrence {
            of: Of::Meeting(meeting.id),
            at: start,
            start,
            end,
            all_day: meeting.new.starts.is_none(),
            title: meeting.name(),
            kind: String::new(),
            status: if meeting.cancelled.is_some() { Status::Cancelled } else { Status::Confirmed },
            place: at.clone(),
            venue: None,
            is_series: false,
            partner: String::new(),
        }
    };
    Ok(found.into_iter().map(one).collect())
}

/// Everything that is on between two days, both included, in order of starts.
///
/// # Errors
/// When the file cannot be read.
pub fn between(conn: &Connection, from: Day, to: Day) -> Result<Vec<Occurrence>> {
    let mut out = Vec::new();
    let home = home_zone(conn)?;
    let sources = own(conn, from, to)?.into_iter().chain(partners(conn, from, to)?);
    for source in sources {
        let timing = &source.timing;
        let zone = if timing.all_day { None } else { timing::zone_of(&timing.zone).ok().flatten() };
        // A day to spare on both sides, as another zone may call it another day.
        let first = from.checked_sub_days(Days::new(1)).unwrap_or(from).and_time(NaiveTime::MIN) - timing.length();
        let last = to.checked_add_days(Days::new(2)).unwrap_or(to).and_time(NaiveTime::MIN);
        for start in timing.starts(first, last) {
            if source.gone.contains(&start) {
                continue;
            }
            let moved = |at: Local| timing::moved(at, zone, Some(home));
            let one = Occurrence {
                of: source.of,
                at: start,
                start: moved(start),
                end: moved(start + timing.length()),
                all_day: timing.all_day,
                title: source.title.clone(),
                kind: source.kind.clone(),
                status: source.status,
                place: source.place.clone(),
                venue: source.venue,
                is_series: timing.is_series() || source.is_day,
                partner: source.partner.clone(),
            };
            if one.first_day() <= to && one.last_day() >= from {
                out.push(one);
            }
        }
    }
    out.extend(meetings_on(conn, from, to)?);
    out.sort_by(|a, b| (a.start, !a.all_day, &a.title, a.of).cmp(&(b.start, !b.all_day, &b.title, b.of)));
    Ok(out)
}

/// The next of our own events and meetings from a day on, at most so many, within a year.
///
/// # Errors
/// When the file cannot be read.
pub fn next(conn: &Connection, from: Day, most: usize) -> Result<Vec<Occurrence>> {
    let mut found = Vec::new();
    // Mostly there is enough in the next weeks; a year is looked at only where there is not.
    for days in [28, 370] {
        let to = from.checked_add_days(Days::new(days)).unwrap_or(from);
        found = between(conn, from, to)?;
        found.retain(|one| !matches!(one.of, Of::Partner(_)) && one.status.stands());
        if found.len() >= most {
            break;
        }
    }
    found.truncate(most);
    Ok(found)
}

/// Who has to be at an event: its lead, its roles, who speaks, who works a shift, who is coming; at a meeting who sits in the body.
fn people_of(conn: &Connection, from: Day, to: Day) -> Result<BTreeMap<Of, BTreeMap<i64, String>>> {
    let mut select = conn.prepare_cached(
        "SELECT w.event, p.id, p.name FROM (\
         SELECT id AS event, lead AS person FROM event WHERE lead IS NOT NULL \
         UNION SELECT event, person FROM event_role WHERE person IS NOT NULL \
         UNION SELECT event, person FROM event_speaker WHERE person IS NOT NULL AND state <> 'declined' \
         UNION SELECT s.event, w.person FROM shift_person w JOIN event_shift s ON s.id = w.shift WHERE w.state IN ('signed', 'confirmed') \
         UNION SELECT event, person FROM attendance WHERE person IS NOT NULL AND state IN ('going', 'offered')) w \
         JOIN person p ON p.id = w.person",
    )?;
    let mut all: BTreeMap<Of, BTreeMap<i64, String>> = BTreeMap::new();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        all.entry(Of::Own(EventId(row.get(0)?))).or_default().insert(row.get(1)?, row.get(2)?);
    }
    for (meeting, person, name) in meetings::store::seated(conn, from, to)? {
        all.entry(Of::Meeting(meeting)).or_default().insert(person.0, name);
    }
    Ok(all)
}

/// What is in the way of an event, or of all of ours and our meetings, from a day on: hard ones first.
///
/// # Errors
/// When the file cannot be read.
pub fn clashes(conn: &Connection, of: Option<&Event>, from: Day) -> Result<Vec<Clash>> {
    let to = from.checked_add_days(Days::new(AHEAD)).unwrap_or(from);
    let (from, to) = match of.map(|event| event.new.timing.reach()) {
        Some((first, last)) => (from.max(first), to.min(last)),
        None => (from, to),
    };
    if from > to {
        return Ok(Vec::new());
    }
    let all = between(conn, from, to)?;
    let people = people_of(conn, from, to)?;
    let mut found = Vec::new();
    for (place, mine) in all.iter().enumerate() {
        let ours = !matches!(mine.of, Of::Partner(_));
        if !ours || !mine.status.stands() || of.is_some_and(|event| mine.of != Of::Own(event.id)) {
            continue;
        }
        for (other_place, other) in all.iter().enumerate() {
            // Of two of ours, each pair once where all are asked about.
            let seen = of.is_none() && !matches!(other.of, Of::Partner(_)) && other_place < place;
            let apart = other.first_day() > mine.last_day() || mine.first_day() > other.last_day();
            if other_place == place || seen || apart || !other.status.stands() || other.of == mine.of {
                continue;
            }
            found.push(Clash { mine: mine.clone(), other: other.clone(), why: why(mine, other, &people) });
        }
    }
    found.sort_by_key(|clash| (!clash.is_hard(), clash.mine.start));
    Ok(found)
}

fn why(mine: &Occurrence, other: &Occurrence, people: &BTreeMap<Of, BTreeMap<i64, String>>) -> Why {
    if matches!(other.of, Of::Partner(_)) {
        return Why::Partner;
    }
    let overlaps = mine.overlaps(other);
    // A meeting's place is a text: the same words are the same room.
    let texts = mine.venue.is_none() || other.venue.is_none();
    let same_words = texts && !mine.place.is_empty() && fold(&mine.place) == fold(&other.place);
    let meets = matches!(mine.of, Of::Meeting(_)) || matches!(other.of, Of::Meeting(_));
    if overlaps && ((mine.venue.is_some() && mine.venue == other.venue) || (meets && same_words)) {
        return Why::Venue;
    }
    if overlaps && let (Some(here), Some(there)) = (people.get(&mine.of), people.get(&other.of)) {
        let both: Vec<String> =
            here.iter().filter(|(id, _)| there.contains_key(*id)).map(|(_, name)| name.clone()).collect();
        if !both.is_empty() {
            return Why::People(both);
        }
    }
    Why::Day
}

/// Our own events that are on a day and stand.
///
/// # Errors
/// When the file cannot be read.
pub fn events_on(conn: &Connection, on: Day) -> Result<Vec<Event>> {
    let mut all = Vec::new();
    for one in between(conn, on, on)?.into_iter().filter(|one| one.status.stands()) {
        let Of::Own(id) = one.of else { continue };
        let mut event = super::event(conn, id)?;
        // A day of a series is printed as that day.
        if event.new.timing.is_series() {
            event.new.timing = Timing {
                all_day: event.new.timing.all_day,
                zone: event.new.timing.zone.clone(),
                ..Timing::once(one.at, one.at + event.new.timing.length())
            };
        }
        all.push(event);
    }
    Ok(all)
}
