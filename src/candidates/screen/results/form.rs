//! The form of a decision: an outcome and reasons for everybody, and what is said of the whole.

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::super::super::decided::{NewDecision, Outcome, Results, Verdict};
use super::super::super::judged::words;
use super::super::super::model::{CandidateId, RoundId};
use crate::kit::{Day, day};
use crate::ledger::model::{FieldProblem, Terms};
use crate::t;

/// One candidate of the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    pub id: CandidateId,
    pub name: String,
    /// The rank and the total, in words.
    pub stands: String,
    pub outcome: String,
    pub reasons: String,
}

/// What is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct DecisionForm {
    pub round: RoundId,
    pub lines: Vec<Line>,
    pub reasons: String,
    pub dissent: String,
    pub appeal_days: String,
    pub keep_until: String,
}

/// The names of the fields of reasons, by line: problems stand beside them.
pub(super) const REASONS: [&str; 12] = [
    "reasons0",
    "reasons1",
    "reasons2",
    "reasons3",
    "reasons4",
    "reasons5",
    "reasons6",
    "reasons7",
    "reasons8",
    "reasons9",
    "reasons10",
    "reasons11",
];

/// The field of a line's reasons; those of a long list share the last.
pub(super) fn reasons_field(at: usize) -> &'static str {
    REASONS.get(at).or(REASONS.last()).copied().unwrap_or("reasons")
}

impl DecisionForm {
    /// The form as the order suggests it: as many as there are places are chosen, the others not.
    pub(super) fn of(results: &Results, today: Day) -> Self {
        let seats = usize::try_from(results.whole.round.new.seats).unwrap_or(1);
        let judged = &results.judged;
        let line = |one: &super::super::super::judged::Standing| {
            let outcome = if one.rank.is_some_and(|rank| rank <= seats) { Outcome::Chosen } else { Outcome::NotChosen };
            Some(Line {
                id: results.candidate(one.candidate)?,
                name: words::candidate(&results.after, one.candidate).to_owned(),
                stands: t!(
                    "Rank {rank}, {result}",
                    rank = words::rank(&results.after, one),
                    result = words::points_or_none(one.result, judged.scale)
                ),
                outcome: outcome.key().to_owned(),
                reasons: String::new(),
            })
        };
        let keep = today.checked_add_months(Months::new(12)).unwrap_or(today);
        Self {
            round: results.whole.round.id,
            lines: judged.order.standings.iter().filter_map(line).collect(),
            reasons: String::new(),
            dissent: String::new(),
            appeal_days: "14".to_owned(),
            keep_until: day::short(keep),
        }
    }

    /// The outcomes as they are chosen now, whatever else is still missing.
    pub(super) fn as_it_stands(&self) -> NewDecision {
        let verdict = |line: &Line| Verdict {
            candidate: line.id,
            outcome: Outcome::of(&line.outcome).unwrap_or(Outcome::NotChosen),
            reasons: String::new(),
            told: None,
        };
        NewDecision {
            verdicts: self.lines.iter().map(verdict).collect(),
            reasons: String::new(),
            dissent: String::new(),
            appeal_days: 0,
            keep_until: Day::default(),
        }
    }

    /// What it says, or what is wrong with it.
    pub(super) fn parse(&self, terms: &Terms) -> Result<NewDecision, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut verdicts = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            if line.reasons.trim().is_empty() {
                problems.push(FieldProblem::new(reasons_field(at), t!("Say why, in words that they may read")));
            }
            verdicts.push(Verdict {
                candidate: line.id,
                outcome: Outcome::of(&line.outcome).unwrap_or(Outcome::NotChosen),
                reasons: line.reasons.trim().to_owned(),
                told: None,
            });
        }
        let appeal_days = self.appeal_days.trim().parse().ok().filter(|days: &u32| *days <= 365);
        if appeal_days.is_none() {
            problems.push(FieldProblem::new(
                "appeal_days",
                t!("Write a number of days up to 365; 0 where there is no appeal"),
            ));
        }
        let keep_until = day::typed(&self.keep_until, terms.today, terms.month_first);
        if let Err(problem) = &keep_until {
            problems.push(FieldProblem::new("keep_until", problem.to_string()));
        }
        match (appeal_days, keep_until) {
            (Some(appeal_days), Ok(keep_until)) if problems.is_empty() => Ok(NewDecision {
                verdicts,
                reasons: self.reasons.trim().to_owned(),
                dissent: self.dissent.trim().to_owned(),
                appeal_days,
                keep_until,
            }),
            _ => Err(problems),
        }
    }
}
