//! Severity: each score is a candidate's level and a scorer's effect and what neither explains, by least squares, the effects
//! adding up to nought. With everybody scoring everybody a candidate's level is the plain mean; with gaps it is what the mean
//! would be had the same people scored all.

use super::Matrix;
use crate::t;

/// The two sets of effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Each target's level, on the scale of the scores.
    pub targets: Vec<f64>,
    /// Each rater's distance from the panel, in points.
    pub raters: Vec<f64>,
}

/// Why no adjusted result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdjusted {
    /// Everybody scored everybody: it could not change the order.
    FullPanel,
    /// Somebody scored fewer than two candidates, or a candidate was scored by nobody.
    TooFew,
    /// Two groups of scorers have no candidate in common: their severity cannot be told from the candidates' merit.
    Apart,
}

impl NotAdjusted {
    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Self::FullPanel => t!("Everybody scored everybody, so an adjustment could not change the order"),
            Self::TooFew => t!("Somebody scored fewer than two candidates, or nobody scored a candidate"),
            Self::Apart => {
                t!("The scorers have too few candidates in common to tell their severity from the candidates’ merit")
            }
        }
    }
}

/// The effects of a matrix with or without gaps.
///
/// # Errors
/// When they cannot be told apart.
pub fn effects(matrix: &Matrix) -> Result<Effects, NotAdjusted> {
    let raters = matrix.first().map_or(0, Vec::len);
    let scored = |rater: usize| matrix.iter().filter(|row| row.get(rater).copied().flatten().is_some()).count();
    if raters == 0
        || (0..raters).any(|r| scored(r) < 2)
        || matrix.iter().any(|row| row.iter().flatten().next().is_none())
    {
        return Err(NotAdjusted::TooFew);
    }
    if !connected(matrix, raters) {
        return Err(NotAdjusted::Apart);
    }
    // With the targets' levels taken out (each is the mean of score less effect), one equation a rater is left; the last
    // gives way to "the effects add up to nought".
    let mut equations = vec![vec![0.0; raters + 1]; raters];
    for row in matrix {
        let given: Vec<(usize, f64)> = row.iter().enumerate().filter_map(|(r, value)| value.map(|v| (r, v))).collect();
        let many = given.len() as f64;
        let mean = given.iter().map(|(_, v)| v).sum::<f64>() / many;
        for (rater, value) in &given {
            let Some(equation) = equations.get_mut(*rater) else { continue };
            for (other, _) in &given {
                if let Some(cell) = equation.get_mut(*other) {
                    *cell += f64::from(u8::from(rater == other)) - 1.0 / many;
                }
            }
            if let Some(right) = equation.last_mut() {
                *right += value - mean;
            }
        }
    }
    if let Some(last) = equations.last_mut() {
        last.fill(1.0);
        if let Some(right) = last.last_mut() {
            *right = 0.0;
        }
    }
    let raters = solve(equations).ok_or(NotAdjusted::Apart)?;
    let level = |row: &Vec<Option<f64>>| {
        let given = row.iter().zip(&raters).filter_map(|(value, effect)| value.map(|v| v - effect));
        let (sum, many) = given.fold((0.0, 0.0), |(sum, many), value| (sum + value, many + 1.0));
        sum / many
    };
    Ok(Effects { targets: matrix.iter().map(level).collect(), raters })
}

/// Whether every rater is joined to every other through targets both scored.
fn connected(matrix: &Matrix, raters: usize) -> bool {
    let mut reached = vec![false; raters];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    loop {
        let before = reached.iter().filter(|r| **r).count();
        for row in matrix {
            let joined = row.iter().zip(&reached).any(|(value, reached)| value.is_some() && *reached);
            if joined {
                for (value, reached) in row.iter().zip(&mut reached) {
                    *reached |= value.is_some();
                }
            }
        }
        if reached.iter().filter(|r| **r).count() == before {
            return reached.into_iter().all(|r| r);
        }
    }
}

/// Gauss's elimination with the largest pivot; the right side stands in the last column. None for a singular system.
fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let many = rows.len();
    for at in 0..many {
        let pivot = (at..many).max_by(|a, b| cell(&rows, *a, at).abs().total_cmp(&cell(&rows, *b, at).abs()))?;
        if cell(&rows, pivot, at).abs() < super::LEVEL {
            return None;
        }
        rows.swap(at, pivot);
        let row = rows.get(at)?.clone();
        let lead = *row.get(at)?;
        for (other, values) in rows.iter_mut().enumerate() {
            if other == at {
                continue;
            }
            let times = *values.get(at)? / lead;
            for (value, from) in values.iter_mut().zip(&row) {
                *value -= times * from;
            }
        }
    }
    (0..many).map(|at| Some(rows.get(at)?.last()? / rows.get(at)?.get(at)?)).collect()
}

fn cell(rows: &[Vec<f64>], row: usize, column: usize) -> f64 {
    rows.get(row).and_then(|r| r.get(column)).copied().unwrap_or_default()
}
