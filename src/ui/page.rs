//! What pages are made of: the header, cards, figures, facts about a record, banners, what an empty screen says, key hints.

use egui::{
    Align, CornerRadius, Frame, InnerResponse, Layout, Margin, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo,
    vec2,
};

use super::mark::{self, Tone, chip};
use super::text::{self, BODY, FIGURE, SMALL, TITLE, galley, paint_icon, paragraph};
use super::theme::look;
use super::tokens;

/// The head of a page: title, a few words beside it, buttons at the right, and below what the page has more (tabs, a summary).
pub struct PageHeader<'a> {
    title: &'a str,
    subtitle: &'a str,
    chip: Option<(&'a str, Tone)>,
}

impl<'a> PageHeader<'a> {
    pub fn new(title: &'a str) -> Self {
        Self { title, subtitle: "", chip: None }
    }

    #[must_use]
    pub fn subtitle(mut self, words: &'a str) -> Self {
        self.subtitle = words;
        self
    }

    #[must_use]
    pub fn chip(mut self, words: &'a str, tone: Tone) -> Self {
        self.chip = Some((words, tone));
        self
    }

    /// `buttons` are laid from the right: the first one called stands outermost, where the primary button belongs. `below` is
    /// what follows the title line; the line that ends the header is drawn after it.
    pub fn show(self, ui: &mut Ui, buttons: impl FnOnce(&mut Ui), below: impl FnOnce(&mut Ui)) {
        let look = look(ui);
        let shown = Frame::new().inner_margin(Margin { left: 24, right: 24, top: 20, bottom: 0 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let room = ui.available_width();
            ui.allocate_ui_with_layout(vec2(room, tokens::CONTROL), Layout::right_to_left(Align::Center), |ui| {
                buttons(ui);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let title = text::line(ui, self.title, TITLE);
                    ui.ctx().accesskit_node_builder(title.id, |node| node.set_role(Role::Heading));
                    ui.add_space(8.0);
                    if let Some((words, tone)) = self.chip {
                        chip(ui, words, tone);
                    }
                    if !self.subtitle.is_empty() && ui.available_width() > 40.0 {
                        text::line(ui, self.subtitle, BODY.ink(look.muted));
                    }
                });
            });
            ui.add_space(8.0);
            below(ui);
        });
        let edge = shown.response.rect;
        ui.painter().hline(ui.max_rect().x_range(), edge.bottom() - 0.5, Stroke::new(1.0, look.line));
        ui.add_space(-ui.spacing().item_spacing.y);
    }
}

/// A white box with round corners.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let look = look(ui);
    Frame::new()
        .fill(look.surface)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(CornerRadius::same(tokens::CARD_CORNER))
        .inner_margin(Margin::symmetric(18, 16))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
}

/// A heading inside a card or a pane.
pub fn section(ui: &mut Ui, title: &str) -> Response {
    let response = text::line(ui, title, BODY.strong());
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::Heading));
    response
}

/// A big figure below a small caption. The answer can be clicked: every total opens.
pub fn stat(ui: &mut Ui, caption: &str, figure: &str, tone: Option<Tone>) -> Response {
    let look = look(ui);
    let ink = tone.map_or(look.text, |tone| tone.colors(&look).0);
    let width =
        galley(ui, caption, SMALL, f32::INFINITY).size().x.max(galley(ui, figure, FIGURE, f32::INFINITY).size().x);
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil() + 1.0, 50.0), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{caption}: {figure}")));
    let (upper, lower) = rect.split_top_bottom_at_y(rect.top() + 16.0);
    let caption_ink = if response.hovered() { look.text } else { look.muted };
    text::paint_line(ui, ui.painter(), upper, Align::LEFT, caption, SMALL.ink(caption_ink));
    text::paint_line(ui, ui.painter(), lower, Align::LEFT, figure, FIGURE.ink(ink));
    response
}

/// A card with [`stat`]s side by side, spaced widely; a `separator` between two groups is drawn by `ui.separator()`.
pub fn summary_strip(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    card(ui, |ui| {
        ui.allocate_ui_with_layout(vec2(ui.available_width(), 50.0), Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 36.0;
            contents(ui);
        });
    });
}

/// What is known of a record: names at the left, values beside them.
pub fn key_values(ui: &mut Ui, rows: &[(&str, &str)]) {
    let look = look(ui);
    let widest = rows.iter().map(|(name, _)| galley(ui, name, BODY, f32::INFINITY).size().x).fold(0.0, f32::max);
    let names = (widest.ceil() + 16.0).max(96.0).min(ui.available_width() * 0.45);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 8.0);
        for (name, value) in rows {
            ui.horizontal_top(|ui| {
                let size = vec2(names, BODY.line);
                let column = Layout::top_down(Align::LEFT);
                let name = ui.allocate_ui_with_layout(size, column, |ui| {
                    ui.set_width(names);
                    paragraph(ui, name, BODY.ink(look.muted)).id
                });
                paragraph(ui, value, BODY).labelled_by(name.inner);
            });
        }
    });
}

