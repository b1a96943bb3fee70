//! People at an event, and the sheets that lie at its door.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{day, iso, maybe_day, word};
use crate::events::model::{Attendance, AttendanceId, EventId, NewAttendance, PersonId, Presence, RowId, SheetId};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, Problem, Result};
use crate::t;

const SELECT: &str = "SELECT a.id, a.event, a.person, coalesce(p.name, a.name), a.guest_of, coalesce(hp.name, h.name, ''), a.state, \
     a.level, a.price, a.seat, a.diet, a.access, a.channel, a.note, coalesce(l.name, ''), coalesce(t.name, ''), a.turn, a.kept_until, \
     coalesce(a.price, l.price, 0), coalesce((SELECT sum(max(0, y.amount - coalesce((SELECT abs(sum(f.amount)) FROM entry f \
     WHERE f.refunds = y.entry AND f.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry v WHERE v.reverses = f.id)), 0))) \
     FROM ticket_payment y WHERE y.attendance = a.id AND EXISTS (SELECT 1 FROM entry e WHERE e.id = y.entry AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id))), 0), \
     a.invited_on, a.answered_on, a.came, a.walked_in, coalesce(p.sort_key, '') FROM attendance a \
     LEFT JOIN person p ON p.id = a.person LEFT JOIN attendance h ON h.id = a.guest_of LEFT JOIN person hp ON hp.id = h.person \
     LEFT JOIN event_level l ON l.id = a.level LEFT JOIN event_table t ON t.id = a.seat";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Attendance> {
    Ok(Attendance {
        id: AttendanceId(row.get(0)?),
        event: EventId(row.get(1)?),
        person: row.get::<_, Option<i64>>(2)?.map(PersonId),
        name: row.get(3)?,
        guest_of: row.get::<_, Option<i64>>(4)?.map(AttendanceId),
        host: row.get(5)?,
        new: NewAttendance {
            state: word(row, 6, Presence::of)?,
            level: row.get::<_, Option<i64>>(7)?.map(RowId),
            price: row.get::<_, Option<i64>>(8)?.map(Money),
            seat: row.get::<_, Option<i64>>(9)?.map(RowId),
            diet: row.get(10)?,
            access: row.get(11)?,
            channel: row.get(12)?,
            note: row.get(13)?,
        },
        level: row.get(14)?,
        seat: row.get(15)?,
        turn: row.get(16)?,
        kept_until: row.get(17)?,
        owes: Money(row.get(18)?),
        paid: Money(row.get(19)?),
        invited: maybe_day(row, 20)?,
        answered: maybe_day(row, 21)?,
        came: row.get(22)?,
        walked_in: row.get(23)?,
    })
}

/// Everybody on an event's list, by name as a door list has them.
///
/// # Errors
/// When the file cannot be read.
pub fn people(conn: &Connection, event: EventId) -> Result<Vec<Attendance>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE a.event = ?1"))?;
    let rows = select.query_map([event.0], |row| Ok((from_row(row)?, row.get::<_, String>(24)?)))?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    all.sort_by_cached_key(|(one, key)| (if key.is_empty() { fold(&one.name) } else { key.clone() }, one.id));
    Ok(all.into_iter().map(|(one, _)| one).collect())
}

/// One of them.
///
/// # Errors
/// When there is none.
pub fn attendance(conn: &Connection, id: AttendanceId) -> Result<Attendance> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?;
    let found = select.query_row([id.0], from_row).optional()?;
    found.ok_or_else(|| Problem::input(t!("They are not on the list of this event")))
}

/// Who of an event's list is meant: an id, or a name or a few letters of it.
///
/// # Errors
/// When nobody fits, or several do.
pub fn find_attendance(conn: &Connection, event: EventId, typed: &str) -> Result<Attendance> {
    let all = people(conn, event)?;
    if let Some(one) = all
        .iter()
        .find(|one| one.id.to_string() == typed.trim() || one.person.is_some_and(|id| id.to_string() == typed.trim()))
    {
        return Ok(one.clone());
    }
    let mut fits = matching(&all, typed);
    let exact: Vec<&Attendance> = fits.iter().copied().filter(|one| fold(&one.name) == fold(typed)).collect();
    if !exact.is_empty() {
        fits = exact;
    }
    match fits.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Problem::input(t!("Nobody on the list is called “{name}”", name = typed))
            .hint(t!("`events invite` puts people on it; at the door, `events walk-in`"))),
        several => {
            let names: Vec<String> = several.iter().take(6).map(|one| format!("{} ({})", one.name, one.id)).collect();
            Err(Problem::input(t!("“{name}” may be several on the list", name = typed))
                .hint(t!("Give more letters or the id: {names}", names = names.join(", "))))
        }
    }
}

