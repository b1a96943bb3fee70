//! Events: planned, changed, repeated, left out, looked back at.

use std::collections::BTreeMap;

use crate::events::model::part::Value;
use crate::events::model::template::Template;
use crate::events::model::{
    Attendance, AttendanceId, Event, EventId, Local, NewAttendance, NewEvent, Presence, RowId, Status, Timing, parts,
};
use crate::events::store;
use crate::kit::{Day, Problem, Result, day};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;
use crate::tasks;
use crate::tasks::model::{From, NewTask, TaskId};

/// Plans an event.
pub static ADD: Op =
    Op { key: "events.add", says: "Plan event", undo: Undo::Reverse, reach: Reach::Command("events add") };

/// Changes an event, or all days of a series.
pub static CHANGE: Op =
    Op { key: "events.change", says: "Change event", undo: Undo::Reverse, reach: Reach::Command("events change") };

/// Gives a day of a series something of its own.
pub static OWN_DAY: Op =
    Op { key: "events.own_day", says: "Change one day", undo: Undo::Reverse, reach: Reach::Command("events change") };

/// Lets a series go its own way from a day on.
pub static LATER: Op = Op {
    key: "events.later",
    says: "Change from a day on",
    undo: Undo::Reverse,
    reach: Reach::Command("events change"),
};

/// Leaves a day of a series out.
pub static LEAVE_OUT: Op =
    Op { key: "events.leave_out", says: "Leave day out", undo: Undo::Reverse, reach: Reach::Command("events skip") };

/// Puts a day into a series that its rule does not have, or one back that was left out.
pub static PUT_BACK: Op =
    Op { key: "events.put_in", says: "Put day in", undo: Undo::Reverse, reach: Reach::Command("events also") };

/// Removes an event with all that belongs to it.
pub static REMOVE: Op =
    Op { key: "events.remove", says: "Remove event", undo: Undo::Reverse, reach: Reach::Command("events remove") };

/// Closes an event that was looked back at, or opens it again.
pub static CLOSE: Op =
    Op { key: "events.close", says: "Close event", undo: Undo::Reverse, reach: Reach::Command("events close") };

/// Writes down a task of an event: an action that was agreed, or what its template had not.
pub static ACT: Op =
    Op { key: "events.act", says: "Add task to event", undo: Undo::Reverse, reach: Reach::Command("events act") };

fn uid(id: EventId) -> String {
    format!("{id}@wardroom")
}

fn checked(tx: &Tx<'_>, new: &NewEvent) -> Result<()> {
    let wrong =
        |problem: Problem| Problem { message: t!("{why}. Nothing was changed", why = problem.message), ..problem };
    new.timing.check().map_err(wrong)?;
    if let Some(venue) = new.venue {
        store::venue(tx.conn(), venue)?;
    }
    if let Some(lead) = new.lead {
        crate::people::store::get(tx.conn(), lead)?;
    }
    let known = store::kinds(tx.conn())?;
    if !known.iter().any(|kind| kind.key == new.kind) {
        let keys: Vec<&str> = known.iter().map(|kind| kind.key.as_str()).collect();
        return Err(Problem::input(t!("There is no kind of event “{kind}”. Nothing was changed", kind = new.kind))
            .hint(t!("Use one of {keys}", keys = keys.join(", "))));
    }
    Ok(())
}

/// Plans an event; with its kind's template, the purpose, roles and checklist come with it.
///
/// # Errors
/// When the kind, the venue, the zone or the rule is none.
pub fn add(office: &mut Office, new: &NewEvent, from_template: bool) -> Result<Done<EventId>> {
    office.transact(&ADD, |tx| {
        let id = add_in(tx, new, from_template)?;
        tx.say(t!("Planned “{title}” on {day}", title = new.title, day = day::short(new.timing.start.date())));
        Ok(id)
    })
}

