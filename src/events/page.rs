//! What events print: a door list that keys back, sign-up sheets, the run of the day.

use chrono::{DateTime, Utc};

use super::model::part::{Part, Row};
use super::model::{Attendance, AttendanceId, Event, Presence, RowId, Venue, parts};
use super::store::Sheet;
use crate::cli::Stationery;
use crate::kit::{Result, day};
use crate::print::{Column, Document, Frame, Table, draw_all};
use crate::t;
use crate::tasks::model::Task;

/// Room to write in, in millimetres.
const TO_WRITE: f32 = 9.0;

/// All that is printed for an event.
pub struct Pack {
    pub event: Event,
    pub run: Vec<Row>,
    pub speakers: Vec<Row>,
    pub equipment: Vec<Row>,
    pub roles: Vec<Row>,
    pub checks: Vec<Row>,
    pub shifts: Vec<Row>,
    /// The shift, who, their phone, how they stand.
    pub work: Vec<(RowId, String, String, String)>,
    pub people: Vec<Attendance>,
    pub venue: Option<Venue>,
    pub tasks: Vec<Task>,
    /// The door list and the sign-up sheet, frozen under their numbers.
    pub door: Option<Sheet>,
    pub sign_up: Option<Sheet>,
}

fn when(event: &Event) -> String {
    let place = event.place();
    let when = event.new.timing.says(event.new.timing.start);
    if place.is_empty() { when } else { format!("{when} · {place}") }
}

/// A door list: its number and the number of each line key it in again.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn door(
    event: &Event,
    sheet: &Sheet,
    people: &[Attendance],
    stationery: &Stationery,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let (table, frame) = door_table(event, sheet, people, stationery);
    let mut document = Document::new(&frame.title, stationery.head.paper, at)?;
    draw_all(&mut document, &[(&table, &frame)])?;
    document.bytes()
}

