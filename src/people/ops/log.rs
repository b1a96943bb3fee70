//! Noting what a secretary notes: contacts, concerns, thanks, interest.

use super::super::log::{LogId, LogKind, LogLine};
use super::super::model::PersonId;
use super::super::{form, store};
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Notes a contact, a concern, thanks or an interest.
pub static LOG: Op = Op { key: "people.log", says: "Note", undo: Undo::Reverse, reach: Reach::Command("people log") };

/// Changes what was noted.
pub static CHANGE_LOG: Op = Op {
    key: "people.log_change",
    says: "Change note",
    undo: Undo::Reverse,
    reach: Reach::Command("people log-change"),
};

/// Ends a next step or a concern.
pub static CLOSE_LOG: Op = Op {
    key: "people.log_done",
    says: "Close next step or concern",
    undo: Undo::Reverse,
    reach: Reach::Command("people log-done"),
};

/// Removes what was noted.
pub static REMOVE_LOG: Op = Op {
    key: "people.log_remove",
    says: "Remove note",
    undo: Undo::Reverse,
    reach: Reach::Command("people log-remove"),
};

/// Notes a line about a person.
///
/// # Errors
/// When there is no such person.
pub fn log(office: &mut Office, person: PersonId, line: &LogLine) -> Result<Done<LogId>> {
    office.transact(&LOG, |tx| {
        let name = store::get(tx.conn(), person)?.details.name;
        tx.say(in_words(&name, line));
        store::add_log(tx.conn(), &|| tx.new_id(), person, line)
    })
}

/// The same inside another operation: letters that went out.
///
/// # Errors
/// When there is no such person.
pub fn log_in(tx: &Tx<'_>, person: PersonId, line: &LogLine) -> Result<LogId> {
    store::add_log(tx.conn(), &|| tx.new_id(), store::stands_for(tx.conn(), person)?, line)
}

/// Makes a line what it says now. Its kind stays.
///
/// # Errors
/// When there is no such line.
pub fn change_log(office: &mut Office, id: LogId, line: &LogLine) -> Result<Done<()>> {
    office.transact(&CHANGE_LOG, |tx| {
        let (person, _) = store::log_line(tx.conn(), id)?;
        let name = store::get(tx.conn(), person)?.details.name;
        tx.say(t!("Changed a note about {name}", name = name));
        store::change_log(tx.conn(), id, line)
    })
}

/// Says that a next step was taken, or closes a concern with what came of it.
///
/// # Errors
/// When there is no such line, or nothing of it is open.
pub fn close_log(office: &mut Office, id: LogId, outcome: &str) -> Result<Done<()>> {
    office.transact(&CLOSE_LOG, |tx| {
        let (person, logged) = store::log_line(tx.conn(), id)?;
        let mut line = logged.line;
        if !line.open {
            return Err(Problem::input(t!("Nothing of this note wants doing any more. Nothing was changed")));
        }
        line.open = false;
        let outcome = form::one_line(outcome);
        if !outcome.is_empty() {
            line.step = if line.step.is_empty() { outcome } else { format!("{}: {outcome}", line.step) };
        }
        store::change_log(tx.conn(), id, &line)?;
        let name = store::get(tx.conn(), person)?.details.name;
        tx.say(match line.kind {
            LogKind::Concern => t!("Closed a concern of {name}: {about}", name = name, about = first_line(&line.about)),
            _ => t!("Took the next step with {name}: {step}", name = name, step = line.step),
        });
        Ok(())
    })
}

/// Removes a line; undo brings it back.
///
/// # Errors
/// When there is no such line.
pub fn remove_log(office: &mut Office, id: LogId) -> Result<Done<()>> {
    office.transact(&REMOVE_LOG, |tx| {
        let (person, _) = store::log_line(tx.conn(), id)?;
        let name = store::get(tx.conn(), person)?.details.name;
        tx.say(t!("Removed a note about {name}", name = name));
        store::delete_log(tx.conn(), id)
    })
}

fn in_words(name: &str, line: &LogLine) -> String {
    let about = first_line(&line.about);
    match line.kind {
        LogKind::Contact => t!("Noted a contact with {name}: {about}", name = name, about = about),
        LogKind::Concern => t!("Noted a concern of {name}: {about}", name = name, about = about),
        LogKind::Thanks => t!("Noted thanks to {name}: {about}", name = name, about = about),
        LogKind::Interest => t!("Noted an interest of {name}: {about}", name = name, about = about),
        LogKind::Feedback => t!("Noted what {name} said: {about}", name = name, about = about),
    }
}

/// The beginning of a text, for one line of the history.
fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= 80 { line.to_owned() } else { line.chars().take(79).chain(['…']).collect() }
}
