//! The scores of a round: who gave whom how much on which criterion.

use crate::kit::{Problem, Result};
use crate::t;

use super::Matrix;

/// Scores by candidate, scorer and criterion, each in the order first met.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    candidates: Vec<String>,
    scorers: Vec<String>,
    criteria: Vec<String>,
    /// By candidate, then scorer, then criterion.
    values: Vec<Option<f64>>,
}

/// Scores as rows of text, gathered one by one.
#[derive(Clone, Debug, Default)]
pub struct ScoresForm {
    candidates: Vec<String>,
    scorers: Vec<String>,
    criteria: Vec<String>,
    rows: Vec<(usize, [usize; 3], Option<f64>)>,
}

fn place(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|n| n == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

impl ScoresForm {
    /// Takes a row of a table; `row` is its number there. An empty value is no score.
    ///
    /// # Errors
    /// With the row, when a name is missing or the value is no number.
    pub fn add(&mut self, row: usize, candidate: &str, scorer: &str, criterion: &str, value: &str) -> Result<()> {
        let wrong =
            |what: &str| Problem::input(t!("Row {row}: {what}. Nothing was worked out", row = row, what = what));
        if candidate.is_empty() || scorer.is_empty() {
            return Err(wrong(t!("it names no candidate or no scorer")));
        }
        let value = match value.trim() {
            "" => None,
            text => {
                let number: Option<f64> = text.replace(',', ".").parse().ok();
                let number = number.filter(|n| n.is_finite() && n.abs() <= 1e9);
                Some(number.ok_or_else(|| wrong(&t!("“{text}” is no score", text = text)))?)
            }
        };
        let at = [
            place(&mut self.candidates, candidate),
            place(&mut self.scorers, scorer),
            place(&mut self.criteria, criterion),
        ];
        self.rows.push((row, at, value));
        Ok(())
    }

    /// The scores.
    ///
    /// # Errors
    /// With both rows, when somebody scored the same candidate twice on the same criterion; when there are no rows, or far
    /// more names than any panel has.
    pub fn parse(self) -> Result<Scores> {
        let Self { candidates, scorers, criteria, mut rows } = self;
        if rows.is_empty() {
            return Err(Problem::input(t!("There are no scores")));
        }
        let cells = candidates.len().saturating_mul(scorers.len()).saturating_mul(criteria.len());
        if cells > 10_000_000 {
            return Err(Problem::input(t!(
                "There are {candidates} candidates, {scorers} scorers and {criteria} criteria: these are no scores of a panel",
                candidates = candidates.len(),
                scorers = scorers.len(),
                criteria = criteria.len()
            )));
        }
        rows.sort_by_key(|(row, at, _)| (*at, *row));
        for pair in rows.windows(2) {
            if let [(first, at, _), (second, again, _)] = pair
                && at == again
            {
                return Err(Problem::input(t!(
                    "Rows {first} and {second}: the same scorer scores the same candidate twice on one criterion. Nothing was worked out",
                    first = first,
                    second = second
                )));
            }
        }
        let mut scores = Scores { values: vec![None; cells], candidates, scorers, criteria };
        for (_, [candidate, scorer, criterion], value) in rows {
            let at = (candidate * scores.scorers.len() + scorer) * scores.criteria.len() + criterion;
            if let Some(cell) = scores.values.get_mut(at) {
                *cell = value;
            }
        }
        Ok(scores)
    }
}

impl Scores {
    pub fn candidates(&self) -> &[String] {
        &self.candidates
    }

    pub fn scorers(&self) -> &[String] {
        &self.scorers
    }

    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// A scorer's scores of a candidate, by criterion.
    fn card(&self, candidate: usize, scorer: usize) -> &[Option<f64>] {
        let from = (candidate * self.scorers.len() + scorer) * self.criteria.len();
        self.values.get(from..from + self.criteria.len()).unwrap_or_default()
    }

    /// Whether everybody scored every candidate on every criterion.
    pub fn full_panel(&self) -> bool {
        self.values.iter().all(Option::is_some)
    }

    /// Each scorer's weighted mean for each candidate, over the criteria scored: no evidence on one is not nought.
    pub fn totals(&self, weights: &[f64]) -> Matrix {
        let total = |card: &[Option<f64>]| {
            let scored = || card.iter().zip(weights).filter_map(|(value, weight)| value.map(|v| (v, *weight)));
            let weight: f64 = scored().map(|(_, weight)| weight).sum();
            (weight > 0.0).then(|| scored().map(|(value, weight)| value * weight).sum::<f64>() / weight)
        };
        (0..self.candidates.len())
            .map(|candidate| (0..self.scorers.len()).map(|scorer| total(self.card(candidate, scorer))).collect())
            .collect()
    }

    /// What the scorers gave, for each candidate and criterion: the units whose agreement alpha measures.
    pub fn units(&self) -> Vec<Vec<f64>> {
        let mut units = Vec::with_capacity(self.candidates.len() * self.criteria.len());
        for candidate in 0..self.candidates.len() {
            for criterion in 0..self.criteria.len() {
                let values = (0..self.scorers.len()).filter_map(|s| self.card(candidate, s).get(criterion).copied());
                units.push(values.flatten().collect());
            }
        }
        units
    }
}
