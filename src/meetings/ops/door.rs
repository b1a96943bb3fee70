//! At the door and on the list: who comes and goes, apologies, proxies, who is in the chair.

use super::super::model::{Attendee, AttendeeId, MeetingId, Minute, MinutesState, PersonId, Record, clock};
use super::super::store;
use super::minute;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people;
use crate::t;

/// Says who is in the chair, and who writes the minutes.
pub static OFFICERS: Op = Op {
    key: "meetings.officers",
    says: "Name the chair",
    undo: Undo::Reverse,
    reach: Reach::Command("meetings chair"),
};

/// Somebody came.
pub static COME: Op =
    Op { key: "meetings.come", says: "Arrival", undo: Undo::Reverse, reach: Reach::Command("room arrive") };

/// Somebody left.
pub static GO: Op =
    Op { key: "meetings.go", says: "Departure", undo: Undo::Reverse, reach: Reach::Command("room leave") };

/// Somebody sent apologies.
pub static APOLOGISE: Op =
    Op { key: "meetings.apologise", says: "Apologies", undo: Undo::Reverse, reach: Reach::Command("room apologies") };

/// Somebody votes for one who is absent.
pub static PROXY: Op =
    Op { key: "meetings.proxy", says: "Proxy", undo: Undo::Reverse, reach: Reach::Command("room proxy") };

/// Who comes: somebody of the register, or a guest by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    Known(PersonId),
    Guest(String),
}

/// The record of a meeting whose list can still be written in.
pub(super) fn list_of(tx: &Tx<'_>, id: MeetingId) -> Result<Record> {
    let record = store::record(tx.conn(), id)?;
    if record.meeting.closed.is_some() || record.meeting.cancelled.is_some() {
        let state = record.meeting.state().says();
        return Err(Problem::input(t!(
            "The list of the meeting is closed: {state}. Nothing was recorded",
            state = state
        )));
    }
    Ok(record)
}

/// The place of somebody in the list, made where there is none; with their name.
fn attendee(tx: &Tx<'_>, record: &Record, who: &Person, voting: Option<bool>) -> Result<(AttendeeId, String)> {
    let id = record.meeting.id;
    match who {
        Person::Known(person) => {
            let name = people::store::get(tx.conn(), *person)?.details.name;
            if let Some(known) = store::attendee_of(tx.conn(), id, *person)? {
                return Ok((known, name));
            }
            let voting = match voting {
                Some(voting) => voting,
                None => store::called(tx.conn(), &record.body, record.meeting.new.day)?
                    .into_iter()
                    .any(|(called, votes)| called == *person && votes),
            };
            let new = AttendeeId(tx.new_id());
            store::insert_attendee(tx.conn(), new, id, Some(*person), "", voting)?;
            Ok((new, name))
        }
        Person::Guest(name) => {
            let name = crate::ledger::model::read::one_line(name);
            if name.is_empty() {
                return Err(Problem::input(t!("Say who it is")));
            }
            if let Some(known) = record.people.iter().find(|one| one.person.is_none() && one.name == name) {
                return Ok((known.id, name));
            }
            let new = AttendeeId(tx.new_id());
            store::insert_attendee(tx.conn(), new, id, None, &name, voting.unwrap_or(false))?;
            Ok((new, name))
        }
    }
}

