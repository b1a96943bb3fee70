//! People at an event: asked, answering, waiting, paying, there.

use chrono::{SecondsFormat, TimeDelta};

use crate::events::model::{Attendance, AttendanceId, Event, EventId, NewAttendance, PersonId, Presence, tally};
use crate::events::store::{self, Put};
use crate::kit::{Day, Money, Problem, Result, text};
use crate::ledger::model::{AccountId, EntryId, EntryKind, Method, NewEntry};
use crate::office::{Done, Office, Op, Reach, Tx, Undo, profile};
use crate::people::{self, Details};
use crate::t;

/// Puts people on the list of an event.
pub static INVITE: Op = Op {
    key: "events.invite",
    says: "Put people on list",
    undo: Undo::Reverse,
    reach: Reach::Command("events invite"),
};

/// Keeps what somebody answered.
pub static ANSWER: Op =
    Op { key: "events.answer", says: "Keep answer", undo: Undo::Reverse, reach: Reach::Command("events answer") };

/// Adds somebody's guest.
pub static GUEST: Op =
    Op { key: "events.guest", says: "Add guest", undo: Undo::Reverse, reach: Reach::Command("events guest") };

/// Ticket, seat, diet, access, channel, note.
pub static SET: Op =
    Op { key: "events.guest_set", says: "Change guest", undo: Undo::Reverse, reach: Reach::Command("events set") };

/// Takes somebody off the list.
pub static TAKE_OFF: Op =
    Op { key: "events.take_off", says: "Take off list", undo: Undo::Reverse, reach: Reach::Command("events take-off") };

/// Goes through the waiting list: offers that are over, places that are free.
pub static ADVANCE: Op =
    Op { key: "events.advance", says: "Offer places", undo: Undo::Reverse, reach: Reach::Command("events waiting") };

/// Records what was paid for a ticket, as an entry of the ledger.
pub static PAY: Op =
    Op { key: "events.pay", says: "Record ticket", undo: Undo::Reverse, reach: Reach::Command("events pay") };

/// Checks somebody in at the door, or takes it back.
pub static CHECK_IN: Op =
    Op { key: "events.check_in", says: "Check in", undo: Undo::Reverse, reach: Reach::Command("events check-in") };

/// Checks in who is not on the list.
pub static WALK_IN: Op = Op {
    key: "events.walk_in",
    says: "Check walk-in in",
    undo: Undo::Reverse,
    reach: Reach::Command("events walk-in"),
};

/// Closes the door: who has a place and was not seen did not come.
pub static DOOR_SHUT: Op =
    Op { key: "events.no_shows", says: "Mark no-shows", undo: Undo::Reverse, reach: Reach::Command("events no-shows") };

/// How many places are left; none where there is no limit.
fn left(tx: &Tx<'_>, event: EventId) -> Result<Option<i64>> {
    let Some(capacity) = store::event(tx.conn(), event)?.new.capacity else { return Ok(None) };
    let taken = store::people(tx.conn(), event)?.iter().filter(|one| one.new.state.holds_place()).count();
    Ok(Some(capacity - i64::try_from(taken).unwrap_or(i64::MAX)))
}

/// Puts people on the list: invited, or with a place where there is one. Who is on it already stays as they are. Answers how many
/// were put on it.
///
/// # Errors
/// When there is no such event or person.
pub fn invite(office: &mut Office, event: EventId, who: &[PersonId], new: &NewAttendance) -> Result<Done<usize>> {
    office.transact(&INVITE, |tx| {
        let of = store::event(tx.conn(), event)?;
        let known: Vec<PersonId> = store::people(tx.conn(), event)?.iter().filter_map(|one| one.person).collect();
        let mut count = 0;
        for person in who.iter().filter(|person| !known.contains(person)) {
            people::store::get(tx.conn(), *person)?;
            let id = AttendanceId(tx.new_id());
            let answered = (new.state != Presence::Invited).then(|| tx.today());
            let asked = NewAttendance { state: Presence::Invited, ..new.clone() };
            store::insert_attendance(
                tx.conn(),
                id,
                &Put { invited: Some(tx.today()), answered, ..put(event, &asked) }.of(*person),
            )?;
            if new.state != Presence::Invited {
                settle(tx, &store::attendance(tx.conn(), id)?, new.state)?;
            }
            count += 1;
        }
        let said = text::plural(count, t!("person"), t!("people"));
        tx.say(t!("“{title}”: {count} on the list", title = of.new.title, count = said));
        Ok(count)
    })
}

