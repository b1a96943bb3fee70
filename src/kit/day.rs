//! Days: ISO in the file and in commands, the reader's order on screen and paper.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::text::or_list;
use super::{Problem, Result};
use crate::t;

/// A calendar day, without a time or a zone.
pub type Day = NaiveDate;

/// Reads `2026-11-21` only: what scripts write must mean the same in every office. Of another way of writing, the hint says the
/// days that may be meant.
///
/// # Errors
/// When the text is not an ISO day.
pub fn from_iso(text: &str) -> Result<Day> {
    let text = text.trim();
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_no_iso_day| {
        let meant: BTreeSet<String> = [false, true]
            .into_iter()
            .filter_map(|month_first| full(text, month_first))
            .map(|d| d.to_string())
            .collect();
        let meant: Vec<String> = meant.into_iter().collect();
        Problem::input(t!("“{text}” is not a day as it is written here", text = text)).hint(if meant.is_empty() {
            t!("Write year, month and day, like 2026-11-21").to_owned()
        } else {
            t!("Write year, month and day: {days}", days = or_list(&meant))
        })
    })
}

/// A day with its year in four digits, in the given order.
fn full(text: &str, month_first: bool) -> Option<Day> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let year = parts.get(2).filter(|year| parts.len() == 3 && year.len() == 4)?.parse().ok()?;
    let first_of_year = NaiveDate::from_ymd_opt(year, 1, 1)?;
    read(text, first_of_year, month_first).ok()
}

/// The first year of which an office holds anything, and how many years ahead it may look: a year outside is a slip.
const FIRST_YEAR: i32 = 1900;
const YEARS_AHEAD: i32 = 100;
/// What is arranged may lie at most so many days ahead (a cheque dated forward is banked then).
const ARRANGED_DAYS_AHEAD: i64 = 366;
/// What happened longer ago than this is possible and worth a second look.
const LONG_AGO_YEARS: i32 = 10;

/// The day, if anything of an office can lie on it: from 1900 to a hundred years ahead of `this_year`.
///
/// # Errors
/// When it lies outside.
pub fn possible(day: Day, this_year: i32) -> Result<Day> {
    let wrong = if day.year() < FIRST_YEAR {
        t!("{day} lies before {year}", day = day, year = FIRST_YEAR)
    } else if day.year() > this_year.saturating_add(YEARS_AHEAD) {
        t!("{day} lies more than {years} years ahead", day = day, years = YEARS_AHEAD)
    } else {
        return Ok(day);
    };
    Err(Problem::input(wrong).hint(t!("Check the year")))
}

/// The same of a day on which something has happened: it is not still to come.
///
/// # Errors
/// When it lies outside, or after today.
pub fn happened(day: Day, today: Day) -> Result<Day> {
    possible(day, today.year())?;
    if day > today {
        let wrong = t!("{day} is still to come, so nothing has happened on it", day = short(day));
        return Err(Problem::input(wrong).hint(t!("Check the day and the year")));
    }
    Ok(day)
}

/// The same of a day for which something is arranged, which may lie a little ahead.
///
/// # Errors
/// When it lies outside, or more than a year ahead.
pub fn arranged(day: Day, today: Day) -> Result<Day> {
    possible(day, today.year())?;
    if (day - today).num_days() > ARRANGED_DAYS_AHEAD {
        return Err(
            Problem::input(t!("{day} lies more than a year ahead", day = short(day))).hint(t!("Check the year"))
        );
    }
    Ok(day)
}

/// What is unusual about a day on which something has happened, in words for beside the field.
pub fn unusual(day: Day, today: Day) -> Option<String> {
    if day > today {
        return Some(t!("{day} is still to come", day = short(day)));
    }
    let years = today.year() - day.year();
    (years > LONG_AGO_YEARS).then(|| t!("{day} is {years} years ago", day = short(day), years = years))
}

/// Reads a day as a person types it in a form: ISO, `21/11/2026`, `21.11.26`, `21 Nov`, `21 November 2026`, or just `21`
/// (this month) and `21/11` (this year). Day before month unless `month_first`.
///
/// # Errors
/// When the text is no day, no such day exists, or it is not [`possible`].
pub fn typed(text: &str, today: Day, month_first: bool) -> Result<Day> {
    possible(read(text.trim(), today, month_first)?, today.year())
}

fn read(text: &str, today: Day, month_first: bool) -> Result<Day> {
    // "01-11-26" begins with a day.
    let year_first = text.split('-').next().is_some_and(|year| year.len() == 4);
    if let (true, Ok(day)) = (year_first, NaiveDate::parse_from_str(text, "%Y-%m-%d")) {
        return Ok(day);
    }
    let wrong = || Problem::input(format!("“{text}” is not a day")).hint("Write it like 21/11/2026 or 2026-11-21");
    let lower = text.to_lowercase();
    match lower.as_str() {
        "today" | "t" => return Ok(today),
        "yesterday" | "y" => return today.pred_opt().ok_or_else(wrong),
        _ => {}
    }
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().map_err(|_no_number| wrong());
    let (first, second, year) = match parts.as_slice() {
        [day] => (number(day)?, today.month(), today.year()),
        [day, month] => (number(day)?, month_number(month).map_or_else(|| number(month), Ok)?, today.year()),
        [day, month, year] => {
            let year = i32::try_from(number(year)?).map_err(|_too_large| wrong())?;
            let full = if year < 100 { century(year, today.year()) } else { year };
            (number(day)?, month_number(month).map_or_else(|| number(month), Ok)?, full)
        }
        _ => return Err(wrong()),
    };
    let swap = month_first && parts.len() > 1 && month_number(parts.get(1).unwrap_or(&"")).is_none();
    let (day, month) = if swap { (second, first) } else { (first, second) };
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(wrong)
}

