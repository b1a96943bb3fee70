//! What people say in a statement: notes of a year, and where a category stands in the form.

use crate::kit::{Problem, Result};
use crate::ledger::model::CategoryKind;
use crate::ledger::store as ledger;
use crate::office::{Done, Office, Op, Reach, Tx, Undo, profile};
use crate::t;
use crate::year::model::{CategoryId, Form, Standing, Year, form_for};
use crate::year::store;

/// Writes a note of a year's statement.
pub static NOTE: Op = Op {
    key: "year.note",
    says: "Write note of the accounts",
    undo: Undo::Reverse,
    reach: Reach::Command("year note"),
};

/// Puts a category on a line of the form.
pub static PLACE: Op = Op {
    key: "year.place",
    says: "Place category in the accounts",
    undo: Undo::Reverse,
    reach: Reach::Command("year place"),
};

fn form(tx: &Tx<'_>) -> Result<&'static Form> {
    form_for(profile::get(tx.conn())?.jurisdiction())
}

/// Writes a note, or takes it away where the text is empty.
///
/// # Errors
/// When the form has no such note to be written, or the year is closed.
pub fn note(office: &mut Office, year: Year, key: &str, text: &str) -> Result<Done<()>> {
    office.transact(&NOTE, |tx| {
        let form = form(tx)?;
        let Some(note) = form.notes.iter().find(|note| note.key == key && note.typed) else {
            let keys: Vec<&str> = form.notes.iter().filter(|n| n.typed).map(|n| n.key.as_str()).collect();
            return Err(Problem::input(t!("The form has no note “{key}” to be written", key = key))
                .hint(t!("The notes are {keys}", keys = keys.join(", "))));
        };
        if let Standing::Closed(_) = store::standing(tx.conn(), year, tx.today())? {
            return Err(Problem::input(t!(
                "The year {year} is closed, so its statement stays as it is. Nothing was changed",
                year = year.label()
            ))
            .hint(t!("Open the year again first")));
        }
        store::put_note(tx.conn(), tx.new_id(), year.to, key, text.trim())?;
        tx.say(t!("Note to the accounts of {year}: {title}", year = year.label(), title = note.title));
        Ok(())
    })
}

/// Puts a category on a line of the office's form; without a line, back to where the form puts it. Closed years stay as they
/// were closed.
///
/// # Errors
/// When the form has no such line for a category of this kind.
pub fn place(office: &mut Office, category: CategoryId, line: Option<&str>) -> Result<Done<()>> {
    office.transact(&PLACE, |tx| {
        let form = form(tx)?;
        let all = ledger::categories(tx.conn())?;
        let Some(of) = all.iter().find(|c| c.id == category) else {
            return Err(Problem::input(t!("There is no such category")));
        };
        let section = form.section(of.kind).filter(|_| matches!(of.kind, CategoryKind::Income | CategoryKind::Expense));
        let Some(section) = section else {
            return Err(Problem::input(t!("“{name}” stands on no line of the form", name = of.name)));
        };
        let title = match line {
            None => None,
            Some(key) => {
                let Some(line) = section.lines.iter().find(|line| line.key == key) else {
                    let keys: Vec<&str> = section.lines.iter().map(|line| line.key.as_str()).collect();
                    return Err(Problem::input(t!(
                        "The form has no line “{key}” for “{name}”",
                        key = key,
                        name = of.name
                    ))
                    .hint(t!("The lines are {keys}", keys = keys.join(", "))));
                };
                Some(&line.title)
            }
        };
        store::put_place(tx.conn(), tx.new_id(), category, &form.key, line)?;
        tx.say(match title {
            Some(title) => t!("“{name}” stands under “{line}” in the accounts", name = of.name, line = title),
            None => t!("“{name}” stands in the accounts where the form puts it", name = of.name),
        });
        Ok(())
    })
}
