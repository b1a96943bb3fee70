//! The labels of clauses, worked out from their place; numbers for what is inserted between two that stand; what a reference
//! is shown as; terms and where they are defined.
//!
//! What is inserted is numbered as Acts of Parliament are (Office of the Parliamentary Counsel, Drafting guidance, 6.4): before 1
//! A1, between 1 and 2 1A, between 1A and 1B 1AA. Between 1 and 1A it is 1ZA, and before A1 ZA1: these two are from memory
//! and marked so ([`Inserted::sure`]).

mod check;
mod inserted;

use std::collections::BTreeMap;

use super::body::{Body, Clause, Kind};
use super::inline;
use crate::t;

pub use check::{Dangling, Terms, dangling, references, terms};
pub use inserted::{Inserted, Style, inserted};

/// What a clause is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Beside the clause: `(a)`; `•` of a point; empty without one.
    pub short: String,
    /// In a reference: `3(1)(a)`; empty where there is none.
    pub full: String,
    /// In an instruction: “clause 3(1)(a)”, “point 2 of clause 3”, “the heading “Housing””.
    pub name: String,
    /// How many numbered clauses it lies within.
    pub level: usize,
}

/// The labels of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    all: Vec<Label>,
    places: BTreeMap<i64, usize>,
}

impl Labels {
    /// Of each clause of the text.
    pub fn of(body: &Body) -> Self {
        let mut labels = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut first_level = 0_u32;
        let (mut heading, mut loose) = (String::new(), 0_usize);
        for (at, clause) in body.clauses.iter().enumerate() {
            while open.last().is_some_and(|o| o.depth >= clause.depth) {
                open.pop();
            }
            let level = open.iter().filter(|o| o.numbered).count();
            let label = match clause.kind {
                Kind::Numbered => {
                    let parent = open.iter().rev().find(|o| o.numbered).map(|o| o.label.full.clone());
                    // The clauses of the first level are counted through the whole text; those below within theirs.
                    let count = match open.iter_mut().rev().find(|o| o.numbered) {
                        Some(parent) => &mut parent.count,
                        None => &mut first_level,
                    };
                    let (short, next) = numbered(clause, level, *count);
                    *count = next;
                    let full = format!("{}{short}", parent.unwrap_or_default());
                    let name = t!("clause {label}", label = full);
                    Label { short, full, name, level }
                }
                Kind::Heading => {
                    heading = quoted(&inline::plain(&clause.text, |id| id.to_string()));
                    loose = 0;
                    let name = t!("the heading “{words}”", words = heading);
                    Label { short: clause.fixed.clone().unwrap_or_default(), full: heading.clone(), name, level }
                }
                Kind::Item | Kind::Paragraph => {
                    let counts = if clause.kind == Kind::Item { 0 } else { 1 };
                    let parent = open.iter_mut().rev().find(|o| o.numbered);
                    let (n, within) = match parent {
                        Some(parent) => {
                            let n = parent.others.get_mut(counts).map_or(0, |n| {
                                *n += 1;
                                *n
                            });
                            (n, Some(parent.label.full.clone()))
                        }
                        None => {
                            loose += 1;
                            (loose, None)
                        }
                    };
                    loosely(clause.kind, n, within, &heading, level)
                }
            };
            open.push(Open {
                depth: clause.depth,
                numbered: clause.kind == Kind::Numbered,
                label: label.clone(),
                count: 0,
                others: [0, 0],
            });
            labels.places.insert(clause.id, at);
            labels.all.push(label);
        }
        labels
    }

    /// Of the clause at a place of the text.
    pub fn at(&self, place: usize) -> Option<&Label> {
        self.all.get(place)
    }

    /// Of a clause.
    pub fn get(&self, clause: i64) -> Option<&Label> {
        self.all.get(*self.places.get(&clause)?)
    }

    /// What a reference to a clause is shown as: its label, or `?` where it is not in the text.
    pub fn shown(&self, clause: i64) -> String {
        self.get(clause)
            .map_or_else(|| "?".to_owned(), |l| if l.full.is_empty() { l.name.clone() } else { l.full.clone() })
    }

