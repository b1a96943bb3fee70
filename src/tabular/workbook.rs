//! Workbooks: XLSX cell by cell, XLS and ODS by sheet. Dates become ISO days, numbers lose the noise of binary
//! fractions, errors such as `#N/A` stay as text and are named.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, ExcelDateTime, Ods, OdsError, Reader as _, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use csv::StringRecord;

use super::cells::letters;
use super::limits;
use super::source::{Format, Held};
use super::unpack::{self, Book};
use crate::kit::{Problem, Result};
use crate::t;

/// Error cells that are named one by one; further ones are counted.
const NAMED_ERRORS: usize = 20;

/// Reads one sheet of a workbook: the one named, else the first visible one that holds something.
///
/// # Errors
/// When it needs a password, is damaged, is too large, or has no such sheet.
pub fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<(Format, Held)> {
    let zipped = bytes.starts_with(b"PK");
    let book = if zipped { Some(unpack::inspect(&bytes)?) } else { None };
    if !zipped && holds_utf16(&bytes, "EncryptedPackage") {
        return Err(password());
    }
    // The readers are fed with whatever people are sent; should one of them fail on a broken file, the office goes on.
    let read = catch_unwind(AssertUnwindSafe(|| match book {
        Some(Book::Xlsx) => Ok((Format::Xlsx, xlsx(bytes, sheet)?)),
        Some(Book::Ods) => Ok((Format::Ods, ods(bytes, sheet)?)),
        None => Ok((Format::Xls, xls(bytes, sheet)?)),
    }));
    read.unwrap_or_else(|_| Err(damaged("the reader stopped")))
}

fn xlsx(bytes: Vec<u8>, told: Option<&str>) -> Result<Held> {
    let failed = |e: XlsxError| if matches!(e, XlsxError::Password) { password() } else { damaged(e) };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let visible = visible(book.sheets_metadata());
    let mut held = Held { sheets: book.sheet_names(), ..Held::default() };
    for name in candidates(&held.sheets, &visible, told)? {
        let mut grid = Grid::default();
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart on a sheet of its own has no cells.
            Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => continue,
            Err(e) => return Err(failed(e)),
        };
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, &Data::from(cell.get_value().clone()))?;
        }
        if grid.is_empty() && told.is_none() {
            continue;
        }
        held.sheet = Some(name);
        grid.into_held(&mut held)?;
        break;
    }
    Ok(held)
}

fn ods(bytes: Vec<u8>, told: Option<&str>) -> Result<Held> {
    let failed = |e: OdsError| match e {
        OdsError::Password => password(),
        OdsError::CellLimitExceeded { .. } => too_large(),
        e => damaged(e),
    };
    let book = Ods::new(Cursor::new(bytes)).map_err(failed)?;
    ranges(book, told, failed)
}

fn xls(bytes: Vec<u8>, told: Option<&str>) -> Result<Held> {
    let failed = |e: XlsError| if matches!(e, XlsError::Password) { password() } else { damaged(e) };
    let book = Xls::new(Cursor::new(bytes)).map_err(failed)?;
    ranges(book, told, failed)
}

fn ranges<R>(mut book: R, told: Option<&str>, failed: impl Fn(R::Error) -> Problem) -> Result<Held>
where
    R: calamine::Reader<Cursor<Vec<u8>>>,
{
    let visible = visible(book.sheets_metadata());
    let mut held = Held { sheets: book.sheet_names(), ..Held::default() };
    for name in candidates(&held.sheets, &visible, told)? {
        let range = book.worksheet_range(&name).map_err(&failed)?;
        if range.is_empty() && told.is_none() {
            continue;
        }
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut grid = Grid::default();
        for (row, column, value) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            grid.put(top + row, left + column, value)?;
        }
        held.sheet = Some(name);
        grid.into_held(&mut held)?;
        break;
    }
    Ok(held)
}

fn visible(sheets: &[calamine::Sheet]) -> Vec<String> {
    sheets.iter().filter(|s| s.visible == SheetVisible::Visible).map(|s| s.name.clone()).collect()
}

fn candidates(all: &[String], visible: &[String], told: Option<&str>) -> Result<Vec<String>> {
    match told {
        None if visible.is_empty() => Ok(all.to_vec()),
        None => Ok(visible.to_vec()),
        Some(name) => match all.iter().find(|s| s.trim().eq_ignore_ascii_case(name.trim())) {
            Some(found) => Ok(vec![found.clone()]),
            None => Err(Problem::input(t!("The workbook has no sheet “{name}”", name = name))
                .hint(t!("Its sheets are: {names}", names = all.join(", ")))),
        },
    }
}

/// Cells on their way to rows. They are kept sparse, because one cell in the far corner must not cost a whole sheet.
#[derive(Default)]
struct Grid {
    cells: Vec<(u32, u32, String)>,
    typed: Vec<usize>,
    errors: Vec<String>,
    error_count: usize,
}

