//! An election with all that belongs to it, read once; everything else is worked out from it.

use std::collections::BTreeMap;

use super::compare::{Comparison, compare};
use super::{
    Account, Ballots, Candidate, CandidateId, Choices, Declared, Drawn, Election, LotKind, Lots, Marks, Outcome, Paper,
    Rules, Spoilt, State, Step,
};
use crate::elections::count;
use crate::kit::{Day, Problem, Result, text};
use crate::t;

/// A paper as somebody keyed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    pub number: u32,
    pub marks: Marks,
    pub who: String,
}

/// How a difference was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub number: u32,
    /// Nothing where there is no such paper.
    pub marks: Option<Marks>,
    pub note: String,
    pub who: String,
}

/// Papers that were printed in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    pub first: u32,
    pub last: u32,
    pub on: Day,
    pub by: String,
}

/// One vote; all but exhaustive ballots have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// From one.
    pub number: u32,
    /// Places that stand in it, from one.
    pub standing: Vec<usize>,
    /// What the paper tells voters to do, once it was printed.
    pub says: Option<String>,
    pub prints: Vec<Print>,
    pub account: Account,
    /// How many are ticked off on the roll.
    pub marked: u32,
    pub first: Vec<Entered>,
    pub second: Vec<Entered>,
    pub settled: Vec<Settled>,
}

impl Round {
    pub fn printed(&self) -> u32 {
        self.prints.iter().map(|print| print.last).max().unwrap_or(0)
    }

    /// Both entries, held against each other.
    pub fn compared(&self) -> Comparison {
        compare(&self.first, &self.second, &self.settled)
    }

    pub fn entry(&self, which: u8) -> &[Entered] {
        if which == 1 { &self.first } else { &self.second }
    }

    /// Why its papers cannot be counted yet, if so.
    pub fn not_ready(&self, compared: &Comparison) -> Option<Problem> {
        if self.first.is_empty() && self.second.is_empty() {
            return Some(
                Problem::input(t!("No paper was keyed yet"))
                    .hint(t!("Key the papers of the box twice; what both entries agree on is counted here")),
            );
        }
        if self.second.is_empty() {
            return Some(
                Problem::input(t!("The papers were keyed once only"))
                    .hint(t!("Key them a second time; nothing is counted until both agree")),
            );
        }
        if !compared.open.is_empty() {
            let count = text::plural(compared.open.len(), t!("paper differs"), t!("papers differ"));
            return Some(
                Problem::input(t!("{count} between the two entries", count = count))
                    .hint(t!("Look at each paper and settle it; nothing is counted until both agree")),
            );
        }
        let keyed = u32::try_from(compared.papers.len()).unwrap_or(u32::MAX);
        self.account.returned.filter(|returned| *returned != keyed).map(|returned| {
            Problem::input(t!(
                "{returned} papers were in the box, but {keyed} were keyed",
                returned = returned,
                keyed = keyed
            ))
            .hint(t!("Key what is missing, or put the ballot account right"))
        })
    }
}

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub election: Election,
    /// In the order of the paper; before it was drawn, as they were nominated.
    pub candidates: Vec<Candidate>,
    pub lots: Vec<Drawn>,
    pub rounds: Vec<Round>,
    /// The newest first.
    pub results: Vec<Declared>,
}

impl Whole {
    /// The result that stands.
    pub fn declared(&self) -> Option<&Declared> {
        self.results.iter().find(|result| result.voided.is_none())
    }

