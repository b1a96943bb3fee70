//! An amendment together with the amendments to it: what they come to, and which words of that are whose.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::merge::{Chosen, Fix, Marked, MarkedAs, Merged, Piece, merge};
use super::{Op, apply, derive};
use crate::policy::body::Body;

type Shares = BTreeMap<i64, Vec<(Range<usize>, Vec<String>)>>;

/// What an amendment comes to once those to it are put into it: inner votes come first (Robert's Rules of Order 1915, section 33).
#[derive(Clone, Debug)]
pub struct Nested {
    /// What both do to the text together.
    pub ops: Vec<Op>,
    /// The amendments to the amendment, put together.
    pub inner: Merged,
    parent: String,
    /// What the amendment alone does, by clause: the bytes of the text that it takes out.
    taken: BTreeMap<i64, Vec<Range<usize>>>,
    /// Clauses that the amended text has, before those to the amendment are put in.
    before: BTreeSet<i64>,
    /// Bytes of the resulting clause that somebody else than the amendment put in.
    put: Shares,
    /// Clauses that somebody else than the amendment takes out, adds, moves, numbers or shapes.
    whole: BTreeMap<i64, Vec<String>>,
}

/// Puts amendments to an amendment into it.
pub fn nested(base: &Body, parent: Chosen<'_>, children: &[Chosen<'_>], fixes: &BTreeMap<String, Fix>) -> Nested {
    let amended = apply(base, parent.ops).unwrap_or_else(|_misfits| base.clone());
    let inner = merge(&amended, children, fixes);
    let ops = derive(base, &inner.body);
    let mut taken: BTreeMap<i64, Vec<Range<usize>>> = BTreeMap::new();
    for op in derive(base, &amended) {
        if let Op::Replace { clause, at, old, .. } = &op {
            taken.entry(*clause).or_default().push(*at..*at + old.len());
        }
    }
    let (mut put, mut whole) = (Shares::new(), BTreeMap::new());
    for marked in &inner.marked {
        if !marked.by.is_empty() {
            whole.insert(marked.clause.id, marked.by.clone());
        }
        if matches!(marked.marked, MarkedAs::Gone | MarkedAs::MovedFrom) {
            continue;
        }
        let mut at = 0;
        // What is not decided stands as the amendment has it.
        for piece in
            marked.pieces.iter().filter(|p| if p.conflict.is_some() { p.kind.is_old() } else { p.kind.is_new() })
        {
            let range = at..at + piece.text.len();
            at = range.end;
            if !piece.by.is_empty() && piece.conflict.is_none() {
                put.entry(marked.clause.id).or_default().push((range, piece.by.clone()));
            }
        }
    }
    let before = amended.clauses.iter().map(|c| c.id).collect();
    Nested { ops, inner, parent: parent.name.to_owned(), taken, before, put, whole }
}

impl Nested {
    /// Says of every change in a merged text that goes by `name` whose it is: the amendment's, or that of one to it. A change that
    /// became another in the merge keeps the name.
    pub fn attribute(&self, name: &str, marked: &mut [Marked]) {
        let is_ours = |by: &[String]| matches!(by, [one] if one == name);
        let all = self.shifted();
        for row in marked {
            let id = row.clause.id;
            if is_ours(&row.by) {
                row.by = self.of_whole(id, row.marked);
            }
            let mut ours: Vec<&Placed<'_>> = all.iter().filter(|placed| placed.clause == id).collect();
            let mut pieces = Vec::with_capacity(row.pieces.len());
            for piece in row.pieces.drain(..) {
                if !is_ours(&piece.by) || piece.conflict.is_some() {
                    pieces.push(piece);
                    continue;
                }
                let is_new = piece.kind.is_new();
                let fits = |placed: &&Placed<'_>| piece.text == if is_new { placed.new } else { placed.old };
                let found = ours.iter().position(fits);
                let shares = match found.and_then(|at| ours.get(at)) {
                    Some(placed) if is_new => self.shares_of_new(id, placed.to..placed.to + placed.new.len()),
                    Some(placed) => self.shares_of_old(id, placed.from..placed.from + placed.old.len()),
                    None if is_new => self.shares_of_new(id, 0..piece.text.len()),
                    None => vec![(0..piece.text.len(), self.of_whole(id, row.marked))],
                };
                if is_new && let Some(at) = found {
                    ours.drain(..=at);
                }
                for (range, by) in shares {
                    let text = piece.text.get(range).unwrap_or_default().to_owned();
                    pieces.push(Piece { text, by, ..piece.clone() });
                }
            }
            row.pieces = pieces;
        }
    }

