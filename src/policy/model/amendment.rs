//! Amendments to a version of a document, and everything about them that is worked out: how they stand, what collides, the list,
//! the merged text.

use std::collections::{BTreeMap, BTreeSet};

use super::{DecisionId, DocumentId, MeetingId, PersonId, VersionId};
use crate::kit::{Day, Problem, Result, text as words};
use crate::policy::body::{Body, OF_AMENDMENTS};
use crate::policy::change::{
    self, Chosen, Entry, Fate, Fix, Instruction, Link, LinkKind, MarkedAs, Marshalled, Matrix, Merged, Op, Standing,
    Vote,
};
use crate::policy::model::Deed;
use crate::t;

crate::row_id!(
    /// One amendment.
    AmendmentId
);

/// An amendment as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAmendment {
    pub document: DocumentId,
    pub version: VersionId,
    pub parent: Option<AmendmentId>,
    /// Puts another text in the place of the whole.
    pub whole: bool,
    pub ops: Vec<Op>,
    pub reason: String,
    pub proposer: Option<PersonId>,
    pub proposer_name: String,
}

/// How far an amendment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Draft,
    Submitted,
    Admitted,
    Refused,
    Withdrawn,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::Admitted, Self::Refused, Self::Withdrawn];

    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Admitted => "admitted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// # Errors
    /// When it is no such word.
    pub fn of(key: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|state| state.key() == key);
        found.ok_or_else(|| Problem::input(t!("“{key}” is no state of an amendment", key = key)))
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Draft => t!("Draft"),
            Self::Submitted => t!("Submitted"),
            Self::Admitted => t!("Admitted"),
            Self::Refused => t!("Not admitted"),
            Self::Withdrawn => t!("Withdrawn"),
        }
    }
}

/// What the committee recommends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recommends {
    #[default]
    Nothing,
    Accept,
    Reject,
    Modify,
}

impl Recommends {
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Accept, Self::Reject, Self::Modify];

    pub fn key(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Modify => "modify",
        }
    }

    /// # Errors
    /// When it is no such word.
    pub fn of(key: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|one| one.key() == key);
        found.ok_or_else(|| Problem::input(t!("“{key}” is no recommendation", key = key)))
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Accept => t!("Accept"),
            Self::Reject => t!("Reject"),
            Self::Modify => t!("Accept with other words"),
        }
    }
}

/// The word that the file has for a vote.
pub fn vote_key(vote: Option<Vote>) -> &'static str {
    match vote {
        None | Some(Vote::Withdrawn) => "",
        Some(Vote::Carried) => "carried",
        Some(Vote::Lost) => "lost",
        Some(Vote::NotMoved) => "not_moved",
    }
}

/// # Errors
/// When it is no such word.
pub fn vote_of(key: &str) -> Result<Option<Vote>> {
    Ok(match key {
        "" => None,
        "carried" => Some(Vote::Carried),
        "lost" => Some(Vote::Lost),
        "not_moved" => Some(Vote::NotMoved),
        _ => return Err(Problem::input(t!("“{key}” is no result of a vote", key = key))),
    })
}

/// An amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    pub id: AmendmentId,
    pub new: NewAmendment,
    pub number: Option<String>,
    pub state: State,
    pub begun_on: Day,
    pub submitted_on: Option<Day>,
    pub ruling: String,
    pub code: String,
    pub block: String,
    pub recommends: Recommends,
    pub recommended: Option<Vec<Op>>,
    pub recommends_why: String,
    pub agreed: Option<bool>,
    pub vote: Option<Vote>,
    pub counts: String,
    pub voted_on: Option<Day>,
    pub meeting: Option<MeetingId>,
    pub decision: Option<DecisionId>,
    pub merged: Option<VersionId>,
    /// Who brought it, by name.
    pub proposer: String,
    pub seconders: Vec<String>,
    pub supporters: Vec<String>,
}

impl Amendment {
    /// Its number, or that it is a draft.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| t!("Draft of {day}", day = crate::kit::day::short(self.begun_on)))
    }

    /// Whether it stands before the meeting: neither a draft nor refused or withdrawn.
    pub fn stands(&self) -> bool {
        matches!(self.state, State::Submitted | State::Admitted)
    }
}

