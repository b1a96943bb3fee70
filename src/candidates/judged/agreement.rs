//! How far the panel agrees, in three figures, each with what it covers; where a figure is not defined, why.

use super::grid::Grid;
use crate::candidates::opened::{Card, Opened, Says};
use crate::candidates::stats::{Matrix, alpha, icc, kendall};
use crate::t;

/// A figure, or why there is none.
pub type Figure = Result<f64, Undefined>;

/// Why a figure is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// All marks that could be compared are the same.
    NoVariation,
    /// No two scorers marked the same thing.
    NothingTwice,
    /// Fewer than two candidates were marked by all, or fewer than two scorers handed in.
    TooFew,
    /// Criteria are marked on scales of different lengths.
    Scales,
}

impl Undefined {
    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Self::NoVariation => t!("not defined: all marks are the same, so nothing can agree or disagree"),
            Self::NothingTwice => t!("not defined: nothing was marked by two scorers"),
            Self::TooFew => {
                t!("not defined: it needs two candidates at least whom two scorers at least have all marked")
            }
            Self::Scales => {
                t!("not defined: the criteria have scales of different lengths; each has a figure of its own")
            }
        }
    }
}

/// The agreement of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Krippendorff's alpha, ordinal, over all marks.
    pub alpha: Figure,
    /// The same for each criterion.
    pub by_criterion: Vec<Figure>,
    /// ICC(2,1): one scorer's total.
    pub one: Figure,
    /// ICC(2,k): the mean of the panel's totals.
    pub panel: Figure,
    /// Kendall's W with ties: the order.
    pub order: Figure,
    /// How many candidates and scorers the last three cover: candidates whom all who handed in anything have marked.
    pub over: (usize, usize),
}

/// The marks of a criterion as places of anchors, one list a candidate.
fn units(round: &Opened, criterion: usize) -> Vec<Vec<f64>> {
    let place = |card: &Card| match card {
        Card::Marked(marks) => marks.get(criterion).and_then(|mark| match mark.says {
            Says::Anchor(at) => Some(at as f64),
            Says::NoEvidence => None,
        }),
        Card::Recused(_) | Card::Absent(_) => None,
    };
    round.cards.iter().map(|cards| cards.iter().filter_map(place).collect()).collect()
}

fn ordinal(units: &[Vec<f64>]) -> Figure {
    let twice = units.iter().any(|unit| unit.len() > 1);
    alpha(units).ordinal.ok_or(if twice { Undefined::NoVariation } else { Undefined::NothingTwice })
}

/// The totals of the candidates whom everybody marked who handed in anything.
pub fn complete_part(totals: &Matrix) -> Matrix {
    let scorers = totals.iter().map(Vec::len).max().unwrap_or(0);
    let handed_in: Vec<bool> =
        (0..scorers).map(|scorer| totals.iter().any(|row| row.get(scorer).copied().flatten().is_some())).collect();
    let part = |row: &Vec<Option<f64>>| -> Option<Vec<Option<f64>>> {
        let kept: Vec<Option<f64>> =
            row.iter().zip(&handed_in).filter(|(_, handed_in)| **handed_in).map(|(value, _)| *value).collect();
        (!kept.is_empty() && kept.iter().all(Option::is_some)).then_some(kept)
    };
    totals.iter().filter_map(part).collect()
}

/// The agreement of a round under its published weights.
pub fn agreement(round: &Opened, grid: &Grid) -> Agreement {
    let each: Vec<Vec<Vec<f64>>> = (0..round.criteria.len()).map(|criterion| units(round, criterion)).collect();
    let mut lengths = round.criteria.iter().map(|criterion| criterion.anchors.len());
    let first = lengths.next();
    let alpha =
        if lengths.all(|length| Some(length) == first) { ordinal(&each.concat()) } else { Err(Undefined::Scales) };
    let part = complete_part(&grid.totals(&grid.weights));
    let over = (part.len(), part.first().map_or(0, Vec::len));
    let none = if over.0 < 2 || over.1 < 2 { Undefined::TooFew } else { Undefined::NoVariation };
    let correlations = icc(&part);
    Agreement {
        alpha,
        by_criterion: each.iter().map(|units| ordinal(units)).collect(),
        one: correlations.map(|found| found.two_1).ok_or(none),
        panel: correlations.map(|found| found.two_k).ok_or(none),
        order: kendall(&part).and_then(|found| found.w_ties).ok_or(none),
        over,
    }
}

