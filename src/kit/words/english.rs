//! English: `one million, two hundred and thirty-four thousand and five`.

use super::{groups, word};
use crate::kit::Currency;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const POWERS: [&str; 7] = ["", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"];

pub(super) fn amount(major: u64, minor: u64, currency: &Currency, with_and: bool) -> String {
    let of = |n: u64, unit: (&str, &str)| format!("{} {}", number(n, with_and), if n == 1 { unit.0 } else { unit.1 });
    match (major, minor) {
        (_, 0) => of(major, currency.major),
        (0, _) => of(minor, currency.minor),
        _ => format!("{} and {}", of(major, currency.major), of(minor, currency.minor)),
    }
}

fn number(n: u64, with_and: bool) -> String {
    if n == 0 {
        return word(&SMALL, 0).to_owned();
    }
    let mut out = String::new();
    for (group, power) in groups(n) {
        if !out.is_empty() {
            // "one thousand and one", but "one thousand, one hundred and one".
            out.push_str(match (with_and, power == 0 && group < 100) {
                (true, true) => " and ",
                (true, false) => ", ",
                (false, _) => " ",
            });
        }
        out.push_str(&below_thousand(group, with_and));
        out.push_str(POWERS.get(power).copied().unwrap_or(""));
    }
    out
}

fn below_thousand(n: u64, with_and: bool) -> String {
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", word(&SMALL, hundreds)),
        (hundreds, rest) => {
            let and = if with_and { " and" } else { "" };
            format!("{} hundred{and} {}", word(&SMALL, hundreds), below_hundred(rest))
        }
    }
}

fn below_hundred(n: u64) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => word(&SMALL, n).to_owned(),
        (tens, 0) => word(&TENS, tens).to_owned(),
        (tens, ones) => format!("{}-{}", word(&TENS, tens), word(&SMALL, ones)),
    }
}
