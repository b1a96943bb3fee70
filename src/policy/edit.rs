//! A text while it is written: what each key does to its clauses, and how that is taken back. Pure: it draws nothing and keeps
//! nothing. A step of undo is a run of clauses that stood at a place and the run that took its place, so it costs what changed.

use super::body::{Body, Clause, Kind};
use super::plain;

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

    /// Puts a text in where the caret is. Of several lines each becomes a clause, below the one where the caret is.
    pub fn paste(&mut self, caret: Caret, text: &str) -> Option<Caret> {
        let clause = self.body.clauses.get(caret.at)?.clone();
        if !text.trim().contains('\n') {
            let mut words = clause.text.clone();
            words.insert_str(byte(&words, caret.char), text.trim_matches('\n'));
            let after = Caret { char: caret.char + text.trim_matches('\n').chars().count(), ..caret };
            self.typed(caret.at, &words, caret, after);
            return Some(after);
        }
        let mut read = plain::read(text).clauses;
        // Lines of running text without a mark between them are clauses of their own here: so a word processor copies them.
        if let [only] = read.as_slice()
            && only.kind == Kind::Paragraph
        {
            read = text
                .lines()
                .map(str::trim)
                .filter(|l| !l.is_empty())
                .map(|l| Clause::new(0, clause.kind, 0, l))
                .collect();
        }
        let least = read.iter().map(|clause| clause.depth).min().unwrap_or(0);
        self.change(caret, |this| {
            let mut at = caret.at;
            for new in read {
                let depth = (new.depth - least).saturating_add(clause.depth);
                let filled = this.fresh(new.kind, depth, &new.text);
                let own = this.body.clauses.get_mut(at)?;
                if at == caret.at && own.text.trim().is_empty() {
                    *own = Clause { id: own.id, fixed: own.fixed.take(), ..filled };
                } else {
                    at += 1;
                    this.body.clauses.insert(at, filled);
                }
            }
            let char = this.body.clauses.get(at)?.text.chars().count();
            Some(Caret { at, char })
        })
    }

    /// Puts words in the place of others, everywhere; answers how often.
    pub fn replace_all(&mut self, find: &str, with: &str, caret: Caret) -> usize {
        if find.is_empty() {
            return 0;
        }
        let count: usize = self.body.clauses.iter().map(|clause| clause.text.matches(find).count()).sum();
        if count > 0 {
            self.change(caret, |this| {
                for clause in &mut this.body.clauses {
                    if clause.text.contains(find) {
                        clause.text = clause.text.replace(find, with);
                    }
                }
                Some(Caret { char: 0, ..caret })
            });
        }
        count
    }

    /// The place of the next words behind a caret, around the end to the beginning.
    pub fn find(&self, words: &str, from: Caret) -> Option<Caret> {
        let wanted = words.to_lowercase();
        if wanted.is_empty() {
            return None;
        }
        let count = self.body.clauses.len();
        (0..=count).find_map(|step| {
            let at = (from.at + step) % count.max(1);
            let text = self.body.clauses.get(at)?.text.to_lowercase();
            let skip = if step == 0 { byte(&text, from.char) } else { 0 };
            let found = text.get(skip..)?.find(&wanted)? + skip;
            Some(Caret { at, char: text.get(..found)?.chars().count() })
        })
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(lines: &[(u8, &str)]) -> Editing {
        let clauses =
            (1..).zip(lines).map(|(id, (depth, text))| Clause::new(id, Kind::Numbered, *depth, *text)).collect();
        Editing::new(Body { clauses }, 1)
    }

    fn shown(editing: &Editing) -> Vec<(u8, &str)> {
        editing.clauses().iter().map(|clause| (clause.depth, clause.text.as_str())).collect()
    }

    fn caret(at: usize, char: usize) -> Caret {
        Caret { at, char }
    }

    #[test]
    fn enter_makes_a_clause_where_a_writer_expects_it() {
        let mut e = text(&[(0, "a"), (1, "b"), (0, "c")]);
        assert_eq!(e.enter(caret(2, 1)), Some(caret(3, 0)));
        assert_eq!(e.enter(caret(0, 1)), Some(caret(1, 0)), "before what belongs to it");
        assert_eq!(shown(&e), [(0, "a"), (1, ""), (1, "b"), (0, "c"), (0, "")]);
        assert_eq!(e.enter(caret(1, 0)), Some(caret(1, 0)), "an empty one comes out");
        assert_eq!(shown(&e).get(1), Some(&(0, "")));
        let mut e = text(&[(0, "Heading")]);
        e.set_kind(caret(0, 0), Kind::Heading);
        e.enter(caret(0, 7));
        assert_eq!((e.clauses()[1].kind, e.clauses()[1].depth), (Kind::Numbered, 1));
    }

    #[test]
    fn depth_and_place_take_what_belongs_to_a_clause_along() {
        let mut e = text(&[(0, "a"), (0, "b"), (1, "c"), (0, "d")]);
        assert_eq!(e.indent(caret(0, 0)), None, "nothing stands before it");
        e.indent(caret(1, 0)).unwrap();
        assert_eq!(shown(&e), [(0, "a"), (1, "b"), (2, "c"), (0, "d")]);
        assert_eq!(e.indent(caret(1, 0)), None, "one deeper than the clause before is the deepest");
        e.outdent(caret(1, 0)).unwrap();
        assert_eq!(e.move_up(caret(1, 1)), Some(caret(0, 1)));
        assert_eq!(shown(&e), [(0, "b"), (1, "c"), (0, "a"), (0, "d")]);
        assert_eq!(e.move_down(caret(0, 1)), Some(caret(1, 1)));
        assert_eq!(shown(&e), [(0, "a"), (0, "b"), (1, "c"), (0, "d")]);
        assert_eq!(e.move_down(caret(2, 0)), None, "it stays within what it belongs to");
        assert_eq!(e.move_to(1, 0), Some(caret(0, 0)));
        assert_eq!(shown(&e), [(0, "b"), (1, "c"), (0, "a"), (0, "d")]);
    }

    #[test]
    fn split_and_join_are_each_others_opposite() {
        let mut e = text(&[(0, "one two")]);
        let first = e.clauses()[0].id;
        assert_eq!(e.split(caret(0, 3)), Some(caret(1, 0)));
        assert_eq!(shown(&e), [(0, "one"), (0, "two")]);
        assert_eq!(e.join(caret(1, 0)), Some(caret(0, 3)));
        assert_eq!(shown(&e), [(0, "one two")]);
        assert_eq!(e.clauses()[0].id, first);
        assert_eq!(e.join(caret(0, 0)), None);
        let mut e = text(&[(0, "ä€x")]);
        e.split(caret(0, 2));
        assert_eq!(shown(&e), [(0, "ä€"), (0, "x")], "characters, not bytes");
    }

    #[test]
    fn what_is_pasted_becomes_clauses_where_the_caret_is() {
        let mut e = text(&[(0, "a"), (1, ""), (0, "z")]);
        e.paste(caret(1, 0), "1. One\n2. Two\n   (a) Deep\n");
        assert_eq!(shown(&e), [(0, "a"), (1, "One"), (1, "Two"), (2, "Deep"), (0, "z")]);
        e.paste(caret(0, 1), "bc");
        assert_eq!(shown(&e)[0], (0, "abc"));
        e.undo();
        e.undo();
        assert_eq!(shown(&e), [(0, "a"), (1, ""), (0, "z")]);
        let mut e = text(&[(0, "")]);
        e.paste(caret(0, 0), "First line\nSecond line\n");
        assert_eq!(shown(&e), [(0, "First line"), (0, "Second line")]);
    }

    #[test]
    fn a_word_is_one_step_of_undo() {
        let mut e = text(&[(0, "")]);
        let words = "ab cd";
        for n in 1..=words.len() {
            e.typed(0, words.get(..n).unwrap(), caret(0, n - 1), caret(0, n));
        }
        e.undo();
        assert_eq!(shown(&e), [(0, "ab ")]);
        e.undo();
        assert_eq!(shown(&e), [(0, "")]);
        assert_eq!(e.redo(), Some(caret(0, 3)));
        e.typed(0, "ab x", caret(0, 3), caret(0, 4));
        assert_eq!(e.redo(), None, "what is new takes the place of what was undone");
    }

    #[test]
    fn words_are_found_around_the_end_and_replaced_everywhere() {
        let mut e = text(&[(0, "Bus, bus"), (0, "tram"), (0, "bus")]);
        assert_eq!(e.find("bus", caret(0, 1)), Some(caret(0, 5)));
        assert_eq!(e.find("bus", caret(0, 6)), Some(caret(2, 0)));
        assert_eq!(e.find("bus", caret(2, 1)), Some(caret(0, 0)));
        assert_eq!(e.find("train", caret(0, 0)), None);
        assert_eq!(e.replace_all("bus", "coach", caret(0, 0)), 2);
        assert_eq!(shown(&e), [(0, "Bus, coach"), (0, "tram"), (0, "coach")]);
        e.undo();
        assert_eq!(shown(&e)[2], (0, "bus"));
        assert_eq!(e.replace_all("", "x", caret(0, 0)), 0);
    }

    #[derive(Clone, Debug)]
    enum Key {
        Enter,
        Tab,
        ShiftTab,
        Up,
        Down,
        Split,
        Join,
        Delete,
        Kind,
        Type(String),
        Paste(String),
        Undo,
        Redo,
    }

    fn any_key() -> impl Strategy<Value = (Key, usize, usize)> {
        let key = prop_oneof![
            Just(Key::Enter),
            Just(Key::Tab),
            Just(Key::ShiftTab),
            Just(Key::Up),
            Just(Key::Down),
            Just(Key::Split),
            Just(Key::Join),
            Just(Key::Delete),
            Just(Key::Kind),
            "[a-c €]{0,4}".prop_map(Key::Type),
            "([#0-9a-c] ?[a-c]{0,3}\n?){0,4}".prop_map(Key::Paste),
            Just(Key::Undo),
            Just(Key::Redo),
        ];
        (key, 0_usize..6, 0_usize..6)
    }

    fn press(e: &mut Editing, key: &Key, at: usize, char: usize) {
        let at = at % e.clauses().len();
        let c = caret(at, char);
        match key {
            Key::Enter => e.enter(c),
            Key::Tab => e.indent(c),
            Key::ShiftTab => e.outdent(c),
            Key::Up => e.move_up(c),
            Key::Down => e.move_down(c),
            Key::Split => e.split(c),
            Key::Join => e.join(c),
            Key::Delete => e.delete(c),
            Key::Kind => e.set_kind(c, Kind::Heading),
            Key::Type(text) => {
                e.typed(at, text, c, c);
                None
            }
            Key::Paste(text) => e.paste(c, text),
            Key::Undo => e.undo(),
            Key::Redo => e.redo(),
        };
    }

    proptest! {
        /// Whatever is pressed: ids are different, depths fit, and undoing all brings the beginning back.
        #[test]
        fn any_keys_leave_a_sound_text_and_come_back_out(keys in proptest::collection::vec(any_key(), 0..40)) {
            let mut e = text(&[(0, "one"), (1, "two"), (1, "three"), (0, "four")]);
            let begin = e.body().clone();
            for (key, at, char) in &keys {
                press(&mut e, key, *at, *char);
                let ids: std::collections::BTreeSet<i64> = e.clauses().iter().map(|c| c.id).collect();
                prop_assert_eq!(ids.len(), e.clauses().len());
                let mut straight = e.body().clone();
                straight.straighten();
                prop_assert_eq!(&straight, e.body());
                prop_assert!(!e.clauses().is_empty());
            }
            while e.redo().is_some() {}
            let end = e.body().clone();
            while e.undo().is_some() {}
            prop_assert_eq!(e.body(), &begin);
            while e.redo().is_some() {}
            prop_assert_eq!(e.body(), &end);
        }
    }
}