fn put(event: EventId, new: &NewAttendance) -> Put<'_> {
    Put {
        event,
        person: None,
        name: "",
        guest_of: None,
        new,
        invited: None,
        answered: None,
        came: None,
        walked_in: false,
    }
}

impl Put<'_> {
    fn of(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }
}

/// What an answer makes of somebody: who would come where no place is left waits, in the order in which they answered.
fn settle(tx: &Tx<'_>, one: &Attendance, state: Presence) -> Result<Presence> {
    let today = Some(tx.today());
    let state = match state {
        Presence::Going if one.new.state.holds_place() => Presence::Going,
        Presence::Going if left(tx, one.event)?.is_some_and(|left| left <= 0) => Presence::Waiting,
        other => other,
    };
    let turn = if state == Presence::Waiting {
        let last = store::people(tx.conn(), one.event)?.iter().filter_map(|one| one.turn).max().unwrap_or(0);
        Some(one.turn.unwrap_or(last + 1))
    } else {
        None
    };
    store::set_state(tx.conn(), one.id, state, (turn, None), today)?;
    if one.new.state.holds_place() && !state.holds_place() {
        offer_next(tx, one.event)?;
    }
    Ok(state)
}

/// Offers every free place to who is next, for the event's hours. Answers to whom.
fn offer_next(tx: &Tx<'_>, event: EventId) -> Result<Vec<String>> {
    let of = store::event(tx.conn(), event)?;
    let until = (tx.now() + TimeDelta::hours(of.new.offer_hours)).to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut offered = Vec::new();
    while left(tx, event)?.is_none_or(|left| left > 0) {
        let waiting = store::people(tx.conn(), event)?.into_iter().filter(|one| one.new.state == Presence::Waiting);
        let Some(next) = waiting.min_by_key(|one| (one.turn, one.id)) else { break };
        store::set_state(tx.conn(), next.id, Presence::Offered, (next.turn, Some(&until)), None)?;
        offered.push(next.name);
    }
    Ok(offered)
}

/// Keeps what somebody answered. Answers what it came to: who would come where no place is left waits.
///
/// # Errors
/// When they are not on the list, or their offer is over.
pub fn answer(office: &mut Office, id: AttendanceId, state: Presence) -> Result<Done<Presence>> {
    office.transact(&ANSWER, |tx| {
        let one = store::attendance(tx.conn(), id)?;
        if state == Presence::Offered && one.new.state == Presence::Waiting {
            // Somebody is picked by hand, out of their turn.
            let of = store::event(tx.conn(), one.event)?;
            let until = (tx.now() + TimeDelta::hours(of.new.offer_hours)).to_rfc3339_opts(SecondsFormat::Secs, true);
            store::set_state(tx.conn(), id, Presence::Offered, (one.turn, Some(&until)), None)?;
            tx.say(t!("{name}: {state}", name = one.name, state = Presence::Offered.label()));
            return Ok(Presence::Offered);
        }
        let now = settle(tx, &one, state)?;
        tx.say(t!("{name}: {state}", name = one.name, state = now.label()));
        Ok(now)
    })
}

