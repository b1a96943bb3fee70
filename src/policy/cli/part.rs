//! `list`, `add`, `change` and `remove` of every list of a document.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::{ops::part as ops, store};
use super::{clause_of, document_args, meant, terms};
use crate::cli::{Call, Outcome};
use crate::events::cli::part::{as_json, fields, line, row_args, told};
use crate::events::model::RowId;
use crate::events::model::part::{Part, PartForm};
use crate::kit::{Result, text};
use crate::ledger::model::read::wrong_fields;
use crate::office::Office;
use crate::policy::model::DocumentId;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    document_args(c)
}

pub(super) fn one_args(c: Command) -> Command {
    row_args(c)
}

pub(super) fn add_args(c: Command, part: &Part) -> Command {
    fields(document_args(c), part)
}

pub(super) fn change_args(c: Command, part: &Part) -> Command {
    fields(row_args(c), part)
}

pub(super) fn list(call: &mut Call<'_>, part: &Part) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let document = meant(call, &office)?;
    let currency = terms(&office)?.currency;
    let rows = office.read(|conn| store::part_rows(conn, part, document.id))?;
    let mut out = rows.iter().map(line).collect::<Vec<_>>().join("\n");
    if rows.is_empty() {
        out = t!("None yet. {about}", about = (part.about)());
    }
    let list: Vec<Json> = rows.iter().map(|row| as_json(part, row, currency)).collect();
    call.out.answer(&json!({ "document": document.id, "title": document.new.title, part.key: list }), &out)?;
    Ok(Outcome::Done)
}

/// Puts what the options say into the form: people by name, clauses by label or id.
fn typed(call: &Call<'_>, office: &Office, part: &Part, document: DocumentId, form: &mut PartForm) -> Result<()> {
    for field in part.fields {
        let Some(text) = call.text(field.key) else { continue };
        if field.key == "clause" && !text.trim().is_empty() {
            form.set(field.key, clause_of(office, document, text)?.to_string());
        } else {
            form.set(field.key, told(office, field, text)?);
        }
    }
    // One person: somebody of the register, or a name.
    for (key, other) in [("person", "name"), ("name", "person")] {
        let both = part.at("person").is_some() && part.at("name").is_some();
        if both && call.text(key).is_some() && call.text(other).is_none() {
            form.set(other, "");
        }
    }
    Ok(())
}

pub(super) fn add(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let (document, reading) = (meant(call, &office)?, terms(&office)?);
    let mut form = PartForm::new(part);
    typed(call, &office, part, document.id, &mut form)?;
    let values = form.parse(part, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add(&mut office, part, document.id, &values)?;
    let (_, row) = office.read(|conn| store::part_row(conn, part, done.value))?;
    office.close()?;
    let mut document = as_json(part, &row, reading.currency);
    super::add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &t!("Added: {row}", row = line(&row)))?;
    Ok(Outcome::Done)
}

pub(super) fn change(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let (id, reading): (RowId, _) = (call.need("id")?.parse()?, terms(&office)?);
    let (document, before) = office.read(|conn| store::part_row(conn, part, id))?;
    let mut form = PartForm::of(part, &before, reading.currency);
    typed(call, &office, part, document, &mut form)?;
    let values = form.parse(part, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, part, id, &values)?;
    let (_, row) = office.read(|conn| store::part_row(conn, part, id))?;
    office.close()?;
    let mut document = as_json(part, &row, reading.currency);
    super::add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &t!("Changed: {row}", row = line(&row)))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: RowId = call.need("id")?.parse()?;
    let done = ops::remove(&mut office, part, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), text::translated("Removed"))?;
    Ok(Outcome::Done)
}
