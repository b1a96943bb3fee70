//! Which amendments overlap, which fall if another passes, which require another.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::effect::{Effect, Index, effects};
use super::merge::touch;
use super::{Op, apply};
use crate::policy::body::{Body, Kind};
use crate::policy::label::references;

/// An amendment that is held against others.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub name: &'a str,
    pub ops: &'a [Op],
    /// The amendment that it amends, by its place in the list.
    pub parent: Option<usize>,
    /// Puts another text in the place of the whole.
    pub global: bool,
}

/// What somebody said about two amendments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// If one passes, the other falls.
    Excludes,
    /// The first makes sense only if the second passes.
    Requires,
    /// The first is agreed to with the second.
    Consequential,
}

/// Two amendments and what holds between them, by their places in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub kind: LinkKind,
}

/// How two amendments stand to each other; the first has the lower place in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Clauses in which they do different things to the same words or to the whole.
    pub overlap: Vec<i64>,
    /// Clauses at which both put something in at one place.
    pub same_place: Vec<i64>,
    /// They do the same.
    pub same: bool,
    /// If the first passes, the second falls.
    pub fells_second: bool,
    /// If the second passes, the first falls.
    pub fells_first: bool,
    /// The first needs the second.
    pub first_requires: bool,
    /// The second needs the first.
    pub second_requires: bool,
    /// The first is agreed to with the second.
    pub first_follows: bool,
    pub second_follows: bool,
    /// Whether somebody said so, rather than the words.
    pub said: bool,
}

impl Relation {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// All relations there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// By the places of two amendments, the lower first; pairs with nothing between them are left out.
    pub pairs: BTreeMap<(usize, usize), Relation>,
}

impl Matrix {
    /// How the amendment at `a` stands to that at `b`.
    pub fn between(&self, a: usize, b: usize) -> Option<&Relation> {
        self.pairs.get(&(a.min(b), a.max(b)))
    }

    /// Whether `b` falls if `a` passes.
    pub fn fells(&self, a: usize, b: usize) -> bool {
        self.between(a, b).is_some_and(|r| if a < b { r.fells_second } else { r.fells_first })
    }

    /// Whether `a` needs `b`.
    pub fn requires(&self, a: usize, b: usize) -> bool {
        self.between(a, b).is_some_and(|r| if a < b { r.first_requires } else { r.second_requires })
    }

    /// Whether `a` is agreed to with `b`.
    pub fn follows(&self, a: usize, b: usize) -> bool {
        self.between(a, b).is_some_and(|r| if a < b { r.first_follows } else { r.second_follows })
    }
}

/// What an amendment does to one clause.
#[derive(Default)]
struct Touched<'o> {
    words: Vec<(Range<usize>, String)>,
    gone: bool,
    moved: Option<Option<i64>>,
    number: Option<Option<String>>,
    shape: Option<(Kind, u8)>,
    /// New clauses within it.
    inside: bool,
    /// New clauses behind it: their texts.
    behind: Vec<&'o str>,
}

impl Touched<'_> {
    fn changes(&self) -> bool {
        !self.words.is_empty() || self.moved.is_some() || self.number.is_some() || self.shape.is_some() || self.inside
    }
}

/// What an amendment does, clause by clause, and whom it needs.
#[derive(Default)]
struct Reach<'o> {
    touched: BTreeMap<i64, Touched<'o>>,
    at_start: Vec<&'o str>,
    brings: BTreeSet<i64>,
    refers: BTreeSet<i64>,
    /// Clauses outside the text that it follows.
    follows: BTreeSet<i64>,
}

impl<'o> Reach<'o> {
    fn of(index: &Index<'_>, ops: &'o [Op]) -> Self {
        let mut reach = Self::default();
        let mut homes: BTreeMap<i64, (Option<i64>, u8)> = BTreeMap::new();
        for op in ops {
            if let Some(clause) = op.brings() {
                reach.brings.insert(clause.id);
                reach.refers.extend(references(&clause.text));
            }
            if let Op::Replace { new, .. } = op {
                reach.refers.extend(references(new));
            }
            for effect in effects(index, op).unwrap_or_default() {
                reach.take(index, effect, &mut homes);
            }
            match op {
                Op::Insert { after: Some(after), clause } if index.place(*after).is_some() => {
                    reach.touched.entry(*after).or_default().behind.push(&clause.text);
                }
                Op::Insert { after: None, clause } => reach.at_start.push(&clause.text),
                _ => {}
            }
        }
        reach.follows.retain(|id| !reach.brings.contains(id));
        reach.refers.retain(|id| !reach.brings.contains(id));
        reach
    }

