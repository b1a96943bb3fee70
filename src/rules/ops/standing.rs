//! What the law asks of a donor besides name and address.

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people::PersonId;
use crate::rules::own::Standing;
use crate::rules::store;
use crate::t;

/// Says what kind of donor somebody is.
pub static SET_STANDING: Op = Op {
    key: "rules.set_standing",
    says: "Say what kind of donor",
    undo: Undo::Reverse,
    reach: Reach::Command("rules donor"),
};

/// Says it, in place of what was said before.
///
/// # Errors
/// When the person is not in the register, or cannot be of that kind.
pub fn set_standing(office: &mut Office, person: PersonId, standing: &Standing) -> Result<Done<()>> {
    office.transact(&SET_STANDING, |tx| {
        let before = store::standing(tx.conn(), person)?;
        standing.check(before.organisation).map_err(|problem| Problem::input(problem.message))?;
        if before.standing == *standing {
            return Ok(());
        }
        store::put_standing(tx.conn(), tx.new_id(), person, standing)?;
        tx.say(match standing.class {
            Some(class) => t!("{name}: {class}", name = before.name, class = class.label()),
            None => t!("What the law asks of {name}", name = before.name),
        });
        Ok(())
    })
}
