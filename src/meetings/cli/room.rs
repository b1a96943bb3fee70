//! `room …` and `motions …`: what happens while a meeting is under way.

use clap::{Arg, Command};
use serde_json::json;

use super::super::model::{
    Conduct, Counts, Item, ItemState, Majority, MeetingId, Method, MotionKind, NewMotion, NewVote, Record, Said,
};
use super::super::ops::Person;
use super::super::{ops, store};
use super::parts::{
    at, attendee, attendee_json, item, item_called, item_json, item_of, meeting, meeting_args, motion_called,
    motion_json, person, quorum_json, record, terms, time, vote_json, wrote,
};
use crate::cli::args::{choice, flag, many, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result};
use crate::ledger::model::read::wrong_fields;
use crate::office::{Office, OpId};
use crate::t;
use crate::tasks;
use crate::tasks::model::TaskForm;

fn who() -> Arg {
    needed("person", "PERSON", "Somebody of the register, or in the list of the meeting")
}

/// Answers with how the quorum stands.
fn answer(call: &mut Call<'_>, office: Office, id: MeetingId, op: Option<OpId>) -> Result<Outcome> {
    let now = office.read(|conn| store::record(conn, id))?;
    let document = state(&now);
    wrote(call, office, op, document, &now.quorum(None).says())
}

/// Who is there, and how the quorum stands.
fn state(now: &Record) -> serde_json::Value {
    let people: Vec<_> = now.people.iter().map(|one| attendee_json(now, one)).collect();
    json!({ "quorum": quorum_json(now), "votes": now.votes_in_room(None), "people": people })
}

pub(super) fn arrive_args(c: Command) -> Command {
    meeting_args(c)
        .arg(who())
        .arg(many("and", "PERSON", "Somebody else who came with them"))
        .arg(flag("guest", "They are nobody of the register"))
        .arg(yes_no("voting", "Whether they may vote (as the body has it)"))
        .arg(at())
}

pub(super) fn arrive(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let voting = call.text("voting").map(|text| text == "yes");
    let mut names = vec![call.need("person")?.to_owned()];
    names.extend(call.many("and"));
    let (mut op, mut came) = (None, Vec::new());
    for name in names {
        let who = if call.flag("guest") { Person::Guest(name) } else { Person::Known(person(&office, &name)?) };
        let done = ops::come(&mut office, id, &who, voting, time(call)?)?;
        came.push(done.value);
        op = done.op;
    }
    let now = office.read(|conn| store::record(conn, id))?;
    let mut without = Vec::new();
    for one in now.people.iter().filter(|one| came.contains(&one.id) && !one.voting) {
        let Some(person) = one.person else { continue };
        let why = office.read(|conn| store::why_no_vote(conn, &now.body, person, now.meeting.new.day))?;
        without.push((one.name.clone(), why.unwrap_or_else(|| t!("as it was said").to_owned())));
    }
    let mut words: Vec<String> =
        without.iter().map(|(name, why)| t!("{name} has no vote: {why}", name = name, why = why)).collect();
    words.push(now.quorum(None).says());
    let mut document = state(&now);
    if let Some(fields) = document.as_object_mut() {
        let without: Vec<_> = without.iter().map(|(name, why)| json!({ "name": name, "why": why })).collect();
        fields.insert("no_vote".into(), json!(without));
    }
    wrote(call, office, op, document, &words.join("\n"))
}

pub(super) fn leave_args(c: Command) -> Command {
    meeting_args(c).arg(who()).arg(many("and", "PERSON", "Somebody else who left")).arg(at())
}

pub(super) fn leave(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let mut names = vec![call.need("person")?.to_owned()];
    names.extend(call.many("and"));
    let mut op = None;
    for name in names {
        op = ops::go(&mut office, known.meeting.id, attendee(&known, &name)?, time(call)?)?.op;
    }
    answer(call, office, known.meeting.id, op)
}

pub(super) fn apologies_args(c: Command) -> Command {
    meeting_args(c).arg(who()).arg(flag("take-back", "They sent none"))
}

