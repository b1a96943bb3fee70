//! What the law asks of a donor besides name and address.

use crate::kit::{Problem, Result};
use crate::office::{Done, DonorSaid, Office, Op, Reach, Tx, Undo};
use crate::people::PersonId;
use crate::rules::own::Standing;
use crate::rules::pack::Class;
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

/// Takes in what a list of donations says of its donors, where nobody said it before. Words that mean no kind are passed over.
///
/// # Errors
/// When the file cannot be written.
pub fn take_said(tx: &Tx<'_>, person: i64, said: &DonorSaid) -> Result<()> {
    let person = PersonId(person);
    let before = store::standing(tx.conn(), person)?;
    let mut standing = before.standing.clone();
    standing.class =
        standing.class.or_else(|| Class::said(&said.kind)).filter(|c| c.is_natural() != before.organisation);
    if standing.register_number.is_empty() {
        standing.register_number.clone_from(&said.register_number);
    }
    if standing == before.standing { Ok(()) } else { store::put_standing(tx.conn(), tx.new_id(), person, &standing) }
}
