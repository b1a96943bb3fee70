//! `people consent`, `people do-not-contact`, `people reach`.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::consent::{Consent, Said, Standing, State, Way};
use super::super::model::PersonId;
use super::super::store::Filter;
use super::super::{ops, store};
use super::person::{one_args, who};
use super::{choice, dry_run, file, flag, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Day, Problem, Result, day, text};
use crate::office::Office;
use crate::t;

fn said_args(c: Command) -> Command {
    c.arg(option("day", "D", "The day it was said (today)")).arg(option(
        "how",
        "TEXT",
        "How: a form, a call, the website",
    ))
}

/// One person, several, or all that a filter lets through.
fn whom_args(c: Command) -> Command {
    c.arg(file())
        .arg(Arg::new("person").value_name("PERSON").num_args(0..).help("Ids, numbers, e-mail addresses or names"))
        .arg(option("tagged", "TAG", "Everybody with this tag"))
        .arg(option("search", "TEXT", "Everybody a search finds"))
        .arg(option("source", "TEXT", "Everybody who came from there"))
        .arg(dry_run())
}

pub(super) fn consent_args(c: Command) -> Command {
    said_args(whom_args(c)).arg(option("channel", "CHANNEL", "post, email, phone, text, or one of your own")).arg(
        choice(
            "state",
            "STATE",
            "What was said; without it, what holds and what was said before is shown",
            ["yes", "no", "unknown"],
        )
        .requires("channel"),
    )
}

pub(super) fn stop_args(c: Command) -> Command {
    said_args(whom_args(c)).arg(flag("lift", "May be contacted again"))
}

pub(super) fn consent(call: &mut Call<'_>) -> Result<Outcome> {
    let Some(state) = call.text("state").and_then(State::of) else { return show(call) };
    let channel = call.need("channel")?;
    let way = Way::of(channel).ok_or_else(|| {
        Problem::usage(t!("“{channel}” cannot be a channel", channel = channel)).hint(t!(
            "Give post, email, phone, text or a name of your own; for all of them there is `people do-not-contact`"
        ))
    })?;
    record(call, Some(way), state)
}

pub(super) fn stop(call: &mut Call<'_>) -> Result<Outcome> {
    let state = if call.flag("lift") { State::Yes } else { State::No };
    record(call, None, state)
}

/// Whom the command is about: those named, else those a filter lets through.
fn whom(call: &Call<'_>, office: &Office) -> Result<Vec<PersonId>> {
    let named: Vec<&String> = call.matches.get_many::<String>("person").unwrap_or_default().collect();
    let text = |name: &str| call.text(name).map(str::to_owned);
    let filter = Filter {
        text: text("search").unwrap_or_default(),
        tag: text("tagged"),
        source: text("source"),
        ..Filter::default()
    };
    let filters = filter != Filter::default();
    if named.is_empty() != filters {
        return Err(Problem::usage(t!("Name who it is about, or give --tagged, --search or --source, not both")));
    }
    office.read(|conn| {
        if filters {
            return store::ids(conn, &filter, 0, usize::MAX);
        }
        named.iter().map(|text| store::resolve(conn, text)).collect()
    })
}

fn record(call: &mut Call<'_>, way: Option<Way>, state: State) -> Result<Outcome> {
    let dry_run = call.flag("dry-run");
    let mut office = if dry_run { call.office_to_read()? } else { call.office()? };
    let ids = whom(call, &office)?;
    let many = call.matches.get_many::<String>("person").map_or(0, Iterator::count) != 1;
    if many || dry_run {
        return record_many(call, office, &ids, way, state);
    }
    let Some(id) = ids.first().copied() else { return Err(Problem::usage(t!("Name who it is about"))) };
    let day = call.day("day")?.unwrap_or(office.today());
    let said = Said { way, state, day, how: call.text("how").unwrap_or("").trim().to_owned() };
    let done = ops::consent(&mut office, id, &said)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

fn record_many(
    call: &mut Call<'_>,
    mut office: Office,
    ids: &[PersonId],
    way: Option<Way>,
    state: State,
) -> Result<Outcome> {
    let day = call.day("day")?.unwrap_or(office.today());
    let said = Said { way, state, day, how: call.text("how").unwrap_or("").trim().to_owned() };
    if call.flag("dry-run") {
        let names = office.read(|conn| {
            ids.iter().map(|id| Ok(store::get(conn, *id)?.details.name)).collect::<Result<Vec<String>>>()
        })?;
        let people: Vec<Json> = ids.iter().zip(&names).map(|(id, name)| json!({ "id": id, "name": name })).collect();
        let text = t!("Nothing was changed; it would be recorded of:\n{names}", names = names.join("\n"));
        call.out.answer(&json!({ "op": null, "people": people, "recorded": 0 }), &text)?;
        return Ok(Outcome::Done);
    }
    let done = ops::consent_many(&mut office, ids, &said)?;
    office.close()?;
    let text = t!(
        "Recorded of {count}; {same} had said it already",
        count = text::plural(done.value, t!("person"), t!("people")),
        same = text::count(ids.len() - done.value)
    );
    call.out.answer(&json!({ "op": done.op, "people": ids, "recorded": done.value }), &text)?;
    Ok(Outcome::Done)
}

fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let Ok([id]) = <[PersonId; 1]>::try_from(whom(call, &office)?) else {
        return Err(Problem::usage(t!("Say what they said with --channel and --state; without it, name one person")));
    };
    answer(call, &office, id, None)
}

