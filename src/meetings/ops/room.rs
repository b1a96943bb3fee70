//! In the room: opening and closing, who is there, interests, items, speakers.

use super::super::model::{
    Attendee, AttendeeId, Conduct, Item, ItemId, ItemState, MeetingId, Minute, MinutesState, Motion, NewItem, PersonId,
    Record, SpeakerId, clock,
};
use super::super::store;
use super::plan::carry_in;
use super::{minute, under_way};
use crate::kit::{Problem, Result};
use crate::ledger::model::read::one_line;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people;
use crate::t;

/// Opens a meeting.
pub static BEGIN: Op =
    Op { key: "meetings.begin", says: "Open meeting", undo: Undo::Reverse, reach: Reach::Command("meetings open") };

/// Closes a meeting.
pub static END: Op =
    Op { key: "meetings.end", says: "Close meeting", undo: Undo::Reverse, reach: Reach::Command("meetings close") };

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

/// Somebody declared an interest.
pub static DECLARE: Op = Op {
    key: "meetings.declare",
    says: "Declaration of interest",
    undo: Undo::Reverse,
    reach: Reach::Command("room interest"),
};

/// Takes an item up, ends it, or leaves it for the next meeting.
pub static ITEM: Op =
    Op { key: "meetings.item", says: "Go on in the agenda", undo: Undo::Reverse, reach: Reach::Command("room item") };

/// Writes down what the minutes say of an item.
pub static SAY: Op =
    Op { key: "meetings.say", says: "Minute an item", undo: Undo::Reverse, reach: Reach::Command("room note") };

/// Somebody wants to speak.
pub static QUEUE: Op =
    Op { key: "meetings.queue", says: "Wants to speak", undo: Undo::Reverse, reach: Reach::Command("room speaker") };

/// Somebody begins to speak, or ends.
pub static SPEAK: Op =
    Op { key: "meetings.speak", says: "Speak", undo: Undo::Reverse, reach: Reach::Command("room speak") };

/// Who comes: somebody of the register, or a guest by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    Known(PersonId),
    Guest(String),
}

/// Opens a meeting; the chair and who writes the minutes are those named, else who has the post.
///
/// # Errors
/// When it is open, over or cancelled.
pub fn begin(
    office: &mut Office,
    id: MeetingId,
    chair: Option<PersonId>,
    secretary: Option<PersonId>,
    at: Option<Minute>,
) -> Result<Done<()>> {
    office.transact(&BEGIN, |tx| {
        let record = store::record(tx.conn(), id)?;
        if record.meeting.opened.is_some() || record.meeting.cancelled.is_some() {
            let state = record.meeting.state().says();
            return Err(Problem::input(t!("The meeting cannot be opened: {state}", state = state)));
        }
        let at = minute(tx, &record, at)?;
        let chair = chair.or_else(|| by_post(&record, CHAIRS));
        let secretary = secretary.or_else(|| by_post(&record, SECRETARIES));
        store::set_officers(tx.conn(), id, chair, secretary)?;
        store::set_times(tx.conn(), id, Some(at), None)?;
        let said = record.quorum(None).says();
        tx.say(t!(
            "Opened {meeting} at {time}. {quorum}",
            meeting = record.meeting.called(),
            time = clock(at),
            quorum = said
        ));
        Ok(())
    })
}

