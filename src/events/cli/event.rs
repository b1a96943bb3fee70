//! `events list`, `show`, `add`, `change`, `skip`, `also`, `remove` and `close`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::model::timing::{self, Local};
use super::super::model::{Clash, Event, EventForm, Occurrence, Of, parts, rule};
use super::super::{ops::event as ops, store};
use super::{add_field, event_args, file, flag, meant, needed, option, put, terms};
use crate::cli::{Call, Outcome};
use crate::kit::{Day, Problem, Result, day, text};
use crate::ledger::model::read::wrong_fields;
use crate::office::Office;
use crate::people;
use crate::t;

pub(super) fn one_args(c: Command) -> Command {
    event_args(c)
}

pub(super) fn list_args(c: Command) -> Command {
    c.arg(file()).arg(option("kind", "KIND", "Only those of a kind")).arg(flag("all", "Also those that are over"))
}

/// An event as scripts read it.
pub(super) fn as_json(event: &Event) -> Json {
    let (new, timing) = (&event.new, &event.new.timing);
    let end = if timing.all_day {
        json!(timing.last_day(timing.start))
    } else {
        json!(timing.end.format(timing::STAMP).to_string())
    };
    let stamps = |all: &[Local]| all.iter().map(|at| at.format(timing::STAMP).to_string()).collect::<Vec<_>>();
    json!({
        "id": event.id, "title": new.title, "kind": new.kind, "kind_name": event.kind_name, "status": new.status.key(),
        "start": if timing.all_day { timing.start.date().to_string() } else { timing.start.format(timing::STAMP).to_string() },
        "end": end, "all_day": timing.all_day, "zone": timing.zone, "rule": timing.rule, "also": stamps(&timing.also),
        "except": stamps(&timing.except), "series": event.series.map(|(id, _)| id),
        "instead_of": event.series.map(|(_, at)| at.format(timing::STAMP).to_string()), "mode": new.mode.key(),
        "venue": new.venue, "place": event.place(), "link": new.link, "about": new.about, "purpose": new.purpose,
        "measure": new.measure, "lead": new.lead, "lead_name": event.lead_name, "capacity": new.capacity,
        "offer_hours": new.offer_hours, "no_show": new.no_show, "appeal": event.appeal(), "plan_b": new.plan_b, "note": new.note,
        "uid": event.uid, "sequence": event.sequence, "closed": event.closed, "outcome": event.outcome
    })
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let today = office.today();
    let far = today.checked_add_days(chrono::Days::new(370)).unwrap_or(today);
    let (all, coming) = office.read(|conn| Ok((store::events(conn)?, store::between(conn, today, far)?)))?;
    let kind = call.text("kind").map(str::to_owned);
    let next = |event: &Event| coming.iter().find(|one| one.of == Of::Own(event.id)).map(|one| one.start);
    let shown: Vec<(&Event, Option<Local>)> = all
        .iter()
        .map(|event| (event, next(event)))
        .filter(|(event, next)| call.flag("all") || next.is_some() || event.new.timing.start.date() >= today)
        .filter(|(event, _)| kind.as_ref().is_none_or(|kind| event.new.kind == *kind))
        .collect();
    let mut out = String::new();
    for (event, next) in &shown {
        let on = next.unwrap_or(event.new.timing.start);
        out.push_str(&format!(
            "{}  {:<36} {:<12} {:<24} {}\n",
            on.format("%Y-%m-%d %H:%M"),
            event.new.title,
            event.new.status.label(),
            event.place(),
            event.id
        ));
    }
    out.push_str(&text::plural(shown.len(), t!("event"), t!("events")));
    let list: Vec<Json> = shown
        .iter()
        .map(|(event, next)| {
            let mut document = as_json(event);
            add_field(&mut document, "next", json!(next.map(|at| at.format(timing::STAMP).to_string())));
            document
        })
        .collect();
    call.out.answer(&json!({ "events": list }), &out)?;
    Ok(Outcome::Done)
}

pub(super) fn occurrence_json(one: &Occurrence) -> Json {
    let at =
        |moment: Local| if one.all_day { moment.date().to_string() } else { moment.format(timing::STAMP).to_string() };
    json!({
        "id": match one.of { Of::Own(id) => json!(id), _ => Json::Null },
        "meeting": match one.of { Of::Meeting(id) => json!(id), _ => Json::Null },
        "title": one.title, "start": at(one.start),
        "end": if one.all_day { one.last_day().to_string() } else { at(one.end) }, "all_day": one.all_day, "status": one.status.key(),
        "kind": one.kind, "place": one.place, "series": one.is_series, "partner": one.partner
    })
}

