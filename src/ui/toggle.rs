//! Check boxes and radio buttons.

use egui::{Align, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::icons;
use super::text::{BODY, galley, paint_icon, paint_line};
use super::theme::look;

/// A box to tick, with its words beside it (they can be clicked too).
pub fn checkbox(ui: &mut Ui, ticked: &mut bool, words: &str) -> Response {
    let mut response = mark(ui, words, *ticked, Role::CheckBox);
    if response.clicked() {
        *ticked = !*ticked;
        response.mark_changed();
    }
    response
}

/// One of several that exclude each other: `value` becomes `own` when it is clicked.
pub fn radio<T: PartialEq>(ui: &mut Ui, value: &mut T, own: T, words: &str) -> Response {
    let mut response = mark(ui, words, *value == own, Role::RadioButton);
    if response.clicked() && *value != own {
        *value = own;
        response.mark_changed();
    }
    response
}

fn mark(ui: &mut Ui, words: &str, on: bool, role: Role) -> Response {
    let look = look(ui);
    let width = galley(ui, words, BODY, (ui.available_width() - 26.0).max(20.0)).size().x.ceil() + 27.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), on, words));
    if ui.is_rect_visible(rect) {
        let square = Rect::from_center_size(pos2(rect.left() + 9.0, rect.center().y), vec2(18.0, 18.0));
        let edge = if response.hovered() { look.muted } else { look.strong_line };
        let corner = CornerRadius::same(if role == Role::CheckBox { 5 } else { 9 });
        let (fill, stroke) = if on { (look.accent, look.accent) } else { (look.surface, edge) };
        ui.painter().rect(square, corner, fill, Stroke::new(1.5, stroke), StrokeKind::Inside);
        if on && role == Role::CheckBox {
            paint_icon(ui.painter(), square, icons::CHECK, 13.0, look.on_accent);
        } else if on {
            ui.painter().circle_filled(square.center(), 3.5, look.on_accent);
        }
        if response.has_focus() {
            focus_ring(ui, square.expand(1.0), &response, &look);
        }
        let room = Rect::from_min_max(pos2(rect.left() + 26.0, rect.top()), rect.max + vec2(1.0, 0.0));
        paint_line(ui, ui.painter(), room, Align::LEFT, words, BODY);
    }
    response
}
