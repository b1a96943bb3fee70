//! A choice of one from a list. It opens on a click, Enter or Down; typing narrows the list.

use egui::{
    Align, CornerRadius, EventFilter, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::field::problem_line;
use super::text::{self, BODY, SMALL, galley, paint_icon, paint_line};
use super::theme::look;
use super::{icons, list, tokens};
use crate::kit::fold::fold;
use crate::t;

/// A dropdown: the values with their words, in the order they are shown.
pub struct Choice<'a, T> {
    label: &'a str,
    value: &'a mut T,
    options: &'a [(T, &'a str)],
    width: Option<f32>,
    label_shown: bool,
    problem: Option<&'a str>,
    id: Option<Id>,
}

#[derive(Clone, Default)]
struct Open {
    mark: usize,
    typed: String,
}

impl<'a, T: Clone + PartialEq> Choice<'a, T> {
    pub fn new(label: &'a str, value: &'a mut T, options: &'a [(T, &'a str)]) -> Self {
        Self { label, value, options, width: None, label_shown: true, problem: None, id: None }
    }

    /// No label above it, as in a row of filters.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.label_shown = false;
        self
    }

    /// Points; else as wide as its words without a label, and all the room there is with one.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    #[must_use]
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Draws it; `changed()` of the answer tells that another value was chosen.
    pub fn show(self, ui: &mut Ui) -> Response {
        if !self.label_shown {
            return self.control(ui);
        }
        let look = look(ui);
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let problem = self.problem;
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(Align::LEFT), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(width);
            text::line(ui, self.label, SMALL.medium().ink(look.muted));
            let response = self.control(ui);
            if let Some(problem) = problem {
                problem_line(ui, problem);
            }
            response
        })
        .inner
    }

    fn control(self, ui: &mut Ui) -> Response {
        let look = look(ui);
        let words = self.options.iter().find(|(v, _)| v == self.value).map_or("", |(_, words)| words);
        let own = galley(ui, words, BODY, f32::INFINITY).size().x.ceil() + 10.0 + 32.0;
        let width = self.width.unwrap_or(if self.label_shown { ui.available_width() } else { own });
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("choice", self.label)));
        let (_, rect) = ui.allocate_space(vec2(width, tokens::CONTROL));
        let popup = id.with("list");
        let mut open = Popup::is_id_open(ui.ctx(), popup);
        // While the list is open, Enter takes from it and Space is typed; else both would count as a click.
        let keys = open && ui.memory(|m| m.has_focus(id));
        let taken = keys && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
        if keys {
            ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Space));
        }
        let mut response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.label);
            info.current_text_value = Some(words.to_owned());
            info
        });

        let edge = match (self.problem.is_some(), response.has_focus() || open) {
            (true, _) => Stroke::new(1.0, look.danger),
            (false, true) => Stroke::new(2.0, look.accent),
            (false, false) => Stroke::new(1.0, look.strong_line),
        };
        let fill = if response.hovered() { look.sunk } else { look.surface };
        ui.painter().rect(rect, CornerRadius::same(tokens::CORNER), fill, edge, StrokeKind::Inside);
        let room = Rect::from_min_max(pos2(rect.left() + 10.0, rect.top()), pos2(rect.right() - 27.0, rect.bottom()));
        paint_line(ui, ui.painter(), room, Align::LEFT, words, BODY);
        let caret = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(12.0, 12.0));
        paint_icon(ui.painter(), caret, icons::CARET_DOWN, 12.0, look.muted);

        let now = self.options.iter().position(|(v, _)| v == self.value).unwrap_or(0);
        let was_open = open;
        if response.clicked() {
            response.request_focus();
            open = !open;
        }
        let mut state = ui.data(|d| d.get_temp::<Open>(id)).unwrap_or_default();
        if response.has_focus() {
            // Escape closes the list first; the choice keeps the keyboard.
            let arrows = EventFilter { vertical_arrows: true, escape: open, ..Default::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(id, arrows));
            let opens = ui.input_mut(|i| i.consume_key(Modifiers::ALT, Key::ArrowDown))
                || (!open && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown)));
            open |= opens;
        }
        if open && !was_open {
            state = Open { mark: now, typed: String::new() };
        }
        let mut picked = None;
        if open && response.has_focus() {
            self.typing(ui, &mut state);
        }
        let wanted = fold(&state.typed);
        let rows: Vec<usize> = (0..self.options.len())
            .filter(|&at| wanted.is_empty() || self.options.get(at).is_some_and(|(_, w)| fold(w).contains(&wanted)))
            .collect();
        if open && was_open && response.has_focus() {
            state.mark = list::step(ui, state.mark, rows.len());
            if taken {
                picked = rows.get(state.mark).copied();
                open = false;
            }
        }

        let wide =
            list::natural_width(ui, self.options.iter().map(|(_, words)| (*words, ""))).min(420.0).max(width - 12.0);
        Popup::from_response(&response)
            .id(popup)
            .open_memory(Some(egui::SetOpenCommand::Bool(open)))
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .gap(4.0)
            .show(|ui| {
                ui.set_width(wide);
                ui.spacing_mut().item_spacing.y = 0.0;
                if !state.typed.is_empty() {
                    text::line(ui, &t!("Matching “{typed}”", typed = state.typed), SMALL.ink(look.muted));
                }
                if rows.is_empty() {
                    text::line(ui, t!("Nothing matches"), BODY.ink(look.muted));
                }
                ScrollArea::vertical().max_height(list::ROW * 9.5).show(ui, |ui| {
                    for (place, &at) in rows.iter().enumerate() {
                        let Some((_, words)) = self.options.get(at) else { continue };
                        let row = list::option(ui, words, "", place == state.mark, at == now);
                        if place == state.mark
                            && ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Key { .. })))
                        {
                            row.scroll_to_me(None);
                        }
                        if row.clicked() {
                            picked = Some(at);
                        }
                    }
                });
            });
        if picked.is_some() {
            open = false;
            response.request_focus();
        }
        if was_open && !open {
            Popup::close_id(ui.ctx(), popup);
        }
        ui.data_mut(|d| d.insert_temp(id, state));
        if let Some((value, _)) = picked.and_then(|at| self.options.get(at))
            && value != self.value
        {
            *self.value = value.clone();
            response.mark_changed();
        }
        response
    }

    /// Typing narrows the list, as the list has no field of its own.
    fn typing(&self, ui: &Ui, state: &mut Open) {
        ui.input_mut(|i| {
            i.events.retain(|event| match event {
                egui::Event::Text(text) if !(state.typed.is_empty() && text == " ") => {
                    state.typed.push_str(text);
                    state.mark = 0;
                    false
                }
                _ => true,
            });
            if !state.typed.is_empty() && i.consume_key(Modifiers::NONE, Key::Backspace) {
                state.typed.pop();
                state.mark = 0;
            }
        });
    }
}
