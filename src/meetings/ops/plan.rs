//! Meetings as they are called: the day, the notice, the agenda.

use super::super::model::{
    Body, BodyId, ItemId, ItemState, Kind, MeetingId, MeetingState, Motion, MotionId, MotionState, NewItem, NewMeeting,
    Record, Template,
};
use super::super::store;
use crate::kit::{Day, Problem, Result, day, text};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// Calls a meeting.
pub static PLAN: Op =
    Op { key: "meetings.plan", says: "Plan meeting", undo: Undo::Reverse, reach: Reach::Command("meetings plan") };

/// Calls the meetings of a body for a while.
pub static PLAN_SERIES: Op = Op {
    key: "meetings.plan_series",
    says: "Plan meetings",
    undo: Undo::Reverse,
    reach: Reach::Command("meetings plan"),
};

/// Changes day, time, place and the rest.
pub static CHANGE: Op = Op {
    key: "meetings.change",
    says: "Change meeting",
    undo: Undo::Reverse,
    reach: Reach::Command("meetings change"),
};

/// Calls a meeting off, or on again.
pub static CANCEL: Op = Op {
    key: "meetings.cancel",
    says: "Cancel meeting",
    undo: Undo::Reverse,
    reach: Reach::Command("meetings cancel"),
};

/// Removes a meeting that was planned by mistake.
pub static REMOVE: Op = Op {
    key: "meetings.remove",
    says: "Remove meeting",
    undo: Undo::Reverse,
    reach: Reach::Command("meetings remove"),
};

/// Says on which day notice of a meeting was sent.
pub static NOTICE: Op =
    Op { key: "meetings.notice", says: "Notice sent", undo: Undo::Reverse, reach: Reach::Command("meetings notice") };

/// Adds items to an agenda.
pub static ADD_ITEM: Op =
    Op { key: "meetings.item_add", says: "Add to agenda", undo: Undo::Reverse, reach: Reach::Command("agenda add") };

/// Changes an item.
pub static CHANGE_ITEM: Op = Op {
    key: "meetings.item_change",
    says: "Change item",
    undo: Undo::Reverse,
    reach: Reach::Command("agenda change"),
};

/// Moves an item to another place.
pub static MOVE_ITEM: Op =
    Op { key: "meetings.item_move", says: "Move item", undo: Undo::Reverse, reach: Reach::Command("agenda move") };

/// Takes an item off an agenda.
pub static REMOVE_ITEM: Op = Op {
    key: "meetings.item_remove",
    says: "Remove item",
    undo: Undo::Reverse,
    reach: Reach::Command("agenda remove"),
};

/// The agenda that a meeting of a body begins with: a template where one is named, else the body's own, else the usual one for
/// its kind.
pub fn agenda_for(body: &Body, kind: Kind, template: Option<Template>) -> Vec<NewItem> {
    use super::super::model::BodyKind;
    match (template, kind, body.new.kind) {
        (Some(template), _, _) => template.items(),
        (None, Kind::Annual, _) => Template::Annual.items(),
        (None, _, _) if !body.new.agenda.is_empty() => body.new.agenda.clone(),
        (None, _, BodyKind::Panel) => Template::Panel.items(),
        (None, _, _) => Template::Ordinary.items(),
    }
}

/// Calls a meeting with an agenda; what was left for the next meeting of the body comes onto it.
///
/// # Errors
/// When the body has ended by then.
pub fn plan(office: &mut Office, new: &NewMeeting, agenda: &[NewItem]) -> Result<Done<MeetingId>> {
    office.transact(&PLAN, |tx| {
        let id = plan_one(tx, new, agenda)?;
        carry_in(tx, new.body)?;
        let meeting = store::meeting(tx.conn(), id)?;
        tx.say(t!("Planned: {meeting}", meeting = meeting.called()));
        Ok(id)
    })
}

/// At most so many meetings are planned in one step.
pub const MOST_MEETINGS: usize = 120;

