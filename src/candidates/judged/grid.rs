//! The marks of an opened round as numbers on one fixed scale, and what they come to under any weights.
//!
//! The scale is that of the anchors, never that of the marks that happen to be there: whoever withdraws changes nobody's total.

use super::LEVEL;
use crate::candidates::model::Combine;
use crate::candidates::opened::{Card, Criterion, Opened, Says};
use crate::candidates::stats::{Matrix, mean, median};

/// The scale that totals are on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    /// Whether it is that of the anchors themselves; otherwise criteria are marked on different scales, and each is stretched
    /// from 0 to 100.
    pub own: bool,
}

/// A scorer's marks of one candidate: a value for each criterion, and where there is one.
#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    /// 0 where there is no evidence.
    values: Vec<f64>,
    /// 1 where there is a mark, 0 where there is none.
    there: Vec<f64>,
    complete: bool,
}

/// Cards of one candidate with marks on the same criteria: what they add up to.
#[derive(Clone, Debug, PartialEq)]
struct Alike {
    there: Vec<f64>,
    sums: Vec<f64>,
    cards: f64,
    complete: bool,
}

/// The marks of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub scale: Scale,
    pub scorers: usize,
    pub criteria: usize,
    /// The published weights, adding up to 1.
    pub weights: Vec<f64>,
    /// By candidate and scorer; none where no card was handed in.
    cards: Vec<Vec<Option<Row>>>,
    alike: Vec<Vec<Alike>>,
}

fn ends(criterion: &Criterion) -> (f64, f64) {
    let values = || criterion.anchors.iter().map(|anchor| anchor.value as f64);
    (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
}

fn scale(criteria: &[Criterion]) -> Scale {
    let mut all = criteria.iter().map(ends);
    match all.next() {
        Some((low, high)) if high > low && all.all(|other| other == (low, high)) => Scale { low, high, own: true },
        _ => Scale { low: 0.0, high: 100.0, own: false },
    }
}

/// Weights that add up to 1; all equal where none is above nought.
pub fn proportions(weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        weights.iter().map(|w| w / sum).collect()
    } else {
        vec![1.0 / weights.len().max(1) as f64; weights.len()]
    }
}

/// The mean without the highest and the lowest value; none of fewer than three.
pub fn trimmed(values: &[f64]) -> Option<f64> {
    if values.len() < 3 {
        return None;
    }
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some((values.iter().sum::<f64>() - least - most) / (values.len() - 2) as f64)
}

/// Whether a row has any mark.
fn marked(row: &(&[f64], &[f64], f64)) -> bool {
    row.1.contains(&1.0)
}