    /// The text of a clause as it is read, with its references as labels.
    pub fn plain(&self, text: &str) -> String {
        inline::plain(text, |id| self.shown(id))
    }
}

struct Open {
    depth: u8,
    numbered: bool,
    label: Label,
    count: u32,
    others: [usize; 2],
}

/// The label of a numbered clause, and the count it leaves behind. What has a label of its own is not counted, unless the
/// label is a count itself: then counting goes on from it.
fn numbered(clause: &Clause, level: usize, count: u32) -> (String, u32) {
    let style = Style::of(level);
    let brackets = |label: &str| match level {
        0 => label.to_owned(),
        _ if label.starts_with('(') => label.to_owned(),
        _ => format!("({label})"),
    };
    match &clause.fixed {
        Some(fixed) => {
            let bare = fixed.trim_start_matches('(').trim_end_matches(')');
            let next = style.count(bare).unwrap_or(count);
            (brackets(fixed), next)
        }
        None => (brackets(&style.write(count + 1)), count + 1),
    }
}

fn loosely(kind: Kind, n: usize, within: Option<String>, heading: &str, level: usize) -> Label {
    let name = match (kind, within) {
        (Kind::Item, Some(clause)) => t!("point {n} of clause {clause}", n = n, clause = clause),
        (_, Some(clause)) => t!("paragraph {n} of clause {clause}", n = n, clause = clause),
        (Kind::Item, None) if heading.is_empty() => t!("point {n}", n = n),
        (_, None) if heading.is_empty() => t!("paragraph {n}", n = n),
        (Kind::Item, None) => t!("point {n} under “{heading}”", n = n, heading = heading),
        (_, None) => t!("paragraph {n} under “{heading}”", n = n, heading = heading),
    };
    let short = if kind == Kind::Item { "•".to_owned() } else { String::new() };
    Label { short, full: String::new(), name, level }
}

/// The beginning of a heading, for a name.
fn quoted(words: &str) -> String {
    let one_line = words.replace('\n', " ");
    let few: Vec<&str> = one_line.split_whitespace().take(9).collect();
    if few.len() > 8 { format!("{}…", few.get(..8).unwrap_or_default().join(" ")) } else { few.join(" ") }
}

/// The text with each number as it is now made its own, as when it comes into force: what is inserted later renumbers nothing.
pub fn frozen(body: &Body) -> Body {
    let labels = Labels::of(body);
    let clauses = body.clauses.iter().enumerate().map(|(at, clause)| {
        let mut clause = clause.clone();
        if clause.kind == Kind::Numbered
            && clause.fixed.is_none()
            && let Some(label) = labels.at(at)
        {
            clause.fixed = Some(label.short.trim_start_matches('(').trim_end_matches(')').to_owned());
        }
        clause
    });
    Body { clauses: clauses.collect() }
}

/// The number that something inserted before the clause at `place` has, as in a text whose numbers stand; none where it would
/// not be numbered.
pub fn number_at(body: &Body, place: usize, depth: u8) -> Option<Inserted> {
    let labels = Labels::of(body);
    let same = |at: &usize| body.clauses.get(*at).is_some_and(|c| c.depth == depth && c.kind == Kind::Numbered);
    let outer = |at: &usize| body.clauses.get(*at).is_some_and(|c| c.depth < depth && c.kind == Kind::Numbered);
    let bare = |at: usize| labels.at(at).map(|l| l.short.trim_start_matches('(').trim_end_matches(')').to_owned());
    let before = (0..place).rev().take_while(|at| !outer(at)).find(same).and_then(bare);
    let after = (place..body.clauses.len()).take_while(|at| !outer(at)).find(same).and_then(bare);
    let level = labels_level(body, place, depth);
    inserted(Style::of(level), before.as_deref(), after.as_deref())
}

/// How many numbered clauses something of `depth` at `place` lies within.
fn labels_level(body: &Body, place: usize, depth: u8) -> usize {
    let (mut level, mut depth) = (0, depth);
    for clause in body.clauses.get(..place).unwrap_or_default().iter().rev() {
        if clause.depth < depth {
            depth = clause.depth;
            level += usize::from(clause.kind == Kind::Numbered);
        }
    }
    level
}

#[cfg(test)]
mod tests;