/// Plans the meetings of a body for several days in one step, each with the agenda; what was left for the next one comes onto the
/// first.
///
/// # Errors
/// When there is none, there are too many, or the body meets on one of the days already or has ended by then.
pub fn plan_series(office: &mut Office, all: &[NewMeeting], agenda: &[NewItem]) -> Result<Done<Vec<MeetingId>>> {
    office.transact(&PLAN_SERIES, |tx| {
        check_series(tx, all)?;
        let mut ids = Vec::new();
        for new in all {
            ids.push(plan_one(tx, new, agenda)?);
        }
        if let (Some(first), Some(last)) = (all.first(), all.last()) {
            carry_in(tx, first.body)?;
            tx.say(t!(
                "Planned {meetings} of {body}, {first} to {last}",
                meetings = text::plural(all.len(), t!("meeting"), t!("meetings")),
                body = store::body(tx.conn(), first.body)?.new.name,
                first = day::short(first.day),
                last = day::short(last.day)
            ));
        }
        Ok(ids)
    })
}

fn check_series(tx: &Tx<'_>, all: &[NewMeeting]) -> Result<()> {
    if all.is_empty() || all.len() > MOST_MEETINGS {
        return Err(Problem::input(t!(
            "There would be {n} meetings; from 1 to {most} are planned in one step. Nothing was planned",
            n = all.len(),
            most = MOST_MEETINGS
        ))
        .hint(t!("Say with --until or --times where it ends")));
    }
    for new in all {
        let taken = store::meetings_between(tx.conn(), new.day, new.day)?;
        if taken.iter().any(|one| one.new.body == new.body && one.cancelled.is_none()) {
            let on = day::short(new.day);
            return Err(Problem::input(t!("The body meets on {day} already. Nothing was planned", day = on))
                .hint(t!("Leave that day out with --except")));
        }
    }
    Ok(())
}

/// A meeting with its agenda.
fn plan_one(tx: &Tx<'_>, new: &NewMeeting, agenda: &[NewItem]) -> Result<MeetingId> {
    let body = store::body(tx.conn(), new.body)?;
    if let Some(ended) = body.new.ended.filter(|ended| *ended < new.day) {
        return Err(Problem::input(t!("{name} ended on {day}", name = body.new.name, day = day::short(ended))));
    }
    let id = MeetingId(tx.new_id());
    store::insert_meeting(tx.conn(), id, new)?;
    for (at, item) in agenda.iter().enumerate() {
        let place = i64::try_from(at).unwrap_or(0) + 1;
        let known = Template::any_has(item) || body.new.agenda.iter().any(|own| own.is_called(&item.title));
        let origin = if known { store::Source::Agenda } else { store::Source::Added };
        store::insert_item(tx.conn(), ItemId(tx.new_id()), id, place, item, origin)?;
    }
    Ok(id)
}

/// Brings what a body left for its next meeting onto the agenda of that meeting, if it is planned: into an item of the same title,
/// else after matters arising, else at the end. Motions that were not decided come with it, as they were amended.
pub(super) fn carry_in(tx: &Tx<'_>, body: BodyId) -> Result<()> {
    let left = store::deferred(tx.conn(), body)?;
    if left.is_empty() {
        return Ok(());
    }
    for (from, item) in left {
        let held = store::meeting(tx.conn(), store::meeting_of_item(tx.conn(), from)?)?;
        let Some(next) = store::next_planned(tx.conn(), body, held.new.day)?.filter(|next| *next != held.id) else {
            continue;
        };
        let record = store::record(tx.conn(), next)?;
        if let Some(same) = record.items.iter().find(|one| one.carried_from.is_none() && one.new.is_called(&item.title))
        {
            store::set_carried(tx.conn(), same.id, from)?;
            carry_motions(tx, held.id, from, (next, same.id))?;
            continue;
        }
        let arising = record.items.iter().position(|item| item.new.title == t!("Matters arising"));
        let carried = record.items.iter().filter(|item| item.carried_from.is_some() && !item.standing).count();
        let at = arising.map_or(record.items.len(), |at| (at + 1 + carried).min(record.items.len()));
        let id = ItemId(tx.new_id());
        let last = store::last_place(tx.conn(), next)? + 1;
        store::insert_item(tx.conn(), id, next, last, &item, store::Source::Carried(from))?;
        place(tx, &record, id, at)?;
        carry_motions(tx, held.id, from, (next, id))?;
    }
    Ok(())
}

