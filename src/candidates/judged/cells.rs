//! Criterion by criterion: how far scorers lie apart, and which single marks stand out.

use super::grid::Grid;
use crate::candidates::opened::{Card, Opened, Says};
use crate::candidates::stats::{mean, median};

/// A criterion over all candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CriterionFigures {
    /// The mean of all marks, on the scale.
    pub mean: Option<f64>,
    /// How far the scorers' marks of one candidate lie apart: the mean standard deviation, on the scale. None where nothing
    /// was marked twice.
    pub spread: Option<f64>,
    /// How far the candidates' means lie apart: highest less lowest. A criterion on which all are equal decides nothing.
    pub tells_apart: Option<f64>,
    pub no_evidence: usize,
}

/// A mark that lies two anchors or more from the middle of the others' for the same candidate and criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StandsOut {
    pub candidate: usize,
    pub scorer: usize,
    pub criterion: usize,
    /// The place of the anchor, from 0.
    pub place: usize,
    /// The median place of the others, two at least.
    pub others: f64,
}

/// How many anchors from the middle of the others a mark stands out.
const APART: f64 = 2.0;

/// The place of the anchor of a mark.
pub fn place(round: &Opened, candidate: usize, scorer: usize, criterion: usize) -> Option<usize> {
    match round.cards.get(candidate)?.get(scorer)? {
        Card::Marked(marks) => match marks.get(criterion)?.says {
            Says::Anchor(at) => Some(at),
            Says::NoEvidence => None,
        },
        Card::Recused(_) | Card::Absent(_) => None,
    }
}

/// The figures of every criterion.
pub fn criteria(round: &Opened, grid: &Grid) -> Vec<CriterionFigures> {
    let of = |criterion: usize| {
        let marks: Vec<Vec<f64>> = (0..grid.len()).map(|candidate| grid.marks(candidate, criterion)).collect();
        let spreads: Vec<f64> = marks.iter().filter_map(|marks| deviation(marks)).collect();
        let means: Vec<f64> = marks.iter().filter_map(|marks| mean(marks)).collect();
        let least = means.iter().copied().fold(f64::INFINITY, f64::min);
        let most = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let none = |card: &&Card| match card {
            Card::Marked(marks) => marks.get(criterion).is_some_and(|mark| mark.says == Says::NoEvidence),
            Card::Recused(_) | Card::Absent(_) => false,
        };
        CriterionFigures {
            mean: mean(&marks.concat()),
            spread: mean(&spreads),
            tells_apart: (means.len() > 1).then_some(most - least),
            no_evidence: round.cards.iter().flatten().filter(none).count(),
        }
    };
    (0..round.criteria.len()).map(of).collect()
}

fn deviation(values: &[f64]) -> Option<f64> {
    let middle = mean(values).filter(|_| values.len() > 1)?;
    Some((values.iter().map(|v| (v - middle).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt())
}

/// The marks that stand out, by candidate, criterion and scorer.
pub fn stand_out(round: &Opened) -> Vec<StandsOut> {
    let mut found = Vec::new();
    for candidate in 0..round.candidates.len() {
        for criterion in 0..round.criteria.len() {
            let places: Vec<(usize, usize)> = (0..round.scorers.len())
                .filter_map(|scorer| Some((scorer, place(round, candidate, scorer, criterion)?)))
                .collect();
            for (scorer, mark) in &places {
                let others: Vec<f64> =
                    places.iter().filter(|(other, _)| other != scorer).map(|(_, place)| *place as f64).collect();
                let Some(others) = median(&others).filter(|_| others.len() > 1) else { continue };
                if (*mark as f64 - others).abs() >= APART {
                    found.push(StandsOut { candidate, scorer: *scorer, criterion, place: *mark, others });
                }
            }
        }
    }
    found
}
