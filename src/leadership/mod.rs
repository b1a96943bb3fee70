//! Leadership: from member to officer to candidate. Who would stand and for what, who can do what, what training holds, who
//! mentors whom, who is approved until when; and for each person how they stand on each rung, which survives every round.

mod cli;
pub mod model;
pub mod ops;
mod page;
mod printing;
pub mod report;
mod screen;
pub mod store;

use chrono::Days;
use rusqlite::Connection;

use crate::app::{Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::{Day, Result, day};
use crate::t;
use crate::ui::icons;

pub use ops::OPS;

/// Its place in the rail.
pub static SECTION: Section = Section { key: "leadership", name: || t!("Leadership"), icon: icons::CHALKBOARD_TEACHER };

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "leadership",
    ops: OPS,
    personal: store::PERSONAL,
    conditions: store::CONDITIONS,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: &["leader_approval", "leader_rung", "person"],
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::PEOPLE,
        title: || t!("Pipeline"),
        section: &SECTION,
        make: screen::Pipelines::boxed,
        poses: &["new", "taken", "approvals", "leadership.remove"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::SKILLS,
        title: || t!("Skills"),
        section: &SECTION,
        tab: Some(1),
        make: screen::Skills::boxed,
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::CATALOGUE,
        title: || t!("Catalogue"),
        section: &SECTION,
        tab: Some(2),
        make: screen::Catalogue::boxed,
        poses: &["new", "asks", "training", "skills"],
        ..ScreenDef::NONE
    },
];

/// How many days before an approval lapses it stands on Home, and how long after.
const AHEAD: u64 = 60;
const BEHIND: u64 = 30;

/// Approvals that lapse soon or lapsed not long ago.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let from = today.checked_sub_days(Days::new(BEHIND)).unwrap_or(today);
    let to = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let lapsing = store::lapsing(conn, from, to)?;
    Ok(lapsing
        .into_iter()
        .map(|one| Todo {
            due: Some(one.until),
            says: t!("Renew the approval of {name} as {rung}", name = one.name, rung = one.rung),
            detail: if one.until < today {
                t!("It lapsed on {day}", day = day::short(one.until))
            } else {
                t!("It holds until {day}", day = day::short(one.until))
            },
            does: t!("See it"),
            opens: Opens { screen: screen::PEOPLE, filter: one.person.to_string() },
        })
        .collect())
}
