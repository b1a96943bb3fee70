//! Photos and documents of a person: files that lie apart in the office, each proved by its digest.

use std::path::Path;

use super::super::model::PersonId;
use super::super::store;
use crate::kit::{Problem, Result};
use crate::office::attachments::{self, AttachmentId};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Attaches a file to a person.
pub static ATTACH: Op =
    Op { key: "people.attach", says: "Attach a file", undo: Undo::Reverse, reach: Reach::Command("people attach") };

/// Takes one off.
pub static DETACH: Op =
    Op { key: "people.detach", says: "Remove a file", undo: Undo::Reverse, reach: Reach::Command("people detach") };

/// The table that attachments of people name as their owner's.
pub const OWNER: &str = "person";

/// Attaches the file at `path`, no larger than [`attachments::LARGEST`]. The file itself stays where it is.
///
/// # Errors
/// When it cannot be read, is empty or too large, or there is no such person.
pub fn attach(office: &mut Office, person: PersonId, path: &Path) -> Result<Done<AttachmentId>> {
    let unread =
        |e: std::io::Error| Problem::file(t!("The file could not be read: {path}", path = path.display())).because(e);
    let size = std::fs::metadata(path).map_err(unread)?.len();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if size > attachments::LARGEST as u64 {
        // Said before it is read: somebody may point at a film.
        return Err(attachments::too_large(&name));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    office.transact(&ATTACH, |tx| {
        let of = store::get(tx.conn(), person)?.details.name;
        tx.say(t!("Attached {file} to {name}", file = name, name = of));
        attachments::store(tx, OWNER, person.0, &name, &bytes)
    })
}

/// Takes a file off a person; undo brings it back.
///
/// # Errors
/// When the person has no such file.
pub fn detach(office: &mut Office, person: PersonId, id: AttachmentId) -> Result<Done<()>> {
    office.transact(&DETACH, |tx| {
        let has = attachments::of(tx.conn(), OWNER, person.0)?.into_iter().find(|a| a.id == id);
        let file = has.ok_or_else(|| Problem::input(t!("This person has no such file. Nothing was changed")))?;
        let of = store::get(tx.conn(), person)?.details.name;
        tx.say(t!("Took {file} off {name}", file = file.name, name = of));
        attachments::take_off(tx, id)
    })
}
