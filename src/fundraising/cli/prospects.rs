//! `prospects list`, `set` and `remove`.

use clap::Command;
use serde_json::json;

use super::super::model::read::wrong_fields;
use super::super::model::{NewProspect, Prospect, ProspectForm, Standing};
use super::super::{ops::prospect as ops, store};
use super::{file, flag, needed, option, put, terms, who};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Problem, Result, text};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(flag("all", "Also those who gave or declined"))
}

fn as_json(one: &Prospect, currency: Currency) -> serde_json::Value {
    let new = &one.new;
    json!({ "id": one.id, "person": one.person, "name": one.name, "capacity": new.capacity.map(|sum| currency.plain(sum)),
        "interest": new.interest, "asker": new.asker, "step": new.step, "due": new.due, "state": new.state.key(),
        "note": new.note, "given": currency.plain(one.given) })
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (today, currency) = (office.today(), terms(&office)?.currency);
    let mut all = office.read(|conn| store::prospects(conn, today))?;
    all.retain(|one| call.flag("all") || one.new.state.is_open());
    let mut out = String::new();
    for one in &all {
        let due = one.new.due.map(|day| day.to_string()).unwrap_or_default();
        let capacity = one.new.capacity.map(|sum| currency.figures(sum)).unwrap_or_default();
        out.push_str(&format!(
            "{:<28} {:>10} {:>10}  {:<12} {:<10} {}\n",
            one.name,
            capacity,
            currency.figures(one.given),
            one.new.state.label(),
            due,
            one.new.step
        ));
    }
    out.push_str(&text::plural(all.len(), t!("prospect"), t!("prospects")));
    let document = json!({ "currency": currency.code, "prospects": all.iter().map(|one| as_json(one, currency)).collect::<Vec<_>>() });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn set_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("person", "PERSON", "Id, number or name"))
        .arg(option("capacity", "A", "What they could give in a year"))
        .arg(option("interest", "TEXT", "What moves them"))
        .arg(option("asker", "NAME", "Who asks"))
        .arg(option("step", "TEXT", "What comes next"))
        .arg(option("due", "D", "By which day"))
        .arg(option("state", "S", "How far it has come").value_parser(Standing::ALL.map(Standing::key)))
        .arg(option("note", "TEXT", "A note"))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let person = who(&office, call.need("person")?)?;
    let (today, reading) = (office.today(), terms(&office)?);
    let known = office.read(|conn| match store::prospect_of(conn, person)? {
        Some(id) => Ok(store::prospect(conn, id, today)?.new),
        None => Ok(NewProspect::default()),
    })?;
    let mut form = ProspectForm::of(&known, reading.currency);
    put(
        call,
        [
            ("capacity", &mut form.capacity),
            ("interest", &mut form.interest),
            ("asker", &mut form.asker),
            ("step", &mut form.step),
            ("due", &mut form.due),
            ("state", &mut form.state),
            ("note", &mut form.note),
        ],
    );
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::save(&mut office, person, &new)?;
    let saved = office.read(|conn| store::prospect(conn, done.value, today))?;
    office.close()?;
    let mut document = as_json(&saved, reading.currency);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".into(), json!(done.op));
    }
    call.out.answer(&document, &t!("{name}: {state}", name = saved.name, state = saved.new.state.label()))?;
    Ok(Outcome::Done)
}

pub(super) fn remove_args(c: Command) -> Command {
    c.arg(file()).arg(needed("person", "PERSON", "Id, number or name"))
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let person = who(&office, call.need("person")?)?;
    let Some(id) = office.read(|conn| store::prospect_of(conn, person))? else {
        return Err(Problem::input(t!("They are no prospect. Nothing was changed")));
    };
    let done = ops::remove(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
