//! Choosing candidates: a round is laid down, published and frozen, its panel declares conflicts, scores apart and sealed
//! ([`seal`]), and the chair opens all cards at once ([`opened`]); what they come to is worked out by [`judged`] and [`stats`], and what
//! follows from it is [`decided`].

pub mod answers;
pub mod away;
mod cli;
pub mod code;
pub mod decided;
pub mod import;
pub mod judged;
pub mod kit;
pub mod lint;
pub mod model;
pub mod opened;
pub mod ops;
mod page_words;
pub mod pairs;
pub mod papers;
pub mod quota;
pub mod record;
pub mod redact;
mod screen;
pub mod seal;
pub mod sheet_page;
pub mod stats;
pub mod store;
pub mod timetable;

use rusqlite::Connection;

use crate::app::{Found, Guest, Opens, ScreenDef, Section, Subject, Todo};
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
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard, store::stands],
    personal: store::PERSONAL,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: screen::TABLES,
    find: Some(find),
    guest: Some(&GUEST),
    ..Subject::NONE
};

/// A scoring kit opens in the window, without an office.
static GUEST: Guest = Guest { knows: import::is_kit, name: || t!("Scoring kit"), ending: "json", subjects: &[&KIT] };

/// What is there while a kit is open.
pub static KIT: Subject = Subject {
    key: "candidates.kit",
    screens: &[ScreenDef {
        key: screen::KIT_DESK,
        title: || t!("Scoring kit"),
        section: &KIT_SECTION,
        make: screen::KitDesk::boxed,
        ..ScreenDef::NONE
    }],
    ..Subject::NONE
};

static KIT_SECTION: Section = Section { key: "candidates.kit", name: || t!("Scoring kit"), icon: icons::NOTE_PENCIL };

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
            "candidates.pairs",
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
    ScreenDef {
        key: screen::results::RESULTS,
        title: || t!("Results"),
        section: &SECTION,
        tab: Some(30),
        make: screen::results::ResultsPage::boxed,
        poses: screen::results::POSES,
        ..ScreenDef::NONE
    },
];

/// What comes next with each round.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
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
    all.extend(todo_after(conn, today)?);
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

/// What an opened round still needs: a decision, letters, the purge; and endorsements that end soon.
fn todo_after(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let mut all = Vec::new();
    let opens = |id: model::RoundId| Opens { screen: screen::results::RESULTS, filter: format!("{id} decision") };
    for line in store::lines(conn)?.into_iter().filter(|line| line.step == Step::Opened) {
        let (says, does) = match store::decision(conn, line.id)? {
            None => (t!("Decide {name}", name = line.name), t!("Decide")),
            Some(one) if one.purged.is_none() && one.new.verdicts.iter().any(|verdict| verdict.told.is_none()) => {
                (t!("Write to the candidates for {name}", name = line.name), t!("Write"))
            }
            Some(_) => continue,
        };
        let detail = t!("All cards are open").to_owned();
        all.push(Todo { due: None, says, detail, does, opens: opens(line.id) });
    }
    for (id, name, kept) in store::to_purge(conn, today)? {
        all.push(Todo {
            due: Some(kept),
            says: t!("Purge marks and notes of {name}", name = name),
            detail: t!("They were kept until {day}", day = crate::kit::day::long(kept)),
            does: t!("Purge"),
            opens: opens(id),
        });
    }
    let soon = today.checked_add_days(chrono::Days::new(30)).unwrap_or(today);
    for (one, name, id) in store::ending(conn, soon)? {
        all.push(Todo {
            due: one.new.ends,
            says: t!("The endorsement of {name} ends", name = name),
            detail: one.new.conditions,
            does: t!("See it"),
            opens: opens(id),
        });
    }
    Ok(all)
}
