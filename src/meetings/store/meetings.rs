//! Meetings as they stand in a list, and those before and after one.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::all;
use crate::kit::{Day, Problem, Result};
use crate::meetings::model::{BodyId, ItemId, Kind, Meeting, MeetingId, MinutesState, NewMeeting, PersonId};
use crate::office::days::{day, iso, maybe_day};
use crate::office::words::word;
use crate::t;

const MEETING: &str = "SELECT m.id, m.body, b.name, m.kind, m.title, m.day, m.starts, m.place, m.online, m.notice_on, \
                       m.cancelled_on, m.chair, c.name, m.secretary, s.name, m.opened, m.closed";
const FROM: &str = "FROM meeting m JOIN body b ON b.id = m.body LEFT JOIN person c ON c.id = m.chair \
                    LEFT JOIN person s ON s.id = m.secretary";

fn read_meeting(row: &Row<'_>) -> rusqlite::Result<Meeting> {
    let person = |at: usize| -> rusqlite::Result<Option<(PersonId, String)>> {
        let id: Option<i64> = row.get(at)?;
        let name: Option<String> = row.get(at + 1)?;
        Ok(id.map(|id| (PersonId(id), name.unwrap_or_default())))
    };
    Ok(Meeting {
        id: MeetingId(row.get(0)?),
        body_name: row.get(2)?,
        new: NewMeeting {
            body: BodyId(row.get(1)?),
            kind: word(row, 3, Kind::of)?,
            title: row.get(4)?,
            day: day(row, 5)?,
            starts: row.get(6)?,
            place: row.get(7)?,
            online: row.get(8)?,
        },
        notice: maybe_day(row, 9)?,
        cancelled: maybe_day(row, 10)?,
        chair: person(11)?,
        secretary: person(13)?,
        opened: row.get(15)?,
        closed: row.get(16)?,
    })
}

/// One meeting.
///
/// # Errors
/// When there is no such meeting.
pub fn meeting(conn: &Connection, id: MeetingId) -> Result<Meeting> {
    conn.prepare_cached(&format!("{MEETING} {FROM} WHERE m.id = ?1"))?
        .query_row([id.0], read_meeting)
        .optional()?
        .ok_or_else(|| Problem::input(t!("This meeting is no longer there")))
}

/// What a meeting is called, for whoever refers to it; nothing where it is gone.
///
/// # Errors
/// When the file cannot be read.
pub fn meeting_words(conn: &Connection, id: i64) -> Result<Option<String>> {
    let found =
        conn.prepare_cached(&format!("{MEETING} {FROM} WHERE m.id = ?1"))?.query_row([id], read_meeting).optional()?;
    Ok(found.map(|meeting| meeting.called()))
}

/// The meeting that a text of a command means: its id, a day on which only one is, or a body: the meeting of it that is under
/// way, else the next one, else the last.
///
/// # Errors
/// When none is meant, or more than one.
pub fn meeting_called(conn: &Connection, text: &str, today: Day) -> Result<Meeting> {
    let all: Vec<Meeting> = lines(conn, &Filter::default(), today)?.into_iter().map(|line| line.meeting).collect();
    let text = text.trim();
    if let Some(one) = all.iter().find(|m| m.id.to_string() == text) {
        return Ok(one.clone());
    }
    let on_day: Vec<&Meeting> = all.iter().filter(|m| iso(m.new.day) == text).collect();
    match on_day.as_slice() {
        [one] => return Ok((*one).clone()),
        [] => {}
        several => {
            let names: Vec<String> = several.iter().map(|m| format!("{} ({})", m.name(), m.id)).collect();
            return Err(Problem::input(t!("More than one meeting is on {day}", day = text)).hint(names.join(", ")));
        }
    }
    let body = super::body_called(conn, text)?;
    let of: Vec<&Meeting> = all.iter().filter(|m| m.new.body == body.id && m.cancelled.is_none()).collect();
    let open = of.iter().find(|m| m.opened.is_some() && m.closed.is_none());
    let next = of.iter().filter(|m| m.opened.is_none() && m.new.day >= today).min_by_key(|m| m.new.day);
    let last = of.iter().max_by_key(|m| m.new.day);
    open.or(next)
        .or(last)
        .map(|m| (*m).clone())
        .ok_or_else(|| Problem::input(t!("{body} has no meeting yet", body = body.new.name)))
}

/// The meeting on whose agenda an item stands.
///
/// # Errors
/// When there is no such item.
pub fn meeting_of_item(conn: &Connection, item: ItemId) -> Result<MeetingId> {
    conn.prepare_cached("SELECT meeting FROM agenda_item WHERE id = ?1")?
        .query_row([item.0], |row| row.get(0).map(MeetingId))
        .optional()?
        .ok_or_else(|| Problem::input(t!("This item is no longer on an agenda")))
}