    fn take(&mut self, index: &Index<'_>, effect: Effect, homes: &mut BTreeMap<i64, (Option<i64>, u8)>) {
        match effect {
            Effect::Words { clause, at, new } => self.touched.entry(clause).or_default().words.push((at, new)),
            Effect::Gone { clause } => self.touched.entry(clause).or_default().gone = true,
            Effect::Moved { clause, after } => self.touched.entry(clause).or_default().moved = Some(after),
            Effect::Number { clause, new } => self.touched.entry(clause).or_default().number = Some(new),
            Effect::Shape { clause, new } => self.touched.entry(clause).or_default().shape = Some(new),
            Effect::New { clause, after } => {
                homes.insert(clause.id, (after, clause.depth));
                let (mut at, mut depth) = (after, clause.depth);
                while let Some((behind, its)) = at.and_then(|id| homes.get(&id)) {
                    depth = depth.min(*its);
                    at = *behind;
                }
                match at {
                    Some(id) if index.place(id).is_none() => {
                        self.follows.insert(id);
                    }
                    _ => {
                        if let Some(home) = index.home(at, depth) {
                            self.touched.entry(home).or_default().inside = true;
                        }
                    }
                }
            }
        }
    }
}

/// Holds amendments against each other: those to the text among themselves, and those to one amendment among themselves.
pub fn relations(base: &Body, entries: &[Entry<'_>], links: &[Link]) -> Matrix {
    let mut matrix = Matrix::default();
    let mut families: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        families.entry(entry.parent).or_default().push(at);
    }
    for (parent, members) in families {
        match parent.and_then(|p| entries.get(p)) {
            None => family(base, entries, &members, &mut matrix),
            // What does not fit its text is on no list of overlaps; it is reported where it is merged.
            Some(of) => family(&apply(base, of.ops).unwrap_or_default(), entries, &members, &mut matrix),
        }
        if let Some(parent) = parent {
            for member in members {
                let relation = matrix.pairs.entry((parent.min(member), parent.max(member))).or_default();
                if member < parent { relation.first_requires = true } else { relation.second_requires = true }
            }
        }
    }
    for link in links {
        let relation = matrix.pairs.entry((link.from.min(link.to), link.from.max(link.to))).or_default();
        let first = link.from < link.to;
        relation.said = true;
        match link.kind {
            LinkKind::Excludes => (relation.fells_first, relation.fells_second) = (true, true),
            LinkKind::Requires if first => relation.first_requires = true,
            LinkKind::Requires => relation.second_requires = true,
            LinkKind::Consequential if first => relation.first_follows = true,
            LinkKind::Consequential => relation.second_follows = true,
        }
    }
    matrix.pairs.retain(|_, relation| !relation.is_nothing());
    matrix
}

