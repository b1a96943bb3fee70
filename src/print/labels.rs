//! Sheets of labels and cards: where each one stands on its paper, and where a half-used sheet is begun.

use std::borrow::Cow;

use super::sheet::{Paper, Region};
use crate::kit::{Problem, Result};
use crate::t;

/// A sheet of equal boxes in rows and columns. All lengths are millimetres.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelSheet {
    /// What the maker calls it, or the numbers of one's own sheet as [`LabelSheet::of`] reads them.
    pub name: Cow<'static, str>,
    pub paper: Paper,
    pub columns: usize,
    pub rows: usize,
    /// Width and height of one box.
    pub size: (f32, f32),
    /// Left and top edge of the first one.
    pub first: (f32, f32),
    /// From the left edge of one to that of the next, and from top to top.
    pub pitch: (f32, f32),
}

const fn sheet(
    name: &'static str,
    paper: Paper,
    (columns, rows): (usize, usize),
    size: (f32, f32),
    first: (f32, f32),
    pitch: (f32, f32),
) -> LabelSheet {
    LabelSheet { name: Cow::Borrowed(name), paper, columns, rows, size, first, pitch }
}

impl LabelSheet {
    /// Address labels in common use. Each sheet is the same from both sides, so the margins are what its labels leave of the
    /// paper, halved; that is within 0.05 mm of what the makers print on their boxes.
    pub const ADDRESS: [Self; 4] = [
        sheet("L7160", Paper::A4, (3, 7), (63.5, 38.1), (7.25, 15.15), (66.0, 38.1)),
        sheet("L7163", Paper::A4, (2, 7), (99.1, 38.1), (4.65, 15.15), (101.6, 38.1)),
        sheet("L7159", Paper::A4, (3, 8), (63.5, 33.9), (7.25, 12.9), (66.0, 33.9)),
        sheet("5160", Paper::LETTER, (3, 10), (66.675, 25.4), (4.7625, 12.7), (69.85, 25.4)),
    ];

    /// Cards of 85 × 54 mm, to be cut, or on card stock that is scored so: ten or eight to a sheet.
    pub const CARDS: [Self; 4] = [
        sheet("cards-a4-10", Paper::A4, (2, 5), (85.0, 54.0), (20.0, 13.5), (85.0, 54.0)),
        sheet("cards-a4-8", Paper::A4, (2, 4), (85.0, 54.0), (15.0, 25.5), (95.0, 64.0)),
        sheet("cards-letter-10", Paper::LETTER, (2, 5), (85.0, 54.0), (22.95, 4.7), (85.0, 54.0)),
        sheet("cards-letter-8", Paper::LETTER, (2, 4), (85.0, 54.0), (17.95, 16.7), (95.0, 64.0)),
    ];

    /// The sheet of this name, or one's own by its numbers: paper, columns × rows, width × height of a label, left and top
    /// edge of the first, and the distance from one to the next where there are gaps: `A4 3x7 63.5x38.1 7.2,15.1 66x38.1`.
    ///
    /// # Errors
    /// When there is no such sheet, or its labels do not stand on its paper.
    pub fn of(text: &str) -> Result<Self> {
        let text = text.trim();
        let known = Self::ADDRESS.into_iter().chain(Self::CARDS).find(|s| s.name.eq_ignore_ascii_case(text));
        match known {
            Some(sheet) => Ok(sheet),
            None => Self::own(text),
        }
    }

