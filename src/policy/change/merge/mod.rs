//! Amendments put together. What two of them do differently to the same words, or to the same clause, is a conflict, which a
//! person decides; nothing is dropped or chosen in silence.
//!
//! The order in which amendments are given changes nothing: their effects count by their place in the text, then by the number
//! of the amendment.

mod assemble;
mod decide;
mod placed;

use std::collections::BTreeMap;
use std::ops::Range;

use super::Op;
use super::effect::{Effect, Index, Unfit, effects};
use super::marshal::natural;
use crate::policy::body::{Body, Clause, Kind};
use crate::policy::text;

pub(super) use decide::touch;

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
}
