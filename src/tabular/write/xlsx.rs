//! XLSX with real days and numbers, texts that are never formulas, and a first row that stays in sight and filters.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::csv::{finish, temporary};
use super::{ColumnKind, ColumnSpec, Sheet};
use crate::kit::{Currency, Day, Money, Problem, Result};
use crate::t;
use crate::tabular::field::Value;

/// Rows a sheet can have below its headings.
const SHEET_ROWS: usize = 1_048_575;
/// UTF-16 units a cell can have.
const CELL_UNITS: usize = 32_767;

/// Writes a table. Rows go to a temporary file as they come, so memory stays the same for any number of them.
pub(super) fn write(path: &Path, sheet: &Sheet, rows: impl IntoIterator<Item = Result<Vec<Value>>>) -> Result<usize> {
    let mut book = Workbook::new();
    // Nothing about the machine or the person who exports goes into the file.
    book.set_properties(&DocProperties::new().set_title(&sheet.title));
    let page = book.add_worksheet_with_constant_memory().map_err(failed)?;
    let formats: Vec<Format> = sheet.columns.iter().map(|c| format(c.kind, sheet.currency)).collect();
    set_up(page, sheet)?;
    let mut count = 0_usize;
    for row in rows {
        let row = row?;
        count += 1;
        if count > SHEET_ROWS {
            return Err(Problem::input(t!(
                "A sheet holds at most 1,048,575 rows, and there are more; nothing was written"
            ))
            .hint(t!("Write a .csv file, or fewer rows")));
        }
        let number = u32::try_from(count).unwrap_or(u32::MAX);
        for ((column, format), value) in (0_u16..).zip(&formats).zip(&row) {
            put(page, (number, column), value, format, sheet.currency)?;
        }
    }
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, u32::try_from(count).unwrap_or(u32::MAX), last).map_err(failed)?;
    let mut out = temporary(path)?;
    book.save_to_writer(out.get_mut().as_file_mut()).map_err(failed)?;
    finish(out, path)?;
    Ok(count)
}

fn set_up(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    page.set_name(sheet_name(&sheet.title)).map_err(failed)?;
    page.set_freeze_panes(1, 0).map_err(failed)?;
    page.set_repeat_rows(0, 0).map_err(failed)?;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.set_column_width(at, width(column)).map_err(failed)?;
        let heading = Format::new().set_bold();
        let heading = if matches!(column.kind, ColumnKind::Money | ColumnKind::Count) {
            heading.set_align(FormatAlign::Right)
        } else {
            heading
        };
        page.write_string_with_format(0, at, &column.name, &heading).map_err(failed)?;
    }
    Ok(())
}

fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    format: &Format,
    currency: Currency,
) -> Result<()> {
    match value {
        Value::Blank => return Ok(()),
        Value::Text(text) => {
            if text.len() > CELL_UNITS && text.encode_utf16().count() > CELL_UNITS {
                return Err(Problem::input(t!(
                    "A text in row {row} is longer than a cell of a workbook can be; nothing was written",
                    row = u64::from(row) + 1
                ))
                .hint(t!("Write a .csv file")));
            }
            page.write_string_with_format(row, column, clean(text), format)
        }
        Value::Day(day) => match serial(*day) {
            Some(serial) => page.write_number_with_format(row, column, serial, format),
            // Excel's calendar begins in 1900.
            None => page.write_string(row, column, day.format("%Y-%m-%d").to_string()),
        },
        Value::Money(money) => match exact(*money, currency) {
            Some(number) => page.write_number_with_format(row, column, number, format),
            None => page.write_string(row, column, currency.plain(*money)),
        },
        // Excel keeps 15 digits; longer numbers, such as ids, stay text.
        Value::Count(count) if count.unsigned_abs() < 1_000_000_000_000_000 => {
            page.write_number_with_format(row, column, *count as f64, format)
        }
        Value::Count(count) => page.write_string(row, column, count.to_string()),
        Value::YesNo(yes) => page.write_string_with_format(row, column, if *yes { "yes" } else { "no" }, format),
    }
    .map(|_| ())
    .map_err(failed)
}

/// Two characters that XML cannot hold show as the sign for a lost one; zero bytes are left out, as everywhere.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '\0')
        .map(|c| if matches!(c, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { c })
        .collect()
}

fn serial(day: Day) -> Option<f64> {
    let epoch = Day::from_ymd_opt(1899, 12, 30)?;
    let days = day.signed_duration_since(epoch).num_days();
    // Excel believes in a 29 February 1900, so its serials are right only after that; the year 9999 is its last.
    (61..=2_958_465).contains(&days).then_some(days as f64)
}

/// The amount as Excel's number, where its 15 digits hold it.
fn exact(money: Money, currency: Currency) -> Option<f64> {
    let small = money.0.unsigned_abs() < 1_000_000_000_000_000;
    small.then(|| money.0 as f64 / 10_f64.powi(i32::from(currency.digits)))
}

fn format(kind: ColumnKind, currency: Currency) -> Format {
    match kind {
        ColumnKind::Text | ColumnKind::YesNo => Format::new().set_num_format("@"),
        ColumnKind::Day => Format::new().set_num_format("yyyy-mm-dd"),
        ColumnKind::Money if currency.digits == 0 => Format::new().set_num_format("#,##0"),
        ColumnKind::Money => {
            Format::new().set_num_format(format!("#,##0.{}", "0".repeat(usize::from(currency.digits))))
        }
        ColumnKind::Count => Format::new().set_num_format("0"),
    }
}

fn width(column: &ColumnSpec) -> f64 {
    let heading = column.name.chars().count() as f64 + 3.0;
    let least = match column.kind {
        ColumnKind::Text => 24.0,
        ColumnKind::Day => 12.0,
        ColumnKind::Money => 14.0,
        ColumnKind::Count | ColumnKind::YesNo => 9.0,
    };
    heading.clamp(least, 60.0)
}

/// The title as Excel takes it: no `[]:*?/\`, at most 31 characters, no apostrophe at the ends.
fn sheet_name(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { ' ' } else { c })
        .collect();
    let mut name = String::new();
    for c in kept.trim_matches(|c: char| c == '\'' || c.is_whitespace()).chars() {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim_end_matches(['\'', ' ']);
    if name.is_empty() || name.eq_ignore_ascii_case("history") { t!("Table").to_owned() } else { name.to_owned() }
}

fn failed(e: XlsxError) -> Problem {
    Problem::file(t!("The workbook could not be written; nothing was kept"))
        .hint(t!("Check the space on the disk, or write a .csv file"))
        .because(e)
}
