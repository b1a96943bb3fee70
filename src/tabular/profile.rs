//! What a whole column holds, gathered in one pass: enough to see the order of its dates and the mark before its
//! decimals, and to ask where the column leaves either open.

use super::reading::{DateOrder, DecimalMark, Written, written};

/// What one cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Words,
    Figure,
    Day,
    Mail,
}

/// Says what a trimmed cell looks like; digits without marks are a figure even where they could be a date.
pub fn look(cell: &str) -> Look {
    if is_mail(cell) {
        return Look::Mail;
    }
    let bare = cell.bytes().all(|b| b.is_ascii_digit());
    if !bare && written(cell).is_some() {
        return Look::Day;
    }
    if marks(cell).is_some() { Look::Figure } else { Look::Words }
}

fn is_mail(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && !cell.contains(char::is_whitespace)
}

/// What a column says about one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision<T> {
    /// No cell depends on it.
    Unneeded,
    /// Every cell that depends on it agrees.
    Decided(T),
    /// All cells could be read in each of these ways.
    Open(Vec<T>),
    /// Some cells fit only one way, others only another.
    Mixed(Vec<T>),
}

/// One column, counted.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Cells that hold something.
    pub filled: usize,
    /// Bytes of the longest cell.
    pub longest: usize,
    pub mails: usize,
    /// Cells in the shape of a date, digits alone left out.
    pub days: usize,
    /// Cells of eight or fourteen digits that make a date.
    pub bare_days: usize,
    /// Cells in the shape of a number or an amount.
    pub figures: usize,
    /// Dates with a year of three digits, which are of another era or a slip.
    pub odd_years: usize,
    /// How many dates fit which orders: bit 0 day first, bit 1 month first, bit 2 year first.
    orders: [usize; 8],
    /// The first date of each kind that fits one order only, to show where a column contradicts itself.
    alone: [Option<String>; 3],
    /// Which values stood first and last in dates of three short numbers, to tell a day from a year.
    first_seen: u128,
    last_seen: u128,
    /// How many amounts fit which mark: bit 0 point, bit 1 comma.
    marks: [usize; 4],
    /// Of those with a mark, how many a spreadsheet held as numbers, so that nothing is open about them.
    pub(super) typed: usize,
    first: Vec<String>,
}

impl Profile {
    const SAMPLES: usize = 5;
    const SAMPLE_CHARS: usize = 80;

    /// Counts one cell that stands in no table, for formats that leave days and amounts as open as tables do.
    pub fn look_at(&mut self, cell: &str) {
        self.see(cell);
    }

    /// Counts one cell.
    pub(super) fn see(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.longest = self.longest.max(cell.len());
        if self.first.len() < Self::SAMPLES {
            let short: String = cell.chars().take(Self::SAMPLE_CHARS).collect();
            if !self.first.contains(&short) {
                self.first.push(short);
            }
        }
        // A glance at the bytes settles most cells of most files, so that the closer looks stay rare.
        let glance = Glance::at(cell);
        self.mails += usize::from(glance.has_at && is_mail(cell));
        if glance.digits == 0 {
            self.figures += usize::from(cell == "-");
            return;
        }
        if glance.may_be_day() {
            self.see_day(cell);
        }
        if glance.may_be_figure()
            && let Some(mask) = marks(cell)
        {
            self.figures += 1;
            if let Some(count) = self.marks.get_mut(mask) {
                *count += 1;
            }
        }
    }

