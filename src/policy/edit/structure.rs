//! Clauses that are made, moved, parted and joined.

use super::{Caret, DEEPEST, Editing, byte};
use crate::policy::body::{Clause, Kind};

impl Editing {
    /// Enter: a new clause below this one; in an empty clause that lies within another, out of it instead.
    pub fn enter(&mut self, caret: Caret) -> Option<Caret> {
        let clause = self.body.clauses.get(caret.at)?.clone();
        if clause.text.trim().is_empty() && clause.depth > self.floor(caret.at) && self.body.branch(caret.at).len() == 1
        {
            return self.outdent(caret);
        }
        let inner = self.body.clauses.get(caret.at + 1).filter(|next| next.depth > clause.depth).cloned();
        let (kind, depth) = match (&inner, clause.kind) {
            (Some(next), _) => (if next.kind == Kind::Heading { Kind::Numbered } else { next.kind }, clause.depth + 1),
            (None, Kind::Heading) => (Kind::Numbered, clause.depth + 1),
            (None, kind) => (kind, clause.depth),
        };
        self.change(caret, |this| {
            let new = this.fresh(kind, depth, "");
            this.body.clauses.insert(caret.at + 1, new);
            Some(Caret { at: caret.at + 1, char: 0 })
        })
    }

    /// The depth that a clause has at least: that of the text below its heading.
    fn floor(&self, at: usize) -> u8 {
        let before = self.body.clauses.iter().take(at).rev().find(|clause| clause.kind == Kind::Heading);
        before.map_or(0, |heading| heading.depth + 1)
    }

    /// Tab: one deeper, with what belongs to it.
    pub fn indent(&mut self, caret: Caret) -> Option<Caret> {
        let before = self.body.clauses.get(caret.at.checked_sub(1)?)?.depth;
        let own = self.body.clauses.get(caret.at)?.depth;
        let deepest = self.body.branch(caret.at).filter_map(|at| self.body.clauses.get(at)).map(|c| c.depth).max()?;
        if own > before || deepest >= DEEPEST {
            return None;
        }
        self.change(caret, |this| {
            for at in this.body.branch(caret.at) {
                this.body.clauses.get_mut(at)?.depth += 1;
            }
            Some(caret)
        })
    }

    /// Shift+Tab: one less deep, with what belongs to it.
    pub fn outdent(&mut self, caret: Caret) -> Option<Caret> {
        if self.body.clauses.get(caret.at)?.depth == 0 {
            return None;
        }
        self.change(caret, |this| {
            for at in this.body.branch(caret.at) {
                this.body.clauses.get_mut(at)?.depth -= 1;
            }
            Some(caret)
        })
    }

    /// Alt+Up: before the one above it at its depth, with what belongs to each.
    pub fn move_up(&mut self, caret: Caret) -> Option<Caret> {
        let own = self.body.branch(caret.at);
        let depth = self.body.clauses.get(caret.at)?.depth;
        let mut above =
            (0..caret.at).rev().take_while(|at| self.body.clauses.get(*at).is_some_and(|c| c.depth >= depth));
        let to = above.find(|at| self.body.clauses.get(*at).is_some_and(|c| c.depth == depth))?;
        self.change(caret, |this| {
            this.body.clauses.get_mut(to..own.end)?.rotate_right(own.len());
            Some(Caret { at: to, ..caret })
        })
    }

    /// Alt+Down: behind the one below it at its depth.
    pub fn move_down(&mut self, caret: Caret) -> Option<Caret> {
        let own = self.body.branch(caret.at);
        let depth = self.body.clauses.get(caret.at)?.depth;
        if self.body.clauses.get(own.end)?.depth != depth {
            return None;
        }
        let below = self.body.branch(own.end);
        self.change(caret, |this| {
            this.body.clauses.get_mut(own.start..below.end)?.rotate_left(own.len());
            Some(Caret { at: own.start + below.len(), ..caret })
        })
    }

    /// Moves a clause with what belongs to it to another place: before the clause that stands there, at its depth. For the outline.
    pub fn move_to(&mut self, from: usize, to: usize) -> Option<Caret> {
        let own = self.body.branch(from);
        if own.contains(&to) || to > self.body.clauses.len() || own.is_empty() {
            return None;
        }
        let depth = self.body.clauses.get(to).map_or(0, |clause| clause.depth);
        let was = self.body.clauses.get(from)?.depth;
        let at = if to > from { to - own.len() } else { to };
        self.change(Caret { at: from, char: 0 }, |this| {
            let mut branch: Vec<Clause> = this.body.clauses.drain(own).collect();
            for clause in &mut branch {
                clause.depth = (clause.depth - was + depth).min(DEEPEST);
            }
            this.body.clauses.splice(at..at, branch);
            Some(Caret { at, char: 0 })
        })
    }

    /// Ctrl+Enter: what stands behind the caret becomes a clause of its own.
    pub fn split(&mut self, caret: Caret) -> Option<Caret> {
        let clause = self.body.clauses.get(caret.at)?.clone();
        let cut = byte(&clause.text, caret.char);
        let (head, tail) =
            (clause.text.get(..cut)?.trim_end().to_owned(), clause.text.get(cut..)?.trim_start().to_owned());
        let kind = if clause.kind == Kind::Heading { Kind::Numbered } else { clause.kind };
        self.change(caret, |this| {
            this.body.clauses.get_mut(caret.at)?.text = head;
            let new = this.fresh(kind, clause.depth, &tail);
            this.body.clauses.insert(caret.at + 1, new);
            Some(Caret { at: caret.at + 1, char: 0 })
        })
    }

    /// Backspace at the beginning: the words go to the end of the clause before; that one keeps its id.
    pub fn join(&mut self, caret: Caret) -> Option<Caret> {
        let before = caret.at.checked_sub(1)?;
        let own = self.body.clauses.get(caret.at)?.text.clone();
        let char = self.body.clauses.get(before)?.text.chars().count();
        self.change(caret, |this| {
            let last = this.body.clauses.get_mut(before)?;
            if !own.is_empty() && !last.text.is_empty() && !last.text.ends_with(char::is_whitespace) {
                last.text.push(' ');
            }
            last.text.push_str(&own);
            this.body.clauses.remove(caret.at);
            Some(Caret { at: before, char })
        })
    }

    /// Takes a clause away with what belongs to it. The last one is emptied.
    pub fn delete(&mut self, caret: Caret) -> Option<Caret> {
        let own = self.body.branch(caret.at);
        self.change(caret, |this| {
            if own.len() == this.body.clauses.len() {
                let first = this.fresh(Kind::Numbered, 0, "");
                this.body.clauses = vec![first];
                return Some(Caret::default());
            }
            this.body.clauses.drain(own.clone());
            Some(Caret { at: own.start.min(this.body.clauses.len() - 1), char: 0 })
        })
    }

    /// Makes a clause one of another kind. What was counted is counted anew.
    pub fn set_kind(&mut self, caret: Caret, kind: Kind) -> Option<Caret> {
        if self.body.clauses.get(caret.at)?.kind == kind {
            return None;
        }
        self.change(caret, |this| {
            this.body.clauses.get_mut(caret.at)?.kind = kind;
            Some(caret)
        })
    }
}