fn answer(call: &mut Call<'_>, office: &Office, id: PersonId, op: Option<String>) -> Result<Outcome> {
    let (standing, past) =
        office.read(|conn| Ok((store::standing(conn, id, office.today())?, store::consents(conn, id)?)))?;
    let mut document = as_json(&standing);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".to_owned(), json!(op));
        fields.insert("person".to_owned(), json!(id));
        fields.insert("history".to_owned(), past.iter().map(row_json).collect());
    }
    let mut lines = Vec::new();
    if let Some(stop) = &standing.stop {
        lines.push(t!("Do not contact, since {day}", day = day::short(stop.said.day)));
    }
    lines.extend(past.iter().map(in_words));
    let text =
        if lines.is_empty() { t!("Nothing was said about being contacted").to_owned() } else { lines.join("\n") };
    call.out.answer(&document, &text)?;
    Ok(Outcome::Done)
}

fn in_words(consent: &Consent) -> String {
    let Said { way, state, day, how } = &consent.said;
    let what = match (way, state) {
        (None, State::No) => t!("Do not contact").to_owned(),
        (None, _) => t!("May be contacted again").to_owned(),
        (Some(way), state) => format!("{}: {}", way.says(), state.says().to_lowercase()),
    };
    let how = if how.is_empty() { String::new() } else { format!(", {how}") };
    format!("{}  {what}{how} ({})", day::short(*day), consent.by)
}

fn row_json(consent: &Consent) -> Json {
    let said = &consent.said;
    json!({ "id": consent.id, "channel": said.way.as_ref().map_or("any", Way::key), "state": said.state, "day": said.day,
        "how": said.how, "recorded_by": consent.by })
}

/// What holds, for `people show` too.
pub(super) fn as_json(standing: &Standing) -> Json {
    let ways: serde_json::Map<String, Json> =
        standing.ways.iter().filter_map(|c| Some((c.said.way.as_ref()?.key().to_owned(), row_json(c)))).collect();
    json!({ "do_not_contact": standing.stop.as_ref().map(row_json), "consent": ways })
}

pub(super) fn reach_args(c: Command) -> Command {
    one_args(c).arg(option("channel", "CHANNEL", "Only this one"))
}

/// Whether somebody may be reached by each way, and why not.
pub(super) fn reach(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = who(call, &office)?;
    let today: Day = office.today();
    let ways: Vec<Way> = match call.text("channel") {
        Some(channel) => {
            vec![
                Way::of(channel)
                    .ok_or_else(|| Problem::usage(t!("“{channel}” cannot be a channel", channel = channel)))?,
            ]
        }
        None => {
            let standing = office.read(|conn| store::standing(conn, id, today))?;
            let own = standing.ways.into_iter().filter_map(|c| c.said.way).filter(|way| matches!(way, Way::Own(_)));
            Way::USUAL.into_iter().chain(own).collect()
        }
    };
    let (mut documents, mut lines) = (Vec::new(), Vec::new());
    for way in ways {
        let reach = office.read(|conn| store::reach(conn, id, &way, today))?;
        let word = if reach.may() { t!("yes") } else { t!("no") };
        lines.push(format!("{:<14} {word}  {}", way.says(), reach.why()).trim_end().to_owned());
        documents.push(
            json!({ "channel": way.key(), "may": reach.may(), "consented": reach.consented(), "why": reach.why() }),
        );
    }
    call.out.answer(&json!({ "person": id, "channels": documents }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}