/// Puts what was moved under an item and not decided before the next meeting, with amendments that wait.
fn carry_motions(tx: &Tx<'_>, held: MeetingId, from: ItemId, to: (MeetingId, ItemId)) -> Result<()> {
    let record = store::record(tx.conn(), held)?;
    for motion in record.undecided(Some(from)) {
        let id = MotionId(tx.new_id());
        store::carry_motion(tx.conn(), id, to, motion, None)?;
        let open = |m: &&Motion| m.new.amends == Some(motion.id) && m.state == MotionState::Open;
        for amendment in record.motions.iter().filter(open) {
            store::carry_motion(tx.conn(), MotionId(tx.new_id()), to, amendment, Some(id))?;
        }
    }
    Ok(())
}

/// Puts an item at a place of an agenda, 0 the first.
fn place(tx: &Tx<'_>, record: &Record, id: ItemId, at: usize) -> Result<()> {
    let mut order: Vec<ItemId> = record.items.iter().map(|item| item.id).filter(|other| *other != id).collect();
    order.insert(at.min(order.len()), id);
    for (at, item) in order.into_iter().enumerate() {
        store::set_place(tx.conn(), item, i64::try_from(at).unwrap_or(0) + 1)?;
    }
    Ok(())
}

/// Makes a meeting what it says now. Its body stays.
///
/// # Errors
/// When it is over and its day would be another.
pub fn change(office: &mut Office, id: MeetingId, new: &NewMeeting) -> Result<Done<MeetingId>> {
    office.transact(&CHANGE, |tx| {
        let known = store::meeting(tx.conn(), id)?;
        if known.opened.is_some() && known.new.day != new.day {
            return Err(Problem::input(t!("The meeting was held on {day}", day = day::short(known.new.day)))
                .hint(t!("A meeting that goes on another day is a new one")));
        }
        store::update_meeting(tx.conn(), id, &NewMeeting { body: known.new.body, ..new.clone() })?;
        let now = store::meeting(tx.conn(), id)?;
        tx.say(if known.new.day == new.day {
            t!("Changed: {meeting}", meeting = now.called())
        } else {
            t!("{meeting} is on {day} now", meeting = now.name(), day = day::short(new.day))
        });
        Ok(id)
    })
}

/// Calls a meeting off; `false` calls it on again. What an earlier meeting left for it goes to the next one that is planned.
///
/// # Errors
/// When it has begun.
pub fn cancel(office: &mut Office, id: MeetingId, off: bool) -> Result<Done<()>> {
    office.transact(&CANCEL, |tx| {
        let meeting = store::meeting(tx.conn(), id)?;
        if meeting.opened.is_some() {
            return Err(Problem::input(t!("The meeting has begun already. Nothing was changed")));
        }
        if meeting.cancelled.is_some() == off {
            return Err(Problem::input(if off {
                t!("The meeting is cancelled already")
            } else {
                t!("The meeting is not cancelled")
            }));
        }
        store::set_cancelled(tx.conn(), id, off.then(|| tx.today()))?;
        if off {
            store::uncarry(tx.conn(), id)?;
        }
        carry_in(tx, meeting.new.body)?;
        tx.say(if off {
            t!("Cancelled: {meeting}", meeting = meeting.called())
        } else {
            t!("Called again: {meeting}", meeting = meeting.called())
        });
        Ok(())
    })
}

/// Removes a meeting with its agenda.
///
/// # Errors
/// When it has begun.
pub fn remove(office: &mut Office, id: MeetingId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let record = store::record(tx.conn(), id)?;
        if record.meeting.opened.is_some() || !record.decisions.is_empty() {
            return Err(Problem::input(t!("The meeting was held. Nothing was removed")));
        }
        store::delete_meeting(tx.conn(), id)?;
        carry_in(tx, record.body.id)?;
        tx.say(t!("Removed: {meeting}", meeting = record.meeting.called()));
        Ok(())
    })
}

/// Says on which day notice was sent; `None` takes it back.
///
/// # Errors
/// When that day lies ahead, or after the meeting.
pub fn notice(office: &mut Office, id: MeetingId, sent: Option<Day>) -> Result<Done<()>> {
    office.transact(&NOTICE, |tx| {
        let record = store::record(tx.conn(), id)?;
        if let Some(sent) = sent {
            day::happened(sent, tx.today())?;
            if sent > record.meeting.new.day {
                return Err(Problem::input(t!("Notice cannot be sent after the meeting")));
            }
        }
        store::set_notice(tx.conn(), id, sent)?;
        let said = record.body.new.notice.verdict(sent, record.meeting.new.day);
        tx.say(format!("{}: {said}", record.meeting.called()));
        Ok(())
    })
}