/// The same inside another operation.
///
/// # Errors
/// As [`add`].
pub fn add_in(tx: &Tx<'_>, new: &NewEvent, from_template: bool) -> Result<EventId> {
    checked(tx, new)?;
    let id = EventId(tx.new_id());
    let mut new = new.clone();
    if new.appeal.is_empty() && store::is_word_taken(tx.conn(), &new.title)? {
        // Last year's gala had the same title, and its money is not this one's.
        new.appeal = format!("{} {}", new.title, new.timing.start.date());
    }
    if !from_template {
        store::insert_event(tx.conn(), id, &new, None, &uid(id))?;
        return Ok(id);
    }
    let kind = store::kind(tx.conn(), &new.kind)?;
    for (own, from) in [(&mut new.purpose, &kind.purpose), (&mut new.measure, &kind.measure)] {
        if own.is_empty() {
            own.clone_from(from);
        }
    }
    store::insert_event(tx.conn(), id, &new, None, &uid(id))?;
    // Of a series tasks would be dated by its first day alone; each day that is made its own has them.
    begin(tx, id, &kind, new.timing.start.date(), !new.timing.is_series())?;
    Ok(id)
}

/// The roles and checklist of a kind, and its tasks dated back from a day.
fn begin(tx: &Tx<'_>, id: EventId, kind: &Template, on: Day, with_tasks: bool) -> Result<()> {
    let text = |text: &str| Value::Text(text.to_owned());
    for role in &kind.roles {
        let values = [text(role), Value::None, text(""), text(""), text("")];
        store::insert_row(tx.conn(), &parts::ROLES, RowId(tx.new_id()), id.0, &values)?;
    }
    for check in &kind.checks {
        let values = [text(check), text("open"), Value::None, text(""), text("")];
        store::insert_row(tx.conn(), &parts::CHECKS, RowId(tx.new_id()), id.0, &values)?;
    }
    for (due, task) in kind.tasks_for(on).into_iter().filter(|_| with_tasks) {
        // What should have been done months ago is to be done now.
        let task = NewTask { text: task.to_owned(), due: Some(due.max(tx.today())), ..NewTask::default() };
        tasks::ops::add_in(tx, &task, Some(From { kind: "event", id: id.0 }))?;
    }
    Ok(())
}

/// Writes down a task of an event.
///
/// # Errors
/// When there is no such event, or nothing is to be done.
pub fn act(office: &mut Office, event: EventId, new: &NewTask) -> Result<Done<TaskId>> {
    office.transact(&ACT, |tx| {
        let of = store::event(tx.conn(), event)?;
        let id = tasks::ops::add_in(tx, new, Some(From { kind: "event", id: event.0 }))?;
        tx.say(t!("“{title}”, to do: {task}", title = of.new.title, task = new.text));
        Ok(id)
    })
}

/// What people who come have to hear of: another time, another place, or that it does not happen.
fn changes(before: &Event, new: &NewEvent) -> Vec<String> {
    let mut all = Vec::new();
    let timing = &new.timing;
    if (before.new.timing.start, before.new.timing.end, &before.new.timing.rule)
        != (timing.start, timing.end, &timing.rule)
    {
        all.push(t!("It is now on {when}", when = timing.says(timing.start)));
    }
    if before.new.venue != new.venue || before.new.place != new.place || before.new.mode != new.mode {
        all.push(t!("It is now elsewhere").to_owned());
    }
    if before.new.status != new.status && !new.status.stands() {
        all.push(match new.status {
            Status::Cancelled => t!("It is cancelled").to_owned(),
            _ => t!("It is postponed").to_owned(),
        });
    }
    all
}

/// Changes an event; of a series, all its days that have nothing of their own. Answers what people who come have to hear of.
///
/// # Errors
/// When there is no such event, or something does not fit.
pub fn change(office: &mut Office, id: EventId, new: &NewEvent) -> Result<Done<Vec<String>>> {
    office.transact(&CHANGE, |tx| {
        let before = store::event(tx.conn(), id)?;
        checked(tx, new)?;
        if before.series.is_some() && new.timing.is_series() {
            return Err(Problem::input(t!("A day of a series does not come again by itself. Nothing was changed")));
        }
        if before.new == *new {
            return Ok(Vec::new());
        }
        store::update_event(tx.conn(), id, new, before.sequence + 1)?;
        let shift = new.timing.start - before.new.timing.start;
        if !shift.is_zero() && before.new.timing.is_series() {
            move_days(tx, id, &before.new.timing, &new.timing, shift)?;
        }
        tx.say(t!("Changed “{title}”", title = new.title));
        Ok(changes(&before, new))
    })
}

