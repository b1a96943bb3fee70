//! `meetings …`: calling a meeting, its notice, opening and closing it, its papers.

use clap::Command;
use serde_json::json;

use super::super::model::{
    Kind, MeetingForm, MotionState, NewItem, NewMeeting, Record, Template, clock, minutes as compose, series,
};
use super::super::{ops, page, store};
use super::parts::{
    attendee_json, body_json, decision_json, item_json, meeting, meeting_args, meeting_json, motion_json, person,
    quorum_json, record, terms, time, vote_json, wrote,
};
use crate::cli::args::{choice, dry_run, file, flag, many, must_write, needed, option};
use crate::cli::{Call, Outcome, Stationery};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, day, text};
use crate::ledger::model::read::wrong_fields;
use crate::office::Office;
use crate::t;

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
        .arg(option("body", "BODY", "Only of this body"))
        .arg(option("from", "D", "On this day or later"))
        .arg(crate::cli::args::until("On this day or earlier"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let body = call.text("body").map(|text| office.read(|conn| store::body_called(conn, text))).transpose()?;
    let filter = store::Filter { body: body.map(|b| b.id), from: call.day("from")?, to: call.day("until")? };
    let today = office.today();
    let all = office.read(|conn| store::lines(conn, &filter, today))?;
    let mut lines: Vec<String> = all
        .iter()
        .map(|line| {
            let minutes = line.minutes.map_or("", |state| state.says());
            let m = &line.meeting;
            format!("{}  {:<36} {:<10} {minutes:<12} {}", day::short(m.new.day), m.name(), m.state().says(), m.id)
        })
        .collect();
    lines.push(text::plural(all.len(), t!("meeting"), t!("meetings")));
    let documents: Vec<_> = all
        .iter()
        .map(|line| {
            let mut document = meeting_json(&line.meeting);
            if let Some(fields) = document.as_object_mut() {
                fields.insert("minutes".into(), json!(line.minutes.map(|state| state.key())));
                fields.insert("present".into(), json!(line.present));
                fields.insert("decisions".into(), json!(line.decisions));
                fields.insert("open_actions".into(), json!(line.open_actions));
            }
            document
        })
        .collect();
    call.out.answer(&json!({ "meetings": documents }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn show_args(c: Command) -> Command {
    meeting_args(c)
}

/// Everything that is recorded of a meeting.
pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let record = record(call, &office)?;
    let mut document = meeting_json(&record.meeting);
    let notice = record.body.new.notice.verdict(record.meeting.notice, record.meeting.new.day);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("rules".into(), body_json(&record.body));
        fields.insert("notice_says".into(), json!(notice));
        fields.insert("quorum".into(), quorum_json(&record));
        fields.insert("agenda".into(), json!(record.items.iter().map(|i| item_json(&record, i)).collect::<Vec<_>>()));
        fields.insert(
            "people".into(),
            json!(record.people.iter().map(|p| attendee_json(&record, p)).collect::<Vec<_>>()),
        );
        fields.insert(
            "motions".into(),
            json!(record.motions.iter().map(|m| motion_json(&record, m)).collect::<Vec<_>>()),
        );
        fields.insert("votes".into(), json!(record.votes.iter().map(|v| vote_json(&record, v)).collect::<Vec<_>>()));
        fields.insert("decisions".into(), json!(record.decisions.iter().map(decision_json).collect::<Vec<_>>()));
        fields.insert("actions".into(), json!(actions(&record.actions)));
        fields.insert("arising".into(), json!(actions(&record.arising)));
        fields.insert("to_approve".into(), json!(record.to_approve.as_ref().map(|m| m.called())));
        fields.insert("minutes".into(), json!(record.minutes.as_ref().map(|m| m.state.key())));
        fields.insert("members".into(), json!(record.members));
        fields.insert("entitled".into(), json!(record.entitled));
        fields.insert("ends".into(), json!(clock(record.predicted_end(record.meeting.new.starts.unwrap_or(0)))));
    }
    call.out.answer(&document, &shown(&record, &notice))?;
    Ok(Outcome::Done)
}

fn actions(all: &[super::super::model::Action]) -> Vec<serde_json::Value> {
    all.iter()
        .map(|action| {
            json!({ "task": action.task.id, "text": action.task.new.text, "owner": action.task.owner, "due": action.task.new.due,
                "done": action.task.done.as_ref().map(|(day, _)| day) })
        })
        .collect()
}

fn shown(record: &Record, notice: &str) -> String {
    let mut out = vec![record.meeting.called(), record.meeting.where_and_when(), notice.to_owned()];
    // Before anybody has come there is nothing to hold against the rule.
    let nobody = record.meeting.opened.is_none() && record.people.iter().all(|one| one.stays.is_empty());
    out.push(if nobody { t!("Quorum: {rule}", rule = record.body.new.quorum.says()) } else { record.quorum_says() });
    if let Some(earlier) = &record.to_approve {
        out.push(t!("To be approved: the minutes of {meeting}", meeting = earlier.called()));
    }
    let starts = record.predicted_starts(record.meeting.new.starts.unwrap_or(0));
    for (item, starts) in record.items.iter().zip(starts) {
        let consent = if item.new.consent { t!(" (consent)") } else { "" };
        let number = record.number(item.id);
        out.push(format!(
            "{number:>3}. {:>5}  {}{consent}  {}",
            starts.map(clock).unwrap_or_default(),
            item.new.title,
            record.item_says(item)
        ));
    }
    for motion in record.motions.iter().filter(|motion| motion.state == MotionState::Open) {
        out.push(t!("Not decided: {name}: {text}", name = record.motion_name(motion), text = motion.says()));
    }
    for action in &record.arising {
        out.push(t!("Arising: {text} ({owner})", text = action.task.new.text, owner = action.task.owner));
    }
    out.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn texts(c: Command) -> Command {
    c.arg(choice("kind", "KIND", "What kind of meeting", Kind::ALL.iter().map(|kind| kind.key())))
        .arg(option("title", "TEXT", "Its own name"))
        .arg(option("starts", "TIME", "When it begins"))
        .arg(option("place", "TEXT", "Where"))
        .arg(option("online", "TEXT", "How to take part from elsewhere"))
}

fn put(call: &Call<'_>, form: &mut MeetingForm) {
    for (name, field) in [
        ("kind", &mut form.kind),
        ("title", &mut form.title),
        ("day", &mut form.day),
        ("starts", &mut form.starts),
        ("place", &mut form.place),
        ("online", &mut form.online),
    ] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
}

pub(super) fn plan_args(c: Command) -> Command {
    texts(c.arg(file()).arg(needed("body", "BODY", "The body that meets")).arg(needed("day", "D", "On which day")))
        .arg(choice("template", "NAME", "The agenda it begins with", Template::ALL.map(Template::key)))
        .arg(flag("no-agenda", "Begin with an empty agenda"))
        .arg(option(
            "again",
            "RHYTHM",
            "The body meets again and again from that day on: weekly, fortnightly, monthly (the same weekday), monthly-day, yearly, or an RRULE",
        ))
        .arg(crate::cli::args::until("The last day on which it can meet again"))
        .arg(option("times", "N", "How many times it meets"))
        .arg(many("except", "D", "Not on this day, or in this month (2027-08)"))
        .arg(dry_run())
}

/// Plans the meetings of a rhythm, or says which they would be.
fn plan_again(call: &mut Call<'_>, mut office: Office, new: &NewMeeting, agenda: &[NewItem]) -> Result<Outcome> {
    let (until, times) = (call.day("until")?, call.number::<u32>("times")?);
    let again = call.text("again").unwrap_or_default();
    let days = series::days(new.day, again, until, times, &call.many("except"))?;
    let lines: Vec<String> = days.iter().map(|on| format!("{} {}", on.format("%a"), day::short(*on))).collect();
    let meetings = text::plural(days.len(), t!("meeting"), t!("meetings"));
    let all: Vec<NewMeeting> = days.iter().map(|day| NewMeeting { day: *day, ..new.clone() }).collect();
    if call.flag("dry-run") {
        let words = t!("{meetings} would be planned; nothing was changed", meetings = meetings);
        call.out.answer(&json!({ "days": days, "ids": [] }), &format!("{}\n{words}", lines.join("\n")))?;
        return Ok(Outcome::Done);
    }
    let done = ops::plan_series(&mut office, &all, agenda)?;
    let words = format!("{}\n{}", lines.join("\n"), t!("{meetings} planned", meetings = meetings));
    let document = json!({ "days": days, "ids": done.value });
    wrote(call, office, done.op, document, &words)
}

pub(super) fn plan(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = if call.flag("dry-run") { call.office_to_read()? } else { call.office()? };
    let text = call.need("body")?;
    let body = office.read(|conn| store::body_called(conn, text))?;
    let mut form = MeetingForm::default();
    put(call, &mut form);
    let new = form.parse(Some(body.id), &terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let agenda = if call.flag("no-agenda") {
        Vec::new()
    } else {
        ops::agenda_for(&body, new.kind, call.text("template").and_then(Template::of))
    };
    if call.text("again").is_some() {
        return plan_again(call, office, &new, &agenda);
    }
    if call.flag("dry-run") {
        call.out.answer(&json!({ "days": [new.day], "ids": [] }), &day::short(new.day))?;
        return Ok(Outcome::Done);
    }
    let done = ops::plan(&mut office, &new, &agenda)?;
    let meeting = office.read(|conn| store::meeting(conn, done.value))?;
    let notice = body.new.notice.verdict(None, new.day);
    let mut document = meeting_json(&meeting);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("notice_says".into(), json!(notice));
    }
    wrote(call, office, done.op, document, &format!("{}. {notice}", meeting.called()))
}

pub(super) fn change_args(c: Command) -> Command {
    texts(meeting_args(c)).arg(option("day", "D", "On which day"))
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = meeting(call, &office)?;
    let mut form = MeetingForm::of(&known.new);
    put(call, &mut form);
    let new = form.parse(Some(known.new.body), &terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::change(&mut office, known.id, &new)?;
    let now = office.read(|conn| store::meeting(conn, known.id))?;
    wrote(call, office, done.op, meeting_json(&now), &now.called())
}

pub(super) fn cancel_args(c: Command) -> Command {
    meeting_args(c).arg(flag("take-back", "Call it on again"))
}

pub(super) fn cancel(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = meeting(call, &office)?;
    let done = ops::cancel(&mut office, known.id, !call.flag("take-back"))?;
    let now = office.read(|conn| store::meeting(conn, known.id))?;
    wrote(call, office, done.op, meeting_json(&now), now.state().says())
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = meeting(call, &office)?;
    let done = ops::remove(&mut office, known.id)?;
    wrote(call, office, done.op, json!({ "id": known.id }), t!("Removed"))
}

pub(super) fn notice_args(c: Command) -> Command {
    meeting_args(c).arg(option("sent", "D", "The day it was sent (today)")).arg(flag("take-back", "It was not sent"))
}

pub(super) fn notice(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let sent = if call.flag("take-back") { None } else { Some(call.day("sent")?.unwrap_or(office.today())) };
    let done = ops::notice(&mut office, known.meeting.id, sent)?;
    let rule = known.body.new.notice;
    let says = rule.verdict(sent, known.meeting.new.day);
    let document = json!({ "id": known.meeting.id, "sent": sent, "enough": sent.map(|sent| rule.is_enough(sent, known.meeting.new.day)),
        "last_day": rule.last_day(known.meeting.new.day), "says": says });
    wrote(call, office, done.op, document, &says)
}

pub(super) fn open_args(c: Command) -> Command {
    meeting_args(c)
        .arg(option("chair", "PERSON", "Who is in the chair (who has the post, if they are there)"))
        .arg(option("secretary", "PERSON", "Who writes the minutes"))
        .arg(super::parts::at())
}

pub(super) fn open(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = meeting(call, &office)?;
    let chair = call.text("chair").map(|text| person(&office, text)).transpose()?;
    let secretary = call.text("secretary").map(|text| person(&office, text)).transpose()?;
    let done = ops::begin(&mut office, known.id, chair, secretary, time(call)?)?;
    let now = office.read(|conn| store::record(conn, known.id))?;
    let document = json!({ "id": known.id, "opened": now.meeting.opened.map(clock), "quorum": quorum_json(&now) });
    wrote(call, office, done.op, document, &now.quorum(None).says())
}

pub(super) fn chair_args(c: Command) -> Command {
    meeting_args(c).arg(option("chair", "PERSON", "Who is in the chair")).arg(option(
        "secretary",
        "PERSON",
        "Who writes the minutes",
    ))
}

pub(super) fn chair(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = meeting(call, &office)?;
    let chair = call.text("chair").map(|text| person(&office, text)).transpose()?;
    let secretary = call.text("secretary").map(|text| person(&office, text)).transpose()?;
    if chair.is_none() && secretary.is_none() {
        return Err(Problem::usage(t!(
            "Say who is in the chair with --chair, or who writes the minutes with --secretary"
        )));
    }
    let done = ops::officers(&mut office, known.id, chair, secretary)?;
    let now = office.read(|conn| store::meeting(conn, known.id))?;
    let name = now.chair.as_ref().map_or_else(|| t!("Nobody is in the chair").to_owned(), |(_, name)| name.clone());
    wrote(call, office, done.op, meeting_json(&now), &name)
}

pub(super) fn close_args(c: Command) -> Command {
    meeting_args(c).arg(super::parts::at())
}

pub(super) fn close(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = meeting(call, &office)?;
    let done = ops::end(&mut office, known.id, time(call)?)?;
    let now = office.read(|conn| store::record(conn, known.id))?;
    let left = now.items.iter().filter(|item| item.state == super::super::model::ItemState::Deferred).count();
    let words = match left {
        0 => t!("Closed").to_owned(),
        n => t!("Closed; {items} left for the next meeting", items = text::plural(n, t!("item"), t!("items"))),
    };
    let document = json!({ "id": known.id, "closed": now.meeting.closed.map(clock), "left": left });
    wrote(call, office, done.op, document, &words)
}

pub(super) fn papers_args(c: Command) -> Command {
    must_write(meeting_args(c), "to", "OUT.pdf", "The paper to write").arg(choice(
        "paper",
        "WHICH",
        "notice (the default), list, minutes, or archive for all of them",
        ["notice", "list", "minutes", "archive"],
    ))
}

/// Writes a paper of a meeting: the notice with the agenda, the list to sign, the minutes, or all of it to be put away.
pub(super) fn papers(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let record = record(call, &office)?;
    let to = call.need_target("to")?;
    let stationery = office.read(Stationery::read)?;
    let at = office.clock().now();
    let bytes = match call.text("paper").unwrap_or("notice") {
        "list" => {
            let called = office.read(|conn| store::called_names(conn, &record.body, record.meeting.new.day))?;
            page::list(&record, &called, &stationery, at)?
        }
        which @ ("minutes" | "archive") => {
            let text = record.minutes.as_ref().map_or_else(|| compose::written(&record), |m| m.text.clone());
            let make = if which == "archive" { page::archive } else { page::minutes };
            make(&record, &text, &stationery, at)?
        }
        _ => page::notice(&record, &stationery, at)?,
    };
    write_whole(&to, &bytes)?;
    let path = to.display().to_string();
    call.out.answer(&json!({ "file": path, "meeting": record.meeting.id }), &path)?;
    Ok(Outcome::Done)
}
