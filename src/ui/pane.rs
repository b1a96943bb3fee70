//! A list with a pane for one record beside it, and the rail of sections.

use super::button::focus_ring;
use super::layout::{self, Seen};
use super::text::{BODY, SMALL, paint_icon, paint_line};
use super::theme::look;
use super::tokens;
use egui::{
    Align, CornerRadius, CursorIcon, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// How wide the pane beside a list is; the screen keeps it, a person drags it, and the next start finds it again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Points.
    pub pane: f32,
    seen: Seen,
}

impl Default for Split {
    fn default() -> Self {
        Self { pane: tokens::DETAIL, seen: Seen::default() }
    }
}

impl Split {
    /// Draws the list at the left and the pane at the right, in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, list: impl FnOnce(&mut Ui), pane: impl FnOnce(&mut Ui)) {
        let look = look(ui);
        if let Some(width) = layout::pane(ui.ctx(), &mut self.seen, tokens::DETAIL) {
            self.pane = width;
        }
        let area = ui.available_rect_before_wrap();
        let most = (area.width() - 320.0).max(240.0);
        // In a narrow window the pane gives way, but not below what a record needs.
        let fair = (area.width() * 0.36).max(300.0);
        let width = self.pane.min(fair).clamp(280.0_f32.min(most), most).round();
        let edge = area.right() - width;
        let (left, right) = area.split_left_right_at_x(edge);
        let id = ui.make_persistent_id("split");

        let mut list_ui = ui.new_child(UiBuilder::new().id_salt("list").max_rect(left));
        list_ui.set_clip_rect(left.intersect(ui.clip_rect()));
        list(&mut list_ui);

        ui.painter().rect_filled(right, 0, look.surface);
        ui.painter().vline(edge + 0.5, area.y_range(), Stroke::new(1.0, look.line));
        let inner = right.with_min_x(edge + 1.0);
        let mut pane_ui = ui.new_child(UiBuilder::new().id_salt("pane").max_rect(inner));
        pane_ui.set_clip_rect(inner.intersect(ui.clip_rect()));
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(&mut pane_ui, |ui| {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 16)).show(ui, pane);
        });

        let grip = Rect::from_center_size(pos2(edge, area.center().y), vec2(8.0, area.height()));
        let response = ui.interact(grip, id.with("grip"), Sense::DRAG | Sense::CLICK);
        let response = response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
        if response.dragged()
            && let Some(at) = response.interact_pointer_pos()
        {
            self.pane = (area.right() - at.x).clamp(280.0_f32.min(most), most).round();
            layout::keep_pane(ui.ctx(), Some(self.pane));
        }
        if response.double_clicked() {
            self.pane = tokens::DETAIL;
            layout::keep_pane(ui.ctx(), None);
        }
        if response.hovered() || response.dragged() {
            ui.painter().vline(edge + 0.5, area.y_range(), Stroke::new(2.0, look.strong_line));
        }
        ui.advance_cursor_after_rect(area);
    }
}

/// One section in the rail: icon, name, and a count where something waits. Icon only when `narrow`.
pub fn rail_item(ui: &mut Ui, icon: &str, name: &str, count: Option<&str>, on: bool, narrow: bool) -> Response {
    let look = look(ui);
    let (outer, response) = ui.allocate_exact_size(vec2(ui.available_width(), tokens::ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, name));
    let rect = outer.shrink2(vec2(8.0, 0.0));
    if on {
        ui.painter().rect_filled(rect, CornerRadius::same(tokens::CORNER), look.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(
            rect,
            CornerRadius::same(tokens::CORNER),
            super::tokens::mix(look.rail, look.text, 0.05),
        );
    }
    focus_ring(ui, rect.shrink(2.0), &response, &look);
    let ink = if on { look.accent } else { look.muted };
    let middle = if narrow { rect.center() } else { pos2(rect.left() + 21.0, rect.center().y) };
    paint_icon(ui.painter(), Rect::from_center_size(middle, vec2(18.0, 18.0)), icon, 18.0, ink);
    if narrow {
        return response.on_hover_text(name);
    }
    let words = rect.with_min_x(rect.left() + 42.0).with_max_x(rect.right() - 12.0);
    let style = if on { BODY.strong().ink(look.accent) } else { BODY };
    paint_line(ui, ui.painter(), words, Align::LEFT, name, style);
    if let Some(count) = count {
        paint_line(ui, ui.painter(), words, Align::RIGHT, count, SMALL.ink(look.muted));
    }
    response
}
