//! From the office to paper: door lists, sign-up sheets, the run of the day, everything for a day.

use std::path::Path;

use super::model::{Event, EventId, parts};
use super::ops::sheet::Sheets;
use super::page::{self, Pack};
use super::store;
use crate::cli::Stationery;
use crate::kit::Result;
use crate::kit::whole_file::write_whole;
use crate::office::Office;
use crate::tasks;
use crate::tasks::model::From;

/// Writes a frozen door list as it was printed first. Answers how many names are on it.
///
/// # Errors
/// When there is no such sheet, no font has a letter, or the file cannot be written.
pub fn door_list(office: &Office, number: i64, to: &Path) -> Result<usize> {
    let (sheet, event, people, stationery) = office.read(|conn| {
        let sheet = store::sheet(conn, number)?;
        let event = store::event(conn, sheet.event)?;
        let people = store::people(conn, sheet.event)?;
        Ok((sheet, event, people, Stationery::read(conn)?))
    })?;
    write_whole(to, &page::door(&event, &sheet, &people, &stationery, office.clock().now())?)?;
    Ok(sheet.lines.len())
}

/// Writes a blank sign-up sheet under its number.
///
/// # Errors
/// As [`door_list`].
pub fn sign_up(office: &Office, event: &Event, number: i64, lines: i64, to: &Path) -> Result<()> {
    let stationery = office.read(Stationery::read)?;
    write_whole(to, &page::sign_up(event, number, lines, &stationery, office.clock().now())?)
}

/// Writes a sheet again as it was printed first, whichever it is.
///
/// # Errors
/// As [`door_list`].
pub fn again(office: &Office, event: EventId, number: i64, to: &Path) -> Result<()> {
    let (sheet, event) = office.read(|conn| Ok((store::sheet(conn, number)?, store::event(conn, event)?)))?;
    if sheet.kind == "door" {
        return door_list(office, number, to).map(drop);
    }
    sign_up(office, &event, number, sheet.blank, to)
}

/// Writes the run of the day with speakers, equipment and contacts.
///
/// # Errors
/// As [`door_list`].
pub fn run(office: &Office, event: &Event, to: &Path) -> Result<()> {
    let (pack, stationery) = (read(office, event)?, office.read(Stationery::read)?);
    write_whole(to, &page::run(&[pack], false, &stationery, office.clock().now())?)
}

/// Writes everything for some events: their run, tasks, checklist, shifts, door list, needs, and a sign-up sheet, with the numbers
/// under which the sheets were frozen.
///
/// # Errors
/// As [`door_list`].
pub fn pack(office: &Office, events: &[Event], sheets: &[Sheets], to: &Path) -> Result<()> {
    let mut packs = Vec::new();
    for event in events {
        let mut pack = read(office, event)?;
        if let Some(numbers) = sheets.iter().find(|one| one.event == event.id) {
            pack.door = numbers.door.map(|number| office.read(|conn| store::sheet(conn, number))).transpose()?;
            pack.sign_up = Some(office.read(|conn| store::sheet(conn, numbers.sign_up))?);
        }
        packs.push(pack);
    }
    let stationery = office.read(Stationery::read)?;
    write_whole(to, &page::run(&packs, true, &stationery, office.clock().now())?)
}

fn read(office: &Office, event: &Event) -> Result<Pack> {
    office.read(|conn| {
        let rows = |part| store::rows(conn, part, event.id);
        let work = store::work_of(conn, event.id)?;
        Ok(Pack {
            event: event.clone(),
            run: rows(&parts::RUN)?,
            speakers: rows(&parts::SPEAKERS)?,
            equipment: rows(&parts::ITEMS)?,
            roles: rows(&parts::ROLES)?,
            checks: rows(&parts::CHECKS)?,
            shifts: rows(&parts::SHIFTS)?,
            work: work.into_iter().map(|work| (work.shift, work.name, work.phone, work.state)).collect(),
            people: store::people(conn, event.id)?,
            venue: event.new.venue.map(|id| store::venue(conn, id)).transpose()?,
            tasks: tasks::store::of(conn, From { kind: "event", id: event.id.0 })?,
            door: None,
            sign_up: None,
        })
    })
}
