//! What a task is, and how a typed one is read.

use serde::{Deserialize, Serialize};

use crate::kit::fold::fold;
use crate::kit::{Day, day, text};
use crate::ledger::model::read::{Reader, one_line};
use crate::ledger::model::{FieldProblem, Terms};
use crate::people::PersonId;
use crate::t;

crate::row_id!(
    /// Something that somebody does by a day.
    TaskId
);

/// Who sees to something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Owner {
    #[default]
    Nobody,
    /// Somebody of the register.
    Person(PersonId),
    /// Somebody by name: a user of the office, a helper from elsewhere.
    Named(String),
}

impl Owner {
    /// What was typed or taken from the register; an empty text is nobody.
    pub fn of(person: Option<PersonId>, typed: &str) -> Self {
        let name = one_line(typed);
        match person {
            Some(person) => Self::Person(person),
            None if name.is_empty() => Self::Nobody,
            None => Self::Named(name),
        }
    }

    pub fn person(&self) -> Option<PersonId> {
        if let Self::Person(id) = self { Some(*id) } else { None }
    }

    /// The name in words, where that is all that is known.
    pub fn named(&self) -> &str {
        if let Self::Named(name) = self { name } else { "" }
    }
}

/// The record that a task comes from: see [`crate::office::Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct From {
    pub kind: &'static str,
    pub id: i64,
}

/// A task that is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTask {
    pub text: String,
    pub owner: Owner,
    pub due: Option<Day>,
    pub note: String,
}

/// A task of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    pub new: NewTask,
    /// The name of who sees to it, whether of the register or not; empty for nobody.
    pub owner: String,
    /// The day it was done, and who said so.
    pub done: Option<(Day, String)>,
    /// The kind and id of what it comes from.
    pub from: Option<(String, i64)>,
}

impl Task {
    pub fn is_open(&self) -> bool {
        self.done.is_none()
    }

    pub fn is_late(&self, today: Day) -> bool {
        self.is_open() && self.new.due.is_some_and(|due| due < today)
    }

    /// What a search looks through, folded.
    pub fn search_words(&self) -> String {
        fold(&format!("{} {} {}", self.new.text, self.owner, self.new.note))
    }

    /// "by 3 Nov 2026, 4 days late"
    pub fn due_words(&self, today: Day) -> String {
        let Some(due) = self.new.due else { return String::new() };
        let by = t!("by {day}", day = day::short(due));
        if !self.is_late(today) {
            return by;
        }
        let days = usize::try_from((today - due).num_days()).unwrap_or(0);
        format!("{by}, {}", text::plural(days, t!("day late"), t!("days late")))
    }
}

/// A task as typed. Who sees to it is read by [`Owner::of`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskForm {
    pub text: String,
    pub due: String,
    pub note: String,
}

impl TaskForm {
    pub fn of(new: &NewTask) -> Self {
        Self {
            text: new.text.clone(),
            due: new.due.map(|day| day.to_string()).unwrap_or_default(),
            note: new.note.clone(),
        }
    }

    /// The task that was typed.
    ///
    /// # Errors
    /// Every problem, each with its field: `text`, `due`.
    pub fn parse(&self, owner: Owner, terms: &Terms) -> Result<NewTask, Vec<FieldProblem>> {
        let mut read = Reader::new(terms);
        let text = read.text("text", &self.text, t!("Write what is to be done"));
        let due = read.day("due", &self.due);
        read.end(NewTask { text, owner, due, note: self.note.trim().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Currency;

    #[test]
    fn a_task_needs_words_and_says_how_late_it_is() {
        let today = day::from_iso("2026-11-21").unwrap();
        let terms = Terms { currency: *Currency::of("GBP").unwrap(), today, month_first: false };
        let form = TaskForm { text: " Book  the hall ".into(), due: "17/11".into(), ..TaskForm::default() };
        let new = form.parse(Owner::of(None, " Asha  M. "), &terms).unwrap();
        assert_eq!((new.text.as_str(), new.owner.named()), ("Book the hall", "Asha M."));
        assert_eq!(TaskForm::of(&new).parse(new.owner.clone(), &terms).as_ref(), Ok(&new));
        let mut task = Task { id: TaskId(1), new, owner: "Asha M.".into(), done: None, from: None };
        assert_eq!(task.due_words(today), "by 17 Nov 2026, 4 days late");
        task.done = Some((today, "Asha M.".into()));
        assert!(!task.is_late(today) && task.due_words(today) == "by 17 Nov 2026");
        let wrong = TaskForm { due: "32/13".into(), ..TaskForm::default() }.parse(Owner::Nobody, &terms).unwrap_err();
        assert_eq!(wrong.iter().map(|p| p.field).collect::<Vec<_>>(), ["text", "due"]);
    }
}
