//! A stack of forms is taken, as counts; or all counts are taken away again.

use super::model::{Form, Whose, add_up};
use super::store;
use crate::candidates;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// The operations of this subject.
pub const OPS: &[&Op] = &[&TAKE, &CLEAR];

/// Takes a stack of filled forms.
pub static TAKE: Op = Op {
    key: "equality.take",
    says: "Take equality forms",
    undo: Undo::Reverse,
    reach: Reach::Command("equality take"),
};

/// Takes the totals away.
pub static CLEAR: Op = Op {
    key: "equality.clear",
    says: "Clear equality totals",
    undo: Undo::Reverse,
    reach: Reach::Command("equality clear"),
};

/// Whose forms, as the history says it.
fn said(tx: &Tx<'_>, whose: Whose) -> Result<String> {
    Ok(match whose {
        Whose::Members => t!("the membership").to_owned(),
        Whose::Team => t!("the team").to_owned(),
        Whose::Round(id) => candidates::store::whole(tx.conn(), id)?.round.new.name,
    })
}

/// Adds a stack of forms to the totals. The forms themselves are kept nowhere; the history keeps the counts before a
/// stack, for undo, and its line does not say how many forms came.
///
/// # Errors
/// When there are fewer than five, or one has something that is no answer.
pub fn take(office: &mut Office, whose: Whose, forms: &[Form]) -> Result<Done<usize>> {
    let counts = add_up(forms)?;
    office.transact(&TAKE, |tx| {
        let of = said(tx, whose)?;
        store::add(tx, whose, &counts)?;
        tx.say(t!("A stack of equality forms of {whose}", whose = of));
        Ok(forms.len())
    })
}

/// Takes all totals of a group away.
///
/// # Errors
/// When there are none.
pub fn clear(office: &mut Office, whose: Whose) -> Result<Done<()>> {
    office.transact(&CLEAR, |tx| {
        let of = said(tx, whose)?;
        if store::clear(tx.conn(), whose)? == 0 {
            return Err(Problem::input(t!("There are no equality totals of {whose}. Nothing was changed", whose = of)));
        }
        tx.say(t!("Cleared the equality totals of {whose}", whose = of));
        Ok(())
    })
}
