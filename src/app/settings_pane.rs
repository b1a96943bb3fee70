//! What the screens of settings share: a form beside what is set, Save and Take back at the head, two columns of cards.

use egui::{Align, Frame, Layout, Margin, ScrollArea, Ui, vec2};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Reply, Sight};
use crate::t;
use crate::ui::Button;

/// A form of settings `F` and what is wrong in it, each a `P`.
pub struct SettingsPane<F, P> {
    /// What the form was filled with, and the form.
    form: Option<(F, F)>,
    problems: Vec<P>,
    saving: Option<Reply<()>>,
}

impl<F, P> Default for SettingsPane<F, P> {
    fn default() -> Self {
        Self { form: None, problems: Vec::new(), saving: None }
    }
}

impl<F: Clone + PartialEq, P> SettingsPane<F, P> {
    /// Whether something was typed that is not saved.
    pub fn is_changed(&self) -> bool {
        self.form.as_ref().is_some_and(|(was, is)| was != is)
    }

    /// Takes the answer to a save, and what is set now: what an undo or another screen changed shows at once, unless something
    /// is being typed. Call it in `logic`.
    pub fn logic(&mut self, sight: &Sight<'_>, now: Option<F>) {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.saving = None;
                if let Some((was, is)) = &mut self.form {
                    was.clone_from(is);
                }
            }
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
        let Some(now) = now.filter(|_| self.saving.is_none()) else { return };
        match &mut self.form {
            Some((was, is)) if was == is && *was != now => (*was, *is) = (now.clone(), now),
            Some(_) => {}
            None => self.form = Some((now.clone(), now)),
        }
    }

    /// Draws the head of the page; answers whether to save. `asks` says that a dialog is open, to which Enter belongs.
    pub fn head(&mut self, ui: &mut Ui, sight: &Sight<'_>, asks: bool) -> bool {
        let unchanged = (!self.is_changed()).then(|| t!("Nothing was changed"));
        let read_only = sight.facts.read_only.then(|| t!("This office is open read-only"));
        let (mut save, mut leave) = (false, false);
        sight.header(ui, "", |ui| {
            save = Button::primary(t!("Save")).unless(read_only.or(unchanged)).show(ui).clicked();
            if unchanged.is_none() {
                leave = Button::secondary(t!("Take back")).show(ui).clicked();
            }
        });
        if leave && let Some((was, is)) = &mut self.form {
            is.clone_from(was);
            self.problems.clear();
        }
        let enter = !asks && !ui.ctx().any_popup_open() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let in_field = ui.ctx().egui_wants_keyboard_input() || ui.ctx().memory(|m| m.focused().is_none());
        save || (enter && in_field && self.is_changed() && read_only.is_none())
    }

    /// The form, and what is wrong in it; nothing until it is known what is set.
    pub fn form(&mut self) -> Option<(&mut F, &[P])> {
        self.form.as_mut().map(|(_, is)| (is, self.problems.as_slice()))
    }

    /// Saves what `parse` makes of the form, or shows what is wrong.
    pub fn save<T>(&mut self, parse: impl FnOnce(&F) -> Result<T, Vec<P>>, run: impl FnOnce(T) -> Reply<()>) {
        let Some((_, form)) = &self.form else { return };
        match parse(form) {
            Ok(settings) => {
                self.problems.clear();
                self.saving = Some(run(settings));
            }
            Err(problems) => self.problems = problems,
        }
    }
}

impl<F: Clone + PartialEq + Default + Serialize + DeserializeOwned, P> SettingsPane<F, P> {
    /// What was typed and is not saved.
    pub fn draft(&self) -> Option<String> {
        let (_, form) = self.form.as_ref().filter(|_| self.is_changed())?;
        serde_json::to_string(form).ok()
    }

    /// Takes up what [`Self::draft`] kept.
    pub fn restore(&mut self, draft: &str) {
        if let Ok(form) = serde_json::from_str::<F>(draft) {
            // What is set now is compared with it once it is known; an empty form is never what is set.
            self.form = Some((F::default(), form));
        }
    }
}

/// Two columns of cards in the page, drawn one after the other; `draw` is told whether it is the left one.
pub fn two_columns(ui: &mut Ui, mut draw: impl FnMut(&mut Ui, bool)) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 20)).show(ui, |ui| {
            let width = ui.available_width().min(980.0);
            ui.set_max_width(width);
            let gap = 16.0;
            let half = ((width - gap) / 2.0).floor();
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for left in [true, false] {
                    ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::LEFT), |ui| {
                        ui.spacing_mut().item_spacing.y = 16.0;
                        draw(ui, left);
                    });
                }
            });
        });
    });
}
