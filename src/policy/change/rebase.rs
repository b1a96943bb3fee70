//! An open amendment carried over to a later version of the text that it was made for.

use std::collections::BTreeMap;

use super::collide::{Entry, relations};
use super::merge::{Chosen, Conflict, Fix, Misfit, merge};
use super::{Op, derive};
use crate::policy::body::Body;

/// What has become of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The new version does already what it asks.
    Applied,
    /// It can be made to the new version as it is.
    Clean,
    /// The new version changed the same words: somebody must write it anew.
    NeedsHand,
    /// What it changes is not there any more.
    Overtaken,
}

impl State {
    /// As files write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Clean => "clean",
            Self::NeedsHand => "needs_hand",
            Self::Overtaken => "overtaken",
        }
    }
}

/// An amendment as it stands to a new version, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    pub state: State,
    /// What it does to the new version; as far as that goes where it needs hand.
    pub ops: Vec<Op>,
    /// Where the new version changed what it changes.
    pub conflicts: Vec<Conflict>,
    /// Operations that do not fit the version that it was made for.
    pub misfits: Vec<Misfit>,
}

/// Carries an amendment to `base` over to `next`.
pub fn rebase(base: &Body, next: &Body, ops: &[Op]) -> Rebased {
    let version = derive(base, next);
    // The version goes first, so that what both bring is the version's.
    let (first, second) = ("", "amendment");
    let both = [Chosen { name: first, ops: &version }, Chosen { name: second, ops }];
    let merged = merge(base, &both, &BTreeMap::new());
    let fits = merged.misfits.is_empty() && merged.conflicts.is_empty();
    let swallowed = || {
        let entry = |name, ops| Entry { name, ops, parent: None, global: false };
        relations(base, &[entry(first, &version), entry(second, ops)], &[]).fells(0, 1)
    };
    let state = match fits {
        true if merged.body == *next => State::Applied,
        true => State::Clean,
        false if merged.misfits.is_empty() && swallowed() => State::Overtaken,
        false => State::NeedsHand,
    };
    let ops = match state {
        State::Clean => derive(next, &merged.body),
        State::NeedsHand => {
            // What collides stays as the version has it, for somebody to write anew.
            let fixes = merged.conflicts.iter().map(|c| (c.key.clone(), Fix::Of(first.to_owned()))).collect();
            derive(next, &merge(base, &both, &fixes).body)
        }
        State::Applied | State::Overtaken => Vec::new(),
    };
    Rebased { state, ops, conflicts: merged.conflicts, misfits: merged.misfits }
}
