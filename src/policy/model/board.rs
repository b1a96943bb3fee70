//! The amendments to one version, and everything about them that is worked out: how they stand, what collides, the list, what each
//! asks.

use std::collections::{BTreeMap, BTreeSet};

use super::amendment::{Amendment, AmendmentId, NewAmendment, State, Wording};
use super::{DocumentId, VersionId};
use crate::meetings::model::Majority;
use crate::policy::body::{Body, OF_AMENDMENTS};
use crate::policy::change::{
    self, Entry, Fate, Fix, Instruction, Link, LinkKind, Marshalled, Matrix, Op, Standing, Vote,
};
use crate::policy::label::Labels;
use crate::policy::lines::Lines;
use crate::t;

/// The amendments to one version, with everything that is asked of them together.
#[derive(Clone, Debug)]
pub struct Board {
    pub document: DocumentId,
    pub version: VersionId,
    pub width: usize,
    pub base: Body,
    /// In the order in which they were written.
    pub all: Vec<Amendment>,
    /// Made to another version: they have to be carried over first.
    pub elsewhere: Vec<Amendment>,
    pub links: Vec<(AmendmentId, AmendmentId, LinkKind)>,
    pub fixes: BTreeMap<String, Fix>,
    /// The majority that an amendment needs.
    pub majority: Majority,
}

/// What was chosen to be merged: by place in [`Board::all`].
pub type Choice = BTreeMap<usize, Wording>;

impl Board {
    pub fn place(&self, id: AmendmentId) -> Option<usize> {
        self.all.iter().position(|one| one.id == id)
    }

    /// What the change model is asked about; drafts and what was refused change nothing.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let of = |one: &Amendment| one.new.parent.and_then(|id| self.place(id));
        self.all
            .iter()
            .map(|one| Entry {
                name: one.number.as_deref().unwrap_or_default(),
                ops: if one.stands() || one.state == State::Withdrawn { &one.new.ops } else { &[] },
                parent: of(one),
                global: one.new.whole && one.stands(),
            })
            .collect()
    }

    pub fn matrix(&self) -> Matrix {
        let link = |(from, to, kind): &(AmendmentId, AmendmentId, LinkKind)| {
            Some(Link { from: self.place(*from)?, to: self.place(*to)?, kind: *kind })
        };
        let links: Vec<Link> = self.links.iter().filter_map(link).collect();
        change::relations(&self.base, &self.entries(), &links)
    }

    /// How each stands, as votes were entered.
    pub fn standings(&self, matrix: &Matrix) -> Vec<Standing> {
        let vote = |one: &Amendment| match one.state {
            State::Withdrawn => Some(Vote::Withdrawn),
            State::Refused => Some(Vote::Lost),
            _ => one.vote,
        };
        let votes = self.all.iter().enumerate().filter_map(|(at, one)| Some((at, vote(one)?))).collect();
        change::standings(&self.entries(), matrix, &votes)
    }

    /// How one stands, in words.
    pub fn standing_says(&self, at: usize, standing: &Standing) -> String {
        let name = |at: usize| self.all.get(at).map(Amendment::called).unwrap_or_default();
        let Some(one) = self.all.get(at) else { return String::new() };
        match standing.fate {
            _ if matches!(one.state, State::Draft | State::Refused | State::Withdrawn) => one.state.says().to_owned(),
            Fate::Open => one.state.says().to_owned(),
            Fate::Carried if one.new.separate => t!("Left out").to_owned(),
            Fate::Lost if one.new.separate => t!("Kept").to_owned(),
            Fate::Carried if standing.odd.is_some() => {
                t!("Carried, though it falls with {other}", other = name(standing.odd.unwrap_or_default()))
            }
            Fate::Carried => t!("Carried").to_owned(),
            Fate::Lost => t!("Lost").to_owned(),
            Fate::Withdrawn => t!("Withdrawn").to_owned(),
            Fate::NotMoved => t!("Not moved").to_owned(),
            Fate::FallsWith(other) => t!("Falls: {other} was carried", other = name(other)),
            Fate::FallsWithout(other) => t!("Falls: {other} did not pass", other = name(other)),
            Fate::AgreedWith(other) => t!("Agreed with {other}", other = name(other)),
        }
    }

    /// Those that stand, in the order in which they are called.
    pub fn marshalled(&self) -> Marshalled {
        let codes: Vec<String> = self.all.iter().map(|one| one.code.clone()).collect();
        let mut list = change::marshalled(&self.base, &self.entries(), &codes, &[]);
        list.listed.retain(|listed| self.all.get(listed.entry).is_some_and(Amendment::stands));
        list
    }

    /// The text that an amendment amends: the version, or what another amendment makes of it.
    pub fn base_of(&self, one: &NewAmendment) -> Body {
        self.with(one.parent.and_then(|id| self.all.iter().find(|other| other.id == id)))
    }

    /// The text, or what an amendment makes of it.
    pub fn with(&self, parent: Option<&Amendment>) -> Body {
        match parent {
            Some(parent) => change::apply(&self.base, &parent.new.ops).unwrap_or_else(|_misfits| self.base.clone()),
            None => self.base.clone(),
        }
    }

    /// What is needed to tell what amendments ask, worked out once for all of them.
    pub fn reading(&self) -> Reading {
        let labels = Labels::of(&self.base);
        Reading { lines: Lines::of(&self.base, &labels, self.width), labels }
    }

    /// What an amendment asks, in words.
    pub fn instructions(&self, one: &Amendment) -> Vec<Instruction> {
        self.instructions_in(&self.reading(), one)
    }

    /// As [`Self::instructions`], for many of them.
    pub fn instructions_in(&self, reading: &Reading, one: &Amendment) -> Vec<Instruction> {
        self.told(reading, &one.new, &one.new.ops)
    }

    /// The words that the committee recommends in the place of an amendment's, as instructions to the same text.
    pub fn recommended_in(&self, reading: &Reading, one: &Amendment) -> Vec<Instruction> {
        one.recommended.as_ref().map(|ops| self.told(reading, &one.new, ops)).unwrap_or_default()
    }

    fn told(&self, reading: &Reading, new: &NewAmendment, ops: &[Op]) -> Vec<Instruction> {
        if new.whole {
            let words = t!("Leave out the whole text and insert another").to_owned();
            return vec![Instruction { words, ..Instruction::default() }];
        }
        if new.parent.is_some() {
            let base = self.base_of(new);
            let labels = Labels::of(&base);
            let of = Reading { lines: Lines::of(&base, &labels, self.width), labels };
            return if new.separate {
                separately(&base, &of, ops)
            } else {
                change::instruct(&base, &of.labels, &of.lines, ops)
            };
        }
        if new.separate {
            return separately(&self.base, reading, ops);
        }
        change::instruct(&self.base, &reading.labels, &reading.lines, ops)
    }

    /// An id that no clause of the text or of an amendment has.
    pub fn next_clause(&self) -> i64 {
        let ops = self
            .all
            .iter()
            .chain(&self.elsewhere)
            .flat_map(|one| one.new.ops.iter().chain(one.recommended.iter().flatten()));
        let brought = ops.filter_map(Op::brings).map(|c| c.id);
        brought.chain(self.base.clauses.iter().map(|c| c.id)).chain([OF_AMENDMENTS]).max().unwrap_or(OF_AMENDMENTS) + 1
    }

    /// The number that the next amendment gets: `M3-A2`; of an amendment to an amendment `M3-A2a`.
    /// A separate vote on words is `M3-S1`, on those of an amendment `M3-A2s`.
    pub fn next_number(&self, code: &str, parent: Option<AmendmentId>, separate: bool) -> String {
        let numbers = || self.all.iter().chain(&self.elsewhere).filter_map(|one| one.number.as_deref());
        match parent.and_then(|id| self.all.iter().find(|one| one.id == id)).and_then(|one| one.number.as_deref()) {
            Some(parent) => {
                let letter = |n: u32| match (separate, n) {
                    (false, n) => crate::policy::label::Style::Letter.write(n),
                    (true, 1) => "s".to_owned(),
                    (true, n) => format!("s{n}"),
                };
                let taken: BTreeSet<&str> = numbers().collect();
                (1..)
                    .map(|n| format!("{parent}{}", letter(n)))
                    .find(|n| !taken.contains(n.as_str()))
                    .unwrap_or_default()
            }
            None => {
                let kind = if separate { "S" } else { "A" };
                let prefix = if code.is_empty() { kind.to_owned() } else { format!("{code}-{kind}") };
                format!("{prefix}{}", change::highest(&prefix, numbers()) + 1)
            }
        }
    }
}

