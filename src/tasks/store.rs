//! The rows of tasks: read and written on a connection that is given, never in a transaction of their own.

use rusqlite::{Connection, OptionalExtension as _, Params, Row, params};

use super::model::{From, NewTask, Owner, Task, TaskId};
use crate::cli::RowSink;
use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result};
use crate::office::days::{iso, maybe_day};
use crate::office::{Erase, Origin, Personal, profile};
use crate::people::{self, PersonId};
use crate::t;
use crate::tabular::{ColumnKind, ColumnSpec, Value};

/// What tasks hold about people.
pub const PERSONAL: &[&Personal] = &[&TASK];

static TASK: Personal = Personal {
    table: "task",
    column: "person",
    says: || t!("Tasks they see to"),
    // What is to be done stays to be done, by somebody else.
    erase: Erase::Unlink,
    day: Some("due"),
    labels: &[("done_on", || t!("Done on")), ("done_by", || t!("Who said so")), ("origin_kind", || t!("It came from"))],
    hide: &["owner", "origin"],
    ..Personal::NONE
};

const SELECT: &str = "SELECT t.id, t.text, t.person, t.owner, coalesce(p.name, t.owner), t.due, t.done_on, t.done_by, t.note, \
                      t.origin_kind, t.origin FROM task t LEFT JOIN person p ON p.id = t.person";
/// Open ones by their day, then those that are done, the last first.
const ORDER: &str = "ORDER BY t.done_on IS NOT NULL, t.done_on DESC, t.due IS NULL, t.due, t.id";

fn task(row: &Row<'_>) -> rusqlite::Result<Task> {
    let person: Option<i64> = row.get(2)?;
    let owner = Owner::of(person.map(PersonId), &row.get::<_, String>(3)?);
    let done = maybe_day(row, 6)?;
    let by: String = row.get(7)?;
    let origin: Option<i64> = row.get(10)?;
    let kind: String = row.get(9)?;
    Ok(Task {
        id: TaskId(row.get(0)?),
        new: NewTask { text: row.get(1)?, owner, due: maybe_day(row, 5)?, note: row.get(8)? },
        owner: row.get(4)?,
        done: done.map(|day| (day, by)),
        from: origin.map(|id| (kind, id)),
    })
}

fn some(conn: &Connection, which: &str, with: impl Params) -> Result<Vec<Task>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} {which} {ORDER}"))?;
    Ok(select.query_map(with, task)?.collect::<rusqlite::Result<_>>()?)
}

/// Every task: open ones first, by their day, then those that are done, the last first.
///
/// # Errors
/// When the file cannot be read.
pub fn all(conn: &Connection) -> Result<Vec<Task>> {
    some(conn, "", [])
}

/// The open tasks, by their day, those without one last.
///
/// # Errors
/// When the file cannot be read.
pub fn open(conn: &Connection) -> Result<Vec<Task>> {
    some(conn, "WHERE t.done_on IS NULL", [])
}

/// The tasks that come from a record.
///
/// # Errors
/// When the file cannot be read.
pub fn of(conn: &Connection, from: From) -> Result<Vec<Task>> {
    some(conn, "WHERE t.origin_kind = ?1 AND t.origin = ?2", params![from.kind, from.id])
}

/// How many open tasks have passed their day.
///
/// # Errors
/// When the file cannot be read.
pub fn late(conn: &Connection, today: Day) -> Result<usize> {
    let count: i64 = conn
        .prepare_cached("SELECT count(*) FROM task WHERE done_on IS NULL AND due < ?1")?
        .query_row([iso(today)], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// One task.
///
/// # Errors
/// When there is no such task.
pub fn get(conn: &Connection, id: TaskId) -> Result<Task> {
    conn.prepare_cached(&format!("{SELECT} WHERE t.id = ?1"))?
        .query_row([id.0], task)
        .optional()?
        .ok_or_else(|| Problem::input(t!("This task is no longer there")))
}

/// The task that a text of a command means: its id as `tasks list` begins with it, or its words, of which the beginning of only one
/// will do; open ones go before those that are done.
///
/// # Errors
/// When none is meant, or more than one.
pub fn called(conn: &Connection, text: &str) -> Result<TaskId> {
    let typed = text.trim();
    if let Ok(id) = typed.parse::<TaskId>() {
        return get(conn, id).map(|task| task.id);
    }
    let folded = fold(typed);
    let every = all(conn)?;
    let means = |fits: &dyn Fn(&Task) -> bool| -> Vec<&Task> {
        let found: Vec<&Task> = every.iter().filter(|task| fits(task)).collect();
        let open: Vec<&Task> = found.iter().copied().filter(|task| task.is_open()).collect();
        if open.is_empty() { found } else { open }
    };
    let mut found = means(&|task| fold(&task.new.text) == folded);
    if found.is_empty() && !folded.is_empty() {
        found = means(&|task| fold(&task.new.text).starts_with(&folded));
    }
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Problem::input(t!("There is no task “{text}”", text = typed))
            .hint(t!("Give the number that its line in `tasks list` begins with, or the beginning of its words"))),
        several => {
            let each: Vec<String> = several.iter().map(|task| format!("{} {}", task.id, task.new.text)).collect();
            Err(Problem::input(t!("More than one task could be “{text}”", text = typed)).hint(each.join("; ")))
        }
    }
}

