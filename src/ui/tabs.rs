//! Tabs below a page's title, and a segmented choice of a few.

use egui::{
    Align, CornerRadius, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::button::focus_ring;
use super::mark::{Tone, chip_size, paint_chip};
use super::text::{BODY, galley, paint_line};
use super::theme::look;
use super::tokens;

/// One tab: its words, and a count where something waits.
#[derive(Clone, Copy, Debug)]
pub struct Tab<'a> {
    pub words: &'a str,
    pub count: Option<(usize, Tone)>,
}

impl<'a> Tab<'a> {
    pub fn new(words: &'a str) -> Self {
        Self { words, count: None }
    }

    /// A count that is worth a look; nothing is shown for nought.
    #[must_use]
    pub fn count(mut self, count: usize, tone: Tone) -> Self {
        self.count = (count > 0).then_some((count, tone));
        self
    }
}

/// A row of tabs; answers whether another one was chosen. Left and Right move when a tab has the keyboard.
pub fn tabs(ui: &mut Ui, all: &[Tab<'_>], chosen: &mut usize) -> bool {
    let before = *chosen;
    // Where a section has more than a small window is wide, they go on in a second row.
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(20.0, 0.0);
        for (at, tab) in all.iter().enumerate() {
            let response = one_tab(ui, tab, at == *chosen);
            if response.clicked() {
                *chosen = at;
            }
            arrows(ui, &response, all.len(), chosen);
        }
    });
    before != *chosen
}

fn one_tab(ui: &mut Ui, tab: &Tab<'_>, on: bool) -> Response {
    let look = look(ui);
    let words = galley(ui, tab.words, BODY.strong(), f32::INFINITY).size().x.ceil();
    let count = tab.count.map(|(n, tone)| (crate::kit::text::count(n), tone));
    let chip = count.as_ref().map_or(0.0, |(text, _)| chip_size(ui, text).x + 6.0);
    let (rect, response) = ui.allocate_exact_size(vec2(words + chip, 40.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, tab.words));
    if ui.is_rect_visible(rect) {
        let style = if on { BODY.strong() } else { BODY };
        let ink = if on || response.hovered() { look.text } else { look.muted };
        let room = rect.with_max_x(rect.left() + words + 1.0);
        paint_line(ui, ui.painter(), room, Align::LEFT, tab.words, style.ink(ink));
        if let Some((text, tone)) = count {
            let place = Rect::from_center_size(
                pos2(rect.right() - (chip - 6.0) / 2.0, rect.center().y),
                vec2(chip - 6.0, tokens::CHIP),
            );
            paint_chip(ui, ui.painter(), place, &text, tone);
        }
        if on {
            let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 2.0), rect.max);
            ui.painter().rect_filled(bar, CornerRadius::same(1), look.accent);
        }
        focus_ring(ui, rect.shrink2(vec2(-4.0, 6.0)), &response, &look);
    }
    response
}

/// A few words in one frame, one of them chosen; answers whether another one was.
pub fn segments(ui: &mut Ui, all: &[&str], chosen: &mut usize) -> bool {
    let before = *chosen;
    let look = look(ui);
    let widths: Vec<f32> =
        all.iter().map(|w| galley(ui, w, BODY.medium(), f32::INFINITY).size().x.ceil() + 28.0).collect();
    let (outer, _) = ui.allocate_exact_size(vec2(widths.iter().sum::<f32>() + 4.0, tokens::CONTROL), Sense::hover());
    let id = ui.make_persistent_id(("segments", all));
    ui.painter().rect(
        outer,
        CornerRadius::same(tokens::CORNER),
        look.rail,
        Stroke::new(1.0, look.line),
        StrokeKind::Inside,
    );
    let mut left = outer.left() + 2.0;
    for (at, (words, width)) in all.iter().zip(&widths).enumerate() {
        let rect = Rect::from_min_size(pos2(left, outer.top() + 2.0), vec2(*width, outer.height() - 4.0));
        left += width;
        let response = ui.interact(rect, id.with(at), Sense::click());
        let on = at == *chosen;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, *words));
        if on {
            ui.painter().rect(
                rect,
                CornerRadius::same(6),
                look.surface,
                Stroke::new(1.0, look.strong_line),
                StrokeKind::Inside,
            );
        }
        let ink = if on || response.hovered() { look.text } else { look.muted };
        paint_line(ui, ui.painter(), rect, Align::Center, words, BODY.medium().ink(ink));
        focus_ring(ui, rect, &response, &look);
        if response.clicked() {
            *chosen = at;
        }
        arrows(ui, &response, all.len(), chosen);
    }
    before != *chosen
}

fn arrows(ui: &Ui, response: &Response, count: usize, chosen: &mut usize) {
    if !response.has_focus() || count == 0 {
        return;
    }
    let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowRight)) {
        *chosen = (*chosen + 1) % count;
    } else if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowLeft)) {
        *chosen = (*chosen + count - 1) % count;
    }
}
