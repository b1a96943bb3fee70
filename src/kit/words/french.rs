//! French as in France and Canada, in the spelling before 1990 that receipts still use: `deux cent cinquante euros`.

use super::{groups, word};
use crate::kit::Currency;

const SMALL: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];
const POWERS: [&str; 5] = ["million", "milliard", "billion", "billiard", "trillion"];

pub(super) fn amount(major: u64, minor: u64, currency: &Currency) -> String {
    let (whole, part) = units(currency);
    let of = |n: u64, unit: (&str, &str)| {
        // "un million d’euros", but "un million un euros"; nil and one take the one.
        let name = if n < 2 { unit.0 } else { unit.1 };
        let joined = if n >= 1_000_000 && n.is_multiple_of(1_000_000) {
            if name.starts_with(['a', 'e', 'i', 'o', 'u', 'h', 'ö', 'ø', 'y']) { " d’" } else { " de " }
        } else {
            " "
        };
        format!("{}{joined}{name}", number(n))
    };
    match (major, minor) {
        (_, 0) => of(major, whole),
        (0, _) => of(minor, part),
        _ => format!("{} et {}", of(major, whole), of(minor, part)),
    }
}

type Unit<'a> = (&'a str, &'a str);

fn units(currency: &Currency) -> (Unit<'_>, Unit<'_>) {
    match currency.code {
        "EUR" => (("euro", "euros"), ("centime", "centimes")),
        "CHF" => (("franc", "francs"), ("centime", "centimes")),
        "GBP" => (("livre", "livres"), ("penny", "pence")),
        "CAD" | "USD" | "AUD" | "NZD" | "TWD" => (("dollar", "dollars"), ("cent", "cents")),
        "SEK" | "NOK" | "DKK" | "CZK" => (("couronne", "couronnes"), currency.minor),
        _ => (currency.major, currency.minor),
    }
}

fn number(n: u64) -> String {
    if n == 0 {
        return word(&SMALL, 0).to_owned();
    }
    let parts: Vec<String> = groups(n)
        .into_iter()
        .map(|(group, power)| match (group, power) {
            (_, 0) => below_thousand(group, true),
            (1, 1) => "mille".to_owned(),
            // "mille" is a numeral: "quatre-vingt mille", "deux cent mille".
            (_, 1) => format!("{} mille", below_thousand(group, false)),
            _ => {
                let name = POWERS.get(power - 2).copied().unwrap_or("");
                format!("{} {name}{}", below_thousand(group, true), if group > 1 { "s" } else { "" })
            }
        })
        .collect();
    parts.join(" ")
}

/// `last`: no numeral follows, so that full hundreds and four twenties take their `s`.
fn below_thousand(n: u64, last: bool) -> String {
    let hundreds = match n / 100 {
        0 => return below_hundred(n % 100, last),
        1 => "cent".to_owned(),
        many => format!("{} cent", word(&SMALL, many)),
    };
    match n % 100 {
        0 if n > 100 && last => format!("{hundreds}s"),
        0 => hundreds,
        rest => format!("{hundreds} {}", below_hundred(rest, last)),
    }
}

fn below_hundred(n: u64, last: bool) -> String {
    match n {
        0..=19 => word(&SMALL, n).to_owned(),
        71 => "soixante et onze".to_owned(),
        70..=79 => format!("soixante-{}", word(&SMALL, n - 60)),
        80 => if last { "quatre-vingts" } else { "quatre-vingt" }.to_owned(),
        81..=99 => format!("quatre-vingt-{}", word(&SMALL, n - 80)),
        _ => match n % 10 {
            0 => word(&TENS, n / 10).to_owned(),
            1 => format!("{} et un", word(&TENS, n / 10)),
            ones => format!("{}-{}", word(&TENS, n / 10), word(&SMALL, ones)),
        },
    }
}
