//! Text fields: a label above, the field, and below it what is wrong and what to do, or a hint.

use egui::{Align, Align2, CornerRadius, Frame, Id, Margin, Rect, Response, RichText, Stroke, TextEdit, Ui, vec2};

use super::icons;
use super::text::{self, BODY, SMALL, Weight, font, paint_icon};
use super::theme::look;
use super::{tokens, typing};

/// A field of one line, or of several.
pub struct Field<'a> {
    text: &'a mut String,
    label: &'a str,
    label_shown: bool,
    placeholder: &'a str,
    problem: Option<&'a str>,
    hint: Option<&'a str>,
    warning: Option<&'a str>,
    width: Option<f32>,
    rows: usize,
    password: bool,
    compact: bool,
    wrong: bool,
    figures: bool,
    prefix: Option<&'a str>,
    icon: Option<&'a str>,
    pub(super) room_right: i8,
    pub(super) id: Option<Id>,
    enabled: bool,
}

impl<'a> Field<'a> {
    /// A field for `text`; `label` stands above it and is its name for a screen reader.
    pub fn new(label: &'a str, text: &'a mut String) -> Self {
        Self {
            text,
            label,
            label_shown: true,
            placeholder: "",
            problem: None,
            hint: None,
            warning: None,
            width: None,
            rows: 1,
            password: false,
            compact: false,
            wrong: false,
            figures: false,
            prefix: None,
            icon: None,
            room_right: 0,
            id: None,
            enabled: true,
        }
    }

    /// No label above: the field stands in a row whose head names it.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.label_shown = false;
        self
    }

    /// Shown while the field is empty.
    #[must_use]
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// What is wrong with what was typed, in words that say what to do.
    #[must_use]
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    /// A short explanation below, while there is no problem.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is unusual about what was typed and may still be right, while there is no problem.
    #[must_use]
    pub fn warning(mut self, warning: Option<&'a str>) -> Self {
        self.warning = warning;
        self
    }

    /// Points; else all the room there is.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Several lines; Enter starts a new one.
    #[must_use]
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    #[must_use]
    pub fn password(mut self) -> Self {
        self.password = true;
        self
    }

    /// Small and narrow, for a grid of fields.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }

    /// Edged as wrong, where what is wrong is said elsewhere.
    #[must_use]
    pub fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    /// Right-aligned, for amounts and counts.
    #[must_use]
    pub fn figures(mut self) -> Self {
        self.figures = true;
        self
    }

    /// A sign in front that is not part of the text (`£`).
    #[must_use]
    pub fn prefix(mut self, prefix: &'a str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    #[must_use]
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The id of the editor, where the caller must know it (to give it the keyboard).
    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Draws it; the answer is the editor's (`changed`, `lost_focus`, …).
    pub fn show(self, ui: &mut Ui) -> Response {
        let width = self.width.unwrap_or_else(|| ui.available_width()).max(24.0);
        if !self.label_shown && self.problem.is_none() && self.hint.is_none() && self.warning.is_none() {
            return self.editor(ui, width, None);
        }
        let look = look(ui);
        let (problem, warning, hint) = (self.problem, self.warning, self.hint);
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(Align::LEFT), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(width);
            let label = self.label_shown.then(|| text::line(ui, self.label, SMALL.medium().ink(look.muted)).id);
            let response = self.editor(ui, width, label);
            match (problem, warning, hint) {
                (Some(problem), ..) => {
                    problem_line(ui, problem);
                    ui.ctx().accesskit_node_builder(response.id, |node| {
                        node.set_description(problem.to_owned());
                        node.set_invalid(egui::accesskit::Invalid::True);
                    });
                }
                (None, Some(warning), _) => {
                    text::paragraph(ui, warning, SMALL.ink(look.warning));
                    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(warning.to_owned()));
                }
                (None, None, Some(hint)) => {
                    text::paragraph(ui, hint, SMALL.ink(look.faint));
                }
                (None, None, None) => {}
            }
            response
        })
        .inner
    }

    fn editor(self, ui: &mut Ui, width: f32, label: Option<Id>) -> Response {
        let look = look(ui);
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("field", self.label)));
        let focused = ui.memory(|m| m.has_focus(id));
        if !self.password {
            typing::begin(ui, id, self.text);
        }
        let wrong = self.problem.is_some() || self.wrong;
        let (edge, stroke) = match (wrong, focused) {
            (true, true) => (look.danger, 2),
            (true, false) => (look.danger, 1),
            (false, true) => (look.accent, 2),
            (false, false) => (look.strong_line, 1),
        };
        let several = self.rows > 1;
        let side = if self.compact { 4 } else { 10 } - stroke;
        let (size, height) = if self.compact { (SMALL.size, 26.0) } else { (BODY.size, tokens::CONTROL) };
        let frame = Frame::new()
            .fill(if self.enabled { look.surface } else { look.sunk })
            .stroke(Stroke::new(f32::from(stroke), edge))
            .corner_radius(CornerRadius::same(tokens::CORNER))
            .inner_margin(Margin {
                left: side,
                right: side + self.room_right,
                top: if several { 8 - stroke } else { 4 - stroke },
                bottom: if several { 8 - stroke } else { 4 - stroke },
            });
        if self.compact {
            ui.spacing_mut().interact_size.y = height;
        }
        let mut edit =
            if several { TextEdit::multiline(&mut *self.text) } else { TextEdit::singleline(&mut *self.text) };
        edit = edit
            .id(id)
            .frame(frame)
            .font(font(size, Weight::Regular))
            .text_color(if self.enabled { look.text } else { look.faint })
            .hint_text(RichText::new(self.placeholder).font(font(size, Weight::Regular)))
            .password(self.password)
            .desired_width(width)
            .desired_rows(self.rows)
            .align(Align2([
                if self.figures { Align::Max } else { Align::Min },
                if several { Align::Min } else { Align::Center },
            ]))
            .min_size(vec2(width, if several { 0.0 } else { height }));
        if let Some(icon) = self.icon {
            edit = edit.prefix(RichText::new(icon).font(font(16.0, Weight::Icon)).color(look.faint));
        }
        if let Some(prefix) = self.prefix {
            edit = edit.prefix(RichText::new(prefix).font(font(BODY.size, Weight::Regular)).color(look.faint));
        }
        let response = ui.add_enabled(self.enabled, edit);
        if !self.password {
            typing::end(ui, id, self.text, response.changed());
        }
        match label {
            Some(label) => response.labelled_by(label),
            None => response.accessible_name(self.label),
        }
    }
}