/// Which wording of an amendment is merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    #[default]
    Original,
    Recommended,
}

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
        let parent = one.parent.and_then(|id| self.all.iter().find(|other| other.id == id));
        match parent {
            Some(parent) => change::apply(&self.base, &parent.new.ops).unwrap_or_else(|_misfits| self.base.clone()),
            None => self.base.clone(),
        }
    }

    /// What an amendment asks, in words.
    pub fn instructions(&self, one: &Amendment) -> Vec<Instruction> {
        if one.new.whole {
            let words = t!("Leave out the whole text and insert another").to_owned();
            return vec![Instruction { words, ..Instruction::default() }];
        }
        change::instruct_in(&self.base_of(&one.new), self.width, &one.new.ops)
    }

    /// What passed, and what is agreed with it: in by default.
    pub fn passed(&self) -> Choice {
        let standings = self.standings(&self.matrix());
        let wording = |one: &Amendment| match (one.recommends, &one.recommended, one.agreed) {
            (Recommends::Modify, Some(_), Some(true)) => Wording::Recommended,
            _ => Wording::Original,
        };
        let passed = standings.iter().enumerate().filter(|(_, standing)| standing.fate.is_in());
        passed.filter_map(|(at, _)| Some((at, wording(self.all.get(at)?)))).collect()
    }

    /// What each chosen amendment does, with those to it that are chosen too; and conflicts among those.
    fn effective(&self, choice: &Choice, fixes: &BTreeMap<String, Fix>) -> (Vec<(String, Vec<Op>)>, Vec<Merged>) {
        let mut out = Vec::new();
        let mut inner = Vec::new();
        for (at, wording) in choice {
            let Some(one) = self.all.get(*at).filter(|one| one.new.parent.is_none()) else { continue };
            let mut ops = match (wording, &one.recommended) {
                (Wording::Recommended, Some(ops)) => ops.clone(),
                _ => one.new.ops.clone(),
            };
            let children: Vec<&Amendment> = choice
                .keys()
                .filter_map(|at| self.all.get(*at))
                .filter(|child| child.new.parent == Some(one.id))
                .collect();
            let mut name = one.called();
            if !children.is_empty() {
                let amended = change::apply(&self.base, &ops).unwrap_or_else(|_misfits| self.base.clone());
                let names: Vec<String> = children.iter().map(|child| child.called()).collect();
                let chosen: Vec<Chosen<'_>> =
                    children.iter().zip(&names).map(|(child, name)| Chosen { name, ops: &child.new.ops }).collect();
                let merged = change::merge(&amended, &chosen, fixes);
                ops = change::derive(&self.base, &merged.body);
                name = t!("{number} as amended by {others}", number = name, others = words::and_list(&names));
                inner.push(merged);
            }
            out.push((name, ops));
        }
        (out, inner)
    }

    /// The text with what was chosen. Conflicts among amendments to an amendment stand before those to the text.
    ///
    /// # Errors
    /// When an amendment to an amendment is chosen without that, or another text for the whole together with others.
    pub fn merge(&self, choice: &Choice, fixes: &BTreeMap<String, Fix>) -> Result<Merged> {
        let chosen = || choice.keys().filter_map(|at| self.all.get(*at));
        for child in chosen() {
            let parent = child.new.parent;
            if let Some(parent) = parent.filter(|id| !chosen().any(|one| one.id == *id)) {
                let other = self.all.iter().find(|one| one.id == parent).map(Amendment::called).unwrap_or_default();
                return Err(Problem::input(t!(
                    "{child} amends {other}, which is not chosen",
                    child = child.called(),
                    other = other
                ))
                .hint(t!("Choose both, or neither")));
            }
        }
        let whole = chosen().find(|one| one.new.whole);
        if let Some(whole) = whole.filter(|_| choice.len() > 1) {
            return Err(Problem::input(t!(
                "{number} puts another text in the place of the whole, so nothing is merged with it",
                number = whole.called()
            ))
            .hint(t!("Choose it alone, or without it")));
        }
        let (effective, inner) = self.effective(choice, fixes);
        let all: Vec<Chosen<'_>> = effective.iter().map(|(name, ops)| Chosen { name, ops }).collect();
        let mut merged = change::merge(&self.base, &all, fixes);
        for one in inner {
            merged.conflicts.splice(0..0, one.conflicts);
            merged.decided.extend(one.decided);
            merged.misfits.extend(one.misfits);
        }
        Ok(merged)
    }

    /// Where the clauses of a merged text came from, for its version.
    pub fn sources(&self, merged: &Merged) -> Vec<(i64, Deed, String)> {
        let base: BTreeSet<i64> = self.base.clauses.iter().map(|c| c.id).collect();
        let mut out = Vec::new();
        for marked in &merged.marked {
            let id = marked.clause.id;
            let deed = match marked.marked {
                MarkedAs::Gone => Deed::LeftOut,
                MarkedAs::MovedFrom => continue,
                MarkedAs::MovedTo => Deed::Moved,
                MarkedAs::Added | MarkedAs::Stays if !base.contains(&id) => Deed::Inserted,
                MarkedAs::Added | MarkedAs::Stays => Deed::Changed,
            };
            let by = if deed == Deed::LeftOut { Some(&marked.by) } else { merged.sources.get(&id) };
            out.extend(by.into_iter().flatten().map(|name| (id, deed, name.clone())));
        }
        out
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
    pub fn next_number(&self, code: &str, parent: Option<AmendmentId>) -> String {
        let numbers = || self.all.iter().chain(&self.elsewhere).filter_map(|one| one.number.as_deref());
        match parent.and_then(|id| self.all.iter().find(|one| one.id == id)).and_then(|one| one.number.as_deref()) {
            Some(parent) => {
                let letter = |n: u32| crate::policy::label::Style::Letter.write(n);
                let taken: BTreeSet<&str> = numbers().collect();
                (1..)
                    .map(|n| format!("{parent}{}", letter(n)))
                    .find(|n| !taken.contains(n.as_str()))
                    .unwrap_or_default()
            }
            None => {
                let prefix = if code.is_empty() { "A".to_owned() } else { format!("{code}-A") };
                format!("{prefix}{}", change::highest(&prefix, numbers()) + 1)
            }
        }
    }
}
