//! Rows of a plan's parts: one operation for each deed, whatever the part.

use crate::events::model::part::{Part, Row, Value};
use crate::events::model::{EventId, RowId};
use crate::events::store;
use crate::kit::Result;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Adds a row to a part.
pub static ADD: Op =
    Op { key: "events.part_add", says: "Add to event", undo: Undo::Reverse, reach: Reach::Command("events roles add") };

/// Changes a row.
pub static CHANGE: Op = Op {
    key: "events.part_change",
    says: "Change part of event",
    undo: Undo::Reverse,
    reach: Reach::Command("events roles change"),
};

/// Removes a row.
pub static REMOVE: Op = Op {
    key: "events.part_remove",
    says: "Remove from event",
    undo: Undo::Reverse,
    reach: Reach::Command("events roles remove"),
};

fn say(tx: &Tx<'_>, part: &Part, id: RowId, event: EventId) -> Result<()> {
    let (of, row): (_, Row) = (store::event(tx.conn(), event)?, store::row(tx.conn(), part, id)?.1);
    tx.say(t!(
        "{event}, {part}: {row}",
        event = of.new.title,
        part = (part.says)().to_lowercase(),
        row = part.title(&row)
    ));
    Ok(())
}

/// # Errors
/// When there is no such event, or something does not fit.
pub fn add(office: &mut Office, part: &'static Part, event: EventId, values: &[Value]) -> Result<Done<RowId>> {
    office.transact(&ADD, |tx| {
        store::event(tx.conn(), event)?;
        let id = RowId(tx.new_id());
        store::insert_row(tx.conn(), part, id, event.0, values)?;
        say(tx, part, id, event)?;
        Ok(id)
    })
}

/// # Errors
/// When there is no such row, or something does not fit.
pub fn change(office: &mut Office, part: &'static Part, id: RowId, values: &[Value]) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let (event, before) = store::row(tx.conn(), part, id)?;
        if before.values != values {
            store::update_row(tx.conn(), part, id, values)?;
        }
        say(tx, part, id, event)
    })
}

/// # Errors
/// When there is no such row, or something else refers to it.
pub fn remove(office: &mut Office, part: &'static Part, id: RowId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let (event, row) = store::row(tx.conn(), part, id)?;
        let of = store::event(tx.conn(), event)?;
        store::delete_row(tx.conn(), part, id)?;
        tx.say(t!("{event}: removed {row}", event = of.new.title, row = part.title(&row)));
        Ok(())
    })
}
