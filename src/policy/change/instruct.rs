//! What an amendment asks, in the words of an amendment paper: “In clause 3, lines 12–14, leave out “x” and insert “y””.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Op;
use super::effect::Index;
use crate::policy::body::{Body, Clause, Kind};
use crate::policy::inline::{self, Part};
use crate::policy::label::Labels;
use crate::policy::lines::Lines;
use crate::t;

/// Of more words than these, only the first and the last are repeated.
const MOST_WORDS: usize = 16;
const ENDS: usize = 4;

/// One thing that an amendment asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instruction {
    pub words: String,
    /// New clauses, with their labels, that stand below the words.
    pub block: Vec<String>,
    /// The clause of the text that it is about, or that the new ones follow.
    pub clause: Option<i64>,
}

/// The instructions of an amendment to a text whose lines are counted at `width`.
pub fn instruct_in(base: &Body, width: usize, ops: &[Op]) -> Vec<Instruction> {
    let labels = Labels::of(base);
    let lines = Lines::of(base, &labels, width);
    instruct(base, &labels, &lines, ops)
}

/// The instructions of an amendment, in the order of the text as far as its operations are.
pub fn instruct(base: &Body, labels: &Labels, lines: &Lines, ops: &[Op]) -> Vec<Instruction> {
    let index = Index::new(base);
    let gone: BTreeSet<i64> =
        ops.iter().filter_map(|op| if let Op::Delete { clause } = op { Some(*clause) } else { None }).collect();
    let moved: BTreeSet<i64> =
        ops.iter().filter_map(|op| if let Op::Move { clause, .. } = op { Some(*clause) } else { None }).collect();
    let brought: Vec<&Clause> = ops.iter().filter_map(Op::brings).collect();
    let teller = Teller { index: &index, labels, lines, brought };
    let mut out: Vec<(usize, Instruction)> = Vec::new();
    let mut at = 0;
    while let Some(op) = ops.get(at) {
        let mut taken = 1;
        let found = match op {
            Op::Insert { after, clause } => {
                let mut last = clause.id;
                let mut news = vec![clause];
                while let Some(Op::Insert { after: Some(after), clause }) = ops.get(at + taken) {
                    if *after != last {
                        break;
                    }
                    last = clause.id;
                    news.push(clause);
                    taken += 1;
                }
                teller.inserts(*after, &news)
            }
            // What lies within a clause that goes, or moves, goes with it.
            Op::Delete { clause } if teller.goes_with_its_home(*clause, &gone) => None,
            Op::Move { clause, .. } if teller.goes_with_its_home(*clause, &moved) => None,
            Op::Delete { clause } => teller.deletes(*clause, &gone),
            _ => teller.tell(op),
        };
        at += taken;
        if let Some(found) = found {
            let place = op.clause().and_then(|c| teller.index.place(c)).unwrap_or(0);
            out.push((place, found));
        }
    }
    out.sort_by_key(|(place, _)| *place);
    out.into_iter().map(|(_, instruction)| instruction).collect()
}

struct Teller<'a> {
    index: &'a Index<'a>,
    labels: &'a Labels,
    lines: &'a Lines,
    brought: Vec<&'a Clause>,
}