/// Goes through the waiting list: offers that were not taken in time are over, and the next in turn is offered the place.
/// Answers whose offer is over, and who has one now.
///
/// # Errors
/// When there is no such event.
pub fn advance(office: &mut Office, event: EventId) -> Result<Done<(Vec<String>, Vec<String>)>> {
    office.transact(&ADVANCE, |tx| {
        let of = store::event(tx.conn(), event)?;
        let now = tx.now().to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut over = Vec::new();
        for one in store::people(tx.conn(), event)? {
            let passed = one.kept_until.as_ref().is_some_and(|until| *until < now);
            if one.new.state == Presence::Offered && passed {
                store::set_state(tx.conn(), one.id, Presence::Expired, (None, None), None)?;
                over.push(one.name);
            }
        }
        let offered = offer_next(tx, event)?;
        tx.say(t!(
            "“{title}”: {over} offers over, {offered} places offered",
            title = of.new.title,
            over = over.len(),
            offered = offered.len()
        ));
        Ok((over, offered))
    })
}

/// Adds somebody's guest, known by name alone or of the register.
///
/// # Errors
/// When the host is not on the list, or the guest has no name.
pub fn guest(
    office: &mut Office,
    host: AttendanceId,
    person: Option<PersonId>,
    name: &str,
    new: &NewAttendance,
) -> Result<Done<AttendanceId>> {
    office.transact(&GUEST, |tx| {
        let host = store::attendance(tx.conn(), host)?;
        let name = name.trim();
        if person.is_none() && name.is_empty() {
            return Err(Problem::input(t!("Say who the guest is. Nothing was changed")));
        }
        let id = AttendanceId(tx.new_id());
        let asked = NewAttendance { state: Presence::Invited, ..new.clone() };
        store::insert_attendance(
            tx.conn(),
            id,
            &Put {
                person,
                name: if person.is_some() { "" } else { name },
                guest_of: Some(host.id),
                invited: Some(tx.today()),
                ..put(host.event, &asked)
            },
        )?;
        let one = store::attendance(tx.conn(), id)?;
        settle(tx, &one, if host.new.state.holds_place() { Presence::Going } else { host.new.state })?;
        tx.say(t!("{name}, guest of {host}", name = one.name, host = host.name));
        Ok(id)
    })
}

/// Changes ticket, seat, diet, access, channel and note of somebody.
///
/// # Errors
/// When a level is sold out or a table full, or it is of another event.
pub fn set(office: &mut Office, id: AttendanceId, new: &NewAttendance) -> Result<Done<()>> {
    office.transact(&SET, |tx| {
        let one = store::attendance(tx.conn(), id)?;
        let others = store::people(tx.conn(), one.event)?;
        let counted = |fits: &dyn Fn(&Attendance) -> bool| {
            i64::try_from(
                others.iter().filter(|other| other.id != id && other.new.state.holds_place() && fits(other)).count(),
            )
            .unwrap_or(i64::MAX)
        };
        use crate::events::model::parts::{LEVELS, TABLES};
        if let Some(level) = new.level.filter(|level| one.new.level != Some(*level)) {
            let (event, row) = store::row(tx.conn(), &LEVELS, level)?;
            belongs(event == one.event)?;
            if row
                .number(&LEVELS, "places")
                .is_some_and(|places| counted(&|other| other.new.level == Some(level)) >= places)
            {
                return Err(Problem::input(t!(
                    "“{level}” is sold out. Nothing was changed",
                    level = LEVELS.title(&row)
                )));
            }
        }
        if let Some(seat) = new.seat.filter(|seat| one.new.seat != Some(*seat)) {
            let (event, row) = store::row(tx.conn(), &TABLES, seat)?;
            belongs(event == one.event)?;
            if row.number(&TABLES, "seats").is_some_and(|seats| counted(&|other| other.new.seat == Some(seat)) >= seats)
            {
                return Err(Problem::input(t!("“{table}” is full. Nothing was changed", table = TABLES.title(&row))));
            }
        }
        if one.new != (NewAttendance { state: one.new.state, ..new.clone() }) {
            store::update_attendance(tx.conn(), id, new)?;
        }
        tx.say(t!("Changed what is known of {name}", name = one.name));
        Ok(())
    })
}

