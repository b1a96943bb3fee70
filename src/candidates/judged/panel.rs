//! Each scorer beside the panel: how severe, how much of the scale, whether criteria were told apart, whether the order of
//! interviews shows.

use super::LEVEL;
use super::grid::Grid;
use crate::candidates::opened::{Card, Opened, Says};
use crate::candidates::stats::{Effects, Matrix, NotAdjusted, effects, mean};
use crate::t;

/// What can be said of a scorer; none where there is too little to say it from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScorerFigures {
    pub marked: usize,
    pub recused: usize,
    pub absent: usize,
    pub no_evidence: usize,
    /// How far above the panel they mark, in points; below nought is severe.
    pub severity: Option<f64>,
    /// The standard deviation of their totals, in points.
    pub spread: Option<f64>,
    /// The mean correlation between two criteria over candidates: near 1, one impression may have decided all marks.
    pub halo: Option<f64>,
    /// Cards with the same place on every criterion, of three criteria at least.
    pub straight: usize,
    /// Points that each later interview gains, beside what the others gave the same candidate.
    pub slope: Option<f64>,
}

/// The result with the scorers' severity taken out, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Adjusted {
    /// By candidate.
    Values(Vec<f64>),
    Refused(Refusal),
}

/// Why no adjusted result is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Everybody marked everybody: it could not change the order.
    Full,
    /// These scorers marked fewer than three candidates; places in the round's list.
    Few(Vec<usize>),
    /// Nobody marked these candidates.
    Unmarked(Vec<usize>),
    /// Two groups of scorers have too few candidates in common.
    Apart,
}

impl Refusal {
    /// In words.
    pub fn says(&self, round: &Opened) -> String {
        let scorers = |places: &[usize]| {
            let names: Vec<&str> =
                places.iter().filter_map(|at| round.scorers.get(*at)).map(|s| s.name.as_str()).collect();
            crate::kit::text::list(&names)
        };
        match self {
            Self::Full => t!("Everybody marked everybody, so an adjustment could not change the order").to_owned(),
            Self::Few(few) => t!(
                "{names} marked fewer than three candidates: that is too little to tell how severe somebody is",
                names = scorers(few)
            ),
            Self::Unmarked(all) => {
                let names: Vec<&str> =
                    all.iter().filter_map(|at| round.candidates.get(*at)).map(|c| c.name.as_str()).collect();
                t!("Nobody marked {names}", names = crate::kit::text::list(&names))
            }
            Self::Apart => t!("The scorers have too few candidates in common to tell how severe they are from how good the candidates are")
                .to_owned(),
        }
    }
}

/// The least number of candidates that a scorer must have marked for their severity to be taken out.
const LEAST: usize = 3;

/// The effects among the scorers who handed in anything, and which scorers those are.
fn found(totals: &Matrix) -> (Vec<usize>, Result<Effects, NotAdjusted>) {
    let scorers = totals.iter().map(Vec::len).max().unwrap_or(0);
    let handed_in: Vec<usize> =
        (0..scorers).filter(|s| totals.iter().any(|row| row.get(*s).copied().flatten().is_some())).collect();
    let pick = |row: &Vec<Option<f64>>| handed_in.iter().map(|s| row.get(*s).copied().flatten()).collect();
    let part: Matrix = totals.iter().map(pick).collect();
    let found = effects(&part);
    (handed_in, found)
}

/// The adjusted result.
pub fn adjusted(totals: &Matrix) -> Adjusted {
    let (handed_in, effects) = found(totals);
    let given = |candidate: &Vec<Option<f64>>, scorer: usize| candidate.get(scorer).copied().flatten().is_some();
    if totals.iter().all(|row| handed_in.iter().all(|scorer| given(row, *scorer))) {
        return Adjusted::Refused(Refusal::Full);
    }
    let unmarked: Vec<usize> =
        totals.iter().enumerate().filter(|(_, row)| row.iter().all(Option::is_none)).map(|(at, _)| at).collect();
    if !unmarked.is_empty() {
        return Adjusted::Refused(Refusal::Unmarked(unmarked));
    }
    let few: Vec<usize> = handed_in
        .iter()
        .copied()
        .filter(|scorer| totals.iter().filter(|row| given(row, *scorer)).count() < LEAST)
        .collect();
    if !few.is_empty() {
        return Adjusted::Refused(Refusal::Few(few));
    }
    match effects {
        Ok(effects) => Adjusted::Values(effects.targets),
        Err(NotAdjusted::Apart | NotAdjusted::TooFew | NotAdjusted::FullPanel) => Adjusted::Refused(Refusal::Apart),
    }
}