/// One of the figures, to be shown with what it says and what it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Marks,
    One,
    Panel,
    Order,
}

impl Measure {
    pub const ALL: [Self; 4] = [Self::Marks, Self::One, Self::Panel, Self::Order];

    pub fn of(self, found: &Agreement) -> Figure {
        match self {
            Self::Marks => found.alpha,
            Self::One => found.one,
            Self::Panel => found.panel,
            Self::Order => found.order,
        }
    }

    /// As commands and records have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Marks => "alpha_ordinal",
            Self::One => "icc_2_1",
            Self::Panel => "icc_2_k",
            Self::Order => "kendall_w_ties",
        }
    }

    /// What it is, in plain words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => t!("The same marks"),
            Self::One => t!("One scorer alone"),
            Self::Panel => t!("The panel together"),
            Self::Order => t!("The same order"),
        }
    }

    /// What books call it.
    pub fn term(self) -> &'static str {
        match self {
            Self::Marks => t!("Krippendorff’s alpha, ordinal"),
            Self::One => t!("ICC(2,1)"),
            Self::Panel => t!("ICC(2,k)"),
            Self::Order => t!("Kendall’s W, ties counted"),
        }
    }

    /// What a value means.
    pub fn means(self, value: f64) -> &'static str {
        let [low, middle, high] = match self {
            Self::Marks => [
                t!(
                    "Scorers often gave different marks for the same thing: look at the criteria one by one before relying on the order."
                ),
                t!(
                    "Scorers read the anchors somewhat differently: good enough for a careful decision, not for a close one."
                ),
                t!("Scorers gave nearly the same marks for the same thing."),
            ],
            Self::One => [
                t!("A single scorer’s total says little of the candidate: who happened to mark would decide."),
                t!("A single scorer’s total is some guide, but one scorer should not decide."),
                t!("Even a single scorer would have come to much the same totals."),
            ],
            Self::Panel => [
                t!("The panel’s mean still depends on who sat on it."),
                t!("Another panel of this size would come to similar, not the same, means."),
                t!("Another panel of this size would come to nearly the same means."),
            ],
            Self::Order => [
                t!("Scorers put the candidates in different orders."),
                t!("Scorers’ orders have much in common, and some candidates change places."),
                t!("Scorers put the candidates in nearly the same order."),
            ],
        };
        let (poor, good) = self.bounds();
        if value < poor {
            low
        } else if value < good {
            middle
        } else {
            high
        }
    }

    /// From where a value is fair and from where good. Alpha: Krippendorff (2004); correlations: Koo and Li (2016); W: as the
    /// bounds of the mean correlation between two orders. They are habits, no laws of nature.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Marks => (0.667, 0.80),
            Self::One | Self::Panel => (0.50, 0.75),
            Self::Order => (0.50, 0.75),
        }
    }

    /// What it does not show.
    pub fn silent(self) -> &'static str {
        match self {
            Self::Marks => t!("It does not show whether the marks are right: a panel can agree and be wrong together."),
            Self::One => {
                t!("It falls when one scorer is more severe than the others, also where they agree on the order.")
            }
            Self::Panel => t!(
                "It rises with every scorer who is added, even if they agree no better. It says nothing of two candidates who are close."
            ),
            Self::Order => t!("It ignores how severe somebody is, and how far apart the candidates are."),
        }
    }
}
