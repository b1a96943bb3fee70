//! The book of venues.

use crate::events::model::{NewVenue, VenueId};
use crate::events::store;
use crate::kit::{Day, Problem, Result, day};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Writes a venue into the book.
pub static ADD: Op =
    Op { key: "events.venue_add", says: "Add venue", undo: Undo::Reverse, reach: Reach::Command("venues add") };

/// Changes a venue.
pub static CHANGE: Op = Op {
    key: "events.venue_change",
    says: "Change venue",
    undo: Undo::Reverse,
    reach: Reach::Command("venues change"),
};

/// Notes how it went in a venue.
pub static NOTE: Op =
    Op { key: "events.venue_note", says: "Note on venue", undo: Undo::Reverse, reach: Reach::Command("venues note") };

/// Takes a venue out of the book.
pub static REMOVE: Op = Op {
    key: "events.venue_remove",
    says: "Remove venue",
    undo: Undo::Reverse,
    reach: Reach::Command("venues remove"),
};

fn free(tx: &Tx<'_>, name: &str, mine: Option<VenueId>) -> Result<()> {
    if store::holder(tx.conn(), name)?.is_some_and(|id| Some(id) != mine) {
        return Err(Problem::input(t!("“{name}” is in the book already. Nothing was changed", name = name)));
    }
    Ok(())
}

/// # Errors
/// When a venue of that name is in the book.
pub fn add(office: &mut Office, new: &NewVenue) -> Result<Done<VenueId>> {
    office.transact(&ADD, |tx| {
        free(tx, &new.name, None)?;
        let id = VenueId(tx.new_id());
        store::insert_venue(tx.conn(), id, new)?;
        tx.say(t!("Wrote {name} into the book of venues", name = new.name));
        Ok(id)
    })
}

/// # Errors
/// When there is no such venue, or another one has its name.
pub fn change(office: &mut Office, id: VenueId, new: &NewVenue) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        store::venue(tx.conn(), id)?;
        free(tx, &new.name, Some(id))?;
        store::update_venue(tx.conn(), id, new)?;
        tx.say(t!("Changed the venue {name}", name = new.name));
        Ok(())
    })
}

/// # Errors
/// When there is no such venue, or nothing is said.
pub fn note(office: &mut Office, id: VenueId, on: Day, note: &str) -> Result<Done<()>> {
    office.transact(&NOTE, |tx| {
        let venue = store::venue(tx.conn(), id)?;
        let note = note.trim();
        if note.is_empty() {
            return Err(Problem::input(t!("Say how it went. Nothing was changed")));
        }
        store::insert_note(tx.conn(), tx.new_id(), id, day::happened(on, tx.today())?, note)?;
        tx.say(t!("Noted on {name}: {note}", name = venue.new.name, note = note));
        Ok(())
    })
}

/// # Errors
/// When there is no such venue, or an event is there.
pub fn remove(office: &mut Office, id: VenueId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let venue = store::venue(tx.conn(), id)?;
        if venue.events > 0 {
            return Err(Problem::input(t!("Events are or were at {name}. Nothing was changed", name = venue.new.name))
                .hint(t!("Mark it as no longer used")));
        }
        store::delete_venue(tx.conn(), id)?;
        tx.say(t!("Took {name} out of the book of venues", name = venue.new.name));
        Ok(())
    })
}
