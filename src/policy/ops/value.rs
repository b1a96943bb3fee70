//! Values and aims of the party, and how documents stand to them.

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::policy::model::{DocumentId, ValueId};
use crate::policy::store::{self, Value};
use crate::t;

/// Writes a value or an aim down.
pub static SET: Op =
    Op { key: "policy.value_set", says: "Set value", undo: Undo::Reverse, reach: Reach::Command("policy values set") };

/// Marks a document against a value.
pub static MARK: Op = Op {
    key: "policy.value_mark",
    says: "Mark against value",
    undo: Undo::Reverse,
    reach: Reach::Command("policy values mark"),
};

/// # Errors
/// When it has no title, or another one has it.
pub fn set(office: &mut Office, value: &Value) -> Result<Done<ValueId>> {
    office.transact(&SET, |tx| {
        let title = value.title.trim();
        if title.is_empty() {
            return Err(Problem::input(t!("Say what the value is. Nothing was changed")));
        }
        let same =
            |one: &Value| crate::kit::fold::fold(&one.title) == crate::kit::fold::fold(title) && one.id != value.id;
        if store::values(tx.conn())?.iter().any(same) {
            return Err(Problem::input(t!("“{title}” is there already. Nothing was changed", title = title)));
        }
        let id = value.id.unwrap_or_else(|| ValueId(tx.new_id()));
        store::put_value(tx.conn(), id, &Value { title: title.to_owned(), ..value.clone() })?;
        tx.say(t!("Values of the party: {title}", title = title));
        Ok(id)
    })
}

/// # Errors
/// When there is no such document or value.
pub fn mark(office: &mut Office, document: DocumentId, value: ValueId, mark: &str, why: &str) -> Result<Done<()>> {
    office.transact(&MARK, |tx| {
        let of = store::document(tx.conn(), document)?;
        let known = store::find_value(tx.conn(), &value.to_string())?;
        store::put_mark(tx.conn(), tx.new_id(), document, value, (mark, why.trim()))?;
        tx.say(t!("{document} against “{value}”: {mark}", document = of.new.title, value = known.title, mark = mark));
        Ok(())
    })
}
