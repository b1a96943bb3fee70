//! Amendments put together. What two of them do differently to the same words, or to the same clause, is a conflict, which a
//! person decides; nothing is dropped or chosen in silence.
//!
//! The order in which amendments are given changes nothing: their effects count by their place in the text, then by the number
//! of the amendment.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::effect::{Effect, Index, Unfit, effects};
use super::marshal::natural;
use super::{Op, words};
use crate::policy::body::{Body, Clause, Kind};
use crate::policy::text;

/// An amendment that takes part, by the number it goes by.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    pub name: &'a str,
    pub ops: &'a [Op],
}

/// What a conflict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dispute {
    /// The same words are changed differently.
    Words,
    /// Some leave the clause out, others change it or put something into it.
    Clause,
    /// The clause is moved to different places.
    Place,
    /// The clause is given different labels.
    Number,
    /// The clause becomes different kinds, or lies differently deep.
    Shape,
}

impl Dispute {
    /// As files write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Clause => "clause",
            Self::Place => "place",
            Self::Number => "number",
            Self::Shape => "shape",
        }
    }
}

/// One way to decide a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Whose it is, by number.
    pub by: Vec<String>,
    /// What the words become; empty where the clause is left out.
    pub text: String,
    /// Whether the clause is left out.
    pub gone: bool,
}

/// Where amendments do different things to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Names it as long as the same amendments do the same there.
    pub key: String,
    pub dispute: Dispute,
    pub clause: i64,
    /// Where in the clause's text, in bytes; the whole clause where it is not about words.
    pub at: Range<usize>,
    /// The words as they stand.
    pub base: String,
    pub sides: Vec<Side>,
}

/// How a person decides a conflict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fix {
    /// As the text stands: none of them.
    Base,
    /// As the side that this amendment is on.
    Of(String),
    /// Other words (for a label: the label).
    Words(String),
}

/// A conflict and how it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub conflict: Conflict,
    pub fix: Fix,
}

/// Amendments that put different words, or clauses, in at one place: all are kept, in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamePlace {
    /// The clause; none at the beginning of the text.
    pub clause: Option<i64>,
    /// Whether whole clauses are put in behind it.
    pub clauses: bool,
    pub by: Vec<String>,
}

/// An operation that does not fit the text; nothing of it is in the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub by: String,
    pub op: Op,
    pub why: Unfit,
}

/// What has become of a clause in a text that shows changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkedAs {
    Stays,
    Added,
    Gone,
    /// Stood here and stands elsewhere now.
    MovedFrom,
    /// Stands here now and stood elsewhere.
    MovedTo,
}

/// A stretch of words in a text that shows changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: text::Kind,
    pub text: String,
    /// Whose change it is.
    pub by: Vec<String>,
    /// The conflict that it is part of and that nobody has decided.
    pub conflict: Option<String>,
}

/// A clause in a text that shows changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// As it is afterwards; as it was where it goes.
    pub clause: Clause,
    pub marked: MarkedAs,
    /// Who adds, moves, leaves out, numbers or shapes it.
    pub by: Vec<String>,
    pub pieces: Vec<Piece>,
}

/// The result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The text with everything that is not in conflict, and the conflicts as they were decided.
    pub body: Body,
    /// What is still to be decided, in the order of the text.
    pub conflicts: Vec<Conflict>,
    pub decided: Vec<Decided>,
    pub same_place: Vec<SamePlace>,
    pub misfits: Vec<Misfit>,
    /// For each clause of the result that somebody changed, who did.
    pub sources: BTreeMap<i64, Vec<String>>,
    /// The text with its changes shown, in order.
    pub marked: Vec<Marked>,
    /// Clauses that now lie less deep, because what they lay within is gone.
    pub raised: Vec<i64>,
}

impl Merged {
    /// The text, once nothing is open any more.
    pub fn finished(&self) -> Option<&Body> {
        (self.conflicts.is_empty() && self.misfits.is_empty()).then_some(&self.body)
    }
}

/// What changed from one version to another, to be shown.
pub fn redline(old: &Body, new: &Body) -> Vec<Marked> {
    let ops = super::derive(old, new);
    merge(old, &[Chosen { name: "", ops: &ops }], &BTreeMap::new()).marked
}

