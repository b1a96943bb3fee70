//! A decimal of a fixed number of places, kept as a whole number of its smallest unit.

use std::fmt;

/// `units` of which `10^decimals` make one vote. Comparable only between values of one count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed {
    pub units: i128,
    pub decimals: u32,
}

/// How many units make one.
pub(super) fn one(decimals: u32) -> i128 {
    10_i128.pow(decimals)
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, units) = (if self.units < 0 { "-" } else { "" }, self.units.unsigned_abs());
        let scale = one(self.decimals).unsigned_abs();
        if self.decimals == 0 {
            return write!(f, "{sign}{units}");
        }
        write!(f, "{sign}{}.{:0width$}", units / scale, units % scale, width = self.decimals as usize)
    }
}

impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
