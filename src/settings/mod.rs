//! Settings: the office's details, who uses it, its passphrase, and how this computer shows it. Other subjects add tabs of
//! their own to the section.

mod cli;
mod form;
pub mod ops;
mod screen;

use screen::{office, this_computer, users};

use rusqlite::Connection;

use crate::app::{Opens, SETTINGS, ScreenDef, Subject, Todo};
use crate::cli::Noun;
use crate::kit::{Day, Result};
use crate::office::profile;
use crate::t;

pub static SUBJECT: Subject = Subject {
    key: "settings",
    ops: &[&ops::SET_IMAGE],
    noun: Noun { verbs: cli::VERBS, groups: &[("settings", "The office’s details and pictures")], ..Noun::NONE },
    screens: &[
        ScreenDef {
            key: "settings.office",
            title: || t!("Office"),
            section: &SETTINGS,
            tab: Some(0),
            make: office::OfficeSettings::boxed,
            ..ScreenDef::NONE
        },
        ScreenDef {
            key: "settings.users",
            title: || t!("People who use it"),
            section: &SETTINGS,
            tab: Some(10),
            make: users::Users::boxed,
            poses: &["new"],
            ..ScreenDef::NONE
        },
        ScreenDef {
            key: "settings.protection",
            title: || t!("Protection"),
            section: &SETTINGS,
            tab: Some(80),
            make: this_computer::Protection::boxed,
            ..ScreenDef::NONE
        },
        ScreenDef {
            key: "settings.computer",
            title: || t!("This computer"),
            section: &SETTINGS,
            tab: Some(90),
            make: this_computer::ThisComputer::boxed,
            ..ScreenDef::NONE
        },
    ],
    commands: &[&users::ADD],
    todo: Some(todo),
    todo_tables: &["office"],
    ..Subject::NONE
};

/// What printed papers need before the first of them.
fn todo(conn: &Connection, _today: Day) -> Result<Vec<Todo>> {
    if !profile::get(conn)?.letterhead.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Todo {
        due: None,
        says: t!("Say what stands at the head of your papers").to_owned(),
        detail: t!("The branch’s address, for letters and receipts").to_owned(),
        does: t!("Settings"),
        opens: Opens { screen: "settings.office", filter: String::new() },
    }])
}