pub(super) fn apologies(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let who = person(&office, call.need("person")?)?;
    let done = ops::apologise(&mut office, id, who, !call.flag("take-back"))?;
    answer(call, office, id, done.op)
}

pub(super) fn proxy_args(c: Command) -> Command {
    meeting_args(c).arg(who()).arg(option("by", "PERSON", "Who votes for them; nobody where it is not given"))
}

pub(super) fn proxy(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let absent = person(&office, call.need("person")?)?;
    let holder = call.text("by").map(|text| person(&office, text)).transpose()?;
    let done = ops::proxy(&mut office, id, absent, holder)?;
    answer(call, office, id, done.op)
}

pub(super) fn interest_args(c: Command) -> Command {
    meeting_args(c).arg(who()).arg(item()).arg(option("about", "TEXT", "What the interest is")).arg(
        choice("then", "WHAT", "stays (and votes), no_vote or leaves", Conduct::ALL.iter().map(|c| c.key()))
            .default_value("no_vote"),
    )
}

pub(super) fn interest(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let on = item_of(call, &known)?.or_else(|| known.current().map(|item| item.id));
    let on = on.ok_or_else(|| Problem::input(t!("No item is under way; say which by --item")))?;
    let conduct = Conduct::of(call.text("then").unwrap_or("no_vote"))?;
    let about = call.text("about").unwrap_or_default().to_owned();
    let done = ops::declare(&mut office, on, attendee(&known, call.need("person")?)?, &about, conduct)?;
    answer(call, office, known.meeting.id, done.op)
}

pub(super) fn item_args(c: Command) -> Command {
    meeting_args(c)
        .arg(needed("number", "N", "The number of the item, or “next”"))
        .arg(choice(
            "state",
            "STATE",
            "open (the default), done, deferred or waiting",
            ItemState::ALL.map(ItemState::key),
        ))
        .arg(at())
}

pub(super) fn take_item(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let number = call.need("number")?;
    let id = match number {
        "next" => known.next().map(|item| item.id).ok_or_else(|| Problem::input(t!("No item is left to come")))?,
        number => item_called(&known, number)?,
    };
    let state = ItemState::of(call.text("state").unwrap_or("open"))?;
    let done = ops::item(&mut office, id, state, time(call)?)?;
    let now = office.read(|conn| store::record(conn, known.meeting.id))?;
    let title = now.item(id).map(|i| i.new.title.clone()).unwrap_or_default();
    let document = now.item(id).map(|i| item_json(&now, i)).unwrap_or_default();
    let mut words = format!("{title}: {}", state.says());
    let left = |item: &&Item| {
        item.id != id
            && item.state == ItemState::Deferred
            && known.item(item.id).is_some_and(|before| before.state == ItemState::Open)
    };
    for item in now.items.iter().filter(left) {
        words.push_str(&t!("\n“{title}” is left over: a motion is not decided", title = item.new.title));
    }
    wrote(call, office, done.op, document, &words)
}

pub(super) fn note_args(c: Command) -> Command {
    meeting_args(c).arg(needed("text", "TEXT", "What the minutes say of the item")).arg(item())
}

pub(super) fn note(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let on = item_of(call, &known)?.or_else(|| known.current().map(|item| item.id));
    let on = on.ok_or_else(|| Problem::input(t!("No item is under way; say which by --item")))?;
    let done = ops::say(&mut office, on, &call.need("text")?.replace("\\n", "\n"))?;
    let now = office.read(|conn| store::record(conn, known.meeting.id))?;
    let document = now.item(on).map(|i| item_json(&now, i)).unwrap_or_default();
    wrote(call, office, done.op, document, t!("Minuted"))
}

pub(super) fn speaker_args(c: Command) -> Command {
    meeting_args(c).arg(who()).arg(flag("take-back", "They no longer want to speak"))
}

