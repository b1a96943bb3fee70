//! The screen's name and its commands.

use crate::app::Command;
use crate::t;
use crate::ui::icons;

/// The screen.
pub(in crate::year) const YEAR: &str = "money.year";

const NONE: Command = Command { screen: YEAR, ..Command::NONE };

/// Closes the year that is on show.
pub(in crate::year) static CLOSE: Command =
    Command { key: "year.close", says: || t!("Close the year…"), icon: Some(icons::LOCK_KEY), ..NONE };

/// Opens it again.
pub(in crate::year) static REOPEN: Command =
    Command { key: "year.reopen", says: || t!("Open the year again…"), icon: Some(icons::LOCK_OPEN), ..NONE };

/// Draws the examiner's list.
pub(in crate::year) static EXAMINE: Command =
    Command {
        key: "year.examine", says: || t!("Draw the examiner’s list…"), icon: Some(icons::LIST_CHECKS), ..NONE
    };

/// Writes a note.
pub(in crate::year) static NOTE: Command =
    Command {
        key: "year.note", says: || t!("Write a note to the accounts…"), icon: Some(icons::NOTE_PENCIL), ..NONE
    };

/// Places a category.
pub(in crate::year) static PLACE: Command =
    Command { key: "year.place", says: || t!("Where categories stand…"), icon: Some(icons::ROWS), ..NONE };

/// Prints what is on show: the statement, the list, all of the audit.
pub(in crate::year) static PRINT: Command =
    Command { key: "year.print", says: || t!("Print"), icon: Some(icons::PRINTER), writes: false, ..NONE };

/// Saves what is on show as a table.
pub(in crate::year) static SAVE: Command = Command {
    key: "year.save",
    says: || t!("Save as a table…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..NONE
};

pub(in crate::year) const COMMANDS: &[&Command] = &[&CLOSE, &REOPEN, &NOTE, &PLACE, &EXAMINE, &PRINT, &SAVE];
