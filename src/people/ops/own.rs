//! The office's own fields: made, changed, taken away.

use super::super::own::{OwnField, OwnFieldId, OwnKind};
use super::super::{form, store};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Adds a field of the office's own to the register.
pub static ADD_FIELD: Op =
    Op { key: "people.field_add", says: "Add own field", undo: Undo::Reverse, reach: Reach::Command("people field") };

/// Renames one, or changes its choices.
pub static CHANGE_FIELD: Op = Op {
    key: "people.field_change",
    says: "Change own field",
    undo: Undo::Reverse,
    reach: Reach::Command("people field"),
};

/// Removes one that nobody has anything in, or closes it.
pub static REMOVE_FIELD: Op = Op {
    key: "people.field_remove",
    says: "Remove own field",
    undo: Undo::Reverse,
    reach: Reach::Command("people unfield"),
};

/// Adds a field, at the end of them.
///
/// # Errors
/// When the name is empty, too long or taken, or a choice has no words.
pub fn add_field(office: &mut Office, field: &OwnField) -> Result<Done<OwnFieldId>> {
    office.transact(&ADD_FIELD, |tx| {
        let field = checked(tx, field)?;
        tx.say(t!("Added the field “{name}”", name = field.name));
        store::add_field(tx.conn(), &|| tx.new_id(), &field)
    })
}

/// Changes name, choices, column and whether it takes anything new. Its kind stays. What people have in it stays as it is,
/// also where a choice no longer has the word.
///
/// # Errors
/// As [`add_field`].
pub fn change_field(office: &mut Office, field: &OwnField) -> Result<Done<()>> {
    office.transact(&CHANGE_FIELD, |tx| {
        let field = checked(tx, field)?;
        tx.say(t!("Changed the field “{name}”", name = field.name));
        store::change_field(tx.conn(), &field)
    })
}

/// Removes a field; one that somebody has something in is closed instead, and nothing is lost. Whether it was removed.
///
/// # Errors
/// When the file cannot be written.
pub fn remove_field(office: &mut Office, field: &OwnField) -> Result<Done<bool>> {
    office.transact(&REMOVE_FIELD, |tx| {
        let removed = store::close_field(tx.conn(), field.id)?;
        tx.say(if removed {
            t!("Removed the field “{name}”", name = field.name)
        } else {
            t!("Closed the field “{name}”", name = field.name)
        });
        Ok(removed)
    })
}

fn checked(tx: &Tx<'_>, field: &OwnField) -> Result<OwnField> {
    let name = form::one_line(&field.name);
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Problem::input(t!("Write the field’s name, no longer than 60 characters")));
    }
    let taken = store::own_fields(tx.conn())?.into_iter().find(|f| f.id != field.id && fold(&f.name) == fold(&name));
    if let Some(taken) = taken {
        return Err(Problem::input(t!("There is already a field called “{name}”", name = taken.name))
            .hint(t!("Give it another name")));
    }
    let mut options: Vec<String> = Vec::new();
    for option in field.options.iter().map(|option| form::one_line(option)).filter(|option| !option.is_empty()) {
        if !options.iter().any(|known| fold(known) == fold(&option)) {
            options.push(option);
        }
    }
    if field.kind == OwnKind::Choice && options.is_empty() {
        return Err(Problem::input(t!("A choice needs something to choose from")).hint(t!("Write each on a line")));
    }
    if field.kind != OwnKind::Choice {
        options.clear();
    }
    Ok(OwnField { name, options, ..field.clone() })
}
