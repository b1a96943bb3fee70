//! Operations taken apart into what they do to single clauses, so that those of several amendments can be held together.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Op;
use crate::policy::body::{Body, Clause, Kind};

/// What one operation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Words { clause: i64, at: Range<usize>, new: String },
    Gone { clause: i64 },
    New { clause: Clause, after: Option<i64> },
    Moved { clause: i64, after: Option<i64> },
    Number { clause: i64, new: Option<String> },
    Shape { clause: i64, new: (Kind, u8) },
}

/// Why an operation does not fit a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The clause is not in the text.
    NoClause,
    /// The words that it leaves out do not stand there.
    OtherWords,
    /// The clause it would follow is neither in the text nor brought by any that was chosen.
    NoPlace,
    /// It brings a clause that is there already.
    Twice,
}

/// A text whose clauses are found by id.
pub(super) struct Index<'b> {
    pub body: &'b Body,
    places: BTreeMap<i64, usize>,
}

impl<'b> Index<'b> {
    pub(super) fn new(body: &'b Body) -> Self {
        Self { body, places: body.clauses.iter().enumerate().map(|(at, c)| (c.id, at)).collect() }
    }

    pub(super) fn place(&self, clause: i64) -> Option<usize> {
        self.places.get(&clause).copied()
    }

    pub(super) fn get(&self, clause: i64) -> Option<&'b Clause> {
        self.body.clauses.get(self.place(clause)?)
    }

    /// The clause that something of `depth` behind `after` would lie within.
    pub(super) fn home(&self, after: Option<i64>, depth: u8) -> Option<i64> {
        let place = self.place(after?)?;
        let before = self.body.clauses.get(..=place)?;
        before.iter().rev().find(|c| c.depth < depth).map(|c| c.id)
    }
}

/// What an operation does to the text, or why it does not fit. Places of insertions and moves are checked by whoever knows what
/// else is brought.
pub(super) fn effects(index: &Index<'_>, op: &Op) -> Result<Vec<Effect>, Unfit> {
    let found = |clause: i64| index.get(clause).ok_or(Unfit::NoClause);
    Ok(match op {
        Op::Replace { clause, at, old, new } => {
            let range = *at..at + old.len();
            if found(*clause)?.text.get(range.clone()) != Some(old.as_str()) {
                return Err(Unfit::OtherWords);
            }
            vec![Effect::Words { clause: *clause, at: range, new: new.clone() }]
        }
        Op::Insert { after, clause } => {
            if index.get(clause.id).is_some() {
                return Err(Unfit::Twice);
            }
            vec![Effect::New { clause: clause.clone(), after: *after }]
        }
        Op::Delete { clause } => {
            found(*clause)?;
            vec![Effect::Gone { clause: *clause }]
        }
        Op::Move { clause, after } => {
            found(*clause)?;
            vec![Effect::Moved { clause: *clause, after: *after }]
        }
        Op::Split { clause, at, between, rest } => {
            let text = &found(*clause)?.text;
            let tail = text.get(*at..).and_then(|tail| tail.strip_prefix(between.as_str()));
            if tail != Some(rest.text.as_str()) {
                return Err(Unfit::OtherWords);
            }
            vec![
                Effect::Words { clause: *clause, at: *at..text.len(), new: String::new() },
                Effect::New { clause: rest.clone(), after: Some(*clause) },
            ]
        }
        Op::Join { clause, next, between } => {
            let (text, next_text) = (&found(*clause)?.text, &found(*next)?.text);
            vec![
                Effect::Words { clause: *clause, at: text.len()..text.len(), new: format!("{between}{next_text}") },
                Effect::Gone { clause: *next },
            ]
        }
        Op::Renumber { clause, new, .. } => {
            found(*clause)?;
            vec![Effect::Number { clause: *clause, new: new.clone() }]
        }
        Op::Shape { clause, new, .. } => {
            found(*clause)?;
            vec![Effect::Shape { clause: *clause, new: *new }]
        }
    })
}
