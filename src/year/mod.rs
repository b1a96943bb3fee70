//! Closing a year: what has to be settled, the statement of accounts in the form of the law, the examiner's list, the lock, and
//! the audit's view from any figure to its entries, their history and their papers.
//!
//! What has to be settled is asked of each subject ([`crate::cli::ClosingOf`]), so this one knows the ledger alone. A closed year
//! is held by the ledger itself ([`crate::ledger::store::hold_days`]), whatever step would touch it.

pub mod cli;
pub mod model;
pub mod ops;
pub mod page;
pub mod printing;
pub mod report;
mod screen;
pub mod store;

use rusqlite::Connection;

use crate::app::{Opens, ScreenDef, Subject, Todo};
use crate::kit::{Day, Result};
use crate::ledger::MONEY;
use crate::t;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "year",
    ops: ops::OPS,
    checks: &[store::check],
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[ScreenDef {
    key: screen::YEAR,
    title: || t!("Year end"),
    section: &MONEY,
    tab: Some(50),
    make: screen::YearEnd::boxed,
    poses: &["statement", "sample", "audit", "year.close", "year.reopen", "year.examine", "year.note", "year.place"],
    ..ScreenDef::NONE
}];

/// The year that is over and not closed.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let Some(next) = store::next(conn, None)?.filter(|next| next.to < today) else { return Ok(Vec::new()) };
    Ok(vec![Todo {
        due: None,
        says: t!("Close the year {year}", year = next.label()),
        detail: t!("Its entries then stay as they are, and its statement of accounts with them").to_owned(),
        does: t!("See what is left"),
        opens: Opens { screen: screen::YEAR, filter: next.to.to_string() },
    }])
}
