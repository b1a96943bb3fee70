//! Ties: decided by a ladder of rungs that was published before anybody marked, the last of them a lot.

use super::LEVEL;
use super::grid::Grid;
use crate::candidates::model::Rung;
use crate::candidates::stats::{Matrix, mean};

/// The ladder of a round.
#[derive(Clone, Copy, Debug)]
pub struct Ladder<'a> {
    pub rungs: &'a [Rung],
    /// Which criteria are essential.
    pub essential: &'a [bool],
    /// All candidates in the order they were drawn; none while no lot was drawn.
    pub lot: Option<&'a [usize]>,
}

/// A tie, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    pub tied: Vec<usize>,
    /// In order; a group of several is still level.
    pub groups: Vec<Vec<usize>>,
    /// The rungs that told any of them apart, in the order they were used.
    pub by: Vec<Rung>,
}

impl Tie {
    /// Whether everybody has a place of their own.
    pub fn decided(&self) -> bool {
        self.groups.iter().all(|group| group.len() == 1)
    }
}

impl Ladder<'_> {
    /// Decides between level candidates, rung by rung.
    pub fn decide(&self, grid: &Grid, weights: &[f64], totals: &Matrix, tied: &[usize]) -> Tie {
        let mut tied = tied.to_vec();
        tied.sort_unstable();
        let mut tie = Tie { groups: vec![tied.clone()], tied, by: Vec::new() };
        for rung in self.rungs {
            let before = tie.groups.len();
            tie.groups =
                tie.groups
                    .into_iter()
                    .flat_map(|group| {
                        if group.len() > 1 { self.split(*rung, grid, weights, totals, &group) } else { vec![group] }
                    })
                    .collect();
            if tie.groups.len() > before {
                tie.by.push(*rung);
            }
        }
        tie
    }

    /// A group by one rung: the best first, level ones together.
    fn split(&self, rung: Rung, grid: &Grid, weights: &[f64], totals: &Matrix, group: &[usize]) -> Vec<Vec<usize>> {
        let mut keyed: Vec<(f64, usize)> = group
            .iter()
            .map(|candidate| (self.key(rung, grid, weights, totals, group, *candidate), *candidate))
            .collect();
        keyed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        keyed
            .chunk_by(|a, b| a.0 - b.0 < LEVEL || a.0 == b.0)
            .map(|level| level.iter().map(|(_, candidate)| *candidate).collect())
            .collect()
    }

    /// What a rung sees in a candidate: more is better.
    fn key(&self, rung: Rung, grid: &Grid, weights: &[f64], totals: &Matrix, group: &[usize], candidate: usize) -> f64 {
        let over = |wanted: &dyn Fn(usize, f64) -> bool| {
            let (mut sum, mut weight) = (0.0, 0.0);
            for (criterion, (mark, of)) in grid.profile(candidate).iter().zip(weights).enumerate() {
                if let Some(mark) = mark.filter(|_| wanted(criterion, *of)) {
                    sum += mark * of;
                    weight += of;
                }
            }
            if weight > 0.0 { sum / weight } else { f64::NEG_INFINITY }
        };
        match rung {
            Rung::Essential => over(&|criterion, _| self.essential.get(criterion).copied().unwrap_or_default()),
            Rung::Heaviest => {
                let most = weights.iter().copied().fold(0.0, f64::max);
                over(&|_, weight| weight >= most - LEVEL)
            }
            Rung::Spread => {
                let given: Vec<f64> = totals.get(candidate).into_iter().flatten().copied().flatten().collect();
                mean(&given).map_or(f64::NEG_INFINITY, |middle| {
                    -(given.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / given.len() as f64).sqrt()
                })
            }
            Rung::Majority => {
                let won = |other: &usize| majority(totals, candidate, *other);
                group.iter().filter(|other| **other != candidate).map(won).sum()
            }
            Rung::Lot => {
                let place = self.lot.and_then(|lot| lot.iter().position(|drawn| *drawn == candidate));
                place.map_or(f64::NEG_INFINITY, |place| -(place as f64))
            }
        }
    }
}

/// 1 where more scorers put the first ahead of the second than the other way round, -1 for the other way, 0 otherwise.
fn majority(totals: &Matrix, first: usize, second: usize) -> f64 {
    let (Some(first), Some(second)) = (totals.get(first), totals.get(second)) else { return 0.0 };
    let apart = first.iter().zip(second).filter_map(|(a, b)| Some((*a)? - (*b)?));
    let sum: i32 = apart
        .map(|d| {
            if d > LEVEL {
                1
            } else if d < -LEVEL {
                -1
            } else {
                0
            }
        })
        .sum();
    f64::from(sum.signum())
}
