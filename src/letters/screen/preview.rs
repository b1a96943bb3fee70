//! What one letter says for one person, as a small sheet of paper in a pane.

use egui::{CornerRadius, Frame, Margin, Stroke, Ui};

use super::super::printing::Preview;
use crate::kit::Problem;
use crate::t;
use crate::ui::{self, BODY, SMALL, Tone, look};

/// Draws it; a letter that cannot be printed says why.
pub fn show(ui: &mut Ui, preview: &Result<Preview, Problem>) {
    let preview = match preview {
        Ok(preview) => preview,
        Err(problem) => {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
            return;
        }
    };
    if !preview.empty.is_empty() {
        let title = t!("Nothing is known of: {fields}", fields = preview.empty.join(", "));
        ui::banner(ui, Tone::Warning, &title, t!("The letter to this person would have a gap there."), "", |_| {});
    }
    let look = look(ui);
    Frame::new()
        .fill(look.surface)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(CornerRadius::same(4))
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            ui::paragraph(ui, &preview.to.in_full().join("\n"), SMALL);
            ui.with_layout(egui::Layout::top_down(egui::Align::RIGHT), |ui| {
                ui::line(ui, &preview.written.dated, SMALL.ink(look.muted));
            });
            if !preview.written.heading.is_empty() {
                ui::paragraph(ui, &preview.written.heading, BODY.strong());
            }
            ui::paragraph(ui, &preview.written.body, BODY);
        });
}