fn family(base: &Body, entries: &[Entry<'_>], members: &[usize], matrix: &mut Matrix) {
    let index = Index::new(base);
    let of = |at: &usize| entries.get(*at).filter(|e| !e.global).map(|e| e.ops).unwrap_or_default();
    let reaches: Vec<Reach<'_>> = members.iter().map(|at| Reach::of(&index, of(at))).collect();
    let whole = |at: usize| members.get(at).and_then(|m| entries.get(*m)).is_some_and(|e| e.global);
    for pair in near(&reaches, (0..members.len()).filter(|at| whole(*at)).collect()) {
        let (Some(a), Some(b)) = (reaches.get(pair.0), reaches.get(pair.1)) else { continue };
        let relation = if whole(pair.0) || whole(pair.1) {
            // If another text for the whole passes, there is nothing left to amend.
            Relation { fells_first: whole(pair.1), fells_second: whole(pair.0), ..Relation::default() }
        } else {
            relation(a, b)
        };
        if !relation.is_nothing()
            && let (Some(a), Some(b)) = (members.get(pair.0), members.get(pair.1))
        {
            matrix.pairs.insert((*a, *b), relation);
        }
    }
}

/// Those pairs that touch one clause or refer to each other; all pairs with one that changes everything.
fn near(reaches: &[Reach<'_>], whole: Vec<usize>) -> BTreeSet<(usize, usize)> {
    let mut at_clause: BTreeMap<Option<i64>, Vec<usize>> = BTreeMap::new();
    let mut bringers: BTreeMap<i64, usize> = BTreeMap::new();
    for (at, reach) in reaches.iter().enumerate() {
        for clause in reach.touched.keys() {
            at_clause.entry(Some(*clause)).or_default().push(at);
        }
        if !reach.at_start.is_empty() {
            at_clause.entry(None).or_default().push(at);
        }
        bringers.extend(reach.brings.iter().map(|id| (*id, at)));
    }
    let mut pairs = BTreeSet::new();
    for members in at_clause.values() {
        for (n, a) in members.iter().enumerate() {
            pairs.extend(members.iter().skip(n + 1).map(|b| (*a.min(b), *a.max(b))));
        }
    }
    for (at, reach) in reaches.iter().enumerate() {
        for id in reach.refers.iter().chain(&reach.follows) {
            let there = bringers.get(id).into_iter().chain(at_clause.get(&Some(*id)).into_iter().flatten());
            pairs.extend(there.filter(|o| **o != at).map(|o| (at.min(*o), at.max(*o))));
        }
        pairs.extend(whole.iter().filter(|w| **w != at).map(|w| (at.min(*w), at.max(*w))));
    }
    pairs
}

fn relation(a: &Reach<'_>, b: &Reach<'_>) -> Relation {
    let mut out = Relation::default();
    let shared: Vec<(i64, &Touched<'_>, &Touched<'_>)> =
        a.touched.iter().filter_map(|(id, ta)| Some((*id, ta, b.touched.get(id)?))).collect();
    for (id, ta, tb) in &shared {
        if overlaps(ta, tb) {
            out.overlap.push(*id);
        }
        let same = |at: &Range<usize>, new: &str| tb.words.iter().any(|(o, n)| o == at && n != new && at.is_empty());
        let behind = ta.behind.iter().any(|_| !tb.behind.is_empty()) && ta.behind != tb.behind;
        if behind || ta.words.iter().any(|(at, new)| same(at, new)) {
            out.same_place.push(*id);
        }
    }
    if !a.at_start.is_empty() && !b.at_start.is_empty() && a.at_start != b.at_start {
        out.same_place.push(0);
    }
    out.same = same(a, b);
    if !out.same {
        out.fells_second = swallows(a, b);
        out.fells_first = swallows(b, a);
    }
    let needs = |x: &Reach<'_>, y: &Reach<'_>| x.refers.iter().chain(&x.follows).any(|id| y.brings.contains(id));
    out.first_requires = needs(a, b);
    out.second_requires = needs(b, a);
    // Who refers to a clause that the other leaves out collides with it there.
    let lost = |x: &Reach<'_>, y: &Reach<'_>| -> Vec<i64> {
        x.refers.iter().filter(|id| y.touched.get(id).is_some_and(|t| t.gone)).copied().collect()
    };
    for id in lost(a, b).into_iter().chain(lost(b, a)) {
        if !out.overlap.contains(&id) {
            out.overlap.push(id);
        }
    }
    out
}

fn overlaps(a: &Touched<'_>, b: &Touched<'_>) -> bool {
    let differ = |x: &(Range<usize>, String), y: &(Range<usize>, String)| touch(&x.0, &y.0) && x != y;
    let fates = (a.gone && !b.gone && b.changes()) || (b.gone && !a.gone && a.changes());
    let words = !a.gone && !b.gone && a.words.iter().any(|x| b.words.iter().any(|y| differ(x, y)));
    let place = a.moved.is_some() && b.moved.is_some() && a.moved != b.moved;
    let number = a.number.is_some() && b.number.is_some() && a.number != b.number;
    let shape = a.shape.is_some() && b.shape.is_some() && a.shape != b.shape;
    fates || words || place || number || shape
}

fn same(a: &Reach<'_>, b: &Reach<'_>) -> bool {
    let alike = |x: &Touched<'_>, y: &Touched<'_>| {
        (x.gone, &x.moved, &x.number, &x.shape) == (y.gone, &y.moved, &y.number, &y.shape)
            && x.words == y.words
            && x.behind == y.behind
    };
    !(a.touched.is_empty() && a.at_start.is_empty())
        && a.brings.len() == b.brings.len()
        && a.at_start == b.at_start
        && a.touched.len() == b.touched.len()
        && a.touched.iter().all(|(id, x)| b.touched.get(id).is_some_and(|y| alike(x, y)))
        // What follows an inserted clause is not held against the other's; so only amendments that bring one clause each.
        && a.brings.len() <= 1
}

/// Whether nothing of what `b` changes is left once `a` has passed.
fn swallows(a: &Reach<'_>, b: &Reach<'_>) -> bool {
    let gone = |clause: &i64| a.touched.get(clause).is_some_and(|t| t.gone);
    let covered = |clause: &i64, of: &Touched<'_>| {
        let words = |at: &Range<usize>| {
            a.touched.get(clause).is_some_and(|ta| {
                ta.words.iter().any(|(over, _)| {
                    !over.is_empty()
                        && if at.is_empty() { touch(over, at) } else { over.start <= at.start && at.end <= over.end }
                })
            })
        };
        let only_words = !of.gone
            && of.moved.is_none()
            && of.number.is_none()
            && of.shape.is_none()
            && !of.inside
            && of.behind.is_empty();
        if of.words.is_empty() && only_words {
            return true;
        }
        // An insertion behind a clause that goes still has its place, unless it lies within what goes.
        (gone(clause) && !of.gone) || (only_words && of.words.iter().all(|(at, _)| words(at)))
    };
    let behind_outside =
        b.touched.values().any(|t| !t.behind.is_empty()) && !b.touched.iter().any(|(id, t)| t.inside && gone(id));
    !b.touched.is_empty()
        && b.at_start.is_empty()
        && !behind_outside
        && b.touched.iter().all(|(id, of)| covered(id, of) || (!of.behind.is_empty() && !of.changes() && !of.gone))
        && b.touched.iter().any(|(id, of)| !of.words.is_empty() || of.changes() && gone(id))
}
