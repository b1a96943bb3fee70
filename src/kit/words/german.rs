//! German: one word below a million, ones before tens. `einhundert` and `eintausend` in full, as on cheques.

use super::{groups, word};
use crate::kit::Currency;

const SMALL: [&str; 20] = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
/// One and many, from a million on.
const POWERS: [(&str, &str); 5] = [
    ("Million", "Millionen"),
    ("Milliarde", "Milliarden"),
    ("Billion", "Billionen"),
    ("Billiarde", "Billiarden"),
    ("Trillion", "Trillionen"),
];

pub(super) fn amount(major: u64, minor: u64, currency: &Currency) -> String {
    let (whole, part) = units(currency);
    match (major, minor) {
        (_, 0) => format!("{} {whole}", number(major)),
        (0, _) => format!("{} {part}", number(minor)),
        _ => format!("{} {whole} und {} {part}", number(major), number(minor)),
    }
}

/// Units do not change with the number after a figure in German; those of other languages stand in their many.
fn units(currency: &Currency) -> (&str, &str) {
    match currency.code {
        "EUR" => ("Euro", "Cent"),
        "GBP" => ("Pfund", "Pence"),
        "CHF" => ("Franken", "Rappen"),
        "USD" | "CAD" | "AUD" | "NZD" | "TWD" => ("Dollar", "Cent"),
        "SEK" | "NOK" | "DKK" => ("Kronen", "Öre"),
        "CZK" => ("Kronen", "Heller"),
        "PLN" => ("Złoty", "Groszy"),
        "JPY" => ("Yen", ""),
        _ => (currency.major.1, currency.minor.1),
    }
}

fn number(n: u64) -> String {
    if n == 0 {
        return word(&SMALL, 0).to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut low = String::new();
    for (group, power) in groups(n) {
        match power {
            0 => low.push_str(&below_thousand(group)),
            1 => low.push_str(&format!("{}tausend", below_thousand(group))),
            _ => {
                let (one, many) = POWERS.get(power - 2).copied().unwrap_or_default();
                // A million is feminine: "eine", and "hunderteine".
                let feminine = if group % 100 == 1 { "e" } else { "" };
                parts.push(format!("{}{feminine} {}", below_thousand(group), if group == 1 { one } else { many }));
            }
        }
    }
    if !low.is_empty() {
        parts.push(low);
    }
    parts.join(" ")
}

fn below_thousand(n: u64) -> String {
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{}hundert", word(&SMALL, hundreds)),
        (hundreds, rest) => format!("{}hundert{}", word(&SMALL, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(n: u64) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => word(&SMALL, n).to_owned(),
        (tens, 0) => word(&TENS, tens).to_owned(),
        (tens, ones) => format!("{}und{}", word(&SMALL, ones), word(&TENS, tens)),
    }
}
