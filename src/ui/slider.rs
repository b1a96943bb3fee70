//! A value that is pushed along a scale: by the pointer, or by the arrow keys while it has the keyboard.

use egui::{Align, CornerRadius, Key, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::text::{BODY, SMALL, paint_line};
use super::theme::look;

/// A slider from 0 to `most`, with its name at the left and `says` (the value in words) at the right. An arrow key moves it by `step`.
/// The answer says whether it changed.
pub fn slider(ui: &mut Ui, name: &str, says: &str, value: &mut f64, most: f64, step: f64) -> Response {
    let look = look(ui);
    let width = ui.available_width();
    let (rect, mut response) = ui.allocate_exact_size(vec2(width, 34.0), Sense::click_and_drag());
    let label = width * 0.36;
    let words = 64.0;
    let track = Rect::from_min_max(
        pos2(rect.left() + label + 8.0, rect.center().y - 2.0),
        pos2((rect.right() - words - 12.0).max(rect.left() + label + 40.0), rect.center().y + 2.0),
    );
    let before = *value;
    if (response.dragged() || response.clicked())
        && let Some(at) = response.interact_pointer_pos()
    {
        *value = f64::from((at.x - track.left()) / track.width()).clamp(0.0, 1.0) * most;
        response.request_focus();
    }
    if response.has_focus() {
        // Arrows are the slider's own while it has the keyboard.
        let lock = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, lock));
        let (down, up) = ui.input(|i| (i.num_presses(Key::ArrowLeft), i.num_presses(Key::ArrowRight)));
        *value += (up as f64 - down as f64) * step;
    }
    *value = value.clamp(0.0, most);
    if (*value - before).abs() > f64::EPSILON {
        response.mark_changed();
    }
    let (shown, enabled) = (*value, ui.is_enabled());
    response.widget_info(|| WidgetInfo { value: Some(shown), ..WidgetInfo::labeled(Role::Slider, enabled, name) });
    let line = |from: f32, to: f32| rect.with_min_x(from).with_max_x(to);
    paint_line(ui, ui.painter(), line(rect.left(), rect.left() + label), Align::LEFT, name, BODY);
    paint_line(ui, ui.painter(), line(rect.right() - words, rect.right()), Align::RIGHT, says, SMALL.ink(look.muted));
    let share = if most > 0.0 { (*value / most) as f32 } else { 0.0 };
    let at = track.left() + share * track.width();
    ui.painter().rect_filled(track, CornerRadius::same(2), look.strong_line);
    ui.painter().rect_filled(track.with_max_x(at), CornerRadius::same(2), look.accent);
    let radius = if response.hovered() || response.dragged() { 8.0 } else { 7.0 };
    ui.painter().circle(pos2(at, track.center().y), radius, look.surface, Stroke::new(2.0, look.accent));
    focus_ring(ui, rect.shrink2(vec2(0.0, 3.0)), &response, &look);
    response
}
