//! Reading days and amounts as files write them, with the decisions that a whole column or a person has made.

use std::borrow::Cow;

use chrono::Datelike as _;
use serde::{Deserialize, Serialize};

use crate::kit::day::{self, Day, century};
use crate::kit::fold::fold;
use crate::kit::{Currency, Money, Problem, Result};
use crate::t;

/// In which order day, month and year stand where the text does not say it by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    #[serde(rename = "day-month-year", alias = "dmy")]
    DayMonthYear,
    #[serde(rename = "month-day-year", alias = "mdy")]
    MonthDayYear,
    #[serde(rename = "year-month-day", alias = "ymd")]
    YearMonthDay,
    /// Years of the Republic of China (Taiwan): 96 is 2007. Never guessed, only told.
    #[serde(rename = "roc-year-month-day", alias = "roc")]
    RocYearMonthDay,
}

impl DateOrder {
    /// The orders that can be found in a column.
    pub const FOUND: [Self; 3] = [Self::DayMonthYear, Self::MonthDayYear, Self::YearMonthDay];

    /// As it stands in a map.
    pub fn key(self) -> &'static str {
        match self {
            Self::DayMonthYear => "day-month-year",
            Self::MonthDayYear => "month-day-year",
            Self::YearMonthDay => "year-month-day",
            Self::RocYearMonthDay => "roc-year-month-day",
        }
    }

    /// For a question on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::DayMonthYear => t!("day, month, year"),
            Self::MonthDayYear => t!("month, day, year"),
            Self::YearMonthDay => t!("year, month, day"),
            Self::RocYearMonthDay => t!("year of the Republic of China, month, day"),
        }
    }
}

/// The mark before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    #[serde(rename = "point", alias = ".")]
    Point,
    #[serde(rename = "comma", alias = ",")]
    Comma,
}

impl DecimalMark {
    /// As it stands in a map.
    pub fn key(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// For a question on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Point => t!("a decimal point, as in 1,250.00"),
            Self::Comma => t!("a decimal comma, as in 1.250,00"),
        }
    }

    fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// Whether amounts are written in pounds or in pence. Canada's register writes 50000 for $500.00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AmountUnit {
    #[default]
    Major,
    Minor,
}

/// The decisions that days and amounts are read with.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// `None` reads only what can mean one day.
    pub date_order: Option<DateOrder>,
    /// `None` reads a lone mark before three digits as grouping.
    pub decimal_mark: Option<DecimalMark>,
    pub amount_unit: AmountUnit,
    /// Two-digit years are taken within twenty years ahead of this one.
    pub this_year: i32,
}

impl Reading {
    /// A reading with nothing decided, for a given today.
    pub fn new(today: Day) -> Self {
        Self { date_order: None, decimal_mark: None, amount_unit: AmountUnit::Major, this_year: today.year() }
    }

    /// Reads one day; a time beside it is left out.
    ///
    /// # Errors
    /// When the text is no day, when no such day exists, or when it could be two days and no order was decided.
    pub fn day(&self, text: &str) -> Result<Day> {
        let wrong = || Problem::input(t!("“{text}” is not a day", text = text.trim()));
        match written(text).ok_or_else(wrong)? {
            Written::Sure([year, month, day]) => self.make(year, month, day).ok_or_else(wrong),
            Written::Open(open) => match self.date_order {
                Some(order) => {
                    let (year, month, day) = open.parts(order).ok_or_else(|| {
                        wrong().hint(t!("The dates of this column are read as {order}", order = order.label()))
                    })?;
                    self.make(year, month, day).ok_or_else(|| {
                        wrong().hint(t!("The dates of this column are read as {order}", order = order.label()))
                    })
                }
                None => self.only_day(text, open),
            },
            Written::ThreeDigitYear(parts) => match (self.date_order, parts) {
                (Some(DateOrder::RocYearMonthDay), [year, month, day]) => {
                    self.make(year + 1911, month, day).ok_or_else(wrong)
                }
                _ => Err(wrong()
                    .hint(t!("If its year counts from 1911, as in Taiwan, set the date order to roc-year-month-day"))),
            },
        }
    }

