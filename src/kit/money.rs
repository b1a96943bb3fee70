//! Money in whole minor units (pence, cents), and the currencies an office can keep.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

use super::{Problem, Result};

/// An amount in minor units of the office's one currency. `Money(2500)` is 25.00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

impl Money {
    pub const ZERO: Self = Self(0);

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Adds, or says that the sum is beyond what the file can hold.
    ///
    /// # Errors
    /// When the sum does not fit 63 bits of minor units.
    pub fn checked_add(self, other: Self) -> Result<Self> {
        self.0.checked_add(other.0).map(Self).ok_or_else(|| Problem::input("The sum is too large for the ledger"))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A currency of ISO 4217: its code, its sign, how many digits its minor unit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    pub code: &'static str,
    pub sign: &'static str,
    /// Digits of the minor unit: 2 for pence and cents, 0 for yen.
    pub digits: u8,
    /// Names for amounts in words: one and many, of the major and the minor unit.
    pub major: (&'static str, &'static str),
    pub minor: (&'static str, &'static str),
}

/// The currencies an office can choose. ISO 4217 for codes and digits.
pub const CURRENCIES: &[Currency] = &[
    currency("GBP", "£", 2, ("pound", "pounds"), ("penny", "pence")),
    currency("EUR", "€", 2, ("euro", "euros"), ("cent", "cents")),
    currency("CAD", "$", 2, ("dollar", "dollars"), ("cent", "cents")),
    currency("USD", "$", 2, ("dollar", "dollars"), ("cent", "cents")),
    currency("AUD", "$", 2, ("dollar", "dollars"), ("cent", "cents")),
    currency("NZD", "$", 2, ("dollar", "dollars"), ("cent", "cents")),
    currency("CHF", "CHF ", 2, ("franc", "francs"), ("centime", "centimes")),
    currency("SEK", "kr ", 2, ("krona", "kronor"), ("öre", "öre")),
    currency("NOK", "kr ", 2, ("krone", "kroner"), ("øre", "øre")),
    currency("DKK", "kr ", 2, ("krone", "kroner"), ("øre", "øre")),
    currency("PLN", "zł ", 2, ("złoty", "złotys"), ("grosz", "groszy")),
    currency("CZK", "Kč ", 2, ("koruna", "korunas"), ("haléř", "haléřů")),
    currency("HUF", "Ft ", 2, ("forint", "forints"), ("fillér", "fillér")),
    currency("RON", "lei ", 2, ("leu", "lei"), ("ban", "bani")),
    currency("UAH", "₴", 2, ("hryvnia", "hryvnias"), ("kopiyka", "kopiykas")),
    currency("ZAR", "R ", 2, ("rand", "rand"), ("cent", "cents")),
    currency("INR", "₹", 2, ("rupee", "rupees"), ("paisa", "paise")),
    currency("TWD", "NT$", 2, ("dollar", "dollars"), ("cent", "cents")),
    currency("JPY", "¥", 0, ("yen", "yen"), ("", "")),
];

const fn currency(
    code: &'static str,
    sign: &'static str,
    digits: u8,
    major: (&'static str, &'static str),
    minor: (&'static str, &'static str),
) -> Currency {
    Currency { code, sign, digits, major, minor }
}

impl Currency {
    /// Pounds sterling.
    pub const fn pound() -> &'static Self {
        const POUND: Currency = currency("GBP", "£", 2, ("pound", "pounds"), ("penny", "pence"));
        &POUND
    }

