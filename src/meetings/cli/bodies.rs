//! `bodies list`, `show`, `set`, `remove`, `seat`, `unseat`.

use clap::Command;
use serde_json::json;

use super::super::model::{Body, BodyForm, BodyKind, NewBody, Seat, SeatForm, SeatId};
use super::super::{ops, store};
use super::parts::{body_json, person, terms, wrote};
use crate::cli::args::{choice, file, flag, needed, option, yes_no};
use crate::cli::{Call, Outcome};
use crate::kit::{Result, day, text};
use crate::ledger::model::read::wrong_fields;
use crate::office::Office;
use crate::t;

fn one(c: Command) -> Command {
    c.arg(file()).arg(needed("body", "BODY", "Its name or id"))
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file())
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let all = office.read(store::bodies)?;
    let mut lines: Vec<String> = all
        .iter()
        .map(|b| {
            format!("{:<32} {:<18} {} · {}", b.new.name, b.new.kind.says(), b.new.quorum.says(), b.new.notice.says())
        })
        .collect();
    lines.push(text::plural(all.len(), t!("body"), t!("bodies")));
    call.out.answer(&json!({ "bodies": all.iter().map(body_json).collect::<Vec<_>>() }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn show_args(c: Command) -> Command {
    one(c).arg(option("on", "D", "Who sits in it on this day (today)"))
}

fn named(call: &Call<'_>, office: &Office) -> Result<Body> {
    let text = call.need("body")?;
    office.read(|conn| store::body_called(conn, text))
}

fn seat_json(seat: &Seat) -> serde_json::Value {
    json!({ "id": seat.id, "person": seat.new.person, "name": seat.name, "post": seat.new.post, "voting": seat.new.voting,
        "from": seat.new.from, "until": seat.new.until })
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let body = named(call, &office)?;
    let on = call.day("on")?.unwrap_or(office.today());
    let (seats, (members, entitled)) =
        office.read(|conn| Ok((store::seats(conn, body.id)?, store::bounds(conn, &body, on)?)))?;
    let needed = body.new.quorum.needed(members, entitled);
    let mut out = vec![
        body.new.name.clone(),
        t!(
            "Quorum: {rule}; {n} of {members} on {day}",
            rule = body.new.quorum.says(),
            n = needed,
            members = members,
            day = day::short(on)
        ),
        t!("Notice: {rule}", rule = body.new.notice.says()),
    ];
    out.extend(body.new.majorities.iter().map(|(kind, majority)| format!("{kind}: {}", majority.says())));
    for seat in seats.iter().filter(|seat| seat.holds_on(on)) {
        let vote = if seat.new.voting { "" } else { t!(" (without a vote)") };
        let since = t!("since {day}", day = day::short(seat.new.from));
        out.push(format!("  {:<28} {:<20} {since}{vote}  {}", seat.name, seat.new.post, seat.id));
    }
    let mut document = body_json(&body);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("members".into(), json!(members));
        fields.insert("entitled".into(), json!(entitled));
        fields.insert("quorum_needed".into(), json!(needed));
        fields.insert("seats".into(), json!(seats.iter().map(seat_json).collect::<Vec<_>>()));
    }
    call.out.answer(&document, &out.join("\n"))?;
    Ok(Outcome::Done)
}

pub(super) fn set_args(c: Command) -> Command {
    one(c)
        .arg(choice("kind", "KIND", "What it is", BodyKind::ALL.map(BodyKind::key)))
        .arg(option("rename", "NAME", "Another name for it"))
        .arg(yes_no("roll", "Its members are those of the party, and who is on the roll may vote"))
        .arg(option("notice", "DAYS", "The notice that its meetings need, in days"))
        .arg(yes_no("clear", "Neither the day of sending nor that of the meeting counts (yes)"))
        .arg(option("quorum", "RULE", "none, 5, 1/3, “more than 1/2 of entitled”"))
        .arg(crate::cli::args::many(
            "majority",
            "KIND=RULE",
            "A kind of decision with its majority: “rule change=2/3 of present”",
        ))
        .arg(yes_no("casting", "The chair decides a tie"))
        .arg(option("proxies", "N", "How many absent members one may vote for"))
        .arg(crate::cli::args::many("post", "POST", "A post, in their order"))
        .arg(option("attend", "TEXT", "Who may attend"))
        .arg(option("agenda", "LINES", "Its own agenda: lines of “title | minutes | consent”"))
        .arg(option("ended", "D", "The day it ended"))
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let name = call.need("body")?.to_owned();
    let known = office.read(store::bodies)?.into_iter().find(|b| {
        let fold = crate::kit::fold::fold;
        b.id.to_string() == name || fold(&b.new.name) == fold(&name)
    });
    let start = known.as_ref().map_or_else(
        || NewBody {
            name: name.clone(),
            notice: super::super::model::Notice { days: 0, clear: true },
            ..NewBody::default()
        },
        |b| b.new.clone(),
    );
    let mut form = BodyForm::of(&start);
    for (flag, field) in [
        ("kind", &mut form.kind),
        ("rename", &mut form.name),
        ("notice", &mut form.notice_days),
        ("quorum", &mut form.quorum),
        ("proxies", &mut form.proxies),
        ("attend", &mut form.attend),
        ("agenda", &mut form.agenda),
        ("ended", &mut form.ended),
    ] {
        if let Some(text) = call.text(flag) {
            text.clone_into(field);
        }
    }
    form.agenda = form.agenda.replace("\\n", "\n");
    let yes = |flag: &str, was: bool| call.text(flag).map_or(was, |text| text == "yes");
    (form.roll, form.casting) = (yes("roll", form.roll), yes("casting", form.casting));
    form.notice_plain = !yes("clear", !form.notice_plain);
    let posts = call.many("post");
    if !posts.is_empty() {
        form.posts = posts.join("\n");
    }
    for line in call.many("majority") {
        let kind = line.split('=').next().unwrap_or_default().trim().to_lowercase();
        let others: Vec<&str> = form
            .majorities
            .lines()
            .filter(|l| l.split('=').next().unwrap_or_default().trim().to_lowercase() != kind)
            .collect();
        form.majorities = others.into_iter().chain([line.as_str()]).collect::<Vec<_>>().join("\n");
    }
    let new = form.parse(&terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::save_body(&mut office, known.map(|b| b.id), &new)?;
    let body = office.read(|conn| store::body(conn, done.value))?;
    wrote(call, office, done.op, body_json(&body), &body.new.name)
}

pub(super) fn remove_args(c: Command) -> Command {
    one(c)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let body = named(call, &office)?;
    let done = ops::remove_body(&mut office, body.id)?;
    wrote(call, office, done.op, json!({ "id": body.id }), t!("Removed"))
}

pub(super) fn seat_args(c: Command) -> Command {
    one(c)
        .arg(needed("person", "PERSON", "Id, number, e-mail address or name"))
        .arg(option("post", "POST", "The post they hold"))
        .arg(flag("without-vote", "They sit without a vote"))
        .arg(option("from", "D", "The first day (today)"))
        .arg(option("until", "D", "The last day"))
}

/// Seats somebody; who sits there today has their seat changed.
pub(super) fn seat(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let body = named(call, &office)?;
    let who = person(&office, call.need("person")?)?;
    let today = office.today();
    let known = office
        .read(|conn| store::seats(conn, body.id))?
        .into_iter()
        .find(|s| s.new.person == who && s.holds_on(today) && call.text("from").is_none());
    let mut form = known.as_ref().map_or_else(SeatForm::default, |s| SeatForm::of(&s.new));
    for (flag, field) in [("post", &mut form.post), ("from", &mut form.from), ("until", &mut form.until)] {
        if let Some(text) = call.text(flag) {
            text.clone_into(field);
        }
    }
    form.voting &= !call.flag("without-vote");
    let new = form.parse(Some(who), &terms(&office)?).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::seat(&mut office, body.id, known.map(|s| s.id), &new)?;
    let seat = office.read(|conn| store::seat(conn, done.value))?;
    let words = format!("{} · {}", seat.name, body.new.name);
    wrote(call, office, done.op, seat_json(&seat), &words)
}

pub(super) fn unseat_args(c: Command) -> Command {
    c.arg(file()).arg(needed("seat", "SEAT", "As `bodies show` lists it"))
}

pub(super) fn unseat(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id: SeatId = call.need("seat")?.parse()?;
    let done = ops::unseat(&mut office, id)?;
    wrote(call, office, done.op, json!({ "id": id }), t!("Removed"))
}