    /// The day, if every order that gives one gives the same.
    fn only_day(&self, text: &str, open: Open) -> Result<Day> {
        let mut days: Vec<Day> =
            open.orders().filter_map(|order| open.parts(order)).filter_map(|(y, m, d)| self.make(y, m, d)).collect();
        days.dedup();
        match days.as_slice() {
            [day] => Ok(*day),
            [] => Err(Problem::input(t!("“{text}” is not a day", text = text.trim()))),
            [one, other, ..] => Err(Problem::input(t!(
                "“{text}” may be {one} or {other}",
                text = text.trim(),
                one = day::short(*one),
                other = day::short(*other)
            ))
            .hint(t!("Set the date order"))),
        }
    }

    fn make(&self, year: u32, month: u32, day: u32) -> Option<Day> {
        let year = i32::try_from(year).ok()?;
        let year = if year < 100 { century(year, self.this_year) } else { year };
        Day::from_ymd_opt(year, month, day)
    }

    /// Reads one amount.
    ///
    /// # Errors
    /// When the text is no amount, is in another currency, or has more decimals than the currency.
    pub fn money(&self, text: &str, currency: Currency) -> Result<Money> {
        if let Some(sign) =
            text.chars().find(|c| matches!(c, '£' | '€' | '$' | '¥' | '₹' | '₴') && !currency.sign.contains(*c))
        {
            return Err(Problem::input(t!(
                "“{text}” has the sign {sign}, but this office keeps {code}",
                text = text.trim(),
                sign = sign,
                code = currency.code
            )));
        }
        let unit = match self.amount_unit {
            AmountUnit::Major => currency,
            AmountUnit::Minor => Currency { digits: 0, ..currency },
        };
        unit.parse(text, self.decimal_mark.map(DecimalMark::mark))
    }
}

/// A day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Year, month, day; a year below 100 stands for its century's.
    Sure([u32; 3]),
    Open(Open),
    /// `096/12/26`: a year of another era, or a slip.
    ThreeDigitYear([u32; 3]),
}

/// Three numbers whose order is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub numbers: [u32; 3],
    /// The last has four digits, so it is the year.
    pub full_year: bool,
    /// Separated by points: nobody writes the month first that way.
    pub dotted: bool,
}

impl Open {
    /// Year, month, day in that order, if it gives a possible date.
    pub fn parts(self, order: DateOrder) -> Option<(u32, u32, u32)> {
        let [a, b, c] = self.numbers;
        let (year, month, day) = match order {
            DateOrder::DayMonthYear => (c, b, a),
            DateOrder::MonthDayYear => (c, a, b),
            DateOrder::YearMonthDay if !self.full_year => (a, b, c),
            DateOrder::RocYearMonthDay if !self.full_year => (a + 1911, b, c),
            _ => return None,
        };
        let probe = if year < 100 { i32::try_from(2000 + year) } else { i32::try_from(year) }.ok()?;
        // A leap day of a two-digit year is possible in some century at most once in four.
        Day::from_ymd_opt(probe, month, day).map(|_| (year, month, day))
    }

    /// The orders in which the numbers make a date.
    pub fn orders(self) -> impl Iterator<Item = DateOrder> {
        let day_first = self.dotted && self.parts(DateOrder::DayMonthYear).is_some();
        DateOrder::FOUND
            .into_iter()
            .filter(move |order| !day_first || *order == DateOrder::DayMonthYear)
            .filter(move |order| self.parts(*order).is_some())
    }
}

