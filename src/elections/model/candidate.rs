//! Candidates: who nominated them, whether they agreed, and what speaks against it.

use super::{NomineeId, PersonId};
use crate::kit::fold::fold;
use crate::kit::{Day, day};
use crate::t;

/// Who proposes or seconds: somebody of the register, or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nominator {
    pub person: Option<PersonId>,
    pub name: String,
}

impl Nominator {
    pub fn is_nobody(&self) -> bool {
        self.person.is_none() && self.name.is_empty()
    }
}

/// A nomination as it is handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewNomination {
    pub person: Option<PersonId>,
    /// As it stands on the paper.
    pub name: String,
    pub proposer: Nominator,
    pub seconder: Nominator,
    pub statement: String,
    /// The candidate agreed.
    pub consents: bool,
    /// Why it is taken although the roll speaks against it; nothing where it does not.
    pub allowed: String,
}

/// Somebody who was nominated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: NomineeId,
    pub new: NewNomination,
    pub nominated: Day,
    pub consented: Option<Day>,
    /// When and why they do not stand any longer.
    pub withdrawn: Option<(Day, String)>,
    /// On the ballot paper, from one; nothing until the order is drawn.
    pub place: Option<usize>,
    /// What speaks against the candidate or who nominated them: the roll, and the nomination itself.
    pub bars: Vec<String>,
}

impl Candidate {
    /// As it stands on paper and screen; whoever was erased has no name left.
    pub fn name(&self) -> &str {
        if self.new.name.is_empty() { t!("Erased person") } else { &self.new.name }
    }

    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// What the nomination itself has against it, whatever the roll says: it came after nominations ended, or somebody nominated
    /// themselves.
    pub fn irregular(&self, nominate_by: Option<Day>) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(by) = nominate_by.filter(|by| self.nominated > *by) {
            found.push(t!(
                "{name} was nominated on {day}, after nominations ended on {by}",
                name = self.name(),
                day = day::short(self.nominated),
                by = day::short(by)
            ));
        }
        let own = |one: &Nominator| {
            !one.is_nobody()
                && one.person == self.new.person
                && (one.person.is_some() || fold(&one.name) == fold(&self.new.name))
        };
        if own(&self.new.proposer) {
            found.push(t!("{name} cannot propose themselves", name = self.name()));
        }
        if own(&self.new.seconder) {
            found.push(t!("{name} cannot second themselves", name = self.name()));
        }
        found
    }

    /// What is missing before they can be on the paper, in words.
    pub fn missing(&self, nominators: usize) -> Vec<String> {
        if !self.stands() {
            return Vec::new();
        }
        let mut missing = Vec::new();
        if nominators > 0 && self.new.proposer.is_nobody() {
            missing.push(t!("No proposer").to_owned());
        }
        if nominators > 1 && self.new.seconder.is_nobody() {
            missing.push(t!("No seconder").to_owned());
        }
        if self.consented.is_none() {
            missing.push(t!("Has not agreed yet").to_owned());
        }
        if self.new.allowed.is_empty() {
            missing.extend(self.bars.iter().cloned());
        }
        missing
    }
}
