//! Recording what somebody said about being reached.

use super::super::consent::{Said, State, Way};
use super::super::model::PersonId;
use super::super::store;
use crate::kit::{Problem, Result, day};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Records what somebody said about one way of being reached, or about all of them.
pub static CONSENT: Op =
    Op { key: "people.consent", says: "Record consent", undo: Undo::Reverse, reach: Reach::Command("people consent") };

/// Adds what was said to what was said before; nothing is overwritten. Where it says nothing new, nothing is recorded.
///
/// # Errors
/// When there is no such person, or the day lies in the future.
pub fn consent(office: &mut Office, id: PersonId, said: &Said) -> Result<Done<bool>> {
    office.transact(&CONSENT, |tx| {
        let name = store::get(tx.conn(), id)?.details.name;
        if said.day > tx.today() {
            return Err(Problem::input(t!(
                "{day} lies in the future. Nothing was recorded",
                day = day::short(said.day)
            ))
            .hint(t!("Write the day it was said")));
        }
        let added = store::add_consent(tx.conn(), &|| tx.new_id(), id, said, tx.who())?;
        tx.say(in_words(&name, said));
        Ok(added)
    })
}

/// What the history says of it.
fn in_words(name: &str, said: &Said) -> String {
    match (&said.way, said.state) {
        (None, State::No) => t!("{name} is not to be contacted", name = name),
        (None, _) => t!("{name} may be contacted again", name = name),
        (Some(way), state) => {
            let way = if matches!(way, Way::Own(_)) { way.says() } else { way.says().to_lowercase() };
            t!("{name}, consent to {way}: {state}", name = name, way = way, state = state.says().to_lowercase())
        }
    }
}
