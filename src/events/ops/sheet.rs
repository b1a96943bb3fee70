//! Sheets that lie at the door: frozen as they are printed, keyed back line by line in their own order.

use super::people::{WalkIn, walk_in_in};
use crate::events::model::{Attendance, AttendanceId, EventId, Presence};
use crate::events::store;
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Freezes a door list as it is printed.
pub static SHEET: Op = Op {
    key: "events.sheet",
    says: "Print door list",
    undo: Undo::Aside("a sheet was printed; what stands on it stays"),
    reach: Reach::Command("events door-list"),
};

/// Keys a door list in.
pub static KEY_SHEET: Op = Op {
    key: "events.sheet_key",
    says: "Key door list",
    undo: Undo::Reverse,
    reach: Reach::Command("events door-key"),
};

/// Freezes the sheets of everything for a day as they are printed.
pub static PAPERS: Op = Op {
    key: "events.papers",
    says: "Print papers of a day",
    undo: Undo::Aside("sheets were printed; what stands on them stays"),
    reach: Reach::Command("events today"),
};

/// Blank lines at the end of a door list, and on a sign-up sheet: each fills a page.
pub const WALK_INS: i64 = 15;
pub const SIGN_UPS: i64 = 16;

/// The sheets of an event that are printed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheets {
    pub event: EventId,
    /// None where nobody is on the list.
    pub door: Option<i64>,
    pub sign_up: i64,
}

/// Freezes a door list: who has a place, in the order of names, with blank lines at its end. Answers the sheet's number.
///
/// # Errors
/// When there is no such event.
pub fn freeze(office: &mut Office, event: EventId, blank: i64) -> Result<Done<i64>> {
    office.transact(&SHEET, |tx| {
        let of = store::event(tx.conn(), event)?;
        let number = freeze_in(tx, event, &on_it(tx, event)?, blank)?;
        tx.say(t!("Door list {number} of “{title}”", number = number, title = of.new.title));
        Ok(number)
    })
}

fn on_it(tx: &Tx<'_>, event: EventId) -> Result<Vec<AttendanceId>> {
    let fits =
        |one: &&Attendance| one.new.state.holds_place() || matches!(one.new.state, Presence::Maybe | Presence::Invited);
    Ok(store::people(tx.conn(), event)?.iter().filter(fits).map(|one| one.id).collect())
}

fn freeze_in(tx: &Tx<'_>, event: EventId, lines: &[AttendanceId], blank: i64) -> Result<i64> {
    let new_id = || tx.new_id();
    store::insert_sheet(tx.conn(), &new_id, event, ("door", tx.today(), blank), lines)
}

/// Freezes a door list, where somebody is on it, and a sign-up sheet for each of some events.
///
/// # Errors
/// When there is no such event.
pub fn papers(office: &mut Office, events: &[EventId]) -> Result<Done<Vec<Sheets>>> {
    office.transact(&PAPERS, |tx| {
        let mut all = Vec::new();
        for event in events {
            store::event(tx.conn(), *event)?;
            let lines = on_it(tx, *event)?;
            let door = if lines.is_empty() { None } else { Some(freeze_in(tx, *event, &lines, WALK_INS)?) };
            let new_id = || tx.new_id();
            let sign_up = store::insert_sheet(tx.conn(), &new_id, *event, ("signup", tx.today(), SIGN_UPS), &[])?;
            all.push(Sheets { event: *event, door, sign_up });
        }
        tx.say(t!("Papers of {events}", events = text::plural(events.len(), t!("event"), t!("events"))));
        Ok(all)
    })
}

/// Keys a door list in: the lines of who came, and the names on its blank lines, which take the lines after the printed ones.
/// Answers how many came by it.
///
/// # Errors
/// When there is no such sheet or line, or it is a sign-up sheet.
pub fn key_sheet(office: &mut Office, number: i64, lines: &[i64], walk_ins: &[WalkIn]) -> Result<Done<usize>> {
    office.transact(&KEY_SHEET, |tx| {
        let sheet = store::sheet(tx.conn(), number)?;
        if sheet.kind != "door" {
            return Err(Problem::input(t!("Sheet {number} is no door list. Nothing was changed", number = number)));
        }
        let mut count = 0;
        for line in lines {
            let wrong = || {
                Problem::input(t!(
                    "Sheet {number} has no line {line}. Nothing was changed",
                    number = number,
                    line = line
                ))
                .hint(t!("Its lines go from 1 to {last}", last = sheet.lines.len()))
            };
            let (_, who, _) = sheet.lines.iter().find(|(at, ..)| at == line).ok_or_else(wrong)?;
            if let Some(id) = who {
                store::set_came(tx.conn(), *id, Some(true))?;
                count += 1;
            }
            store::key_line(tx.conn(), sheet.id, *line)?;
        }
        let last = sheet.lines.iter().map(|(line, ..)| *line).max().unwrap_or(0);
        for (at, who) in (1..).zip(walk_ins) {
            let one = walk_in_in(tx, sheet.event, who)?;
            store::insert_line(tx.conn(), tx.new_id(), sheet.id, last + at, one)?;
            count += 1;
        }
        tx.say(t!("Keyed door list {number}: {count} came", number = number, count = count));
        Ok(count)
    })
}