/// Days of a series that have something of their own stay days of it when all of it moves to another hour or day.
fn move_days(tx: &Tx<'_>, id: EventId, before: &Timing, after: &Timing, shift: chrono::TimeDelta) -> Result<()> {
    for own in store::days_of(tx.conn(), id)? {
        let Some((_, at)) = own.series else { continue };
        let there = at + shift;
        if before.has(at) && after.has(there) {
            store::move_day(tx.conn(), own.id, there)?;
        }
    }
    Ok(())
}

fn needs_day(event: &Event, at: Local) -> Result<()> {
    if event.new.timing.is_series() && event.new.timing.has(at) {
        return Ok(());
    }
    Err(Problem::input(t!("“{title}” is not on then. Nothing was changed", title = event.new.title))
        .hint(t!("`events show` lists its days")))
}

/// Gives the day of a series that starts then something of its own: another hour, another place, its own guests. A day that has
/// something of its own already is that one. `planned`, it has the tasks, dated back from it, that its kind begins with, and
/// the plan of the series as it is now.
///
/// # Errors
/// When the series is not on then, or something does not fit.
pub fn own_day(
    office: &mut Office,
    series: EventId,
    at: Local,
    new: Option<&NewEvent>,
    planned: bool,
) -> Result<Done<EventId>> {
    office.transact(&OWN_DAY, |tx| {
        let whole = store::event(tx.conn(), series)?;
        needs_day(&whole, at)?;
        let known = store::days_of(tx.conn(), series)?.into_iter().find(|day| day.series == Some((series, at)));
        let mut own = whole.new.clone();
        own.timing = Timing {
            all_day: own.timing.all_day,
            zone: own.timing.zone.clone(),
            ..Timing::once(at, at + own.timing.length())
        };
        let own = new.cloned().unwrap_or(own);
        checked(tx, &own)?;
        if own.timing.is_series() {
            return Err(Problem::input(t!("A day of a series does not come again by itself. Nothing was changed")));
        }
        let id = match known {
            Some(known) => {
                if new.is_some() {
                    store::update_event(tx.conn(), known.id, &own, known.sequence + 1)?;
                }
                known.id
            }
            None => {
                let id = EventId(tx.new_id());
                store::insert_event(tx.conn(), id, &own, Some((series, at)), &whole.uid)?;
                copy_people(tx, series, id)?;
                if planned {
                    begin_as(tx, &whole, id, own.timing.start.date())?;
                }
                id
            }
        };
        tx.say(t!("“{title}” on {day} has something of its own", title = own.title, day = day::short(at.date())));
        Ok(id)
    })
}

/// Whoever is asked to a series is asked to each of its days: a day with a list of its own begins with theirs. Tickets and seats
/// are of the event they were sold for, and who came is of the day.
fn copy_people(tx: &Tx<'_>, from: EventId, to: EventId) -> Result<()> {
    let mut new_ids = BTreeMap::new();
    let all = store::people(tx.conn(), from)?;
    let stays = |one: &&Attendance| {
        matches!(one.new.state, Presence::Invited | Presence::Going | Presence::Maybe | Presence::Declined)
    };
    // Hosts first, so that their guests can name them.
    let (hosts, guests): (Vec<_>, Vec<_>) = all.iter().filter(stays).partition(|one| one.guest_of.is_none());
    for one in hosts.into_iter().chain(guests) {
        let id = AttendanceId(tx.new_id());
        new_ids.insert(one.id, id);
        let new = NewAttendance { level: None, price: None, seat: None, ..one.new.clone() };
        let put = store::Put {
            event: to,
            person: one.person,
            name: if one.person.is_some() { "" } else { &one.name },
            guest_of: one.guest_of.and_then(|host| new_ids.get(&host)).copied(),
            new: &new,
            invited: one.invited,
            answered: one.answered,
            came: None,
            walked_in: false,
        };
        store::insert_attendance(tx.conn(), id, &put)?;
    }
    Ok(())
}