    fn see_day(&mut self, cell: &str) {
        let bare = cell.bytes().all(|b| b.is_ascii_digit());
        let Some(written) = written(cell) else { return };
        if bare {
            self.bare_days += 1;
        } else {
            self.days += 1;
        }
        match written {
            Written::Sure(_) => {}
            Written::ThreeDigitYear(_) => self.odd_years += 1,
            Written::Open(open) => {
                let mut mask = 0;
                for order in open.orders() {
                    mask |= match order {
                        DateOrder::DayMonthYear => 1,
                        DateOrder::MonthDayYear => 2,
                        DateOrder::YearMonthDay | DateOrder::RocYearMonthDay => 4,
                    };
                }
                let [a, b, c] = open.numbers;
                if a == b && open.full_year {
                    // Reads the same in both orders, so it says nothing about either.
                    return;
                }
                if let Some(count) = self.orders.get_mut(mask) {
                    *count += 1;
                }
                if mask.is_power_of_two()
                    && let Some(alone @ None) = self.alone.get_mut(mask.ilog2() as usize)
                {
                    *alone = Some(cell.to_owned());
                }
                if !open.full_year {
                    self.first_seen |= 1 << a.min(127);
                    self.last_seen |= 1 << c.min(127);
                }
            }
        }
    }

    /// Up to five different values, as they stand in the file.
    pub fn samples(&self) -> &[String] {
        &self.first
    }

    /// Two dates that show why their order is open: two that contradict each other where there are such.
    pub fn open_days(&self) -> Vec<&str> {
        let alone: Vec<&str> = self.alone.iter().flatten().map(String::as_str).collect();
        if alone.len() > 1 { alone } else { self.first.iter().take(2).map(String::as_str).collect() }
    }

    /// Whether the column is one of dates.
    pub fn is_days(&self) -> bool {
        let bare = if self.bare_days * 20 >= self.filled * 19 { self.bare_days } else { 0 };
        self.filled > 0 && (self.days + bare) * 10 >= self.filled * 7
    }

    /// Whether the column is one of numbers or amounts.
    pub fn is_figures(&self) -> bool {
        self.filled > 0 && self.figures * 10 >= self.filled * 7 && !self.is_days()
    }

    /// Whether the column is one of e-mail addresses.
    pub fn is_mails(&self) -> bool {
        self.filled > 0 && self.mails * 10 >= self.filled * 6
    }

    /// The order of the column's dates.
    pub fn date_order(&self) -> Decision<DateOrder> {
        let [_, counts @ ..] = self.orders;
        if counts.iter().all(|n| *n == 0) {
            return Decision::Unneeded;
        }
        let fits = |bit: usize| {
            let without = counts.iter().enumerate().filter(|(at, n)| (at + 1) & bit == 0 && **n > 0);
            without.count() == 0
        };
        let mut orders: Vec<DateOrder> =
            DateOrder::FOUND.into_iter().zip([1, 2, 4]).filter(|(_, bit)| fits(*bit)).map(|(o, _)| o).collect();
        if orders.len() > 1 && !self.years_may_stand_first() {
            orders.retain(|order| *order != DateOrder::YearMonthDay);
        }
        match orders.as_slice() {
            [one] => Decision::Decided(*one),
            [] => Decision::Mixed(
                DateOrder::FOUND
                    .into_iter()
                    .zip([1, 2, 4])
                    .filter(|(_, bit)| counts.iter().enumerate().any(|(at, n)| (at + 1) & bit != 0 && *n > 0))
                    .map(|(order, _)| order)
                    .collect(),
            ),
            _ => Decision::Open(orders),
        }
    }

    /// Of dates like `25/12/19`, days take many values and years few; with enough dates the first tells which it is.
    fn years_may_stand_first(&self) -> bool {
        let (first, last) = (self.first_seen.count_ones(), self.last_seen.count_ones());
        !(first >= 5 && first > last * 2)
    }

    /// The mark before the decimals of the column's amounts.
    pub fn decimal_mark(&self) -> Decision<DecimalMark> {
        let [_, point, comma, both] = self.marks;
        if self.typed > 0 && point + comma + both <= self.typed {
            return Decision::Decided(DecimalMark::Point);
        }
        match (point, comma, both) {
            (0, 0, 0) => Decision::Unneeded,
            (0, 0, _) => Decision::Open(vec![DecimalMark::Point, DecimalMark::Comma]),
            (_, 0, _) => Decision::Decided(DecimalMark::Point),
            (0, _, _) => Decision::Decided(DecimalMark::Comma),
            _ => Decision::Mixed(vec![DecimalMark::Point, DecimalMark::Comma]),
        }
    }
}

