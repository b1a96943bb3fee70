//! Delimited text: which character stands between the cells, and the records with the row numbers a spreadsheet shows.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::limits;
use crate::kit::{Problem, Result};
use crate::t;

/// How a text is cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// Whether `"` encloses cells; some systems write bare quotation marks into tab-separated text.
    pub quoting: bool,
}

const CANDIDATES: [u8; 5] = [b',', b';', b'\t', b'|', 0x1C];
/// How much of a text is tried with each delimiter.
const SAMPLE_BYTES: usize = 256 * 1024;
const SAMPLE_RECORDS: usize = 400;

/// Finds the dialect. A first line `sep=;`, which Excel writes, decides.
pub fn dialect(text: &str, told: Option<char>) -> Dialect {
    let delimiter = told.and_then(|c| u8::try_from(c).ok()).or_else(|| announced(text)).unwrap_or_else(|| likely(text));
    let quoting = quotes_enclose(text, delimiter);
    Dialect { delimiter, quoting }
}

/// The delimiter after `sep=` on a line of its own at the head.
fn announced(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_end_matches(['\r', ',', '"']).trim_start_matches('"');
    let rest = line.get(4..).filter(|_| line.to_ascii_lowercase().starts_with("sep="))?;
    match rest.as_bytes() {
        [one] => Some(*one),
        _ => None,
    }
}

fn likely(text: &str) -> u8 {
    let sample = head(text);
    let mut best = (0.0, b',');
    for delimiter in CANDIDATES {
        let score = score(sample, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How well a delimiter cuts the sample: the share of records of the commonest width, weighed by that width.
fn score(sample: &str, delimiter: u8) -> f64 {
    let dialect = Dialect { delimiter, quoting: quotes_enclose(sample, delimiter) };
    let mut widths: Vec<usize> = Vec::new();
    let mut reader = reader(sample, dialect);
    let mut record = StringRecord::new();
    while widths.len() < SAMPLE_RECORDS && reader.read_record(&mut record).unwrap_or(false) {
        widths.push(record.len());
    }
    // The sample may end in the middle of a record.
    if sample.len() >= SAMPLE_BYTES && widths.len() > 1 && widths.len() < SAMPLE_RECORDS {
        widths.pop();
    }
    let cut = widths.iter().filter(|w| **w > 1).count();
    let Some(mode) = commonest(&widths) else { return 0.0 };
    let same = widths.iter().filter(|w| **w == mode).count();
    let share = |n: usize| n as f64 / widths.len().max(1) as f64;
    share(same) * share(cut) * (mode as f64).log2().min(6.0)
}

/// The commonest width above one.
pub fn commonest(widths: &[usize]) -> Option<usize> {
    let mut sorted: Vec<usize> = widths.iter().copied().filter(|w| *w > 1).collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).max_by_key(|chunk| chunk.len()).and_then(|chunk| chunk.first().copied())
}

/// Quotation marks enclose cells unless most of them stand in the middle of one.
fn quotes_enclose(text: &str, delimiter: u8) -> bool {
    let sample = head(text).as_bytes();
    let outside = |b: Option<&u8>| b.is_none_or(|b| *b == delimiter || matches!(b, b'\r' | b'\n' | b'"'));
    let (mut edge, mut inner) = (0_usize, 0_usize);
    for (at, _) in sample.iter().enumerate().filter(|(_, b)| **b == b'"') {
        let before = at.checked_sub(1).and_then(|i| sample.get(i));
        if outside(before) || outside(sample.get(at + 1)) {
            edge += 1;
        } else {
            inner += 1;
        }
    }
    edge >= inner
}

/// Some systems write a space between the delimiter and the quotation mark, so that it no longer encloses the cell.
/// Where most do, the text without those spaces.
pub fn tightened(text: &str, dialect: Dialect) -> Option<String> {
    let delimiter = char::from(dialect.delimiter);
    let count = |pattern: &str| head(text).matches(pattern).count();
    let spaced = count(&format!("{delimiter} \""));
    if !dialect.quoting || delimiter == ' ' || spaced == 0 || spaced <= count(&format!("{delimiter}\"")) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    let mut rest = text;
    while let Some(at) = rest.find([delimiter, '"']) {
        let (before, found) = rest.split_at(at);
        let mut chars = found.chars();
        let mark = chars.next().unwrap_or(delimiter);
        out.push_str(before);
        out.push(mark);
        rest = chars.as_str();
        if mark == '"' {
            inside = !inside;
        } else if !inside && rest.trim_start_matches(' ').starts_with('"') {
            rest = rest.trim_start_matches(' ');
        }
    }
    out.push_str(rest);
    Some(out)
}

fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SAMPLE_BYTES.min(text.len()))).unwrap_or(text)
}

fn reader(text: &str, dialect: Dialect) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quoting(dialect.quoting)
        .from_reader(text.as_bytes())
}

/// The records of a text in order, each with its row number.
pub struct Records<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    row: usize,
}

