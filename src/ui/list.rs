//! The list that opens below a field: rows with a title and a detail, one of them under the keyboard.

use egui::{Align, CornerRadius, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::text::{BODY, SMALL, galley, paint_line};
use super::theme::look;

/// Height of one row, points.
pub(super) const ROW: f32 = 34.0;

/// One row; `marked` is the one that Enter takes.
pub(super) fn option(ui: &mut Ui, title: &str, detail: &str, marked: bool, chosen: bool) -> Response {
    let look = look(ui);
    let style = if marked || chosen { BODY.medium() } else { BODY };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen || marked, title));
    if ui.is_rect_visible(rect) {
        if marked {
            ui.painter().rect_filled(rect, CornerRadius::same(6), look.accent_tint);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(6), look.sunk);
        }
        let room = rect.shrink2(vec2(10.0, 0.0));
        let (painted, _) = paint_line(ui, ui.painter(), room, Align::LEFT, title, style);
        let rest = Rect::from_min_max(egui::pos2(painted.right() + 6.0, room.top() + 1.0), room.max + vec2(0.0, 1.0));
        if !detail.is_empty() && rest.width() > 24.0 {
            paint_line(ui, ui.painter(), rest, Align::LEFT, detail, SMALL.ink(look.muted));
        }
    }
    response
}

/// The width that shows these rows whole, points.
pub(super) fn natural_width<'a>(ui: &Ui, rows: impl Iterator<Item = (&'a str, &'a str)>) -> f32 {
    let width = |text: &str, style| galley(ui, text, style, f32::INFINITY).size().x;
    rows.map(|(title, detail)| {
        let detail = if detail.is_empty() { 0.0 } else { width(detail, SMALL) + 8.0 };
        width(title, BODY.medium()) + detail + 24.0
    })
    .fold(0.0, f32::max)
}

/// Moves the mark with the arrows (round the ends) and the paging keys.
pub(super) fn step(ui: &Ui, mark: usize, rows: usize) -> usize {
    if rows == 0 {
        return 0;
    }
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let mark = mark.min(rows - 1);
    if pressed(Key::ArrowDown) {
        (mark + 1) % rows
    } else if pressed(Key::ArrowUp) {
        (mark + rows - 1) % rows
    } else if pressed(Key::PageDown) {
        (mark + 8).min(rows - 1)
    } else if pressed(Key::PageUp) {
        mark.saturating_sub(8)
    } else {
        mark
    }
}

/// Whether an input method is in the middle of a word: its Enter and arrows are its own.
pub(super) fn composing(ui: &Ui) -> bool {
    ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Ime(_))))
}
