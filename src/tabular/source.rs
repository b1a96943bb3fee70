//! One opened table: its shape as found, its columns with their profiles, and its rows one after another.

use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::cells::{letters, unguarded};
use super::decode::{Decoded, decode};
use super::delimited::{Dialect, Records, dialect, tightened};
use super::profile::Profile;
use super::sniff::{Kind, kind};
use super::{heading, limits, vcard, workbook};
use crate::kit::{Problem, Result};
use crate::t;

/// What a person or a saved map says about a file, before anything is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// A WHATWG name such as `windows-1252`.
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    /// The row of the headings, counted from 1; 0 where there are none.
    pub header_row: Option<usize>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// What kind of file it is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Csv,
    Xlsx,
    Xls,
    Ods,
    #[serde(rename = "vcard")]
    VCard,
}

/// One column: its name, unique in the table, and what its cells look like.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub profile: Profile,
}

impl Column {
    /// Up to five different values.
    pub fn samples(&self) -> &[String] {
        self.profile.samples()
    }
}

/// An opened table.
#[derive(Debug)]
pub struct Source {
    pub path: PathBuf,
    pub format: Format,
    /// Of text only.
    pub encoding: Option<String>,
    /// Of delimited text only.
    pub delimiter: Option<char>,
    /// The row of the headings, counted from 1; `None` where there are none.
    pub header_row: Option<usize>,
    /// Of workbooks only.
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    pub columns: Vec<Column>,
    /// Rows that hold something, headings left out.
    pub row_count: usize,
    /// What was odd and what was done about it, as sentences.
    pub notes: Vec<String>,
    /// What stands before the rows, headings included, as it is in the file.
    pub(super) head: Vec<(usize, StringRecord)>,
    body: Body,
    digest: String,
}

#[derive(Debug)]
enum Body {
    Text { text: String, dialect: Dialect },
    Rows(Vec<(usize, StringRecord)>),
}

/// Rows of a table that is held in memory: workbooks and contacts.
#[derive(Debug, Default)]
pub struct Held {
    pub rows: Vec<(usize, StringRecord)>,
    /// By column, how many cells with a fraction the spreadsheet held as numbers.
    pub typed: Vec<usize>,
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    pub notes: Vec<String>,
}

/// Opens a table and looks at all of it once.
///
/// # Errors
/// When the file cannot be read, is too large, is no table, or holds a row that no table has.
pub fn open(path: &Path, told: &Overrides) -> Result<Source> {
    let bytes = read(path)?;
    from_bytes(path, bytes, told)
}

/// As [`open`], for bytes that are already here; `path` is only for messages.
///
/// # Errors
/// As [`open`].
pub fn from_bytes(path: &Path, bytes: Vec<u8>, told: &Overrides) -> Result<Source> {
    let digest = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    let source = match kind(&bytes)? {
        Kind::ZippedBook | Kind::OldBook => {
            let (format, held) = workbook::read(bytes, told.sheet.as_deref())?;
            Source::held(path, format, held, told)?
        }
        Kind::VCard => {
            let (encoding, names, held) = vcard::read(bytes, told.encoding.as_deref())?;
            let mut source =
                Source::held(path, Format::VCard, held, &Overrides { header_row: Some(0), ..Overrides::default() })?;
            source.encoding = Some(encoding);
            for (column, name) in source.columns.iter_mut().zip(names) {
                column.name = name;
            }
            source
        }
        Kind::Text => Source::text(path, decode(bytes, told.encoding.as_deref())?, told)?,
    };
    Ok(Source { digest, ..source })
}

/// The bytes of a file that is to be read.
///
/// # Errors
/// When it is not there, is a folder, or is larger than 512 MB.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| {
        Problem::file(t!("The file could not be read: {path}", path = path.display()))
            .hint(t!("Check that it is there, and that no other program holds it open"))
            .because(e)
    };
    let facts = std::fs::metadata(path).map_err(failed)?;
    if facts.is_dir() {
        return Err(Problem::file(t!("This is a folder, not a file: {path}", path = path.display())));
    }
    if facts.len() > limits::FILE_BYTES {
        return Err(Problem::input(t!(
            "The file is larger than 512 MB, so it was not read: {path}",
            path = path.display()
        ))
        .hint(t!("Split it into parts and read them one after another")));
    }
    std::fs::read(path).map_err(failed)
}

