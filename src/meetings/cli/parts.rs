//! What the commands of meetings share: who and what is meant, and meetings as JSON.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::super::model::{
    Attendee, AttendeeId, Body, Decision, Item, ItemId, Meeting, Minute, Motion, MotionId, Record, Vote, clock,
    read_clock,
};
use super::super::store;
use crate::cli::args::{file, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::ledger::model::Terms;
use crate::office::{Office, OpId, profile};
use crate::people::{self, PersonId};
use crate::t;

pub(super) const MEETING: &str = "Id, day, or the body’s name: the one under way, else the next, else the last";

pub(super) fn meeting_args(c: Command) -> Command {
    c.arg(file()).arg(needed("meeting", "MEETING", MEETING))
}

pub(super) fn at() -> Arg {
    option("at", "TIME", "The time, such as 19:30 (now)")
}

pub(super) fn item() -> Arg {
    option("item", "N", "The number of an item on the agenda (the one under way)")
}

pub(super) fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

pub(super) fn meeting(call: &Call<'_>, office: &Office) -> Result<Meeting> {
    let (text, today) = (call.need("meeting")?, office.today());
    office.read(|conn| store::meeting_called(conn, text, today))
}

pub(super) fn record(call: &Call<'_>, office: &Office) -> Result<Record> {
    let meeting = meeting(call, office)?;
    office.read(|conn| store::record(conn, meeting.id))
}

pub(super) fn time(call: &Call<'_>) -> Result<Option<Minute>> {
    call.text("at").map(read_clock).transpose()
}

/// Somebody of the register.
pub(super) fn person(office: &Office, text: &str) -> Result<PersonId> {
    office.read(|conn| people::store::resolve(conn, text))
}

/// Somebody in the list of a meeting: by id, by the id of the person, or by name, of which the beginning will do.
pub(super) fn attendee(record: &Record, text: &str) -> Result<AttendeeId> {
    let (text, folded) = (text.trim(), fold(text.trim()));
    let exact = |one: &&Attendee| {
        one.id.to_string() == text || one.person.is_some_and(|p| p.to_string() == text) || fold(&one.name) == folded
    };
    if let Some(one) = record.people.iter().find(exact) {
        return Ok(one.id);
    }
    let begins =
        |one: &&Attendee| !folded.is_empty() && fold(&one.name).split(' ').any(|word| word.starts_with(&folded));
    let found: Vec<&Attendee> = record.people.iter().filter(begins).collect();
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Problem::input(t!("Nobody in the list of this meeting is called “{text}”", text = text))
            .hint(t!("Record first who came: `wardroom room arrive`"))),
        several => Err(Problem::input(t!("More than one in the list could be “{text}”", text = text))
            .hint(several.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join(", "))),
    }
}

/// The item of `--item`, by its number.
pub(super) fn item_of(call: &Call<'_>, record: &Record) -> Result<Option<ItemId>> {
    call.text("item").map(|text| item_called(record, text)).transpose()
}

/// An item by its number on the agenda, or its id.
pub(super) fn item_called(record: &Record, text: &str) -> Result<ItemId> {
    let by_number = text.trim().parse::<usize>().ok().and_then(|n| record.items.get(n.wrapping_sub(1)));
    let found = by_number.or_else(|| record.items.iter().find(|item| item.id.to_string() == text.trim()));
    found.map(|item| item.id).ok_or_else(|| {
        Problem::input(t!("There is no item “{text}” on the agenda", text = text.trim()))
            .hint(t!("Items are named by their numbers, 1 to {last}", last = record.items.len()))
    })
}

/// A motion by its number or name ("2", "2a", "p1", "Motion 2") or id.
pub(super) fn motion_called(record: &Record, text: &str) -> Result<MotionId> {
    let typed = fold(text.trim());
    let short = |motion: &Motion| {
        let name = fold(&record.motion_name(motion));
        let number = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let procedural = motion.new.kind == super::super::model::MotionKind::Procedural;
        (name, if procedural { format!("p{number}") } else { number })
    };
    let found = record.motions.iter().find(|motion| {
        let (name, number) = short(motion);
        motion.id.to_string() == text.trim() || name == typed || number == typed
    });
    found.map(|motion| motion.id).ok_or_else(|| {
        let names: Vec<String> = record.motions.iter().map(|m| record.motion_name(m)).collect();
        let none = t!("Nothing was moved in this meeting yet: `wardroom motions move`");
        Problem::input(t!("There is no motion “{text}” in this meeting", text = text.trim()))
            .hint(crate::kit::text::there_are(&names, none))
    })
}