/// What a task comes from, in words, and the screen that shows it; nothing where that is gone or of a later program.
///
/// # Errors
/// When the file cannot be read.
pub fn origin(
    conn: &Connection,
    origins: &[&'static Origin],
    task: &Task,
) -> Result<Option<(String, &'static Origin)>> {
    let Some((kind, id)) = &task.from else { return Ok(None) };
    let Some(known) = origins.iter().find(|origin| origin.kind == kind) else { return Ok(None) };
    Ok((known.says)(conn, *id)?.map(|says| (says, *known)))
}

/// Who is meant by a text: a user of the office by their whole name, somebody of the register by id, number or whole name, else
/// the name as it stands.
///
/// # Errors
/// When it is the name of several people of the register.
pub fn owner(conn: &Connection, text: &str) -> Result<Owner> {
    let (text, folded) = (text.trim(), fold(text.trim()));
    if text.is_empty() || profile::officers(conn)?.iter().any(|officer| fold(&officer.name) == folded) {
        return Ok(Owner::of(None, text));
    }
    let found = people::store::resolve(conn, text);
    let namesakes = people::store::search(conn, text, 20)?.iter().filter(|hit| fold(&hit.name) == folded).count();
    match found {
        Ok(person) => Ok(Owner::Person(person)),
        Err(several) if namesakes > 1 => Err(several),
        Err(_nobody) => Ok(Owner::of(None, text)),
    }
}

/// How many there are, for `info`.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    Ok(vec![("tasks", conn.query_row("SELECT count(*) FROM task WHERE done_on IS NULL", [], |row| row.get(0))?)])
}

pub(super) fn insert(conn: &Connection, id: TaskId, new: &NewTask, from: Option<From>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO task (id, text, person, owner, due, note, origin_kind, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        id.0,
        new.text,
        new.owner.person().map(|person| person.0),
        new.owner.named(),
        new.due.map(iso),
        new.note,
        from.map_or("", |from| from.kind),
        from.map(|from| from.id),
    ])?;
    Ok(())
}

/// Makes a task what it says now, if it says anything else.
pub(super) fn update(conn: &Connection, id: TaskId, new: &NewTask) -> Result<()> {
    conn.prepare_cached(
        "UPDATE task SET text = ?2, person = ?3, owner = ?4, due = ?5, note = ?6 \
         WHERE id = ?1 AND (text, person, owner, due, note) IS NOT (?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        id.0,
        new.text,
        new.owner.person().map(|person| person.0),
        new.owner.named(),
        new.due.map(iso),
        new.note
    ])?;
    Ok(())
}

pub(super) fn set_done(conn: &Connection, id: TaskId, done: Option<(Day, &str)>, note: &str) -> Result<()> {
    conn.prepare_cached("UPDATE task SET done_on = ?2, done_by = ?3, note = ?4 WHERE id = ?1")?.execute(params![
        id.0,
        done.map(|(day, _)| iso(day)),
        done.map_or("", |(_, by)| by),
        note
    ])?;
    Ok(())
}

pub(super) fn delete(conn: &Connection, id: TaskId) -> Result<()> {
    conn.prepare_cached("DELETE FROM task WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The columns of [`rows`].
pub fn columns() -> Vec<ColumnSpec> {
    use ColumnKind::{Day, Text};
    [
        ("id", t!("Id"), Text),
        ("task", t!("Task"), Text),
        ("owner", t!("Who sees to it"), Text),
        ("person_id", t!("Person id"), Text),
        ("due", t!("By"), Day),
        ("done", t!("Done on"), Day),
        ("done_by", t!("Who said so"), Text),
        ("note", t!("Note"), Text),
        ("origin_kind", t!("It came from"), Text),
        ("origin", t!("Id of what it came from"), Text),
    ]
    .into_iter()
    .map(|(key, name, kind)| ColumnSpec::new(key, name, kind))
    .collect()
}

/// Every task as a row.
///
/// # Errors
/// When the file cannot be read, or the sink refuses a row.
pub fn rows(conn: &Connection, sink: &mut RowSink<'_>) -> Result<usize> {
    let row = |task: Task| -> Result<Vec<Value>> {
        let (done, by) = task.done.map_or((None, String::new()), |(day, by)| (Some(day), by));
        let (kind, origin) = task.from.map_or_else(Default::default, |(kind, id)| (kind, id.to_string()));
        Ok(vec![
            Value::text(task.id.to_string()),
            Value::text(task.new.text),
            Value::text(task.owner),
            Value::text(task.new.owner.person().map(|id| id.to_string()).unwrap_or_default()),
            task.new.due.into(),
            done.into(),
            Value::text(by),
            Value::text(task.new.note),
            Value::text(kind),
            Value::text(origin),
        ])
    };
    sink(&mut all(conn)?.into_iter().map(row))
}
