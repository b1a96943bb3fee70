//! Work that takes longer than a second: how far it is, and a Cancel that leaves nothing behind.

use egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::button::Button;
use super::text::{self, BODY, SMALL};
use super::theme::look;
use super::tokens::CONTROL;
use crate::t;

/// `done` is 0 to 1, or nothing while the whole is not known. Answers whether Cancel was pressed. It is drawn anew only when
/// the work reports, so it costs nothing in between.
pub fn progress(ui: &mut Ui, what: &str, done: Option<f32>, detail: &str, can_cancel: bool) -> bool {
    let look = look(ui);
    let mut cancelled = false;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        if !what.is_empty() {
            text::line(ui, what, BODY.medium());
        }
        let height = if can_cancel { CONTROL } else { 8.0 };
        let row = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            let room = ui.available_width() - if can_cancel { 92.0 } else { 0.0 };
            let (rect, response) = ui.allocate_exact_size(vec2(room.max(80.0), 8.0), Sense::hover());
            let share = done.unwrap_or(0.0).clamp(0.0, 1.0);
            response.widget_info(|| {
                let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, what);
                info.value = done.map(|d| (f64::from(d) * 100.0).round());
                info
            });
            let corner = CornerRadius::same(4);
            ui.painter().rect_filled(rect, corner, look.line);
            let filled = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
            if share > 0.0 {
                ui.painter().rect_filled(filled.with_max_x(filled.right().max(rect.left() + 8.0)), corner, look.accent);
            }
            if can_cancel {
                ui.add_space(8.0);
                cancelled = Button::secondary(t!("Cancel")).show(ui).clicked();
            }
        });
        if !detail.is_empty() {
            text::line(ui, detail, SMALL.ink(look.muted));
        }
    });
    cancelled
}
