//! A text while it is written: what each key does to its clauses, and how that is taken back. Pure: it draws nothing and keeps
//! nothing. A step of undo is a run of clauses that stood at a place and the run that took its place, so it costs what changed.

mod structure;
#[cfg(test)]
mod tests;
mod words;

use crate::policy::body::{Body, Clause, Kind};

/// Where the keyboard is: a clause by its place, and a character of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    pub at: usize,
    pub char: usize,
}

#[derive(Clone, Debug)]
struct Change {
    at: usize,
    old: Vec<Clause>,
    new: Vec<Clause>,
    before: Caret,
    after: Caret,
    /// Typing into one clause, to which more of the same word is added.
    typing: bool,
}

/// See the head of this file.
#[derive(Clone, Debug, Default)]
pub struct Editing {
    body: Body,
    next: i64,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Rises with every change, and with every change of which clauses there are.
    revision: u64,
    structure: u64,
}

/// How many steps can be taken back.
const MOST_STEPS: usize = 1000;

/// No text is nested deeper.
const DEEPEST: u8 = 8;

impl Editing {
    /// Begins with a text; new clauses get ids from `next` on. A text without clauses begins with one to write in.
    pub fn new(body: Body, next: i64) -> Self {
        let next = next.max(body.next_id());
        let mut editing = Self { body, next, ..Self::default() };
        if editing.body.clauses.is_empty() {
            let first = editing.fresh(Kind::Numbered, 0, "");
            editing.body.clauses.push(first);
        }
        editing
    }

    pub fn body(&self) -> &Body {
        &self.body
    }

    pub fn clauses(&self) -> &[Clause] {
        &self.body.clauses
    }

    /// Rises with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Rises when clauses came, went, moved or are of another kind.
    pub fn structure(&self) -> u64 {
        self.structure
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn fresh(&mut self, kind: Kind, depth: u8, text: &str) -> Clause {
        let id = self.next;
        self.next += 1;
        Clause::new(id, kind, depth.min(DEEPEST), text)
    }

    /// The words of a clause are others now, as somebody typed them.
    pub fn typed(&mut self, at: usize, text: &str, before: Caret, after: Caret) {
        let Some(clause) = self.body.clauses.get_mut(at) else { return };
        if clause.text == text {
            return;
        }
        let old = clause.clone();
        text.clone_into(&mut clause.text);
        let new = clause.clone();
        self.revision += 1;
        self.undone.clear();
        // A word is one step: a new one begins behind a space, or where the caret was put elsewhere.
        let begins_word = ends_in_space(&old.text, before.char);
        if let Some(last) = self.done.last_mut()
            && last.typing
            && last.at == at
            && last.after == before
            && !begins_word
            && last.new.first().is_some_and(|clause| clause.id == new.id)
        {
            last.new = vec![new];
            last.after = after;
            return;
        }
        self.push(Change { at, old: vec![old], new: vec![new], before, after, typing: true });
    }

    fn push(&mut self, change: Change) {
        self.done.push(change);
        if self.done.len() > MOST_STEPS {
            self.done.remove(0);
        }
    }

    /// Changes the clauses as one step, and puts depths right. What stayed at both ends is no part of the step.
    fn change(&mut self, before: Caret, deed: impl FnOnce(&mut Self) -> Option<Caret>) -> Option<Caret> {
        let was = self.body.clauses.clone();
        let Some(after) = deed(self) else {
            self.body.clauses = was;
            return None;
        };
        self.body.straighten();
        let now = &self.body.clauses;
        let head = was.iter().zip(now).take_while(|(a, b)| a == b).count();
        let tail = was.iter().rev().zip(now.iter().rev()).take_while(|(a, b)| a == b).count();
        let tail = tail.min(was.len().min(now.len()) - head);
        let part = |all: &[Clause]| all.get(head..all.len() - tail).unwrap_or_default().to_vec();
        let (old, new) = (part(&was), part(now));
        if old.is_empty() && new.is_empty() {
            return Some(after);
        }
        self.revision += 1;
        self.structure += 1;
        self.undone.clear();
        self.push(Change { at: head, old, new, before, after, typing: false });
        Some(after)
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Caret> {
        let change = self.done.pop()?;
        self.put(change.at, change.new.len(), &change.old, change.typing);
        let caret = change.before;
        self.undone.push(change);
        Some(caret)
    }

    /// Does a step again that was taken back.
    pub fn redo(&mut self) -> Option<Caret> {
        let change = self.undone.pop()?;
        self.put(change.at, change.old.len(), &change.new, change.typing);
        let caret = change.after;
        self.done.push(change);
        Some(caret)
    }

    fn put(&mut self, at: usize, count: usize, clauses: &[Clause], typing: bool) {
        let end = (at + count).min(self.body.clauses.len());
        self.body.clauses.splice(at.min(end)..end, clauses.iter().cloned());
        self.revision += 1;
        if !typing {
            self.structure += 1;
        }
    }
}

/// The byte at which a character begins.
pub fn byte(text: &str, char: usize) -> usize {
    text.char_indices().nth(char).map_or(text.len(), |(at, _)| at)
}

fn ends_in_space(text: &str, char: usize) -> bool {
    let before = text.get(..byte(text, char)).unwrap_or_default();
    before.ends_with(char::is_whitespace)
}