    /// Who was not withdrawn.
    pub fn standing(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|candidate| candidate.stands())
    }

    /// Whether people have to vote: more stand than there are seats, or they may say that nominations are reopened.
    pub fn contested(&self) -> bool {
        let many = self.standing().count();
        many > self.election.new.seats || (self.election.new.reopen && many > 0)
    }

    pub fn lot(&self, kind: LotKind) -> Option<&Drawn> {
        self.lots.iter().find(|lot| lot.kind == kind)
    }

    /// Whether the order on the paper is drawn.
    pub fn is_drawn(&self) -> bool {
        self.lot(LotKind::Order).is_some()
    }

    pub fn step(&self) -> Step {
        if self.declared().is_some() {
            return Step::Declared;
        }
        if self.election.closed.is_none() {
            return Step::Nominating;
        }
        if !self.is_drawn() {
            return if self.contested() { Step::ToDraw } else { Step::Unopposed };
        }
        match self.outcome() {
            Ok(outcome) if outcome.elected.is_empty() && !outcome.reopened && self.is_open(&outcome) => Step::NextRound,
            Ok(_) => Step::ToDeclare,
            Err(_) => Step::Voting,
        }
    }

    /// Whether a round decided nothing.
    fn is_open(&self, outcome: &Outcome) -> bool {
        outcome.count.as_ref().is_some_and(|count| count.elected.is_empty() && count.rules == Rules::Exhaustive)
    }

    /// The names on the paper in their order, “Reopen nominations” last where it is there.
    pub fn names(&self) -> Vec<String> {
        let mut named: Vec<(usize, String)> = self
            .candidates
            .iter()
            .filter_map(|candidate| Some((candidate.place?, candidate.name().to_owned())))
            .collect();
        named.sort();
        let mut names: Vec<String> = named.into_iter().map(|(_, name)| name).collect();
        if self.election.new.reopen {
            names.push(reopen().to_owned());
        }
        names
    }

    /// The place of “Reopen nominations”, from one.
    pub fn reopen_place(&self) -> Option<usize> {
        self.election.new.reopen.then(|| self.candidates.iter().filter(|one| one.place.is_some()).count() + 1)
    }

    /// The places that stand, from one.
    pub fn places(&self) -> Vec<usize> {
        let mut places: Vec<usize> = self.standing().filter_map(|candidate| candidate.place).collect();
        places.sort_unstable();
        places.extend(self.reopen_place());
        places
    }

    pub fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// The places on the paper of a round, from one. Who withdrew before it was printed is not on it; who withdrew later can still
    /// be marked, and such marks are passed over in the count.
    pub fn on_paper(&self, round: &Round) -> Vec<usize> {
        let places = self.places();
        let printed = round.says.is_some();
        round.standing.iter().copied().filter(|place| printed || places.contains(place)).collect()
    }

    /// What can be marked on the papers of a round.
    pub fn choices(&self, round: &Round) -> Choices {
        let new = &self.election.new;
        Choices { rules: new.rules, seats: new.seats, names: self.names(), standing: self.on_paper(round) }
    }

    /// The papers of a round, as they are counted.
    fn ballots_of(&self, round: &Round, papers: &BTreeMap<u32, Marks>) -> Ballots {
        let names = self.names();
        let places = self.places();
        let gone = |id: &CandidateId| !places.contains(&(id.0 + 1)) || !round.standing.contains(&(id.0 + 1));
        Ballots {
            title: self.election.new.post.clone(),
            seats: self.election.new.seats,
            withdrawn: (0..names.len()).map(CandidateId).filter(gone).collect(),
            papers: papers
                .values()
                .filter_map(|marks| match marks {
                    Marks::Places(places) => Some(Paper {
                        preferences: places.iter().filter_map(|place| place.checked_sub(1)).map(CandidateId).collect(),
                        many: 1,
                    }),
                    Marks::Spoilt(_) => None,
                })
                .collect(),
            names,
        }
    }

    /// The papers of a round, for a ballot file.
    ///
    /// # Errors
    /// When they were not keyed twice, or do not agree.
    pub fn ballots(&self, round: &Round) -> Result<Ballots> {
        let compared = round.compared();
        match round.not_ready(&compared) {
            Some(problem) => Err(problem),
            None => Ok(self.ballots_of(round, &compared.papers)),
        }
    }

    /// What the stored lots say of ties.
    pub fn tie_lots(&self) -> Lots {
        let drawn = self.lot(LotKind::Tie).map(|lot| lot.places.as_slice()).unwrap_or_default();
        Lots::of(drawn.iter().filter_map(|place| place.checked_sub(1)).map(CandidateId).collect())
    }

    /// Counts what was keyed, with the lots that were drawn; or says who is elected because nobody has to vote.
    ///
    /// # Errors
    /// Why it cannot be counted yet.
    pub fn outcome(&self) -> Result<Outcome> {
        if self.election.closed.is_none() {
            return Err(Problem::input(t!("Nominations are still open")));
        }
        if !self.contested() && !self.is_drawn() {
            return Ok(self.unopposed());
        }
        let mut all = Vec::new();
        let mut last = Comparison::default();
        for round in &self.rounds {
            let compared = round.compared();
            if let Some(problem) = round.not_ready(&compared) {
                return Err(problem);
            }
            all.push(self.ballots_of(round, &compared.papers));
            last = compared;
        }
        if all.is_empty() {
            return Err(Problem::input(t!("The order on the ballot paper was not drawn yet")));
        }
        let new = &self.election.new;
        let count = count::rounds(&all, new.rules, new.seats, self.tie_lots())?;
        let reopen = self.reopen_place();
        let places: Vec<usize> = count.elected.iter().map(|id| id.0 + 1).collect();
        let elected: Vec<usize> = places.iter().copied().take_while(|place| Some(*place) != reopen).collect();
        let mut spoilt: BTreeMap<&str, usize> = BTreeMap::new();
        for marks in last.papers.values() {
            if let Marks::Spoilt(reason) = marks {
                *spoilt.entry(reason).or_default() += 1;
            }
        }
        Ok(Outcome {
            vacant: new.seats - elected.len().min(new.seats),
            reopened: elected.len() < places.len(),
            elected,
            papers: last.papers.len(),
            spoilt: spoilt.into_iter().map(|(reason, papers)| Spoilt { reason: reason.to_owned(), papers }).collect(),
            count: Some(count),
        })
    }

    fn unopposed(&self) -> Outcome {
        let elected: Vec<usize> = self.standing().filter_map(|candidate| candidate.place).collect();
        let vacant = self.election.new.seats - elected.len().min(self.election.new.seats);
        Outcome { elected, vacant, reopened: false, papers: 0, spoilt: Vec::new(), count: None }
    }

    /// The places that stand in the round after the last, from one.
    pub fn next_standing(&self, outcome: &Outcome) -> Vec<usize> {
        let last = outcome.count.as_ref().and_then(|count| count.stages.last());
        last.map(|stage| {
            stage.state.iter().filter(|(_, state)| **state == State::Hopeful).map(|(id, _)| id.0 + 1).collect()
        })
        .unwrap_or_default()
    }

    /// The ballots without papers: seats, and the names in their order.
    pub fn named_ballots(&self) -> Ballots {
        let names = self.names();
        let places = self.places();
        let withdrawn = (0..names.len()).map(CandidateId).filter(|id| !places.contains(&(id.0 + 1))).collect();
        let new = &self.election.new;
        Ballots { title: new.post.clone(), seats: new.seats, withdrawn, papers: Vec::new(), names }
    }

    /// The names of a lot in the order they were drawn.
    pub fn drawn_names(&self, lot: &Drawn) -> Vec<String> {
        match lot.kind {
            LotKind::Order => {
                let mut names = self.names();
                names.truncate(self.candidates.iter().filter(|one| one.place.is_some()).count());
                names
            }
            LotKind::Tie => lot.places.iter().map(|place| self.name_at(*place)).collect(),
        }
    }

    /// The names of the lot for ties, for a counting program; none where none was drawn.
    pub fn tie_names(&self) -> Vec<String> {
        self.lot(LotKind::Tie).map(|lot| self.drawn_names(lot)).unwrap_or_default()
    }

    /// The name at a place, from one.
    pub fn name_at(&self, place: usize) -> String {
        place.checked_sub(1).and_then(|at| self.names().get(at).cloned()).unwrap_or_default()
    }

    /// The names of who is elected, in their order.
    pub fn elected(&self, outcome: &Outcome) -> Vec<String> {
        outcome.elected.iter().map(|place| self.name_at(*place)).collect()
    }

    /// The result in a sentence.
    pub fn says(&self, outcome: &Outcome) -> String {
        let names = self.elected(outcome);
        let list: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut words = match (list.as_slice(), &outcome.count) {
            ([], _) => t!("Nobody is elected").to_owned(),
            (_, None) => t!("{names} elected unopposed", names = text::list(&list)),
            (_, Some(_)) => t!("{names} elected", names = text::list(&list)),
        };
        if outcome.reopened {
            words.push_str(t!("; nominations are reopened"));
        }
        if outcome.vacant > 0 {
            let seats = text::plural(outcome.vacant, t!("seat stays vacant"), t!("seats stay vacant"));
            words.push_str(&format!("; {seats}"));
        }
        words
    }
}

/// What stands on the paper for voters who want none of the candidates.
pub fn reopen() -> &'static str {
    t!("Reopen nominations")
}

/// What a paper tells voters to do.
pub fn instructions(rules: Rules, seats: usize) -> String {
    match rules {
        Rules::FirstPast | Rules::Exhaustive => t!("Put a cross (X) in the box beside one name. Mark no more than one.").to_owned(),
        Rules::Block => t!(
            "There are {seats} seats. Put a cross (X) in the box beside up to {seats} names.",
            seats = seats
        ),
        Rules::Approval => t!("Put a cross (X) in the box beside every name that you approve of, as many as you like.").to_owned(),
        Rules::Alternative | Rules::Scottish | Rules::Ers97 | Rules::Meek => t!(
            "Put 1 beside your first choice, 2 beside your second, and so on. Rank as many or as few as you like. Use each number once."
        )
        .to_owned(),
    }
}