/// Closes a meeting: everybody has left, and what is not dealt with is left for the next one: items that were not reached, but for
/// those that every agenda of the body has, and each item of which a motion is not decided.
///
/// # Errors
/// When it is not under way.
pub fn end(office: &mut Office, id: MeetingId, at: Option<Minute>) -> Result<Done<()>> {
    office.transact(&END, |tx| {
        let record = under_way(tx, id)?;
        let at = minute(tx, &record, at)?.max(record.meeting.opened.unwrap_or(0));
        for motion in record.undecided(None) {
            let item = NewItem::titled(&one_line(motion.says()).chars().take(80).collect::<String>(), 0);
            let (id, last) = (ItemId(tx.new_id()), store::last_place(tx.conn(), id)? + 1);
            store::insert_item(tx.conn(), id, record.meeting.id, last, &item, store::Source::Added)?;
            store::set_item_state(tx.conn(), id, ItemState::Deferred, None, None)?;
            let open = |m: &&Motion| m.id == motion.id || m.new.amends == Some(motion.id);
            for one in record.motions.iter().filter(open) {
                store::set_motion_item(tx.conn(), one.id, id)?;
            }
        }
        for item in &record.items {
            let undecided = record.undecided(Some(item.id)).next().is_some();
            let (state, ended) = match item.state {
                ItemState::Open if undecided => (ItemState::Deferred, Some(at)),
                ItemState::Open => (ItemState::Done, Some(at)),
                ItemState::Done | ItemState::Waiting if undecided => (ItemState::Deferred, item.ended),
                ItemState::Waiting if !item.standing => (ItemState::Deferred, None),
                ItemState::Waiting | ItemState::Done | ItemState::Deferred => continue,
            };
            store::set_item_state(tx.conn(), item.id, state, item.began, ended)?;
        }
        if let Some(speaking) = record.speaking() {
            finish_speech(tx, speaking.id, speaking.began)?;
        }
        store::end_presence(tx.conn(), id, None, at)?;
        store::set_times(tx.conn(), id, record.meeting.opened, Some(at))?;
        carry_in(tx, record.body.id)?;
        tx.say(t!("Closed {meeting} at {time}", meeting = record.meeting.called(), time = clock(at)));
        Ok(())
    })
}