impl Source {
    fn text(path: &Path, decoded: Decoded, told: &Overrides) -> Result<Self> {
        let Decoded { text, encoding, replaced, first_nul } = decoded;
        let dialect = dialect(&text, told.delimiter);
        let mut notes = Vec::new();
        if replaced > 0 {
            notes.push(t!(
                "{count} places are no text in {encoding} and show as �",
                count = replaced,
                encoding = encoding
            ));
        }
        if let Some(at) = first_nul {
            let mut records = Records::new(&text, dialect);
            let mut record = StringRecord::new();
            let mut row = 1;
            while records.offset() <= at {
                match records.read(&mut record)? {
                    Some(number) => row = number,
                    None => break,
                }
            }
            notes.push(t!("Zero bytes were left out, the first in row {row}", row = row));
        }
        let text = tightened(&text, dialect).unwrap_or(text);
        let empty = Self::empty(path, Format::Csv, Body::Text { text, dialect });
        let mut source = empty.profiled(told, &[], notes)?;
        source.encoding = Some(encoding);
        source.delimiter = Some(char::from(dialect.delimiter));
        Ok(source)
    }

    fn held(path: &Path, format: Format, held: Held, told: &Overrides) -> Result<Self> {
        let Held { rows, typed, sheets, sheet, notes } = held;
        let mut source = Self::empty(path, format, Body::Rows(rows)).profiled(told, &typed, notes)?;
        source.sheets = sheets;
        source.sheet = sheet;
        Ok(source)
    }

    fn empty(path: &Path, format: Format, body: Body) -> Self {
        Self {
            path: path.to_owned(),
            format,
            encoding: None,
            delimiter: None,
            header_row: None,
            sheets: Vec::new(),
            sheet: None,
            columns: Vec::new(),
            row_count: 0,
            notes: Vec::new(),
            head: Vec::new(),
            body,
            digest: String::new(),
        }
    }

    /// Finds the headings, then counts every cell of every row below them.
    fn profiled(mut self, told: &Overrides, typed: &[usize], mut notes: Vec<String>) -> Result<Self> {
        let heading = self.find_heading(told.header_row)?;
        let mut widths = Widths::default();
        let mut profiles: Vec<Profile> = Vec::new();
        let mut cursor = Cursor::new(&self.body);
        let mut record = StringRecord::new();
        let first = self.header_row.unwrap_or(0);
        let guarded = matches!(self.body, Body::Text { .. });
        let mut rows = 0;
        while let Some(number) = cursor.read(&mut record)? {
            if number <= first {
                continue;
            }
            let width = heading::width(&record);
            if width == 0 {
                continue;
            }
            rows += 1;
            widths.see(width);
            if width > profiles.len() {
                profiles.resize_with(width, Profile::default);
            }
            for (profile, cell) in profiles.iter_mut().zip(&record) {
                profile.see(if guarded { unguarded(cell) } else { cell });
            }
        }
        self.row_count = rows;
        let named = heading.as_ref().map_or(0, heading::width);
        let spare = heading.as_ref().map_or(usize::MAX, StringRecord::len);
        let count = named.max(widths.widest.min(spare)).max(widths.common(rows));
        profiles.resize_with(count, Profile::default);
        for (profile, typed) in profiles.iter_mut().zip(typed) {
            profile.typed = *typed;
        }
        let long = widths.beyond(count);
        if long > 0 {
            notes.push(t!("{count} rows have more cells than there are columns", count = long));
        }
        let names = heading::names(heading.as_ref(), count);
        self.columns = names.into_iter().zip(profiles).map(|(name, profile)| Column { name, profile }).collect();
        self.notes = notes;
        if self.columns.is_empty() {
            return Err(Problem::input(t!("There is no row in this table, so there is nothing to read"))
                .hint(t!("If it has several sheets, name the one to read")));
        }
        Ok(self)
    }

    /// Keeps what stands before the rows and gives the record of headings.
    fn find_heading(&mut self, told: Option<usize>) -> Result<Option<StringRecord>> {
        let mut cursor = Cursor::new(&self.body);
        let mut record = StringRecord::new();
        let mut head = Vec::new();
        let enough = |head: &[(usize, StringRecord)], number| match told {
            Some(row) => number >= row,
            None => head.len() >= heading::HEAD_ROWS,
        };
        while told != Some(0)
            && let Some(number) = cursor.read(&mut record)?
        {
            head.push((number, record.clone()));
            if enough(&head, number) {
                break;
            }
        }
        let at = match told {
            Some(0) => None,
            Some(row) => Some(head.iter().position(|(number, _)| *number == row).ok_or_else(|| {
                Problem::input(t!("There is no row {row} with headings in this file; nothing was read", row = row))
                    .hint(t!("Count rows as a spreadsheet shows them; 0 says that there are no headings"))
            })?),
            None => {
                let announced =
                    head.first().is_some_and(|(_, r)| r.iter().next().is_some_and(|c| c.starts_with("sep=")));
                let skip = usize::from(announced && head.len() > 1);
                heading::find(head.get(skip..).unwrap_or_default()).map(|at| at + skip)
            }
        };
        head.truncate(at.map_or(0, |at| at + 1));
        self.head = head;
        let found = at.and_then(|at| self.head.get(at)).cloned();
        self.header_row = found.as_ref().map(|(number, _)| *number);
        Ok(found.map(|(_, record)| record))
    }

