//! `tasks list` and its kin.

use clap::{Arg, Command};
use serde_json::{Value as Json, json};

use super::model::{NewTask, Task, TaskForm, TaskId};
use super::{ops, printing, store};
use crate::cli::args::{file, flag, many, must_write, needed, option};
use crate::cli::{Call, Export, Noun, Outcome, verb};
use crate::kit::fold::fold;
use crate::kit::whole_file::write_whole;
use crate::kit::{Result, day, text};
use crate::ledger::model::Terms;
use crate::ledger::model::read::wrong_fields;
use crate::office::{Office, OpId, profile};
use crate::t;

/// The commands, the export and the count.
pub const NOUN: Noun = Noun {
    verbs: &[
        verb!("tasks", "list"; "Open tasks by their day; with --all those that are done too"; list_args; list),
        verb!("tasks", "print"; "The open tasks on paper, what is late first; with --all those that are done too"; print_args; print),
        verb!("tasks", "add"; "Write down a task with who sees to it and by when"; add_args; add),
        verb!("tasks", "change"; "Change what a task says"; change_args; change),
        verb!("tasks", "done"; "Say that tasks are done"; done_args; done),
        verb!("tasks", "reopen"; "Open a task that was done again"; one_args; reopen),
        verb!("tasks", "remove"; "Remove a task that was written down by mistake"; one_args; remove),
    ],
    groups: &[("tasks", "What somebody does by a day, whatever it came from")],
    exports: &[TASKS],
    counts: Some(|conn, _today| store::counts(conn)),
    ..Noun::NONE
};

/// The tasks as a table.
pub(super) const TASKS: Export =
    Export { name: "tasks", says: "Tasks", columns: store::columns, rows: store::rows, ..Export::NONE };

fn list_args(c: Command) -> Command {
    c.arg(file())
        .arg(flag("all", "Also those that are done"))
        .arg(option("owner", "TEXT", "Only those whose owner’s name has this in it"))
        .arg(option("from", "KIND:ID", "Only those that come from a record, such as meeting:123"))
}

fn print_args(c: Command) -> Command {
    must_write(c.arg(file()), "to", "OUT.pdf", "Where the list is written").arg(flag("all", "Also those that are done"))
}

fn print(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    write_whole(&to, &printing::list(&office, call.flag("all"))?)?;
    let path = to.display().to_string();
    call.out.answer(&json!({ "file": path }), &t!("Written: {file}", file = path))?;
    Ok(Outcome::Done)
}

fn id() -> Arg {
    needed("task", "TASK", "The number its line in `tasks list` begins with, or its words (the beginning will do)")
}

fn one_args(c: Command) -> Command {
    c.arg(file()).arg(id())
}

fn texts(c: Command) -> Command {
    c.arg(option("owner", "PERSON", "Who sees to it: id, number or name of the register, or any name"))
        .arg(option("due", "D", "By when"))
        .arg(option("note", "TEXT", "A note"))
}

fn add_args(c: Command) -> Command {
    texts(c.arg(file()).arg(needed("text", "TEXT", "What is to be done")))
}

fn change_args(c: Command) -> Command {
    texts(one_args(c)).arg(option("text", "TEXT", "What is to be done"))
}

fn done_args(c: Command) -> Command {
    one_args(c)
        .arg(many("also", "TASK", "Another one"))
        .arg(option("on", "D", "The day it was done (today)"))
        .arg(option("outcome", "TEXT", "What came of it; added to the note"))
}

fn terms(office: &Office) -> Result<Terms> {
    let profile = office.read(profile::get)?;
    Ok(Terms { currency: *profile.currency, today: office.today(), month_first: profile.month_first })
}

fn as_json(office: &Office, task: &Task) -> Result<Json> {
    let from = office.read(|conn| store::origin(conn, office.setup().origins, task))?;
    let (done, by) = task.done.as_ref().map_or((None, ""), |(day, by)| (Some(*day), by.as_str()));
    Ok(json!({ "id": task.id, "text": task.new.text, "owner": task.owner, "person": task.new.owner.person(),
        "due": task.new.due, "done": done, "done_by": by, "note": task.new.note,
        "from": task.from.as_ref().map(|(kind, id)| json!({ "kind": kind, "id": id.to_string(),
            "says": from.map(|(says, _)| says) })) }))
}