/// What the bytes of a cell say at first sight.
#[derive(Default)]
struct Glance {
    len: usize,
    digits: usize,
    letters: usize,
    separators: usize,
    beyond_ascii: usize,
    has_at: bool,
}

impl Glance {
    fn at(cell: &str) -> Self {
        let mut glance = Self { len: cell.len(), ..Self::default() };
        if glance.len > 64 {
            glance.has_at = cell.len() <= 254 && cell.contains('@');
            return glance;
        }
        for byte in cell.bytes() {
            match byte {
                b'0'..=b'9' => glance.digits += 1,
                b'a'..=b'z' | b'A'..=b'Z' => glance.letters += 1,
                b'/' | b'-' | b'.' | b' ' | b',' | b'\'' => glance.separators += 1,
                b'@' => glance.has_at = true,
                0x80.. => glance.beyond_ascii += 1,
                _ => {}
            }
        }
        glance
    }

    fn may_be_day(&self) -> bool {
        let parted = self.separators + self.beyond_ascii / 2 >= 2 && self.digits >= 2;
        let bare = self.digits == self.len && matches!(self.len, 8 | 12 | 14);
        self.len <= 48 && self.len >= 6 && (parted && self.letters <= 24 || bare)
    }

    fn may_be_figure(&self) -> bool {
        self.letters <= 3 && self.beyond_ascii <= 24
    }
}

/// Which marks could be the decimal one in an amount: 0 where it has none, 1 point, 2 comma, 3 either; `None` if the
/// text is no amount.
pub fn marks(cell: &str) -> Option<usize> {
    let mut kept = [0_u8; 40];
    let (mut len, mut letters, mut digits) = (0_usize, 0_usize, 0_usize);
    for c in cell.chars() {
        match c {
            '0'..='9' | '.' | ',' => {
                *kept.get_mut(len)? = u8::try_from(c).ok()?;
                len += 1;
                digits += usize::from(c.is_ascii_digit());
            }
            '-' | '+' | '−' | '–' | '(' | ')' | '\'' | '’' | '£' | '€' | '$' | '¥' | '₹' | '₴' | '%' => {}
            c if c.is_whitespace() => {}
            c if c.is_alphabetic() => letters += 1,
            _ => return None,
        }
    }
    if digits == 0 || letters > 3 {
        return None;
    }
    // A sign inside the digits makes a range, a phone number or a code.
    let body = cell.trim_matches(|c: char| !c.is_ascii_digit());
    if body.contains(['-', '+', '(', ')', '−', '–']) || body.chars().any(char::is_alphabetic) {
        return None;
    }
    let kept = kept.get(..len)?;
    mark_of(kept)
}

fn mark_of(kept: &[u8]) -> Option<usize> {
    let bit = |mark: u8| if mark == b'.' { 1 } else { 2 };
    let count = |mark: u8| kept.iter().filter(|b| **b == mark).count();
    let Some(at) = kept.iter().rposition(|b| !b.is_ascii_digit()) else { return Some(0) };
    let last = *kept.get(at)?;
    let other = if last == b'.' { b',' } else { b'.' };
    let behind = kept.len() - at - 1;
    match (count(last), count(other)) {
        (1, 0) => {
            let whole = kept.get(..at)?;
            let groups = behind == 3 && (1..=3).contains(&whole.len()) && whole.first() != Some(&b'0');
            Some(if groups { 3 } else { bit(last) })
        }
        (1, _) => grouped(kept.get(..at)?, other).then(|| bit(last)),
        (_, 0) => grouped(kept, last).then(|| bit(other)),
        _ => None,
    }
}

