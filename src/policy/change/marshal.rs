//! The marshalled list: amendments in the order in which they are called; and the numbers they go by.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Op;
use super::collide::Entry;
use super::effect::Index;
use crate::policy::body::Body;

/// Orders `A2` before `A10`: counts within a name are compared as counts.
pub fn natural(a: &str, b: &str) -> Ordering {
    let parts = |text: &str| -> Vec<(bool, u64, String)> {
        let mut out: Vec<(bool, String)> = Vec::new();
        for c in text.chars() {
            match out.last_mut() {
                Some((digits, part)) if *digits == c.is_ascii_digit() => part.push(c),
                _ => out.push((c.is_ascii_digit(), c.to_string())),
            }
        }
        let read = |(digits, part): (bool, String)| {
            let count = if digits { part.parse().unwrap_or(u64::MAX) } else { 0 };
            (!digits, count, part)
        };
        out.into_iter().map(read).collect()
    };
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

/// The highest count that follows a prefix: of `A1-Ae3neu2`, `A1-Ae4` and `A1-Ae13neu` behind `A1-Ae` it is 13; 0 if there is none.
pub fn highest<'n>(prefix: &str, names: impl IntoIterator<Item = &'n str>) -> u64 {
    let count = |name: &str| -> Option<u64> {
        let rest = name.strip_prefix(prefix)?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..digits)?.parse().ok()
    };
    names.into_iter().filter_map(count).max().unwrap_or(0)
}

/// A number by the first line that an amendment touches: `A2-009`; a second one there is `A2-009-2`.
pub fn by_line<'n>(document: &str, line: usize, taken: impl IntoIterator<Item = &'n str>) -> String {
    let number = format!("{document}-{line:03}");
    let again = format!("{number}-");
    let (mut is_taken, mut most) = (false, 1);
    for name in taken {
        is_taken |= name == number;
        if let Some(count) = name.strip_prefix(&again).and_then(|n| n.parse::<u64>().ok()) {
            (is_taken, most) = (true, most.max(count));
        }
    }
    if is_taken { format!("{again}{}", most + 1) } else { number }
}

/// An amendment on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its place in what was given.
    pub entry: usize,
    /// 1 for an amendment to an amendment.
    pub depth: u8,
    /// Its place in the text could not be found; it stands at the end.
    pub lost: bool,
}

/// The list, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marshalled {
    pub listed: Vec<Listed>,
}

/// Puts amendments into the order in which they are called: another text for the whole first; then by clause (in the order in which clauses are considered,
/// if one was set, else that of the text), by place in it, new clauses behind it by number, an amendment to an amendment right
/// behind that, and by the code that somebody gave where all this is equal (as Parliament's drafting service does). What was withdrawn or came
/// late is left out by whoever asks.
pub fn marshalled(base: &Body, entries: &[Entry<'_>], codes: &[String], consideration: &[i64]) -> Marshalled {
    let index = Index::new(base);
    let first: BTreeMap<i64, usize> = consideration.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let order = |place: usize| -> (usize, usize) {
        let clauses = base.clauses.get(..=place).unwrap_or_default();
        // A clause is considered with the one of the order that it lies within.
        let mut depth = u8::MAX;
        let mut chain = clauses.iter().rev().filter(|c| {
            let outer = c.depth < depth || depth == u8::MAX;
            if outer {
                depth = c.depth;
            }
            outer
        });
        let at = chain.find_map(|c| first.get(&c.id)).copied();
        (at.unwrap_or(first.len()), place)
    };
    let mut tops: Vec<(Option<((usize, usize), usize, usize)>, usize)> = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, e)| e.parent.is_none()) {
        let key = if entry.global {
            Some(((0, 0), 0, 0))
        } else {
            entry.ops.iter().filter_map(|op| place(&index, op)).map(|(place, byte)| (order(place), byte, 1)).min()
        };
        tops.push((key, at));
    }
    let name = |at: usize| entries.get(at).map_or("", |e| e.name);
    let code = |at: usize| codes.get(at).map_or("", String::as_str);
    let by_name = |a: usize, b: usize| code(a).cmp(code(b)).then_with(|| natural(name(a), name(b)));
    tops.sort_by(|(ka, a), (kb, b)| {
        // What has no place stands at the end.
        ka.is_none().cmp(&kb.is_none()).then_with(|| ka.cmp(kb)).then_with(|| by_name(*a, *b))
    });
    let mut listed = Vec::new();
    for (key, at) in tops {
        listed.push(Listed { entry: at, depth: 0, lost: key.is_none() });
        let mut children: Vec<usize> =
            entries.iter().enumerate().filter(|(_, e)| e.parent == Some(at)).map(|(child, _)| child).collect();
        children.sort_by(|a, b| by_name(*a, *b));
        listed.extend(children.into_iter().map(|entry| Listed { entry, depth: 1, lost: false }));
    }
    Marshalled { listed }
}

/// Where in the text an operation begins: the clause's place and the byte in it. New clauses stand behind all that is changed
/// in the clause they follow.
fn place(index: &Index<'_>, op: &Op) -> Option<(usize, usize)> {
    let at = |clause: &i64| index.place(*clause);
    match op {
        Op::Replace { clause, at: byte, .. } | Op::Split { clause, at: byte, .. } => Some((at(clause)?, *byte)),
        Op::Insert { after: None, .. } => Some((0, 0)),
        Op::Insert { after: Some(after), .. } => Some((at(after)?, usize::MAX)),
        Op::Join { clause, .. } => Some((at(clause)?, usize::MAX - 1)),
        Op::Delete { clause } | Op::Move { clause, .. } | Op::Renumber { clause, .. } | Op::Shape { clause, .. } => {
            Some((at(clause)?, 0))
        }
    }
}
