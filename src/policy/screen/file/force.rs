//! The text as it holds on a day, with a note at each clause that changed.

use super::{Data, nothing};
use crate::kit::day;
use crate::policy::screen::holds;
use crate::t;
use crate::ui::{self, Field, SMALL};
use egui::Ui;

pub(super) fn text(ui: &mut Ui, data: &Data) {
    let Some(holds) = &data.holds else {
        let body = t!(
            "It comes into force by its steps; from then on the text of every day is here, with a note at each clause that changed"
        );
        nothing(ui, t!("Not in force on this day"), body);
        return;
    };
    holds::text(ui, holds, None);
}

pub(super) fn pane(ui: &mut Ui, data: &Data, on: &mut String) {
    ui::section(ui, t!("The text as it holds on a day"));
    Field::new(t!("Day"), on).hint(t!("Empty: today")).show(ui);
    if let Some(holds) = &data.holds {
        let from = day::long(holds.force.from);
        ui::key_values(ui, &[(t!("Holds from"), from.as_str()), (t!("By"), holds.force.origin.as_str())]);
        for note in &holds.notes {
            let label = data.labels.get(&note.clause).cloned().unwrap_or_default();
            ui::paragraph(ui, &format!("{label} {}", note.says()), SMALL);
        }
    }
}
