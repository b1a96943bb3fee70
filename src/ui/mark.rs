//! Small marks: chips for states, and keys as they stand on a keyboard.

use egui::{
    Align, Color32, CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::text::{SMALL, galley, paint_line};
use super::theme::{Look, look};
use super::tokens;

/// What a chip, banner or figure tells by its colour; its words tell the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Accent,
    Good,
    Warning,
    Danger,
}

impl Tone {
    /// The colour of the words, and of what they stand on.
    pub fn colors(self, look: &Look) -> (Color32, Color32) {
        match self {
            Self::Plain => (look.muted, look.sunk),
            Self::Accent => (look.accent, look.accent_tint),
            Self::Good => (look.good, look.good_tint),
            Self::Warning => (look.warning, look.warning_tint),
            Self::Danger => (look.danger, look.danger_tint),
        }
    }
}

/// The size a chip with this text takes.
pub fn chip_size(ui: &Ui, text: &str) -> egui::Vec2 {
    vec2(galley(ui, text, SMALL.medium(), f32::INFINITY).size().x.ceil() + 20.0, tokens::CHIP)
}

/// Paints a chip into `rect` (its words are cut where they do not fit).
pub fn paint_chip(ui: &Ui, painter: &Painter, rect: Rect, text: &str, tone: Tone) {
    let look = look(ui);
    let (ink, fill) = tone.colors(&look);
    let corner = CornerRadius::same(11);
    let edge = if tone == Tone::Plain { Stroke::new(1.0, look.line) } else { Stroke::NONE };
    painter.rect(rect, corner, fill, edge, StrokeKind::Inside);
    paint_line(ui, painter, rect.shrink2(vec2(9.0, 0.0)), Align::Center, text, SMALL.medium().ink(ink));
}

/// A chip as a widget.
pub fn chip(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let size = chip_size(ui, text).min(vec2(ui.available_width().max(40.0), tokens::CHIP));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if ui.is_rect_visible(rect) {
        paint_chip(ui, ui.painter(), rect, text, tone);
    }
    response
}

pub(super) fn key_width(ui: &Ui, key: &str) -> f32 {
    galley(ui, key, SMALL, f32::INFINITY).size().x.ceil() + 12.0
}

/// Paints a key whose left edge's middle is `left`, in a colour that fits what it stands on.
pub(super) fn paint_key(ui: &Ui, left: Pos2, key: &str, ink: Color32) {
    let width = key_width(ui, key);
    let rect = Rect::from_min_size(pos2(left.x, left.y - 10.0), vec2(width, 20.0));
    let edge = Stroke::new(1.0, ink.gamma_multiply(0.45));
    ui.painter().rect_stroke(rect, CornerRadius::same(4), edge, StrokeKind::Inside);
    paint_line(ui, ui.painter(), rect.expand(1.0), Align::Center, key, SMALL.ink(ink.gamma_multiply(0.9)));
}

/// A key as a widget.
pub fn keys(ui: &mut Ui, key: &str) -> Response {
    let look = look(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(key_width(ui, key), 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    if ui.is_rect_visible(rect) {
        ui.painter().rect_filled(rect, CornerRadius::same(4), look.surface);
        paint_key(ui, rect.left_center(), key, look.muted);
    }
    response
}
