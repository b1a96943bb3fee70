//! Tasks: what somebody said they would do by a day. Other subjects add theirs in a step of their own ([`ops::add_in`]) and
//! say how they are called ([`crate::office::Origin`]); each is done, reopened and seen here, and shows on Home while it is open.

mod cli;
pub mod model;
pub mod ops;
mod page;
mod printing;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::{Day, Result, day};
use crate::t;
use crate::ui::icons;

pub use ops::OPS;

/// Its place in the rail.
pub static SECTION: Section = Section { key: "tasks", name: || t!("Tasks"), icon: icons::LIST_CHECKS };

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "tasks",
    ops: OPS,
    personal: store::PERSONAL,
    noun: cli::NOUN,
    screens: &[ScreenDef {
        key: screen::TASKS,
        title: || t!("Tasks"),
        section: &SECTION,
        make: screen::Tasks::boxed,
        poses: &["new", "tasks.remove", "all"],
        ..ScreenDef::NONE
    }],
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: &["task", "person"],
    find: Some(find),
    badge: Some(|conn, today| Ok(Some(store::late(conn, today)?).filter(|n| *n > 0))),
    ..Subject::NONE
};

/// How many open tasks without a day Home shows; those with one all show.
const UNDATED: usize = 5;

/// Open tasks: those with a day as they fall due, and a few of the others.
fn todo(conn: &Connection, _today: Day) -> Result<Vec<Todo>> {
    let open = store::open(conn)?;
    let mut undated = 0;
    let shown = open.into_iter().filter(|task| {
        undated += usize::from(task.new.due.is_none());
        task.new.due.is_some() || undated <= UNDATED
    });
    Ok(shown
        .map(|task| Todo {
            due: task.new.due,
            detail: if task.owner.is_empty() { t!("Nobody sees to it yet").to_owned() } else { task.owner },
            says: task.new.text,
            does: t!("See it"),
            opens: Opens { screen: screen::TASKS, filter: task.id.to_string() },
        })
        .collect())
}

fn find(conn: &Connection, text: &str, most: usize) -> Result<Vec<Found>> {
    let words = crate::kit::fold::fold(text);
    let fits = |task: &model::Task| task.search_words().contains(&words);
    Ok(store::all(conn)?
        .into_iter()
        .filter(fits)
        .take(most)
        .map(|task| Found {
            icon: icons::LIST_CHECKS,
            detail: [task.owner.clone(), task.new.due.map(day::short).unwrap_or_default()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            title: task.new.text,
            opens: Opens { screen: screen::TASKS, filter: task.id.to_string() },
        })
        .collect())
}
