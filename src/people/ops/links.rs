//! Linking people and parting them.

use super::super::link::{End, LinkId, LinkKind};
use super::super::model::PersonId;
use super::super::{form, store};
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Says that two people belong together.
pub static LINK: Op =
    Op { key: "people.link", says: "Link people", undo: Undo::Reverse, reach: Reach::Command("people link") };

/// Takes such a link away.
pub static UNLINK: Op =
    Op { key: "people.unlink", says: "Remove link", undo: Undo::Reverse, reach: Reach::Command("people unlink") };

/// Links two people: `one` says `kind` of `other`, read from `end`. `None` where the link is there already.
///
/// # Errors
/// When one of them is not in the register, or both are one.
pub fn link(
    office: &mut Office,
    one: PersonId,
    (kind, end): (LinkKind, End),
    other: PersonId,
    note: &str,
) -> Result<Done<Option<LinkId>>> {
    office.transact(&LINK, |tx| {
        if one == other {
            return Err(Problem::input(t!("Nobody can be linked with themselves")).hint(t!("Choose somebody else")));
        }
        let (a, b) = (store::get(tx.conn(), one)?, store::get(tx.conn(), other)?);
        let note: String = form::one_line(note).chars().take(300).collect();
        let id = store::add_link(tx.conn(), &|| tx.new_id(), (kind, end), one, other, &note)?;
        tx.say(sentence(&a.details.name, kind, end, &b.details.name));
        Ok(id)
    })
}

/// Takes a link away; undo brings it back.
///
/// # Errors
/// When there is no such link.
pub fn unlink(office: &mut Office, id: LinkId) -> Result<Done<()>> {
    office.transact(&UNLINK, |tx| {
        let (kind, one, other) = store::link(tx.conn(), id)?;
        store::delete_link(tx.conn(), id)?;
        tx.say(t!("No longer: {link}", link = sentence(&one, kind, End::Start, &other)));
        Ok(())
    })
}

fn sentence(one: &str, kind: LinkKind, end: End, other: &str) -> String {
    let says = kind.says(end).to_lowercase();
    t!("{one}: {says} {other}", one = one, says = says, other = other)
}
