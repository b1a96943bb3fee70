//! A sheet (a report, an extract) as a table on screen: figures with rows behind them are links.

use egui::Ui;

use crate::cli::{Cell as Value, Opens, Sheet, SheetRow, Width};
use crate::kit::{Currency, day, text};
use crate::ui::table::{Cell, Column, Table, TableState};

fn column(width: Width) -> f32 {
    match width {
        Width::Text => 170.0,
        Width::Short => 140.0,
        Width::Day => 96.0,
        Width::Money => 112.0,
        Width::Count => 80.0,
    }
}

/// The words of a cell; a figure with rows behind it is a link.
fn cell<'a>(row: &'a SheetRow, at: usize, currency: Currency) -> Cell<'a> {
    let Some(value) = row.cells.get(at) else { return Cell::Empty };
    let words: std::borrow::Cow<'a, str> = match value.value() {
        Value::Empty | Value::Opening(..) => return Cell::Empty,
        Value::Text(words) => words.as_str().into(),
        Value::Day(day) => day::short(*day).into(),
        Value::Money(money) => currency.figures(*money).into(),
        Value::Count(n) => text::count(usize::try_from(*n).unwrap_or(0)).into(),
    };
    match (row.opens_at(at).is_some(), row.strong) {
        (true, _) => Cell::Link(words),
        (false, true) => Cell::Strong(words),
        (false, false) => Cell::Text(words),
    }
}

/// Draws it in all the room there is; answers what was opened. `key` names its columns' widths.
pub fn show<'a>(
    ui: &mut Ui,
    sheet: &'a Sheet,
    key: &str,
    table: &mut TableState,
    currency: Currency,
) -> Option<&'a Opens> {
    let names: Vec<String> = (0..sheet.columns.len()).map(|n| format!("{key}.{n}")).collect();
    let columns: Vec<Column<'_>> = sheet
        .columns
        .iter()
        .zip(&names)
        .map(|(c, key)| {
            let column = Column::new(key, &c.name, column(c.width)).unsorted();
            match c.width {
                Width::Text => column.grows(1.0),
                Width::Money | Width::Count => column.figures(),
                Width::Short | Width::Day => column,
            }
        })
        .collect();
    let out = Table::new(&sheet.title, &columns).rows(sheet.rows.len() as u64).many().show(
        ui,
        table,
        |at| sheet.rows.get(usize::try_from(at).ok()?),
        |row, at| cell(row, at, currency),
    );
    let row = |at: u64| usize::try_from(at).ok().and_then(|at| sheet.rows.get(at));
    let figure = out.link.and_then(|(at, column)| row(at)?.opens_at(column));
    figure.or_else(|| row(out.opened?)?.opens.as_ref())
}