fn speakers(call: &mut Call<'_>, office: Office, id: MeetingId, op: Option<OpId>) -> Result<Outcome> {
    let now = office.read(|conn| store::record(conn, id))?;
    let speaking = now.speaking().map(|s| now.name(s.who).to_owned());
    let waiting: Vec<String> = now.waiting().map(|s| now.name(s.who).to_owned()).collect();
    let words = match (&speaking, waiting.is_empty()) {
        (Some(name), _) => t!("{name} speaks", name = name),
        (None, true) => t!("Nobody is on the speakers’ list").to_owned(),
        (None, false) => waiting.join(", "),
    };
    wrote(call, office, op, json!({ "speaking": speaking, "waiting": waiting }), &words)
}

pub(super) fn speaker(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let who = attendee(&known, call.need("person")?)?;
    let done = ops::queue(&mut office, known.meeting.id, who, !call.flag("take-back"))?;
    speakers(call, office, known.meeting.id, done.op)
}

pub(super) fn speak_args(c: Command) -> Command {
    meeting_args(c)
        .arg(option("person", "PERSON", "Who of the list (the next)"))
        .arg(flag("stop", "Who speaks has spoken"))
}

pub(super) fn speak(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let who = call.text("person").map(|text| attendee(&known, text)).transpose()?;
    let done = ops::speak(&mut office, known.meeting.id, who, call.flag("stop"))?;
    speakers(call, office, known.meeting.id, done.op)
}

pub(super) fn consent_args(c: Command) -> Command {
    meeting_args(c).arg(at())
}

pub(super) fn consent(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = meeting(call, &office)?.id;
    let done = ops::consent(&mut office, id, time(call)?)?;
    answer(call, office, id, done.op)
}

pub(super) fn action_args(c: Command) -> Command {
    meeting_args(c)
        .arg(needed("text", "TEXT", "What is to be done"))
        .arg(option("owner", "PERSON", "Who sees to it: of the register, or any name"))
        .arg(option("due", "D", "By when"))
        .arg(item())
}

