//! Words that are put in, found and replaced.

use std::ops::Range;

use super::{Caret, Editing, byte};
use crate::policy::body::Clause;
use crate::policy::body::Kind;
use crate::policy::plain;

impl Editing {
    /// Puts asterisks around the marked characters of a clause, or the word at the caret; takes them away where they stand.
    pub fn emphasise(&mut self, caret: Caret, marked: Option<Range<usize>>, sign: &str) -> Option<Caret> {
        let clause = self.clauses().get(caret.at)?.clone();
        let chars: Vec<char> = clause.text.chars().collect();
        let range = marked.unwrap_or_else(|| word_at(&chars, caret.char));
        if range.is_empty() {
            return None;
        }
        let (start, end) = (byte(&clause.text, range.start), byte(&clause.text, range.end));
        let (head, inner) = (clause.text.get(..start)?, clause.text.get(start..end)?);
        let tail = clause.text.get(end..)?;
        // Two asterisks around it are not one of each.
        let sole = |text: &str, at_end: bool| {
            let run = |c: &char| *c == '*';
            let count =
                if at_end { text.chars().rev().take_while(run).count() } else { text.chars().take_while(run).count() };
            count == sign.len() || count == 3
        };
        let wrapped = sole(head, true) && sole(tail, false);
        let (text, char) = match (wrapped, head.strip_suffix(sign), tail.strip_prefix(sign)) {
            (true, Some(head), Some(tail)) => (format!("{head}{inner}{tail}"), range.end.saturating_sub(sign.len())),
            _ => (format!("{head}{sign}{inner}{sign}{tail}"), range.end + 2 * sign.len()),
        };
        self.change(caret, |this| {
            this.body.clauses.get_mut(caret.at)?.text = text;
            Some(Caret { at: caret.at, char })
        })
    }

    /// Puts signs in where the caret is; the caret goes to a character of them.
    pub fn insert(&mut self, caret: Caret, signs: &str, inside: usize) -> Option<Caret> {
        let mut text = self.clauses().get(caret.at)?.text.clone();
        text.insert_str(byte(&text, caret.char), signs);
        self.change(caret, |this| {
            this.body.clauses.get_mut(caret.at)?.text = text;
            Some(Caret { at: caret.at, char: caret.char + inside })
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
}

/// The word around a place, by its characters.
fn word_at(chars: &[char], at: usize) -> Range<usize> {
    let is_word = |c: &&char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let at = at.min(chars.len());
    let (before, behind) = chars.split_at(at);
    let start = at - before.iter().rev().take_while(is_word).count();
    let end = at + behind.iter().take_while(is_word).count();
    start..end
}
