//! Small words of the register's screens: kinds of addresses and numbers, days, moments.

use chrono::{DateTime, Datelike as _};
use chrono_tz::Tz;

use super::super::Validity;
use crate::kit::{Day, day};
use crate::t;

/// A kind as people read it; one they made up themselves stays as it is.
pub fn kind(key: &str) -> String {
    let word = match key {
        "home" => t!("Home"),
        "work" => t!("Work"),
        "mobile" => t!("Mobile"),
        "post" => t!("For post"),
        "fax" => t!("Fax"),
        "other" => t!("Other"),
        own => return own.to_owned(),
    };
    word.to_owned()
}

/// The kinds to choose from, and the present one where it is another.
pub fn kinds<'k>(usual: &[&'k str], present: &'k str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = usual.iter().map(|key| ((*key).to_owned(), kind(key))).collect();
    if !present.is_empty() && !usual.contains(&present) {
        all.push((present.to_owned(), kind(present)));
    }
    all
}

/// From when and until when, where that is not always.
pub fn validity(valid: Validity, today: Day) -> Option<String> {
    match (valid.from, valid.to) {
        (None, None) => None,
        (_, Some(to)) if to < today => Some(t!("until {day}, no longer used", day = day::short(to))),
        (Some(from), _) if from > today => Some(t!("from {day}, not used yet", day = day::short(from))),
        (Some(from), None) => Some(t!("since {day}", day = day::short(from))),
        (_, Some(to)) => Some(t!("until {day}", day = day::short(to))),
    }
}

/// `14 Nov, 19:42` in the office's time zone, with the year where it is another.
pub fn moment(utc: &str, zone: &str, today: Day) -> String {
    let Ok(at) = DateTime::parse_from_rfc3339(utc) else { return utc.to_owned() };
    let at = at.with_timezone(&zone.parse::<Tz>().unwrap_or(Tz::UTC));
    let day = day::short(at.date_naive());
    let year = format!(" {}", today.year());
    let day = day.strip_suffix(&year).unwrap_or(&day);
    format!("{day}, {}", at.format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    #[test]
    fn moments_stand_in_the_time_of_the_office() {
        let today = from_iso("2026-11-21").unwrap();
        assert_eq!(moment("2026-07-14T23:42:00.000Z", "Europe/London", today), "15 Jul, 00:42");
        assert_eq!(moment("2025-11-14T19:42:00.000Z", "Europe/Berlin", today), "14 Nov 2025, 20:42");
        assert_eq!(moment("soon", "Europe/London", today), "soon");
    }

    #[test]
    fn what_no_longer_holds_says_so() {
        let today = from_iso("2026-11-21").unwrap();
        let day = |iso| Some(from_iso(iso).unwrap());
        assert_eq!(validity(Validity::default(), today), None);
        assert!(validity(Validity { from: None, to: day("2026-11-20") }, today).unwrap().contains("no longer"));
        assert_eq!(validity(Validity { from: None, to: day("2026-11-21") }, today).unwrap(), "until 21 Nov 2026");
        assert!(validity(Validity { from: day("2026-12-01"), to: None }, today).unwrap().contains("not used yet"));
    }
}
