//! Matching: one pure pass over all lines that wait. What it answers is shown, and exactly that is done when it is accepted.
//!
//! Each line is held against entries that no statement has shown yet, batches, payments that are awaited, rules that were
//! learned, the office's other accounts, and people by the account they paid from, a number, their name. Whatever fits is
//! weighed (see [`weigh`]); then each thing goes to the line it fits best. A suggestion is *sure* only where more than amount
//! and day speak for it and nothing else fits about as well.

mod candidates;
mod index;
mod names;
mod reason;
mod settle;
mod who;

pub use reason::{Reason, in_words};

use super::{BankLine, Deed, LineId, PersonId, World};
use index::Index;

/// What could be done with one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// "Donation of £25.00, Zoë Ali, 14 Nov 2026".
    pub title: String,
    pub deed: Deed,
    pub because: Vec<Reason>,
    /// Whether it may be accepted together with others, without a look at each.
    pub sure: bool,
    /// Only a beginning: who it is from is known, and not what it is for.
    pub ask: bool,
    /// Who it is from, where that is one person, and their name.
    pub payer: Option<PersonId>,
    pub name: String,
    /// Greater is better; only for the order.
    pub score: i32,
}

/// A line with what could be done with it, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub line: BankLine,
    pub suggestions: Vec<Suggestion>,
}

impl Planned {
    /// What is done where everything sure is accepted.
    pub fn sure(&self) -> Option<&Suggestion> {
        self.suggestions.first().filter(|s| s.sure)
    }
}

/// What could be done with every line that waits; see the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchPlan {
    /// Where the history stood.
    pub generation: i64,
    pub lines: Vec<Planned>,
}

impl MatchPlan {
    pub fn line(&self, id: LineId) -> Option<&Planned> {
        self.lines.iter().find(|p| p.line.id == id)
    }

    /// The lines whose best suggestion is sure. The other side of moved money comes with its line and is not named twice.
    pub fn sure(&self) -> Vec<(&BankLine, &Suggestion)> {
        let mut with = std::collections::HashSet::new();
        let mut all = Vec::new();
        for planned in &self.lines {
            if with.contains(&planned.line.id) {
                continue;
            }
            if let Some(suggestion) = planned.sure() {
                if let Deed::Parts { twin: Some(twin), .. } = &suggestion.deed {
                    with.insert(*twin);
                }
                all.push((&planned.line, suggestion));
            }
        }
        all
    }
}

/// How many suggestions a line keeps.
const KEPT: usize = 5;

/// Works out what could be done with every line, the oldest first. In which order a world's lists stand makes no difference.
pub fn plan(world: &World) -> MatchPlan {
    if !world.is_in_order() {
        let mut sorted = world.clone();
        sorted.put_in_order();
        return plan(&sorted);
    }
    let index = Index::of(world);
    let found: Vec<Vec<candidates::Candidate>> =
        world.lines.iter().enumerate().map(|(at, line)| candidates::of(world, &index, index::at(at), line)).collect();
    let settled = settle::settle(world, found);
    let lines = world
        .lines
        .iter()
        .zip(settled)
        .map(|(line, all)| Planned {
            line: line.clone(),
            suggestions: all.into_iter().take(KEPT).map(|c| c.suggestion(world, line)).collect(),
        })
        .collect();
    MatchPlan { generation: world.generation, lines }
}

/// What pieces of evidence weigh. They are added up; the order of suggestions is all they decide, with the two limits at the end.
mod weigh {
    /// A reference of the entry stands on the line.
    pub const REFERENCE: i32 = 400;
    /// Paid from an account of one person; of several.
    pub const PAID_FROM: i32 = 350;
    pub const PAID_FROM_SHARED: i32 = 200;
    /// A number of a member or a pledge stands on the line.
    pub const NUMBER: i32 = 350;
    /// The name, where one person bears it; where several do; a similar one.
    pub const NAME: i32 = 300;
    pub const NAME_SHARED: i32 = 150;
    pub const NAME_LIKE: i32 = 120;
    pub const NAME_LIKE_SHARED: i32 = 60;
    pub const AMOUNT: i32 = 300;
    /// Several together make the amount.
    pub const SUM: i32 = 260;
    /// Same day; a day apart costs so much.
    pub const SAME_DAY: i32 = 100;
    pub const PER_DAY: i32 = 4;
    /// What is in the ledger goes before what would be recorded anew, or it would be there twice.
    pub const IN_LEDGER: i32 = 50;
    /// Due by then; due within a month; later.
    pub const DUE: i32 = 60;
    pub const DUE_SOON: i32 = 40;
    pub const DUE_LATER: i32 = 10;
    /// A rule that somebody made.
    pub const RULE: i32 = 520;
    pub const OTHER_SIDE: i32 = 380;
    pub const OWN_NUMBER: i32 = 350;
    /// From so much on it is known who somebody is.
    pub const KNOWN: i32 = 300;
    /// What comes within this of the best fits about as well.
    pub const CLOSE: i32 = 49;
}

#[cfg(test)]
mod tests;
