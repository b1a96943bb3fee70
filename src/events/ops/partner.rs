//! Calendars of partners.

use crate::events::ics::Read;
use crate::events::model::CalendarId;
use crate::events::store;
use crate::kit::fold::fold;
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Brings a partner's calendar in, in the place of what was read of it before.
pub static READ: Op = Op {
    key: "events.calendar_read",
    says: "Read partner’s calendar",
    undo: Undo::Reverse,
    reach: Reach::Command("events calendars read"),
};

/// Removes a partner's calendar.
pub static REMOVE: Op = Op {
    key: "events.calendar_remove",
    says: "Remove partner’s calendar",
    undo: Undo::Reverse,
    reach: Reach::Command("events calendars remove"),
};

/// # Errors
/// When it has no name, or holds nothing.
pub fn read(office: &mut Office, name: &str, source: &str, read: &Read) -> Result<Done<CalendarId>> {
    office.transact(&READ, |tx| {
        let name = name.trim();
        if name.is_empty() {
            return Err(Problem::input(t!("Say whose calendar it is. Nothing was changed")));
        }
        if read.events.is_empty() {
            return Err(Problem::input(t!("There is no event in it that can be read. Nothing was changed")));
        }
        let known = store::partners(tx.conn())?.into_iter().find(|one| fold(&one.name) == fold(name)).map(|one| one.id);
        let new_id = || tx.new_id();
        let id = store::put_partner(tx.conn(), &new_id, known, (name, source, tx.today()), &read.events)?;
        let count = text::plural(read.events.len(), t!("event"), t!("events"));
        tx.say(t!("Read the calendar of {name}: {count}", name = name, count = count));
        Ok(id)
    })
}

/// # Errors
/// When there is no such calendar.
pub fn remove(office: &mut Office, id: CalendarId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let one = store::partners(tx.conn())?.into_iter().find(|one| one.id == id);
        let one = one.ok_or_else(|| Problem::input(t!("There is no such calendar")))?;
        store::delete_partner(tx.conn(), id)?;
        tx.say(t!("Removed the calendar of {name}", name = one.name));
        Ok(())
    })
}