/// What a day of a series begins with: roles, checklist, running order, shifts and delegations as the series has them, and the
/// tasks of its kind.
fn begin_as(tx: &Tx<'_>, series: &Event, id: EventId, on: Day) -> Result<()> {
    let kind = store::kind(tx.conn(), &series.new.kind)?;
    let bare = Template { roles: Vec::new(), checks: Vec::new(), ..kind };
    begin(tx, id, &bare, on, true)?;
    for part in [&parts::ROLES, &parts::CHECKS, &parts::RUN, &parts::SHIFTS, &parts::DELEGATIONS] {
        for row in store::rows(tx.conn(), part, series.id)? {
            let own = |(key, value): (&str, Value)| match key {
                "day" => Value::Text(on.to_string()),
                "came" => Value::Number(0),
                _ => value,
            };
            let values: Vec<Value> = part.fields.iter().map(|field| field.key).zip(row.values).map(own).collect();
            store::insert_row(tx.conn(), part, RowId(tx.new_id()), id.0, &values)?;
        }
    }
    Ok(())
}

/// Lets a series go its own way from the day that starts then: what came before stays, the rest is another series.
///
/// # Errors
/// As [`own_day`].
pub fn later(office: &mut Office, series: EventId, at: Local, new: &NewEvent) -> Result<Done<EventId>> {
    office.transact(&LATER, |tx| {
        let whole = store::event(tx.conn(), series)?;
        needs_day(&whole, at)?;
        checked(tx, new)?;
        if at == whole.new.timing.start {
            store::update_event(tx.conn(), series, new, whole.sequence + 1)?;
            tx.say(t!("Changed “{title}”", title = new.title));
            return Ok(series);
        }
        store::set_timing(tx.conn(), &whole, &whole.new.timing.until_before(at))?;
        let id = EventId(tx.new_id());
        store::insert_event(tx.conn(), id, new, None, &uid(id))?;
        copy_people(tx, series, id)?;
        for own in store::days_of(tx.conn(), series)? {
            if let Some((_, start)) = own.series.filter(|(_, start)| *start >= at) {
                let there = start + (new.timing.start - at);
                store::adopt_day(tx.conn(), own.id, id, there, &uid(id))?;
            }
        }
        tx.say(t!("“{title}” is another from {day} on", title = new.title, day = day::short(at.date())));
        Ok(id)
    })
}

/// Leaves the day of a series out that starts then. What it had of its own goes with it.
///
/// # Errors
/// When the series is not on then, or people are on its list.
pub fn leave_out(office: &mut Office, series: EventId, at: Local) -> Result<Done<()>> {
    office.transact(&LEAVE_OUT, |tx| {
        let whole = store::event(tx.conn(), series)?;
        needs_day(&whole, at)?;
        if let Some(own) = store::days_of(tx.conn(), series)?.into_iter().find(|day| day.series == Some((series, at))) {
            free_of_people(tx, &own)?;
            store::delete_event(tx.conn(), own.id)?;
        }
        let mut timing = whole.new.timing.clone();
        timing.also.retain(|start| *start != at);
        if timing.has(at) {
            timing.except.push(at);
            timing.except.sort_unstable();
        }
        store::set_timing(tx.conn(), &whole, &timing)?;
        tx.say(t!("“{title}” is not on {day}", title = whole.new.title, day = day::short(at.date())));
        Ok(())
    })
}

