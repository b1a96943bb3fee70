//! Days as statements write them.

use crate::kit::Day;

/// `20190123`, with or without a time and a zone behind it. The day is the bank's own, whatever the zone.
pub(super) fn compact(text: &str) -> Option<Day> {
    let digits = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    // A time follows in digits, then fractions and zones; a ninth letter of anything else is a slip.
    let rest = text.get(8..)?;
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '[' | 'T' | ' ' | ':')) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    Day::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)
}

/// `2013-12-27`, with or without a time and a zone behind it.
pub(super) fn iso(text: &str) -> Option<Day> {
    let text = text.trim();
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    if !rest.is_empty() && !rest.starts_with(['T', 'Z', '+', '-']) {
        return None;
    }
    Day::parse_from_str(date, "%Y-%m-%d").ok()
}

/// `190123` of SWIFT: years from 1980 to 2079. A day beyond the month's last is that last one, because banks that count 30
/// days a month write 30 February.
pub(super) fn short(text: &str) -> Option<Day> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(part(0, 2)?).ok()?;
    let year = if year >= 80 { 1900 + year } else { 2000 + year };
    within(year, part(2, 4)?, part(4, 6)?)
}

/// `0124` of SWIFT beside a full day: the year is the one that brings both closest.
pub(super) fn beside(text: &str, full: Day) -> Option<Day> {
    use chrono::Datelike as _;
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let (month, day) = (part(0, 2)?, part(2, 4)?);
    [-1, 0, 1]
        .into_iter()
        .filter_map(|more| within(full.year() + more, month, day))
        .min_by_key(|found| (*found - full).num_days().abs())
}

fn within(year: i32, month: u32, day: u32) -> Option<Day> {
    if !(1..=31).contains(&day) {
        return None;
    }
    (day.saturating_sub(3)..=day).rev().find_map(|day| Day::from_ymd_opt(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        Day::parse_from_str(text, "%Y-%m-%d").ok()
    }

    #[test]
    fn days_as_banks_write_them() {
        for (text, iso) in [
            ("20190123120000", "2019-01-23"),
            ("20230509120000.000[-5:EST]", "2023-05-09"),
            ("20110412", "2011-04-12"),
            ("20180804093914:014", "2018-08-04"),
        ] {
            assert_eq!(compact(text), day(iso), "{text}");
        }
        for text in ["", "2019", "20120231", "201120000000", "20191301", "2019-01-23", "20190123x"] {
            assert_eq!(compact(text), None, "{text}");
        }
        assert_eq!(iso("2015-03-10T18:43:50+00:00"), day("2015-03-10"));
        assert_eq!(iso("2015-03-10Z"), day("2015-03-10"));
        assert_eq!((iso("2015-03-1"), iso("2015-02-30"), iso("2015-03-10x")), (None, None, None));
        assert_eq!((short("160230"), short("991231"), short("161301")), (day("2016-02-29"), day("1999-12-31"), None));
        assert_eq!(beside("0102", day("2025-12-31").unwrap()), day("2026-01-02"));
        assert_eq!(beside("1231", day("2026-01-02").unwrap()), day("2025-12-31"));
    }
}