impl Teller<'_> {
    fn name(&self, clause: i64) -> String {
        match self.labels.get(clause) {
            Some(label) => label.name.clone(),
            None => {
                let new = self.brought.iter().find(|c| c.id == clause);
                new.map_or_else(
                    || "?".to_owned(),
                    |c| t!("the new clause “{words}”", words = few(&self.labels.plain(&c.text))),
                )
            }
        }
    }

    /// `clause 3, lines 12–14`
    fn place(&self, clause: i64, words: &Range<usize>) -> String {
        let name = self.name(clause);
        match self.lines.of_words(clause, words) {
            Some((first, last)) if first == last => t!("{name}, line {first}", name = name, first = first),
            Some((first, last)) => t!("{name}, lines {first}–{last}", name = name, first = first, last = last),
            None => name,
        }
    }

    fn whole(&self, clause: i64) -> String {
        let len = self.index.get(clause).map_or(0, |c| c.text.len());
        match self.lines.of_words(clause, &(0..len)) {
            Some((first, last)) if first == last => {
                t!("{name} (line {first})", name = self.name(clause), first = first)
            }
            Some((first, last)) => {
                t!("{name} (lines {first}–{last})", name = self.name(clause), first = first, last = last)
            }
            None => self.name(clause),
        }
    }

    /// Words as they are read, also where they begin or end within emphasis.
    fn shown(&self, words: &str) -> String {
        let mut out = String::new();
        for piece in inline::pieces(words) {
            match piece.part {
                Part::Text(text) => out.push_str(&text.replace('*', "")),
                Part::Reference(id) => match self.labels.get(id) {
                    Some(_) => out.push_str(&self.labels.shown(id)),
                    None => out.push_str(&self.name(id)),
                },
                Part::Footnote(text) => out.push_str(&t!(" [footnote: {text}]", text = text)),
                Part::Break => out.push(' '),
                Part::Mark => {}
            }
        }
        out
    }

    fn goes_with_its_home(&self, clause: i64, all: &BTreeSet<i64>) -> bool {
        self.home(clause).is_some_and(|home| all.contains(&home) && self.within(home).all(|c| all.contains(&c.id)))
    }

    /// The clause that another lies within.
    fn home(&self, clause: i64) -> Option<i64> {
        let depth = self.index.get(clause)?.depth;
        self.index.home(Some(clause), depth)
    }

    /// What lies within a clause.
    fn within(&self, clause: i64) -> impl Iterator<Item = &Clause> {
        let place = self.index.place(clause);
        let depth = self.index.get(clause).map_or(0, |c| c.depth);
        let behind = place.and_then(|p| self.index.body.clauses.get(p + 1..)).unwrap_or_default();
        behind.iter().take_while(move |c| c.depth > depth)
    }

    fn deletes(&self, clause: i64, gone: &BTreeSet<i64>) -> Option<Instruction> {
        let place = self.whole(clause);
        let with = self.within(clause).next().is_some() && self.within(clause).all(|c| gone.contains(&c.id));
        let words = if with {
            t!("Leave out {place} and all that lies within it", place = place)
        } else {
            t!("Leave out {place}", place = place)
        };
        Some(Instruction { words, block: Vec::new(), clause: Some(clause) })
    }

    fn inserts(&self, after: Option<i64>, news: &[&Clause]) -> Option<Instruction> {
        let first = news.first()?;
        let what = match (first.kind, &first.fixed) {
            _ if news.len() > 1 => t!("insert").to_owned(),
            (Kind::Numbered, Some(label)) => t!("insert a new clause {label}", label = label),
            (Kind::Numbered, None) => t!("insert a new clause").to_owned(),
            (Kind::Heading, _) => t!("insert a heading").to_owned(),
            (Kind::Paragraph, _) => t!("insert a paragraph").to_owned(),
            (Kind::Item, _) => t!("insert a point").to_owned(),
        };
        let place = match after {
            Some(after) => t!("After {name}", name = self.name(after)),
            None => t!("At the beginning").to_owned(),
        };
        let quoted = |c: &Clause| {
            let words = self.shown(&c.text);
            c.fixed
                .as_ref()
                .filter(|_| news.len() > 1)
                .map_or_else(|| words.clone(), |label| format!("{label} {words}"))
        };
        let (words, block) = match news {
            [one] => (t!("{place} {what}: “{text}”", place = place, what = what, text = quoted(one)), Vec::new()),
            _ => (t!("{place} {what}:", place = place, what = what), news.iter().map(|c| quoted(c)).collect()),
        };
        Some(Instruction { words, block, clause: after })
    }

    fn tell(&self, op: &Op) -> Option<Instruction> {
        let words = match op {
            Op::Replace { clause, at, old, new } => self.replaces(*clause, *at, old, new)?,
            Op::Move { clause, after: Some(after) } => {
                t!("Move {name} to after {after}", name = self.name(*clause), after = self.name(*after))
            }
            Op::Move { clause, after: None } => t!("Move {name} to the beginning", name = self.name(*clause)),
            Op::Split { clause, at, rest, .. } => {
                let place = self.place(*clause, &(*at..*at + 1));
                t!("Divide {place}, before “{words}”", place = place, words = few(&self.shown(&rest.text)))
            }
            Op::Join { clause, next, .. } => {
                t!("Join {next} to {name}", next = self.name(*next), name = self.name(*clause))
            }
            Op::Renumber { clause, new: Some(new), .. } => {
                t!("Number {name} as {label}", name = self.name(*clause), label = new)
            }
            Op::Renumber { clause, new: None, .. } => {
                t!("Number {name} by its place", name = self.name(*clause))
            }
            Op::Shape { clause, old, new } => self.shapes(*clause, *old, *new),
            Op::Insert { .. } | Op::Delete { .. } => return None,
        };
        Some(Instruction { words, block: Vec::new(), clause: op.clause() })
    }

    fn shapes(&self, clause: i64, old: (Kind, u8), new: (Kind, u8)) -> String {
        let name = self.name(clause);
        if old.0 == new.0 {
            return if new.1 > old.1 {
                t!("Make {name} lie within the clause before it", name = name)
            } else {
                t!("Make {name} lie one level higher", name = name)
            };
        }
        match new.0 {
            Kind::Heading => t!("Make {name} a heading", name = name),
            Kind::Paragraph => t!("Make {name} a paragraph without a number", name = name),
            Kind::Numbered => t!("Make {name} a numbered clause", name = name),
            Kind::Item => t!("Make {name} a point of a list", name = name),
        }
    }

    fn replaces(&self, clause: i64, at: usize, old: &str, new: &str) -> Option<String> {
        let text = &self.index.get(clause)?.text;
        let end = at + old.len();
        let place = self.place(clause, &(at..end));
        let (gone, put) = (self.shown(old), self.shown(new));
        if gone.trim() == put.trim() {
            let near = if gone.trim().is_empty() { last_words(&self.shown(text.get(..at)?)) } else { gone };
            return Some(t!("In {place}, change how “{words}” is set", place = place, words = near.trim()));
        }
        let leaves_all = at == 0 && end == text.len();
        if self.index.get(clause)?.kind == Kind::Heading && leaves_all {
            return Some(t!(
                "Leave out {name} and insert the heading “{new}”",
                name = self.name(clause),
                new = put.trim()
            ));
        }
        let (gone, put) = (gone.trim(), put.trim());
        if gone.is_empty() {
            let before = last_words(&self.shown(text.get(..at)?));
            let rest = self.shown(text.get(end..)?);
            return Some(match (before.is_empty(), rest.trim().is_empty()) {
                (_, true) => t!("In {place}, at the end insert “{new}”", place = place, new = put),
                (true, false) => t!("In {place}, at the beginning insert “{new}”", place = place, new = put),
                (false, false) => {
                    t!("In {place}, after “{before}” insert “{new}”", place = place, before = before, new = put)
                }
            });
        }
        let words: Vec<&str> = gone.split_whitespace().collect();
        let what = if words.len() > MOST_WORDS {
            let first = words.get(..ENDS).unwrap_or_default().join(" ");
            let last = words.get(words.len() - ENDS..).unwrap_or_default().join(" ");
            t!("leave out from “{first}” to “{last}”", first = first, last = last)
        } else {
            t!("leave out “{old}”", old = gone)
        };
        Some(if put.is_empty() {
            t!("In {place}, {what}", place = place, what = what)
        } else {
            t!("In {place}, {what} and insert “{new}”", place = place, what = what, new = put)
        })
    }
}

/// The beginning of a text.
fn few(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(ENDS + 1).collect();
    if words.len() > ENDS { format!("{}…", words.get(..ENDS).unwrap_or_default().join(" ")) } else { words.join(" ") }
}

/// The last words of a text, by which a place is found.
fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.get(words.len().saturating_sub(3)..).unwrap_or_default().join(" ")
}
