//! A decimal of a fixed number of places, kept as a whole number of its smallest unit.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// As it stands on a sheet: JSON numbers would lose digits.
impl Serialize for Fixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fixed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let wrong = || serde::de::Error::custom("no decimal of a count");
        let units = format!("{whole}{part}").parse().map_err(|_no_number: std::num::ParseIntError| wrong())?;
        Ok(Self { units, decimals: u32::try_from(part.len()).map_err(|_too_long| wrong())? })
    }
}
