//! Many times of one thing, and how they are spread.

use std::time::{Duration, Instant};

/// Times in order, the shortest first.
#[derive(Clone, Debug, Default)]
pub struct Spread(Vec<Duration>);

impl Spread {
    /// Does something so many times.
    pub fn of<T>(times: usize, mut does: impl FnMut(usize) -> T) -> Self {
        let mut spread = Self::default();
        for at in 0..times {
            spread.time(|| does(at));
        }
        spread
    }

    /// Does something once more.
    pub fn time<T>(&mut self, does: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let out = std::hint::black_box(does());
        self.add(start.elapsed());
        out
    }

    pub fn add(&mut self, took: Duration) {
        let at = self.0.partition_point(|known| *known <= took);
        self.0.insert(at, took);
    }

    pub fn join(mut self, other: &Self) -> Self {
        other.0.iter().for_each(|took| self.add(*took));
        self
    }

    /// The time that so many in a hundred stay under.
    pub fn part(&self, hundredths: usize) -> Duration {
        let at = (self.0.len() * hundredths).div_ceil(100).saturating_sub(1);
        self.0.get(at).copied().unwrap_or_default()
    }

    pub fn sum(&self) -> Duration {
        self.0.iter().sum()
    }

    pub fn longest(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }
}
