//! `list`, `add`, `change` and `remove` of every part of a plan.

use clap::Command;
use serde_json::{Map, Value as Json, json};

use super::super::model::RowId;
use super::super::model::part::{Field, Kind, Part, PartForm, Row, Value};
use super::super::{ops::part as ops, store};
use super::{event_args, file, meant, needed, option, terms};
use crate::cli::{Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Currency, Money, Problem, Result, text};
use crate::ledger::model::read::wrong_fields;
use crate::office::Office;
use crate::people;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    event_args(c)
}

pub(crate) fn row_args(c: Command) -> Command {
    c.arg(file()).arg(needed("id", "ID", "Its id, as `list` ends its lines with"))
}

pub(crate) fn fields(c: Command, part: &Part) -> Command {
    part.fields.iter().fold(c, |c, field| {
        let value = match field.kind {
            Kind::Money => "A",
            Kind::Day => "D",
            Kind::Clock => "HH:MM",
            Kind::Count | Kind::UpTo(_) => "N",
            Kind::Person => "PERSON",
            Kind::Category => "CATEGORY",
            Kind::Row(_) => "NAME",
            Kind::YesNo => "YES-OR-NO",
            Kind::Choice(_) => "WORD",
            Kind::Text | Kind::Long => "TEXT",
        };
        c.arg(option(field.key, value, (field.says)()))
    })
}

pub(super) fn add_args(c: Command, part: &Part) -> Command {
    fields(event_args(c), part)
}

pub(super) fn change_args(c: Command, part: &Part) -> Command {
    fields(row_args(c), part)
}

pub(crate) fn as_json(part: &Part, row: &Row, currency: Currency) -> Json {
    let mut out = Map::new();
    out.insert("id".into(), json!(row.id));
    for ((field, value), shown) in part.fields.iter().zip(&row.values).zip(&row.shown) {
        let plain = match (field.kind, value) {
            (_, Value::None) => Json::Null,
            (Kind::Money, Value::Number(n)) => json!(currency.plain(Money(*n))),
            (Kind::YesNo, Value::Number(n)) => json!(*n != 0),
            (Kind::Person | Kind::Category | Kind::Row(_), Value::Number(n)) => {
                out.insert(format!("{}_name", field.key), json!(shown));
                json!(n.to_string())
            }
            (_, Value::Number(n)) => json!(n),
            (_, Value::Text(text)) => json!(text),
        };
        out.insert(field.key.to_owned(), plain);
    }
    Json::Object(out)
}

pub(crate) fn line(row: &Row) -> String {
    let words: Vec<&str> =
        row.shown.iter().map(|text| text.lines().next().unwrap_or("")).filter(|text| !text.is_empty()).collect();
    format!("{}  {}", words.join(" · "), row.id)
}

pub(super) fn list(call: &mut Call<'_>, part: &Part) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let event = meant(call, &office)?;
    let currency = terms(&office)?.currency;
    let rows = office.read(|conn| store::rows(conn, part, event.id))?;
    let mut out = rows.iter().map(line).collect::<Vec<_>>().join("\n");
    if rows.is_empty() {
        out = t!("None yet. {about}", about = (part.about)());
    }
    let list: Vec<Json> = rows.iter().map(|row| as_json(part, row, currency)).collect();
    call.out.answer(&json!({ "event": event.id, "title": event.new.title, part.key: list }), &out)?;
    Ok(Outcome::Done)
}

/// Puts what the options say into the form; people and categories are found by their names.
pub(crate) fn typed(call: &Call<'_>, office: &Office, part: &Part, form: &mut PartForm) -> Result<()> {
    for field in part.fields {
        let Some(text) = call.text(field.key) else { continue };
        form.set(field.key, told(office, field, text)?);
    }
    Ok(())
}

pub(crate) fn told(office: &Office, field: &Field, text: &str) -> Result<String> {
    match field.kind {
        Kind::Person if !text.trim().is_empty() => {
            Ok(office.read(|conn| people::store::resolve(conn, text))?.to_string())
        }
        Kind::Category if !text.trim().is_empty() => {
            Ok(office.read(|conn| crate::ledger::store::find_category(conn, text))?.to_string())
        }
        Kind::Row(table) if !text.trim().is_empty() => named(office, table, text),
        _ => Ok(text.to_owned()),
    }
}

/// The id of the row that is meant: by its id, its name, or a part of one name alone.
pub(crate) fn named(office: &Office, table: &str, text: &str) -> Result<String> {
    let offered = office.read(|conn| store::offered(conn, table))?;
    let words = fold(text);
    let exactly = |one: &&(String, String)| one.0 == text.trim() || fold(&one.1) == words;
    let like: Vec<_> = offered.iter().filter(|one| fold(&one.1).contains(&words)).collect();
    let names = || offered.iter().map(|one| one.1.as_str()).collect::<Vec<_>>().join(", ");
    match (offered.iter().find(exactly), like.as_slice()) {
        (Some(one), _) => Ok(one.0.clone()),
        (None, [one]) => Ok(one.0.clone()),
        (None, []) => {
            Err(Problem::input(t!("There is no “{name}”", name = text)).hint(t!("There are {names}", names = names())))
        }
        (None, _) => {
            Err(Problem::input(t!("“{name}” may mean several", name = text))
                .hint(t!("There are {names}", names = names())))
        }
    }
}

pub(super) fn add(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let (event, reading) = (meant(call, &office)?, terms(&office)?);
    let mut form = PartForm::new(part);
    if part.key == "shifts" {
        form.set("day", event.new.timing.start.date().to_string());
    }
    typed(call, &office, part, &mut form)?;
    let values = form.parse(part, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add(&mut office, part, event.id, &values)?;
    let (_, row) = office.read(|conn| store::row(conn, part, done.value))?;
    office.close()?;
    let mut document = as_json(part, &row, reading.currency);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), json!(done.op));
    }
    call.out.answer(&document, &t!("Added: {row}", row = line(&row)))?;
    Ok(Outcome::Done)
}

pub(super) fn change(call: &mut Call<'_>, part: &'static Part) -> Result<Outcome> {
    let mut office = call.office()?;
    let (id, reading): (RowId, _) = (call.need("id")?.parse()?, terms(&office)?);
    let (_, before) = office.read(|conn| store::row(conn, part, id))?;
    let mut form = PartForm::of(part, &before, reading.currency);
    typed(call, &office, part, &mut form)?;
    let values = form.parse(part, &reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, part, id, &values)?;
    let (_, row) = office.read(|conn| store::row(conn, part, id))?;
    office.close()?;
    let mut document = as_json(part, &row, reading.currency);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), json!(done.op));
    }
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