pub(super) fn clash_json(clash: &Clash) -> Json {
    json!({ "on": clash.mine.first_day(), "event": clash.mine.title, "says": clash.says(), "hard": clash.is_hard(), "with": occurrence_json(&clash.other) })
}

pub(super) fn show(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let (event, currency) = (meant(call, &office)?, terms(&office)?.currency);
    let today = office.today();
    let mut document = as_json(&event);
    let mut out = format!("{}\n{}\n", event.new.title, event.new.timing.says(event.new.timing.start));
    if event.new.timing.is_series() {
        out.push_str(&format!("{}\n", rule::says(&event.new.timing.rule)));
        let from = today.and_time(chrono::NaiveTime::MIN);
        let to = from.checked_add_days(chrono::Days::new(400)).unwrap_or(from);
        let days: Vec<String> =
            event.new.timing.starts(from, to).iter().map(|at| at.format(timing::STAMP).to_string()).collect();
        add_field(&mut document, "days", json!(days));
    }
    for (says, value) in [
        (t!("Kind"), event.kind_name.clone()),
        (t!("State"), event.new.status.label().to_owned()),
        (t!("Where"), event.place()),
        (t!("Lead"), event.lead_name.clone()),
        (t!("Purpose"), event.new.purpose.clone()),
        (t!("Measure of success"), event.new.measure.clone()),
        (t!("Closed"), event.closed.map(|on| on.to_string()).unwrap_or_default()),
        (t!("Outcome"), event.outcome.clone()),
    ] {
        if !value.is_empty() {
            out.push_str(&format!("{says}: {value}\n"));
        }
    }
    let clashes = office.read(|conn| store::clashes(conn, Some(&event), today))?;
    add_field(&mut document, "clashes", json!(clashes.iter().map(clash_json).collect::<Vec<_>>()));
    for clash in clashes.iter().filter(|clash| clash.is_hard()) {
        out.push_str(&format!("! {}\n", clash.says()));
    }
    for part in parts::ALL {
        let rows = office.read(|conn| store::rows(conn, part, event.id))?;
        if !rows.is_empty() {
            out.push_str(&t!("{part}: {count}\n", part = (part.says)(), count = rows.len()));
        }
        add_field(
            &mut document,
            part.key,
            json!(rows.iter().map(|row| super::part::as_json(part, row, currency)).collect::<Vec<_>>()),
        );
    }
    out.push_str(&event.id.to_string());
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

const FIELDS: &[(&str, &str, &str)] = &[
    ("day", "D", "On which day, like 2026-12-04"),
    ("last", "D", "The last day, where it lasts several"),
    ("from", "HH:MM", "When it starts; without it, it is all day"),
    ("to", "HH:MM", "When it ends (default: two hours later)"),
    ("zone", "ZONE", "Its time zone, where it is not the office's: Europe/London"),
    (
        "again",
        "RHYTHM",
        "daily, weekly, fortnightly, monthly (the same weekday), monthly-day, yearly, once, or an RRULE",
    ),
    ("until", "D", "The last day on which it can come again"),
    ("kind", "KIND", "Its kind: `events kinds list`"),
    ("status", "S", "planned, confirmed, postponed or cancelled"),
    ("mode", "M", "place, online or both"),
    ("venue", "VENUE", "A venue of the book; “none” takes it away"),
    ("place", "TEXT", "The place, where there is no venue of the book"),
    ("link", "ADDRESS", "Where people join online"),
    ("about", "TEXT", "What it is about, for who is invited"),
    ("purpose", "TEXT", "What it is for"),
    ("measure", "TEXT", "How one will know that it was a success"),
    ("lead", "PERSON", "Who leads it; “none” takes them away"),
    ("capacity", "N", "How many can come"),
    ("offer-hours", "N", "For how many hours a place is kept for who is next (default: 48)"),
    ("no-show", "PERCENT", "How many of those who signed up for a shift are planned not to come (default: 50)"),
    ("appeal", "WORD", "By which word entries of the ledger belong to it (default: its title)"),
    ("plan-b", "TEXT", "What is done when venue or speaker fall out"),
    ("note", "TEXT", "A note"),
];

fn fields(c: Command) -> Command {
    FIELDS.iter().fold(c, |c, (name, value, help)| c.arg(option(name, value, help)))
}

pub(super) fn add_args(c: Command) -> Command {
    fields(c.arg(file()).arg(needed("title", "TITLE", "What it is called")))
        .arg(flag("plain", "Without what its kind's template begins with"))
}

pub(super) fn change_args(c: Command) -> Command {
    fields(event_args(c))
        .arg(option("title", "TITLE", "What it is called"))
        .arg(flag("later", "With --on: this day and all later ones"))
        .arg(flag("planned", "With --on: with its tasks dated back from that day, and the plan of the series"))
}

/// Puts the options into a form; venue and lead are found by their names.
fn typed(call: &Call<'_>, office: &Office, form: &mut EventForm) -> Result<()> {
    // Days of commands are read as ISO alone.
    for name in ["day", "last", "until"] {
        call.day(name)?;
    }
    put(
        call,
        [
            ("day", &mut form.day),
            ("last", &mut form.last),
            ("from", &mut form.from),
            ("to", &mut form.to),
            ("zone", &mut form.zone),
            ("again", &mut form.again),
            ("until", &mut form.until),
            ("kind", &mut form.kind),
            ("status", &mut form.status),
            ("mode", &mut form.mode),
            ("place", &mut form.place),
            ("link", &mut form.link),
            ("about", &mut form.about),
            ("purpose", &mut form.purpose),
            ("measure", &mut form.measure),
            ("capacity", &mut form.capacity),
            ("offer-hours", &mut form.offer_hours),
            ("no-show", &mut form.no_show),
            ("appeal", &mut form.appeal),
            ("plan-b", &mut form.plan_b),
            ("note", &mut form.note),
        ],
    );
    if let Some(venue) = call.text("venue") {
        form.venue = match venue {
            "none" => String::new(),
            name => office.read(|conn| store::find_venue(conn, name))?.id.to_string(),
        };
    }
    if let Some(lead) = call.text("lead") {
        form.lead = match lead {
            "none" => String::new(),
            name => office.read(|conn| people::store::resolve(conn, name))?.to_string(),
        };
    }
    Ok(())
}

pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (today, reading) = (office.today(), terms(&office)?);
    let mut form = EventForm { title: call.need("title")?.to_owned(), ..EventForm::new(today) };
    (form.day, form.from) = (String::new(), String::new());
    typed(call, &office, &mut form)?;
    let new = form.parse(&reading).map_err(|problems| wrong_fields(&problems))?;
    let done = ops::add(&mut office, &new, !call.flag("plain"))?;
    let event = office.read(|conn| store::event(conn, done.value))?;
    office.close()?;
    answer(call, &event, done.op, &[], &t!("Planned: {when}", when = event.new.timing.says(event.new.timing.start)))
}