/// Whether `mark` cuts the digits into groups of three (of two before the last, as in India).
fn grouped(whole: &[u8], mark: u8) -> bool {
    let groups: Vec<usize> = whole.split(|b| *b == mark).map(<[u8]>::len).collect();
    let Some((last, front)) = groups.split_last() else { return false };
    let Some((first, middle)) = front.split_first() else { return true };
    *last == 3 && (1..=3).contains(first) && middle.iter().all(|g| *g == 3 || *g == 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    use DecimalMark::{Comma, Point};

    fn column(cells: &[&str]) -> Profile {
        let mut profile = Profile::default();
        for cell in cells {
            profile.see(cell);
        }
        profile
    }

    #[test]
    fn the_whole_column_decides_the_date_order() {
        for (cells, decision) in [
            (&["03/04/2019", "25/12/2019"][..], Decision::Decided(DayMonthYear)),
            (&["03/04/2019", "12/25/2019"], Decision::Decided(MonthDayYear)),
            (&["03/04/2019", "05/06/2019"], Decision::Open(vec![DayMonthYear, MonthDayYear])),
            (&["25/12/2019", "12/25/2019"], Decision::Mixed(vec![DayMonthYear, MonthDayYear])),
            (&["2019-04-03", "12 Apr 2019"], Decision::Unneeded),
            (&["29.12.11", "03.04.11"], Decision::Decided(DayMonthYear)),
            (&["12/25/19", "01/02/19"], Decision::Decided(MonthDayYear)),
            (&["25/12/19"], Decision::Open(vec![DayMonthYear, YearMonthDay])),
            (&["25/12/19", "1/12/19", "7/2/19", "14/3/18", "28/2/19", "30/1/19"], Decision::Decided(DayMonthYear)),
            (&["98-12-25"], Decision::Decided(YearMonthDay)),
            (&["31/31/2000", "25/12/2019", "words"], Decision::Decided(DayMonthYear)),
        ] {
            assert_eq!(column(cells).date_order(), decision, "{cells:?}");
        }
        let mixed = column(&["03/04/2019", "25/12/2019", "26/12/2019", "12/25/2019"]);
        assert_eq!(mixed.open_days(), ["25/12/2019", "12/25/2019"], "the two that contradict each other");
    }

    #[test]
    fn the_whole_column_decides_the_decimal_mark() {
        for (cells, decision) in [
            (&["1,250.00", "3"][..], Decision::Decided(Point)),
            (&["361800,84 €", "16.872,57"], Decision::Decided(Comma)),
            (&["1,250", "12.50"], Decision::Decided(Point)),
            (&["1,250", "2,500"], Decision::Open(vec![Point, Comma])),
            (&["1,230.99", "1.230,99"], Decision::Mixed(vec![Point, Comma])),
            (&["1.234.567"], Decision::Decided(Comma)),
            (&["100", "200"], Decision::Unneeded),
            (&["+5257,28", "-3,10"], Decision::Decided(Comma)),
            (&["9,9 €,9,9 €", "5,00 €"], Decision::Decided(Comma)),
            (&["0.125"], Decision::Decided(Point)),
        ] {
            assert_eq!(column(cells).decimal_mark(), decision, "{cells:?}");
        }
    }

    #[test]
    fn looks_of_cells() {
        for (cell, expected) in [
            ("ann@example.org", Look::Mail),
            ("12/04/2019", Look::Day),
            ("2019", Look::Figure),
            ("20190412", Look::Figure),
            ("£50,000.00", Look::Figure),
            ("EUR 5,00", Look::Figure),
            ("YO30 6WQ", Look::Words),
            ("020-7946-0958", Look::Words),
            ("Amount 2", Look::Words),
            ("Ann", Look::Words),
        ] {
            assert_eq!(look(cell), expected, "{cell}");
        }
    }
}
