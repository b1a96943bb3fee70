//! `donors to-thank` and `thank`.

use clap::Command;
use serde_json::json;

use super::super::model::read::wrong_fields;
use super::super::model::{PersonId, ThanksForm, ToThank};
use super::super::{ops, store};
use super::{file, flag, option, terms, who};
use crate::cli::{Call, Outcome};
use crate::kit::{Currency, Money, Problem, Result, text};
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

fn as_json(one: &ToThank, currency: Currency) -> serde_json::Value {
    json!({ "person": one.person, "name": one.name, "donations": one.gifts, "sum": currency.plain(one.sum),
        "last": one.last, "thanked": one.thanked, "first_time": one.first_time, "not_to_contact": one.stopped })
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (today, currency) = (office.today(), terms(&office)?.currency);
    let all = office.read(|conn| store::to_thank(conn, today))?;
    let mut out = String::new();
    for one in &all {
        let new = if one.first_time { t!(", for the first time") } else { "" };
        out.push_str(&format!(
            "{:<32} {:>12}  {}{new}  {}\n",
            one.name,
            currency.figures(one.sum),
            one.last,
            one.person
        ));
    }
    out.push_str(&t!("{count} to thank", count = text::plural(all.len(), t!("donor"), t!("donors"))));
    let document = json!({ "currency": currency.code, "sum": currency.plain(all.iter().map(|one| one.sum).sum::<Money>()),
        "donors": all.iter().map(|one| as_json(one, currency)).collect::<Vec<_>>() });
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

pub(super) fn thank_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("people", "LIST", "Ids, numbers or names, with commas between them"))
        .arg(flag("all", "Everybody who is to be thanked and may be contacted"))
        .arg(option("on", "D", "On which day (default: today)"))
        .arg(option("how", "HOW", "letter, in person, phone or any other word"))
        .arg(option("about", "TEXT", "For what (default: for what they gave)"))
}

pub(super) fn thank(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let people: Vec<PersonId> = match (call.text("people"), call.flag("all")) {
        (Some(list), false) => {
            let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
            names.map(|name| who(&office, name)).collect::<Result<_>>()?
        }
        (None, true) => {
            let today = office.today();
            let all = office.read(|conn| store::to_thank(conn, today))?;
            all.into_iter().filter(|one| !one.stopped).map(|one| one.person).collect()
        }
        _ => return Err(Problem::usage(t!("Say either --people or --all"))),
    };
    let text_of = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let form = ThanksForm { day: text_of("on"), how: text_of("how"), about: text_of("about") };
    let new = form.parse(&terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::thanks::thank(&mut office, &people, &new)?;
    office.close()?;
    let said = t!("Thanked {count}", count = text::plural(done.value, t!("donor"), t!("donors")));
    call.out.answer(&json!({ "thanked": done.value, "on": new.day, "op": done.op }), &said)?;
    Ok(Outcome::Done)
}
