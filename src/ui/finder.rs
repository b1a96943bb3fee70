//! Finding one of many by typing: a field with suggestions below it. The caller searches; this shows and chooses.

use std::borrow::Cow;

use egui::{EventFilter, Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, Ui};

use super::field::Field;
use super::text::{BODY, galley, paint_icon, paint_line};
use super::theme::look;
use super::{icons, list, mark};
use crate::t;

/// One suggestion: what it is called, and what tells it apart from others of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    pub title: Cow<'a, str>,
    pub detail: Cow<'a, str>,
}

/// What a person did in a [`Finder`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The text is another than before: search again.
    Typed,
    /// The suggestion of this number was taken.
    Chosen(usize),
    /// None of them: make a new one of what was typed.
    New,
}

/// The field. Up and Down move, Enter takes, Escape closes, Ctrl+Enter makes a new one.
pub struct Finder<'a> {
    label: &'a str,
    text: &'a mut String,
    suggestions: &'a [Suggestion<'a>],
    new: Option<&'a str>,
    placeholder: &'a str,
    problem: Option<&'a str>,
    width: Option<f32>,
    bare: bool,
    id: Option<Id>,
}

impl<'a> Finder<'a> {
    /// `suggestions` are what the caller found for the present text, best first.
    pub fn new(label: &'a str, text: &'a mut String, suggestions: &'a [Suggestion<'a>]) -> Self {
        Self { label, text, suggestions, new: None, placeholder: "", problem: None, width: None, bare: false, id: None }
    }

    /// A last row that makes a new one: `New person` becomes `New person “ngu”`.
    #[must_use]
    pub fn or_new(mut self, words: &'a str) -> Self {
        self.new = Some(words);
        self
    }

    #[must_use]
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    #[must_use]
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    pub fn show(self, ui: &mut Ui) -> (Response, Option<Found>) {
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("finder", self.label)));
        let closed = id.with("closed");
        let marked = id.with("marked");
        let popup = id.with("list");
        let focused = ui.memory(|m| m.has_focus(id));
        let was_closed = ui.data(|d| d.get_temp::<bool>(closed)).unwrap_or(false);
        let mut mark = ui.data(|d| d.get_temp::<usize>(marked)).unwrap_or(0);
        let may_make = self.new.is_some() && !self.text.trim().is_empty();
        let rows = self.suggestions.len() + usize::from(may_make);
        let mut open = focused && !was_closed && !self.text.is_empty() && rows > 0;
        let mut found = None;

        if focused && !list::composing(ui) {
            let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
            if may_make && pressed(Modifiers::COMMAND, Key::Enter) {
                found = Some(Found::New);
            } else if open {
                let before = mark;
                mark = list::step(ui, mark, rows);
                let moved = id.with("moved");
                if mark != before {
                    ui.data_mut(|d| d.insert_temp(moved, true));
                }
                // Tab goes on to the next field. It takes along only what cannot be a mistake: the one there is, or one that was
                // gone to.
                let sure = self.suggestions.len() == 1 || ui.data(|d| d.get_temp::<bool>(moved)).unwrap_or(false);
                if sure
                    && mark < self.suggestions.len()
                    && ui.input(|i| i.modifiers.is_none() && i.key_pressed(Key::Tab))
                {
                    found = Some(Found::Chosen(mark));
                } else if pressed(Modifiers::NONE, Key::Enter) {
                    found = Some(if mark < self.suggestions.len() { Found::Chosen(mark) } else { Found::New });
                } else if pressed(Modifiers::NONE, Key::Escape) {
                    open = false;
                    ui.data_mut(|d| d.insert_temp(closed, true));
                }
            } else if pressed(Modifiers::NONE, Key::ArrowDown) {
                ui.data_mut(|d| d.insert_temp(closed, false));
            }
        }

        let mut field = Field::new(self.label, self.text).placeholder(self.placeholder).problem(self.problem).id(id);
        if self.bare {
            field = field.bare();
        }
        if let Some(width) = self.width {
            field = field.width(width);
        }
        let response = field.show(ui);
        if focused {
            // Escape closes the list first; the field keeps the keyboard.
            let filter =
                EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: open, ..Default::default() };
            ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        }
        if response.changed() {
            mark = 0;
            found = Some(Found::Typed);
            ui.data_mut(|d| d.remove_temp::<bool>(id.with("moved")));
            ui.data_mut(|d| d.insert_temp(closed, false));
        }

        let wide = list::natural_width(ui, self.suggestions.iter().map(|s| (&*s.title, &*s.detail)))
            .max(self.new.map_or(0.0, |words| new_width(ui, words, self.text)))
            .min(520.0)
            .max(response.rect.width() - 12.0);
        if open && found.is_none() {
            Popup::from_response(&response)
                .id(popup)
                .open(true)
                .close_behavior(PopupCloseBehavior::IgnoreClicks)
                .gap(4.0)
                .show(|ui| {
                    ui.set_width(wide);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for (at, suggestion) in self.suggestions.iter().enumerate() {
                        if list::option(ui, &suggestion.title, &suggestion.detail, at == mark, false).clicked() {
                            found = Some(Found::Chosen(at));
                        }
                    }
                    if let (Some(words), true) = (self.new, may_make) {
                        if !self.suggestions.is_empty() {
                            ui.add_space(4.0);
                            let top = ui.cursor().top() - 2.0;
                            let edge = egui::Stroke::new(1.0, look(ui).line);
                            ui.painter().hline(ui.max_rect().x_range().expand(6.0), top, edge);
                        }
                        if new_row(ui, words, self.text, mark == self.suggestions.len()).clicked() {
                            found = Some(Found::New);
                        }
                    }
                });
        }
        if matches!(found, Some(Found::Chosen(_) | Found::New)) {
            mark = 0;
            ui.data_mut(|d| d.insert_temp(closed, true));
        }
        ui.data_mut(|d| d.insert_temp(marked, mark));
        (response, found)
    }
}

fn quoted(words: &str, typed: &str) -> String {
    format!("{words} “{}”", typed.trim())
}

fn new_width(ui: &Ui, words: &str, typed: &str) -> f32 {
    galley(ui, &quoted(words, typed), BODY, f32::INFINITY).size().x + mark::key_width(ui, t!("Ctrl Enter")) + 60.0
}

fn new_row(ui: &mut Ui, words: &str, typed: &str, marked: bool) -> Response {
    let look = look(ui);
    let title = quoted(words, typed);
    let response = list::option(ui, "", "", marked, false);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, marked, &title));
    let rect = response.rect.shrink2(egui::vec2(10.0, 0.0));
    let icon = egui::Rect::from_center_size(egui::pos2(rect.left() + 7.0, rect.center().y), egui::vec2(14.0, 14.0));
    paint_icon(ui.painter(), icon, icons::PLUS, 14.0, look.accent);
    let (painted, _) = paint_line(
        ui,
        ui.painter(),
        rect.with_min_x(rect.left() + 22.0),
        egui::Align::LEFT,
        &title,
        BODY.ink(look.accent),
    );
    mark::paint_key(ui, egui::pos2(painted.right() + 8.0, rect.center().y), t!("Ctrl Enter"), look.muted);
    response
}
