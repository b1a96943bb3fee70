//! The rows of events: read and written on a connection that is given, never in a transaction of their own.

mod calendar;
mod coming;
mod conditions;
mod events;
mod kinds;
mod money;
mod partners;
mod parts;
mod people;
mod personal;
mod shifts;
mod venues;

pub use calendar::{between, clashes, events_on, meetings, next};
pub use coming::{Keeps, keeps_coming};
pub use conditions::{CONDITIONS, MAILING};
pub use events::{Line, days_of, event, events, find, is_word_taken};
pub(super) use events::{
    adopt_day, delete_event, insert_event, move_day, people_and_payments, set_closed, set_timing, update_event,
};
pub(super) use kinds::{delete_kind, put_kind};
pub use kinds::{kind, kinds};
pub use money::{Change, Lot, Told, budget, changes, entries, given_by, lots, untold};
pub(super) use money::{insert_bid, insert_change, insert_told, reach, set_told, set_won};
pub(super) use partners::{delete_partner, put_partner};
pub use partners::{find_partner, partner_events, partners};
pub(crate) use parts::{delete_row, insert_row, update_row};
pub use parts::{offered, row_of, rows_of};
pub(super) use people::{
    Put, delete_attendance, insert_attendance, insert_line, insert_payment, insert_sheet, key_line, set_came,
    set_state, update_attendance,
};
pub use people::{Sheet, SheetLine, attendance, brought, find_attendance, matching, people, sheet, sheets};
pub use personal::PERSONAL;
pub use shifts::{Candidate, Hours, Work, WorkId, candidates, hours, length, to_call, work, work_of, worked};
pub(super) use shifts::{delete_work, insert_work, set_work};
pub(super) use venues::{delete_venue, holder, insert_note, insert_venue, update_venue};
pub use venues::{find_venue, venue, venues};

use chrono_tz::Tz;
use rusqlite::{Connection, Row};

use super::model::part::{Part, Row as PartRow};
use super::model::timing::{self, STAMP, Timing};
use super::model::{EventId, Local, RowId};
use crate::kit::Result;
use crate::office::days::{day, iso, maybe_day};
use crate::office::profile;
use crate::office::words::word;

/// The office's own zone; UTC where it is none.
///
/// # Errors
/// When the file cannot be read.
pub fn home_zone(conn: &Connection) -> Result<Tz> {
    Ok(profile::get(conn)?.time_zone.parse().unwrap_or(Tz::UTC))
}

/// Every row of a part of an event, in the part's order.
///
/// # Errors
/// When the file cannot be read.
pub fn rows(conn: &Connection, part: &Part, event: EventId) -> Result<Vec<PartRow>> {
    rows_of(conn, part, event.0)
}

/// One row, and the event it is of.
///
/// # Errors
/// When there is none.
pub fn row(conn: &Connection, part: &Part, id: RowId) -> Result<(EventId, PartRow)> {
    row_of(conn, part, id).map(|(owner, row)| (EventId(owner), row))
}

/// A moment as the file keeps it.
fn stamp(at: Local) -> String {
    at.format(STAMP).to_string()
}

/// A moment of a row.
fn at(row: &Row<'_>, column: usize) -> rusqlite::Result<Local> {
    word(row, column, timing::local)
}

/// The columns of a timing, as both kinds of event have them.
const TIMING: &str = "starts_at, ends_at, all_day, zone, rule, also_at, except_at";

/// Reads the columns of [`TIMING`] from one on.
fn timing_of(row: &Row<'_>, from: usize) -> rusqlite::Result<Timing> {
    Ok(Timing {
        start: at(row, from)?,
        end: at(row, from + 1)?,
        all_day: row.get(from + 2)?,
        zone: row.get(from + 3)?,
        rule: row.get(from + 4)?,
        also: word(row, from + 5, timing::from_list)?,
        except: word(row, from + 6, timing::from_list)?,
    })
}

/// How much there is, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get(0));
    Ok(vec![
        ("events", count("SELECT count(*) FROM event WHERE series IS NULL")?),
        ("venues", count("SELECT count(*) FROM venue")?),
    ])
}