fn open_agenda(tx: &Tx<'_>, id: MeetingId) -> Result<Record> {
    let record = store::record(tx.conn(), id)?;
    match record.meeting.state() {
        MeetingState::Closed => Err(Problem::input(t!("The meeting is over; its agenda stays. Nothing was changed"))),
        _ => Ok(record),
    }
}

/// Adds items to an agenda: before the place `at` (1 is the first), else at the end.
///
/// # Errors
/// When the meeting is over, or an item has no title.
pub fn add_item(office: &mut Office, id: MeetingId, items: &[NewItem], at: Option<usize>) -> Result<Done<Vec<ItemId>>> {
    office.transact(&ADD_ITEM, |tx| {
        open_agenda(tx, id)?;
        let mut ids = Vec::new();
        for (step, item) in items.iter().enumerate() {
            if item.title.trim().is_empty() {
                return Err(Problem::input(t!("Say what the item is called")));
            }
            let new = ItemId(tx.new_id());
            let last = store::last_place(tx.conn(), id)? + 1;
            store::insert_item(tx.conn(), new, id, last, item, store::Source::Added)?;
            if let Some(at) = at {
                place(tx, &store::record(tx.conn(), id)?, new, at.saturating_sub(1) + step)?;
            }
            ids.push(new);
        }
        tx.say(match items {
            [one] => t!("On the agenda: {title}", title = one.title),
            _ => text::plural(items.len(), t!("item added"), t!("items added")),
        });
        Ok(ids)
    })
}

/// Makes an item what it says now.
///
/// # Errors
/// When the meeting is over, or it has no title.
pub fn change_item(office: &mut Office, id: ItemId, new: &NewItem) -> Result<Done<ItemId>> {
    office.transact(&CHANGE_ITEM, |tx| {
        open_agenda(tx, store::meeting_of_item(tx.conn(), id)?)?;
        if new.title.trim().is_empty() {
            return Err(Problem::input(t!("Say what the item is called")));
        }
        store::update_item(tx.conn(), id, new)?;
        tx.say(t!("Changed item: {title}", title = new.title));
        Ok(id)
    })
}

/// Moves an item to another place, 1 the first.
///
/// # Errors
/// When the meeting is over.
pub fn move_item(office: &mut Office, id: ItemId, to: usize) -> Result<Done<()>> {
    office.transact(&MOVE_ITEM, |tx| {
        let record = open_agenda(tx, store::meeting_of_item(tx.conn(), id)?)?;
        place(tx, &record, id, to.saturating_sub(1))?;
        let title = record.item(id).map(|item| item.new.title.clone()).unwrap_or_default();
        tx.say(t!("{title} is item {n} now", title = title, n = to.clamp(1, record.items.len())));
        Ok(())
    })
}

/// Takes an item off an agenda.
///
/// # Errors
/// When the meeting is over, or something was recorded of the item.
pub fn remove_item(office: &mut Office, id: ItemId) -> Result<Done<()>> {
    office.transact(&REMOVE_ITEM, |tx| {
        let record = open_agenda(tx, store::meeting_of_item(tx.conn(), id)?)?;
        let Some(item) = record.item(id) else {
            return Err(Problem::input(t!("This item is no longer on the agenda")));
        };
        let used = item.state != ItemState::Waiting
            || record.motions.iter().any(|m| m.new.item == Some(id))
            || record.interests.iter().any(|i| i.item == id)
            || record.speakers.iter().any(|s| s.item == Some(id))
            || record.votes.iter().any(|v| v.item == Some(id))
            || record.decisions.iter().any(|d| d.item == Some(id))
            || record.actions.iter().any(|a| a.item == Some(id));
        if used {
            return Err(Problem::input(t!("Something was recorded of this item. It was left on the agenda")));
        }
        store::delete_item(tx.conn(), id)?;
        tx.say(t!("Off the agenda: {title}", title = item.new.title));
        Ok(())
    })
}