    fn own(text: &str) -> Result<Self> {
        let wrong = || {
            let names: Vec<_> = Self::ADDRESS.iter().map(|s| s.name.clone()).collect();
            Problem::input(t!("“{text}” is no sheet of labels that is known", text = text)).hint(t!(
                "Use {names}, or write your own like A4 3x7 63.5x38.1 7.2,15.1 66x38.1: columns x rows, label, left and top edge, from one to the next, in millimetres",
                names = names.join(", ")
            ))
        };
        let parts: Vec<&str> = text.split_whitespace().collect();
        let (paper, rest) = parts.split_first().ok_or_else(wrong)?;
        let paper = match paper.to_lowercase().as_str() {
            "a4" => Paper::A4,
            "letter" => Paper::LETTER,
            _ => return Err(wrong()),
        };
        let number = |text: &str| text.parse::<f32>().ok().filter(|n| n.is_finite() && *n >= 0.0 && *n <= 1000.0);
        let pair = |text: &str| {
            let (a, b) = text.split_once(['x', '×', ',', 'X'])?;
            Some((number(a)?, number(b)?))
        };
        let (counts, size, first, pitch) = match rest {
            [counts, size, first] => (*counts, pair(size), pair(first), pair(size)),
            [counts, size, first, pitch] => (*counts, pair(size), pair(first), pair(pitch)),
            _ => return Err(wrong()),
        };
        let (columns, rows) = counts.split_once(['x', '×', 'X']).ok_or_else(wrong)?;
        let count = |text: &str| text.parse::<usize>().ok().filter(|n| (1..=50).contains(n));
        let own = || -> Option<Self> {
            let name = Cow::Owned(parts.join(" "));
            let (columns, rows) = (count(columns)?, count(rows)?);
            Some(Self { name, paper, columns, rows, size: size?, first: first?, pitch: pitch? })
        };
        let own = own().ok_or_else(wrong)?;
        own.check()?;
        Ok(own)
    }

    /// # Errors
    /// When its labels leave the paper or stand on each other.
    fn check(&self) -> Result<()> {
        let says = |message| Err(Problem::input(message).hint(t!("Measure the sheet again, in millimetres")));
        if self.size.0 < 10.0 || self.size.1 < 8.0 {
            return says(t!(
                "A label of {width} × {height} mm is too small to write on",
                width = self.size.0,
                height = self.size.1
            ));
        }
        let overlap =
            self.columns > 1 && self.pitch.0 + 0.01 < self.size.0 || self.rows > 1 && self.pitch.1 + 0.01 < self.size.1;
        if overlap {
            return says(t!("The labels of this sheet would stand on each other").to_owned());
        }
        let last = self.place(self.per_page() - 1);
        if last.right() > self.paper.width + 0.05 || last.bottom() > self.paper.height + 0.05 {
            return says(t!(
                "The last label of this sheet would end {right} mm from the left and {bottom} mm from the top, beyond the paper",
                right = (last.right() * 10.0).round() / 10.0,
                bottom = (last.bottom() * 10.0).round() / 10.0
            ));
        }
        Ok(())
    }

    pub fn per_page(&self) -> usize {
        (self.columns * self.rows).max(1)
    }

    /// Where a box stands, counted from 0, row by row from the top left.
    pub fn place(&self, at: usize) -> Region {
        let (column, row) = (at % self.columns.max(1), at / self.columns.max(1));
        let (x, y) = (self.first.0 + column as f32 * self.pitch.0, self.first.1 + row as f32 * self.pitch.1);
        Region::new(x, y, self.size.0, self.size.1)
    }

    /// The boxes for so many labels, from the one numbered `start` on (counted from 1): page by page, each with the places of
    /// its labels.
    pub fn pages(&self, count: usize, start: usize) -> Vec<std::ops::Range<usize>> {
        let per_page = self.per_page();
        let skipped = start.clamp(1, per_page) - 1;
        let (mut pages, mut done) = (Vec::new(), 0);
        while done < count {
            let room = if pages.is_empty() { per_page - skipped } else { per_page };
            let next = (done + room).min(count);
            pages.push(done..next);
            done = next;
        }
        pages
    }