/// What is wrong, small and in the danger colour, with an icon: never by colour alone.
pub(super) fn problem_line(ui: &mut Ui, problem: &str) {
    let look = look(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), egui::Sense::hover());
        paint_icon(ui.painter(), rect, icons::WARNING_CIRCLE, 15.0, look.danger);
        text::paragraph(ui, problem, SMALL.ink(look.danger));
    });
}

/// A field that searches as one types; Escape empties it.
pub struct Search<'a> {
    text: &'a mut String,
    placeholder: &'a str,
    key: Option<&'a str>,
    width: f32,
    id: Option<Id>,
}

impl<'a> Search<'a> {
    pub fn new(placeholder: &'a str, text: &'a mut String) -> Self {
        Self { text, placeholder, key: None, width: 260.0, id: None }
    }

    /// The key that leads here, shown at the right while the field is empty.
    #[must_use]
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let look = look(ui);
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("search", self.placeholder)));
        let focused = ui.memory(|m| m.has_focus(id));
        let cleared = focused
            && !self.text.is_empty()
            && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if cleared {
            self.text.clear();
        }
        let key_room = self.key.map_or(0.0, |key| super::mark::key_width(ui, key));
        let empty = self.text.is_empty();
        let mut field = Field::new(self.placeholder, self.text)
            .bare()
            .placeholder(self.placeholder)
            .icon(icons::MAGNIFYING_GLASS)
            .width(self.width)
            .id(id);
        field.room_right = key_room.round() as i8;
        let mut response = field.show(ui);
        if let (Some(key), true) = (self.key, empty && !focused) {
            let at = response.rect.right_center() - vec2(key_room + 8.0, 0.0);
            super::mark::paint_key(ui, at, key, look.muted);
        }
        if cleared {
            response.mark_changed();
        }
        response
    }
}

/// Where a small button stands inside a field, at its right end.
pub(super) fn inner_right(field: Rect, size: f32) -> Rect {
    Rect::from_center_size(egui::pos2(field.right() - size / 2.0 - 3.0, field.center().y), vec2(size, size))
}
