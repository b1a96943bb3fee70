//! Intraclass correlations of Shrout and Fleiss (1979), *Psychological Bulletin* 86:420: how much of the spread lies between
//! the candidates.

use super::{Matrix, complete, mean};

/// The six forms: one rater's score (`_1`) or the mean of all (`_k`); raters differ from target to target (`one`), are a
/// sample of raters (`two`), or the only ones there are (`three`). Values below nought are possible and mean what they say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Icc {
    pub one_1: f64,
    pub two_1: f64,
    pub three_1: f64,
    pub one_k: f64,
    pub two_k: f64,
    pub three_k: f64,
}

/// The correlations of a matrix without gaps, of two targets and two raters at least; none where nothing varies.
pub fn icc(matrix: &Matrix) -> Option<Icc> {
    let rows = complete(matrix)?;
    let (n, k) = (rows.len(), rows.first()?.len());
    if n < 2 || k < 2 {
        return None;
    }
    let grand = mean(&rows.concat())?;
    let square = |value: f64| (value - grand).powi(2);
    let row_means: Vec<f64> = rows.iter().filter_map(|row| mean(row)).collect();
    let column = |at: usize| -> Vec<f64> { rows.iter().filter_map(|row| row.get(at).copied()).collect() };
    let column_means: Vec<f64> = (0..k).filter_map(|at| mean(&column(at))).collect();
    let total: f64 = rows.iter().flatten().map(|value| square(*value)).sum();
    let between: f64 = k as f64 * row_means.iter().map(|m| square(*m)).sum::<f64>();
    let raters: f64 = n as f64 * column_means.iter().map(|m| square(*m)).sum::<f64>();
    let (n, k) = (n as f64, k as f64);
    let msr = between / (n - 1.0);
    let msw = (total - between).max(0.0) / (n * (k - 1.0));
    let msc = raters / (k - 1.0);
    let mse = (total - between - raters).max(0.0) / ((n - 1.0) * (k - 1.0));
    let part = |above: f64, below: f64| (below.abs() > f64::EPSILON).then_some(above / below);
    Some(Icc {
        one_1: part(msr - msw, msr + (k - 1.0) * msw)?,
        two_1: part(msr - mse, msr + (k - 1.0) * mse + k * (msc - mse) / n)?,
        three_1: part(msr - mse, msr + (k - 1.0) * mse)?,
        one_k: part(msr - msw, msr)?,
        two_k: part(msr - mse, msr + (msc - mse) / n)?,
        three_k: part(msr - mse, msr)?,
    })
}
