//! Ways to weights, and weights drawn at random to see whether they matter.

use crate::candidates::stats::mean;

/// Rank-order centroid weights: what the middle of all weightings is that keep this order of importance, the most important
/// first. Source: F. H. Barron, B. E. Barrett, *Management Science* 42 (1996) 1515.
pub fn by_order(many: usize) -> Vec<f64> {
    let each = |from: usize| (from..=many).map(|k| 1.0 / k as f64).sum::<f64>() / many as f64;
    (1..=many).map(each).collect()
}

/// Weights from comparisons in pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub weights: Vec<f64>,
    /// The principal eigenvalue; as many as there are criteria where no comparison contradicts another.
    pub eigenvalue: f64,
    /// Saaty's consistency ratio; up to 0.10 is taken. None for fewer than three, where nothing can contradict, and for more
    /// than ten, for which no random index is known.
    pub ratio: Option<f64>,
}

/// Saaty's random index for 3 to 10 criteria.
const RANDOM_INDEX: [f64; 8] = [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.51];

/// Weights from the upper triangle of a table of comparisons, row by row: how many times as important the first is as the
/// second (T. L. Saaty, *The Analytic Hierarchy Process*, 1980). None where the numbers do not fill a triangle or are not
/// above nought.
pub fn by_pairs(upper: &[f64]) -> Option<Compared> {
    let many = (1..=upper.len() + 1).find(|n| n * (n - 1) / 2 == upper.len())?;
    if upper.iter().any(|value| !value.is_finite() || *value <= 0.0) {
        return None;
    }
    let mut table = vec![vec![1.0; many]; many];
    let mut values = upper.iter();
    for row in 0..many {
        for column in row + 1..many {
            let value = *values.next()?;
            *table.get_mut(row)?.get_mut(column)? = value;
            *table.get_mut(column)?.get_mut(row)? = 1.0 / value;
        }
    }
    let times = |vector: &[f64]| -> Vec<f64> {
        table.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
    };
    let mut weights = vec![1.0 / many as f64; many];
    for _ in 0..1000 {
        let next = times(&weights);
        let sum: f64 = next.iter().sum();
        let next: Vec<f64> = next.into_iter().map(|value| value / sum).collect();
        let moved: f64 = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).sum();
        weights = next;
        if moved < 1e-14 {
            break;
        }
    }
    let ratios: Vec<f64> = times(&weights).iter().zip(&weights).map(|(a, b)| a / b).collect();
    let eigenvalue = mean(&ratios)?;
    let n = many as f64;
    let index = many.checked_sub(3).and_then(|at| RANDOM_INDEX.get(at));
    let ratio = index.map(|index| (eigenvalue - n) / (n - 1.0) / index);
    Some(Compared { weights, eigenvalue, ratio })
}

/// Numbers that look random and are the same for the same seed (SplitMix64; S. Vigna's public-domain reference).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn step(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number between 0 and 1, neither of both.
    fn unit(&mut self) -> f64 {
        ((self.step() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Weights that add up to 1, every such weighting as likely as any other (Dirichlet with all parameters 1).
    pub fn weights(&mut self, into: &mut [f64]) {
        let mut sum = 0.0;
        for weight in into.iter_mut() {
            *weight = -self.unit().ln();
            sum += *weight;
        }
        into.iter_mut().for_each(|weight| *weight /= sum);
    }
}
