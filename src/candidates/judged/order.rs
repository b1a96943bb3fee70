//! The order: who stands where, and how sure that is.

use super::LEVEL;
use super::grid::{Grid, put_together, trimmed};
use super::ladder::{Ladder, Tie};
use crate::candidates::model::Combine;
use crate::candidates::stats::{Matrix, mean, median};

/// Where a candidate stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The place in the round's list of candidates.
    pub candidate: usize,
    /// From 1; none where nobody marked them, or they lack an essential criterion.
    pub rank: Option<usize>,
    /// The ranks that noise leaves open: from, to. None where gaps were not asked for.
    pub between: Option<(usize, usize)>,
    /// What the round's method makes of the scorers' totals.
    pub result: Option<f64>,
    pub mean: Option<f64>,
    pub median: Option<f64>,
    pub trimmed: Option<f64>,
    /// How many scorers' totals stand behind it.
    pub cards: usize,
    /// Essential criteria of which the panel saw too little.
    pub lacks: Vec<usize>,
    /// Essential criteria on which nobody saw any evidence: not failed, not passed.
    pub unseen: Vec<usize>,
    /// How far it is to whoever comes next.
    pub gap: Option<Gap>,
}

/// What lies between two candidates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// On the scale of totals; nought or above.
    pub difference: f64,
    /// The standard error of the difference: what another panel of this kind could move it by. From each scorer's own difference
    /// where the same scorers marked both; else from the spread about each of the two, because then how severe somebody is who
    /// marked only one of them is in the difference too. None where fewer than two marked one of them.
    pub error: Option<f64>,
}

impl Gap {
    /// Whether the difference is less than its standard error: such a lead is no lead. None where there is no error to hold it
    /// against.
    pub fn within_noise(&self) -> Option<bool> {
        self.error.map(|error| self.difference < error - LEVEL || self.difference.abs() < LEVEL)
    }
}

/// The gap between two rows of totals.
pub fn gap(first: &[Option<f64>], second: &[Option<f64>], difference: f64) -> Gap {
    let same = first.iter().zip(second).all(|(a, b)| a.is_some() == b.is_some());
    let variance = if same {
        let apart: Vec<f64> = first.iter().zip(second).filter_map(|(a, b)| Some((*a)? - (*b)?)).collect();
        of_mean(&apart)
    } else {
        let given = |row: &[Option<f64>]| row.iter().copied().flatten().collect::<Vec<f64>>();
        of_mean(&given(first)).zip(of_mean(&given(second))).map(|(a, b)| a + b)
    };
    Gap { difference, error: variance.map(f64::sqrt) }
}

/// The variance of a mean; none of fewer than two values.
fn of_mean(values: &[f64]) -> Option<f64> {
    let middle = mean(values).filter(|_| values.len() > 1)?;
    let many = values.len() as f64;
    Some(values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / (many - 1.0) / many)
}

/// What a candidate must show: on each essential criterion, the combined mark must reach this anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Essentials {
    /// The place of the anchor, from 0.
    pub least: usize,
}

/// Everybody in order, with the ties that the ladder decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub standings: Vec<Standing>,
    pub ties: Vec<Tie>,
}

impl Order {
    /// Who is first; nobody where nobody has a rank, or several share the first.
    pub fn leader(&self) -> Option<usize> {
        let mut first = self.standings.iter().filter(|one| one.rank == Some(1));
        match (first.next(), first.next()) {
            (Some(one), None) => Some(one.candidate),
            _ => None,
        }
    }

    /// The same with the gaps between candidates, and the ranks that noise leaves open.
    #[must_use]
    pub fn with_gaps(mut self, totals: &Matrix) -> Self {
        let many = self.standings.iter().filter(|one| one.rank.is_some()).count();
        between(totals, &mut self.standings, many);
        self
    }

    /// Where a candidate stands.
    pub fn of(&self, candidate: usize) -> Option<&Standing> {
        self.standings.iter().find(|one| one.candidate == candidate)
    }
}

/// The essentials that a candidate lacks, and those on which nothing was seen.
fn essentials(grid: &Grid, candidate: usize, least: &[Option<f64>], combine: Combine) -> (Vec<usize>, Vec<usize>) {
    let (mut lacks, mut unseen) = (Vec::new(), Vec::new());
    for (criterion, least) in least.iter().enumerate().filter_map(|(at, least)| least.map(|least| (at, least))) {
        let marks = grid.marks(candidate, criterion);
        // Two marks cannot be trimmed; their mean stands for them.
        match put_together(&marks, combine).or_else(|| mean(&marks)) {
            Some(mark) if mark < least - LEVEL => lacks.push(criterion),
            Some(_) => {}
            None => unseen.push(criterion),
        }
    }
    (lacks, unseen)
}

