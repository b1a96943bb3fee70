//! The text as it holds on a day, with a note at each clause that changed.

use super::{Data, nothing};
use crate::kit::day;
use crate::policy::body::Kind;
use crate::policy::label::Labels;
use crate::t;
use crate::ui::{self, BODY, Field, SMALL, look};
use egui::{Frame, Margin, Ui};

pub(super) fn text(ui: &mut Ui, data: &Data) {
    let Some(holds) = &data.holds else {
        let body = t!(
            "It comes into force by its steps; from then on the text of every day is here, with a note at each clause that changed"
        );
        nothing(ui, t!("Not in force on this day"), body);
        return;
    };
    let labels = Labels::of(&holds.body);
    egui::ScrollArea::vertical().id_salt("policy.force").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            for clause in &holds.body.clauses {
                let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
                let text = labels.plain(&clause.text);
                ui.spacing_mut().item_spacing.y = 2.0;
                if clause.kind == Kind::Heading {
                    ui.add_space(8.0);
                    ui::section(ui, &text);
                } else {
                    let words = if label.is_empty() { text } else { format!("{label}  {text}") };
                    ui.horizontal_top(|ui| {
                        ui.add_space(f32::from(clause.depth.min(6)) * 14.0);
                        ui.vertical(|ui| ui::paragraph(ui, &words, BODY));
                    });
                }
                for note in holds.notes.iter().filter(|note| note.clause == clause.id) {
                    ui::paragraph(ui, &format!("[{}]", note.says()), SMALL.ink(look(ui).accent));
                }
                ui.add_space(6.0);
            }
            for note in holds.notes.iter().filter(|note| holds.body.clause(note.clause).is_none()) {
                ui::paragraph(ui, &t!("A clause was {note}", note = note.says()), SMALL.ink(look(ui).accent));
            }
        });
    });
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