impl Grid {
    fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    fn put(&mut self, row: u32, column: u32, value: &Data) -> Result<()> {
        let text = match value {
            Data::Empty => return Ok(()),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
            Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Data::Int(n) => n.to_string(),
            Data::Float(n) => {
                let text = plain_number(*n);
                self.count_typed(column, &text);
                text
            }
            Data::DateTime(moment) => iso(moment),
            Data::Error(error) => {
                self.error_count += 1;
                if self.errors.len() < NAMED_ERRORS {
                    let place = usize::try_from(column).map(letters).unwrap_or_default();
                    self.errors.push(t!(
                        "Cell {place}{row} holds the error {error}",
                        place = place,
                        row = u64::from(row) + 1,
                        error = error
                    ));
                }
                error.to_string()
            }
        };
        if text.is_empty() {
            return Ok(());
        }
        if text.len() > limits::CELL_BYTES || self.cells.len() >= limits::SHEET_CELLS {
            return Err(too_large());
        }
        self.cells.push((row, column, text));
        Ok(())
    }

    fn count_typed(&mut self, column: u32, text: &str) {
        let Ok(column) = usize::try_from(column) else { return };
        if text.contains('.') && column < limits::ROW_CELLS {
            if column >= self.typed.len() {
                self.typed.resize(column + 1, 0);
            }
            if let Some(count) = self.typed.get_mut(column) {
                *count += 1;
            }
        }
    }

    fn into_held(mut self, held: &mut Held) -> Result<()> {
        if !self.cells.is_sorted_by_key(|(row, column, _)| (*row, *column)) {
            self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        }
        let mut spent = 0_usize;
        for row in self.cells.chunk_by(|a, b| a.0 == b.0) {
            let Some((number, ..)) = row.first() else { continue };
            let mut record = StringRecord::new();
            for (_, column, text) in row {
                let column = usize::try_from(*column).unwrap_or(usize::MAX);
                if column >= limits::ROW_CELLS {
                    return Err(too_large());
                }
                while record.len() < column {
                    record.push_field("");
                }
                if record.len() == column {
                    record.push_field(text);
                }
            }
            spent += record.len();
            if spent > limits::SHEET_CELLS {
                return Err(too_large());
            }
            held.rows.push((usize::try_from(*number).unwrap_or(usize::MAX).saturating_add(1), record));
        }
        held.typed = self.typed;
        if self.error_count > self.errors.len() {
            self.errors.push(t!("{count} further cells hold errors", count = self.error_count - self.errors.len()));
        }
        held.notes = self.errors;
        Ok(())
    }
}

/// A number as a spreadsheet shows it: 15 significant digits, no trailing zeros, so 0.1 + 0.2 is 0.3.
fn plain_number(n: f64) -> String {
    let rounded: f64 = format!("{n:.14e}").parse().unwrap_or(n);
    let text = rounded.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// The day, with the time where there is one; only the time where there is no day.
fn iso(moment: &ExcelDateTime) -> String {
    let number = moment.as_f64();
    let Some(at) = moment.as_datetime() else { return plain_number(number) };
    if moment.is_duration() || (0.0..1.0).contains(&number) {
        return at.format("%H:%M:%S").to_string();
    }
    if number.fract().abs() < 1e-9 {
        return at.format("%Y-%m-%d").to_string();
    }
    at.format("%Y-%m-%d %H:%M:%S").to_string()
}

fn holds_utf16(bytes: &[u8], word: &str) -> bool {
    let needle: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(needle.len()).any(|part| part == needle)
}

fn password() -> Problem {
    Problem::input(t!("The workbook is protected by a password, so nothing was read"))
        .hint(t!("Open it in a spreadsheet program, save it without the password, and read that"))
}

fn damaged(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Problem {
    Problem::input(t!("The workbook is damaged or of a kind that cannot be read; nothing was kept"))
        .hint(t!("Open it in a spreadsheet program, save it as .xlsx, and read that"))
        .because(e)
}

fn too_large() -> Problem {
    Problem::input(t!("The sheet holds more cells, or larger ones, than any table has; nothing was kept"))
        .hint(t!("Save only the columns you need as .csv, and read that"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_noise() {
        for (n, text) in
            [(0.1 + 0.2, "0.3"), (1250.0, "1250"), (-0.0, "0"), (19.99 * 3.0, "59.97"), (1e15, "1000000000000000")]
        {
            assert_eq!(plain_number(n), text);
        }
    }

    #[test]
    fn a_cell_in_the_far_corner_costs_one_row() {
        let mut grid = Grid::default();
        grid.put(1_048_575, 16_383, &Data::Int(7)).unwrap();
        let mut held = Held::default();
        grid.into_held(&mut held).unwrap();
        assert_eq!(held.rows.len(), 1);
        assert_eq!(held.rows.first().unwrap().0, 1_048_576);
    }

    #[test]
    fn a_comb_of_far_cells_is_refused() {
        let mut grid = Grid::default();
        for row in 0..4000 {
            grid.put(row, 16_383, &Data::Int(7)).unwrap();
        }
        assert!(grid.into_held(&mut Held::default()).is_err());
    }
}