/// Somebody came. Whether they may vote is what the body says of them, unless it is said.
///
/// # Errors
/// When they are there already, or the meeting is over.
pub fn come(
    office: &mut Office,
    id: MeetingId,
    who: &Person,
    voting: Option<bool>,
    at: Option<Minute>,
) -> Result<Done<AttendeeId>> {
    office.transact(&COME, |tx| {
        let record = list_of(tx, id)?;
        let at = minute(tx, &record, at)?;
        let (attendee, name) = attendee(tx, &record, who, voting)?;
        let known = record.person(attendee);
        if known.is_some_and(Attendee::is_here) {
            return Err(Problem::input(t!("{name} is here already", name = name)));
        }
        if let Some(last) = known.and_then(|one| one.stays.last()).and_then(|stay| stay.gone).filter(|gone| *gone > at)
        {
            return Err(Problem::input(t!("{name} left at {time}, after that", name = name, time = clock(last))));
        }
        store::set_apology(tx.conn(), attendee, false)?;
        store::insert_presence(tx.conn(), tx.new_id(), attendee, at)?;
        if record.meeting.opened.is_some() {
            take_the_chair(tx, id)?;
        }
        let now = store::record(tx.conn(), id)?;
        let without = now.person(attendee).map(|one| no_vote(tx, &now, one)).transpose()?.flatten();
        let without = without.map(|why| t!(", without a vote ({why})", why = why)).unwrap_or_default();
        tx.say(t!(
            "{name} came at {time}{without}. {quorum}",
            name = name,
            time = clock(at),
            without = without,
            quorum = now.quorum(None).says()
        ));
        Ok(attendee)
    })
}

/// Why somebody of the register who came has no vote.
fn no_vote(tx: &Tx<'_>, record: &Record, one: &Attendee) -> Result<Option<String>> {
    match one.person.filter(|_| !one.voting) {
        Some(person) => store::why_no_vote(tx.conn(), &record.body, person, record.meeting.new.day),
        None => Ok(None),
    }
}

/// Who is in the room and has a post of the kind.
pub(super) fn by_post(record: &Record, words: &[&str]) -> Option<PersonId> {
    let has = |post: &str| words.iter().any(|word| post.to_lowercase().contains(word));
    record.people.iter().find(|one| one.is_here() && has(&one.post)).and_then(|one| one.person)
}

pub(super) const CHAIRS: &[&str] = &["chair", "president", "convener"];

pub(super) const SECRETARIES: &[&str] = &["secretary", "clerk"];

/// Where nobody was in the chair, or wrote the minutes, who has the post does once they are there.
fn take_the_chair(tx: &Tx<'_>, id: MeetingId) -> Result<()> {
    let record = store::record(tx.conn(), id)?;
    let known = |one: &Option<(PersonId, String)>| one.as_ref().map(|(person, _)| *person);
    let chair = known(&record.meeting.chair).or_else(|| by_post(&record, CHAIRS));
    let secretary = known(&record.meeting.secretary).or_else(|| by_post(&record, SECRETARIES));
    store::set_officers(tx.conn(), id, chair, secretary)
}

/// Says who is in the chair, or writes the minutes; nobody named leaves it as it is.
///
/// # Errors
/// When the meeting has not been opened, or its minutes are approved.
pub fn officers(
    office: &mut Office,
    id: MeetingId,
    chair: Option<PersonId>,
    secretary: Option<PersonId>,
) -> Result<Done<()>> {
    office.transact(&OFFICERS, |tx| {
        let record = store::record(tx.conn(), id)?;
        if record.meeting.opened.is_none() {
            return Err(Problem::input(t!("The meeting has not been opened. Nothing was recorded"))
                .hint(t!("Who is in the chair is said when it is opened")));
        }
        if record.minutes.as_ref().is_some_and(|minutes| minutes.state == MinutesState::Approved) {
            return Err(Problem::input(t!("The minutes are approved and stay as they are. Nothing was changed")));
        }
        let known = |one: &Option<(PersonId, String)>| one.as_ref().map(|(person, _)| *person);
        let chair = chair.or(known(&record.meeting.chair));
        let secretary = secretary.or(known(&record.meeting.secretary));
        store::set_officers(tx.conn(), id, chair, secretary)?;
        let now = store::meeting(tx.conn(), id)?;
        let name = |one: &Option<(PersonId, String)>| {
            one.as_ref().map_or_else(|| t!("nobody").to_owned(), |(_, name)| name.clone())
        };
        tx.say(t!(
            "In the chair: {chair}. Minutes by: {secretary}",
            chair = name(&now.chair),
            secretary = name(&now.secretary)
        ));
        Ok(())
    })
}

