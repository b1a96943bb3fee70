//! Writing into a form: each field with its name, its problem beside it, and the two keys that every form knows.

use egui::{Id, Key, Modifiers, Response, Ui};

use super::super::FieldProblem;
use crate::kit::Day;
use crate::ui::{DayField, Field};

/// Draws the fields of one form.
pub struct Pen<'p> {
    problems: &'p [FieldProblem],
    /// The field that gets the keyboard now.
    goto: Option<String>,
    /// Enter was pressed in a field of one line.
    pub entered: bool,
    /// Some field is another than before.
    pub changed: bool,
}

impl<'p> Pen<'p> {
    pub fn new(problems: &'p [FieldProblem], goto: Option<String>) -> Self {
        Self { problems, goto, entered: false, changed: false }
    }

    pub fn problem(&self, key: &str) -> Option<&'p str> {
        self.problems.iter().find(|p| p.field == key).map(|p| p.message.as_str())
    }

    /// The id of a field's editor.
    pub fn id(key: &str) -> Id {
        Id::unique(("people.form", key))
    }

    /// A field of one line with its label above.
    pub fn line(&mut self, ui: &mut Ui, key: &str, label: &str, text: &mut String) -> Response {
        let field = Field::new(label, text).problem(self.problem(key)).id(Self::id(key));
        self.show(ui, key, field)
    }

    /// One that is made by the caller; it must have the id of its key.
    pub fn show(&mut self, ui: &mut Ui, key: &str, field: Field<'_>) -> Response {
        self.lead(ui, key);
        let response = field.show(ui);
        self.after(ui, &response);
        response
    }

    /// Several lines: Enter begins a new one.
    pub fn lines(&mut self, ui: &mut Ui, key: &str, label: &str, text: &mut String, rows: usize) -> Response {
        self.lead(ui, key);
        let field = Field::new(label, text).rows(rows).problem(self.problem(key)).id(Self::id(key));
        let response = field.show(ui);
        self.changed |= response.changed();
        response
    }

    pub fn day(&mut self, ui: &mut Ui, key: &str, label: &str, text: &mut String, (today, month_first): (Day, bool), width: f32) {
        self.lead(ui, key);
        let field = DayField::new(label, text, today).month_first(month_first).problem(self.problem(key)).id(Self::id(key));
        let response = field.width(width).show(ui);
        self.after(ui, &response);
    }

    /// Gives a field the keyboard if it is its turn.
    pub fn lead(&mut self, ui: &Ui, key: &str) {
        if self.goto.as_deref() == Some(key) {
            self.goto = None;
            ui.memory_mut(|m| m.request_focus(Self::id(key)));
            ui.scroll_to_cursor(Some(egui::Align::Center));
        }
    }

    /// Sees whether Enter ended the field.
    pub fn after(&mut self, ui: &Ui, response: &Response) {
        self.changed |= response.changed();
        let composing = ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Ime(_))));
        self.entered |= response.lost_focus() && !composing && ui.input(|i| i.key_pressed(Key::Enter));
    }

    /// What could not be led to, because it was not drawn.
    pub fn left(self) -> Option<String> {
        self.goto
    }
}

/// Whether a key is meant for what is drawn here, and not for a list or dialog above it.
pub fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|m| m.top_modal_layer().is_some());
    !covered && ui.input_mut(|i| i.consume_key(modifiers, key))
}