/// Puts amendments to `base` together. `fixes` are decisions by the key of their conflict.
pub fn merge(base: &Body, chosen: &[Chosen<'_>], fixes: &BTreeMap<String, Fix>) -> Merged {
    let mut order: Vec<Chosen<'_>> = chosen.to_vec();
    order.sort_by(|a, b| natural(a.name, b.name));
    order.dedup_by(|a, b| a.name == b.name && a.ops == b.ops);
    let index = Index::new(base);
    let mut work = Work {
        index: &index,
        names: order.iter().map(|c| c.name.to_owned()).collect(),
        fixes,
        touched: BTreeMap::new(),
        placed: BTreeMap::new(),
        out: Merged::default(),
    };
    for (by, chosen) in order.iter().enumerate() {
        for op in chosen.ops {
            match effects(&index, op) {
                Ok(effects) => effects.into_iter().for_each(|effect| work.take(by, effect)),
                Err(why) => work.out.misfits.push(Misfit { by: chosen.name.to_owned(), op: op.clone(), why }),
            }
        }
    }
    work.same_clauses();
    work.decide();
    work.assemble();
    work.out
}

/// Words that give way, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    at: Range<usize>,
    new: String,
    by: Vec<usize>,
    conflict: Option<String>,
}

/// What amendments do to one clause of the text.
#[derive(Default)]
struct Touched {
    edits: Vec<Edit>,
    gone: Vec<usize>,
    moved: Vec<(Option<i64>, usize)>,
    numbers: Vec<(Option<String>, usize)>,
    shapes: Vec<((Kind, u8), usize)>,
    /// What is decided: see [`Work::decide`].
    is_gone: bool,
    moved_to: Option<Option<i64>>,
    number: Option<Option<String>>,
    shape: Option<(Kind, u8)>,
    /// A clause's conflict that is open.
    open: Option<String>,
}

/// A clause that is put behind another.
struct Placed {
    what: What,
    by: Vec<usize>,
}

enum What {
    New(Clause),
    Moved(i64),
}

struct Work<'a> {
    index: &'a Index<'a>,
    names: Vec<String>,
    fixes: &'a BTreeMap<String, Fix>,
    touched: BTreeMap<i64, Touched>,
    placed: BTreeMap<Option<i64>, Vec<Placed>>,
    out: Merged,
}

