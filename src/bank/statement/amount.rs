//! Amounts as statements write them: stricter than what a person types, because nobody looks at each of a thousand.

use crate::kit::Money;

/// The mark before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Either, as OFX allows: the last mark in the amount is the decimal one.
    Either,
    Point,
    Comma,
}

/// How many digits the minor unit of a currency has. ISO 4217, the exceptions from two.
pub fn digits_of(currency: &str) -> u8 {
    match currency.to_uppercase().as_str() {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Reads an amount in minor units; `None` for what is no amount, or has more decimals than the currency.
pub(super) fn amount(text: &str, mark: Mark, digits: u8) -> Option<Money> {
    let text = text.trim();
    let (negative, body) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let body = body.trim_start();
    if body.is_empty() || !body.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return None;
    }
    let at = match mark {
        Mark::Point => body.rfind('.'),
        Mark::Comma => body.rfind(','),
        Mark::Either => body.rfind(['.', ',']),
    };
    let (whole, minor) = match at {
        Some(at) => (body.get(..at)?, body.get(at + 1..)?),
        None => (body, ""),
    };
    let decimal = at.and_then(|at| body.as_bytes().get(at)).copied();
    if minor.contains(['.', ',']) || !grouped(whole, decimal) || (whole.is_empty() && minor.is_empty()) {
        return None;
    }
    let minor = minor.trim_end_matches('0');
    if minor.len() > usize::from(digits) {
        return None;
    }
    let mut units: i64 = 0;
    let fill = std::iter::repeat_n(b'0', usize::from(digits) - minor.len());
    for digit in whole.bytes().filter(u8::is_ascii_digit).chain(minor.bytes()).chain(fill) {
        units = units.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    Some(Money(if negative { -units } else { units }))
}

/// Whether the marks in the whole part, if any, stand before groups of three and are not the decimal mark.
fn grouped(whole: &str, decimal: Option<u8>) -> bool {
    let Some(mark) = whole.bytes().find(|b| !b.is_ascii_digit()) else { return true };
    if Some(mark) == decimal || whole.bytes().any(|b| !b.is_ascii_digit() && b != mark) {
        return false;
    }
    let groups: Vec<&str> = whole.split(char::from(mark)).collect();
    groups.first().is_some_and(|first| (1..=3).contains(&first.len())) && groups.iter().skip(1).all(|g| g.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_banks_write_them() {
        for (text, minor) in [
            ("-20.00", -2000),
            ("120", 12_000),
            ("+75.6000", 7560),
            ("+00000000001234.5600", 123_456),
            ("-200,00", -20_000),
            ("1,234.56", 123_456),
            ("1.234,56", 123_456),
            (".5", 50),
            ("0,", 0),
            ("- 12.01", -1201),
        ] {
            assert_eq!(amount(text, Mark::Either, 2), Some(Money(minor)), "{text}");
        }
        assert_eq!(amount("000000000001,62", Mark::Comma, 2), Some(Money(162)));
        assert_eq!(amount("-1,000.00", Mark::Point, 2), Some(Money(-100_000)));
        assert_eq!(amount("5000", Mark::Point, 0), Some(Money(5000)));
        for text in
            ["", "-", "$120", "1.2.3", "1,23,4.5", "12.345", "1e5", "12-", "9223372036854775808", "--1", "1 000"]
        {
            assert_eq!(amount(text, Mark::Either, 2), None, "{text}");
        }
        assert_eq!(amount("1.234,56", Mark::Point, 2), None);
        assert_eq!((digits_of("jpy"), digits_of("GBP"), digits_of("KWD")), (0, 2, 3));
    }
}
