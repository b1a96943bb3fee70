//! Elections: from nominations to the declared result. The order on the paper is drawn by a lot that anybody can draw again,
//! papers are keyed twice and compared, counted under named rules in whole numbers ([`count`]), and a result that was declared
//! holds what it was counted from.

pub mod cli;
pub mod count;
pub mod export;
pub mod import;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
pub mod report;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Subject, Todo};
use crate::kit::fold::fold;
use crate::kit::{Day, Result, day};
use crate::ui::icons;
use crate::{meetings, t};
use model::Step;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "elections",
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard],
    personal: store::PERSONAL,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: screen::TABLES,
    find: Some(find),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::LIST,
        title: || t!("Elections"),
        section: &meetings::SECTION,
        tab: Some(20),
        make: screen::Elections::boxed,
        poses: &["new", "elections.remove"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::ONE,
        title: || t!("Election"),
        section: &meetings::SECTION,
        tab: None,
        make: screen::OneElection::boxed,
        poses: &[
            "ballots",
            "entry",
            "count",
            "elections.nominate",
            "elections.close",
            "elections.order",
            "elections.tie",
            "elections.ballots",
            "elections.declare",
            "elections.minute",
            "elections.void",
        ],
        ..ScreenDef::NONE
    },
];

/// What comes next with each election, once its time has come.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let mut all = Vec::new();
    for line in store::lines(conn)? {
        let (says, does) = match line.step {
            Step::Nominating if line.due.is_some_and(|due| due <= today) => {
                (t!("Close nominations for {post}", post = line.post), t!("See them"))
            }
            Step::ToDraw => (t!("Draw the order on the paper for {post}", post = line.post), t!("Draw it")),
            Step::Unopposed | Step::ToDeclare => (t!("Declare the result for {post}", post = line.post), t!("See it")),
            Step::NextRound => (t!("Open the next round for {post}", post = line.post), t!("See it")),
            Step::Nominating | Step::Voting | Step::Declared => continue,
        };
        all.push(Todo {
            due: line.due,
            says,
            detail: t!("The vote is on {day}", day = day::long(line.on)),
            does,
            opens: Opens { screen: screen::ONE, filter: line.id.to_string() },
        });
    }
    Ok(all)
}

/// Elections by a few letters of the post.
fn find(conn: &Connection, text: &str, most: usize) -> Result<Vec<Found>> {
    let wanted = fold(text);
    let fits = |line: &store::Line| fold(&line.post).split_whitespace().any(|word| word.starts_with(&wanted));
    let lines = store::lines(conn)?;
    let found = lines.iter().filter(|line| !wanted.is_empty() && fits(line)).take(most);
    Ok(found
        .map(|line| Found {
            icon: icons::CHECKS,
            title: t!("Election of {post}", post = line.post),
            detail: format!("{} · {}", day::short(line.on), line.step.label()),
            opens: Opens { screen: screen::ONE, filter: line.id.to_string() },
        })
        .collect())
}