impl Work<'_> {
    fn take(&mut self, by: usize, effect: Effect) {
        match effect {
            Effect::Words { clause, at, new } => {
                self.touched.entry(clause).or_default().edits.push(Edit { at, new, by: vec![by], conflict: None });
            }
            Effect::Gone { clause } => self.touched.entry(clause).or_default().gone.push(by),
            Effect::New { clause, after } => {
                self.placed.entry(after).or_default().push(Placed { what: What::New(clause), by: vec![by] });
            }
            Effect::Moved { clause, after } => self.touched.entry(clause).or_default().moved.push((after, by)),
            Effect::Number { clause, new } => self.touched.entry(clause).or_default().numbers.push((new, by)),
            Effect::Shape { clause, new } => self.touched.entry(clause).or_default().shapes.push((new, by)),
        }
    }

    fn names(&self, by: &[usize]) -> Vec<String> {
        let mut by = by.to_vec();
        by.sort_unstable();
        by.dedup();
        by.iter().filter_map(|at| self.names.get(*at).cloned()).collect()
    }

    /// The same clause put in at the same place by two amendments is one clause; the same id with other words fits nowhere.
    fn same_clauses(&mut self) {
        let mut alias: BTreeMap<i64, i64> = BTreeMap::new();
        let mut fresh: Vec<(i64, i64)> = Vec::new();
        let mut seen: BTreeMap<i64, (Option<i64>, Clause)> = BTreeMap::new();
        let mut anchors: Vec<Option<i64>> = self.placed.keys().copied().collect();
        // What follows an inserted clause has a greater anchor or a chain of them: go on until nothing is the same any more.
        while let Some(anchor) = anchors.pop() {
            let Some(here) = self.placed.remove(&anchor) else { continue };
            let mut kept: Vec<Placed> = Vec::new();
            for placed in here {
                let What::New(clause) = &placed.what else {
                    kept.push(placed);
                    continue;
                };
                let like = |other: &&mut Placed| match &other.what {
                    What::New(o) => {
                        (o.kind, o.depth, &o.fixed, &o.text) == (clause.kind, clause.depth, &clause.fixed, &clause.text)
                            && !other.by.iter().any(|by| placed.by.contains(by))
                    }
                    What::Moved(_) => false,
                };
                if let Some(other) = kept.iter_mut().find(like) {
                    if let What::New(first) = &other.what
                        && first.id != clause.id
                    {
                        alias.insert(clause.id, first.id);
                        fresh.push((clause.id, first.id));
                    }
                    other.by.extend(&placed.by);
                    continue;
                }
                if seen.get(&clause.id).is_some_and(|(at, other)| *at != anchor || other != clause)
                    || kept.iter().any(|k| matches!(&k.what, What::New(o) if o.id == clause.id))
                {
                    let op = Op::Insert { after: anchor, clause: clause.clone() };
                    let by = self.names(&placed.by).join(", ");
                    self.out.misfits.push(Misfit { by, op, why: Unfit::Twice });
                    continue;
                }
                seen.insert(clause.id, (anchor, clause.clone()));
                kept.push(placed);
            }
            self.placed.insert(anchor, kept);
            // What followed a clause that is the same as another now follows that one, and may be the same in turn.
            for (from, to) in std::mem::take(&mut fresh) {
                if let Some(behind) = self.placed.remove(&Some(from)) {
                    for placed in &behind {
                        if let What::New(clause) = &placed.what {
                            seen.remove(&clause.id);
                        }
                    }
                    let there = self.placed.entry(Some(to)).or_default();
                    for placed in there.iter() {
                        if let What::New(clause) = &placed.what {
                            seen.remove(&clause.id);
                        }
                    }
                    there.extend(behind);
                    there.sort_by_key(|p| p.by.first().copied());
                    anchors.push(Some(to));
                }
            }
        }
        for touched in self.touched.values_mut() {
            for (after, _) in &mut touched.moved {
                *after = after.map(|a| alias.get(&a).copied().unwrap_or(a));
            }
        }
    }

    /// The clause of the text within which something put in behind `after` lies, also behind what is put in itself.
    fn home(&self, homes: &BTreeMap<i64, (Option<i64>, u8)>, after: Option<i64>, depth: u8) -> Option<i64> {
        let (mut after, mut depth) = (after, depth);
        let mut steps = 0;
        while let Some(here) = after {
            match homes.get(&here) {
                Some((behind, its)) if steps < homes.len() => {
                    // Within a new clause: where that lies counts.
                    depth = depth.min(*its);
                    after = *behind;
                }
                Some(_) => return None,
                None => return self.index.home(Some(here), depth),
            }
            steps += 1;
        }
        None
    }

    /// Decides what has become of each clause of the text, in order.
    fn decide(&mut self) {
        let mut homes: BTreeMap<i64, (Option<i64>, u8)> = BTreeMap::new();
        for (after, placed) in &self.placed {
            for p in placed {
                if let What::New(clause) = &p.what {
                    homes.insert(clause.id, (*after, clause.depth));
                }
            }
        }
        // What is put into a clause of the text, by its home: the place among the placed.
        let mut within: BTreeMap<i64, Vec<(Option<i64>, usize)>> = BTreeMap::new();
        for (after, placed) in &self.placed {
            for (at, p) in placed.iter().enumerate() {
                if let What::New(clause) = &p.what
                    && let Some(home) = self.home(&homes, *after, clause.depth)
                {
                    within.entry(home).or_default().push((*after, at));
                }
            }
        }
        let mut touched = std::mem::take(&mut self.touched);
        let mut dropped: BTreeSet<i64> = BTreeSet::new();
        for clause in &self.index.body.clauses {
            let Some(of) = touched.get_mut(&clause.id) else { continue };
            let inside = within.get(&clause.id).map_or(&[][..], Vec::as_slice);
            let goes = self.decide_clause(clause, of, inside, &mut dropped);
            if !goes {
                self.decide_words(clause, of);
                self.decide_rest(clause, of);
            }
        }
        self.touched = touched;
        if !dropped.is_empty() {
            self.drop_clauses(&dropped);
        }
        self.place_moved();
    }

    /// Takes out new clauses that were decided against; what followed one follows what it followed.
    fn drop_clauses(&mut self, dropped: &BTreeSet<i64>) {
        let mut behind: BTreeMap<i64, Option<i64>> = BTreeMap::new();
        for (after, placed) in &mut self.placed {
            placed.retain(|p| match &p.what {
                What::New(c) if dropped.contains(&c.id) => {
                    behind.insert(c.id, *after);
                    false
                }
                _ => true,
            });
        }
        let there = |mut after: Option<i64>| {
            while let Some(next) = after.and_then(|id| behind.get(&id)) {
                after = *next;
            }
            after
        };
        let placed = std::mem::take(&mut self.placed);
        for (after, mut here) in placed {
            self.placed.entry(there(after)).or_default().append(&mut here);
        }
        for of in self.touched.values_mut() {
            of.moved_to = of.moved_to.map(there);
        }
    }

    fn fix(&self, conflict: &Conflict) -> Option<Fix> {
        let fix = self.fixes.get(&conflict.key)?;
        let fits = match fix {
            Fix::Of(name) => conflict.sides.iter().any(|side| side.by.contains(name)),
            Fix::Base | Fix::Words(_) => true,
        };
        fits.then(|| fix.clone())
    }

    fn settle(&mut self, conflict: Conflict) -> Option<Fix> {
        let fix = self.fix(&conflict);
        match &fix {
            Some(fix) => self.out.decided.push(Decided { conflict, fix: fix.clone() }),
            None => self.out.conflicts.push(conflict),
        }
        fix
    }

    /// Whether a clause goes; in conflict where some leave it out and others change it or put something into it.
    fn decide_clause(
        &mut self,
        clause: &Clause,
        of: &mut Touched,
        inside: &[(Option<i64>, usize)],
        dropped: &mut BTreeSet<i64>,
    ) -> bool {
        if of.gone.is_empty() {
            return false;
        }
        let inside: Vec<&Placed> = inside.iter().filter_map(|(after, at)| self.placed.get(after)?.get(*at)).collect();
        let mut others: Vec<usize> = of.edits.iter().flat_map(|e| e.by.iter().copied()).collect();
        others.extend(of.moved.iter().map(|m| m.1));
        others.extend(of.numbers.iter().map(|n| n.1));
        others.extend(of.shapes.iter().map(|s| s.1));
        others.extend(inside.iter().flat_map(|p| p.by.iter().copied()));
        others.retain(|by| !of.gone.contains(by));
        others.sort_unstable();
        others.dedup();
        if others.is_empty() {
            of.is_gone = true;
            return true;
        }
        let mut sides = vec![Side { by: self.names(&of.gone), text: String::new(), gone: true }];
        let mut news = Vec::new();
        for by in &others {
            let mut text = alone(clause, &of.edits, *by);
            for placed in inside.iter().filter(|p| p.by.contains(by)) {
                if let What::New(c) = &placed.what {
                    text.push('\n');
                    text.push_str(&c.text);
                    news.push(c.id);
                }
            }
            sides.push(Side { by: self.names(&[*by]), text, gone: false });
        }
        let conflict = conflict(Dispute::Clause, clause, 0..clause.text.len(), sides);
        let key = conflict.key.clone();
        match self.settle(conflict) {
            Some(Fix::Of(name)) if self.names(&of.gone).contains(&name) => {
                dropped.extend(news);
                of.is_gone = true;
                return true;
            }
            Some(Fix::Of(_)) => {}
            Some(Fix::Base) => {
                dropped.extend(news);
                (of.edits, of.moved, of.numbers, of.shapes) = Default::default();
            }
            Some(Fix::Words(words)) => {
                let by = of.gone.iter().chain(&others).copied().collect();
                of.edits = vec![Edit { at: 0..clause.text.len(), new: words, by, conflict: None }];
            }
            None => of.open = Some(key),
        }
        false
    }

    /// Which words give way to which; in conflict where two amendments take the same words differently.
    fn decide_words(&mut self, clause: &Clause, of: &mut Touched) {
        let mut edits = std::mem::take(&mut of.edits);
        edits.sort_by(|a, b| (a.at.start, a.at.end, &a.new, &a.by).cmp(&(b.at.start, b.at.end, &b.new, &b.by)));
        edits.dedup_by(|next, first| {
            let same = next.at == first.at && next.new == first.new && next.by != first.by;
            if same {
                first.by.append(&mut next.by);
            }
            same
        });
        // Of insertions at one place, the first by number stands first.
        edits.sort_by(|a, b| (a.at.start, a.at.end, &a.by, &a.new).cmp(&(b.at.start, b.at.end, &b.by, &b.new)));
        for group in groups(edits) {
            let mut by: Vec<usize> = group.edits.iter().flat_map(|e| e.by.iter().copied()).collect();
            by.sort_unstable();
            by.dedup();
            if !group.touch {
                of.edits.extend(group.edits);
                continue;
            }
            let side = |by: usize| {
                let own = group.edits.iter().filter(|e| e.by.contains(&by));
                within(&clause.text, &group.at, own)
            };
            let mut sides: Vec<(String, Vec<usize>)> = Vec::new();
            for by in &by {
                let text = side(*by);
                match sides.iter_mut().find(|(t, _)| *t == text) {
                    Some((_, names)) => names.push(*by),
                    None => sides.push((text, vec![*by])),
                }
            }
            if let [(text, _)] = sides.as_slice() {
                of.edits.push(Edit { at: group.at, new: text.clone(), by, conflict: None });
                continue;
            }
            let sides = sides.iter().map(|(text, by)| Side { by: self.names(by), text: text.clone(), gone: false });
            let conflict = conflict(Dispute::Words, clause, group.at.clone(), sides.collect());
            let key = conflict.key.clone();
            let chosen = conflict.sides.clone();
            match self.settle(conflict) {
                Some(Fix::Base) => {}
                Some(Fix::Of(name)) => {
                    if let Some(side) = chosen.into_iter().find(|s| s.by.contains(&name)) {
                        let by = by.into_iter().filter(|by| self.names.get(*by).is_some_and(|n| side.by.contains(n)));
                        of.edits.push(Edit { at: group.at, new: side.text, by: by.collect(), conflict: None });
                    }
                }
                Some(Fix::Words(new)) => of.edits.push(Edit { at: group.at, new, by, conflict: None }),
                None => of.edits.extend(chosen.into_iter().enumerate().map(|(n, side)| {
                    Edit {
                        // Shown side by side; none of it is in the text.
                        at: if n == 0 { group.at.clone() } else { group.at.end..group.at.end },
                        new: side.text,
                        by: by
                            .iter()
                            .copied()
                            .filter(|by| self.names.get(*by).is_some_and(|n| side.by.contains(n)))
                            .collect(),
                        conflict: Some(key.clone()),
                    }
                })),
            }
        }
        // Insertions at one place are all kept.
        let edits = of.edits.iter().filter(|e| e.at.is_empty() && e.conflict.is_none()).collect::<Vec<_>>();
        for group in edits.chunk_by(|a, b| a.at == b.at).filter(|g| g.len() > 1) {
            let by: Vec<usize> = group.iter().flat_map(|e| e.by.iter().copied()).collect();
            let by = self.names(&by);
            if by.len() > 1 {
                self.out.same_place.push(SamePlace { clause: Some(clause.id), clauses: false, by });
            }
        }
    }

    /// Where a clause stands, what label it has and what it is.
    fn decide_rest(&mut self, clause: &Clause, of: &mut Touched) {
        let place = |after: &Option<i64>| after.map_or_else(String::new, |id| format!("{{#{id}}}"));
        let moved = std::mem::take(&mut of.moved);
        of.moved_to = self.one(Dispute::Place, clause, &moved, place, |_| None);
        of.moved = moved;
        let numbers = std::mem::take(&mut of.numbers);
        let label = |new: &Option<String>| new.clone().unwrap_or_default();
        of.number = self
            .one(Dispute::Number, clause, &numbers, label, |words| Some((!words.is_empty()).then(|| words.to_owned())));
        of.numbers = numbers;
        let shapes = std::mem::take(&mut of.shapes);
        of.shape = self.one(Dispute::Shape, clause, &shapes, |(kind, depth)| format!("{kind:?} {depth}"), |_| None);
        of.shapes = shapes;
    }

    /// The one value that amendments agree on or that was decided; none where there is none.
    fn one<V: Clone + PartialEq>(
        &mut self,
        dispute: Dispute,
        clause: &Clause,
        values: &[(V, usize)],
        shown: impl Fn(&V) -> String,
        read: impl Fn(&str) -> Option<V>,
    ) -> Option<V> {
        let (first, _) = values.first()?;
        if values.iter().all(|(v, _)| v == first) {
            return Some(first.clone());
        }
        let mut sides: Vec<(&V, Vec<usize>)> = Vec::new();
        for (value, by) in values {
            match sides.iter_mut().find(|(v, _)| *v == value) {
                Some((_, all)) => all.push(*by),
                None => sides.push((value, vec![*by])),
            }
        }
        let told = sides.iter().map(|(v, by)| Side { by: self.names(by), text: shown(v), gone: false }).collect();
        let conflict = conflict(dispute, clause, 0..clause.text.len(), told);
        match self.settle(conflict)? {
            Fix::Base => None,
            Fix::Of(name) => sides.iter().find(|(_, by)| self.names(by).contains(&name)).map(|(v, _)| (*v).clone()),
            Fix::Words(words) => read(&words),
        }
    }

    /// Puts moved clauses behind those that they follow.
    fn place_moved(&mut self) {
        let moved: Vec<(i64, Option<i64>, Vec<usize>)> = self
            .touched
            .iter()
            .filter(|(_, of)| !of.is_gone)
            .filter_map(|(id, of)| {
                let to = of.moved_to?;
                Some((*id, to, of.moved.iter().filter(|(after, _)| *after == to).map(|(_, by)| *by).collect()))
            })
            .collect();
        for (id, to, by) in moved {
            self.placed.entry(to).or_default().push(Placed { what: What::Moved(id), by });
        }
        for (after, placed) in &mut self.placed {
            // By number, then as each amendment has them; of one place each amendment has one.
            placed.sort_by_key(|p| p.by.iter().copied().min());
            let by: BTreeSet<usize> = placed.iter().flat_map(|p| p.by.iter().copied()).collect();
            if placed.len() > 1 {
                let by = by.iter().filter_map(|at| self.names.get(*at).cloned()).collect();
                self.out.same_place.push(SamePlace { clause: *after, clauses: true, by });
            }
        }
    }

    /// Puts the text together, in order, with what was put behind each clause.
    fn assemble(&mut self) {
        let mut placed = std::mem::take(&mut self.placed);
        let mut seen: BTreeSet<i64> = BTreeSet::new();
        self.follow(&mut placed, None, &mut seen);
        for at in 0..self.index.body.clauses.len() {
            let Some(clause) = self.index.body.clauses.get(at) else { continue };
            let elsewhere = self.touched.get(&clause.id).is_some_and(|of| of.moved_to.is_some() && !of.is_gone);
            if elsewhere {
                let by = self.touched.get(&clause.id).map(|of| of.moved.iter().map(|m| m.1).collect::<Vec<_>>());
                let by = self.names(&by.unwrap_or_default());
                let pieces = vec![Piece {
                    kind: text::Kind::MoveFrom,
                    text: clause.text.clone(),
                    by: by.clone(),
                    conflict: None,
                }];
                self.out.marked.push(Marked { clause: clause.clone(), marked: MarkedAs::MovedFrom, by, pieces });
            } else {
                self.emit(clause, MarkedAs::Stays, &[]);
                self.follow(&mut placed, Some(clause.id), &mut seen);
            }
        }
        self.left_over(placed);
        self.raise();
    }

    /// What is put behind a clause, and behind that in turn.
    fn follow(
        &mut self,
        placed: &mut BTreeMap<Option<i64>, Vec<Placed>>,
        after: Option<i64>,
        seen: &mut BTreeSet<i64>,
    ) {
        let mut waiting: Vec<Placed> = placed.remove(&after).unwrap_or_default();
        waiting.reverse();
        while let Some(next) = waiting.pop() {
            let id = match &next.what {
                What::New(clause) => {
                    let clause = clause.clone();
                    self.emit(&clause, MarkedAs::Added, &next.by);
                    clause.id
                }
                What::Moved(id) => {
                    if let Some(clause) = self.index.get(*id).filter(|_| seen.insert(*id)) {
                        self.emit(clause, MarkedAs::MovedTo, &next.by);
                    }
                    *id
                }
            };
            waiting.extend(placed.remove(&Some(id)).unwrap_or_default().into_iter().rev());
        }
    }

    /// What follows something that is nowhere: clauses that two amendments put behind each other, and insertions whose place
    /// is not in the text.
    fn left_over(&mut self, placed: BTreeMap<Option<i64>, Vec<Placed>>) {
        let mut lost: Vec<(i64, Vec<usize>)> = Vec::new();
        for (after, placed) in placed {
            for p in placed {
                match p.what {
                    What::New(clause) => {
                        let by = self.names(&p.by).join(", ");
                        let op = Op::Insert { after, clause };
                        self.out.misfits.push(Misfit { by, op, why: Unfit::NoPlace });
                    }
                    What::Moved(id) => lost.push((id, p.by)),
                }
            }
        }
        if lost.is_empty() {
            return;
        }
        // They stay where they were, and somebody says which of them moves.
        for (id, by) in &lost {
            let Some(clause) = self.index.get(*id) else { continue };
            let sides = vec![Side { by: self.names(by), text: String::new(), gone: false }];
            let conflict = conflict(Dispute::Place, clause, 0..clause.text.len(), sides);
            match self.fixes.get(&conflict.key) {
                Some(Fix::Base) => self.out.decided.push(Decided { conflict, fix: Fix::Base }),
                _ => self.out.conflicts.push(conflict),
            }
        }
        let ids: BTreeSet<i64> = lost.iter().map(|(id, _)| *id).collect();
        let marked = std::mem::take(&mut self.out.marked);
        self.out.body = Body::default();
        for old in marked {
            match old.marked {
                MarkedAs::MovedFrom if ids.contains(&old.clause.id) => {
                    if let Some(clause) = self.index.get(old.clause.id) {
                        self.emit(clause, MarkedAs::Stays, &[]);
                    }
                }
                MarkedAs::MovedFrom | MarkedAs::Gone => self.out.marked.push(old),
                _ => {
                    self.out.body.clauses.push(old.clause.clone());
                    self.out.marked.push(old);
                }
            }
        }
    }

    /// Adds a clause to the text and to the text with marks.
    fn emit(&mut self, clause: &Clause, marked: MarkedAs, by: &[usize]) {
        let empty = Touched::default();
        let of = self.touched.get(&clause.id).unwrap_or(&empty);
        if of.is_gone {
            let by = self.names(&of.gone);
            let pieces =
                vec![Piece { kind: text::Kind::Delete, text: clause.text.clone(), by: by.clone(), conflict: None }];
            self.out.marked.push(Marked { clause: clause.clone(), marked: MarkedAs::Gone, by, pieces });
            return;
        }
        let mut by = by.to_vec();
        let mut now = clause.clone();
        if let Some(number) = &of.number {
            now.fixed.clone_from(number);
            by.extend(of.numbers.iter().map(|n| n.1));
        }
        if let Some((kind, depth)) = of.shape {
            (now.kind, now.depth) = (kind, depth);
            by.extend(of.shapes.iter().map(|s| s.1));
        }
        let kind = if marked == MarkedAs::Added { text::Kind::Insert } else { text::Kind::Equal };
        let (words, mut pieces) = self.words(clause, of, kind, &by);
        now.text = words;
        if let Some(open) = &of.open {
            let names = self.names(&of.gone);
            pieces.push(Piece {
                kind: text::Kind::Delete,
                text: clause.text.clone(),
                by: names,
                conflict: Some(open.clone()),
            });
        }
        let mut sources = by.clone();
        sources.extend(of.edits.iter().filter(|e| e.conflict.is_none()).flat_map(|e| e.by.iter().copied()));
        let sources = self.names(&sources);
        let by = self.names(&by);
        if !sources.is_empty() {
            self.out.sources.insert(clause.id, sources);
        }
        self.out.body.clauses.push(now.clone());
        self.out.marked.push(Marked { clause: now, marked, by, pieces });
    }

    /// A clause's text with its changes, and those shown.
    fn words(&self, clause: &Clause, of: &Touched, stays: text::Kind, by: &[usize]) -> (String, Vec<Piece>) {
        let text = &clause.text;
        let mut out = String::with_capacity(text.len());
        let mut pieces = Vec::new();
        let mut at = 0;
        let owner = if stays == text::Kind::Equal { Vec::new() } else { self.names(by) };
        let mut piece = |kind, words: &str, by: Vec<String>, conflict: Option<String>| {
            if !words.is_empty() {
                pieces.push(Piece { kind, text: words.to_owned(), by, conflict });
            }
        };
        for edit in &of.edits {
            let between = text.get(at..edit.at.start.max(at)).unwrap_or_default();
            out.push_str(between);
            piece(stays, between, owner.clone(), None);
            let gone = text.get(edit.at.clone()).unwrap_or_default();
            let by = self.names(&edit.by);
            piece(text::Kind::Delete, gone, by.clone(), edit.conflict.clone());
            piece(text::Kind::Insert, &edit.new, by, edit.conflict.clone());
            out.push_str(if edit.conflict.is_some() { gone } else { &edit.new });
            at = edit.at.end.max(at);
        }
        let rest = text.get(at..).unwrap_or_default();
        out.push_str(rest);
        piece(stays, rest, owner, None);
        (out, pieces)
    }

    /// No clause lies more than one deeper than the one before.
    fn raise(&mut self) {
        let mut most = 0;
        for clause in &mut self.out.body.clauses {
            if clause.depth > most {
                clause.depth = most;
                self.out.raised.push(clause.id);
            }
            most = clause.depth.saturating_add(1);
        }
    }
}