/// Those with a name of which each word typed is the beginning of a word.
pub fn matching<'a>(all: &'a [Attendance], typed: &str) -> Vec<&'a Attendance> {
    let wanted = fold(typed);
    let parts: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |one: &&Attendance| {
        let name = fold(&one.name);
        parts.iter().all(|part| name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(part)))
    };
    if parts.is_empty() { Vec::new() } else { all.iter().filter(fits).collect() }
}

/// Who is to be put on a list.
pub(in crate::events) struct Put<'a> {
    pub event: EventId,
    pub person: Option<PersonId>,
    pub name: &'a str,
    pub guest_of: Option<AttendanceId>,
    pub new: &'a NewAttendance,
    pub invited: Option<Day>,
    pub answered: Option<Day>,
    pub came: Option<bool>,
    pub walked_in: bool,
}

pub(in crate::events) fn insert_attendance(conn: &Connection, id: AttendanceId, put: &Put<'_>) -> Result<()> {
    let new = put.new;
    conn.prepare_cached(
        "INSERT INTO attendance (id, event, person, name, guest_of, state, level, price, seat, diet, access, channel, note, \
         invited_on, answered_on, came, walked_in) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?
    .execute(params![
        id.0,
        put.event.0,
        put.person.map(|id| id.0),
        put.name,
        put.guest_of.map(|id| id.0),
        new.state.key(),
        new.level.map(|id| id.0),
        new.price.map(|sum| sum.0),
        new.seat.map(|id| id.0),
        new.diet,
        new.access,
        new.channel,
        new.note,
        put.invited.map(iso),
        put.answered.map(iso),
        put.came,
        put.walked_in
    ])?;
    Ok(())
}

pub(in crate::events) fn update_attendance(conn: &Connection, id: AttendanceId, new: &NewAttendance) -> Result<()> {
    conn.prepare_cached(
        "UPDATE attendance SET level = ?2, price = ?3, seat = ?4, diet = ?5, access = ?6, channel = ?7, note = ?8 WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        new.level.map(|id| id.0),
        new.price.map(|sum| sum.0),
        new.seat.map(|id| id.0),
        new.diet,
        new.access,
        new.channel,
        new.note
    ])?;
    Ok(())
}

/// How somebody answered; `turn` and `until` stand only with who waits.
pub(in crate::events) fn set_state(
    conn: &Connection,
    id: AttendanceId,
    state: Presence,
    (turn, until): (Option<i64>, Option<&str>),
    on: Option<Day>,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE attendance SET state = ?2, turn = ?3, kept_until = ?4, answered_on = coalesce(?5, answered_on) WHERE id = ?1",
    )?
    .execute(params![id.0, state.key(), turn, until, on.map(iso)])?;
    Ok(())
}

pub(in crate::events) fn set_came(conn: &Connection, id: AttendanceId, came: Option<bool>) -> Result<()> {
    conn.prepare_cached("UPDATE attendance SET came = ?2 WHERE id = ?1 AND came IS NOT ?2")?
        .execute(params![id.0, came])?;
    Ok(())
}

pub(in crate::events) fn delete_attendance(conn: &Connection, id: AttendanceId) -> Result<()> {
    conn.prepare_cached("DELETE FROM attendance WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(in crate::events) fn insert_payment(
    conn: &Connection,
    id: i64,
    of: AttendanceId,
    entry: i64,
    amount: Money,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO ticket_payment (id, attendance, entry, amount) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, of.0, entry, amount.0])?;
    Ok(())
}

/// A printed sheet with what stands on each of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub id: SheetId,
    pub event: EventId,
    pub number: i64,
    /// `door` or `signup`.
    pub kind: String,
    pub printed: Day,
    pub blank: i64,
    /// Line, who stands on it (none who was taken off since), and whether it was keyed.
    pub lines: Vec<(i64, Option<AttendanceId>, bool)>,
}