fn belongs(fits: bool) -> Result<()> {
    if fits { Ok(()) } else { Err(Problem::input(t!("That is of another event. Nothing was changed"))) }
}

/// Takes somebody off the list, with their guests staying on it.
///
/// # Errors
/// When they have paid or were there.
pub fn take_off(office: &mut Office, id: AttendanceId) -> Result<Done<()>> {
    office.transact(&TAKE_OFF, |tx| {
        let one = store::attendance(tx.conn(), id)?;
        if !one.paid.is_zero() || one.came == Some(true) {
            return Err(Problem::input(t!("{name} has paid or was there. Nothing was changed", name = one.name))
                .hint(t!("Set the answer to cancelled, and give the money back in the ledger")));
        }
        let guests = store::people(tx.conn(), one.event)?.iter().any(|other| other.guest_of == Some(id));
        if guests {
            return Err(Problem::input(t!("{name} brings guests. Nothing was changed", name = one.name))
                .hint(t!("Take the guests off first")));
        }
        store::delete_attendance(tx.conn(), id)?;
        offer_next(tx, one.event)?;
        tx.say(t!("Took {name} off the list", name = one.name));
        Ok(())
    })
}

/// What is paid for a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub amount: Money,
    pub on: Day,
    pub method: Method,
    pub account: Option<AccountId>,
    pub reference: String,
}

/// Records what was paid for a ticket: an entry of event income under the event's word, in one step. Who pays has a place.
///
/// # Errors
/// When nothing is paid, more than is open, or the ledger refuses it.
pub fn pay(office: &mut Office, id: AttendanceId, payment: &Payment) -> Result<Done<EntryId>> {
    office.transact(&PAY, |tx| {
        let one = store::attendance(tx.conn(), id)?;
        let event = store::event(tx.conn(), one.event)?;
        let currency = profile::get(tx.conn())?.currency;
        if payment.amount <= Money::ZERO {
            return Err(Problem::input(t!("Say how much was paid. Nothing was recorded")));
        }
        if payment.amount > one.open() {
            return Err(Problem::input(t!(
                "Only {sum} of the ticket of {name} is open. Nothing was recorded",
                sum = currency.show(one.open()),
                name = one.name
            ))
            .hint(t!("What is given beyond the price is a donation")));
        }
        // A guest of no register is paid for by the host.
        let host = one.guest_of.map(|host| store::attendance(tx.conn(), host)).transpose()?;
        let payer = one.person.or_else(|| host.and_then(|host| host.person));
        let new = NewEntry {
            person: payer,
            payee: if payer.is_some() { String::new() } else { one.name.clone() },
            method: payment.method,
            account: payment.account,
            reference: payment.reference.clone(),
            appeal: event.appeal().to_owned(),
            description: t!("Ticket of {name}", name = one.name),
            ..NewEntry::simple(EntryKind::Event, payment.on, payment.amount)
        };
        let entry = crate::ledger::ops::record_in(tx, &new)?;
        store::insert_payment(tx.conn(), tx.new_id(), id, entry.0, payment.amount)?;
        if !one.new.state.holds_place() {
            settle(tx, &one, Presence::Going)?;
        } else if one.new.state == Presence::Offered {
            store::set_state(tx.conn(), id, Presence::Going, (None, None), Some(tx.today()))?;
        }
        tx.say(t!(
            "{name} paid {sum} for “{title}”",
            name = one.name,
            sum = currency.show(payment.amount),
            title = event.new.title
        ));
        Ok(entry)
    })
}

