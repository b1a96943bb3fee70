//! Shifts: who signs up, who confirms, who was there.

use crate::events::model::{PersonId, RowId, parts::SHIFTS};
use crate::events::store;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people;
use crate::t;

/// Puts somebody on a shift.
pub static SIGN_UP: Op = Op {
    key: "events.sign_up",
    says: "Sign up for shift",
    undo: Undo::Reverse,
    reach: Reach::Command("events sign-up"),
};

/// Keeps what became of it: called, confirmed, declined, completed, not there.
pub static OUTCOME: Op = Op {
    key: "events.shift_outcome",
    says: "Note on shift",
    undo: Undo::Reverse,
    reach: Reach::Command("events shift"),
};

/// Puts somebody on a shift.
///
/// # Errors
/// When they are on it, or work elsewhere then.
pub fn sign_up(office: &mut Office, shift: RowId, person: PersonId, asked: bool) -> Result<Done<()>> {
    office.transact(&SIGN_UP, |tx| {
        let (event, row) = store::row(tx.conn(), &SHIFTS, shift)?;
        let name = people::store::get(tx.conn(), person)?.details.name;
        if store::work(tx.conn(), shift, person).is_ok() {
            return Err(Problem::input(t!("{name} is on that shift. Nothing was changed", name = name)));
        }
        store::insert_work(tx.conn(), tx.new_id(), shift, person, if asked { "asked" } else { "signed" })?;
        let of = store::event(tx.conn(), event)?;
        tx.say(t!(
            "{name} on the shift “{role}” of “{event}”",
            name = name,
            role = SHIFTS.title(&row),
            event = of.new.title
        ));
        Ok(())
    })
}

/// What became of somebody on a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// They were called and did not say.
    Called,
    Signed,
    Confirmed,
    Declined,
    /// They worked it; the minutes where they differ from the shift's own.
    Completed(Option<i64>),
    NoShow,
    /// They come off it.
    Off,
}

/// Keeps what became of somebody on a shift.
///
/// # Errors
/// When they are not on it, or the day is still to come.
pub fn outcome(office: &mut Office, shift: RowId, person: PersonId, what: What) -> Result<Done<()>> {
    office.transact(&OUTCOME, |tx| {
        let work = store::work(tx.conn(), shift, person)?;
        let today = tx.today();
        let over = matches!(what, What::Completed(_) | What::NoShow);
        if over && work.day > today {
            return Err(Problem::input(t!("That shift is still to come. Nothing was changed")));
        }
        let called = Some(today);
        let set = |state: &str, confirmed, called, minutes| {
            store::set_work(tx.conn(), work.id, state, confirmed, called, minutes)
        };
        let word = match what {
            What::Called => {
                set(&work.state, work.confirmed, called, work.minutes)?;
                t!("called")
            }
            What::Signed => {
                set("signed", None, work.called, None)?;
                t!("signed up")
            }
            What::Confirmed => {
                set("confirmed", called, called, None)?;
                t!("confirmed")
            }
            What::Declined => {
                set("declined", None, called, None)?;
                t!("declined")
            }
            What::Completed(minutes) => {
                set("completed", work.confirmed, work.called, minutes)?;
                t!("completed")
            }
            What::NoShow => {
                set("no_show", work.confirmed, work.called, None)?;
                t!("was not there")
            }
            What::Off => {
                store::delete_work(tx.conn(), work.id)?;
                t!("off the shift")
            }
        };
        tx.say(t!("{name}, {role}: {word}", name = work.name, role = work.role, word = word));
        Ok(())
    })
}
