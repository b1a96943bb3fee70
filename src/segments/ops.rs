//! Making, changing and deleting segments.

use super::model::{NewSegment, SegmentId, check, tidy_name, tidy_note};
use super::{json, store};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Makes a segment.
pub static ADD: Op =
    Op { key: "segments.add", says: "New segment", undo: Undo::Reverse, reach: Reach::Command("segments new") };

/// Changes what a segment is called or asks.
pub static CHANGE: Op = Op {
    key: "segments.change",
    says: "Change segment",
    undo: Undo::Reverse,
    reach: Reach::Command("segments change"),
};

/// Takes a segment away; the people in it stay.
pub static DELETE: Op = Op {
    key: "segments.delete",
    says: "Delete segment",
    undo: Undo::Reverse,
    reach: Reach::Command("segments delete"),
};

/// Every operation of this subject.
pub const OPS: &[&Op] = &[&ADD, &CHANGE, &DELETE];

/// Makes a segment.
///
/// # Errors
/// When the name is empty, too long or taken, or the tree is too large or has an empty group.
pub fn add(office: &mut Office, new: &NewSegment) -> Result<Done<SegmentId>> {
    office.transact(&ADD, |tx| {
        let new = checked(tx, None, new)?;
        let id = SegmentId(tx.new_id());
        store::insert(tx.conn(), id, &new, &asks(tx, &new)?)?;
        tx.say(t!("Made the segment “{name}”", name = new.name));
        Ok(id)
    })
}

/// Changes name, note and what it asks.
///
/// # Errors
/// As [`add`], and when there is no such segment.
pub fn change(office: &mut Office, id: SegmentId, new: &NewSegment) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let before = store::get(tx.conn(), id)?;
        let new = checked(tx, Some(id), new)?;
        store::update(tx.conn(), id, &new, &asks(tx, &new)?)?;
        say_change(tx, &before.name, &new.name);
        Ok(())
    })
}

/// Changes name and note alone: also of a segment that asks what this program does not know.
///
/// # Errors
/// As [`change`].
pub fn rename(office: &mut Office, id: SegmentId, name: &str, note: &str) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let before = store::get(tx.conn(), id)?;
        let (name, note) = (free_name(tx, Some(id), name)?, tidy_note(note).map_err(Problem::input)?);
        store::rename(tx.conn(), id, &name, &note)?;
        say_change(tx, &before.name, &name);
        Ok(())
    })
}

fn say_change(tx: &Tx<'_>, before: &str, now: &str) {
    tx.say(if before == now {
        t!("Changed the segment “{name}”", name = now)
    } else {
        t!("Renamed the segment “{before}” to “{name}”", before = before, name = now)
    });
}

/// Takes a segment away.
///
/// # Errors
/// When there is none.
pub fn delete(office: &mut Office, id: SegmentId) -> Result<Done<()>> {
    office.transact(&DELETE, |tx| {
        let stored = store::get(tx.conn(), id)?;
        store::delete(tx.conn(), id)?;
        tx.say(t!("Deleted the segment “{name}”", name = stored.name));
        Ok(())
    })
}

fn asks(tx: &Tx<'_>, new: &NewSegment) -> Result<String> {
    Ok(json::write(&new.tree, *profile::get(tx.conn())?.currency).to_string())
}

fn checked(tx: &Tx<'_>, id: Option<SegmentId>, new: &NewSegment) -> Result<NewSegment> {
    check(&new.tree)?;
    let name = free_name(tx, id, &new.name)?;
    let note = tidy_note(&new.note).map_err(Problem::input)?;
    Ok(NewSegment { name, note, tree: new.tree.clone() })
}

fn free_name(tx: &Tx<'_>, id: Option<SegmentId>, name: &str) -> Result<String> {
    let name = tidy_name(name).map_err(Problem::input)?;
    let taken = store::all(tx.conn())?.into_iter().find(|s| Some(s.id) != id && fold(&s.name) == fold(&name));
    match taken {
        Some(taken) => Err(Problem::input(t!("There is already a segment “{name}”", name = taken.name))
            .hint(t!("Give it another name"))),
        None => Ok(name),
    }
}
