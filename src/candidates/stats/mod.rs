//! What a panel's scores say: means and order, how far the scorers agree, and how severe each is.
//!
//! Everything is worked out from the scores alone; nothing is ever put in the place of a score that is missing. Where a
//! figure is not defined (no variation, gaps, too few scorers) there is none, not a 0 and not a 1.

mod alpha;
mod icc;
mod kendall;
mod scores;
mod severity;
#[cfg(test)]
mod tests;

pub use alpha::{Alpha, alpha};
pub use icc::{Icc, icc};
pub use kendall::{Concordance, kendall};
pub use scores::{Scores, ScoresForm};
pub use severity::{Effects, NotAdjusted, effects};

/// Differences below this are none: what is left of rounding in binary fractions.
const LEVEL: f64 = 1e-9;

/// Targets in rows, raters in columns; nothing where a rater gave no score.
pub type Matrix = Vec<Vec<Option<f64>>>;

/// A candidate's result, on the scale of the scores.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateStats {
    pub name: String,
    /// The mean of the scorers' totals.
    pub mean: Option<f64>,
    pub median: Option<f64>,
    /// The mean with the scorers' severity taken out; only where there are gaps, as it changes nothing on a full panel.
    pub adjusted: Option<f64>,
    /// By mean; level candidates share a rank, and as many are skipped.
    pub rank: Option<usize>,
}

/// A scorer's effect: how far above (or below) the panel they score, in points; below nought is severe.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorerStats {
    pub name: String,
    pub severity: Option<f64>,
}

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    pub alpha: Alpha,
    pub icc: Option<Icc>,
    pub kendall: Option<Concordance>,
    pub candidates: Vec<CandidateStats>,
    pub scorers: Vec<ScorerStats>,
    /// Why there is no adjusted result.
    pub not_adjusted: Option<NotAdjusted>,
}

/// The statistics of `scores`, with a weight for each criterion.
pub fn stats(scores: &Scores, weights: &[f64]) -> Stats {
    let totals = scores.totals(weights);
    let found = effects(&totals);
    let (adjusted, not_adjusted) = match &found {
        Ok(_) if scores.full_panel() => (None, Some(NotAdjusted::FullPanel)),
        Ok(effects) => (Some(&effects.targets), None),
        Err(why) => (None, Some(*why)),
    };
    let means: Vec<Option<f64>> = totals.iter().map(|row| mean(&given(row))).collect();
    let ranks = ranks(&means);
    let candidates = scores
        .candidates()
        .iter()
        .zip(&totals)
        .enumerate()
        .map(|(at, (name, row))| CandidateStats {
            name: name.clone(),
            mean: means.get(at).copied().flatten(),
            median: median(&given(row)),
            adjusted: adjusted.and_then(|values| values.get(at).copied()),
            rank: ranks.get(at).copied().flatten(),
        })
        .collect();
    let severity = found.ok().map(|effects| effects.raters);
    let scorers = scores
        .scorers()
        .iter()
        .enumerate()
        .map(|(at, name)| ScorerStats {
            name: name.clone(),
            severity: severity.as_ref().and_then(|values| values.get(at).copied()),
        })
        .collect();
    Stats {
        alpha: alpha(&scores.units()),
        icc: icc(&totals),
        kendall: kendall(&totals),
        candidates,
        scorers,
        not_adjusted,
    }
}

fn given(row: &[Option<f64>]) -> Vec<f64> {
    row.iter().copied().flatten().collect()
}

/// The mean; none of no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The middle value, or the mean of the two in the middle; none of no values.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(sorted.len() / 2)?;
    if sorted.len().is_multiple_of(2) { Some((sorted.get(sorted.len() / 2 - 1)? + upper) / 2.0) } else { Some(*upper) }
}

/// Ranks from one, the highest value first; level values share one.
fn ranks(values: &[Option<f64>]) -> Vec<Option<usize>> {
    let above = |value: f64| values.iter().flatten().filter(|other| **other > value + LEVEL).count();
    values.iter().map(|value| value.map(|value| above(value) + 1)).collect()
}

/// A matrix without gaps, if it has none.
fn complete(matrix: &Matrix) -> Option<Vec<Vec<f64>>> {
    matrix.iter().map(|row| row.iter().copied().collect()).collect()
}