/// Two fields beside each other.
pub fn two(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let gap = 12.0;
    let half = ((ui.available_width() - gap) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let down = Layout::top_down(Align::LEFT);
        ui.allocate_ui_with_layout(vec2(half, 0.0), down, |ui| {
            ui.set_width(half);
            left(ui);
        });
        ui.allocate_ui_with_layout(vec2(half, 0.0), down, |ui| {
            ui.set_width(half);
            right(ui);
        });
    });
}

/// What must be seen where it applies: a title, what to do, buttons, and where the rule comes from.
pub fn banner(ui: &mut Ui, tone: Tone, title: &str, body: &str, source: &str, buttons: impl FnOnce(&mut Ui)) {
    let look = look(ui);
    let (ink, fill) = tone.colors(&look);
    Frame::new().fill(fill).corner_radius(CornerRadius::same(tokens::CARD_CORNER)).inner_margin(Margin::same(15)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            paragraph(ui, title, BODY.strong().ink(ink));
            if !body.is_empty() {
                paragraph(ui, body, SMALL.ink(look.text));
            }
            ui.add_space(4.0);
            let before = ui.cursor().top();
            // Without buttons the row takes no room.
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                buttons(ui);
            });
            if !source.is_empty() {
                ui.add_space(if ui.cursor().top() > before + 8.0 { 4.0 } else { 0.0 });
                paragraph(ui, source, SMALL.ink(look.muted));
            }
        },
    );
}

/// A screen with nothing in it: what it is for, and the two likely first steps.
pub fn empty_state(ui: &mut Ui, icon: &str, title: &str, body: &str, steps: impl FnOnce(&mut Ui)) {
    let look = look(ui);
    let area = ui.available_rect_before_wrap();
    let width = area.width().min(420.0);
    let height = 220.0_f32.min(area.height());
    let place = Rect::from_center_size(area.center() - vec2(0.0, area.height() * 0.06), vec2(width, height));
    let mut middle = ui.new_child(egui::UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Center)));
    let (disc, _) = middle.allocate_exact_size(vec2(56.0, 56.0), Sense::hover());
    middle.painter().circle_filled(disc.center(), 28.0, look.accent_tint);
    paint_icon(middle.painter(), disc, icon, 26.0, look.accent);
    middle.add_space(8.0);
    text::line(&mut middle, title, BODY.strong());
    centred(&mut middle, body, BODY.ink(look.muted));
    middle.add_space(8.0);
    // The buttons' width is known only once they are drawn; it is kept for the next frame.
    let id = middle.scope_id().with("steps");
    let known = middle.data(|d| d.get_temp::<f32>(id));
    let row = middle.scope_builder(egui::UiBuilder::new().layout(Layout::left_to_right(Align::Min)), |ui| {
        ui.add_space(((place.width() - known.unwrap_or(0.0)) / 2.0).max(0.0));
        let left = ui.cursor().left();
        steps(ui);
        ui.min_rect().right() - left
    });
    if known != Some(row.inner) {
        middle.data_mut(|d| d.insert_temp(id, row.inner));
        middle.ctx().request_discard("an empty screen centres its buttons");
    }
    ui.advance_cursor_after_rect(area);
}

fn centred(ui: &mut Ui, words: &str, style: text::Look) {
    let mut job = egui::text::LayoutJob::simple(
        words.to_owned(),
        text::font(style.size, style.weight),
        style.color.unwrap_or_else(|| look(ui).text),
        ui.available_width(),
    );
    job.halign = Align::Center;
    for section in &mut job.sections {
        section.format.line_height = Some(style.line);
    }
    ui.add(egui::Label::new(job));
}

/// The keys of a screen where work is repeated, along its foot, and a note at the right.
pub fn key_hints(ui: &mut Ui, hints: &[(&str, &str)], note: &str) {
    let look = look(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, look.sunk);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, look.line));
    let inner = rect.shrink2(vec2(tokens::GUTTER, 0.0));
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    if !note.is_empty() {
        text::line(&mut row, note, BODY.ink(look.muted));
    }
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (key, does) in hints {
            mark::keys(ui, key);
            text::line(ui, does, BODY.ink(look.muted));
            ui.add_space(14.0);
        }
    });
}
