//! Meetings: bodies with their rules, meetings from the notice to the approved minutes, and the register of decisions.
//!
//! What happens is recorded bit by bit ([`ops`]) and read at once ([`store::record`]); quorum, votes in the room, the end to
//! expect and the minutes are worked out from that [`model::Record`], purely.

mod cli;
pub mod model;
pub mod ops;
mod page;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::{Day, Result, day};
use crate::office::Origin;
use crate::t;
use crate::ui::icons;

pub use ops::OPS;

/// Where meetings are seen.
pub const MEETINGS: &str = "meetings.list";
/// Where bodies are seen.
pub const BODIES: &str = "meetings.bodies";
/// Where a meeting is run.
pub const ROOM: &str = "meetings.room";
/// Where minutes are written.
pub const MINUTES: &str = "meetings.minutes";
/// The register of decisions.
pub const DECISIONS: &str = "meetings.decisions";

/// Its place in the rail.
pub static SECTION: Section = Section { key: "meetings", name: || t!("Meetings"), icon: icons::GAVEL };

/// What tasks come from here: the actions of a meeting.
static ORIGIN: Origin = Origin { kind: "meeting", says: store::meeting_words, screen: MEETINGS };

/// Meetings, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "meetings",
    ops: OPS,
    checks: &[store::check],
    guards: &[store::guard],
    personal: store::PERSONAL,
    origins: &[&ORIGIN],
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: &["meeting", "minutes", "body", "agenda_item"],
    find: Some(find),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: MEETINGS,
        title: || t!("Meetings"),
        section: &SECTION,
        make: screen::Meetings::boxed,
        poses: &["new", "meetings.edit", "meetings.agenda", "meetings.notice", "meetings.cancel", "meetings.remove"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: ROOM,
        title: || t!("In the room"),
        section: &SECTION,
        tab: Some(1),
        make: screen::Room::boxed,
        poses: &[
            "meetings.open",
            "meetings.apologies",
            "meetings.proxy",
            "meetings.move",
            "meetings.vote",
            "meetings.act",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: MINUTES,
        title: || t!("Minutes"),
        section: &SECTION,
        tab: Some(2),
        make: screen::MinutesScreen::boxed,
        poses: &["minutes.circulate", "minutes.approve", "minutes.reopen", "minutes.anew"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: DECISIONS,
        title: || t!("Decisions"),
        section: &SECTION,
        tab: Some(3),
        make: screen::Decisions::boxed,
        poses: &["decisions.supersede"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: BODIES,
        title: || t!("Bodies"),
        section: &SECTION,
        tab: Some(4),
        make: screen::Bodies::boxed,
        poses: &["new", "meetings.seat", "meetings.body_remove"],
        ..ScreenDef::NONE
    },
];

/// How many days before a meeting it stands on Home.
const SOON: i64 = 14;

/// Notices to send, meetings to come, minutes to write and to circulate.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let mut todo = Vec::new();
    for line in store::lines(conn, &store::Filter::default(), today)? {
        let meeting = line.meeting;
        let opens = |screen| Opens { screen, filter: meeting.id.to_string() };
        let state = meeting.state();
        if state == model::MeetingState::Planned && meeting.new.day >= today {
            let rule = store::body(conn, meeting.new.body)?.new.notice;
            if meeting.notice.is_none() && rule.days > 0 {
                todo.push(Todo {
                    due: Some(rule.last_day(meeting.new.day)),
                    says: t!("Send the notice of {meeting}", meeting = meeting.called()),
                    detail: rule.says(),
                    does: t!("See it"),
                    opens: opens(MEETINGS),
                });
            } else if (meeting.new.day - today).num_days() <= SOON {
                todo.push(Todo {
                    due: Some(meeting.new.day),
                    says: meeting.name(),
                    detail: meeting.where_and_when(),
                    does: t!("Agenda"),
                    opens: opens(MEETINGS),
                });
            }
        } else if state == model::MeetingState::Open {
            todo.push(Todo {
                due: Some(meeting.new.day),
                says: t!("{meeting} is under way", meeting = meeting.name()),
                detail: t!("Close it when it is over").to_owned(),
                does: t!("Go in"),
                opens: opens(ROOM),
            });
        } else if state == model::MeetingState::Closed && line.minutes.is_none_or(|m| m == model::MinutesState::Draft) {
            todo.push(Todo {
                due: meeting.new.day.checked_add_days(chrono::Days::new(7)),
                says: t!("Circulate the minutes of {meeting}", meeting = meeting.called()),
                detail: String::new(),
                does: t!("Minutes"),
                opens: opens(MINUTES),
            });
        }
    }
    Ok(todo)
}

fn find(conn: &Connection, text: &str, most: usize) -> Result<Vec<Found>> {
    let fold = crate::kit::fold::fold;
    let words = fold(text);
    let meetings = store::lines(conn, &store::Filter::default(), Day::MIN)?.into_iter().map(|line| Found {
        icon: icons::GAVEL,
        title: line.meeting.called(),
        detail: line.meeting.state().says().to_owned(),
        opens: Opens { screen: MEETINGS, filter: line.meeting.id.to_string() },
    });
    let decisions = store::decisions(conn)?.into_iter().map(|decision| Found {
        icon: icons::SEAL_CHECK,
        title: decision.text.clone(),
        detail: t!(
            "Decision {n} of {body}, {day}",
            n = decision.number,
            body = decision.body_name,
            day = day::short(decision.day)
        ),
        opens: Opens { screen: DECISIONS, filter: decision.id.to_string() },
    });
    Ok(meetings.chain(decisions).filter(|found| fold(&found.title).contains(&words)).take(most).collect())
}