fn door_table(event: &Event, sheet: &Sheet, people: &[Attendance], stationery: &Stationery) -> (Table, Frame) {
    let title = t!("Door list {number}: {event}", number = sheet.number, event = event.new.title);
    let currency = *stationery.profile.currency;
    let mut table = Table::new(vec![
        Column::figures("#", 0.7),
        Column::text(t!("Name"), 4.2).wrapped(),
        Column::text(t!("Ticket"), 1.8),
        Column::text(t!("Table"), 1.2),
        Column::figures(t!("To pay"), 1.2),
        Column::text(t!("Needs"), 2.6).wrapped(),
        Column::text(t!("Came"), 1.2),
    ])
    .to_sign(6, 7.5);
    // Who was keyed in from a blank line stands on it when the sheet is printed again.
    let on = |who: Option<AttendanceId>| who.and_then(|id| people.iter().find(|one| one.id == id));
    type Lines<'a> = Vec<&'a (i64, Option<AttendanceId>, bool)>;
    let (written, printed): (Lines<'_>, Lines<'_>) =
        sheet.lines.iter().partition(|(_, who, keyed)| *keyed && on(*who).is_some_and(|one| one.walked_in));
    for (line, who, _) in printed {
        let one = on(*who);
        let Some(one) = one else {
            table.row([line.to_string(), t!("(taken off the list)").to_owned()]);
            continue;
        };
        let name = if one.host.is_empty() {
            one.name.clone()
        } else {
            t!("{name}, with {host}", name = one.name, host = one.host)
        };
        let answer = if one.new.state.holds_place() {
            String::new()
        } else {
            format!(" ({})", one.new.state.label().to_lowercase())
        };
        let needs = [one.new.diet.as_str(), one.new.access.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("; ");
        let open = if one.open().is_zero() { String::new() } else { currency.figures(one.open()) };
        table.row([line.to_string(), name + &answer, one.level.clone(), one.seat.clone(), open, needs, String::new()]);
    }
    if sheet.blank > 0 {
        table.section(t!("Walk-ins"));
        for (line, who, _) in &written {
            table.row([line.to_string(), on(*who).map(|one| one.name.clone()).unwrap_or_default()]);
        }
        for _ in i64::try_from(written.len()).unwrap_or(0)..sheet.blank {
            table.row([""]);
        }
    }
    let frame = Frame {
        title,
        subtitle: format!("{} · {}", stationery.head.line(), when(event)),
        foot: t!("Sheet {number}, printed on {day}", number = sheet.number, day = day::short(sheet.printed)),
        landscape: false,
    };
    (table, frame)
}

/// A blank sheet on which people sign up.
///
/// # Errors
/// As [`door`].
pub fn sign_up(event: &Event, number: i64, lines: i64, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let title = t!("Sign-up sheet {number}: {event}", number = number, event = event.new.title);
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let (table, frame) = sign_up_table(event, number, lines, stationery);
    draw_all(&mut document, &[(&table, &frame)])?;
    document.bytes()
}

fn sign_up_table(event: &Event, number: i64, lines: i64, stationery: &Stationery) -> (Table, Frame) {
    let mut table = Table::new(vec![
        Column::figures("#", 0.6),
        Column::text(t!("Name"), 4.0),
        Column::text(t!("Phone"), 2.6),
        Column::text(t!("E-mail"), 3.8),
        Column::text(t!("I would help with"), 2.8),
        Column::text(t!("You may write to me"), 1.8),
    ])
    .to_sign(5, TO_WRITE);
    for line in 1..=lines {
        table.row([line.to_string()]);
    }
    let frame = Frame {
        title: t!("Sign-up sheet {number}: {event}", number = number, event = event.new.title),
        subtitle: t!(
            "{who} · {when}\nWe keep what you write here to tell you of our work, where you tick that we may; you can ask us to stop at any time.",
            who = stationery.head.line(),
            when = when(event)
        ),
        foot: t!("Sheet {number}, {event}", number = number, event = event.new.title),
        landscape: true,
    };
    (table, frame)
}

fn listed(part: &Part, rows: &[Row], columns: &[(&str, f32)]) -> Table {
    let heads = columns.iter().map(|(key, share)| {
        let says = part.at(key).and_then(|at| part.fields.get(at)).map_or("", |field| (field.says)());
        Column::text(says, *share).wrapped()
    });
    let mut table = Table::new(heads.collect());
    for row in rows {
        table.row(columns.iter().map(|(key, _)| row.text(part, key).to_owned()));
    }
    table
}

fn shifts(pack: &Pack) -> Table {
    let part = &parts::SHIFTS;
    let mut table = Table::new(vec![
        Column::text(t!("Who"), 3.6).wrapped(),
        Column::text(t!("Phone"), 2.4),
        Column::text(t!("State"), 1.6),
        Column::text(t!("Came"), 1.2),
        Column::text(t!("Went"), 1.2),
    ])
    .to_sign(3, 8.0);
    for shift in &pack.shifts {
        table.section(t!(
            "{role}, {from} to {to}: {count} needed",
            role = shift.text(part, "role"),
            from = shift.text(part, "starts"),
            to = shift.text(part, "ends"),
            count = shift.text(part, "needed")
        ));
        let on = pack.work.iter().filter(|(id, _, _, state)| *id == shift.id && state != "declined");
        let mut lines = 0;
        for (_, name, phone, state) in on {
            table.row([name.clone(), phone.clone(), state.replace('_', " ")]);
            lines += 1;
        }
        let needed = shift.number(part, "needed").unwrap_or(0);
        for _ in lines..needed {
            table.row([""]);
        }
    }
    table
}

/// Everybody with a phone number on the day: roles, speakers, the venue.
fn contacts(pack: &Pack) -> Table {
    let mut table = Table::new(vec![
        Column::text(t!("What"), 2.6).wrapped(),
        Column::text(t!("Who"), 3.4).wrapped(),
        Column::text(t!("Phone"), 3.0).wrapped(),
    ]);
    if let Some(venue) = &pack.venue {
        table.row([
            venue.new.name.clone(),
            venue.new.address.lines().collect::<Vec<_>>().join(", "),
            venue.new.contact.clone(),
        ]);
    }
    for (part, rows, what) in [(&parts::ROLES, &pack.roles, ""), (&parts::SPEAKERS, &pack.speakers, t!("Speaker"))] {
        for row in rows {
            let person = row.text(part, "person");
            let name = if person.is_empty() { row.text(part, "name") } else { person };
            let role = if what.is_empty() { row.text(part, "role") } else { what };
            table.row([role.to_owned(), name.to_owned(), row.text(part, "phone").to_owned()]);
        }
    }
    table
}

/// Open tasks, with room for a tick.
fn to_do(open: &[&Task]) -> Table {
    let mut table = Table::new(vec![
        Column::text(t!("What is to be done"), 5.4).wrapped(),
        Column::text(t!("Who"), 2.6).wrapped(),
        Column::text(t!("By"), 1.6),
        Column::text(t!("Done"), 1.0),
    ]);
    for task in open {
        let due = task.new.due.map(day::short).unwrap_or_default();
        table.row([task.new.text.clone(), task.owner.clone(), due, String::new()]);
    }
    table
}

fn needs(people: &[Attendance]) -> Table {
    let mut table = Table::new(vec![
        Column::text(t!("Name"), 3.4).wrapped(),
        Column::text(t!("Table"), 1.4),
        Column::text(t!("Diet"), 3.0).wrapped(),
        Column::text(t!("Access"), 3.0).wrapped(),
    ]);
    for one in people.iter().filter(|one| one.new.state.holds_place() || one.new.state == Presence::Maybe) {
        if !one.new.diet.is_empty() || !one.new.access.is_empty() {
            table.row([one.name.clone(), one.seat.clone(), one.new.diet.clone(), one.new.access.clone()]);
        }
    }
    table
}

/// The run of the day with speakers, equipment, roles and contacts; with `all`, the checklist, what is to be done,
/// shifts, needs, the door list and a sign-up sheet.
///
/// # Errors
/// As [`door`].
pub fn run(packs: &[Pack], all: bool, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let named = packs.first().map(|pack| pack.event.new.title.clone()).unwrap_or_default();
    let title = t!("Run of the day: {event}", event = named);
    let mut document = Document::new(&title, stationery.head.paper, at)?;
    let mut pages: Vec<(Table, Frame)> = Vec::new();
    for pack in packs {
        let mut add = |says: &str, table: Table, rows: usize| {
            let frame = Frame {
                title: format!("{says}: {}", pack.event.new.title),
                subtitle: format!("{} · {}", stationery.head.line(), when(&pack.event)),
                foot: pack.event.new.title.clone(),
                landscape: false,
            };
            if rows > 0 {
                pages.push((table, frame));
            }
        };
        let columns = [("at", 1.0), ("minutes", 1.0), ("what", 4.4), ("who", 2.4), ("needs", 2.8)];
        // Without a running order the first page still says when and where.
        add(t!("Run of the day"), listed(&parts::RUN, &pack.run, &columns), 1);
        let columns = [("person", 2.4), ("name", 2.0), ("topic", 3.0), ("brief", 5.0), ("instead", 2.0)];
        add(t!("Speakers"), listed(&parts::SPEAKERS, &pack.speakers, &columns), pack.speakers.len());
        let columns = [("item", 4.0), ("number", 1.0), ("who", 2.6), ("state", 1.6), ("note", 2.6)];
        add(t!("Equipment"), listed(&parts::ITEMS, &pack.equipment, &columns), pack.equipment.len());
        add(t!("Contacts"), contacts(pack), pack.roles.len() + pack.speakers.len() + usize::from(pack.venue.is_some()));
        if all {
            let columns = [("item", 4.6), ("state", 1.4), ("due", 1.6), ("reference", 2.4), ("note", 3.0)];
            add(t!("Checklist"), listed(&parts::CHECKS, &pack.checks, &columns), pack.checks.len());
            let open: Vec<&Task> = pack.tasks.iter().filter(|task| task.is_open()).collect();
            add(t!("To do"), to_do(&open), open.len());
            add(t!("Shifts"), shifts(pack), pack.shifts.len());
            add(
                t!("Diet and access"),
                needs(&pack.people),
                pack.people.iter().filter(|one| !one.new.diet.is_empty() || !one.new.access.is_empty()).count(),
            );
            if let Some(door) = &pack.door {
                pages.push(door_table(&pack.event, door, &pack.people, stationery));
            }
            if let Some(sheet) = &pack.sign_up {
                pages.push(sign_up_table(&pack.event, sheet.number, sheet.blank, stationery));
            }
        }
    }
    let drawn: Vec<(&Table, &Frame)> = pages.iter().map(|(table, frame)| (table, frame)).collect();
    draw_all(&mut document, &drawn)?;
    document.bytes()
}