/// Takes a text apart as a date, with or without a time behind it; `None` if it has not the shape of one.
pub fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    if !(6..=48).contains(&text.len()) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let date = without_time(text);
    if date.bytes().all(|b| b.is_ascii_digit()) {
        return bare(date);
    }
    let mut pieces = [""; 3];
    let mut count = 0;
    let mut separators = (false, false);
    for piece in date.split(|c: char| {
        separators.0 |= c == '.';
        separators.1 |= matches!(c, '/' | '-' | '／' | '–');
        matches!(c, '/' | '-' | '.' | ',' | ' ' | '\'' | '／' | '–' | '\u{A0}')
    }) {
        if !piece.is_empty() && !is_weekday(piece) {
            *pieces.get_mut(count)? = piece;
            count += 1;
        }
    }
    let [a, b, c] = pieces;
    if count < 3 || !c.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(named) = with_month_name(a, b, c) {
        return Some(Written::Sure(named));
    }
    let digits = [a.len(), b.len(), c.len()];
    let numbers = [number(a)?, number(b)?, number(c)?];
    let [first, month, last] = numbers;
    let (dotted, ruled) = separators;
    match digits {
        [4, 1..=2, 1..=2] if (1000..3000).contains(&first) => {
            Day::from_ymd_opt(i32::try_from(first).ok()?, month, last).map(|_| Written::Sure(numbers))
        }
        [3, 1..=2, 1..=2] if ruled && (1..=12).contains(&month) && (1..=31).contains(&last) => {
            Some(Written::ThreeDigitYear(numbers))
        }
        // `01/01/0001` is how some programs write that there is no day.
        [1..=2, 1..=2, 4] if (1000..3000).contains(&last) => open(numbers, true, dotted && !ruled),
        [1..=2, 1..=2, 2] if dotted != ruled => open(numbers, false, dotted),
        _ => None,
    }
}

fn open(numbers: [u32; 3], full_year: bool, dotted: bool) -> Option<Written> {
    let open = Open { numbers, full_year, dotted };
    open.orders().next().map(|_| Written::Open(open))
}

/// Eight digits, or fourteen with the time: year first where that gives a date.
fn bare(digits: &str) -> Option<Written> {
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(number);
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    if (1800..2200).contains(&year) && Day::from_ymd_opt(i32::try_from(year).ok()?, month, day).is_some() {
        return Some(Written::Sure([year, month, day]));
    }
    let (first, second, year) = (part(0, 2)?, part(2, 4)?, part(4, 8)?);
    let plausible = digits.len() == 8 && (1800..2200).contains(&year);
    plausible.then(|| open([first, second, year], true, false)).flatten()
}

