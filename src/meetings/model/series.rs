//! The days on which a body meets again and again, with exceptions.

use chrono::NaiveTime;

use crate::kit::{Day, Problem, Result, day, recurrence};
use crate::t;

/// The rhythms that are offered, as they are kept.
pub const RHYTHMS: [(&str, fn() -> &'static str); 5] = [
    ("weekly", || t!("Every week")),
    ("fortnightly", || t!("Every two weeks")),
    ("monthly", || t!("Every month on the same weekday")),
    ("monthly-day", || t!("Every month on the same date")),
    ("yearly", || t!("Every year")),
];

/// The days of a rhythm (a word of [`RHYTHMS`] or an RRULE, RFC 5545) from the first one until a day or so many times, without those
/// that fall out: days (`2027-05-04`) or whole months (`2027-08`).
///
/// # Errors
/// When the rhythm is none or has no end, or what is to fall out is no day of it.
pub fn days(first: Day, again: &str, until: Option<Day>, times: Option<u32>, except: &[String]) -> Result<Vec<Day>> {
    let start = first.and_time(NaiveTime::MIN);
    let rule = recurrence::typed(again, start, until, times)?;
    let recurrence::Ends::At(last) = recurrence::ends(&rule, start) else {
        return Err(Problem::input(t!("Say until when it meets again. Nothing was planned"))
            .hint(t!("Give the last day, or how many times it meets")));
    };
    let mut days: Vec<Day> = recurrence::starts(&rule, start, last).into_iter().map(|at| at.date()).collect();
    for text in except.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let before = days.len();
        match day::from_iso(text) {
            Ok(day) => days.retain(|one| *one != day),
            Err(_month) if text.len() == 7 && day::from_iso(&format!("{text}-01")).is_ok() => {
                days.retain(|one| !one.to_string().starts_with(text));
            }
            Err(problem) => return Err(problem),
        }
        if days.len() == before {
            return Err(Problem::input(t!("It does not meet on {day} anyway. Nothing was planned", day = text)));
        }
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tuesday_of_each_month_but_not_in_august() {
        let on = |text: &str| day::from_iso(text).unwrap();
        let (first, until) = (on("2027-01-05"), Some(on("2027-12-31")));
        let days = |again: &str, times, except: &[&str]| {
            let except: Vec<String> = except.iter().map(|text| (*text).to_owned()).collect();
            super::days(first, again, until.filter(|_| times != Some(3)), times, &except)
        };
        let year = days("monthly", None, &["2027-08"]).unwrap();
        assert_eq!((year.len(), year[0], year[10]), (11, first, on("2027-12-07")));
        assert!(!year.contains(&on("2027-08-03")));
        assert_eq!(days("FREQ=MONTHLY;BYDAY=1TU", Some(3), &["2027-02-02"]).unwrap(), [first, on("2027-03-02")]);
        assert!(super::days(first, "monthly", None, None, &[]).is_err(), "it never ends");
        assert!(days("monthly", None, &["2027-08-04"]).is_err(), "that is no day of it");
        assert!(days("monthly", None, &["August"]).is_err());
        for (key, _) in RHYTHMS {
            assert!(days(key, Some(2), &[]).is_ok(), "{key}");
        }
    }
}
