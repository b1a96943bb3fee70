//! What every form in a pane and every question in a dialog has: what was typed, what is wrong with it, saving, leaving.

use egui::{Key, Ui};

use super::parts::read_only;
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::ledger::model::FieldProblem;
use crate::t;
use crate::ui::{self, Answer, Button, Dialog, Tone};

/// A form in a pane. `T` is what is typed.
pub struct Typing<T> {
    pub typed: T,
    before: T,
    pub problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    saving: Option<Reply<i64>>,
    focus: bool,
    leaving: bool,
}

/// What became of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Saved as the record with this id.
    Saved(i64),
    Left,
}

/// What was pressed below a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Save,
    Left,
}

impl<T: Clone + PartialEq> Typing<T> {
    pub fn new(typed: T) -> Self {
        Self {
            before: typed.clone(),
            typed,
            problems: Vec::new(),
            refused: None,
            saving: None,
            focus: true,
            leaving: false,
        }
    }

    /// One that was half typed when the office was locked.
    pub fn restored(typed: T, before: T) -> Self {
        Self { before, ..Self::new(typed) }
    }

    /// Fills it with what is known only now; nothing of that was typed.
    pub fn fill(&mut self, typed: T) {
        self.before = typed.clone();
        self.typed = typed;
    }

    pub fn is_dirty(&self) -> bool {
        self.typed != self.before
    }

    /// Whether its first field takes the keyboard now.
    pub fn takes_focus(&mut self) -> bool {
        std::mem::take(&mut self.focus)
    }

    /// Takes the answer of the office.
    pub fn logic(&mut self) -> Option<Outcome> {
        match self.saving.as_mut().and_then(Reply::take)? {
            Ok(id) => Some(Outcome::Saved(id)),
            Err(problem) => {
                (self.saving, self.refused) = (None, Some(problem));
                None
            }
        }
    }

    /// Saves what `read` makes of the fields, or shows what is wrong with them.
    pub fn save(&mut self, read: impl FnOnce(&T) -> Result<Reply<i64>, Vec<FieldProblem>>) {
        if self.saving.is_some() {
            return;
        }
        self.refused = None;
        self.problems.clear();
        match read(&self.typed) {
            Ok(reply) => self.saving = Some(reply),
            Err(problems) => self.problems = problems,
        }
    }

    /// The problem of the whole, Save and Cancel. `enter`: Enter was pressed in a field. Escape leaves.
    pub fn buttons(&mut self, ui: &mut Ui, sight: &Sight<'_>, enter: bool) -> Option<Press> {
        let escape = !egui::Popup::is_any_open(ui.ctx()) && !self.leaving && ui.input(|i| i.key_pressed(Key::Escape));
        if let Some(problem) = &self.refused {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let why_not = self.saving.is_some().then(|| t!("It is being saved")).or(read_only(sight));
        let mut press = None;
        ui.horizontal(|ui| {
            let save = Button::primary(t!("Save")).key(t!("Enter")).unless(why_not).show(ui).clicked();
            if (save || enter) && why_not.is_none() {
                press = Some(Press::Save);
            }
            if Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked() || escape {
                self.leaving = true;
            }
        });
        if self.leaving {
            if !self.is_dirty() {
                return Some(Press::Left);
            }
            let ask = Dialog::new(t!("Leave without saving?"), t!("Leave")).danger();
            match ask.body(t!("What you typed in the form is not saved.")).show(ui, |_| {}) {
                Answer::Confirmed => return Some(Press::Left),
                Answer::Cancelled => self.leaving = false,
                Answer::Open => {}
            }
        }
        press
    }
}

/// A question in a dialog. `W` says what is asked about, with what was typed.
pub struct Asking<W> {
    pub what: W,
    problems: Vec<FieldProblem>,
    refused: Option<Problem>,
    saving: Option<Reply<()>>,
}

/// What a question says.
pub struct Question {
    pub title: String,
    /// The verb of the button.
    pub does: &'static str,
    /// What it means.
    pub body: String,
    /// It wants care.
    pub danger: bool,
}

impl<W> Asking<W> {
    pub fn new(what: W) -> Self {
        Self { what, problems: Vec::new(), refused: None, saving: None }
    }

    /// Takes the answer; `false` once it is done with.
    pub fn logic(&mut self) -> bool {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => false,
            Some(Err(problem)) => {
                (self.saving, self.refused) = (None, Some(problem));
                true
            }
            None => true,
        }
    }

    /// Draws it; answers whether it is still open.
    pub fn show(
        &mut self,
        ui: &Ui,
        sight: &Sight<'_>,
        question: &Question,
        fields: impl FnOnce(&mut Ui, &mut W, &[FieldProblem]),
        save: impl FnOnce(&W) -> Result<Reply<()>, Vec<FieldProblem>>,
    ) -> bool {
        let why_not = self.saving.is_some().then(|| t!("Saving…")).or(read_only(sight));
        let mut dialog = Dialog::new(&question.title, question.does).body(&question.body).unless(why_not).width(480.0);
        if question.danger {
            dialog = dialog.danger();
        }
        let answer = dialog.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            fields(ui, &mut self.what, &self.problems);
            if let Some(problem) = &self.refused {
                let hint = problem.hint.as_deref().unwrap_or_default();
                ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
            }
        });
        match answer {
            Answer::Open => true,
            Answer::Cancelled => false,
            Answer::Confirmed => {
                if self.saving.is_none() {
                    self.refused = None;
                    self.problems.clear();
                    match save(&self.what) {
                        Ok(reply) => self.saving = Some(reply),
                        Err(problems) => self.problems = problems,
                    }
                }
                true
            }
        }
    }
}
