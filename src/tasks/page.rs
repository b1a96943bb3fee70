//! Tasks on paper: what is to be done, by whom, by when, with room for a tick. Calendar programs do not all show tasks.

use chrono::{DateTime, Utc};

use super::model::Task;
use crate::cli::Stationery;
use crate::kit::{Day, Result, day, text};
use crate::print::{Column, Document, Frame, Table};
use crate::t;

/// A list of tasks with where each comes from, those that are late and this week first.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn list(all: &[(Task, String)], today: Day, stationery: &Stationery, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let title = t!("Tasks");
    let mut document = Document::new(title, stationery.head.paper, at)?;
    let mut table = Table::new(vec![
        Column::text(t!("What is to be done"), 4.6).wrapped(),
        Column::text(t!("Who"), 2.2).wrapped(),
        Column::text(t!("By"), 1.6),
        Column::text(t!("From"), 2.6).wrapped(),
        Column::text(t!("Done"), 1.2),
    ]);
    let week = today.checked_add_days(chrono::Days::new(7)).unwrap_or(today);
    let part = |task: &Task| match (task.is_open(), task.new.due) {
        (false, _) => (4, t!("Done")),
        (true, Some(due)) if due < today => (0, t!("Late")),
        (true, Some(due)) if due <= week => (1, t!("In the next seven days")),
        (true, Some(_)) => (2, t!("Later")),
        (true, None) => (3, t!("Without a day")),
    };
    let mut sorted: Vec<&(Task, String)> = all.iter().collect();
    sorted.sort_by_key(|(task, _)| part(task).0);
    let mut under = None;
    for (task, from) in sorted {
        let (place, says) = part(task);
        if under != Some(place) {
            under = Some(place);
            table.section(says);
        }
        let due = task.new.due.map(day::short).unwrap_or_default();
        let done = task.done.as_ref().map(|(on, _)| day::short(*on)).unwrap_or_default();
        table.row([task.new.text.clone(), task.owner.clone(), due, from.clone(), done]);
    }
    let frame = Frame {
        title: title.to_owned(),
        subtitle: format!("{} · {}", stationery.head.line(), text::plural(all.len(), t!("task"), t!("tasks"))),
        foot: t!("As of {day}", day = day::short(today)),
        landscape: false,
    };
    table.draw(&mut document, &frame)?;
    document.bytes()
}