/// What a command that wrote answers: its document with the step, once the office is closed.
pub(super) fn wrote(
    call: &mut Call<'_>,
    office: Office,
    op: Option<OpId>,
    mut document: Json,
    words: &str,
) -> Result<Outcome> {
    office.close()?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".to_owned(), json!(op));
    }
    call.out.answer(&document, words)?;
    Ok(Outcome::Done)
}

pub(super) fn body_json(body: &Body) -> Json {
    let new = &body.new;
    json!({ "id": body.id, "name": new.name, "kind": new.kind.key(), "roll": new.roll, "posts": new.posts,
        "notice_days": new.notice.days, "clear_days": new.notice.clear, "quorum": new.quorum.to_string(),
        "majorities": new.majorities.iter().map(|(kind, m)| json!({ "decision": kind, "majority": m.to_string() })).collect::<Vec<_>>(),
        "casting_vote": new.casting, "proxies": new.proxies, "attend": new.attend, "ended": new.ended })
}

pub(super) fn meeting_json(meeting: &Meeting) -> Json {
    let new = &meeting.new;
    json!({ "id": meeting.id, "body": meeting.body_name, "kind": new.kind.key(), "name": meeting.name(), "day": new.day,
        "starts": new.starts.map(clock), "place": new.place, "online": new.online, "notice": meeting.notice,
        "state": meeting.state().key(), "chair": meeting.chair.as_ref().map(|(_, name)| name),
        "secretary": meeting.secretary.as_ref().map(|(_, name)| name), "opened": meeting.opened.map(clock),
        "closed": meeting.closed.map(clock) })
}

pub(super) fn item_json(record: &Record, item: &Item) -> Json {
    json!({ "id": item.id, "number": record.number(item.id), "title": item.new.title, "note": item.new.note,
        "presenter": item.new.presenter, "minutes": item.new.minutes, "consent": item.new.consent,
        "state": item.state.key(), "began": item.began.map(clock), "ended": item.ended.map(clock), "said": item.said })
}

pub(super) fn quorum_json(record: &Record) -> Json {
    let quorum = record.quorum_now();
    json!({ "needed": quorum.needed, "present": quorum.present, "met": quorum.met(), "says": record.quorum_says() })
}

pub(super) fn attendee_json(record: &Record, one: &Attendee) -> Json {
    json!({ "id": one.id, "person": one.person, "name": one.name, "post": one.post, "voting": one.voting,
        "here": one.is_here(), "apology": one.apology, "proxy": one.proxy.map(|id| record.name(id)),
        "stays": one.stays.iter().map(|s| json!({ "came": clock(s.came), "left": s.gone.map(clock) })).collect::<Vec<_>>() })
}

pub(super) fn motion_json(record: &Record, motion: &Motion) -> Json {
    json!({ "id": motion.id, "name": record.motion_name(motion), "kind": motion.new.kind.key(), "text": motion.new.text,
        "says": motion.says(), "from": motion.earlier.as_ref().map(|from| from.day), "decides": motion.new.decides, "mover": motion.new.mover.map(|id| record.name(id)),
        "seconder": motion.new.seconder.map(|id| record.name(id)), "state": motion.state.key() })
}

pub(super) fn vote_json(record: &Record, vote: &Vote) -> Json {
    let verdict = vote.verdict();
    json!({ "id": vote.id, "motion": vote.motion.and_then(|id| record.motion(id)).map(|m| record.motion_name(m)),
        "question": vote.question, "method": vote.method.key(), "majority": vote.majority.to_string(),
        "yes": vote.counts.map(|c| c.yes), "no": vote.counts.map(|c| c.no), "abstain": vote.counts.map(|c| c.abstain),
        "invalid": vote.counts.map(|c| c.invalid), "voters": vote.voters, "needed": verdict.map(|v| v.needed),
        "short": verdict.map(super::super::model::Verdict::short), "casting": vote.casting, "carried": vote.carried,
        "at": clock(vote.at), "says": vote.says() })
}

pub(super) fn decision_json(decision: &Decision) -> Json {
    json!({ "id": decision.id, "number": decision.number, "day": decision.day, "body": decision.body_name,
        "text": decision.text, "meeting": decision.meeting,
        "superseded_by": decision.superseded_by.as_ref().map(|(_, number)| number),
        "withdrawn_on": decision.withdrawn.as_ref().map(|(on, _)| on),
        "withdrawn_why": decision.withdrawn.as_ref().map(|(_, why)| why) })
}
