//! `venues list`, `show`, `add`, `change`, `note` and `remove`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{Access, Venue, VenueForm};
use super::super::{ops::venue as ops, store};
use super::{add_field, choice, file, flag, needed, option, put, terms};
use crate::cli::args::yes_no;
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Result, text};
use crate::ledger::model::read::wrong_fields;
use crate::t;

fn as_json(venue: &Venue, currency: Currency) -> Json {
    let new = &venue.new;
    let notes: Vec<Json> = venue.notes.iter().map(|(day, note)| json!({ "day": day, "note": note })).collect();
    json!({ "id": venue.id, "name": new.name, "address": new.address, "capacity": new.capacity, "access": new.access.key(),
        "access_note": new.access_note, "cost": new.cost.map(|sum| currency.plain(sum)), "cost_note": new.cost_note,
        "contact": new.contact, "note": new.note, "closed": new.closed, "events": venue.events, "notes": notes })
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(flag("all", "Also those no longer used"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let mut all = office.read(store::venues)?;
    all.retain(|venue| call.flag("all") || !venue.new.closed);
    let mut out = String::new();
    for venue in &all {
        let seats = venue.new.capacity.map(|n| n.to_string()).unwrap_or_default();
        let cost = venue.new.cost.map(|sum| currency.figures(sum)).unwrap_or_default();
        out.push_str(&format!(
            "{:<32} {seats:>6} {cost:>10}  {:<12} {}\n",
            venue.new.name,
            venue.new.access.label(),
            venue.new.contact
        ));
    }
    out.push_str(&text::plural(all.len(), t!("venue"), t!("venues")));
    call.out.answer(&json!({ "venues": all.iter().map(|one| as_json(one, currency)).collect::<Vec<_>>() }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn one_args(c: Command) -> Command {
    c.arg(file()).arg(needed("venue", "VENUE", "Its name or id"))
}

fn in_words(venue: &Venue, currency: Currency) -> String {
    let new = &venue.new;
    let mut out = format!("{}\n", new.name);
    for (says, value) in [
        (t!("Address"), new.address.clone()),
        (t!("Capacity"), new.capacity.map(|n| n.to_string()).unwrap_or_default()),
        (t!("Access"), format!("{} {}", new.access.label(), new.access_note)),
        (t!("Cost"), new.cost.map(|sum| currency.show(sum)).unwrap_or_default() + " " + &new.cost_note),
        (t!("Contact"), new.contact.clone()),
        (t!("Note"), new.note.clone()),
    ] {
        if !value.trim().is_empty() {
            out.push_str(&format!("{says}: {}\n", value.trim()));
        }
    }
    for (day, note) in &venue.notes {
        out.push_str(&format!("{day}  {note}\n"));
    }
    out
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let currency = terms(&office)?.currency;
    let venue = office.read(|conn| store::find_venue(conn, call.need("venue")?))?;
    call.out.answer(&as_json(&venue, currency), &in_words(&venue, currency))?;
    Ok(Outcome::Done)
}

fn fields(c: Command) -> Command {
    c.arg(option("address", "TEXT", "Where it is"))
        .arg(option("capacity", "N", "How many fit in"))
        .arg(choice(
            "access",
            "WORD",
            "Whether everybody can get in",
            Access::ALL.iter().map(|one| one.key()).filter(|key| !key.is_empty()),
        ))
        .arg(option("access-note", "TEXT", "What to know about access"))
        .arg(option("cost", "A", "What a usual booking costs"))
        .arg(option("cost-note", "TEXT", "What is in it, deposit, days"))
        .arg(option("contact", "TEXT", "Whom to ask, and how to reach them"))
        .arg(option("note", "TEXT", "A note"))
}

pub(super) fn add_args(c: Command) -> Command {
    fields(c.arg(file()).arg(needed("name", "NAME", "What it is called")))
}

pub(super) fn change_args(c: Command) -> Command {
    fields(one_args(c))
        .arg(option("name", "NAME", "What it is called"))
        .arg(yes_no("closed", "Whether it is no longer used"))
}

fn typed(call: &Call<'_>, form: &mut VenueForm) {
    put(
        call,
        [
            ("name", &mut form.name),
            ("address", &mut form.address),
            ("capacity", &mut form.capacity),
            ("access", &mut form.access),
            ("access-note", &mut form.access_note),
            ("cost", &mut form.cost),
            ("cost-note", &mut form.cost_note),
            ("contact", &mut form.contact),
            ("note", &mut form.note),
        ],
    );
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let reading = terms(&office)?;
    let mut form = VenueForm::default();
    typed(call, &mut form);
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add(&mut office, &new)?;
    let venue = office.read(|conn| store::venue(conn, done.value))?;
    office.close()?;
    let mut document = as_json(&venue, reading.currency);
    add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &in_words(&venue, reading.currency))?;
    Ok(Outcome::Done)
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let reading = terms(&office)?;
    let known = office.read(|conn| store::find_venue(conn, call.need("venue")?))?;
    let mut form = VenueForm::of(&known.new, reading.currency);
    typed(call, &mut form);
    if let Some(closed) = call.text("closed") {
        form.closed = closed == "yes";
    }
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, known.id, &new)?;
    let venue = office.read(|conn| store::venue(conn, known.id))?;
    office.close()?;
    let mut document = as_json(&venue, reading.currency);
    add_field(&mut document, "op", json!(done.op));
    call.out.answer(&document, &in_words(&venue, reading.currency))?;
    Ok(Outcome::Done)
}

pub(super) fn note_args(c: Command) -> Command {
    one_args(c).arg(needed("note", "TEXT", "How it went")).arg(option("on", "D", "On which day (default: today)"))
}

pub(super) fn note(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let on = call.day("on")?.unwrap_or_else(|| office.today());
    let venue = office.read(|conn| store::find_venue(conn, call.need("venue")?))?;
    let done = ops::note(&mut office, venue.id, on, call.need("note")?)?;
    office.close()?;
    call.out.answer(&json!({ "id": venue.id, "op": done.op }), t!("Noted"))?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let venue = office.read(|conn| store::find_venue(conn, call.need("venue")?))?;
    let done = ops::remove(&mut office, venue.id)?;
    office.close()?;
    call.out.answer(&json!({ "id": venue.id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