    /// `3 × 7 on A4, 63.5 × 38.1 mm`.
    pub fn says(&self) -> String {
        let paper = if self.paper == Paper::A4 { "A4" } else { t!("Letter") };
        let round = |n: f32| (n * 10.0).round() / 10.0;
        t!(
            "{columns} × {rows} on {paper}, {width} × {height} mm",
            columns = self.columns,
            rows = self.rows,
            paper = paper,
            width = round(self.size.0),
            height = round(self.size.1)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_stands_on_its_paper_and_is_the_same_from_both_sides() {
        for sheet in LabelSheet::ADDRESS.iter().chain(&LabelSheet::CARDS) {
            sheet.check().unwrap();
            let (first, last) = (sheet.place(0), sheet.place(sheet.per_page() - 1));
            assert!((first.x - (sheet.paper.width - last.right())).abs() < 0.11, "{}", sheet.name);
            assert!((first.y - (sheet.paper.height - last.bottom())).abs() < 0.11, "{}", sheet.name);
        }
    }

    /// The figures that the makers and the sellers of their sheets give, rounded to a tenth.
    #[test]
    fn the_common_sheets_are_where_their_makers_say() {
        for (name, count, size, first, pitch) in [
            ("l7160", 21, (63.5, 38.1), (7.2, 15.1), (66.0, 38.1)),
            ("L7163", 14, (99.1, 38.1), (4.7, 15.1), (101.6, 38.1)),
            ("L7159", 24, (63.5, 33.9), (7.2, 12.9), (66.0, 33.9)),
            ("5160", 30, (66.7, 25.4), (4.8, 12.7), (69.9, 25.4)),
        ] {
            let sheet = LabelSheet::of(name).unwrap();
            assert_eq!(sheet.per_page(), count);
            for (is, said) in [(sheet.size, size), (sheet.first, first), (sheet.pitch, pitch)] {
                let near: (f32, f32) = (is.0 - said.0, is.1 - said.1);
                assert!(near.0.abs() <= 0.06 && near.1.abs() <= 0.06, "{name}: {is:?} {said:?}");
            }
        }
    }

    #[test]
    fn an_own_sheet_is_read_by_its_numbers_and_a_wrong_one_says_why() {
        let own = LabelSheet::of("a4 3x7 63.5x38.1 7.25,15.15 66x38.1").unwrap();
        assert_eq!(LabelSheet { name: "L7160".into(), ..own.clone() }, LabelSheet::ADDRESS[0]);
        assert_eq!(LabelSheet::of(&own.name).unwrap(), own, "its name reads back");
        assert_eq!(LabelSheet::of("Letter 2x5 101.6×50.8 4,12.7").unwrap().pitch, (101.6, 50.8));
        for (text, says) in [
            ("L9999", "no sheet of labels"),
            ("", "no sheet of labels"),
            ("A5 3x7 63.5x38.1 7,15", "no sheet of labels"),
            ("A4 0x7 63.5x38.1 7,15", "no sheet of labels"),
            ("A4 3x7 63.5x38.1 7,15 60x38.1", "stand on each other"),
            ("A4 4x7 63.5x38.1 7,15", "beyond the paper"),
            ("A4 3x7 6x3 7,15", "too small"),
        ] {
            let problem = LabelSheet::of(text).unwrap_err();
            assert!(problem.message.contains(says), "{text}: {problem}");
        }
    }

    #[test]
    fn a_half_used_sheet_is_begun_where_it_is_free() {
        let sheet = &LabelSheet::ADDRESS[0];
        assert_eq!(sheet.pages(25, 1), [0..21, 21..25]);
        assert_eq!(sheet.pages(25, 20), [0..2, 2..23, 23..25]);
        assert_eq!(sheet.pages(2, 21), [0..1, 1..2]);
        assert_eq!(sheet.pages(1, 99).first(), Some(&(0..1)), "no further than the last");
        assert!(sheet.pages(0, 5).is_empty());
        assert_eq!(sheet.says(), "3 × 7 on A4, 63.5 × 38.1 mm");
    }
}
