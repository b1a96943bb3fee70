//! Drawing the steps of an import: choosing a file, seeing what happens, done. The step between is in [`super::mapping`].

use std::path::Path;

use egui::{Key, Modifiers, Ui};

use super::wizard::Wizard;
use crate::app::copied::Copied;
use crate::app::{Screen, ShellAct, Sight};
use crate::kit::{Problem, text};
use crate::t;
use crate::ui::{self, BODY, Button, PageHeader, SMALL, Tone, icons, line, look, paragraph};

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    pub(super) fn choose_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let home = self.kind.home;
        let mut leave = pressed(ui, Modifiers::NONE, Key::Escape);
        PageHeader::new((self.kind.title)()).show(
            ui,
            |ui| leave |= Button::secondary(t!("Back")).icon(icons::ARROW_LEFT).show(ui).clicked(),
            |ui| {
                ui.add_space(8.0);
            },
        );
        if leave {
            self.stop_reading();
            sight.go(home, "");
        }
        if let Some(reading) = &self.reading {
            let what = t!("Reading {file}…", file = reading.name);
            if busy(ui, &what) {
                self.stop_reading();
            }
            return;
        }
        ui.spacing_mut().item_spacing.y = 8.0;
        if let Some(problem) = &self.problem {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 16)).show(ui, |ui| trouble(ui, problem));
        }
        let (mut choose, mut example) = (false, false);
        ui::empty_state(ui, icons::UPLOAD_SIMPLE, t!("Bring in the list you have"), (self.kind.about)(), |ui| {
            choose = Button::primary(t!("Choose a file…")).show(ui).clicked();
            example = Button::secondary(t!("Look at an example")).show(ui).clicked();
        });
        if example {
            self.go("example");
        }
        // Nothing else can be meant here.
        choose |= ui.memory(|m| m.focused().is_none()) && pressed(ui, Modifiers::NONE, Key::Enter);
        if choose {
            self.choose(sight);
        }
    }

    pub(super) fn check_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let why_not = self.why_not(sight);
        let (kind, done) = (self.kind, self.done);
        let Some(shown) = &mut self.shown else { return };
        let report = &shown.outcome.report;
        let count = (kind.counted)(report.added + report.updated);
        let refused = report.refused;
        let asks = if done { 0 } else { shown.outcome.asks.len() };
        let rows = text::plural(report.ambiguous, t!("row"), t!("rows"));
        let since = self.since.get().copied().filter(|_| done && report.op.is_some()).unwrap_or_default();
        let name = self.list.as_ref().map(|list| file_name(&list.source.path)).unwrap_or_default();
        let title = if done { t!("Imported {count}", count = count) } else { (kind.title)().to_owned() };
        let (chip, tone) = match (done, since.undone) {
            (false, _) => (t!("Nothing is changed yet"), Tone::Plain),
            (true, false) => (t!("Done"), Tone::Good),
            (true, true) => (t!("Undone since"), Tone::Warning),
        };
        let (mut go, mut back, mut again, mut save, mut home, mut decide) = (false, false, false, false, false, false);
        if done {
            home |= pressed(ui, Modifiers::COMMAND, Key::Enter) || pressed(ui, Modifiers::NONE, Key::Escape);
        } else {
            go |= pressed(ui, Modifiers::COMMAND, Key::Enter);
            back |= pressed(ui, Modifiers::NONE, Key::Escape);
        }
        let (problem, copied) = (self.problem.as_ref(), self.copied.as_ref());
        let note = match copied {
            Some(Copied::At(path)) => {
                t!("One step of the history. The copy before it: {file}", file = file_name(path))
            }
            Some(_) => t!("One step of the history").to_owned(),
            None => t!("A copy is made first. What is shown is what will be done, as one step").to_owned(),
        };
        let show = if done { shown.outcome.show.clone() } else { String::new() };
        PageHeader::new(&title).chip(chip, tone).subtitle(&name).show(
            ui,
            |ui| {
                if done {
                    home |= Button::primary(t!("Show them")).show(ui).clicked();
                    if since.undoable
                        && Button::secondary(t!("Undo the import")).icon(icons::ARROW_U_UP_LEFT).show(ui).clicked()
                    {
                        sight.shell(ShellAct::Undo);
                    }
                    again = Button::secondary(t!("Another file…")).show(ui).clicked();
                } else {
                    let words = t!("Import {count}", count = count);
                    go |= Button::primary(&words).unless(why_not).show(ui).clicked();
                    back |= Button::secondary(t!("Back to the map")).show(ui).clicked();
                }
                if refused > 0 {
                    save = Button::secondary(t!("Save the refused rows…")).show(ui).clicked();
                }
            },
            |ui| {
                ui.add_space(8.0);
                if let Some(problem) = problem {
                    trouble(ui, problem);
                    ui.add_space(8.0);
                }
                if let Some(Copied::Failed(why)) = copied {
                    let title = t!("No copy could be made before the import");
                    let body = t!("{why}. The import itself is whole, and Undo takes it back", why = why);
                    ui::banner(ui, Tone::Warning, title, &body, "", |_| {});
                    ui.add_space(8.0);
                }
                if asks > 0 {
                    let title = t!("{rows} can be from several people of the register", rows = rows);
                    let body = t!("They are left out until it is said who is meant");
                    ui::banner(ui, Tone::Warning, &title, body, "", |ui| {
                        decide = Button::secondary(t!("Decide who is meant…")).show(ui).clicked();
                    });
                    ui.add_space(8.0);
                }
                shown.summary(ui, sight.currency());
                ui.add_space(16.0);
            },
        );
        let area = ui.available_rect_before_wrap();
        let foot = 40.0;
        let mut page =
            ui.new_child(egui::UiBuilder::new().id_salt("rows").max_rect(area.with_max_y(area.bottom() - foot)));
        shown.rows(&mut page);
        let mut strip =
            ui.new_child(egui::UiBuilder::new().id_salt("foot").max_rect(area.with_min_y(area.bottom() - foot)));
        let keys: &[(&str, &str)] = if done {
            &[(t!("Escape"), t!("show them"))]
        } else {
            &[(t!("Ctrl Enter"), t!("import")), (t!("Escape"), t!("back to the map"))]
        };
        ui::key_hints(&mut strip, keys, &note);
        ui.advance_cursor_after_rect(area);
        if go {
            self.commit(sight);
        } else if back {
            self.shown = None;
            self.problem = None;
        } else if decide {
            self.asking = Some(self.answers.clone());
        } else if save {
            self.save_refused(sight);
        } else if again {
            self.begin_again();
            self.choose(sight);
        } else if home {
            self.begin_again();
            sight.go(self.kind.home, show);
        }
    }
}

pub(super) fn trouble(ui: &mut Ui, problem: &Problem) {
    ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
}

/// Answers whether Cancel was pressed.
fn busy(ui: &mut Ui, what: &str) -> bool {
    let shown = egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 24)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        line(ui, what, BODY);
        paragraph(ui, t!("The whole file is looked at, so that nothing has to be guessed"), SMALL.ink(look(ui).muted));
        Button::secondary(t!("Cancel")).show(ui).clicked()
    });
    shown.inner
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a key is meant for the page, and not for a list or dialog above it.
pub(super) fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|m| m.top_modal_layer().is_some());
    !covered && ui.input_mut(|i| i.consume_key(modifiers, key))
}
