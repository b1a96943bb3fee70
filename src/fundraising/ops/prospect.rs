//! What is done with prospects.

use crate::fundraising::model::{NewProspect, PersonId, ProspectId};
use crate::fundraising::store;
use crate::kit::Result;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people;
use crate::t;

/// Writes down who may give, or what is known of them now.
pub static SAVE: Op = Op {
    key: "fundraising.prospect",
    says: "Save prospect",
    undo: Undo::Reverse,
    reach: Reach::Command("prospects set"),
};

/// Removes a prospect.
pub static REMOVE: Op = Op {
    key: "fundraising.prospect_remove",
    says: "Remove prospect",
    undo: Undo::Reverse,
    reach: Reach::Command("prospects remove"),
};

/// Writes down what is known of a person as a prospect; one who is a prospect already becomes what it says now.
///
/// # Errors
/// When there is no such person.
pub fn save(office: &mut Office, person: PersonId, new: &NewProspect) -> Result<Done<ProspectId>> {
    office.transact(&SAVE, |tx| {
        let name = people::store::get(tx.conn(), person)?.details.name;
        let known = store::prospect_of(tx.conn(), person)?;
        let id = known.unwrap_or_else(|| ProspectId(tx.new_id()));
        store::put_prospect(tx.conn(), id, person, new)?;
        tx.say(match (known, new.step.as_str()) {
            (None, "") => t!("Prospect: {name}", name = name),
            (None, step) => t!("Prospect: {name}. {step}", name = name, step = step),
            (Some(_), "") => t!("Prospect {name}: {state}", name = name, state = new.state.label()),
            (Some(_), step) => t!("Prospect {name}: {step}", name = name, step = step),
        });
        Ok(id)
    })
}

/// Removes a prospect; the person stays.
///
/// # Errors
/// When there is no such prospect.
pub fn remove(office: &mut Office, id: ProspectId) -> Result<Done<()>> {
    let today = office.today();
    office.transact(&REMOVE, |tx| {
        let prospect = store::prospect(tx.conn(), id, today)?;
        store::delete_prospect(tx.conn(), id)?;
        tx.say(t!("{name} is a prospect no longer", name = prospect.name));
        Ok(())
    })
}
