//! Recording what somebody said about being reached.

use super::super::consent::{Said, State, Way};
use super::super::model::PersonId;
use super::super::store;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Records what somebody said about one way of being reached, or about all of them.
pub static CONSENT: Op =
    Op { key: "people.consent", says: "Record consent", undo: Undo::Reverse, reach: Reach::Command("people consent") };

/// Records that many people said the same.
pub static CONSENT_MANY: Op = Op {
    key: "people.consent_many",
    says: "Record consent of many",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("people consent"),
};

/// The same of many, in one step; how many it was new of.
///
/// # Errors
/// When one of them is not there, the day lies in the future, or the work was cancelled; then nothing was recorded.
pub fn consent_many(office: &mut Office, ids: &[PersonId], said: &Said) -> Result<Done<usize>> {
    office.transact(&CONSENT_MANY, |tx| {
        has_come(tx, said)?;
        tx.expect(u64::try_from(ids.len()).unwrap_or(0));
        let mut added = 0;
        for (at, id) in ids.iter().enumerate() {
            if at.is_multiple_of(500) {
                tx.progress(u64::try_from(at).unwrap_or(0))?;
            }
            added += usize::from(store::add_consent(tx.conn(), &|| tx.new_id(), *id, said, tx.who())?);
        }
        let people = text::plural(added, t!("person"), t!("people"));
        tx.say(match (&said.way, said.state) {
            (None, State::No) => t!("{people} not to be contacted", people = people),
            (None, _) => t!("{people} may be contacted again", people = people),
            (Some(way), state) => t!(
                "Consent to {way} of {people}: {state}",
                way = lower(way),
                people = people,
                state = state.says().to_lowercase()
            ),
        });
        Ok(added)
    })
}

fn has_come(tx: &Tx<'_>, said: &Said) -> Result<()> {
    if said.day > tx.today() {
        return Err(Problem::input(t!("{day} lies in the future. Nothing was recorded", day = day::short(said.day)))
            .hint(t!("Write the day it was said")));
    }
    Ok(())
}

fn lower(way: &Way) -> String {
    if matches!(way, Way::Own(_)) { way.says() } else { way.says().to_lowercase() }
}

/// Adds what was said to what was said before; nothing is overwritten. Where it says nothing new, nothing is recorded.
///
/// # Errors
/// When there is no such person, or the day lies in the future.
pub fn consent(office: &mut Office, id: PersonId, said: &Said) -> Result<Done<bool>> {
    office.transact(&CONSENT, |tx| {
        let name = store::get(tx.conn(), id)?.details.name;
        has_come(tx, said)?;
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
            let way = lower(way);
            t!("{name}, consent to {way}: {state}", name = name, way = way, state = state.says().to_lowercase())
        }
    }
}