/// The record of a meeting whose list can still be written in.
fn list_of(tx: &Tx<'_>, id: MeetingId) -> Result<Record> {
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
        if known.is_some_and(super::super::model::Attendee::is_here) {
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
fn by_post(record: &Record, words: &[&str]) -> Option<PersonId> {
    let has = |post: &str| words.iter().any(|word| post.to_lowercase().contains(word));
    record.people.iter().find(|one| one.is_here() && has(&one.post)).and_then(|one| one.person)
}

const CHAIRS: &[&str] = &["chair", "president", "convener"];
const SECRETARIES: &[&str] = &["secretary", "clerk"];

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
        if record.person(attendee).is_some_and(super::super::model::Attendee::is_here) {
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
        if now.person(absent_id).is_some_and(super::super::model::Attendee::is_here) {
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

/// Somebody declared an interest in an item; what they declared before is replaced.
///
/// # Errors
/// When the item or person is none of the meeting, or it is over.
pub fn declare(office: &mut Office, item: ItemId, who: AttendeeId, about: &str, conduct: Conduct) -> Result<Done<()>> {
    office.transact(&DECLARE, |tx| {
        let id = store::meeting_of_item(tx.conn(), item)?;
        let record = list_of(tx, id)?;
        let (Some(person), Some(on)) = (record.person(who), record.item(item)) else {
            return Err(Problem::input(t!("They are not in the list of this meeting")));
        };
        let about = crate::ledger::model::read::one_line(about);
        store::put_interest(tx.conn(), tx.new_id(), id, item, who, &about, conduct)?;
        tx.say(t!(
            "{name} declared an interest in {item} and {conduct}",
            name = person.name,
            item = on.new.title,
            conduct = conduct.says()
        ));
        Ok(())
    })
}

/// Takes an item up (`Open`), ends it, leaves it for the next meeting, or puts it back among those to come. One item is under
/// way at a time: taking another up ends it.
///
/// # Errors
/// When the meeting is not under way.
pub fn item(office: &mut Office, id: ItemId, state: ItemState, at: Option<Minute>) -> Result<Done<()>> {
    office.transact(&ITEM, |tx| {
        let record = under_way(tx, store::meeting_of_item(tx.conn(), id)?)?;
        let at = minute(tx, &record, at)?;
        let Some(item) = record.item(id) else {
            return Err(Problem::input(t!("This item is no longer on the agenda")));
        };
        let mut left = None;
        if let Some(current) = record.current().filter(|current| current.id != id && state == ItemState::Open) {
            let ended = Some(at.max(current.began.unwrap_or(0)));
            // What was moved under it and not decided is not done with it.
            let undecided = record.undecided(Some(current.id)).next();
            let state = if undecided.is_some() { ItemState::Deferred } else { ItemState::Done };
            left = undecided.map(|motion| (current, motion));
            store::set_item_state(tx.conn(), current.id, state, current.began, ended)?;
        }
        let (began, ended) = match state {
            ItemState::Waiting => (None, None),
            ItemState::Open => (Some(item.began.unwrap_or(at)), None),
            ItemState::Done => (Some(item.began.unwrap_or(at)), Some(at.max(item.began.unwrap_or(0)))),
            ItemState::Deferred => (item.began, item.began.map(|began| at.max(began))),
        };
        store::set_item_state(tx.conn(), id, state, began, ended)?;
        let number = record.number(id);
        tx.say(
            match state {
                ItemState::Open => {
                    t!("Item {n}, {title}, at {time}", n = number, title = item.new.title, time = clock(at))
                }
                _ => t!("Item {n}, {title}: {state}", n = number, title = item.new.title, state = state.says()),
            } + &left.map(|(item, motion)| left_over(&record, item, motion)).unwrap_or_default(),
        );
        Ok(())
    })
}

fn left_over(record: &Record, item: &Item, motion: &Motion) -> String {
    t!(". “{title}” is left over: {motion} is not decided", title = item.new.title, motion = record.motion_name(motion))
}

/// Writes down what the minutes say of an item.
///
/// # Errors
/// When the minutes are approved.
pub fn say(office: &mut Office, id: ItemId, said: &str) -> Result<Done<ItemId>> {
    office.transact(&SAY, |tx| {
        let record = store::record(tx.conn(), store::meeting_of_item(tx.conn(), id)?)?;
        store::set_said(tx.conn(), id, said.trim())?;
        let title = record.item(id).map(|item| item.new.title.clone()).unwrap_or_default();
        tx.say(t!("Minuted: {title}", title = title));
        Ok(id)
    })
}

/// Puts somebody at the end of the speakers' list of the item under way, or takes them off it.
///
/// # Errors
/// When they are not in the room, or on the list already.
pub fn queue(office: &mut Office, id: MeetingId, who: AttendeeId, on: bool) -> Result<Done<()>> {
    office.transact(&QUEUE, |tx| {
        let record = under_way(tx, id)?;
        let name = record.name(who).to_owned();
        let waits = record.waiting().find(|s| s.who == who).map(|s| s.id);
        match (on, waits) {
            (true, Some(_)) => return Err(Problem::input(t!("{name} is on the list already", name = name))),
            (true, None) => {
                if !record.person(who).is_some_and(super::super::model::Attendee::is_here) {
                    return Err(Problem::input(t!("{name} is not here", name = name)));
                }
                let item = record.current().map(|item| item.id);
                store::insert_speaker(tx.conn(), SpeakerId(tx.new_id()), id, item, who)?;
                tx.say(t!("{name} wants to speak", name = name));
            }
            (false, Some(speaker)) => {
                store::delete_speaker(tx.conn(), speaker)?;
                tx.say(t!("{name} no longer wants to speak", name = name));
            }
            (false, None) => return Err(Problem::input(t!("{name} is not on the list", name = name))),
        }
        Ok(())
    })
}

fn finish_speech(tx: &Tx<'_>, id: SpeakerId, began: Option<i64>) -> Result<()> {
    let spoke = began.map_or(0, |began| tx.now().timestamp() - began).max(0);
    store::set_speaker(tx.conn(), id, began, Some(u32::try_from(spoke).unwrap_or(u32::MAX)))
}

/// Ends whoever speaks; gives the floor to the next of the list, or to `who` of it, unless `stop`.
///
/// # Errors
/// When nobody waits and nobody speaks.
pub fn speak(office: &mut Office, id: MeetingId, who: Option<AttendeeId>, stop: bool) -> Result<Done<()>> {
    office.transact(&SPEAK, |tx| {
        let record = under_way(tx, id)?;
        let speaking = record.speaking().copied();
        if let Some(speaking) = speaking {
            finish_speech(tx, speaking.id, speaking.began)?;
        }
        let next = if stop { None } else { record.waiting().find(|s| who.is_none_or(|who| s.who == who)).copied() };
        match (next, speaking) {
            (Some(next), _) => {
                store::set_speaker(tx.conn(), next.id, Some(tx.now().timestamp()), None)?;
                tx.say(t!("{name} speaks", name = record.name(next.who)));
            }
            (None, Some(speaking)) => tx.say(t!("{name} has spoken", name = record.name(speaking.who))),
            (None, None) => return Err(Problem::input(t!("Nobody is on the speakers’ list"))),
        }
        Ok(())
    })
}