/// The task that a text means.
fn called(office: &Office, text: &str) -> Result<TaskId> {
    office.read(|conn| store::called(conn, text))
}

fn in_words(office: &Office, task: &Task) -> Result<String> {
    let from = office.read(|conn| store::origin(conn, office.setup().origins, task))?;
    let due = match &task.done {
        Some((day, by)) => t!("done {day}, {who}", day = day::short(*day), who = by),
        None => task.due_words(office.today()),
    };
    let parts = [task.new.text.clone(), task.owner.clone(), due, from.map(|(says, _)| says).unwrap_or_default()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(format!("{}  {}", task.id, parts.join(" · ")))
}

fn list(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let mut all = office.read(|conn| if call.flag("all") { store::all(conn) } else { store::open(conn) })?;
    if let Some(name) = call.text("owner") {
        let name = fold(name);
        all.retain(|task| fold(&task.owner).contains(&name));
    }
    if let Some(from) = call.text("from") {
        all.retain(|task| task.from.as_ref().is_some_and(|(kind, id)| format!("{kind}:{id}") == from.trim()));
    }
    let documents = all.iter().map(|task| as_json(&office, task)).collect::<Result<Vec<_>>>()?;
    let mut lines: Vec<String> = all.iter().map(|task| in_words(&office, task)).collect::<Result<_>>()?;
    lines.push(text::plural(all.len(), t!("task"), t!("tasks")));
    call.out.answer(&json!({ "tasks": documents }), &lines.join("\n"))?;
    Ok(Outcome::Done)
}

/// What a command that changed a task answers.
fn answer(call: &mut Call<'_>, office: Office, id: TaskId, op: Option<OpId>) -> Result<Outcome> {
    let task = office.read(|conn| store::get(conn, id))?;
    let (mut document, words) = (as_json(&office, &task)?, in_words(&office, &task)?);
    office.close()?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("op".to_owned(), json!(op));
    }
    call.out.answer(&document, &words)?;
    Ok(Outcome::Done)
}

/// The form with what the options say, over what is known.
fn typed(call: &Call<'_>, office: &Office, known: &NewTask) -> Result<NewTask> {
    let mut form = TaskForm::of(known);
    for (name, field) in [("text", &mut form.text), ("due", &mut form.due), ("note", &mut form.note)] {
        if let Some(text) = call.text(name) {
            text.clone_into(field);
        }
    }
    let owner = match call.text("owner") {
        Some(text) => office.read(|conn| store::owner(conn, text))?,
        None => known.owner.clone(),
    };
    form.parse(owner, &terms(office)?).map_err(|problems| wrong_fields(&problems))
}

fn add(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let new = typed(call, &office, &NewTask::default())?;
    let done = ops::add(&mut office, &new)?;
    answer(call, office, done.value, done.op)
}

fn change(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = called(&office, call.need("task")?)?;
    let known = office.read(|conn| store::get(conn, id))?;
    let new = typed(call, &office, &known.new)?;
    let done = ops::change(&mut office, id, &new)?;
    answer(call, office, id, done.op)
}

fn done(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = called(&office, call.need("task")?)?;
    let mut ids = vec![id];
    for other in call.many("also") {
        ids.push(called(&office, &other)?);
    }
    let on = call.day("on")?.unwrap_or(office.today());
    let outcome = call.text("outcome").unwrap_or_default().to_owned();
    let done = ops::finish(&mut office, &ids, on, &outcome)?;
    answer(call, office, id, done.op)
}

fn reopen(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = called(&office, call.need("task")?)?;
    let done = ops::reopen(&mut office, id)?;
    answer(call, office, id, done.op)
}

fn remove(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = called(&office, call.need("task")?)?;
    let done = ops::remove(&mut office, id)?;
    office.close()?;
    call.out.answer(&json!({ "id": id, "op": done.op }), t!("Removed"))?;
    Ok(Outcome::Done)
}
