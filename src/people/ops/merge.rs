//! Two records of one person become one; and two that look like one are said to be two.

use super::super::model::PersonId;
use super::super::side_by_side::{Choices, merged};
use super::super::store;
use super::referring;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::t;

/// Makes two records one.
pub static MERGE: Op = Op {
    key: "people.merge",
    says: "Merge two records",
    undo: Undo::ReverseFields,
    reach: Reach::Command("people merge"),
};

/// Remembers that two who look like one are two.
pub static NOT_DUPLICATE: Op = Op {
    key: "people.not_duplicate",
    says: "Say that two are not one",
    undo: Undo::Reverse,
    reach: Reach::Command("people not-duplicate"),
};

/// Takes that back.
pub static MAYBE_DUPLICATE: Op = Op {
    key: "people.maybe_duplicate",
    says: "Take back that two are not one",
    undo: Undo::Reverse,
    reach: Reach::Command("people not-duplicate"),
};

/// Merges `other` into `kept`: the fields as chosen, the parts united, and everything in the office that refers to `other`
/// refers to `kept` afterwards. Whoever calls it makes a copy first (`backup::before`), as before an import. Issued receipts keep what they say and whom they were made out to; they are led to from `kept`.
///
/// # Errors
/// When one of them is not there, both are the same, or something in the office may not change hands.
pub fn merge(office: &mut Office, kept: PersonId, other: PersonId, choices: &Choices) -> Result<Done<PersonId>> {
    office.transact(&MERGE, |tx| {
        let (conn, new_id) = (tx.conn(), || tx.new_id());
        let (ours, theirs) = (store::get(conn, kept)?, store::get(conn, other)?);
        if ours.id == theirs.id {
            return Err(Problem::input(t!(
                "{name} is one record already. Nothing was changed",
                name = ours.details.name
            )));
        }
        let new = merged(&ours.details, &theirs.details, choices);
        store::remember_merge(conn, &new_id, theirs.id, &theirs.details.name, ours.id)?;
        store::move_all(conn, theirs.id, ours.id)?;
        // Its number is free once it is gone.
        store::delete(conn, &new_id, theirs.id)?;
        let united = store::get(conn, ours.id)?;
        store::update(conn, &new_id, &united, &new)?;
        tx.say(t!("Merged {other} into {kept}", other = theirs.details.name, kept = new.name));
        Ok(ours.id)
    })
}

/// What would change hands with a merge, in words: "3 entries", "1 attachment".
///
/// # Errors
/// When the file cannot be read.
pub fn changes_hands(conn: &rusqlite::Connection, other: PersonId) -> Result<Vec<String>> {
    Ok(store::referrers(conn, other)?.into_iter().map(|(table, n)| referring(&table, n)).collect())
}

/// Remembers that two are not one, so that they are not listed again. Nothing is recorded where it is remembered already.
///
/// # Errors
/// When one of them is not there, or both are the same.
pub fn not_duplicate(office: &mut Office, one: PersonId, other: PersonId) -> Result<Done<()>> {
    office.transact(&NOT_DUPLICATE, |tx| {
        let (one, other) = (store::get(tx.conn(), one)?, store::get(tx.conn(), other)?);
        if one.id == other.id {
            return Err(Problem::input(t!("{name} is one record. Nothing was changed", name = one.details.name)));
        }
        if !store::are_distinct(tx.conn(), one.id, other.id)? {
            store::set_distinct(tx.conn(), &|| tx.new_id(), one.id, other.id)?;
        }
        tx.say(t!("{one} and {other} are not one", one = one.details.name, other = other.details.name));
        Ok(())
    })
}

/// Takes back that two are not one. Nothing is recorded where that was not said.
///
/// # Errors
/// When one of them is not there.
pub fn maybe_duplicate(office: &mut Office, one: PersonId, other: PersonId) -> Result<Done<()>> {
    office.transact(&MAYBE_DUPLICATE, |tx| {
        let (one, other) = (store::get(tx.conn(), one)?, store::get(tx.conn(), other)?);
        store::forget_distinct(tx.conn(), one.id, other.id)?;
        tx.say(t!("{one} and {other} may be one after all", one = one.details.name, other = other.details.name));
        Ok(())
    })
}