/// Puts a day into a series: one that was left out, or one more.
///
/// # Errors
/// When it is on then already.
pub fn put_in(office: &mut Office, series: EventId, at: Local) -> Result<Done<()>> {
    office.transact(&PUT_BACK, |tx| {
        let whole = store::event(tx.conn(), series)?;
        if whole.series.is_some() {
            return Err(Problem::input(t!(
                "This is one day of a series; put a day into the series. Nothing was changed"
            )));
        }
        let mut timing = whole.new.timing.clone();
        if timing.has(at) {
            return Err(Problem::input(t!(
                "“{title}” is on then already. Nothing was changed",
                title = whole.new.title
            )));
        }
        let left_out = timing.except.len();
        timing.except.retain(|start| *start != at);
        if left_out == timing.except.len() {
            timing.also.push(at);
            timing.also.sort_unstable();
        }
        store::set_timing(tx.conn(), &whole, &timing)?;
        tx.say(t!("“{title}” is also on {day}", title = whole.new.title, day = day::short(at.date())));
        Ok(())
    })
}

fn free_of_people(tx: &Tx<'_>, event: &Event) -> Result<()> {
    let (people, paid) = store::people_and_payments(tx.conn(), event.id)?;
    if paid > 0 {
        return Err(Problem::input(t!(
            "“{title}” has tickets that were paid for. Nothing was changed",
            title = event.new.title
        ))
        .hint(t!("Give the money back first, or set its state to cancelled")));
    }
    if people > 0 && event.series.is_some() {
        return Err(Problem::input(t!("People are on the list of that day. Nothing was changed"))
            .hint(t!("Set its state to cancelled, so that they can be told")));
    }
    Ok(())
}

/// Removes an event with all that belongs to it.
///
/// # Errors
/// When there is no such event, or tickets were paid for.
pub fn remove(office: &mut Office, id: EventId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let event = store::event(tx.conn(), id)?;
        for own in store::days_of(tx.conn(), id)? {
            free_of_people(tx, &own)?;
        }
        free_of_people(tx, &event)?;
        for task in tasks::store::of(tx.conn(), From { kind: "event", id: id.0 })? {
            if task.is_open() {
                tasks::ops::remove_in(tx, task.id)?;
            }
        }
        store::delete_event(tx.conn(), id)?;
        tx.say(t!("Removed “{title}”", title = event.new.title));
        Ok(())
    })
}

/// Closes an event that is over and was looked back at; `outcome` says what came of it. A coalition's meeting is closed with the
/// actions that were agreed, or the word that there are none. Nothing of it opens it again.
///
/// # Errors
/// When it is still to come, or a coalition's meeting says nothing.
pub fn close(office: &mut Office, id: EventId, outcome: Option<&str>) -> Result<Done<()>> {
    office.transact(&CLOSE, |tx| {
        let event = store::event(tx.conn(), id)?;
        let Some(outcome) = outcome.map(str::trim) else {
            store::set_closed(tx.conn(), id, None, "")?;
            tx.say(t!("Opened “{title}” again", title = event.new.title));
            return Ok(());
        };
        if event.new.timing.start.date() > tx.today() {
            return Err(Problem::input(t!("“{title}” is still to come. Nothing was changed", title = event.new.title)));
        }
        if event.new.kind == "coalition" && outcome.is_empty() && !has_actions(tx, &event)? {
            return Err(Problem::input(t!(
                "Say which actions were agreed, or that there are none. Nothing was changed"
            ))
            .hint(t!("An action with who sees to it is written down under its tasks")));
        }
        store::set_closed(tx.conn(), id, Some(tx.today()), outcome)?;
        tx.say(t!("Closed “{title}”", title = event.new.title));
        Ok(())
    })
}

/// Whether something is to be done that its template had not: an action that was agreed.
fn has_actions(tx: &Tx<'_>, event: &Event) -> Result<bool> {
    let kind = store::kind(tx.conn(), &event.new.kind)?;
    let of_template = |task: &str| kind.tasks.iter().any(|before| before.task == task);
    let all = tasks::store::of(tx.conn(), From { kind: "event", id: event.id.0 })?;
    Ok(all.iter().any(|task| !of_template(&task.new.text)))
}
