//! Events: what is planned and happened, where, who came, who helped, what it cost.
//!
//! An event is one, a series by its rule, or a day of a series that has something of its own; each has the same parts. What came
//! in and went out is the ledger's, found by the event's word for it.

pub(crate) mod cli;
pub mod export;
pub mod ics;
mod import;
pub mod model;
pub mod ops;
mod page;
mod printing;
pub(crate) mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::subject::{Coming, HomeCard};
use crate::app::{Found, Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::fold::fold;
use crate::kit::{Day, Result, day, text};
use crate::office::Origin;
use crate::t;
use crate::ui::icons;

/// Its place in the rail.
pub static SECTION: Section = Section { key: "events", name: || t!("Events"), icon: icons::CALENDAR };

/// Events, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "events",
    ops: ops::OPS,
    personal: store::PERSONAL,
    conditions: store::CONDITIONS,
    origins: &[&EVENT],
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: &["event", "event_shift", "shift_person", "attendance", "event_told", "event_change", "person"],
    find: Some(find),
    cards: &[coming],
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::CALENDAR,
        title: || t!("Calendar"),
        section: &SECTION,
        make: screen::Calendar::boxed,
        poses: &["new", "week", "agenda", "events.skip_day"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::VENUES,
        title: || t!("Venues"),
        section: &SECTION,
        tab: Some(1),
        make: screen::Venues::boxed,
        poses: &["new"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::KINDS,
        title: || t!("Kinds"),
        section: &SECTION,
        tab: Some(2),
        make: screen::Kinds::boxed,
        poses: &["new", "gala"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::VOLUNTEERS,
        title: || t!("Volunteers"),
        section: &SECTION,
        tab: Some(3),
        make: screen::Volunteers::boxed,
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::SHEET,
        title: || t!("Sheet"),
        section: &SECTION,
        tab: None,
        make: screen::Sheet::boxed,
        poses: &["1", "2"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::PLAN,
        title: || t!("Plan of an event"),
        section: &SECTION,
        tab: None,
        make: screen::Plan::boxed,
        poses: &[
            "newest",
            "newest people",
            "newest run",
            "newest shifts",
            "newest budget",
            "newest tell",
            "newest tasks",
            "newest sheets",
            "newest sponsors",
            "public_meeting questions",
            "coalition delegations",
            "public_meeting review",
            "newest events.invite_segment",
            "newest lots",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::DOOR,
        title: || t!("Door"),
        section: &SECTION,
        tab: None,
        make: screen::Door::boxed,
        ..ScreenDef::NONE
    },
];

/// Where tasks come from.
static EVENT: Origin = Origin {
    kind: "event",
    says: |conn, id| {
        let found = store::event(conn, model::EventId(id)).ok();
        Ok(found.map(|event| format!("{}, {}", event.new.title, day::short(event.new.timing.start.date()))))
    },
    screen: screen::PLAN,
};

/// Whom to call about shifts, offers that are over, people who have not been told of a change.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let mut todo = Vec::new();
    let calls = store::to_call(conn, today)?;
    if let Some(first) = calls.first() {
        todo.push(Todo {
            due: Some(first.day),
            says: t!(
                "Call {count} about their shifts",
                count = text::plural(calls.len(), t!("volunteer"), t!("volunteers"))
            ),
            detail: t!("{name} first, for “{event}”", name = first.name, event = first.event_title),
            does: t!("See who"),
            opens: Opens { screen: screen::PLAN, filter: format!("{} shifts", first.event) },
        });
    }
    for (event, title, count) in store::untold(conn)? {
        todo.push(Todo {
            due: Some(today),
            says: t!(
                "Tell {count} that “{title}” has changed",
                count = text::plural(count, t!("person"), t!("people")),
                title = title
            ),
            detail: String::new(),
            does: t!("See who"),
            opens: Opens { screen: screen::PLAN, filter: format!("{event} tell") },
        });
    }
    Ok(todo)
}

fn find(conn: &Connection, typed: &str, most: usize) -> Result<Vec<Found>> {
    let words = fold(typed);
    let events = store::events(conn)?;
    let fits = |event: &&model::Event| fold(&event.new.title).contains(&words);
    // What is still to come, or was last, stands first.
    Ok(events
        .iter()
        .rev()
        .filter(fits)
        .take(most)
        .map(|event| Found {
            icon: icons::CALENDAR,
            title: event.new.title.clone(),
            detail: event.new.timing.says(event.new.timing.start),
            opens: Opens { screen: screen::PLAN, filter: event.id.to_string() },
        })
        .collect())
}

/// What is next, for Home.
fn coming(conn: &Connection, today: Day) -> Result<Option<HomeCard>> {
    let rows: Vec<Coming> = store::next(conn, today, 5)?
        .into_iter()
        .map(|one| Coming {
            day: one.first_day(),
            says: one.title.clone(),
            detail: [one.time(), one.place.clone()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            opens: match one.of {
                model::Of::Own(id) => Opens { screen: screen::CALENDAR, filter: id.to_string() },
                model::Of::Meeting(id) => Opens { screen: crate::meetings::MEETINGS, filter: id.to_string() },
                model::Of::Partner(_) => Opens { screen: screen::CALENDAR, filter: one.first_day().to_string() },
            },
        })
        .collect();
    Ok((!rows.is_empty()).then_some(HomeCard::Coming { title: t!("Coming events"), rows }))
}
