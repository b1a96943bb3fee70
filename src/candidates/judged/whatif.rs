//! What if: how much a weight must change before somebody else leads, how often each would lead under weights drawn at random,
//! and what the order is without one scorer or one criterion.

use super::LEVEL;
use super::grid::{Grid, proportions};
use super::ladder::Ladder;
use super::order::{Order, order};
use super::sheet::Sheet;
use super::weights::Random;
use crate::candidates::model::Combine;

/// How many weightings are drawn.
pub const DRAWS: usize = 10_000;
/// The steps in which a weight is walked where a result is no plain sum.
const STEPS: u32 = 100;

/// A weight at which the lead changes; the others keep their proportion to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flip {
    pub criterion: usize,
    /// The weight as published, adding up to 1.
    pub from: f64,
    /// The weight at which the two are level.
    pub at: f64,
    /// Who leads beyond it.
    pub leader: usize,
}

impl Flip {
    /// How large the change is beside the weight itself; infinite for a weight of nought.
    pub fn relative(&self) -> f64 {
        if self.from > 0.0 { (self.at - self.from).abs() / self.from } else { f64::INFINITY }
    }
}

/// Where candidates tie with the leader, from plain values: for criterion k with a total of `weights` one and the others in
/// proportion, w' = -r / (d - r) with d the leader's lead on k and r the lead on the others together. Only 0 ≤ w' ≤ 1.
/// Source: E. Triantaphyllou, A. Sánchez, *Decision Sciences* 28 (1997) 151.
pub fn level_at(leads: &[f64], weights: &[f64], criterion: usize) -> Option<f64> {
    let (lead, weight) = (leads.get(criterion)?, weights.get(criterion)?);
    let others: f64 = leads.iter().zip(weights).map(|(d, w)| d * w).sum::<f64>() - lead * weight;
    let rest = 1.0 - weight;
    if rest <= LEVEL {
        return None;
    }
    let others = others / rest;
    let at = -others / (lead - others);
    (at.is_finite() && (-LEVEL..=1.0 + LEVEL).contains(&at)).then(|| at.clamp(0.0, 1.0))
}

/// The weights with one of them set to `to`, the others in proportion.
pub fn with_weight(weights: &[f64], criterion: usize, to: f64) -> Vec<f64> {
    let rest = 1.0 - weights.get(criterion).copied().unwrap_or_default();
    let many = weights.len().saturating_sub(1).max(1) as f64;
    let of = |(at, weight): (usize, &f64)| {
        if at == criterion {
            to
        } else if rest > LEVEL {
            weight / rest * (1.0 - to)
        } else {
            (1.0 - to) / many
        }
    };
    weights.iter().enumerate().map(of).collect()
}

/// For each criterion the smallest change of its weight that puts somebody else than `first` ahead; none where no weight from 0 to 1
/// does. Where another is level with `first`, and the ladder told them apart, that is no change at all.
pub fn flips(grid: &Grid, combine: Combine, eligible: &[usize], first: Option<usize>) -> Vec<Option<Flip>> {
    let weights = &grid.weights;
    let mut sheet = Sheet::of(grid, combine, eligible);
    let Some(first) = first else { return vec![None; grid.criteria] };
    (0..grid.criteria)
        .map(|criterion| {
            let from = weights.get(criterion).copied().unwrap_or_default();
            let (at, leader) = if grid.linear(combine) {
                nearest(grid, first, eligible, criterion)?
            } else {
                walked(weights, &mut sheet, first, criterion)?
            };
            Some(Flip { criterion, from, at, leader })
        })
        .collect()
}

/// The nearest tie with the leader, and who overtakes there.
fn nearest(grid: &Grid, first: usize, eligible: &[usize], criterion: usize) -> Option<(f64, usize)> {
    let weights = &grid.weights;
    let from = *weights.get(criterion)?;
    let own = grid.profile(first);
    let mut best: Option<(f64, usize)> = None;
    for other in eligible.iter().filter(|other| **other != first) {
        let profile = grid.profile(*other);
        let leads: Option<Vec<f64>> = own.iter().zip(&profile).map(|(a, b)| Some((*a)? - (*b)?)).collect();
        let Some(at) = leads.and_then(|leads| level_at(&leads, weights, criterion)) else { continue };
        if best.is_none_or(|(known, _)| (at - from).abs() < (known - from).abs() - LEVEL) {
            best = Some((at, *other));
        }
    }
    best
}

