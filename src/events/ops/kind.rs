//! Own kinds of event, and templates in the place of the program's.

use crate::events::model::template::{Template, built_in};
use crate::events::store;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Writes a kind with its template.
pub static SET: Op = Op {
    key: "events.kind",
    says: "Set kind of event",
    undo: Undo::Reverse,
    reach: Reach::Command("events kinds set"),
};

/// Takes an own kind away, or the program's back.
pub static REMOVE: Op = Op {
    key: "events.kind_remove",
    says: "Remove kind of event",
    undo: Undo::Reverse,
    reach: Reach::Command("events kinds remove"),
};

/// # Errors
/// When the file cannot be written.
pub fn set(office: &mut Office, kind: &Template) -> Result<Done<()>> {
    office.transact(&SET, |tx| {
        store::put_kind(tx.conn(), tx.new_id(), kind)?;
        tx.say(t!("Events of the kind “{name}” begin by their own template", name = kind.name));
        Ok(())
    })
}

/// # Errors
/// When nothing of the file says anything about it, or events are of it.
pub fn remove(office: &mut Office, key: &str) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let own = !built_in().iter().any(|kind| kind.key == key);
        if own && store::events(tx.conn())?.iter().any(|event| event.new.kind == key) {
            return Err(Problem::input(t!("Events are of the kind “{kind}”. Nothing was changed", kind = key)));
        }
        if store::delete_kind(tx.conn(), key)? == 0 {
            return Err(Problem::input(t!("There is no own kind “{kind}”. Nothing was changed", kind = key)));
        }
        tx.say(t!("The kind “{kind}” has no own template any more", kind = key));
        Ok(())
    })
}
