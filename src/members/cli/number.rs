//! `members number`: the number of one member, or numbers for all who have none.

use clap::{Arg, Command};
use serde_json::json;

use super::super::model::Number;
use super::super::{ops, store};
use super::{file, flag, option, who};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, text};
use crate::people;
use crate::t;

pub(super) fn args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("person").value_name("PERSON").help("Id, number, e-mail address or name"))
        .arg(option("set", "N", "This number, or “none”").requires("person"))
        .arg(flag("next", "The next number of the series").requires("person").conflicts_with("set"))
        .arg(flag("all", "The next numbers to every member without one").conflicts_with("person"))
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    if call.flag("all") {
        return all(call);
    }
    let Some(person) = call.text("person").map(str::to_owned) else { return show(call) };
    let wanted = match call.text("set") {
        Some(text) => Some(Number::read(text).map_err(Problem::usage)?),
        None => call.flag("next").then_some(Number::Next),
    };
    let mut office = if wanted.is_some() { call.office()? } else { call.office_to_read()? };
    let id = who(&office, &person)?;
    let op = wanted.map(|wanted| ops::number(&mut office, id, &wanted)).transpose()?.and_then(|done| done.op);
    let (name, number) =
        office.read(|conn| Ok((people::store::get(conn, id)?.details.name, store::number_of(conn, id)?)))?;
    office.close()?;
    let says = match &number {
        Some(number) => t!("{name} has the number {number}", name = name, number = number),
        None => t!("{name} has no number", name = name),
    };
    call.out.answer(&json!({ "op": op, "person": id, "name": name, "number": number }), &says)?;
    Ok(Outcome::Done)
}

fn all(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let done = ops::number_all(&mut office)?;
    office.close()?;
    let says = t!("Numbered {count}", count = text::plural(done.value, t!("member"), t!("members")));
    call.out.answer(&json!({ "op": done.op, "numbered": done.value }), &says)?;
    Ok(Outcome::Done)
}

/// Without a person: where the series stands.
fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let (numbers, next, without) = office.read(|conn| {
        let numbers = store::settings(conn)?.numbers;
        let (_, next) = store::next_number(conn, &numbers)?;
        Ok((numbers, next, store::register(conn)?.without_number(today).len()))
    })?;
    let document = json!({ "auto": numbers.auto, "prefix": numbers.numbering.prefix, "digits": numbers.numbering.digits,
        "next": next, "without": without });
    let says = t!(
        "The next number is {next}; {count} without one",
        next = next,
        count = text::plural(without, t!("member"), t!("members"))
    );
    call.out.answer(&document, &says)?;
    Ok(Outcome::Done)
}
