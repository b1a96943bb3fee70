//! Rows of the lists that belong to a document: one operation for each deed, whatever the list.

use crate::events::model::RowId;
use crate::events::model::part::{Part, Value};
use crate::events::store::{delete_row, insert_row, update_row};
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::model::DocumentId;
use crate::policy::store;
use crate::t;

/// Adds a row to a list.
pub static ADD: Op = Op {
    key: "policy.part_add",
    says: "Add to document",
    undo: Undo::Reverse,
    reach: Reach::Command("policy evidence add"),
};

/// Changes a row.
pub static CHANGE: Op = Op {
    key: "policy.part_change",
    says: "Change list of document",
    undo: Undo::Reverse,
    reach: Reach::Command("policy evidence change"),
};

/// Removes a row.
pub static REMOVE: Op = Op {
    key: "policy.part_remove",
    says: "Remove from document",
    undo: Undo::Reverse,
    reach: Reach::Command("policy evidence remove"),
};

fn say(tx: &Tx<'_>, part: &Part, id: RowId, document: DocumentId) -> Result<()> {
    let (of, row) = (store::document(tx.conn(), document)?, store::part_row(tx.conn(), part, id)?.1);
    tx.say(t!(
        "{document}, {part}: {row}",
        document = of.new.title,
        part = (part.says)().to_lowercase(),
        row = part.title(&row)
    ));
    Ok(())
}

/// A clause that is named is one of the text.
fn sound(tx: &Tx<'_>, part: &Part, document: DocumentId, values: &[Value]) -> Result<()> {
    if let Some(Value::Number(id)) = part.at("clause").and_then(|at| values.get(at))
        && store::working(tx.conn(), document)?.body.clause(*id).is_none()
    {
        return Err(Problem::input(t!("The text has no such clause. Nothing was changed")));
    }
    Ok(())
}

/// # Errors
/// When there is no such document, or something does not fit.
pub fn add(office: &mut Office, part: &'static Part, document: DocumentId, values: &[Value]) -> Result<Done<RowId>> {
    office.transact(&ADD, |tx| {
        store::document(tx.conn(), document)?;
        sound(tx, part, document, values)?;
        let id = RowId(tx.new_id());
        insert_row(tx.conn(), part, id, document.0, values)?;
        say(tx, part, id, document)?;
        Ok(id)
    })
}

/// # Errors
/// When there is no such row, or something does not fit.
pub fn change(office: &mut Office, part: &'static Part, id: RowId, values: &[Value]) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let (document, before) = store::part_row(tx.conn(), part, id)?;
        if before.values != values {
            let at = part.at("clause");
            // A clause that is gone from the text stays named until another one is.
            if at.is_some_and(|at| before.values.get(at) != values.get(at)) {
                sound(tx, part, document, values)?;
            }
            update_row(tx.conn(), part, id, values)?;
        }
        say(tx, part, id, document)
    })
}

/// # Errors
/// When there is no such row.
pub fn remove(office: &mut Office, part: &'static Part, id: RowId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let (document, row) = store::part_row(tx.conn(), part, id)?;
        let of = store::document(tx.conn(), document)?;
        delete_row(tx.conn(), part, id)?;
        tx.say(t!("{document}: removed {row}", document = of.new.title, row = part.title(&row)));
        Ok(())
    })
}
