//! What stands above a text: the kind of the clause at hand, keys as buttons, the count of words; finding and replacing.

use super::Editor;
use crate::kit::text;
use crate::policy::body::Kind;
use crate::policy::edit::{Caret, Editing};
use crate::policy::screen::text_view::kind_name;
use crate::t;
use crate::ui::{self, Button, Field, SMALL, icons, line, look};
use egui::{Align, Frame, Key, Layout, Margin, Stroke, Ui};

impl Editor {
    pub(super) fn bar(&mut self, ui: &mut Ui, writable: bool) {
        let Some(editing) = &mut self.editing else { return };
        let caret = self.view.place(editing);
        let kind = caret.and_then(|caret| editing.clauses().get(caret.at)).map(|clause| clause.kind);
        let mut next = None;
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let all = [Kind::Heading, Kind::Numbered, Kind::Item, Kind::Paragraph];
                let names = all.map(kind_name);
                let none = all.len();
                let mut chosen = all.iter().position(|one| Some(*one) == kind).unwrap_or(none);
                if ui::segments(ui, &names, &mut chosen)
                    && writable
                    && let (Some(caret), Some(kind)) = (caret, all.get(chosen))
                {
                    next = editing.set_kind(caret, *kind);
                }
                ui.add_space(8.0);
                for (icon, name, deed) in [
                    (
                        icons::ARROW_RIGHT,
                        t!("One deeper (Tab)"),
                        Editing::indent as fn(&mut Editing, Caret) -> Option<Caret>,
                    ),
                    (icons::ARROW_LEFT, t!("One less deep (Shift+Tab)"), Editing::outdent),
                    (icons::ARROW_UP, t!("Up (Alt+Up)"), Editing::move_up),
                    (icons::ARROW_DOWN, t!("Down (Alt+Down)"), Editing::move_down),
                    (icons::TRASH, t!("Take this clause out, with what belongs to it"), Editing::delete),
                ] {
                    if ui::icon_button(ui, icon, name).clicked()
                        && writable
                        && let Some(caret) = caret
                    {
                        next = deed(editing, caret).or(Some(caret));
                    }
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if self.words.0 != editing.revision() {
                        self.words = (editing.revision(), editing.body().words());
                    }
                    let kept = if editing.revision() == self.kept { t!("kept") } else { t!("being written") };
                    let words = t!(
                        "{words} · {clauses} · {kept}",
                        words = text::plural(self.words.1, t!("word"), t!("words")),
                        clauses = text::plural(editing.clauses().len(), t!("clause"), t!("clauses")),
                        kept = kept
                    );
                    line(ui, &words, SMALL.ink(look(ui).muted));
                });
            });
        });
        if let Some(caret) = next {
            self.view.put(caret);
        }
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    }

    pub(super) fn find_bar(&mut self, ui: &mut Ui, writable: bool) {
        let (Some(finding), Some(editing)) = (&mut self.finding, &mut self.editing) else { return };
        let (mut go, mut all, mut leave) = (false, false, false);
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let id = egui::Id::unique("policy.find");
                if std::mem::take(&mut self.focus_find) {
                    ui.memory_mut(|m| m.request_focus(id));
                }
                let found = Field::new(t!("Find"), &mut finding.find)
                    .bare()
                    .placeholder(t!("Find"))
                    .width(200.0)
                    .id(id)
                    .show(ui);
                go = found.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
                if go {
                    found.request_focus();
                }
                go |= Button::secondary(t!("Next")).show(ui).clicked();
                Field::new(t!("Replace with"), &mut finding.with)
                    .bare()
                    .placeholder(t!("Replace with"))
                    .width(200.0)
                    .show(ui);
                let why_not = finding.find.is_empty().then(|| t!("Say what is to be found"));
                all = Button::secondary(t!("Replace all")).unless(why_not).enabled(writable).show(ui).clicked()
                    && writable;
                line(ui, &finding.said, SMALL.ink(look(ui).muted));
                leave = ui::icon_button(ui, icons::X, t!("Leave finding")).clicked();
            });
        });
        let here = self.view.place(editing).unwrap_or(Caret { at: self.view.topmost(), char: 0 });
        if all {
            let count = editing.replace_all(&finding.find, &finding.with, here);
            finding.said = t!("{count} replaced", count = text::plural(count, t!("place"), t!("places")));
        } else if go {
            match editing.find(&finding.find, Caret { char: here.char + 1, ..here }) {
                Some(caret) => {
                    finding.said.clear();
                    self.view.put(caret);
                }
                None => finding.said = t!("Nowhere").to_owned(),
            }
        }
        if leave {
            self.finding = None;
        }
    }
}