pub(super) fn action(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let owner = office.read(|conn| tasks::store::owner(conn, &text("owner")))?;
    let form = TaskForm { text: text("text"), due: text("due"), note: String::new() };
    let new = form.parse(owner, &terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::act(&mut office, known.meeting.id, item_of(call, &known)?, &new)?;
    let task = office.read(|conn| tasks::store::get(conn, done.value))?;
    let document = json!({ "task": task.id, "text": task.new.text, "owner": task.owner, "due": task.new.due });
    wrote(call, office, done.op, document, &task.new.text)
}

pub(super) fn move_args(c: Command) -> Command {
    meeting_args(c)
        .arg(needed("text", "TEXT", "What is moved"))
        .arg(option("amends", "MOTION", "It amends this motion, such as 1"))
        .arg(option("becomes", "TEXT", "What the motion says if the amendment is carried"))
        .arg(flag("procedural", "It is about how the meeting goes on"))
        .arg(option("decides", "KIND", "The kind of decision, as the body’s majorities have it"))
        .arg(option("mover", "PERSON", "Who moves it"))
        .arg(option("seconder", "PERSON", "Who seconds it"))
        .arg(item())
}

pub(super) fn move_motion(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let amends = call.text("amends").map(|text| motion_called(&known, text)).transpose()?;
    let kind = match (amends, call.flag("procedural")) {
        (Some(_), _) => MotionKind::Amendment,
        (None, true) => MotionKind::Procedural,
        (None, false) => MotionKind::Motion,
    };
    let text = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let one = |name: &str| call.text(name).map(|text| attendee(&known, text)).transpose();
    let decides = text("decides");
    known_kind(&known, &decides)?;
    let new = NewMotion {
        item: item_of(call, &known)?,
        kind,
        amends,
        text: text("text"),
        becomes: text("becomes"),
        decides,
        mover: one("mover")?,
        seconder: one("seconder")?,
    };
    let done = ops::move_motion(&mut office, known.meeting.id, &new)?;
    let now = office.read(|conn| store::record(conn, known.meeting.id))?;
    let moved = now.motion(done.value);
    let words = moved.map(|m| now.motion_name(m)).unwrap_or_default();
    let document = moved.map(|m| motion_json(&now, m)).unwrap_or_default();
    wrote(call, office, done.op, document, &words)
}

/// A kind of decision that the body's rules do not have would quietly need a simple majority.
fn known_kind(record: &Record, decides: &str) -> Result<()> {
    let known = &record.body.new.majorities;
    if decides.is_empty() || known.iter().any(|(kind, _)| kind.eq_ignore_ascii_case(decides.trim())) {
        return Ok(());
    }
    let names: Vec<String> = known.iter().map(|(kind, _)| kind.clone()).collect();
    Err(Problem::input(t!(
        "The rules of {body} have no majority for “{kind}”",
        body = record.body.new.name,
        kind = decides
    ))
    .hint(crate::kit::text::there_are(
        &names,
        t!("Set one: `wardroom bodies set FILE BODY --majority \"rule change=2/3\"`"),
    )))
}

pub(super) fn withdraw_args(c: Command) -> Command {
    meeting_args(c).arg(needed("motion", "MOTION", "Such as 1, 1a, p1"))
}

pub(super) fn withdraw(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let id = motion_called(&known, call.need("motion")?)?;
    let done = ops::withdraw(&mut office, known.meeting.id, id)?;
    let now = office.read(|conn| store::record(conn, known.meeting.id))?;
    let document = now.motion(id).map(|m| motion_json(&now, m)).unwrap_or_default();
    wrote(call, office, done.op, document, t!("Withdrawn"))
}

pub(super) fn vote_args(c: Command) -> Command {
    let number = |name: &'static str, help: &'static str| option(name, "N", help);
    meeting_args(c)
        .arg(option("motion", "MOTION", "Such as 1, 1a, p1"))
        .arg(option("question", "TEXT", "What is asked, where it is no motion"))
        .arg(
            choice("method", "HOW", "hands, roll, secret or acclamation", Method::ALL.iter().map(|m| m.key()))
                .default_value("hands"),
        )
        .args([
            number("for", "How many were for it"),
            number("against", "How many were against it"),
            number("abstained", "How many abstained"),
            number("invalid", "How many were invalid"),
        ])
        .arg(many("yes", "PERSON", "Who was for it, at a roll call"))
        .arg(many("no", "PERSON", "Who was against it"))
        .arg(many("abstain", "PERSON", "Who abstained"))
        .arg(yes_no("casting", "The chair’s casting vote on a tie"))
        .arg(option("majority", "RULE", "Another majority than the body’s rule"))
        .arg(item())
        .arg(at())
}

pub(super) fn vote(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let known = record(call, &office)?;
    let motion = call.text("motion").map(|text| motion_called(&known, text)).transpose()?;
    let mut said = Vec::new();
    for (name, what) in [("yes", Said::Yes), ("no", Said::No), ("abstain", Said::Abstain)] {
        for text in call.many(name) {
            said.push((attendee(&known, &text)?, what));
        }
    }
    let number = |name: &str| call.number::<u32>(name);
    let method = Method::of(call.text("method").unwrap_or("hands"))?;
    let given = number("for")?.is_some() || number("against")?.is_some();
    let counts = Counts {
        yes: number("for")?.unwrap_or(0),
        no: number("against")?.unwrap_or(0),
        abstain: number("abstained")?.unwrap_or(0),
        invalid: number("invalid")?.unwrap_or(0),
    };
    let new = NewVote {
        item: item_of(call, &known)?,
        motion,
        question: call.text("question").unwrap_or_default().to_owned(),
        method: if said.is_empty() { method } else { Method::Roll },
        counts: given.then_some(counts),
        said,
        casting: call.text("casting").map(|text| text == "yes"),
        majority: call.text("majority").map(str::parse::<Majority>).transpose()?,
        at: time(call)?,
    };
    let done = ops::vote(&mut office, known.meeting.id, &new)?;
    let now = office.read(|conn| store::record(conn, known.meeting.id))?;
    let taken = now.votes.iter().find(|v| v.id == done.value);
    let words = taken.map(super::super::model::Vote::says).unwrap_or_default();
    let document = taken.map(|v| vote_json(&now, v)).unwrap_or_default();
    wrote(call, office, done.op, document, &words)
}