fn answer(
    call: &mut Call<'_>,
    event: &Event,
    op: Option<crate::office::OpId>,
    tell: &[String],
    says: &str,
) -> Result<Outcome> {
    let mut document = as_json(event);
    add_field(&mut document, "op", json!(op));
    add_field(&mut document, "tell", json!(tell));
    let mut out = format!("{says}\n{}", event.id);
    for one in tell {
        out.push_str(&format!("\n{one}. {}", t!("`events tell` makes the list of whom to tell")));
    }
    call.out.answer(&document, &out)?;
    Ok(Outcome::Done)
}

/// The start of a series on a day.
pub(super) fn start_on(event: &Event, on: Day) -> Result<Local> {
    let from = on.and_time(chrono::NaiveTime::MIN);
    let to = on.and_hms_opt(23, 59, 59).unwrap_or(from);
    let found = event.new.timing.starts(from, to).first().copied();
    found.ok_or_else(|| {
        Problem::input(t!(
            "“{title}” is not on {day}. Nothing was changed",
            title = event.new.title,
            day = day::short(on)
        ))
    })
}

pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let (event, reading) = (meant(call, &office)?, terms(&office)?);
    let mut form = EventForm::of(&event);
    let own_day = call.day("on")?.filter(|_| event.new.timing.is_series());
    if own_day.is_none() && call.flag("later") {
        return Err(Problem::usage(t!("Say with --on from which day of the series")));
    }
    let at = own_day.map(|on| start_on(&event, on)).transpose()?;
    if let Some(at) = at {
        form.day = day::short(at.date());
        form.last = if event.new.timing.last_day(at) == at.date() {
            String::new()
        } else {
            day::short(event.new.timing.last_day(at))
        };
        if !call.flag("later") {
            form.again = String::new();
        }
    }
    typed(call, &office, &mut form)?;
    if let Some(title) = call.text("title") {
        title.clone_into(&mut form.title);
    }
    let later = at.filter(|_| call.flag("later")).map(|at| event.new.timing.from(at));
    if let Some(later) = later.as_ref().filter(|_| call.text("again").is_none()) {
        form.again.clone_from(&later.rule);
    }
    let before = match (&later, at) {
        (Some(later), _) => Some(later),
        (None, Some(_)) => None,
        (None, None) => Some(&event.new.timing),
    };
    let new = form.parse_over(&reading, before).map_err(|problems| wrong_fields(&problems))?;
    let (id, op, tell) = match at {
        Some(at) if call.flag("later") => {
            let done = ops::later(&mut office, event.id, at, &new)?;
            (done.value, done.op, Vec::new())
        }
        Some(at) => {
            let done = ops::own_day(&mut office, event.id, at, Some(&new), call.flag("planned"))?;
            (done.value, done.op, Vec::new())
        }
        None => {
            let done = ops::change(&mut office, event.id, &new)?;
            (event.id, done.op, done.value)
        }
    };
    let event = office.read(|conn| store::event(conn, id))?;
    office.close()?;
    answer(call, &event, op, &tell, t!("Changed"))
}