/// The labels and the lines of a text.
pub struct Reading {
    pub labels: Labels,
    pub lines: Lines,
}

/// What is voted on separately, in words.
fn separately(base: &Body, reading: &Reading, ops: &[Op]) -> Vec<Instruction> {
    let place = |id: i64, at: std::ops::Range<usize>| {
        let name = reading.labels.get(id).map_or_else(String::new, |l| l.name.clone());
        match reading.lines.of_words(id, &at) {
            Some((first, last)) if first == last => t!("{name}, line {first}", name = name, first = first),
            Some((first, last)) => t!("{name}, lines {first}–{last}", name = name, first = first, last = last),
            None => name,
        }
    };
    let gone: BTreeSet<i64> =
        ops.iter().filter_map(|op| if let Op::Delete { clause } = op { Some(*clause) } else { None }).collect();
    let homes = |id: i64| {
        let at = base.clauses.iter().position(|c| c.id == id).unwrap_or(0);
        let depth = base.clause(id).map_or(0, |c| c.depth);
        base.clauses.iter().take(at).rev().find(|c| c.depth < depth).map(|c| c.id)
    };
    let mut out = Vec::new();
    for op in ops {
        let told = match op {
            Op::Replace { clause, at, old, .. } => {
                let (words, place) = (reading.labels.plain(old), place(*clause, *at..*at + old.len()));
                Some((*clause, t!("Separate vote on “{words}” in {place}", words = words.trim(), place = place)))
            }
            // What lies within a clause goes, or stays, with it.
            Op::Delete { clause } if homes(*clause).is_some_and(|home| gone.contains(&home)) => None,
            Op::Delete { clause } => {
                let len = base.clause(*clause).map_or(0, |c| c.text.len());
                Some((*clause, t!("Separate vote on {place}", place = place(*clause, 0..len))))
            }
            _ => None,
        };
        out.extend(told.map(|(clause, words)| Instruction { words, clause: Some(clause), ..Instruction::default() }));
    }
    out
}
