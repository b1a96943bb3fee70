//! `segments people` and `people list`.

use clap::{Arg, ArgAction, Command};
use serde_json::{Value as Json, json};

use super::super::model::PersonId;
use super::super::store;
use super::{asking_args, file, merge, name, option, wanted};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, text};
use crate::office::Office;
use crate::office::condition::Asking;
use crate::people::store::{Among, Filter, ListRow, count, not_to_contact, page};
use crate::t;

fn list_of(c: Command) -> Command {
    c.arg(option("limit", "N", "How many (all)")).arg(option("offset", "N", "How many to pass over first")).arg(
        Arg::new("include-do-not-contact")
            .long("include-do-not-contact")
            .action(ArgAction::SetTrue)
            .help("Also those who are not to be contacted; without it they are left out and counted"),
    )
}

pub(super) fn people_args(c: Command) -> Command {
    list_of(asking_args(c.arg(file()).arg(name())))
}

pub(super) fn list_args(c: Command) -> Command {
    list_of(
        c.arg(file())
            .arg(option("segment", "NAME", "Only the people of this segment"))
            .arg(option("text", "TEXT", "Only who fits this text, as in a search"))
            .arg(option("tag", "TAG", "Only who has this tag"))
            .arg(option("source", "SOURCE", "Only who came from there")),
    )
}

pub(super) fn people(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let tree = wanted(call, &office)?;
    let (ids, words) = office.read(|conn| {
        let asking = Asking::new(conn, office.today())?;
        Ok((store::ids(&asking, &tree)?, store::words(&asking, &tree)?))
    })?;
    for gone in &words.gone {
        call.out.remark(gone)?;
    }
    let filter = Filter { among: Some(Among::new(ids)), ..Filter::default() };
    answer(call, &office, &filter, json!({ "says": words.says, "gone": words.gone }))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let text = |name: &str| call.text(name).map(str::to_owned);
    let among = match call.text("segment") {
        Some(name) => {
            let stored = office.read(|conn| store::find(conn, name))?;
            Some(Among::new(store::people(&office, stored.id, office.today())?))
        }
        None => None,
    };
    let filter = Filter {
        text: text("text").unwrap_or_default(),
        tag: text("tag"),
        source: text("source"),
        organisation: None,
        among,
    };
    answer(call, &office, &filter, json!({}))
}

/// The people of a filter, without those who are not to be contacted unless that is said.
fn answer(call: &mut Call<'_>, office: &Office, filter: &Filter, mut document: Json) -> Result<Outcome> {
    /// How many are read at once.
    const PAGE: usize = 500;
    let everybody = call.flag("include-do-not-contact");
    let (limit, mut skip) = (call.number("limit")?.unwrap_or(usize::MAX), call.number("offset")?.unwrap_or(0));
    let stopped = office.read(|conn| not_to_contact(conn, Some(office.today())))?;
    let is_out = |id: PersonId| !everybody && stopped.contains(&id);
    let (mut rows, mut left_out, mut at): (Vec<ListRow>, usize, usize) = (Vec::new(), 0, 0);
    let total = office.read(|conn| count(conn, filter))?;
    while at < total {
        for row in office.read(|conn| page(conn, filter, at, PAGE))? {
            if is_out(row.id) {
                left_out += 1;
            } else if skip > 0 {
                skip -= 1;
            } else if rows.len() < limit {
                rows.push(row);
            }
        }
        at += PAGE;
    }
    let line = |row: &ListRow| if row.line.is_empty() { String::new() } else { format!("  {}", row.line) };
    let mut lines: Vec<String> = rows.iter().map(|row| format!("{}{}  ({})", row.name, line(row), row.id)).collect();
    let people: Vec<Json> = rows
        .iter()
        .map(|row| {
            let mut json = json!(row.hit);
            merge(&mut json, json!({ "do_not_contact": stopped.contains(&row.id) }));
            json
        })
        .collect();
    if lines.is_empty() {
        lines.push(t!("Nobody").to_owned());
    }
    if left_out > 0 {
        let people = text::plural(left_out, t!("person"), t!("people"));
        lines.push(t!(
            "{people} left out: not to be contacted (--include-do-not-contact brings them in)",
            people = people
        ));
    }
    merge(&mut document, json!({ "people": people, "total": total - left_out, "left_out": left_out }));
    call.out.answer(&document, &lines.join("\n"))?;
    Ok(Outcome::Done)
}