/// The order under `weights`, with ties by the ladder and no gaps yet. `least` has for each essential criterion the value that must be reached.
pub fn order(grid: &Grid, weights: &[f64], combine: Combine, least: &[Option<f64>], ladder: &Ladder<'_>) -> Order {
    let totals = grid.totals(weights);
    let mut standings: Vec<Standing> = totals
        .iter()
        .enumerate()
        .map(|(candidate, row)| {
            let given: Vec<f64> = row.iter().copied().flatten().collect();
            let (lacks, unseen) = essentials(grid, candidate, least, combine);
            Standing {
                candidate,
                rank: None,
                between: None,
                result: put_together(&given, combine),
                mean: mean(&given),
                median: median(&given),
                trimmed: trimmed(&given),
                cards: given.len(),
                lacks,
                unseen,
                gap: None,
            }
        })
        .collect();
    let ranked = |one: &Standing| one.lacks.is_empty() && one.result.is_some();
    standings.sort_by(|a, b| {
        let by = b.result.unwrap_or(f64::NEG_INFINITY).total_cmp(&a.result.unwrap_or(f64::NEG_INFINITY));
        ranked(b).cmp(&ranked(a)).then(by).then(a.candidate.cmp(&b.candidate))
    });
    let many = standings.iter().filter(|one| ranked(one)).count();
    let ties = break_ties(grid, weights, &totals, &mut standings, many, ladder);
    Order { standings, ties }
}

/// Puts level candidates in the order of the ladder, and gives ranks; those it leaves level share one.
fn break_ties(
    grid: &Grid,
    weights: &[f64],
    totals: &Matrix,
    standings: &mut [Standing],
    many: usize,
    ladder: &Ladder<'_>,
) -> Vec<Tie> {
    let mut ties = Vec::new();
    let mut from = 0;
    while from < many {
        let first = standings.get(from).and_then(|one| one.result).unwrap_or_default();
        let level = standings.iter().take(many).skip(from);
        let level: Vec<usize> = level
            .take_while(|one| one.result.is_some_and(|result| (result - first).abs() < LEVEL))
            .map(|one| one.candidate)
            .collect();
        let size = level.len().max(1);
        let groups = if level.len() > 1 {
            let tie = ladder.decide(grid, weights, totals, &level);
            let groups = tie.groups.clone();
            ties.push(tie);
            groups
        } else {
            vec![level]
        };
        let mut places = Vec::with_capacity(size);
        let mut rank = from + 1;
        for group in groups {
            places.extend(group.iter().map(|candidate| (*candidate, rank)));
            rank += group.len();
        }
        if let Some(part) = standings.get_mut(from..from + size) {
            for one in part.iter_mut() {
                one.rank = places.iter().find(|(candidate, _)| *candidate == one.candidate).map(|(_, rank)| *rank);
            }
            part.sort_by_key(|one| places.iter().position(|(candidate, _)| *candidate == one.candidate));
        }
        from += size;
    }
    ties
}

/// The gaps, and the ranks that noise leaves open.
fn between(totals: &Matrix, standings: &mut [Standing], many: usize) {
    let none = Vec::new();
    let ranked: Vec<(usize, f64, &Vec<Option<f64>>)> = standings
        .iter()
        .take(many)
        .map(|one| (one.candidate, one.result.unwrap_or_default(), totals.get(one.candidate).unwrap_or(&none)))
        .collect();
    let clear = |a: &(usize, f64, &Vec<Option<f64>>), b: &(usize, f64, &Vec<Option<f64>>)| {
        gap(a.2, b.2, (a.1 - b.1).abs()).within_noise() == Some(false)
    };
    let mut found = Vec::with_capacity(many);
    for (at, one) in ranked.iter().enumerate() {
        let ahead = ranked.iter().take(at).filter(|other| clear(other, one)).count();
        let behind = ranked.iter().skip(at + 1).filter(|other| clear(one, other)).count();
        let next = ranked.get(at + 1).map(|other| gap(one.2, other.2, (one.1 - other.1).abs()));
        found.push((next, (ahead + 1, many - behind)));
    }
    for (one, (gap, between)) in standings.iter_mut().zip(found) {
        (one.gap, one.between) = (gap, Some(between));
    }
}
