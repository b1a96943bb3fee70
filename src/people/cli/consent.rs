//! `people consent`, `people do-not-contact`, `people reach`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::consent::{Consent, Said, Standing, State, Way};
use super::super::model::PersonId;
use super::super::{ops, store};
use super::person::{one_args, who};
use super::{choice, flag, option};
use crate::cli::{Call, Outcome};
use crate::kit::{Day, Problem, Result, day};
use crate::office::Office;
use crate::t;

fn said_args(c: Command) -> Command {
    c.arg(option("day", "D", "The day it was said (today)")).arg(option(
        "how",
        "TEXT",
        "How: a form, a call, the website",
    ))
}

pub(super) fn consent_args(c: Command) -> Command {
    said_args(one_args(c)).arg(option("channel", "CHANNEL", "post, email, phone, text, or one of your own")).arg(
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
    said_args(one_args(c)).arg(flag("lift", "May be contacted again"))
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

fn record(call: &mut Call<'_>, way: Option<Way>, state: State) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = who(call, &office)?;
    let day = call.day("day")?.unwrap_or(office.today());
    let said = Said { way, state, day, how: call.text("how").unwrap_or("").trim().to_owned() };
    let done = ops::consent(&mut office, id, &said)?;
    answer(call, &office, id, done.op.map(|op| op.to_string()))
}

fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = who(call, &office)?;
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