impl std::fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("row", &self.row).finish_non_exhaustive()
    }
}

impl<'t> Records<'t> {
    pub fn new(text: &'t str, dialect: Dialect) -> Self {
        Self { text, reader: reader(text, dialect), row: 0 }
    }

    /// Byte of the text after the record read last.
    pub fn offset(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    /// Reads the next record into `record` and gives its row number, or `None` at the end. Lines without anything count
    /// as rows and are passed over; a line break inside quotation marks is part of its cell.
    ///
    /// # Errors
    /// When a row or a cell is larger than any table has; the message names the row.
    pub fn read(&mut self, record: &mut StringRecord) -> Result<Option<usize>> {
        let start = self.offset();
        let more = self.reader.read_record(record).map_err(|e| {
            Problem::input(t!("Row {row} could not be read; nothing was kept", row = self.row + 1)).because(e)
        })?;
        if !more {
            return Ok(None);
        }
        self.row += 1 + blank_lines(self.text.as_bytes(), start);
        check(record, self.row)?;
        Ok(Some(self.row))
    }
}

/// Refuses what no table has, so that a broken file cannot fill the memory or hide its rows in one cell.
fn check(record: &StringRecord, row: usize) -> Result<()> {
    if record.len() > limits::ROW_CELLS {
        return Err(Problem::input(t!(
            "Row {row} has {count} cells, more than any table has; nothing was kept",
            row = row,
            count = record.len()
        ))
        .hint(t!("Check which character stands between the cells, and set the delimiter")));
    }
    if record.as_slice().len() > limits::CELL_BYTES && record.iter().any(|cell| cell.len() > limits::CELL_BYTES) {
        return Err(Problem::input(t!(
            "A cell that begins in row {row} holds more than a million characters; nothing was kept",
            row = row
        ))
        .hint(t!("A quotation mark in that row may open and never close: correct it and try again")));
    }
    Ok(())
}

/// Empty lines that stand before the next record. The line feed of a pair belongs to the record before it.
fn blank_lines(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    let after_return = start.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'\r');
    if after_return && rest.first() == Some(&b'\n') {
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return lines,
        };
        lines += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut records = Records::new(text, dialect(text, None));
        let mut record = StringRecord::new();
        let mut out = Vec::new();
        while let Some(row) = records.read(&mut record).unwrap() {
            out.push((row, record.iter().map(str::to_owned).collect()));
        }
        assert_eq!(records.offset(), text.len());
        out
    }

    #[test]
    fn finds_the_delimiter() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("name;amount\nAnn;1,50\nBob;2,50\n", b';'),
            ("name\tplace\nAnn\tLeeds, UK\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            ("a\u{1C}b\u{1C}c\n1\u{1C}2,5\u{1C}3\n", 0x1C),
            ("sep=;\na;b,c\n1;2,3\n", b';'),
            ("only\none\n", b','),
            ("\"a;b\",c\n\"d;e\",f\n", b','),
        ] {
            assert_eq!(dialect(text, None).delimiter, delimiter, "{text:?}");
        }
        assert_eq!(dialect("a,b", Some(';')).delimiter, b';');
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "a,b\n\n1,\"x\ny\"\n\n\n2,z\n".replace('\n', end);
            let numbers: Vec<usize> = rows(&text).iter().map(|(row, _)| *row).collect();
            assert_eq!(numbers, [1, 3, 6], "{end:?}");
        }
        assert_eq!(rows("\n\na,b\n").first().unwrap().0, 3);
    }

    #[test]
    fn a_space_before_the_quotation_mark_is_no_part_of_the_cell() {
        let text = "ID, Test\n1, \"one, two\"\n2, \"say, \"\"x\"\"\"\n";
        let tight = tightened(text, dialect(text, None)).unwrap();
        assert_eq!(rows(&tight).last().unwrap().1, ["2", "say, \"x\""]);
        let text = "a,\"b, \"\nc,\"d\"\n";
        assert_eq!(tightened(text, dialect(text, None)), None);
    }

    #[test]
    fn quotes_inside_cells_are_only_letters() {
        let text = "id\tname\n1\tJohn \"Jack\" Smith\n2\t6\" pipe\n3\t5\" nail\n";
        assert!(!dialect(text, None).quoting);
        assert_eq!(rows(text).get(2).unwrap().1, ["2", "6\" pipe"]);
    }

    #[test]
    fn a_quotation_mark_that_never_closes_names_its_row() {
        let text = format!("a,b\n1,2\n3,\"open\n{}", "4,5\n".repeat(400_000));
        let mut records = Records::new(&text, dialect(&text, None));
        let mut record = StringRecord::new();
        let problem = loop {
            match records.read(&mut record) {
                Ok(Some(_)) => {}
                Ok(None) => panic!("it should be refused"),
                Err(problem) => break problem,
            }
        };
        assert!(problem.message.contains("row 3"), "{problem}");
    }
}
