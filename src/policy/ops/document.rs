//! Documents: begun, changed, brought in, taken away.

use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::policy::body::Body;
use crate::policy::compare::keep_ids;
use crate::policy::model::{DocumentId, NewDocument, VersionId, Working};
use crate::policy::{ops::version, store};
use crate::t;

/// Begins a document.
pub static NEW: Op =
    Op { key: "policy.new", says: "New document", undo: Undo::Reverse, reach: Reach::Command("policy new") };

/// Changes what is said about a document.
pub static CHANGE: Op =
    Op { key: "policy.change", says: "Change document", undo: Undo::Reverse, reach: Reach::Command("policy change") };

/// Takes a document away that nothing was decided about.
pub static REMOVE: Op =
    Op { key: "policy.remove", says: "Remove document", undo: Undo::Reverse, reach: Reach::Command("policy remove") };

/// Brings a text in, as a new document or as a version of one.
pub static IMPORT: Op =
    Op { key: "policy.import", says: "Import text", undo: Undo::Reverse, reach: Reach::Command("policy import") };

fn sound(tx: &Tx<'_>, new: &NewDocument) -> Result<()> {
    if new.title.trim().is_empty() {
        return Err(Problem::input(t!("Say what the document is called. Nothing was changed")));
    }
    let flow = store::workflow(tx.conn())?;
    if !flow.kind.iter().any(|kind| kind.key == new.kind) {
        let keys: Vec<String> = flow.kind.iter().map(|kind| kind.key.clone()).collect();
        return Err(Problem::input(t!("There is no kind of document “{kind}”. Nothing was changed", kind = new.kind))
            .hint(crate::kit::text::there_are(&keys, "")));
    }
    Ok(())
}

/// Begins a document at the first stage, or at one that is named.
///
/// # Errors
/// When it has no title, or its kind or stage is none.
pub fn new(office: &mut Office, new: &NewDocument, stage: Option<&str>) -> Result<Done<DocumentId>> {
    office.transact(&NEW, |tx| {
        let id = begin(tx, new, stage)?;
        tx.say(t!("Began {title}", title = new.title));
        Ok(id)
    })
}

/// Somebody of the register is known by the register; only who is not stands there by name.
fn named_once(new: &NewDocument) -> NewDocument {
    let lead_name = if new.lead.is_some() { String::new() } else { new.lead_name.trim().to_owned() };
    NewDocument { lead_name, ..new.clone() }
}

fn begin(tx: &Tx<'_>, new: &NewDocument, stage: Option<&str>) -> Result<DocumentId> {
    sound(tx, new)?;
    let new = &named_once(new);
    let flow = store::workflow(tx.conn())?;
    let stage = stage.unwrap_or_else(|| flow.begins());
    let Some(known) = flow.stage.iter().find(|one| one.key == stage) else {
        return Err(Problem::input(t!("There is no stage “{stage}”. Nothing was changed", stage = stage)));
    };
    if known.numbered || known.force || known.frozen {
        return Err(Problem::input(t!(
            "A document comes to “{stage}” by its steps and does not begin there. Nothing was changed",
            stage = known.name
        )));
    }
    let id = DocumentId(tx.new_id());
    store::insert_document(tx.conn(), id, new, stage, tx.today())?;
    Ok(id)
}

/// # Errors
/// When there is no such document, or what is said of it cannot be.
pub fn change(office: &mut Office, id: DocumentId, new: &NewDocument) -> Result<Done<()>> {
    office.transact(&CHANGE, |tx| {
        let before = store::document(tx.conn(), id)?;
        sound(tx, new)?;
        let new = &named_once(new);
        if before.number.is_some() && before.new.kind != new.kind {
            return Err(Problem::input(t!(
                "It has a number of its kind, so it stays of that kind. Nothing was changed"
            )));
        }
        if before.new != *new {
            store::update_document(tx.conn(), id, new)?;
        }
        tx.say(t!("Changed what is said of {title}", title = new.title));
        Ok(())
    })
}

/// # Errors
/// When there is no such document, or it was tabled or is in force: what was decided stays.
pub fn remove(office: &mut Office, id: DocumentId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let one = store::document(tx.conn(), id)?;
        if one.number.is_some() || one.in_force_on.is_some() {
            return Err(Problem::input(t!(
                "{title} was tabled, and stays in the book. Nothing was changed",
                title = one.new.title
            ))
            .hint(t!("Withdraw it or let it lapse")));
        }
        if !store::consultations(tx.conn(), Some(id))?.is_empty() {
            return Err(Problem::input(t!(
                "{title} was in consultation, and stays in the book. Nothing was changed",
                title = one.new.title
            ))
            .hint(t!("Withdraw it or let it lapse")));
        }
        store::delete_document(tx.conn(), id)?;
        tx.say(t!("Removed {title}", title = one.new.title));
        Ok(())
    })
}

/// Brings a text in as a new document with a first version.
///
/// # Errors
/// As [`new`]; when the text is empty.
pub fn import(
    office: &mut Office,
    new: &NewDocument,
    stage: Option<&str>,
    mut body: Body,
    name: &str,
) -> Result<Done<(DocumentId, VersionId)>> {
    office.transact(&IMPORT, |tx| {
        let id = begin(tx, new, stage)?;
        body.straighten();
        keep_ids(&Body::default(), &mut body, 1);
        let version = version::write(tx, id, &body, &version::Saving::named(name))?;
        store::put_working(tx.conn(), id, &Working { body, began: Some(version.0) })?;
        tx.say(t!("Brought {title} in", title = new.title));
        Ok((id, version))
    })
}

/// Brings a text in as a version of a document: clauses that it had keep their ids. The text at work follows.
///
/// # Errors
/// When there is no such document, its text is frozen, or nothing differs.
pub fn import_into(office: &mut Office, id: DocumentId, mut body: Body, name: &str) -> Result<Done<VersionId>> {
    office.transact(&IMPORT, |tx| {
        let one = store::document(tx.conn(), id)?;
        version::open(tx, &one)?;
        body.straighten();
        keep_ids(&store::working(tx.conn(), id)?.body, &mut body, store::next_clause(tx.conn(), id)?);
        let version = version::write(tx, id, &body, &version::Saving::named(name))?;
        store::put_working(tx.conn(), id, &Working { body, began: Some(version.0) })?;
        tx.say(t!("Brought a version of {title} in", title = one.new.title));
        Ok(version)
    })
}
