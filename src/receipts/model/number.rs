//! Series of numbers, and how a number is written.

use super::{FieldProblem, SeriesId, field};
use crate::kit::{Numbering, numbering};
use crate::t;

/// A series of receipt numbers: `2026-0001`, or with a prefix `B2026-0001`; running on without a year, `B0001`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub id: SeriesId,
    pub name: String,
    pub prefix: String,
    /// Begins anew each year, with the year in the number.
    pub yearly: bool,
    /// The least number of digits of a serial.
    pub digits: u32,
    /// New receipts are numbered from it; one series is.
    pub active: bool,
}

impl Series {
    /// The year that a serial is counted in: that of issue, or 0 where the series runs on.
    pub fn counted_in(&self, year: i32) -> i32 {
        if self.yearly { year } else { 0 }
    }

    /// The number of a serial, as counted in `year` (0 where the series runs on).
    pub fn number(&self, year: i32, serial: i64) -> String {
        let numbering = Numbering { prefix: self.prefix.clone(), digits: self.digits };
        numbering.write(self.yearly.then_some(year), serial)
    }
}

/// The numbers that so many receipts issued in `year` would get next; `counters` are those of the series: year, first serial,
/// next serial.
pub fn numbers_ahead(series: Option<&Series>, counters: &[(i32, i64, i64)], year: i32, many: usize) -> Vec<String> {
    let many = i64::try_from(many).unwrap_or(0);
    // Before anything was issued there may be no series yet; the first one begins like this.
    let Some(series) = series else { return (1..=many).map(|serial| format!("{year:04}-{serial:04}")).collect() };
    let counted = series.counted_in(year);
    let next = counters.iter().find(|(year, ..)| *year == counted).map_or(1, |(_, _, next)| *next);
    (next..next.saturating_add(many)).map(|serial| series.number(counted, serial)).collect()
}

/// A series as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeriesForm {
    pub name: String,
    pub prefix: String,
    /// Runs on without a year.
    pub running: bool,
    pub digits: String,
    /// The first serial, to continue an older book; empty for 1.
    pub first: String,
}

/// A series that can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSeries {
    pub name: String,
    pub prefix: String,
    pub yearly: bool,
    pub digits: u32,
    pub first: i64,
}

impl SeriesForm {
    /// The series, or what is wrong with the fields.
    ///
    /// # Errors
    /// One [`FieldProblem`] for each field that cannot be right.
    pub fn parse(&self) -> Result<NewSeries, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            problems.push(field("name", t!("Give the series a name")));
        }
        let mut wrong = |of: &'static str, message: String| problems.push(field(of, message));
        let prefix = numbering::prefix(&self.prefix).unwrap_or_else(|message| {
            wrong("prefix", message);
            String::new()
        });
        let digits = numbering::digits(&self.digits, 4).unwrap_or_else(|message| {
            wrong("digits", message);
            4
        });
        let first = numbering::serial(&self.first, 1).unwrap_or_else(|message| {
            wrong("first", message);
            1
        });
        if problems.is_empty() {
            Ok(NewSeries { name, prefix, yearly: !self.running, digits, first })
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(prefix: &str, yearly: bool) -> Series {
        Series { id: SeriesId(1), name: "Receipts".into(), prefix: prefix.into(), yearly, digits: 4, active: true }
    }

    #[test]
    fn numbers_are_written_as_the_series_says() {
        assert_eq!(series("", true).number(2026, 1), "2026-0001");
        assert_eq!(series("B", true).number(2026, 12_345), "B2026-12345");
        assert_eq!(series("R-", false).number(0, 42), "R-0042");
        assert_eq!(series("", false).counted_in(2026), 0);
    }

    #[test]
    fn a_form_says_what_is_wrong_beside_each_field() {
        let form = SeriesForm { digits: "20".into(), prefix: "a b".into(), first: "0".into(), ..SeriesForm::default() };
        let fields: Vec<_> = form.parse().unwrap_err().into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["name", "prefix", "digits", "first"]);
        let form = SeriesForm {
            name: " Second copy ".into(),
            prefix: "B".into(),
            first: "101".into(),
            ..SeriesForm::default()
        };
        let new = form.parse().unwrap();
        assert_eq!((new.name.as_str(), new.yearly, new.digits, new.first), ("Second copy", true, 4, 101));
    }
}