    /// The currency with this ISO 4217 code.
    ///
    /// # Errors
    /// When the code is not one an office can keep its ledger in.
    pub fn of(code: &str) -> Result<&'static Self> {
        CURRENCIES.iter().find(|c| c.code.eq_ignore_ascii_case(code)).ok_or_else(|| {
            let codes: Vec<_> = CURRENCIES.iter().map(|c| c.code).collect();
            Problem::input(format!("Wardroom does not know the currency “{code}”"))
                .hint(format!("Use one of {}", codes.join(", ")))
        })
    }

    fn unit(self) -> i64 {
        10_i64.pow(u32::from(self.digits))
    }

    /// `25.00`: plain decimal, as JSON, CSV and commands have it.
    pub fn plain(self, amount: Money) -> String {
        let minus = if amount.0 < 0 { "-" } else { "" };
        let (major, minor) = self.parts(amount);
        if self.digits == 0 {
            format!("{minus}{major}")
        } else {
            format!("{minus}{major}.{minor:0width$}", width = usize::from(self.digits))
        }
    }

    /// `1,250.00` with grouped thousands and a true minus sign, as columns of figures have it.
    pub fn figures(self, amount: Money) -> String {
        let (major, minor) = self.parts(amount);
        let digits = major.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 5);
        if amount.0 < 0 {
            grouped.push('−');
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if self.digits > 0 {
            grouped.push_str(&format!(".{minor:0width$}", width = usize::from(self.digits)));
        }
        grouped
    }

    /// `£1,250.00`, as sentences and headings have it.
    pub fn show(self, amount: Money) -> String {
        let figures = self.figures(amount.abs());
        if amount.0 < 0 { format!("−{}{figures}", self.sign) } else { format!("{}{figures}", self.sign) }
    }

    /// `1,250`: as [`Self::figures`], rounded to whole units (half away from nought), for grids with little room.
    pub fn whole(self, amount: Money) -> String {
        let unit = self.unit();
        let half = if amount.0 < 0 { -(unit / 2) } else { unit / 2 };
        let rounded = Money(amount.0.saturating_add(half) / unit);
        Self { digits: 0, ..self }.figures(rounded)
    }

    /// An amount and so many per cent of it more, to the whole unit; never below nothing.
    pub fn raised(self, amount: Money, per_cent: i64) -> Money {
        let sum = i128::from(amount.0) * i128::from(100 + per_cent);
        let unit = i128::from(self.unit().max(1)) * 100;
        let whole = (sum + unit / 2).div_euclid(unit) * (unit / 100);
        Money(i64::try_from(whole).unwrap_or(i64::MAX)).max(Money::ZERO)
    }

    /// An amount in so many parts that add up to it: whole units where it is whole, and differences of rounded-down shares,
    /// so that no part is more than a unit above another.
    pub fn spread(self, amount: Money, parts: usize) -> Vec<Money> {
        let unit = if amount.0 % self.unit() == 0 { self.unit() } else { 1 };
        let (whole, count) = (i128::from(amount.0 / unit), i128::try_from(parts.max(1)).unwrap_or(1));
        let upto = |n: i128| i64::try_from((whole * n).div_euclid(count)).unwrap_or(i64::MAX).saturating_mul(unit);
        (0..count).map(|n| Money(upto(n + 1) - upto(n))).collect()
    }

    /// Major and minor parts of the absolute amount.
    pub fn parts(self, amount: Money) -> (u64, u64) {
        let whole = amount.0.unsigned_abs();
        let unit = self.unit().unsigned_abs();
        (whole / unit, whole % unit)
    }

    /// Reads an amount as people type it: `25`, `25.5`, `£1,250.00`, `1 250,00`, `(12.50)` for a minus, `-` for nil.
    /// A lone mark followed by exactly three digits is a thousands mark (`1,250`, and `1.250` where people write points so)
    /// unless `decimal` says otherwise.
    ///
    /// # Errors
    /// When the text is not an amount, has more decimals than the currency, or is too large.
    pub fn parse(self, text: &str, decimal: Option<char>) -> Result<Money> {
        let wrong =
            || Problem::input(format!("“{}” is not an amount of money", text.trim())).hint("Write it like 25.00");
        let mut negative = false;
        let mut kept = String::new();
        let trimmed = text.trim();
        let inner = match trimmed.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            Some(inner) => {
                negative = true;
                inner
            }
            None => trimmed,
        };
        let mut rest = inner.to_owned();
        for sign in [self.sign.trim(), self.code, "£", "€", "$"] {
            if !sign.is_empty() {
                rest = rest.replacen(sign, "", 1);
            }
        }
        for c in rest.chars() {
            match c {
                '-' | '−' | '–' if kept.is_empty() && !negative => negative = true,
                '+' if kept.is_empty() => {}
                c if c.is_ascii_digit() || c == '.' || c == ',' => kept.push(c),
                c if c.is_whitespace() || c == '\'' || c == '’' => {}
                _ => return Err(wrong()),
            }
        }
        if kept.is_empty() {
            // An accountant's dash means nil.
            return if negative && !trimmed.contains('(') { Ok(Money::ZERO) } else { Err(wrong()) };
        }
        let mark = decimal.or_else(|| self.guess_mark(&kept));
        let (major, minor) = match mark.and_then(|m| kept.rfind(m)) {
            Some(at) => (kept.get(..at).unwrap_or(""), kept.get(at + 1..).unwrap_or("")),
            None => (kept.as_str(), ""),
        };
        if minor.contains(['.', ',']) || mark.is_some_and(|m| major.contains(m)) {
            return Err(wrong());
        }
        let minor = minor.trim_end_matches('0');
        if minor.len() > usize::from(self.digits) {
            return Err(Problem::input(format!("“{}” has more decimals than {} has", text.trim(), self.code))
                .hint(format!("Write it with at most {} decimals", self.digits)));
        }
        let grouped = well_grouped(major);
        let digits: String = major.chars().filter(char::is_ascii_digit).collect();
        if !grouped || (digits.is_empty() && minor.is_empty()) {
            return Err(wrong());
        }
        let units = format!("{digits}{minor:0<width$}", width = usize::from(self.digits));
        let amount: i64 = units.parse().map_err(|_no_number: std::num::ParseIntError| wrong())?;
        Ok(Money(if negative { -amount } else { amount }))
    }

    /// Which of `.` and `,` is the decimal mark in one amount: the last of two kinds; a lone one unless it looks like grouping.
    fn guess_mark(self, digits: &str) -> Option<char> {
        let last = digits.rfind(['.', ','])?;
        let mark = if digits.get(last..)?.starts_with('.') { '.' } else { ',' };
        let other = if mark == '.' { ',' } else { '.' };
        let behind = digits.len() - last - 1;
        let lone = digits.matches(mark).count() == 1;
        if digits.contains(other) && lone {
            return Some(mark);
        }
        // Where the point is the decimal mark of daily life, `10.005` is a slip and not ten thousand.
        let points_group = !matches!(self.code, "GBP" | "USD" | "CAD" | "AUD" | "NZD");
        let groups = behind == 3 && self.digits != 3 && (mark == ',' || points_group);
        (lone && !groups).then_some(mark)
    }
}