/// The slope of a least-squares line; none of fewer than three points, or where all are at one place.
pub fn slope(points: &[(f64, f64)]) -> Option<f64> {
    if points.len() < 3 {
        return None;
    }
    let middle = |pick: fn(&(f64, f64)) -> f64| mean(&points.iter().map(pick).collect::<Vec<_>>());
    let (x, y) = (middle(|p| p.0)?, middle(|p| p.1)?);
    let across: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    (across > LEVEL).then(|| points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>() / across)
}

fn deviation(values: &[f64]) -> Option<f64> {
    let middle = mean(values).filter(|_| values.len() > 1)?;
    Some((values.iter().map(|v| (v - middle).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt())
}

/// Pearson's correlation; none of fewer than three pairs, or where one side does not vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let many = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
    let (x, y) = (x / many, y / many);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let (a, b) = (pair.0 - x, pair.1 - y);
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    (xx > LEVEL && yy > LEVEL).then(|| xy / (xx * yy).sqrt())
}

/// The mean correlation between two criteria in one scorer's marks.
fn halo(grid: &Grid, scorer: usize) -> Option<f64> {
    let columns: Vec<Vec<Option<f64>>> = (0..grid.criteria)
        .map(|criterion| (0..grid.len()).map(|candidate| grid.mark(candidate, scorer, criterion)).collect())
        .collect();
    let mut found = Vec::new();
    for (at, one) in columns.iter().enumerate() {
        for other in columns.iter().skip(at + 1) {
            let pairs: Vec<(f64, f64)> = one.iter().zip(other).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
            found.extend(correlation(&pairs));
        }
    }
    mean(&found)
}

fn straight(marks: &[crate::candidates::opened::Mark]) -> bool {
    let mut places = marks.iter().filter_map(|mark| match mark.says {
        Says::Anchor(at) => Some(at),
        Says::NoEvidence => None,
    });
    let first = places.next();
    let rest: Vec<usize> = places.collect();
    rest.len() > 1 && rest.iter().all(|place| Some(*place) == first)
}

/// The figures of every scorer.
pub fn scorers(round: &Opened, grid: &Grid, totals: &Matrix) -> Vec<ScorerFigures> {
    let (handed_in, effects) = found(totals);
    let severity = |scorer: usize| {
        let at = handed_in.iter().position(|one| *one == scorer)?;
        effects.as_ref().ok()?.raters.get(at).copied()
    };
    let of = |scorer: usize| {
        let cards = || round.cards.iter().filter_map(move |cards| cards.get(scorer));
        let marked = || cards().filter_map(|card| if let Card::Marked(marks) = card { Some(marks) } else { None });
        let own: Vec<f64> = totals.iter().filter_map(|row| row.get(scorer).copied().flatten()).collect();
        let beside: Vec<(f64, f64)> = round
            .candidates
            .iter()
            .zip(totals)
            .filter_map(|(candidate, row)| {
                let mine = row.get(scorer).copied().flatten()?;
                let others = row.iter().enumerate().filter(|(at, _)| *at != scorer).filter_map(|(_, value)| *value);
                let others = mean(&others.collect::<Vec<_>>())?;
                Some((f64::from(candidate.place?), mine - others))
            })
            .collect();
        ScorerFigures {
            marked: marked().count(),
            recused: cards().filter(|card| matches!(card, Card::Recused(_))).count(),
            absent: cards().filter(|card| matches!(card, Card::Absent(_))).count(),
            no_evidence: marked().flatten().filter(|mark| mark.says == Says::NoEvidence).count(),
            severity: severity(scorer),
            spread: deviation(&own),
            halo: halo(grid, scorer),
            straight: marked().filter(|marks| straight(marks)).count(),
            slope: slope(&beside),
        }
    };
    (0..round.scorers.len()).map(of).collect()
}

/// Points that each later interview gained over the whole panel. It cannot tell a panel that grew milder from candidates who
/// happened to be stronger.
pub fn panel_slope(round: &Opened, totals: &Matrix) -> Option<f64> {
    let point = |(candidate, row): (&crate::candidates::opened::Candidate, &Vec<Option<f64>>)| {
        let given: Vec<f64> = row.iter().copied().flatten().collect();
        Some((f64::from(candidate.place?), mean(&given)?))
    };
    slope(&round.candidates.iter().zip(totals).filter_map(point).collect::<Vec<_>>())
}
