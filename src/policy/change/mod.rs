//! The one model of change: what an amendment, a recommendation of a committee or a later version does to a text, clause by
//! clause. Operations are derived from a text and its amended copy ([`derive`]), put back ([`apply`]), put together with those of
//! others ([`merge()`]), told ([`instruct`]), held against each other ([`relations`]) and carried over to a later version
//! ([`rebase()`]).

mod collide;
mod derive;
mod effect;
mod falls;
mod identify;
mod instruct;
mod marshal;
mod merge;
mod nested;
mod rebase;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

use super::body::{Clause, Kind};

pub use collide::{Entry, Link, LinkKind, Matrix, Relation, relations};
pub use derive::{apply, derive};
pub use effect::Unfit;
pub use falls::{Fate, Standing, Vote, standings};
pub use identify::identified;
pub use instruct::{Instruction, instruct, instruct_in};
pub use marshal::{Listed, Marshalled, by_line, highest, marshalled, natural};
pub use merge::{
    Chosen, Conflict, Decided, Dispute, Fix, Marked, MarkedAs, Merged, Misfit, Piece, SamePlace, Side, merge, redline,
};
pub use nested::{Nested, nested};
pub use rebase::{Rebased, State, rebase};

/// One change to a text, at the version it was made for. A heading is changed as any clause's words are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Op {
    /// Words give way to others: `old` stands in the clause's text at byte `at`. One of the two may be empty.
    Replace { clause: i64, at: usize, old: String, new: String },
    /// A new clause behind another (that of the text, or one inserted before it), or at the beginning.
    Insert { after: Option<i64>, clause: Clause },
    /// A clause is left out. What lies within it is left out by operations of its own.
    Delete { clause: i64 },
    /// A clause stands behind another instead.
    Move { clause: i64, after: Option<i64> },
    /// A clause is divided at byte `at`; what stands between the parts (white space) goes, and the rest becomes `rest`.
    Split { clause: i64, at: usize, between: String, rest: Clause },
    /// The next clause's text is joined to a clause's, with `between` between them.
    Join { clause: i64, next: i64, between: String },
    /// The clause has another label of its own, or none.
    Renumber { clause: i64, old: Option<String>, new: Option<String> },
    /// The clause becomes another kind, or lies deeper or less deep.
    Shape { clause: i64, old: (Kind, u8), new: (Kind, u8) },
}

impl Op {
    /// The clause of the text that it is about; of an insertion the one it follows.
    pub fn clause(&self) -> Option<i64> {
        match self {
            Self::Insert { after, .. } => *after,
            Self::Replace { clause, .. }
            | Self::Delete { clause }
            | Self::Move { clause, .. }
            | Self::Split { clause, .. }
            | Self::Join { clause, .. }
            | Self::Renumber { clause, .. }
            | Self::Shape { clause, .. } => Some(*clause),
        }
    }

    /// The clause that it brings.
    pub fn brings(&self) -> Option<&Clause> {
        match self {
            Self::Insert { clause, .. } => Some(clause),
            Self::Split { rest, .. } => Some(rest),
            _ => None,
        }
    }
}
