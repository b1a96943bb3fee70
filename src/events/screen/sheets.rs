//! The printed sheets of an event: what lies on the table, and how far each was keyed in.

use egui::Ui;

use super::super::store::SheetLine;
use crate::kit::day;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Tone, icons};

/// How far a sheet was keyed.
fn keyed(sheet: &SheetLine) -> (String, Tone) {
    match sheet.keyed {
        0 => (t!("Not keyed yet").to_owned(), Tone::Warning),
        n => (t!("{keyed} of {lines} keyed", keyed = n, lines = sheet.lines), Tone::Good),
    }
}

pub(super) fn table(ui: &mut Ui, all: &[SheetLine], state: &mut TableState) {
    if all.is_empty() {
        let body = t!(
            "A door list or a sign-up sheet is printed under a number and keeps its lines, so that what was written on it is keyed in again in its own order"
        );
        ui::empty_state(ui, icons::FILES, t!("No sheet was printed yet"), body, |_| {});
        return;
    }
    let columns = [
        Column::new("number", t!("Sheet"), 72.0).figures().unsorted(),
        Column::new("kind", t!("What it is"), 150.0).grows(1.0).unsorted(),
        Column::new("printed", t!("Printed"), 120.0).unsorted(),
        Column::new("keyed", t!("Keyed in"), 150.0).unsorted(),
    ];
    Table::new(t!("Sheets"), &columns).rows(u64::try_from(all.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| all.get(usize::try_from(at).ok()?),
        |sheet: &SheetLine, column| match column {
            0 => Cell::Strong(sheet.number.to_string().into()),
            1 => Cell::Text(sheet.says().into()),
            2 => Cell::Text(day::short(sheet.printed).into()),
            _ => {
                let (words, tone) = keyed(sheet);
                Cell::Chip(words.into(), tone)
            }
        },
    );
}

/// One of them, in the pane.
pub(super) fn told(ui: &mut Ui, sheet: &SheetLine) {
    ui::section(ui, &t!("{what} {number}", what = sheet.says(), number = sheet.number));
    let (printed, (keyed, _)) = (day::short(sheet.printed), keyed(sheet));
    let lines = sheet.lines.to_string();
    ui::key_values(ui, &[(t!("Printed"), &printed), (t!("Lines"), &lines), (t!("Keyed in"), &keyed)]);
}