    fn of_parent(&self) -> Vec<String> {
        vec![self.parent.clone()]
    }

    /// Whose doing it is that a clause is there, or is not.
    fn of_whole(&self, id: i64, marked: MarkedAs) -> Vec<String> {
        let is_parents = match marked {
            MarkedAs::Added => self.before.contains(&id),
            MarkedAs::Gone => !self.before.contains(&id),
            _ => false,
        };
        self.whole.get(&id).filter(|_| !is_parents).cloned().unwrap_or_else(|| self.of_parent())
    }

    /// Bytes of a resulting clause, by whose they are; counted from the beginning of the stretch.
    fn shares_of_new(&self, id: i64, stretch: Range<usize>) -> Vec<(Range<usize>, Vec<String>)> {
        if !self.before.contains(&id) {
            return vec![(0..stretch.len(), self.of_whole(id, MarkedAs::Added))];
        }
        let others = self.put.get(&id).map_or(&[][..], Vec::as_slice);
        let mut out = Vec::new();
        let mut at = stretch.start;
        for (range, by) in others {
            let (start, end) = (range.start.max(stretch.start), range.end.min(stretch.end));
            if start >= end {
                continue;
            }
            if at < start {
                out.push((at - stretch.start..start - stretch.start, self.of_parent()));
            }
            out.push((start - stretch.start..end - stretch.start, by.clone()));
            at = end;
        }
        if at < stretch.end {
            out.push((at - stretch.start..stretch.end - stretch.start, self.of_parent()));
        }
        out
    }

    /// Bytes of a clause of the text that go, by who takes them out.
    fn shares_of_old(&self, id: i64, stretch: Range<usize>) -> Vec<(Range<usize>, Vec<String>)> {
        let parents = self.taken.get(&id).map_or(&[][..], Vec::as_slice);
        let mut names: Vec<String> = self
            .inner
            .marked
            .iter()
            .filter(|m| m.clause.id == id)
            .flat_map(|m| m.pieces.iter())
            .flat_map(|p| p.by.clone())
            .collect();
        names.sort();
        names.dedup();
        let others = if names.is_empty() { self.of_parent() } else { names };
        let mut out = Vec::new();
        let mut at = stretch.start;
        for range in parents {
            let (start, end) = (range.start.max(stretch.start), range.end.min(stretch.end));
            if start >= end {
                continue;
            }
            if at < start {
                out.push((at - stretch.start..start - stretch.start, others.clone()));
            }
            out.push((start - stretch.start..end - stretch.start, self.of_parent()));
            at = end;
        }
        if at < stretch.end {
            out.push((at - stretch.start..stretch.end - stretch.start, others));
        }
        out
    }

    /// The changes of words with their places in the text and in the result.
    fn shifted(&self) -> Vec<Placed<'_>> {
        let mut out: Vec<Placed<'_>> = Vec::new();
        let (mut gone, mut came, mut of) = (0, 0, None);
        for op in &self.ops {
            if let Op::Replace { clause, at, old, new } = op {
                if of != Some(*clause) {
                    (gone, came, of) = (0, 0, Some(*clause));
                }
                out.push(Placed { clause: *clause, from: *at, to: *at + came - gone, old, new });
                gone += old.len();
                came += new.len();
            }
        }
        out
    }
}

/// A change of words, and where it stands before and after.
struct Placed<'o> {
    clause: i64,
    from: usize,
    to: usize,
    old: &'o str,
    new: &'o str,
}