/// A meeting in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub meeting: Meeting,
    pub minutes: Option<MinutesState>,
    /// How many voting members were there, of one that was held.
    pub present: u32,
    pub decisions: u32,
    pub open_actions: u32,
}

/// Which meetings are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub body: Option<BodyId>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// The meetings of a filter: those to come first, the nearest first, then those before, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn lines(conn: &Connection, filter: &Filter, today: Day) -> Result<Vec<Line>> {
    let mut select = conn.prepare_cached(&format!(
        "{MEETING}, n.state, \
         (SELECT count(*) FROM meeting_person a WHERE a.meeting = m.id AND a.voting = 1 \
          AND EXISTS (SELECT 1 FROM presence r WHERE r.attendance = a.id)), \
         (SELECT count(*) FROM decision d WHERE d.meeting = m.id), \
         (SELECT count(*) FROM meeting_action x JOIN task t ON t.id = x.task WHERE x.meeting = m.id AND t.done_on IS NULL) \
         {FROM} LEFT JOIN minutes n ON n.meeting = m.id \
         WHERE (?1 IS NULL OR m.body = ?1) AND (?2 IS NULL OR m.day >= ?2) AND (?3 IS NULL OR m.day <= ?3) \
         ORDER BY m.day < ?4, CASE WHEN m.day >= ?4 THEN m.day END, m.day DESC, m.starts, m.id"
    ))?;
    let rows = select.query_map(
        params![filter.body.map(|b| b.0), filter.from.map(iso), filter.to.map(iso), iso(today)],
        |row| {
            let state: Option<String> = row.get(17)?;
            Ok(Line {
                meeting: read_meeting(row)?,
                minutes: state.map(|_| word(row, 17, MinutesState::of)).transpose()?,
                present: row.get(18)?,
                decisions: row.get(19)?,
                open_actions: row.get(20)?,
            })
        },
    )?;
    all(rows)
}

/// The meetings from one day to another, both included, by day and time.
///
/// # Errors
/// When the file cannot be read.
pub fn meetings_between(conn: &Connection, from: Day, to: Day) -> Result<Vec<Meeting>> {
    let mut select =
        conn.prepare_cached(&format!("{MEETING} {FROM} WHERE m.day BETWEEN ?1 AND ?2 ORDER BY m.day, m.starts, m.id"))?;
    all(select.query_map([iso(from), iso(to)], read_meeting)?)
}

/// The last meeting of a body before a day that was held.
///
/// # Errors
/// When the file cannot be read.
pub fn latest_before(conn: &Connection, body: BodyId, before: Day, not: MeetingId) -> Result<Option<Meeting>> {
    Ok(conn
        .prepare_cached(&format!(
            "{MEETING} {FROM} WHERE m.body = ?1 AND m.day <= ?2 AND m.id <> ?3 AND m.cancelled_on IS NULL AND m.opened IS NOT NULL \
             ORDER BY m.day DESC, m.id DESC LIMIT 1"
        ))?
        .query_row(params![body.0, iso(before), not.0], read_meeting)
        .optional()?)
}

/// The next meeting of a body that has not begun, on a day or after it.
///
/// # Errors
/// When the file cannot be read.
pub fn next_planned(conn: &Connection, body: BodyId, from: Day) -> Result<Option<MeetingId>> {
    Ok(conn
        .prepare_cached(
            "SELECT id FROM meeting WHERE body = ?1 AND day >= ?2 AND cancelled_on IS NULL AND opened IS NULL ORDER BY day, id LIMIT 1",
        )?
        .query_row(params![body.0, iso(from)], |row| row.get(0).map(MeetingId))
        .optional()?)
}

/// Meetings that were held and whose minutes are not approved, the earliest first; of one body, or of all.
///
/// # Errors
/// When the file cannot be read.
pub fn unapproved(conn: &Connection, body: Option<BodyId>) -> Result<Vec<Meeting>> {
    let mut select = conn.prepare_cached(&format!(
        "{MEETING} {FROM} LEFT JOIN minutes n ON n.meeting = m.id WHERE m.closed IS NOT NULL AND m.cancelled_on IS NULL \
         AND coalesce(n.state, '') <> 'approved' AND (?1 IS NULL OR m.body = ?1) ORDER BY m.day, m.id"
    ))?;
    all(select.query_map([body.map(|b| b.0)], read_meeting)?)
}

/// How many there are, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
    Ok(vec![
        ("bodies", count("SELECT count(*) FROM body")?),
        ("meetings", count("SELECT count(*) FROM meeting")?),
        ("decisions", count("SELECT count(*) FROM decision")?),
    ])
}