/// A clause's text with the changes of one amendment alone.
fn alone(clause: &Clause, edits: &[Edit], by: usize) -> String {
    let mut own: Vec<&Edit> = edits.iter().filter(|e| e.by.contains(&by)).collect();
    own.sort_by_key(|e| (e.at.start, e.at.end));
    words::with(&clause.text, own.into_iter().map(|e| (&e.at, e.new.as_str())))
}

/// A stretch of a text with some changes that lie in it.
fn within<'e>(text: &str, span: &Range<usize>, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for edit in edits {
        out.push_str(text.get(at..edit.at.start.max(at)).unwrap_or_default());
        out.push_str(&edit.new);
        at = edit.at.end.max(at);
    }
    out.push_str(text.get(at..span.end.max(at)).unwrap_or_default());
    out
}

fn conflict(dispute: Dispute, clause: &Clause, at: Range<usize>, sides: Vec<Side>) -> Conflict {
    let names: Vec<&str> = sides.iter().flat_map(|s| s.by.iter().map(String::as_str)).collect();
    let key = format!("{}:{}:{}-{}:{}", clause.id, dispute.key(), at.start, at.end, names.join("+"));
    Conflict {
        key,
        dispute,
        clause: clause.id,
        base: clause.text.get(at.clone()).unwrap_or_default().to_owned(),
        at,
        sides,
    }
}

/// Whether two changes take the same words, or one puts words into what the other takes.
pub(super) fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => false,
        (true, false) => b.start < a.start && a.start < b.end,
        (false, true) => a.start < b.start && b.start < a.end,
        (false, false) => a.start < b.end && b.start < a.end,
    }
}

/// Changes that touch each other.
struct Group {
    at: Range<usize>,
    edits: Vec<Edit>,
    /// Whether changes of different amendments touch.
    touch: bool,
}

fn groups(edits: Vec<Edit>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for edit in edits {
        // In order of their beginning, a change touches the group before it or none.
        match groups.last_mut().filter(|g| touch(&g.at, &edit.at)) {
            Some(group) => {
                group.at = group.at.start.min(edit.at.start)..group.at.end.max(edit.at.end);
                group.touch |= group.edits.iter().any(|e| e.by != edit.by);
                group.edits.push(edit);
            }
            None => groups.push(Group { at: edit.at.clone(), edits: vec![edit], touch: false }),
        }
    }
    groups
}
