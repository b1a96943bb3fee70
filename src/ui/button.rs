//! Buttons, links and the `•••` menu.

use egui::{
    Align, Color32, CornerRadius, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    Widget, WidgetInfo, pos2, vec2,
};

use super::text::{self, BODY, SMALL, galley, paint_icon, paint_line};
use super::theme::{Look, look};
use super::tokens::{self, mix};
use super::{icons, mark};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
    Danger,
}

/// A button with words on it. One primary button for the screen, and one for the record open beside it.
pub struct Button<'a> {
    text: &'a str,
    kind: Kind,
    icon: Option<&'a str>,
    caret: bool,
    key: Option<&'a str>,
    why_not: Option<&'a str>,
    enabled: bool,
    width: Option<f32>,
}

impl<'a> Button<'a> {
    fn new(text: &'a str, kind: Kind) -> Self {
        Self { text, kind, icon: None, caret: false, key: None, why_not: None, enabled: true, width: None }
    }

    /// What a person most likely wants to do here.
    pub fn primary(text: &'a str) -> Self {
        Self::new(text, Kind::Primary)
    }

    pub fn secondary(text: &'a str) -> Self {
        Self::new(text, Kind::Secondary)
    }

    /// Without a frame until the pointer is on it.
    pub fn quiet(text: &'a str) -> Self {
        Self::new(text, Kind::Quiet)
    }

    /// What cannot be taken back as easily as the rest.
    pub fn danger(text: &'a str) -> Self {
        Self::new(text, Kind::Danger)
    }

    /// An icon before the words, of [`icons`].
    #[must_use]
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, shown small behind the words.
    #[must_use]
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// A small arrow behind the words: the button opens a list.
    #[must_use]
    pub fn caret(mut self) -> Self {
        self.caret = true;
        self
    }

    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Switches the button off when there is a reason, and gives the reason to whoever points at it.
    #[must_use]
    pub fn unless(mut self, why_not: Option<&'a str>) -> Self {
        self.enabled &= why_not.is_none();
        self.why_not = why_not;
        self
    }

    /// A fixed width, points; else as wide as its words.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let look = look(ui);
        let enabled = self.enabled && ui.is_enabled();
        let style = BODY.medium();
        let words = galley(ui, self.text, style, self.width.unwrap_or(f32::INFINITY)).size().x.ceil();
        let icon = if self.icon.is_some() { 23.0 } else { 0.0 };
        let caret = if self.caret { 20.0 } else { 0.0 };
        let key = self.key.map_or(0.0, |k| mark::key_width(ui, k) + 8.0);
        let pad = if self.kind == Kind::Quiet { 10.0 } else { 14.0 };
        let width = self.width.unwrap_or(words + icon + caret + key + 2.0 * pad);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, self.text));
        if ui.is_rect_visible(rect) {
            let face = face(&look, self.kind, enabled, &response);
            let corner = CornerRadius::same(tokens::CORNER);
            ui.painter().rect(rect, corner, face.fill, Stroke::new(1.0, face.edge), StrokeKind::Inside);
            focus_ring(ui, rect, &response, &look);
            let mut at = rect.left() + pad;
            if let Some(icon) = self.icon {
                let place = Rect::from_center_size(pos2(at + 8.0, rect.center().y), vec2(16.0, 16.0));
                paint_icon(ui.painter(), place, icon, 16.0, face.ink);
                at += 23.0;
            }
            let room = Rect::from_min_max(pos2(at, rect.top()), pos2(rect.right() - pad - key - caret, rect.bottom()));
            let align = if self.width.is_some() && !self.caret && self.icon.is_none() && self.key.is_none() {
                Align::Center
            } else {
                Align::LEFT
            };
            // A rounded width must not cost the last letter.
            let room = room.with_max_x(room.right() + 1.0);
            paint_line(ui, ui.painter(), room, align, self.text, style.ink(face.ink));
            if self.caret {
                let place = Rect::from_center_size(pos2(rect.right() - pad - 4.0, rect.center().y), vec2(12.0, 12.0));
                paint_icon(ui.painter(), place, icons::CARET_DOWN, 12.0, face.ink);
            }
            if let Some(text) = self.key {
                let left = pos2(rect.right() - pad - key + 8.0, rect.center().y);
                mark::paint_key(ui, left, text, face.ink);
            }
        }
        match self.why_not {
            Some(reason) if !enabled => response.on_hover_text(reason),
            _ => response,
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        self.show(ui)
    }
}

struct Face {
    fill: Color32,
    edge: Color32,
    ink: Color32,
}

