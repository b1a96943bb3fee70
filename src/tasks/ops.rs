//! What is done with tasks.

use super::model::{From, NewTask, Task, TaskId};
use super::store;
use crate::kit::{Day, Problem, Result, day};
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::t;

/// The operations of this subject.
pub const OPS: &[&Op] = &[&ADD, &CHANGE, &FINISH, &REOPEN, &REMOVE];

/// Writes down a task.
pub static ADD: Op = Op { key: "tasks.add", says: "Add task", undo: Undo::Reverse, reach: Reach::Command("tasks add") };

/// Changes what a task says.
pub static CHANGE: Op =
    Op { key: "tasks.change", says: "Change task", undo: Undo::Reverse, reach: Reach::Command("tasks change") };

/// Says that a task is done.
pub static FINISH: Op =
    Op { key: "tasks.done", says: "Task done", undo: Undo::Reverse, reach: Reach::Command("tasks done") };

/// Opens a task that was done again.
pub static REOPEN: Op =
    Op { key: "tasks.reopen", says: "Reopen task", undo: Undo::Reverse, reach: Reach::Command("tasks reopen") };

/// Removes a task.
pub static REMOVE: Op =
    Op { key: "tasks.remove", says: "Remove task", undo: Undo::Reverse, reach: Reach::Command("tasks remove") };

/// Writes down a task.
///
/// # Errors
/// When the file cannot be written.
pub fn add(office: &mut Office, new: &NewTask) -> Result<Done<TaskId>> {
    office.transact(&ADD, |tx| {
        let id = add_in(tx, new, None)?;
        tx.say(said(&store::get(tx.conn(), id)?));
        Ok(id)
    })
}

/// The same inside a step of another subject, with the record it comes from.
///
/// # Errors
/// When there is nothing to do in it, or the file cannot be written.
pub fn add_in(tx: &Tx<'_>, new: &NewTask, from: Option<From>) -> Result<TaskId> {
    if new.text.trim().is_empty() {
        return Err(Problem::input(t!("Write what is to be done")));
    }
    let id = TaskId(tx.new_id());
    store::insert(tx.conn(), id, new, from)?;
    Ok(id)
}

/// Makes a task what it says now; whether it is done stays.
///
/// # Errors
/// When there is no such task.
pub fn change(office: &mut Office, id: TaskId, new: &NewTask) -> Result<Done<TaskId>> {
    office.transact(&CHANGE, |tx| {
        store::get(tx.conn(), id)?;
        store::update(tx.conn(), id, new)?;
        tx.say(t!("Changed: {task}", task = said(&store::get(tx.conn(), id)?)));
        Ok(id)
    })
}

/// Says that tasks are done, on a day; what came of it is added to the note.
///
/// # Errors
/// When one is not there or done already, or the day lies ahead.
pub fn finish(office: &mut Office, ids: &[TaskId], on: Day, outcome: &str) -> Result<Done<()>> {
    office.transact(&FINISH, |tx| {
        day::happened(on, tx.today())?;
        let mut last = String::new();
        for id in ids {
            let task = store::get(tx.conn(), *id)?;
            if let Some((day, by)) = &task.done {
                return Err(Problem::input(t!(
                    "“{task}” was done on {day}, as {who} said. Nothing was changed",
                    task = task.new.text,
                    day = day::short(*day),
                    who = by
                )));
            }
            finish_in(tx, &task, on, outcome)?;
            last = task.new.text;
        }
        tx.say(match ids {
            [_] => t!("Done: {task}", task = last),
            _ => t!("{count} tasks done", count = ids.len()),
        });
        Ok(())
    })
}

/// The same for one open task, inside a step of another subject.
///
/// # Errors
/// When the file cannot be written.
pub fn finish_in(tx: &Tx<'_>, task: &Task, on: Day, outcome: &str) -> Result<()> {
    let parts = [task.new.note.trim(), outcome.trim()];
    let note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    store::set_done(tx.conn(), task.id, Some((on, tx.who())), &note)
}

/// Opens a task that was done again.
///
/// # Errors
/// When it is not there, or open.
pub fn reopen(office: &mut Office, id: TaskId) -> Result<Done<()>> {
    office.transact(&REOPEN, |tx| {
        let task = store::get(tx.conn(), id)?;
        if task.is_open() {
            return Err(Problem::input(t!("“{task}” is open. Nothing was changed", task = task.new.text)));
        }
        store::set_done(tx.conn(), id, None, &task.new.note)?;
        tx.say(t!("Open again: {task}", task = task.new.text));
        Ok(())
    })
}

/// Removes a task that was written down by mistake.
///
/// # Errors
/// When there is no such task.
pub fn remove(office: &mut Office, id: TaskId) -> Result<Done<()>> {
    office.transact(&REMOVE, |tx| {
        let task = store::get(tx.conn(), id)?;
        remove_in(tx, id)?;
        tx.say(t!("Removed the task: {task}", task = task.new.text));
        Ok(())
    })
}

/// The same inside a step of another subject.
///
/// # Errors
/// When the file cannot be written.
pub fn remove_in(tx: &Tx<'_>, id: TaskId) -> Result<()> {
    store::delete(tx.conn(), id)
}

/// "Book the hall, Asha Morrow, by 3 Nov 2026"
fn said(task: &Task) -> String {
    let due = task.new.due.map(|due| t!("by {day}", day = day::short(due))).unwrap_or_default();
    [task.new.text.clone(), task.owner.clone(), due]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
