//! Krippendorff's alpha: agreement beyond chance, with gaps allowed.
//!
//! Source: K. Krippendorff, *Computing Krippendorff's alpha-reliability* (2007). With coincidences o(c, k) and value counts n(c),
//! alpha = 1 - (n - 1) Σ o(c, k) δ²(c, k) / Σ n(c) n(k) δ²(c, k).

/// Alpha by level of measurement. None where values never differ, or nothing was scored twice; ratio also where a value is
/// below nought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alpha {
    pub nominal: Option<f64>,
    pub ordinal: Option<f64>,
    pub interval: Option<f64>,
    pub ratio: Option<f64>,
}

/// The alphas of units, each with the values that its raters gave.
pub fn alpha(units: &[Vec<f64>]) -> Alpha {
    let pairable = || units.iter().filter(|unit| unit.len() > 1);
    let mut values: Vec<f64> = pairable().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    let many = values.len();
    let place = |value: f64| values.partition_point(|v| v.total_cmp(&value).is_lt());
    // Observed coincidences, a square by rows, and how often each value counts.
    let mut observed = vec![0.0; many * many];
    let mut counts = vec![0.0; many];
    for unit in pairable() {
        let each = 1.0 / (unit.len() - 1) as f64;
        for (at, first) in unit.iter().enumerate() {
            let row = place(*first) * many;
            if let Some(count) = counts.get_mut(row / many) {
                *count += 1.0;
            }
            for (other, second) in unit.iter().enumerate() {
                if at != other
                    && let Some(cell) = observed.get_mut(row + place(*second))
                {
                    *cell += each;
                }
            }
        }
    }
    let table = Table { values: &values, observed: &observed, counts: &counts };
    let up_to: Vec<f64> = counts
        .iter()
        .scan(0.0, |sum, count| {
            *sum += count;
            Some(*sum)
        })
        .collect();
    // Cases between two values, half of the ends: the sum of n from c to k less half of n(c) and n(k).
    let middle = |at: usize| match (up_to.get(at), counts.get(at)) {
        (Some(sum), Some(count)) => sum - count / 2.0,
        _ => 0.0,
    };
    Alpha {
        nominal: table.alpha(|c, k| f64::from(u8::from(c != k))),
        ordinal: table.alpha(|c, k| (middle(k) - middle(c)).powi(2)),
        interval: table.alpha(|c, k| table.apart(c, k).powi(2)),
        ratio: values.first().filter(|least| **least >= 0.0).and_then(|_| table.alpha(|c, k| table.proportion(c, k))),
    }
}

struct Table<'t> {
    values: &'t [f64],
    observed: &'t [f64],
    counts: &'t [f64],
}

impl Table<'_> {
    fn value(&self, at: usize) -> f64 {
        self.values.get(at).copied().unwrap_or_default()
    }

    fn apart(&self, c: usize, k: usize) -> f64 {
        self.value(c) - self.value(k)
    }

    fn proportion(&self, c: usize, k: usize) -> f64 {
        let sum = self.value(c) + self.value(k);
        if sum == 0.0 { 0.0 } else { (self.apart(c, k) / sum).powi(2) }
    }

    fn alpha(&self, delta: impl Fn(usize, usize) -> f64) -> Option<f64> {
        let many = self.values.len();
        let total: f64 = self.counts.iter().sum();
        let (mut found, mut expected) = (0.0, 0.0);
        for c in 0..many {
            for k in 0..many {
                let delta = delta(c, k);
                found += self.observed.get(c * many + k).copied().unwrap_or_default() * delta;
                let count = |at: usize| self.counts.get(at).copied().unwrap_or_default();
                expected += count(c) * count(k) * delta;
            }
        }
        (expected > 0.0).then(|| 1.0 - (total - 1.0) * found / expected)
    }
}