fn times(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Row {
    fn total(&self, weights: &[f64]) -> Option<f64> {
        if self.complete {
            return Some(times(&self.values, weights));
        }
        let weight = times(&self.there, weights);
        (weight > LEVEL).then(|| times(&self.values, weights) / weight)
    }
}

impl Grid {
    /// The marks of a round on one scale. A card that names no anchor there is counts as no evidence.
    pub fn of(round: &Opened) -> Self {
        let scale = scale(&round.criteria);
        let value = |criterion: &Criterion, says: Says| match says {
            Says::NoEvidence => None,
            Says::Anchor(at) => criterion.anchors.get(at).map(|anchor| {
                let (low, high) = ends(criterion);
                if scale.own || high <= low {
                    anchor.value as f64
                } else {
                    100.0 * (anchor.value as f64 - low) / (high - low)
                }
            }),
        };
        let row = |card: &Card| match card {
            Card::Marked(marks) => {
                let values: Vec<Option<f64>> = round
                    .criteria
                    .iter()
                    .enumerate()
                    .map(|(at, criterion)| marks.get(at).and_then(|mark| value(criterion, mark.says)))
                    .collect();
                Some(Row {
                    complete: values.iter().all(Option::is_some),
                    there: values.iter().map(|v| f64::from(u8::from(v.is_some()))).collect(),
                    values: values.into_iter().map(Option::unwrap_or_default).collect(),
                })
            }
            Card::Recused(_) | Card::Absent(_) => None,
        };
        let cards: Vec<Vec<Option<Row>>> = round.cards.iter().map(|cards| cards.iter().map(row).collect()).collect();
        let weights: Vec<f64> = round.criteria.iter().map(|criterion| criterion.weight.max(0) as f64).collect();
        Self::made(scale, round.scorers.len(), proportions(&weights), cards)
    }

    fn made(scale: Scale, scorers: usize, weights: Vec<f64>, cards: Vec<Vec<Option<Row>>>) -> Self {
        let alike = cards.iter().map(|cards| alike(cards)).collect();
        Self { scale, scorers, criteria: weights.len(), weights, cards, alike }
    }

    /// The same without one scorer.
    pub fn without_scorer(&self, scorer: usize) -> Self {
        let mut cards = self.cards.clone();
        for card in cards.iter_mut().filter_map(|cards| cards.get_mut(scorer)) {
            *card = None;
        }
        Self::made(self.scale, self.scorers, self.weights.clone(), cards)
    }

    /// How many candidates.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// A candidate's mark by one scorer on one criterion.
    pub fn mark(&self, candidate: usize, scorer: usize, criterion: usize) -> Option<f64> {
        let row = self.cards.get(candidate)?.get(scorer)?.as_ref()?;
        row.there.get(criterion).filter(|there| **there > 0.0)?;
        row.values.get(criterion).copied()
    }

    /// Whether the scorer handed in a card for the candidate.
    pub fn carded(&self, candidate: usize, scorer: usize) -> bool {
        self.cards.get(candidate).and_then(|cards| cards.get(scorer)).is_some_and(Option::is_some)
    }

    /// All marks of a candidate on a criterion, in the order of scorers.
    pub fn marks(&self, candidate: usize, criterion: usize) -> Vec<f64> {
        (0..self.scorers).filter_map(|scorer| self.mark(candidate, scorer, criterion)).collect()
    }

    /// Each scorer's total for each candidate: the weighted mean over the criteria with a mark.
    pub fn totals(&self, weights: &[f64]) -> Matrix {
        let total = |card: &Option<Row>| card.as_ref().and_then(|row| row.total(weights));
        self.cards.iter().map(|cards| cards.iter().map(total).collect()).collect()
    }

    /// A candidate's result under weights that add up to 1.
    pub fn combined(&self, candidate: usize, weights: &[f64], combine: Combine) -> Option<f64> {
        if combine == Combine::Mean {
            let (mut sum, mut cards) = (0.0, 0.0);
            for alike in self.alike.get(candidate)? {
                let weight = if alike.complete { 1.0 } else { times(&alike.there, weights) };
                if weight > LEVEL {
                    sum += times(&alike.sums, weights) / weight;
                    cards += alike.cards;
                }
            }
            return (cards > 0.0).then(|| sum / cards);
        }
        let totals: Vec<f64> =
            self.cards.get(candidate)?.iter().filter_map(|card| card.as_ref()?.total(weights)).collect();
        put_together(&totals, combine)
    }

    /// Everybody's result under weights that add up to 1.
    pub fn results(&self, weights: &[f64], combine: Combine) -> Vec<Option<f64>> {
        (0..self.len()).map(|candidate| self.combined(candidate, weights, combine)).collect()
    }

    /// Whether a result is a weighted sum of fixed values: every card complete, and the mean taken.
    pub fn linear(&self, combine: Combine) -> bool {
        combine == Combine::Mean && self.alike.iter().flatten().all(|alike| alike.complete)
    }

    /// A candidate's rows of values, where there is a mark, and how many cards each stands for: one a card, or (`together`)
    /// one for all cards with marks on the same criteria, whose values are added up.
    pub(super) fn rows(&self, candidate: usize, together: bool) -> Vec<(&[f64], &[f64], f64)> {
        if together {
            let all = self.alike.get(candidate).into_iter().flatten();
            return all.map(|one| (one.sums.as_slice(), one.there.as_slice(), one.cards)).filter(marked).collect();
        }
        let all = self.cards.get(candidate).into_iter().flatten().flatten();
        all.map(|row| (row.values.as_slice(), row.there.as_slice(), 1.0)).filter(marked).collect()
    }

    /// A candidate's mean on each criterion; none where nobody saw evidence.
    pub fn profile(&self, candidate: usize) -> Vec<Option<f64>> {
        (0..self.criteria).map(|criterion| mean(&self.marks(candidate, criterion))).collect()
    }
}

/// The totals of one candidate put together.
pub fn put_together(totals: &[f64], combine: Combine) -> Option<f64> {
    match combine {
        Combine::Mean => mean(totals),
        Combine::Median => median(totals),
        Combine::Trimmed => trimmed(totals),
    }
}

fn alike(cards: &[Option<Row>]) -> Vec<Alike> {
    let mut found: Vec<Alike> = Vec::new();
    for row in cards.iter().flatten() {
        let known = found.iter().position(|one| one.there == row.there);
        match known.and_then(|at| found.get_mut(at)) {
            Some(one) => {
                one.cards += 1.0;
                one.sums.iter_mut().zip(&row.values).for_each(|(sum, value)| *sum += value);
            }
            None => found.push(Alike {
                there: row.there.clone(),
                sums: row.values.clone(),
                cards: 1.0,
                complete: row.complete,
            }),
        }
    }
    found
}
