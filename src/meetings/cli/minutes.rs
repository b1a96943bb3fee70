//! `minutes …` and `decisions …`: what stands afterwards.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::{MeetingId, Record, minutes as compose};
use super::super::{ops, store};
use super::parts::{decision_json, item, item_of, meeting, meeting_args, record, wrote};
use crate::cli::args::{file, flag, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result, day, text};
use crate::office::{Office, OpId};
use crate::t;

pub(super) fn show_args(c: Command) -> Command {
    meeting_args(c)
}

fn as_json(record: &Record) -> Json {
    let written = record.minutes.as_ref();
    json!({ "meeting": record.meeting.id, "state": written.map(|m| m.state.key()),
        "text": written.map_or_else(|| compose::written(record), |m| m.text.clone()),
        "approved_at": written.and_then(|m| m.approved.as_ref()).map(|(_, name, _)| name),
        "approved_on": written.and_then(|m| m.approved.as_ref()).map(|(_, _, day)| day),
        "hash": written.map(|m| m.hash.clone()).filter(|hash| !hash.is_empty()),
        "versions": written.map(|m| m.versions.iter().map(|v| json!({ "state": v.state, "day": v.day, "who": v.who,
            "hash": v.hash, "reason": v.reason })).collect::<Vec<_>>()) })
}

/// The minutes as they are, or as what was recorded makes them.
pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let record = record(call, &office)?;
    let document = as_json(&record);
    let state = record.minutes.as_ref().map_or(t!("Not written down yet"), |m| m.state.says());
    let words = format!("[{state}]\n{}", document.get("text").and_then(|text| text.as_str()).unwrap_or_default());
    call.out.answer(&document, &words)?;
    Ok(Outcome::Done)
}

fn answer(call: &mut Call<'_>, office: Office, id: MeetingId, op: Option<OpId>) -> Result<Outcome> {
    let now = office.read(|conn| store::record(conn, id))?;
    let words = now.minutes.as_ref().map_or(t!("Not written down yet"), |m| m.state.says());
    let document = as_json(&now);
    wrote(call, office, op, document, words)
}

pub(super) fn write_args(c: Command) -> Command {
    meeting_args(c)
        .arg(option("text", "TEXT", "The whole text"))
        .arg(option("from", "FILE.txt", "The whole text, from a file"))
        .arg(flag("anew", "Write them anew from what was recorded"))
}

pub(super) fn write(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let text = match (call.text("text"), call.text("from"), call.flag("anew")) {
        (Some(text), None, false) => Some(text.replace("\\n", "\n")),
        (None, Some(path), false) => {
            let unread = |e| Problem::file(t!("The text could not be read: {path}", path = path)).because(e);
            let bytes = std::fs::read(path).map_err(unread)?;
            Some(crate::tabular::decode(bytes, None)?.text)
        }
        (None, None, _) => None,
        _ => return Err(Problem::usage(t!("Give one of --text, --from and --anew"))),
    };
    let done = ops::write(&mut office, id, text.as_deref())?;
    answer(call, office, id, done.op)
}

pub(super) fn circulate(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let done = ops::circulate(&mut office, id)?;
    answer(call, office, id, done.op)
}

pub(super) fn approve_args(c: Command) -> Command {
    meeting_args(c).arg(option("at", "MEETING", "The meeting that approves them").required(true))
}

pub(super) fn approve(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let (text, today) = (call.need("at")?, office.today());
    let at = office.read(|conn| store::meeting_called(conn, text, today))?.id;
    let done = ops::approve(&mut office, id, at)?;
    answer(call, office, id, done.op)
}

pub(super) fn reopen_args(c: Command) -> Command {
    meeting_args(c).arg(option("reason", "TEXT", "Why; it is kept").required(true))
}

pub(super) fn reopen(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let reason = call.need("reason")?.to_owned();
    let done = ops::reopen_minutes(&mut office, id, &reason)?;
    answer(call, office, id, done.op)
}

pub(super) fn decisions_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("text", "WORDS", "Only those with these words in them"))
        .arg(option("body", "BODY", "Only of this body"))
        .arg(flag("standing", "Only those that still hold: not superseded, not withdrawn"))
}

pub(super) fn decisions(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let mut all = office.read(store::decisions)?;
    if let Some(body) = call.text("body") {
        let body = office.read(|conn| store::body_called(conn, body))?;
        all.retain(|d| d.body == body.id);
    }
    let words: Vec<String> =
        fold(call.text("text").unwrap_or_default()).split_whitespace().map(str::to_owned).collect();
    all.retain(|d| {
        let text = fold(&format!("{} {}", d.number, d.text));
        words.iter().all(|word| text.contains(word)) && (!call.flag("standing") || d.stands())
    });
    let mut lines: Vec<String> = all
        .iter()
        .map(|d| {
            let by = if d.stands() { String::new() } else { format!(" ({})", d.no_longer()) };
            format!("{:<9} {} {}: {}{by}", d.number, day::short(d.day), d.body_name, d.text)
        })
        .collect();
    lines.push(text::plural(all.len(), t!("decision"), t!("decisions")));
    call.out.answer(&json!({ "decisions": all.iter().map(decision_json).collect::<Vec<_>>() }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn decide_args(c: Command) -> Command {
    meeting_args(c).arg(needed("text", "TEXT", "What was decided")).arg(item())
}

pub(super) fn decide(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let text = call.need("text")?.to_owned();
    let done = ops::decide(&mut office, known.meeting.id, item_of(call, &known)?, &text)?;
    let decision = office.read(|conn| store::decision(conn, done.value))?;
    wrote(call, office, done.op, decision_json(&decision), &named(&decision))
}

pub(super) fn supersede_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("decision", "DECISION", "Its number or id"))
        .arg(option("by", "DECISION", "The newer one; nothing where it is not given"))
        .arg(option("body", "BODY", "Whose decisions, where two bodies have the number"))
}

/// Decisions of one number, each with its body.
fn which(found: &[&super::super::model::Decision]) -> String {
    let each: Vec<String> = found.iter().map(|d| t!("{body} ({id})", body = d.body_name, id = d.id)).collect();
    each.join(", ")
}

/// "Decision 2027/1 of Committee"
fn named(decision: &super::super::model::Decision) -> String {
    t!("Decision {number} of {body}", number = decision.number, body = decision.body_name)
}

pub(super) fn supersede(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let all = office.read(store::decisions)?;
    let body = call.text("body").map(|text| office.read(|conn| store::body_called(conn, text))).transpose()?;
    let meant = |text: &str| {
        let fits = |d: &&super::super::model::Decision| {
            (d.number == text.trim() || d.id.to_string() == text.trim()) && body.as_ref().is_none_or(|b| b.id == d.body)
        };
        let found: Vec<_> = all.iter().filter(fits).collect();
        match found.as_slice() {
            [one] => Ok(one.id),
            [] => Err(Problem::input(t!("There is no decision “{text}”", text = text.trim()))),
            _ => Err(Problem::input(t!("More than one body has a decision {text}", text = text.trim()))
                .hint(t!("Say which by --body or the id: {which}", which = which(&found)))),
        }
    };
    let old = meant(call.need("decision")?)?;
    let by = call.text("by").map(meant).transpose()?;
    let done = ops::supersede(&mut office, old, by)?;
    let now = office.read(|conn| store::decision(conn, old))?;
    let words = format!("{}: {}", named(&now), if now.stands() { t!("stands").to_owned() } else { now.no_longer() });
    wrote(call, office, done.op, decision_json(&now), &words)
}
