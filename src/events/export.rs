//! Our events as a calendar for other programs.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::ics::{IcsEvent, Writing, write};
use super::model::{Event, Mode};
use super::store;
use crate::kit::Result;
use crate::office::profile;
use crate::t;

/// One event with the days of its series, or all of ours: the text, and how many events it has.
///
/// # Errors
/// When the file cannot be read.
pub fn calendar(conn: &Connection, of: Option<&Event>, now: DateTime<Utc>) -> Result<(String, usize)> {
    let profile = profile::get(conn)?;
    let mut events = Vec::new();
    let roots = match of {
        Some(event) => vec![event.clone()],
        None => store::events(conn)?,
    };
    for root in &roots {
        events.push(as_ics(root));
        events.extend(store::days_of(conn, root.id)?.iter().map(as_ics));
    }
    let name = t!("{party}, {branch}", party = profile.party, branch = profile.branch);
    let text = write(&events, &Writing { name: &name, stamp: now, zone: &profile.time_zone });
    Ok((text, events.len()))
}

/// What leaves is what people who come may know: never purpose, notes or plan B.
fn as_ics(event: &Event) -> IcsEvent {
    IcsEvent {
        uid: event.uid.clone(),
        sequence: event.sequence,
        title: event.new.title.clone(),
        status: event.new.status,
        timing: event.new.timing.clone(),
        instead_of: event.series.map(|(_, at)| at),
        place: if event.new.mode == Mode::Online { String::new() } else { event.place() },
        link: event.new.link.clone(),
        about: event.new.about.clone(),
    }
}
