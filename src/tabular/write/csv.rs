//! CSV as Excel opens it without a wizard: UTF-8 with its mark, commas, CRLF, and no cell that runs as a formula.

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Sheet;
use crate::kit::Result;
use crate::kit::whole_file::{cannot_write, folder_of, persist};
use crate::tabular::cells::{is_number, needs_guard};
use crate::tabular::field::Value;

/// Writes lines to a temporary file beside `path`, which takes its place at the end.
#[derive(Debug)]
pub struct Lines {
    path: PathBuf,
    out: BufWriter<NamedTempFile>,
    delimiter: u8,
    line: Vec<u8>,
}

impl Lines {
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(path: &Path, delimiter: u8) -> Result<Self> {
        let out = temporary(path)?;
        let line = "\u{FEFF}".as_bytes().to_vec();
        Ok(Self { path: path.to_owned(), out, delimiter, line })
    }

    /// An empty line, which keeps the numbers of the rows below.
    ///
    /// # Errors
    /// When the disk is full or the file cannot be written.
    pub fn blank(&mut self) -> Result<()> {
        self.end()
    }

    /// A line of cells as some file held them: numbers stay, what could run as a formula is guarded.
    ///
    /// # Errors
    /// As [`Lines::blank`].
    pub fn raw<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        for (at, cell) in cells.enumerate() {
            self.separate(at);
            self.cell(cell, !is_number(cell));
        }
        self.end()
    }

    /// A line of values.
    ///
    /// # Errors
    /// As [`Lines::blank`].
    pub fn values(&mut self, values: &[Value], sheet: &Sheet) -> Result<()> {
        for at in 0..sheet.columns.len() {
            self.separate(at);
            match values.get(at).unwrap_or(&Value::Blank) {
                // A line of one blank cell would be an empty line, which readers pass over.
                Value::Blank if sheet.columns.len() == 1 => self.line.extend_from_slice(b"\"\""),
                Value::Blank => {}
                Value::Text(text) => self.cell(text, true),
                Value::Day(day) => self.line.extend_from_slice(day.format("%Y-%m-%d").to_string().as_bytes()),
                Value::Money(money) => self.line.extend_from_slice(sheet.currency.plain(*money).as_bytes()),
                Value::Count(count) => self.line.extend_from_slice(count.to_string().as_bytes()),
                Value::YesNo(yes) => self.line.extend_from_slice(if *yes { b"yes" } else { b"no" }),
            }
        }
        self.end()
    }

    fn separate(&mut self, at: usize) {
        if at > 0 {
            self.line.push(self.delimiter);
        }
    }

    /// Quotes more than needed: whatever stands between cells in some country is quoted, so that no reader, ours
    /// included, takes it for the delimiter.
    fn cell(&mut self, text: &str, is_text: bool) {
        let guard = is_text && needs_guard(text);
        let edges = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        let needed = |b: u8| b == self.delimiter || matches!(b, b'"' | b'\r' | b'\n');
        let elsewhere = |b: u8| is_text && matches!(b, b',' | b';' | b'\t' | b'|' | 0x1C);
        let quote = edges || text.bytes().any(|b| needed(b) || elsewhere(b));
        if quote {
            self.line.push(b'"');
        }
        if guard {
            self.line.push(b'\'');
        }
        for byte in text.bytes().filter(|b| *b != 0) {
            if byte == b'"' {
                self.line.push(b'"');
            }
            self.line.push(byte);
        }
        if quote {
            self.line.push(b'"');
        }
    }

    fn end(&mut self) -> Result<()> {
        self.line.extend_from_slice(b"\r\n");
        let written = self.out.write_all(&self.line);
        self.line.clear();
        written.map_err(|e| cannot_write(&self.path, e))
    }

    /// Puts the finished file in its place.
    ///
    /// # Errors
    /// As [`Lines::blank`].
    pub fn finish(self) -> Result<()> {
        finish(self.out, &self.path)
    }
}

/// A buffered temporary file beside `path`.
pub(super) fn temporary(path: &Path) -> Result<BufWriter<NamedTempFile>> {
    let file = tempfile::Builder::new()
        .prefix(".wardroom-")
        .tempfile_in(folder_of(path))
        .map_err(|e| cannot_write(path, e))?;
    Ok(BufWriter::with_capacity(256 * 1024, file))
}

/// Flushes, syncs and renames.
pub(super) fn finish(out: BufWriter<NamedTempFile>, path: &Path) -> Result<()> {
    let file = out.into_inner().map_err(|e| cannot_write(path, e.into_error()))?;
    file.as_file().sync_all().map_err(|e| cannot_write(path, e))?;
    persist(file, path)
}

/// Writes a table.
pub(super) fn write(path: &Path, sheet: &Sheet, rows: impl IntoIterator<Item = Result<Vec<Value>>>) -> Result<usize> {
    let mut lines = Lines::create(path, b',')?;
    let heading: Vec<Value> = sheet.columns.iter().map(|c| Value::Text(c.name.clone())).collect();
    lines.values(&heading, sheet)?;
    let mut count = 0;
    for row in rows {
        lines.values(&row?, sheet)?;
        count += 1;
    }
    lines.finish()?;
    Ok(count)
}
