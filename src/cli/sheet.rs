//! A report's sheet as it leaves: words for a terminal, JSON, a table for spreadsheets, or paper. The ending of a name says which.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::call::Call;
use super::noun::{Cell, Sheet, SheetColumn, Width};
use super::paper::{Letterhead, on_paper};
use crate::kit::{Clock, Currency, Problem, Result, day, whole_file};
use crate::office::profile::Profile;
use crate::t;
use crate::tabular::{self, ColumnKind, ColumnSpec, Value};

/// The endings that a sheet can be written with.
const ENDINGS: [&str; 4] = ["pdf", "csv", "xlsx", "json"];
/// The same for the help of a command.
pub const SHEET_FORMS: &str = "Write to a .pdf, .csv, .xlsx or .json";

/// How wide a column of words gets in a terminal.
const WIDEST: usize = 48;

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

impl Call<'_> {
    /// Where `--to` says that a sheet goes. What the name cannot say is refused before anything is worked out.
    ///
    /// # Errors
    /// When its ending is none of a sheet's, or as [`Call::target`].
    pub fn sheet_target(&self) -> Result<Option<PathBuf>> {
        let to = self.target("to")?;
        if let Some(to) = to.as_deref().filter(|to| !ENDINGS.contains(&ending(to).as_str())) {
            return Err(Problem::usage(t!(
                "The ending of the name says what to write, and “{ending}” is none that is known; nothing was written",
                ending = ending(to)
            ))
            .hint(t!("Give a name that ends in .pdf, .csv, .xlsx or .json")));
        }
        Ok(to)
    }
}

/// Writes a sheet: a PDF with `foot` at the foot of each page, or a table of one of the other endings.
///
/// # Errors
/// When the ending is unknown, a letter is in no font of this computer, or the file cannot be written.
pub fn save_sheet(to: &Path, sheet: &Sheet, profile: &Profile, clock: &dyn Clock, foot: &str) -> Result<()> {
    let currency = *profile.currency;
    if ending(to) == "pdf" {
        let pdf = on_paper(sheet, &Letterhead::of(profile), currency, clock.now(), foot)?;
        return whole_file::write_whole(to, &pdf);
    }
    write_sheet(to, sheet, currency)
}

/// Writes a sheet as a table, the ending of its name deciding the form.
///
/// # Errors
/// When the ending is unknown or the file cannot be written.
pub fn write_sheet(to: &Path, sheet: &Sheet, currency: Currency) -> Result<()> {
    if sheet.columns.is_empty() {
        return Err(Problem::defect(t!("The report has no columns")));
    }
    let kind = |width: Width| match width {
        Width::Text | Width::Short => ColumnKind::Text,
        Width::Day => ColumnKind::Day,
        Width::Money => ColumnKind::Money,
        Width::Count => ColumnKind::Count,
    };
    let column = |c: &SheetColumn| ColumnSpec::new(c.name.clone(), c.name.clone(), kind(c.width));
    let columns = sheet.columns.iter().map(column).collect();
    let target = tabular::Sheet { title: sheet.title.clone(), columns, currency };
    let value = |cell: &Cell| match cell.value() {
        Cell::Empty | Cell::Opening(..) => Value::Blank,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Day(day) => Value::Day(*day),
        Cell::Money(money) => Value::Money(*money),
        Cell::Count(n) => Value::Count(*n),
    };
    tabular::write_table(to, &target, sheet.rows.iter().map(|row| Ok(row.cells.iter().map(value).collect())))?;
    Ok(())
}

/// Columns and rows as scripts read them.
pub fn sheet_json(sheet: &Sheet, currency: Currency) -> (Json, Json) {
    let columns: Vec<&str> = sheet.columns.iter().map(|c| c.name.as_str()).collect();
    let rows: Vec<Vec<Json>> =
        sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell_json(cell, currency)).collect()).collect();
    (json!(columns), json!(rows))
}

fn cell_json(cell: &Cell, currency: Currency) -> Json {
    match cell.value() {
        Cell::Empty | Cell::Opening(..) => Json::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Money(money) => currency.plain(*money).into(),
        Cell::Count(n) => (*n).into(),
    }
}

/// A cell as people read it.
pub fn cell_text(cell: &Cell, currency: Currency) -> String {
    match cell.value() {
        Cell::Empty | Cell::Opening(..) => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day::short(*day),
        Cell::Money(money) => currency.figures(*money),
        Cell::Count(n) => n.to_string(),
    }
}

/// A sheet for a terminal, its columns in line; a column that holds nothing is left out.
pub fn sheet_text(sheet: &Sheet, currency: Currency) -> String {
    let cells: Vec<Vec<String>> =
        sheet.rows.iter().map(|row| row.cells.iter().map(|c| cell_text(c, currency)).collect()).collect();
    let widths: Vec<usize> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let longest = cells.iter().filter_map(|row| row.get(at)).map(|c| c.chars().count()).max().unwrap_or(0);
            if longest == 0 { 0 } else { longest.max(column.name.chars().count()).min(WIDEST) }
        })
        .collect();
    let mut out = format!("{}\n{}\n\n", sheet.title, sheet.subtitle);
    let headings: Vec<String> = sheet.columns.iter().map(|c| c.name.clone()).collect();
    for row in std::iter::once(&headings).chain(&cells) {
        let mut line = String::new();
        for ((cell, width), column) in row.iter().zip(&widths).zip(&sheet.columns).filter(|((_, width), _)| **width > 0)
        {
            if matches!(column.width, Width::Money | Width::Count) {
                line.push_str(&format!("{cell:>width$}  "));
            } else {
                line.push_str(&format!("{cell:<width$}  "));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
