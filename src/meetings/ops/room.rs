//! In the room: opening and closing, interests, items, speakers.

use super::super::model::{
    Attendee, AttendeeId, Conduct, Item, ItemId, ItemState, MeetingId, Minute, Motion, NewItem, PersonId, Record,
    SpeakerId, clock,
};
use super::super::store;
use super::door::{CHAIRS, SECRETARIES, by_post, list_of};
use super::plan::carry_in;
use super::{minute, under_way};
use crate::kit::{Problem, Result};
use crate::ledger::model::read::one_line;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Opens a meeting.
pub static BEGIN: Op =
    Op { key: "meetings.begin", says: "Open meeting", undo: Undo::Reverse, reach: Reach::Command("meetings open") };

/// Closes a meeting.
pub static END: Op =
    Op { key: "meetings.end", says: "Close meeting", undo: Undo::Reverse, reach: Reach::Command("meetings close") };

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
        let about = one_line(about);
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
                if !record.person(who).is_some_and(Attendee::is_here) {
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