/// The text without its time: up to the first piece that holds a colon, or up to the `T` of ISO 8601.
fn without_time(text: &str) -> &str {
    let mut start = 0;
    for piece in text.split(char::is_whitespace) {
        let iso = piece
            .find('T')
            .filter(|at| piece.get(..*at).is_some_and(|date| date.ends_with(|c: char| c.is_ascii_digit())));
        if let Some(end) = iso.or_else(|| piece.contains(':').then_some(0)) {
            return text.get(..start + end).unwrap_or(text).trim_end();
        }
        // One whitespace character stands between two pieces; the next piece begins behind it.
        let behind = start + piece.len();
        start = behind + text.get(behind..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    text
}

/// Year, month and day where one piece is the name of a month.
fn with_month_name(a: &str, b: &str, c: &str) -> Option<[u32; 3]> {
    let (month, first, second) = if let Some(month) = named_month(b) {
        (month, a, c)
    } else if let Some(month) = named_month(a) {
        (month, b, c)
    } else {
        return None;
    };
    let ordinal = |text: &str| number(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let year_first = first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit());
    let (day, year) = if year_first { (ordinal(second)?, number(first)?) } else { (ordinal(first)?, number(second)?) };
    let probe = if year < 100 { 2000 + year } else { year };
    Day::from_ymd_opt(i32::try_from(probe).ok()?, month, day).map(|_| [year, month, day])
}

/// Beginnings of month names, folded: English, German, French, Spanish, Italian, Portuguese, Dutch.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fev"],
    &["mar", "mrz", "maa", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mei", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "out", "ott"],
    &["nov"],
    &["dec", "dez", "dic"],
];

fn named_month(word: &str) -> Option<u32> {
    if !(3..=12).contains(&word.len()) || word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let folded = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
    let begins = |name: &&str| folded.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let at = MONTHS.iter().position(|names| names.iter().any(begins))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.len() >= 3
        && word.get(..3).is_some_and(|w| DAYS.contains(&w.to_ascii_lowercase().as_str()))
        && word.bytes().all(|b| b.is_ascii_alphabetic())
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    fn reading(order: Option<DateOrder>) -> Reading {
        Reading { date_order: order, ..Reading::new(from_iso("2026-11-21").unwrap()) }
    }

    #[test]
    fn days_that_say_their_order_themselves() {
        for (text, iso) in [
            ("2019-04-12", "2019-04-12"),
            ("2019/4/2", "2019-04-02"),
            ("20110713", "2011-07-13"),
            ("20180415123059", "2018-04-15"),
            ("12/Apr/2019", "2019-04-12"),
            ("Apr 12, 2019", "2019-04-12"),
            ("Fri, 12 Apr 2019 10:00:00 +0000", "2019-04-12"),
            ("12th April 2019", "2019-04-12"),
            ("2019-04-12T23:59:59Z", "2019-04-12"),
            ("2018-02-26 17:43:35 +0000", "2018-02-26"),
            ("12. März 2019", "2019-03-12"),
            ("3 août 2020", "2020-08-03"),
            ("10-Nov-09", "2009-11-10"),
            ("29.12.11", "2011-12-29"),
            ("25/12/2019", "2019-12-25"),
            ("12/25/2019", "2019-12-25"),
            ("03/03/2019", "2019-03-03"),
        ] {
            assert_eq!(reading(None).day(text).unwrap(), from_iso(iso).unwrap(), "{text}");
        }
    }

    #[test]
    fn days_that_need_the_order() {
        use DateOrder::{DayMonthYear, MonthDayYear, RocYearMonthDay, YearMonthDay};
        for (text, order, iso) in [
            ("03/04/2019", DayMonthYear, "2019-04-03"),
            ("03/04/2019", MonthDayYear, "2019-03-04"),
            ("2/3/2000 12:00:00 AM", MonthDayYear, "2000-02-03"),
            ("03-04-19", YearMonthDay, "2003-04-19"),
            ("03/04/98", DayMonthYear, "1998-04-03"),
            ("096/12/26", RocYearMonthDay, "2007-12-26"),
            ("096／12／26", RocYearMonthDay, "2007-12-26"),
            ("96/12/26", RocYearMonthDay, "2007-12-26"),
            ("03042019", DayMonthYear, "2019-04-03"),
        ] {
            assert_eq!(reading(Some(order)).day(text).unwrap(), from_iso(iso).unwrap(), "{text}");
        }
        assert!(reading(None).day("03/04/2019").unwrap_err().message.contains("3 Apr 2019"));
        assert!(reading(None).day("096/12/26").unwrap_err().hint.unwrap().contains("roc"));
        assert!(reading(Some(MonthDayYear)).day("25/12/2019").is_err());
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "31/31/2000",
            "2019-02-30",
            "30.02.2019",
            "hello",
            "020 7946 0958",
            "1.2.3",
            "12:30:00",
            "1.234.567",
            "April 2019",
            "20-30-61",
        ] {
            assert!(reading(None).day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts_by_mark_unit_and_currency() {
        let gbp = *Currency::of("GBP").unwrap();
        let mut r = reading(None);
        assert_eq!(r.money("£50,000.00", gbp).unwrap(), Money(5_000_000));
        assert_eq!(r.money(" £-   ", gbp).unwrap(), Money::ZERO);
        assert!(r.money("€5", gbp).unwrap_err().message.contains("GBP"));
        r.decimal_mark = Some(DecimalMark::Comma);
        assert_eq!(r.money("+5257,28", gbp).unwrap(), Money(525_728));
        r.amount_unit = AmountUnit::Minor;
        assert_eq!(r.money("50000", gbp).unwrap(), Money(50_000));
        assert_eq!(r.money("-110000", gbp).unwrap(), Money(-110_000));
        assert!(r.money("500,25", gbp).is_err(), "pence have no decimals");
    }
}
