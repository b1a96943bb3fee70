//! Times of a meeting: minutes since the midnight on which its day began, so that one past midnight goes on.

use crate::kit::{Problem, Result};
use crate::t;

/// Minutes since midnight, to 2879.
pub type Minute = u32;

/// "19:05"; after midnight "0:20".
pub fn clock(minute: Minute) -> String {
    format!("{}:{:02}", minute / 60 % 24, minute % 60)
}

/// Reads `19:05`, `19.05`, `1905`, `7:05 pm` or `19`.
///
/// # Errors
/// When it is no time of a day.
pub fn read_clock(text: &str) -> Result<Minute> {
    let typed = text.trim().to_lowercase();
    let wrong = || Problem::input(t!("“{text}” is no time of day", text = text.trim())).hint(t!("Write it as 19:30"));
    let (typed, after) = match (typed.strip_suffix("pm"), typed.strip_suffix("am")) {
        (Some(rest), _) => (rest.trim().to_owned(), Some(true)),
        (_, Some(rest)) => (rest.trim().to_owned(), Some(false)),
        _ => (typed, None),
    };
    let (hours, minutes) = match typed.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours.to_owned(), minutes.to_owned()),
        Some(_) => return Err(wrong()),
        None if typed.len() > 2 && typed.is_ascii() => {
            let (hours, minutes) = typed.split_at(typed.len() - 2);
            (hours.to_owned(), minutes.to_owned())
        }
        None => (typed, "0".to_owned()),
    };
    let number = |part: &str| part.parse::<u32>().map_err(|_not_a_number| wrong());
    let (mut hours, minutes) = (number(&hours)?, number(&minutes)?);
    match after {
        Some(_) if !(1..=12).contains(&hours) => return Err(wrong()),
        Some(true) => hours = hours % 12 + 12,
        Some(false) => hours %= 12,
        None => {}
    }
    if hours > 23 || minutes > 59 { Err(wrong()) } else { Ok(hours * 60 + minutes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for text in ["19:05", "19.05", "1905", "7:05 pm", "7.05PM"] {
            assert_eq!(read_clock(text).unwrap(), 19 * 60 + 5, "{text}");
        }
        assert_eq!(["19", "12 am", "12 pm"].map(|text| read_clock(text).unwrap()), [1140, 0, 720]);
        assert_eq!([1145, 1440 + 20].map(clock), ["19:05", "0:20"]);
        for wrong in ["", "25:00", "19:60", "19:5", "13 pm", "half past", "ü1"] {
            assert!(read_clock(wrong).is_err(), "{wrong}");
        }
    }
}
