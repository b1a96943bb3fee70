//! Choosing candidates: a round is laid down, published and frozen, its panel declares conflicts, scores apart and sealed
//! ([`seal`]), and the chair opens all cards at once ([`opened`]); what they come to is worked out by [`stats`].

pub mod answers;
mod cli;
pub mod import;
pub mod lint;
pub mod model;
pub mod opened;
pub mod ops;
pub mod quota;
pub mod redact;
mod screen;
pub mod seal;
pub mod stats;
pub mod store;
pub mod timetable;

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::fold::fold;
use crate::kit::{Day, Result};
use crate::t;
use crate::ui::icons;
use model::Step;

/// Its place in the rail.
pub static SECTION: Section = Section { key: "candidates", name: || t!("Candidates"), icon: icons::LIST_CHECKS };

/// Candidates, as the window and the command line know them.
pub static SUBJECT: Subject = Subject {
    key: "candidates",
    name: || t!("Candidates"),
    icon: icons::LIST_CHECKS,
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
        title: || t!("Rounds"),
        section: &SECTION,
        make: screen::Rounds::boxed,
        poses: &["new", "candidates.copy", "candidates.remove"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::ONE,
        title: || t!("Round"),
        section: &SECTION,
        tab: None,
        make: screen::OneRound::boxed,
        poses: &[
            "profile",
            "questions",
            "candidates",
            "panel",
            "timetable",
            "candidates.criterion",
            "candidates.question",
            "candidates.candidate",
            "candidates.scorer",
            "candidates.publish",
            "candidates.unpublish",
            "candidates.requirement",
            "candidates.quota",
            "candidates.exercise",
            "candidates.timetable",
            "candidates.open",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::SCORING,
        title: || t!("Scoring"),
        section: &SECTION,
        tab: Some(10),
        make: screen::Scoring::boxed,
        poses: &[],
        ..ScreenDef::NONE
    },
];

/// What comes next with each round.
fn todo(conn: &Connection, _today: Day) -> Result<Vec<Todo>> {
    let mut all = Vec::new();
    for line in store::lines(conn)? {
        let (says, does) = match line.step {
            Step::AllIn => (t!("Open the round for {name}", name = line.name), t!("Open it")),
            Step::Declaring => (t!("Scorers have to declare conflicts for {name}", name = line.name), t!("See who")),
            Step::Draft | Step::Scoring | Step::Opened => continue,
        };
        all.push(Todo {
            due: None,
            says,
            detail: t!("{cards} of {due} cards are in", cards = line.cards.0, due = line.cards.1),
            does,
            opens: Opens { screen: screen::ONE, filter: format!("{} panel", line.id) },
        });
    }
    Ok(all)
}

/// Rounds by a few letters of the vacancy. Who applied is found in the register, and never here: the palette is no way past a seal.
fn find(conn: &Connection, text: &str, most: usize) -> Result<Vec<Found>> {
    let wanted = fold(text);
    let fits = |line: &store::Line| fold(&line.name).split_whitespace().any(|word| word.starts_with(&wanted));
    let lines = store::lines(conn)?;
    let found = lines.iter().filter(|line| !wanted.is_empty() && fits(line)).take(most);
    Ok(found
        .map(|line| Found {
            icon: icons::LIST_CHECKS,
            title: t!("Selection for {name}", name = line.name),
            detail: line.step.label().to_owned(),
            opens: Opens { screen: screen::ONE, filter: line.id.to_string() },
        })
        .collect())
}
