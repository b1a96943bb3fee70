//! Kendall's coefficient of concordance W: how far the scorers put the candidates in the same order, however severe each is.

use super::{Matrix, complete, mean};

/// W from nought (no common order) to one (the same order).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concordance {
    /// Without regard to ties: 12 S / (m² (n³ - n)).
    pub w: f64,
    /// Corrected for ties: 12 S / (m² (n³ - n) - m T). None where a scorer put everybody level and nothing else varies.
    pub w_ties: Option<f64>,
    /// m (n - 1) W with ties, to be compared with chi-squared on n - 1 degrees of freedom.
    pub chi_squared: Option<f64>,
}

/// The concordance of a matrix without gaps, of two targets and two raters at least.
pub fn kendall(matrix: &Matrix) -> Option<Concordance> {
    let rows = complete(matrix)?;
    let (n, m) = (rows.len(), rows.first()?.len());
    if n < 2 || m < 2 {
        return None;
    }
    let mut sums = vec![0.0; n];
    let mut ties = 0.0;
    for rater in 0..m {
        let column: Vec<f64> = rows.iter().filter_map(|row| row.get(rater).copied()).collect();
        for (sum, rank) in sums.iter_mut().zip(mid_ranks(&column)) {
            *sum += rank;
        }
        ties += tie_sizes(&column).into_iter().map(|t| (t * t * t - t) as f64).sum::<f64>();
    }
    concordance(&sums, m, ties)
}

/// W from the sums of ranks of so many raters; `ties` is the sum of t³ - t over all groups of level ranks.
pub(super) fn concordance(sums: &[f64], raters: usize, ties: f64) -> Option<Concordance> {
    let middle = mean(sums)?;
    let s: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let (n, m) = (sums.len() as f64, raters as f64);
    let most = m * m * (n.powi(3) - n);
    let w_ties = (most - m * ties > f64::EPSILON).then(|| 12.0 * s / (most - m * ties));
    Some(Concordance { w: 12.0 * s / most, w_ties, chi_squared: w_ties.map(|w| m * (n - 1.0) * w) })
}

/// Ranks from one, lowest value first; level values share the mean of their places.
pub fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: &f64| {
        let below = values.iter().filter(|other| *other < value).count();
        let level = values.iter().filter(|other| *other == value).count();
        below as f64 + (level as f64 + 1.0) / 2.0
    };
    values.iter().map(rank).collect()
}

fn tie_sizes(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).filter(|size| *size > 1).collect()
}
