//! What can be done with people: add, change, remove, tag, import, merge.

mod consent;
mod erase;
mod import;
mod links;
mod log;
mod merge;
mod own;
mod papers;

use super::consent::Said;
use super::model::{Details, Person, PersonId};
use super::store;
use crate::kit::{Problem, Result, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

pub use consent::{CONSENT, CONSENT_MANY, consent, consent_many};
pub use erase::{ERASE, Erased, Erasing, Preview, RELEASE, erase, preview, release};
pub use import::{Fate, IMPORT, Import, OnDuplicate, Outcome, RowFate};
pub use links::{LINK, UNLINK, link, unlink};
pub use log::{CHANGE_LOG, CLOSE_LOG, LOG, REMOVE_LOG, change_log, close_log, log, log_in, remove_log};
pub use merge::{MAYBE_DUPLICATE, MERGE, NOT_DUPLICATE, changes_hands, maybe_duplicate, merge, not_duplicate};
pub use own::{ADD_FIELD, CHANGE_FIELD, REMOVE_FIELD, add_field, change_field, remove_field};
pub use papers::{ATTACH, DETACH, OWNER, attach, detach};

/// Adds one person or organisation.
pub static ADD: Op =
    Op { key: "people.add", says: "Add person", undo: Undo::Reverse, reach: Reach::Command("people add") };

/// Changes what is known of one.
pub static CHANGE: Op =
    Op { key: "people.change", says: "Change person", undo: Undo::Reverse, reach: Reach::Command("people change") };

/// Removes one that nothing refers to.
pub static REMOVE: Op =
    Op { key: "people.remove", says: "Remove person", undo: Undo::Reverse, reach: Reach::Command("people remove") };

/// Puts a tag on one or many.
pub static TAG: Op =
    Op { key: "people.tag", says: "Tag people", undo: Undo::ReverseKeep, reach: Reach::Command("people tag") };

/// Takes a tag off one or many.
pub static UNTAG: Op =
    Op { key: "people.untag", says: "Take a tag off", undo: Undo::ReverseKeep, reach: Reach::Command("people untag") };

/// Adds a person or an organisation.
///
/// # Errors
/// When the number belongs to somebody else.
pub fn add(office: &mut Office, details: &Details) -> Result<Done<PersonId>> {
    office.transact(&ADD, |tx| {
        tx.say(t!("Added {name}", name = details.name));
        insert(tx, details)
    })
}

/// The same inside another operation: a donor found in a batch, a payer in an import.
///
/// # Errors
/// As [`add`].
pub fn insert(tx: &Tx<'_>, details: &Details) -> Result<PersonId> {
    number_is_free(tx, details, None)?;
    store::insert(tx.conn(), &|| tx.new_id(), details)
}

/// Many people inside another operation; their ids, in the same order.
///
/// # Errors
/// As [`add`].
pub fn insert_all(tx: &Tx<'_>, people: &[Details]) -> Result<Vec<PersonId>> {
    people.iter().try_for_each(|details| number_is_free(tx, details, None))?;
    let ids: Vec<PersonId> = people.iter().map(|_| PersonId(tx.new_id())).collect();
    let keys: Vec<_> = people.iter().map(store::Keys::of).collect();
    let rows: Vec<_> = ids.iter().zip(people).zip(&keys).map(|((id, details), keys)| (*id, details, keys)).collect();
    store::insert_all(tx.conn(), &|| tx.new_id(), &rows)?;
    Ok(ids)
}

/// Makes a person what `details` says. Addresses and contacts with an id keep their rows; those that are missing go.
/// Where nothing changed, nothing is recorded.
///
/// # Errors
/// When there is no such person, or the number belongs to somebody else.
pub fn change(office: &mut Office, id: PersonId, details: &Details) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let old = store::get(tx.conn(), id)?;
        number_is_free(tx, details, Some(id))?;
        store::update(tx.conn(), &|| tx.new_id(), &old, details)?;
        tx.say(match what_changed(&old.details, details).as_slice() {
            [] => t!("Changed {name}", name = details.name),
            fields => t!("Changed {name}: {fields}", name = details.name, fields = fields.join(", ")),
        });
        Ok(())
    })
}

/// Makes a person what `details` says, inside another operation.
///
/// # Errors
/// As [`change`].
pub fn change_in(tx: &Tx<'_>, old: &Person, details: &Details) -> Result<()> {
    number_is_free(tx, details, Some(old.id))?;
    store::update(tx.conn(), &|| tx.new_id(), old, details)
}

/// Records what people said about being reached, inside another operation.
///
/// # Errors
/// When the file cannot be written.
pub fn say_in(tx: &Tx<'_>, all: &[(PersonId, Said)]) -> Result<()> {
    for (id, said) in all {
        store::add_consent(tx.conn(), &|| tx.new_id(), *id, said, tx.who())?;
    }
    Ok(())
}