/// Checks somebody in, or takes that back.
///
/// # Errors
/// When they are not on the list, or that was said before.
pub fn check_in(office: &mut Office, id: AttendanceId, came: bool) -> Result<Done<()>> {
    office.transact(&CHECK_IN, |tx| {
        let one = store::attendance(tx.conn(), id)?;
        needs_one_day(&store::event(tx.conn(), one.event)?)?;
        if came && one.came == Some(true) {
            return Err(Problem::input(t!("{name} is in already", name = one.name)));
        }
        store::set_came(tx.conn(), id, came.then_some(true))?;
        tx.say(if came { t!("{name} is in", name = one.name) } else { t!("{name} is not in", name = one.name) });
        Ok(())
    })
}

/// Who came is of a day, and a series has many.
fn needs_one_day(event: &Event) -> Result<()> {
    if event.new.timing.is_series() {
        return Err(Problem::input(t!(
            "“{title}” comes again, and each day has its own door. Nothing was changed",
            title = event.new.title
        ))
        .hint(t!("Say which day (`--on`), or choose the day in the calendar and plan it by itself (O)")));
    }
    Ok(())
}

/// Who walks in without being on the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkIn {
    pub person: Option<PersonId>,
    pub name: String,
    /// Whether they come into the register.
    pub to_register: bool,
    pub channel: String,
}

/// Checks in who is not on the list. Somebody of the register who is on it is just checked in.
///
/// # Errors
/// When nobody is named.
pub fn walk_in(office: &mut Office, event: EventId, who: &WalkIn) -> Result<Done<AttendanceId>> {
    office.transact(&WALK_IN, |tx| {
        let id = walk_in_in(tx, event, who)?;
        tx.say(t!("{name} walked in", name = store::attendance(tx.conn(), id)?.name));
        Ok(id)
    })
}

pub(super) fn walk_in_in(tx: &Tx<'_>, event: EventId, who: &WalkIn) -> Result<AttendanceId> {
    store::event(tx.conn(), event)?;
    let name = crate::ledger::model::read::one_line(&who.name);
    if who.person.is_none() && name.is_empty() {
        return Err(Problem::input(t!("Say who it is. Nothing was changed")));
    }
    let person = match who.person {
        None if who.to_register => {
            let details = Details { source: store::event(tx.conn(), event)?.new.title, ..Details::named(&name) };
            Some(people::ops::insert(tx, &details)?)
        }
        other => other,
    };
    if let Some(known) =
        store::people(tx.conn(), event)?.iter().find(|one| one.person.is_some() && one.person == person)
    {
        store::set_came(tx.conn(), known.id, Some(true))?;
        return Ok(known.id);
    }
    let id = AttendanceId(tx.new_id());
    let new = NewAttendance { state: Presence::Going, channel: who.channel.clone(), ..NewAttendance::default() };
    let name = if person.is_some() { "" } else { name.as_str() };
    store::insert_attendance(
        tx.conn(),
        id,
        &Put { person, name, came: Some(true), walked_in: true, answered: Some(tx.today()), ..put(event, &new) },
    )?;
    Ok(id)
}

/// Closes the door: who said they would come and was not seen did not come. Answers how many.
///
/// # Errors
/// When the event is still to come.
pub fn no_shows(office: &mut Office, event: EventId) -> Result<Done<usize>> {
    office.transact(&DOOR_SHUT, |tx| {
        let of = store::event(tx.conn(), event)?;
        if of.new.timing.start.date() > tx.today() {
            return Err(Problem::input(t!("“{title}” is still to come. Nothing was changed", title = of.new.title)));
        }
        let all = store::people(tx.conn(), event)?;
        let absent: Vec<&Attendance> =
            all.iter().filter(|one| one.new.state == Presence::Going && one.came.is_none()).collect();
        for one in &absent {
            store::set_came(tx.conn(), one.id, Some(false))?;
        }
        let came = tally(&all).came;
        tx.say(t!(
            "“{title}”: {came} came, {absent} did not",
            title = of.new.title,
            came = came,
            absent = absent.len()
        ));
        Ok(absent.len())
    })
}