    /// The rows below the headings in order; rows without anything are passed over.
    pub fn rows(&self) -> Rows<'_> {
        Rows { cursor: Cursor::new(&self.body), first: self.header_row.unwrap_or(0), size: (0, 0) }
    }

    /// The SHA-256 of the file's bytes in hexadecimal: the same input a second time is known by it.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The place of a column by its name; spaces at the ends and letter case are no matter.
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        self.columns
            .iter()
            .position(|c| c.name == name)
            .or_else(|| self.columns.iter().position(|c| c.name.to_lowercase() == name.to_lowercase()))
    }

    /// The name of a column, or the letter a spreadsheet shows where the table has no such column.
    pub fn name_of(&self, column: usize) -> String {
        self.columns.get(column).map_or_else(|| letters(column), |c| c.name.clone())
    }
}

/// How wide the rows are.
#[derive(Default)]
struct Widths {
    counts: Vec<usize>,
    widest: usize,
}

impl Widths {
    fn see(&mut self, width: usize) {
        self.widest = self.widest.max(width);
        if width >= self.counts.len() {
            self.counts.resize(width + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(width) {
            *count += 1;
        }
    }

    /// The width that at least half of all rows reach: columns without a heading that still hold the table's cells.
    fn common(&self, rows: usize) -> usize {
        let mut reached = 0;
        for (width, count) in self.counts.iter().enumerate().rev() {
            reached += count;
            if reached * 2 >= rows && reached > 0 {
                return width;
            }
        }
        0
    }

    fn beyond(&self, width: usize) -> usize {
        self.counts.iter().skip(width + 1).sum()
    }
}

/// Reads the records of either body into one buffer.
#[derive(Debug)]
enum Cursor<'s> {
    Text(Box<Records<'s>>),
    Rows(std::slice::Iter<'s, (usize, StringRecord)>),
}

impl<'s> Cursor<'s> {
    fn new(body: &'s Body) -> Self {
        match body {
            Body::Text { text, dialect } => Self::Text(Box::new(Records::new(text, *dialect))),
            Body::Rows(rows) => Self::Rows(rows.iter()),
        }
    }

    fn read(&mut self, record: &mut StringRecord) -> Result<Option<usize>> {
        match self {
            Self::Text(records) => records.read(record),
            Self::Rows(rows) => Ok(rows.next().map(|(number, held)| {
                record.clone_from(held);
                *number
            })),
        }
    }
}

/// The rows of a table in order.
#[derive(Debug)]
pub struct Rows<'s> {
    cursor: Cursor<'s>,
    first: usize,
    /// Bytes and cells of the row before, to size the next one.
    size: (usize, usize),
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let (bytes, cells) = self.size;
            let mut record = StringRecord::with_capacity(bytes, cells);
            let number = match self.cursor.read(&mut record) {
                Ok(number) => number?,
                Err(problem) => {
                    // Opening has read every row of the same bytes, so this cannot come up.
                    tracing::error!(%problem, "a row that was read before could not be read again");
                    return None;
                }
            };
            self.size = (record.as_slice().len() + 16, record.len() + 1);
            if number > self.first && record.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Row { number, record, guarded: matches!(self.cursor, Cursor::Text(_)) });
            }
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet counts: 1 is the first row of the file. In a vCard file, the number of the contact.
    pub number: usize,
    record: StringRecord,
    /// Only delimited text guards formulas with an apostrophe; in a workbook it is a letter like any other.
    guarded: bool,
}

impl Row {
    /// The text of a cell, empty where the row ends before it. The apostrophe that guards a formula is taken off.
    pub fn cell(&self, column: usize) -> &str {
        let raw = self.raw(column);
        if self.guarded { unguarded(raw) } else { raw }
    }

    /// The cell exactly as it stands in the file.
    pub fn raw(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or("")
    }

    /// All cells, as [`Row::cell`] gives them.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(|raw| if self.guarded { unguarded(raw) } else { raw })
    }

    /// Cells up to the last one that holds something.
    pub fn width(&self) -> usize {
        heading::width(&self.record)
    }

    pub(super) fn record(&self) -> &StringRecord {
        &self.record
    }
}