/// Somebody left.
///
/// # Errors
/// When they are not there.
pub fn go(office: &mut Office, id: MeetingId, who: AttendeeId, at: Option<Minute>) -> Result<Done<()>> {
    office.transact(&GO, |tx| {
        let record = list_of(tx, id)?;
        let at = minute(tx, &record, at)?;
        let Some(one) = record.person(who).filter(|one| one.is_here()) else {
            return Err(Problem::input(t!("{name} is not here", name = record.name(who))));
        };
        if let Some(came) = one.stays.last().map(|stay| stay.came).filter(|came| *came > at) {
            return Err(Problem::input(t!("{name} came at {time}, after that", name = one.name, time = clock(came))));
        }
        store::end_presence(tx.conn(), id, Some(who), at)?;
        let now = store::record(tx.conn(), id)?;
        let (before, after) = (record.quorum(None), now.quorum(None));
        let lost = if before.met() && !after.met() { t!(" The quorum is lost.") } else { "" };
        tx.say(t!(
            "{name} left at {time}. {quorum}.{lost}",
            name = one.name,
            time = clock(at),
            quorum = after.says(),
            lost = lost
        ));
        Ok(())
    })
}

/// Somebody sent apologies, or did not after all.
///
/// # Errors
/// When they are there, or the meeting is over.
pub fn apologise(office: &mut Office, id: MeetingId, who: PersonId, sent: bool) -> Result<Done<AttendeeId>> {
    office.transact(&APOLOGISE, |tx| {
        let record = list_of(tx, id)?;
        let (attendee, name) = attendee(tx, &record, &Person::Known(who), None)?;
        if record.person(attendee).is_some_and(Attendee::is_here) {
            return Err(Problem::input(t!("{name} is here", name = name)));
        }
        store::set_apology(tx.conn(), attendee, sent)?;
        tx.say(if sent {
            t!("Apologies from {name}", name = name)
        } else {
            t!("No apologies from {name}", name = name)
        });
        Ok(attendee)
    })
}

/// Somebody in the room votes for one who is absent; `None` ends it.
///
/// # Errors
/// When the body's rules have no proxies or no more of them, or either may not vote.
pub fn proxy(office: &mut Office, id: MeetingId, absent: PersonId, holder: Option<PersonId>) -> Result<Done<()>> {
    office.transact(&PROXY, |tx| {
        let record = list_of(tx, id)?;
        let (absent_id, name) = attendee(tx, &record, &Person::Known(absent), None)?;
        let Some(holder) = holder else {
            store::set_proxy(tx.conn(), absent_id, None)?;
            tx.say(t!("Nobody votes for {name} any more", name = name));
            return Ok(());
        };
        let most = record.body.new.proxies;
        if most == 0 {
            return Err(Problem::input(t!("The rules of {body} have no proxies", body = record.body.new.name)));
        }
        let (holder_id, holder_name) = attendee(tx, &record, &Person::Known(holder), None)?;
        if absent_id == holder_id {
            return Err(Problem::input(t!("Nobody is their own proxy")));
        }
        let now = store::record(tx.conn(), id)?;
        let votes = |who: AttendeeId| now.person(who).is_some_and(|one| one.voting);
        if !votes(absent_id) || !votes(holder_id) {
            let who = if votes(absent_id) { &holder_name } else { &name };
            return Err(Problem::input(t!("{name} may not vote in this meeting", name = who)));
        }
        if now.person(absent_id).is_some_and(Attendee::is_here) {
            return Err(Problem::input(t!("{name} is here", name = name)));
        }
        let held = now.people.iter().filter(|one| one.proxy == Some(holder_id) && one.id != absent_id).count();
        if held >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(Problem::input(t!(
                "{name} votes for {held} already, which is all that the rules allow",
                name = holder_name,
                held = held
            )));
        }
        store::set_proxy(tx.conn(), absent_id, Some(holder_id))?;
        tx.say(t!("{holder} votes for {name}", holder = holder_name, name = name));
        Ok(())
    })
}