/// The same by walking the weight up and down in small steps and halving the last one.
fn walked(weights: &[f64], sheet: &mut Sheet, first: usize, criterion: usize) -> Option<(f64, usize)> {
    let from = *weights.get(criterion)?;
    let mut who = |to: f64| sheet.leader(&with_weight(weights, criterion, to));
    let mut towards = |end: f64| {
        let mut before = from;
        for step in 1..=STEPS {
            let to = from + (end - from) * f64::from(step) / f64::from(STEPS);
            // Level with another is not yet behind.
            if let Some(other) = who(to).filter(|other| *other != first) {
                let (mut ahead, mut behind, mut found) = (before, to, other);
                for _ in 0..40 {
                    let middle = f64::midpoint(ahead, behind);
                    match who(middle) {
                        Some(other) if other != first => (behind, found) = (middle, other),
                        _ => ahead = middle,
                    }
                }
                return Some((behind, found));
            }
            before = to;
        }
        None
    };
    let (down, up) = (towards(0.0), towards(1.0));
    match (down, up) {
        (Some(down), Some(up)) => Some(if (down.0 - from).abs() <= (up.0 - from).abs() { down } else { up }),
        (down, up) => down.or(up),
    }
}

/// How often each candidate leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    pub seed: u64,
    pub draws: usize,
    /// By candidate, of all candidates; a lead that several share counts for each in equal parts.
    pub wins: Vec<f64>,
}

impl Shares {
    /// A candidate's part of all draws, from 0 to 1.
    pub fn share(&self, candidate: usize) -> f64 {
        self.wins.get(candidate).copied().unwrap_or_default() / self.draws.max(1) as f64
    }
}

/// How often each of `eligible` leads under weights drawn at random.
pub fn shares(grid: &Grid, combine: Combine, eligible: &[usize], seed: u64, draws: usize) -> Shares {
    let mut random = Random::new(seed);
    let mut weights = vec![0.0; grid.criteria];
    let mut wins = vec![0.0; grid.len()];
    let mut sheet = Sheet::of(grid, combine, eligible);
    for _ in 0..draws {
        random.weights(&mut weights);
        let leaders = sheet.leaders(&weights);
        for candidate in leaders {
            if let Some(wins) = wins.get_mut(*candidate) {
                *wins += 1.0 / leaders.len() as f64;
            }
        }
    }
    Shares { seed, draws, wins }
}

/// The order without one scorer or one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The place in the round's list.
    pub of: usize,
    pub order: Order,
    /// Candidates whose rank is another than with everybody.
    pub moved: Vec<usize>,
    /// Whether somebody else is first, or nobody alone.
    pub leads: bool,
}

fn left_out(of: usize, with: &Order, order: Order) -> LeftOut {
    let moved = with
        .standings
        .iter()
        .filter(|one| order.of(one.candidate).is_none_or(|other| other.rank != one.rank))
        .map(|one| one.candidate)
        .collect();
    LeftOut { of, leads: order.leader() != with.leader(), order, moved }
}

/// The order without each scorer in turn; only of those who handed in a card.
pub fn without_scorers(
    grid: &Grid,
    combine: Combine,
    least: &[Option<f64>],
    ladder: &Ladder<'_>,
    with: &Order,
) -> Vec<LeftOut> {
    (0..grid.scorers)
        .filter(|scorer| (0..grid.len()).any(|candidate| grid.carded(candidate, *scorer)))
        .map(|scorer| {
            let part = grid.without_scorer(scorer);
            left_out(scorer, with, order(&part, &part.weights, combine, least, ladder))
        })
        .collect()
}

/// The order without each criterion in turn; where there is only one, none can be left out.
pub fn without_criteria(
    grid: &Grid,
    combine: Combine,
    least: &[Option<f64>],
    ladder: &Ladder<'_>,
    with: &Order,
) -> Vec<LeftOut> {
    if grid.criteria < 2 {
        return Vec::new();
    }
    (0..grid.criteria)
        .filter(|criterion| {
            // What is left must weigh something.
            grid.weights.iter().enumerate().any(|(at, weight)| at != *criterion && *weight > 0.0)
        })
        .map(|criterion| {
            let kept = grid.weights.iter().enumerate().map(|(at, weight)| if at == criterion { 0.0 } else { *weight });
            let weights = proportions(&kept.collect::<Vec<_>>());
            let least: Vec<Option<f64>> =
                least.iter().enumerate().map(|(at, least)| least.filter(|_| at != criterion)).collect();
            left_out(criterion, with, order(grid, &weights, combine, &least, ladder))
        })
        .collect()
}
