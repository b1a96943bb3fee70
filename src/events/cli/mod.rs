//! The commands of events.

mod after;
mod calendar;
mod event;
mod kind;
mod papers;
pub(crate) mod part;
mod people;
mod venue;
mod work;

use serde_json::Value as Json;

use super::model::Event;
use super::{export, store};
use crate::cli::args::{choice, dry_run, file, flag, must_write, needed, option};
use crate::cli::{Call, Export, KeptOut, Noun, Verb, verb};
use crate::kit::{Result, text};
use crate::ledger::model::Terms;
use crate::office::{Office, profile};
use crate::t;

/// Adds one more field to a document.
fn add_field(document: &mut Json, key: &str, value: Json) {
    if let Json::Object(fields) = document {
        fields.insert(key.to_owned(), value);
    }
}

/// The commands and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("events", "Events: what is planned, who comes, who helps, what it costs"),
        ("venues", "The book of venues"),
        ("kinds", "Kinds of event and their templates"),
        ("calendars", "Calendars of partners, read only"),
        ("roles", "Who does what at an event"),
        ("checks", "The checklist of an event"),
        ("run", "The day by the minute"),
        ("speakers", "Who speaks, with briefs"),
        ("equipment", "What has to be there"),
        ("levels", "Levels of tickets"),
        ("tables", "Tables to sit at"),
        ("shifts", "Work in times"),
        ("sponsors", "Sponsors, and what they were promised"),
        ("benefits", "What sponsors were promised, one by one"),
        ("lots", "Lots of an auction"),
        ("promotion", "Where an event is made known"),
        ("press", "Outlets that were invited"),
        ("questions", "The queue of questions of a public meeting"),
        ("delegations", "Who sits at a coalition's table"),
        ("feedback", "What people say afterwards"),
        ("lessons", "What was learnt"),
    ],
    counts: Some(|conn, _today| store::counts(conn)),
    mailing: store::MAILING,
    exports: &[EVENTS, ATTENDANCE, HOURS],
    ..Noun::NONE
};

/// Events as a table.
const EVENTS: Export =
    Export { name: "events", says: "Events", columns: export::event_columns, rows: export::event_rows, ..Export::NONE };

/// Who is on the list of which event, as a table.
const ATTENDANCE: Export = Export {
    name: "attendance",
    says: "People at events",
    columns: export::attendance_columns,
    rows: |conn, sink| export::attendance_rows(conn, false, sink),
    kept_out: Some(KeptOut {
        count: export::attendance_left_out,
        everybody: |conn, sink| export::attendance_rows(conn, true, sink),
        says: |n| t!("{people} left out: not to be contacted", people = text::plural(n, t!("person"), t!("people"))),
    }),
    ..Export::NONE
};

/// What volunteers did, a shift each, as a table.
pub(super) const HOURS: Export = Export {
    name: "volunteer-hours",
    says: "Hours of volunteers",
    columns: export::hour_columns,
    rows: export::hour_rows,
    ..Export::NONE
};

