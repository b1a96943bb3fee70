//! The party’s values and aims, and how the document stands to each.

use super::{Ask, nothing};
use crate::app::Sight;
use crate::ledger::screen::parts::read_only;
use crate::policy::store::Mark;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Tone, look};
use egui::Ui;

pub(super) fn table(ui: &mut Ui, all: &[Mark], state: &mut TableState) -> bool {
    if all.is_empty() {
        nothing(
            ui,
            t!("No values are written down"),
            t!("Write the party’s values and aims down once; each document is marked against them"),
        );
        return false;
    }
    let columns = [
        Column::new("title", t!("Value or aim"), 180.0).grows(1.0).unsorted(),
        Column::new("mark", t!("This document"), 128.0).unsorted(),
        Column::new("why", t!("Why"), 240.0).grows(2.0).unsorted().spare(),
    ];
    Table::new(t!("Values"), &columns)
        .rows(u64::try_from(all.len()).unwrap_or(0))
        .show(
            ui,
            state,
            |at| all.get(usize::try_from(at).ok()?),
            |row: &Mark, column| match column {
                0 => Cell::Strong(row.value.title.as_str().into()),
                1 => match row.mark.as_str() {
                    "serves" => Cell::Chip(t!("Serves it").into(), Tone::Good),
                    "neutral" => Cell::Chip(t!("Neutral").into(), Tone::Plain),
                    "against" => Cell::Chip(t!("Against it").into(), Tone::Danger),
                    _ => Cell::Chip(t!("Not marked").into(), Tone::Warning),
                },
                _ => Cell::Text(row.why.as_str().into()),
            },
        )
        .selected
}

pub(super) fn pane(ui: &mut Ui, sight: &Sight<'_>, one: Option<&Mark>, ask: &mut Option<Ask>) {
    let why_not = read_only(sight);
    if let Some(one) = one {
        ui::section(ui, &one.value.title);
        ui::paragraph(ui, &one.value.about, BODY.ink(look(ui).muted));
        if !one.why.is_empty() {
            ui::paragraph(ui, &one.why, BODY);
        }
        if Button::secondary(t!("Mark the document…")).unless(why_not).show(ui).clicked()
            && let Some(value) = one.value.id.filter(|_| why_not.is_none())
        {
            let mark = if one.mark.is_empty() { "serves".to_owned() } else { one.mark.clone() };
            *ask = Some(Ask::Mark { value, title: one.value.title.clone(), mark, why: one.why.clone() });
        }
    }
    if Button::secondary(t!("New value or aim…")).unless(why_not).show(ui).clicked() && why_not.is_none() {
        *ask = Some(Ask::Value { title: String::new(), kind: "value".to_owned(), about: String::new() });
    }
}