/// A sheet by its number.
///
/// # Errors
/// When there is none.
pub fn sheet(conn: &Connection, number: i64) -> Result<Sheet> {
    let mut select =
        conn.prepare_cached("SELECT id, event, number, kind, printed_on, blank FROM event_sheet WHERE number = ?1")?;
    let found = select
        .query_row([number], |row| {
            Ok(Sheet {
                id: SheetId(row.get(0)?),
                event: EventId(row.get(1)?),
                number: row.get(2)?,
                kind: row.get(3)?,
                printed: day(row, 4)?,
                blank: row.get(5)?,
                lines: Vec::new(),
            })
        })
        .optional()?;
    let mut found = found.ok_or_else(|| Problem::input(t!("There is no sheet {number}", number = number)))?;
    let mut select =
        conn.prepare_cached("SELECT line, attendance, keyed FROM event_sheet_line WHERE sheet = ?1 ORDER BY line")?;
    let rows = select.query_map([found.id.0], |row| {
        Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?.map(AttendanceId), row.get(2)?))
    })?;
    found.lines = rows.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// A printed sheet as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    pub number: i64,
    /// `door` or `signup`.
    pub kind: String,
    pub printed: Day,
    /// Lines with a name, or to write on, and how many were keyed.
    pub lines: i64,
    pub keyed: i64,
}

impl SheetLine {
    pub fn is_door(&self) -> bool {
        self.kind == "door"
    }

    pub fn says(&self) -> &'static str {
        if self.is_door() { t!("Door list") } else { t!("Sign-up sheet") }
    }
}

/// The sheets of an event, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn sheets(conn: &Connection, event: EventId) -> Result<Vec<SheetLine>> {
    let mut select = conn.prepare_cached(
        "SELECT s.number, s.kind, s.printed_on, CASE s.kind WHEN 'door' THEN count(l.id) ELSE s.blank END, \
         coalesce(sum(l.keyed), 0) FROM event_sheet s LEFT JOIN event_sheet_line l ON l.sheet = s.id WHERE s.event = ?1 \
         GROUP BY s.id ORDER BY s.number DESC",
    )?;
    let rows = select.query_map([event.0], |row| {
        Ok(SheetLine {
            number: row.get(0)?,
            kind: row.get(1)?,
            printed: day(row, 2)?,
            lines: row.get(3)?,
            keyed: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::events) fn insert_sheet(
    conn: &Connection,
    new_id: &dyn Fn() -> i64,
    event: EventId,
    (kind, on, blank): (&str, Day, i64),
    lines: &[AttendanceId],
) -> Result<i64> {
    let number: i64 = conn.query_row("SELECT coalesce(max(number), 0) + 1 FROM event_sheet", [], |row| row.get(0))?;
    let id = new_id();
    conn.prepare_cached(
        "INSERT INTO event_sheet (id, event, number, kind, printed_on, blank) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![id, event.0, number, kind, iso(on), blank])?;
    let mut insert =
        conn.prepare_cached("INSERT INTO event_sheet_line (id, sheet, line, attendance) VALUES (?1, ?2, ?3, ?4)")?;
    for (at, one) in lines.iter().enumerate() {
        insert.execute(params![new_id(), id, i64::try_from(at + 1).unwrap_or(i64::MAX), one.0])?;
    }
    Ok(number)
}

pub(in crate::events) fn key_line(conn: &Connection, sheet: SheetId, line: i64) -> Result<()> {
    conn.prepare_cached("UPDATE event_sheet_line SET keyed = 1 WHERE sheet = ?1 AND line = ?2 AND keyed = 0")?
        .execute([sheet.0, line])?;
    Ok(())
}

/// A line that was blank as it was printed, with who wrote it.
pub(in crate::events) fn insert_line(
    conn: &Connection,
    id: i64,
    sheet: SheetId,
    line: i64,
    who: AttendanceId,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO event_sheet_line (id, sheet, line, attendance, keyed) VALUES (?1, ?2, ?3, ?4, 1)",
    )?
    .execute([id, sheet.0, line, who.0])?;
    Ok(())
}

/// What each channel brought: how many on the list name it, and how many of them came.
///
/// # Errors
/// When the file cannot be read.
pub fn brought(conn: &Connection, event: EventId) -> Result<Vec<(String, i64, i64)>> {
    let mut select = conn.prepare_cached(
        "SELECT channel, count(*), coalesce(sum(came = 1), 0) FROM attendance WHERE event = ?1 AND channel <> '' \
         GROUP BY channel ORDER BY count(*) DESC, channel",
    )?;
    let rows = select.query_map([event.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