/// Whether the marks in the whole part stand before groups of three (or of two, as in India).
fn well_grouped(major: &str) -> bool {
    let groups: Vec<&str> = major.split(['.', ',']).collect();
    let Some((last, front)) = groups.split_last() else { return false };
    if front.is_empty() {
        return true;
    }
    let first_fits = front.first().is_some_and(|g| (1..=3).contains(&g.len()));
    first_fits && last.len() == 3 && front.iter().skip(1).all(|g| g.len() == 3 || g.len() == 2)
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbp() -> Currency {
        *Currency::of("GBP").unwrap()
    }

    #[test]
    fn what_is_planned_anew_is_rounded_to_whole_units() {
        let yen = *Currency::of("JPY").unwrap();
        assert_eq!(gbp().raised(Money(12_345), 0), Money(12_300));
        assert_eq!(gbp().raised(Money(12_350), 0), Money(12_400));
        assert_eq!(gbp().raised(Money(10_000), 3), Money(10_300));
        assert_eq!(gbp().raised(Money(10_000), -100), Money::ZERO);
        assert_eq!(gbp().raised(Money(-500), 10), Money::ZERO, "nothing is planned below nothing");
        assert_eq!(yen.raised(Money(1_234), 10), Money(1_357), "yen have no pence");
        assert_eq!(gbp().whole(Money(123_450)), "1,235");
        assert_eq!(gbp().whole(Money(-149)), "−1");
        assert_eq!(yen.whole(Money(1_234)), "1,234");
    }

    #[test]
    fn parts_add_up_to_what_was_spread() {
        for (sum, parts) in [(100_000, 12), (1, 12), (100_001, 7), (0, 12), (1_200, 12), (99_999_999, 11)] {
            let all = gbp().spread(Money(sum), parts);
            assert_eq!(all.len(), parts);
            assert_eq!(all.iter().copied().sum::<Money>(), Money(sum));
            let (least, most) = (all.iter().min().unwrap().0, all.iter().max().unwrap().0);
            assert!(least >= 0 && most - least <= if sum % 100 == 0 { 100 } else { 1 }, "{all:?}");
        }
    }

    #[test]
    fn reads_what_people_and_registers_write() {
        for (text, minor) in [
            ("25", 2500),
            ("25.5", 2550),
            ("£50,000.00", 5_000_000),
            ("361800,84 €", 36_180_084),
            ("16.872,57", 1_687_257),
            ("1,250.00", 125_000),
            ("1,250", 125_000),
            (" £-   ", 0),
            ("-20.00", -2000),
            ("(12.50)", -1250),
            ("- $220.00", -22_000),
            ("1 250,00", 125_000),
            ("12,34,567.00", 123_456_700),
            (".50", 50),
        ] {
            assert_eq!(gbp().parse(text, None).unwrap(), Money(minor), "{text}");
        }
        for text in ["", "abc", "1.2.3", "9,9 €,9,9 €", "12.345.6", "25.0001", "1e5", "99999999999999999999"] {
            assert!(gbp().parse(text, None).is_err(), "{text}");
        }
        assert_eq!(gbp().parse("1,25", Some(',')).unwrap(), Money(125));
    }

    #[test]
    fn shows_what_it_reads() {
        assert_eq!(gbp().show(Money(-123_456_789)), "−£1,234,567.89");
        assert_eq!(gbp().plain(Money(-5)), "-0.05");
        assert_eq!(Currency::of("jpy").unwrap().figures(Money(1_000)), "1,000");
    }

    proptest::proptest! {
        #[test]
        fn plain_and_figures_come_back(minor in -1_000_000_000_000_i64..1_000_000_000_000) {
            for currency in CURRENCIES {
                proptest::prop_assert_eq!(currency.parse(&currency.plain(Money(minor)), Some('.')).unwrap(), Money(minor));
                proptest::prop_assert_eq!(currency.parse(&currency.show(Money(minor)), Some('.')).unwrap(), Money(minor));
            }
        }
    }
}