/// The four-digit year for two digits: the one nearest to this year that is not more than twenty years ahead.
pub fn century(two_digits: i32, this_year: i32) -> i32 {
    let base = this_year - this_year.rem_euclid(100) + two_digits;
    if base > this_year + 20 { base - 100 } else { base }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `1` to `12` for an English month name or the first three letters of it.
pub fn month_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let found = MONTHS.iter().position(|m| {
        let month = m.to_lowercase();
        word.len() >= 3 && month.starts_with(&word)
    })?;
    u32::try_from(found + 1).ok()
}

/// `January` for 1, and so on; empty for anything else.
pub fn month_name(month: u32) -> &'static str {
    usize::try_from(month).ok().and_then(|m| MONTHS.get(m.wrapping_sub(1))).copied().unwrap_or("")
}

/// A financial year as people name it: `2026`, or `2026/27` where it is not the calendar's.
pub fn year_words(from: Day, to: Day) -> String {
    use chrono::Datelike as _;
    if from.year() == to.year() { from.year().to_string() } else { format!("{}/{:02}", from.year(), to.year() % 100) }
}

/// `21 Nov`, where the year is plain.
pub fn brief(day: Day) -> String {
    let name: String = month_name(day.month()).chars().take(3).collect();
    format!("{} {name}", day.day())
}

/// `21 Nov 2026`, for lists.
pub fn short(day: Day) -> String {
    format!("{} {}", brief(day), day.year())
}

/// `21 November 2026`, for sentences and paper.
pub fn long(day: Day) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_as_people_type_them() {
        let today = from_iso("2026-11-21").unwrap();
        for (text, iso) in [
            ("2026-02-28", "2026-02-28"),
            ("3", "2026-11-03"),
            ("3/4", "2026-04-03"),
            ("3.4.25", "2025-04-03"),
            ("03-04-25", "2025-04-03"),
            ("3 Apr", "2026-04-03"),
            ("3 april 1999", "1999-04-03"),
            ("03/04/98", "1998-04-03"),
            ("today", "2026-11-21"),
        ] {
            assert_eq!(typed(text, today, false).unwrap(), from_iso(iso).unwrap(), "{text}");
        }
        assert_eq!(typed("4/3/2025", today, true).unwrap(), from_iso("2025-04-03").unwrap());
        for text in ["", "31/2/2026", "31/31/2000", "soon", "1/2/3/4", "0001-01-01", "21/11/0206", "9999-12-31"] {
            assert!(typed(text, today, false).is_err(), "{text}");
        }
    }

    #[test]
    fn another_way_of_writing_a_day_is_told_what_to_write() {
        for (text, hint) in [
            ("04/03/2026", "2026-03-04 or 2026-04-03"),
            ("25/03/2026", ": 2026-03-25"),
            ("12/31/2026", ": 2026-12-31"),
            ("4 Mar 2026", ": 2026-03-04"),
            ("soon", "like 2026-11-21"),
            ("04/03/26", "like 2026-11-21"),
            ("2026-02-30", "like 2026-11-21"),
        ] {
            let problem = from_iso(text).unwrap_err();
            assert!(problem.hint.as_deref().unwrap().ends_with(hint), "{text}: {problem}");
            assert_eq!(problem.details(), "", "no words of a library");
        }
    }

    #[test]
    fn a_day_is_possible_happened_or_unusual() {
        let day = |iso: &str| from_iso(iso).unwrap();
        let today = day("2026-11-21");
        for (iso, fits, has_happened, is_arranged, words) in [
            ("1899-12-31", false, false, false, ""),
            ("1900-01-01", true, true, true, "126 years ago"),
            ("2015-12-31", true, true, true, "11 years ago"),
            ("2016-01-01", true, true, true, ""),
            ("2026-11-21", true, true, true, ""),
            ("2026-11-22", true, false, true, "still to come"),
            ("2027-11-22", true, false, true, "still to come"),
            ("2027-11-23", true, false, false, ""),
            ("2126-12-31", true, false, false, ""),
            ("2127-01-01", false, false, false, ""),
        ] {
            assert_eq!(possible(day(iso), 2026).is_ok(), fits, "{iso}");
            assert_eq!(happened(day(iso), today).is_ok(), has_happened, "{iso}");
            assert_eq!(arranged(day(iso), today).is_ok(), is_arranged, "{iso}");
            if is_arranged {
                let said = unusual(day(iso), today).unwrap_or_default();
                assert!(said.ends_with(words) && said.is_empty() == words.is_empty(), "{iso}: {said}");
            }
        }
        assert!(possible(day("0001-01-01"), 2026).unwrap_err().to_string().contains("before 1900"));
    }
}
