//! The checklist before tabling.

use super::Ask;
use crate::app::Sight;
use crate::ledger::screen::parts::read_only;
use crate::policy::store::Settled;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, SMALL, Tone, look};
use egui::Ui;

pub(super) fn table(ui: &mut Ui, all: &[Settled], state: &mut TableState) -> bool {
    let columns = [
        Column::new("point", t!("Point"), 150.0).unsorted(),
        Column::new("state", t!("State"), 112.0).unsorted(),
        Column::new("says", t!("How it was settled"), 240.0).grows(1.0).unsorted(),
        Column::new("by", t!("By"), 170.0).unsorted().spare(),
    ];
    Table::new(t!("Checklist"), &columns)
        .rows(u64::try_from(all.len()).unwrap_or(0))
        .show(
            ui,
            state,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Settled, column| match column {
                0 => Cell::Strong(row.point.name.as_str().into()),
                1 => match row.state.as_str() {
                    "done" => Cell::Chip(t!("Done").into(), Tone::Good),
                    "not_needed" => Cell::Chip(t!("Not needed").into(), Tone::Plain),
                    _ => Cell::Chip(t!("Open").into(), Tone::Warning),
                },
                2 if row.says.is_empty() => Cell::Muted(row.point.about.as_str().into()),
                2 => Cell::Text(row.says.as_str().into()),
                _ => Cell::Muted(row.by.as_str().into()),
            },
        )
        .selected
}

pub(super) fn pane(ui: &mut Ui, sight: &Sight<'_>, one: Option<&Settled>, ask: &mut Option<Ask>) {
    let Some(one) = one else { return };
    ui::section(ui, &one.point.name);
    ui::paragraph(ui, &one.point.about, BODY.ink(look(ui).muted));
    if !one.says.is_empty() {
        ui::paragraph(ui, &one.says, BODY);
        ui::paragraph(ui, &one.by, SMALL.ink(look(ui).muted));
    }
    if Button::secondary(t!("Settle this point…")).unless(read_only(sight)).show(ui).clicked()
        && read_only(sight).is_none()
    {
        let state = if one.state.is_empty() { "done".to_owned() } else { one.state.clone() };
        *ask = Some(Ask::Check {
            point: one.point.key.clone(),
            name: one.point.name.clone(),
            state,
            says: one.says.clone(),
        });
    }
}
