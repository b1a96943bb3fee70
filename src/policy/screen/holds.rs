//! A text as it holds on a day, with a note at each clause that changed: in the file of a document, and among all that is in force.

use egui::{Frame, Margin, ScrollArea, Ui};

use crate::policy::body::Kind;
use crate::policy::label::Labels;
use crate::policy::store::InForce;
use crate::t;
use crate::ui::{self, BODY, SMALL, look};

/// Draws it; a clause that is looked for is brought in sight.
pub(super) fn text(ui: &mut Ui, holds: &InForce, reveal: Option<i64>) {
    let labels = Labels::of(&holds.body);
    ScrollArea::vertical().id_salt("policy.force").auto_shrink([false, false]).show(ui, |ui| {
        // In a pane that has a margin of its own it needs none.
        let side = if ui.available_width() < 480.0 { 0 } else { 24 };
        Frame::new().inner_margin(Margin::symmetric(side, 12)).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            for clause in &holds.body.clauses {
                let label = labels.get(clause.id).map(|l| l.short.clone()).unwrap_or_default();
                let text = labels.plain(&clause.text);
                ui.spacing_mut().item_spacing.y = 2.0;
                let drawn = if clause.kind == Kind::Heading {
                    ui.add_space(8.0);
                    ui::section(ui, &text)
                } else {
                    let words = if label.is_empty() { text } else { format!("{label}  {text}") };
                    let row = ui.horizontal_top(|ui| {
                        ui.add_space(f32::from(clause.depth.min(6)) * 14.0);
                        ui.vertical(|ui| ui::paragraph(ui, &words, BODY)).inner
                    });
                    row.inner
                };
                if reveal == Some(clause.id) {
                    drawn.scroll_to_me(Some(egui::Align::Center));
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