/// A verb of a part: list, add, change, remove.
macro_rules! part_verbs {
    ({ $($name:ident $word:literal $part:ident $about:literal;)+ } { $($other:expr,)+ }) => {
        $(mod $name {
            use super::part;
            use crate::cli::{Call, Outcome};
            use crate::events::model::parts::$part;
            use crate::kit::Result;

            pub(super) fn list(call: &mut Call<'_>) -> Result<Outcome> { part::list(call, &$part) }
            pub(super) fn add_args(c: clap::Command) -> clap::Command { part::add_args(c, &$part) }
            pub(super) fn add(call: &mut Call<'_>) -> Result<Outcome> { part::add(call, &$part) }
            pub(super) fn change_args(c: clap::Command) -> clap::Command { part::change_args(c, &$part) }
            pub(super) fn change(call: &mut Call<'_>) -> Result<Outcome> { part::change(call, &$part) }
            pub(super) fn remove(call: &mut Call<'_>) -> Result<Outcome> { part::remove(call, &$part) }
        })+

        const VERBS: &[Verb] = &[
            $($other,)+
            $(
                Verb { words: &["events", $word, "list"], about: $about, args: part::list_args, run: $name::list },
                Verb { words: &["events", $word, "add"], about: "Add one", args: $name::add_args, run: $name::add },
                Verb { words: &["events", $word, "change"], about: "Change one, by its id", args: $name::change_args, run: $name::change },
                Verb { words: &["events", $word, "remove"], about: "Remove one, by its id", args: part::row_args, run: $name::remove },
            )+
        ];
    };
}

part_verbs! { {
    roles "roles" ROLES "Roles of an event and who has them";
    checks "checks" CHECKS "The checklist, what is open first";
    run "run" RUN "The running order by the minute";
    speakers "speakers" SPEAKERS "Speakers with their briefs";
    equipment "equipment" ITEMS "Equipment and who brings it";
    levels "levels" LEVELS "Levels of tickets with their prices";
    tables "tables" TABLES "Tables with their seats";
    shifts "shifts" SHIFTS "Shifts with how many each needs";
    budget "budget" LINES "Lines of the budget as planned";
    sponsors "sponsors" SPONSORS "Sponsors and what they were promised";
    benefits "benefits" BENEFITS "Promises to sponsors, each kept or not";
    lots "lots" LOTS "Lots of the auction";
    promotion "promotion" CHANNELS "Channels of promotion";
    press "press" PRESS "Outlets with their answers";
    questions "questions" QUESTIONS "Questions, those that wait first";
    delegations "delegations" DELEGATIONS "Delegations by organisation";
    feedback "feedback" FEEDBACK "Answers after the event";
    lessons "lessons" LESSONS "Lessons";
} {
    verb!("events", "list"; "Events with their next day"; event::list_args; event::list),
    verb!("events", "show"; "One event with all that is planned"; event::one_args; event::show),
    verb!("events", "add"; "Plan an event"; event::add_args; event::add),
    verb!("events", "change"; "Change an event, one day of a series, or a day and all later ones"; event::change_args; event::change),
    verb!("events", "skip"; "Leave a day of a series out"; event::day_args; event::skip),
    verb!("events", "also"; "Put a day into a series"; event::also_args; event::also),
    verb!("events", "remove"; "Remove an event with all that belongs to it"; event::one_args; event::remove),
    verb!("events", "close"; "Close an event that was looked back at"; event::close_args; event::close),
    verb!("events", "calendar"; "What is on between two days, ours and partners'"; calendar::show_args; calendar::show),
    verb!("events", "clashes"; "What is in the way of what"; calendar::clashes_args; calendar::clashes),
    verb!("events", "export"; "Write a calendar that other programs take (ICS)"; calendar::export_args; calendar::export),
    verb!("events", "calendars", "list"; "Partners' calendars"; calendar::partners_args; calendar::partners),
    verb!("events", "calendars", "read"; "Bring a partner's calendar in (ICS)"; calendar::read_args; calendar::read),
    verb!("events", "calendars", "export"; "Write a partner's calendar as it was read"; calendar::partner_export_args; calendar::partner_export),
    verb!("events", "calendars", "remove"; "Remove a partner's calendar"; calendar::partner_args; calendar::partner_remove),
    verb!("events", "kinds", "list"; "Kinds of event"; kind::list_args; kind::list),
    verb!("events", "kinds", "show"; "The template of a kind, as it can be written"; kind::one_args; kind::show),
    verb!("events", "kinds", "set"; "Write a kind with its template"; kind::set_args; kind::set),
    verb!("events", "kinds", "remove"; "Take an own kind away"; kind::one_args; kind::remove),
    verb!("events", "people"; "Who is on the list of an event"; people::list_args; people::list),
    verb!("events", "invite"; "Put people on the list"; people::invite_args; people::invite),
    verb!("events", "answer"; "Keep what somebody answered"; people::answer_args; people::answer),
    verb!("events", "guest"; "Add somebody's guest"; people::guest_args; people::guest),
    verb!("events", "set"; "Ticket, table, diet, access, channel, note of somebody"; people::set_args; people::set),
    verb!("events", "take-off"; "Take somebody off the list"; people::take_off_args; people::take_off),
    verb!("events", "waiting"; "The waiting list, and offers of places"; people::waiting_args; people::waiting),
    verb!("events", "pay"; "Record what was paid for a ticket, in the ledger"; people::pay_args; people::pay),
    verb!("events", "check-in"; "Check somebody in at the door"; people::check_in_args; people::check_in),
    verb!("events", "walk-in"; "Check in who is not on the list"; people::walk_in_args; people::walk_in),
    verb!("events", "no-shows"; "Close the door: who was not seen did not come"; event::one_args; people::no_shows),
    verb!("events", "door-list"; "Print a door list and freeze its lines"; people::door_list_args; people::door_list),
    verb!("events", "door-key"; "Key a door list in"; people::door_key_args; people::door_key),
    verb!("events", "sign-up-sheet"; "Print a blank sign-up sheet with a number"; papers::blank_args; papers::blank),
    verb!("events", "sheet-key"; "Key a line of a sign-up sheet"; papers::key_args; papers::key),
    verb!("events", "sign-up"; "Put somebody on a shift"; work::sign_up_args; work::sign_up),
    verb!("events", "shift"; "What became of somebody on a shift"; work::shift_one_args; work::shift),
    verb!("events", "who"; "Who could work a shift"; work::who_args; work::who),
    verb!("events", "staff"; "Who works which shift, and how many are expected"; work::staff_args; work::staff),
    verb!("events", "to-call"; "Whom to call today about their shifts"; work::to_call_args; work::to_call),
    verb!("events", "hours"; "Hours by volunteer"; work::hours_args; work::hours),
    verb!("events", "money"; "Planned, committed and actual, and the break-even number of tickets"; event::one_args; work::money),
    verb!("events", "bid"; "Keep a bid on a lot"; work::bid_args; work::bid),
    verb!("events", "sold"; "Sell a lot to its highest bid"; work::sold_args; work::sold),
    verb!("events", "pay-lot"; "Record what was paid for a lot, in the ledger"; work::pay_lot_args; work::pay_lot),
    verb!("events", "act"; "Write down a task of an event"; after::act_args; after::act),
    verb!("events", "keeps-coming"; "Who keeps coming to a coalition's meetings"; event::one_args; after::coming),
    verb!("events", "sheets"; "Printed sheets of an event, and how far each was keyed"; event::one_args; papers::sheets),
    verb!("events", "tell"; "Whom to tell that something changed, and how"; after::tell_args; after::tell),
    verb!("events", "told"; "Keep that people were told"; after::told_args; after::told),
    verb!("events", "learn"; "Make a task of a lesson"; after::learn_args; after::learn),
    verb!("events", "review"; "What came of it beside what was planned"; event::one_args; after::review),
    verb!("events", "print"; "The run of the day, a sign-up sheet, or everything, as PDF"; papers::print_args; papers::print),
    verb!("events", "today"; "Everything on paper for a day"; papers::today_args; papers::today),
    verb!("venues", "list"; "The book of venues"; venue::list_args; venue::list),
    verb!("venues", "show"; "One venue with notes of past use"; venue::one_args; venue::show),
    verb!("venues", "add"; "Write a venue into the book"; venue::add_args; venue::add),
    verb!("venues", "change"; "Change a venue"; venue::change_args; venue::change),
    verb!("venues", "note"; "Note how it went there"; venue::note_args; venue::note),
    verb!("venues", "remove"; "Take a venue out of the book"; venue::one_args; venue::remove),
} }

/// What typed days and amounts are read against.
fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

/// The event that the arguments mean, with its day where one is given.
fn meant(call: &Call<'_>, office: &Office) -> Result<Event> {
    let on = call.day("on")?;
    office.read(|conn| store::find(conn, call.need("event")?, on))
}

/// The same where people are written down: the day of a series has its own list, so it becomes a day of its own.
fn meant_day(call: &Call<'_>, office: &mut Office) -> Result<Event> {
    let event = meant(call, office)?;
    let Some(on) = call.day("on")?.filter(|_| event.new.timing.is_series()) else { return Ok(event) };
    let at = event::start_on(&event, on)?;
    let id = super::ops::event::own_day(office, event.id, at, None, false)?.value;
    office.read(|conn| store::event(conn, id))
}

/// The arguments that name an event.
fn event_args(c: clap::Command) -> clap::Command {
    c.arg(file()).arg(needed("event", "EVENT", "Its id, or its title or a part of it")).arg(option(
        "on",
        "D",
        "The day of a series, or which one of that title",
    ))
}

/// Puts what options say into the fields of a form.
fn put<'a>(call: &Call<'_>, fields: impl IntoIterator<Item = (&'a str, &'a mut String)>) {
    for (name, field) in fields {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
}