fn face(look: &Look, kind: Kind, enabled: bool, response: &Response) -> Face {
    let pressed = response.is_pointer_button_down_on();
    let touched = enabled && (response.hovered() || pressed);
    if !enabled {
        let (fill, edge) =
            if kind == Kind::Quiet { (Color32::TRANSPARENT, Color32::TRANSPARENT) } else { (look.sunk, look.line) };
        return Face { fill, edge, ink: look.faint };
    }
    let deeper = |fill: Color32| {
        let share = if pressed { 0.16 } else { 0.08 };
        if touched { mix(fill, look.text, share) } else { fill }
    };
    match kind {
        Kind::Primary => {
            let fill = deeper(look.accent);
            Face { fill, edge: fill, ink: look.on_accent }
        }
        Kind::Danger => {
            let fill = deeper(look.danger);
            Face { fill, edge: fill, ink: look.on_danger }
        }
        Kind::Secondary => Face {
            fill: if touched { deeper(mix(look.surface, look.sunk, 1.0)) } else { look.surface },
            edge: look.strong_line,
            ink: look.text,
        },
        Kind::Quiet => Face {
            fill: if touched {
                mix(look.surface, look.text, if pressed { 0.12 } else { 0.06 })
            } else {
                Color32::TRANSPARENT
            },
            edge: Color32::TRANSPARENT,
            ink: look.text,
        },
    }
}

/// The ring around what has the keyboard.
pub(super) fn focus_ring(ui: &Ui, rect: Rect, response: &Response, look: &Look) {
    if response.has_focus() {
        let corner = CornerRadius::same(tokens::CORNER + 2);
        ui.painter().rect_stroke(rect.expand(2.0), corner, Stroke::new(2.0, look.accent), StrokeKind::Inside);
    }
}

/// A square button with only an icon; `name` is what a screen reader says and what the hover text shows.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str) -> Response {
    let look = look(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(tokens::CONTROL, tokens::CONTROL), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let face = face(&look, Kind::Quiet, enabled, &response);
        ui.painter().rect_filled(rect, CornerRadius::same(tokens::CORNER), face.fill);
        focus_ring(ui, rect, &response, &look);
        // Three dots are little to see; they are drawn larger.
        let size = if icon == icons::DOTS_THREE { 26.0 } else { 20.0 };
        paint_icon(ui.painter(), rect, icon, size, if enabled { look.muted } else { look.faint });
    }
    response.on_hover_text(name)
}

/// Words in the accent colour that lead somewhere.
pub struct Link<'a> {
    text: &'a str,
    look: text::Look,
}

impl<'a> Link<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, look: BODY.medium() }
    }

    #[must_use]
    pub fn small(mut self) -> Self {
        self.look = SMALL.medium();
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let look = look(ui);
        let laid = galley(ui, self.text, self.look.ink(look.accent), ui.available_width());
        let (rect, response) = ui.allocate_exact_size(vec2(laid.size().x.ceil(), self.look.line), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), self.text));
        if ui.is_rect_visible(rect) {
            let (painted, _) = paint_line(
                ui,
                ui.painter(),
                rect.expand2(vec2(1.0, 0.0)),
                Align::LEFT,
                self.text,
                self.look.ink(look.accent),
            );
            if response.hovered() || response.has_focus() {
                let y = painted.bottom() - 1.0;
                ui.painter().hline(painted.x_range(), y, Stroke::new(1.0, look.accent));
            }
            if response.has_focus() {
                focus_ring(ui, rect.expand2(vec2(2.0, 0.0)), &response, &look);
            }
        }
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }
}

impl Widget for Link<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        self.show(ui)
    }
}

/// The `•••` button; `contents` is made of [`menu_item`]s. It closes on a choice, on Escape, and on a click elsewhere.
pub fn menu_button(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) -> Response {
    let response = icon_button(ui, icons::DOTS_THREE, name);
    Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .align(egui::RectAlign::BOTTOM_END)
        .gap(4.0)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_min_width(200.0);
            contents(ui);
        });
    response
}

/// One line of a menu, with the key that does the same where there is one.
pub fn menu_item(ui: &mut Ui, icon: Option<&str>, text: &str, key: Option<&str>, enabled: bool) -> Response {
    let look = look(ui);
    let key_room = key.map_or(0.0, |k| mark::key_width(ui, k) + 16.0);
    let icon_room = if icon.is_some() { 26.0 } else { 0.0 };
    let words = galley(ui, text, BODY, f32::INFINITY).size().x.ceil();
    let width = (words + key_room + icon_room + 20.0).max(if ui.is_sizing_pass() { 0.0 } else { ui.available_width() });
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, tokens::CONTROL), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, text));
    if ui.is_rect_visible(rect) {
        let ink = if enabled { look.text } else { look.faint };
        if enabled && (response.hovered() || response.has_focus()) {
            ui.painter().rect_filled(rect, CornerRadius::same(6), look.accent_tint);
        }
        let mut at = rect.left() + 10.0;
        if let Some(icon) = icon {
            paint_icon(
                ui.painter(),
                Rect::from_center_size(pos2(at + 8.0, rect.center().y), vec2(16.0, 16.0)),
                icon,
                16.0,
                ink,
            );
            at += icon_room;
        }
        let room = Rect::from_min_max(pos2(at, rect.top()), pos2(rect.right() - 10.0 - key_room + 1.0, rect.bottom()));
        paint_line(ui, ui.painter(), room, Align::LEFT, text, BODY.ink(ink));
        if let Some(key) = key {
            mark::paint_key(ui, pos2(rect.right() - 10.0 - key_room + 16.0, rect.center().y), key, look.muted);
        }
    }
    response
}