/// Gives a person a number inside another operation, or takes it off. Where it is theirs already, nothing changes.
///
/// # Errors
/// When there is no such person, or the number belongs to somebody else.
pub fn set_number(tx: &Tx<'_>, id: PersonId, number: Option<&str>) -> Result<()> {
    let details = store::get(tx.conn(), id)?.details;
    let number = number.map(super::form::one_line).filter(|number| !number.is_empty());
    if details.number == number {
        return Ok(());
    }
    number_is_free(tx, &Details { number: number.clone(), ..details }, Some(id))?;
    store::set_number(tx.conn(), &|| tx.new_id(), id, number.as_deref())
}

/// Removes a person with all its parts; undo brings it back.
///
/// # Errors
/// When there is no such person, or anything in the office refers to it; the message says what.
pub fn remove(office: &mut Office, id: PersonId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let person = store::get(tx.conn(), id)?;
        let name = &person.details.name;
        let held: Vec<String> =
            store::referrers(tx.conn(), id)?.into_iter().map(|(table, n)| referring(&table, n)).collect();
        if !held.is_empty() {
            return Err(Problem::input(t!(
                "{name} cannot be removed, because the office still holds {what} of this person. Nothing was changed",
                name = name,
                what = held.join(", ")
            ))
            .hint(t!("What has been recorded keeps its people; put a tag on this one to leave it out of lists")));
        }
        store::delete(tx.conn(), &|| tx.new_id(), id)?;
        tx.say(t!("Removed {name}", name = name));
        Ok(())
    })
}

/// `2 entries`, from the name of a table and a count.
fn referring(table: &str, n: usize) -> String {
    let one = table.replace('_', " ");
    let many = match one.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if one.ends_with("ch") => format!("{one}es"),
        None => format!("{one}s"),
    };
    text::plural(n, &one, &many)
}

/// Puts a tag on people; how many did not have it yet.
///
/// # Errors
/// When the tag is empty or too long.
pub fn tag(office: &mut Office, ids: &[PersonId], tag: &str) -> Result<Done<usize>> {
    let tag = tag_text(tag)?;
    office.transact(&TAG, |tx| {
        let mut tagged = 0;
        for id in ids {
            tagged += usize::from(store::tag(tx.conn(), &|| tx.new_id(), *id, &tag)?);
        }
        tx.say(t!(
            "Tagged {people} with “{tag}”",
            people = text::plural(tagged, t!("person"), t!("people")),
            tag = tag
        ));
        Ok(tagged)
    })
}

/// Takes a tag off people; how many had it.
///
/// # Errors
/// When the tag is empty.
pub fn untag(office: &mut Office, ids: &[PersonId], tag: &str) -> Result<Done<usize>> {
    let tag = tag_text(tag)?;
    office.transact(&UNTAG, |tx| {
        let mut untagged = 0;
        for id in ids {
            untagged += usize::from(store::untag(tx.conn(), *id, &tag)?);
        }
        tx.say(t!("Took “{tag}” off {people}", people = text::plural(untagged, t!("person"), t!("people")), tag = tag));
        Ok(untagged)
    })
}

fn tag_text(tag: &str) -> Result<String> {
    let tag = super::form::one_line(tag);
    if tag.is_empty() || tag.contains([',', ';', '|']) || tag.chars().count() > 60 {
        return Err(
            Problem::input(t!("“{tag}” cannot be a tag", tag = tag)).hint(t!("Write a word or a few, without commas"))
        );
    }
    Ok(tag)
}

/// A number belongs to one person; the message says to whom.
fn number_is_free(tx: &Tx<'_>, details: &Details, own: Option<PersonId>) -> Result<()> {
    let Some(number) = &details.number else { return Ok(()) };
    match store::holder_of(tx.conn(), number)? {
        Some((id, name)) if Some(id) != own => Err(Problem::input(t!(
            "The number {number} belongs to {name}. Nothing was changed",
            number = number,
            name = name
        ))
        .hint(t!("Give another number, or none"))),
        _ => Ok(()),
    }
}

/// The fields that differ, as the history names them.
fn what_changed(old: &Details, new: &Details) -> Vec<&'static str> {
    [
        (old.organisation != new.organisation, t!("kind")),
        (old.name != new.name || old.given != new.given || old.family != new.family, t!("name")),
        (old.sort_name != new.sort_name, t!("sort name")),
        (old.legal_name != new.legal_name, t!("legal name")),
        (old.number != new.number, t!("number")),
        (
            old.honorific != new.honorific || old.pronouns != new.pronouns || old.greeting != new.greeting,
            t!("form of address"),
        ),
        (old.employer != new.employer || old.occupation != new.occupation, t!("employer and occupation")),
        (old.addresses != new.addresses, t!("address")),
        (old.contacts != new.contacts, t!("contact details")),
        (old.tags != new.tags, t!("tags")),
        (old.notes != new.notes, t!("notes")),
        (old.birth != new.birth, t!("birth date")),
        (old.languages != new.languages, t!("languages")),
        (old.source != new.source, t!("source")),
        (old.own != new.own, t!("own fields")),
    ]
    .into_iter()
    .filter_map(|(differs, name)| differs.then_some(name))
    .collect()
}