pub(super) fn day_args(c: Command) -> Command {
    event_args(c).mut_arg("on", |arg| arg.required(true))
}

pub(super) fn skip(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let on = call.day("on")?.unwrap_or_else(|| office.today());
    let event = meant(call, &office)?;
    let (series, at) = match event.series {
        Some(known) => known,
        None => (event.id, start_on(&event, on)?),
    };
    let done = ops::leave_out(&mut office, series, at)?;
    office.close()?;
    call.out.answer(
        &json!({ "id": series, "left_out": at.format(timing::STAMP).to_string(), "op": done.op }),
        t!("Left out"),
    )?;
    Ok(Outcome::Done)
}

pub(super) fn also_args(c: Command) -> Command {
    c.arg(file())
        .arg(needed("event", "EVENT", "Its id, or its title or a part of it"))
        .arg(option("on", "D", "Which one of that title"))
        .arg(option("day", "D", "The day").required(true))
        .arg(option("from", "HH:MM", "When it starts (default: as always)"))
}

pub(super) fn also(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let event = meant(call, &office)?;
    let on = call.day("day")?.unwrap_or_else(|| office.today());
    let from = call.text("from").map(timing::time).transpose()?.unwrap_or(event.new.timing.start.time());
    let at = on.and_time(from);
    let done = ops::put_in(&mut office, event.id, at)?;
    office.close()?;
    call.out.answer(
        &json!({ "id": event.id, "added": at.format(timing::STAMP).to_string(), "op": done.op }),
        t!("Put in"),
    )?;
    Ok(Outcome::Done)
}

pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let event = meant(call, &office)?;
    let done = ops::remove(&mut office, event.id)?;
    office.close()?;
    call.out.answer(&json!({ "id": event.id, "op": done.op }), &t!("Removed “{title}”", title = event.new.title))?;
    Ok(Outcome::Done)
}

pub(super) fn close_args(c: Command) -> Command {
    event_args(c)
        .arg(option("outcome", "TEXT", "What came of it; of a coalition's meeting its actions, or “none”"))
        .arg(flag("again", "Open it again"))
}

pub(super) fn close(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let event = meant(call, &office)?;
    let outcome = if call.flag("again") { None } else { Some(call.text("outcome").unwrap_or_default()) };
    let done = ops::close(&mut office, event.id, outcome)?;
    let event = office.read(|conn| store::event(conn, event.id))?;
    office.close()?;
    answer(call, &event, done.op, &[], if event.closed.is_some() { t!("Closed") } else { t!("Open again") })
}
