//! Drawing the steps of an import: choosing a file, mapping its columns, seeing what happens, done.

use std::path::Path;
use std::sync::Arc;

use egui::{Key, Modifiers, Ui, vec2};

use super::wizard::Wizard;
use super::{map, settings};
use crate::app::{Screen, ShellAct, Sight};
use crate::kit::Problem;
use crate::t;
use crate::tabular::{Mapping, Overrides, Question};
use crate::ui::{self, Answer, BODY, Button, Dialog, Field, PageHeader, SMALL, Tone, icons, line, look, paragraph};

impl<O: Clone + Default + Send + 'static> Wizard<O> {
    pub(super) fn choose_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let home = self.kind.home;
        if pressed(ui, Modifiers::NONE, Key::Escape) {
            sight.go(home, "");
        }
        PageHeader::new((self.kind.title)()).show(
            ui,
            |ui| {
                if Button::secondary(t!("Back")).icon(icons::ARROW_LEFT).show(ui).clicked() {
                    sight.go(home, "");
                }
            },
            |ui| {
                ui.add_space(8.0);
            },
        );
        if let Some(reading) = &self.reading {
            let what = t!("Reading {file}…", file = reading.name);
            busy(ui, &what);
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

    pub(super) fn map_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(list) = &self.list else { return };
        let unfit = list.unfit.as_ref().map(|_| t!("See at the right what is missing"));
        let busy_now = self.checking.is_some() || self.reading.is_some();
        let (name, shape) = (file_name(&list.source.path), settings::shape(&list.source));
        let (mut check, mut other) = (false, false);
        let mut back = pressed(ui, Modifiers::NONE, Key::Escape);
        check |= pressed(ui, Modifiers::COMMAND, Key::Enter);
        PageHeader::new((self.kind.title)()).subtitle(&format!("{name} · {shape}")).show(
            ui,
            |ui| {
                let busy_words = busy_now.then(|| t!("One moment…"));
                check |= Button::primary(t!("See what happens")).unless(unfit.or(busy_words)).show(ui).clicked();
                other = Button::secondary(t!("Another file…")).show(ui).clicked();
                back |= Button::quiet(t!("Cancel")).show(ui).clicked();
            },
            |ui| {
                ui.add_space(8.0);
            },
        );
        let mut reread = None;
        let mut apply = None;
        let mut name_it = false;
        let mut forget = None;
        let checking = self.checking.is_some();
        let Self { list, kind, split, maps, options, problem, .. } = self;
        let Some(list) = list else { return };
        let (source, map_name, told) = (Arc::clone(&list.source), list.map.clone(), list.told.clone());
        let (questions, unfit) = (list.questions.clone(), list.unfit.as_ref());
        let mapping = list.mapping.clone();
        let (mut sent, mut answered, mut opted) = (false, false, false);
        let shared = std::cell::RefCell::new(mapping);
        let foot = 40.0;
        let area = ui.available_rect_before_wrap();
        let mut page =
            ui.new_child(egui::UiBuilder::new().id_salt("page").max_rect(area.with_max_y(area.bottom() - foot)));
        split.show(
            &mut page,
            |ui| sent = map::table(ui, &source, &mut shared.borrow_mut(), kind.fields),
            |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
                if checking {
                    ui::progress(ui, t!("Looking at every row…"), None, "", false);
                }
                if let Some(problem) =
                    problem.as_ref().or(unfit.filter(|_| questions_are_answered(&questions, &shared.borrow())))
                {
                    trouble(ui, problem);
                }
                answered = settings::questions(ui, &questions, &mut shared.borrow_mut());
                opted = (kind.options)(ui, options);
                ui::section(ui, t!("The map"));
                let mut chosen = map_name.clone();
                let names: Vec<String> = maps.names().map(str::to_owned).collect();
                let mut all: Vec<(Option<String>, &str)> = vec![(None, t!("As guessed from the headings"))];
                all.extend(names.iter().map(|name| (Some(name.clone()), name.as_str())));
                if !names.is_empty() && ui::Choice::new(t!("Saved maps"), &mut chosen, &all).show(ui).changed() {
                    apply = Some(chosen);
                }
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                    name_it = Button::secondary(t!("Save this map…")).show(ui).clicked();
                    if let Some(name) = &map_name
                        && Button::quiet(t!("Forget it")).show(ui).on_hover_text(name).clicked()
                    {
                        forget = Some(name.clone());
                    }
                });
                ui::section(ui, t!("How the file is read"));
                reread = settings::source(ui, &source, &told);
            },
        );
        list.stale |= sent || answered || opted;
        list.mapping = shared.into_inner();
        if sent || answered {
            *problem = None;
        }
        let mut strip =
            ui.new_child(egui::UiBuilder::new().id_salt("foot").max_rect(area.with_min_y(area.bottom() - foot)));
        ui::key_hints(
            &mut strip,
            &[(t!("Tab"), t!("next column")), (t!("Ctrl Enter"), t!("see what happens")), (t!("Escape"), t!("leave"))],
            t!("Nothing is changed yet"),
        );
        ui.advance_cursor_after_rect(area);
        let path = source.path.clone();
        if let Some(told) = reread {
            self.read(sight, path, told, None);
        } else if let Some(name) = apply {
            let with = match name {
                Some(name) => self.maps.get(&name).map(|mapping| (Some(name), mapping)),
                None => Some((None, (self.kind.guess)(&source))),
            };
            self.read(sight, path, Overrides::default(), with);
        } else if let Some(name) = forget {
            self.maps.forget(sight, &name);
            if let Some(list) = &mut self.list {
                list.map = None;
            }
        } else if name_it {
            self.naming = Some(map_name.unwrap_or_default());
        } else if check {
            self.check(sight);
        } else if other {
            self.choose(sight);
        } else if back {
            self.begin_again();
            sight.go(self.kind.home, "");
        }
    }

    pub(super) fn naming_ui(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(name) = &mut self.naming else { return };
        let trimmed = name.trim().to_owned();
        let empty = trimmed.is_empty().then(|| t!("Write a name"));
        let body = t!(
            "The next file with the same headings is read in the same way. Whoever has this office’s file has the map."
        );
        let answer = Dialog::new(t!("Save this map"), t!("Save")).body(body).unless(empty).show(ui, |ui| {
            Field::new(t!("Name of the map"), name).placeholder(t!("Members from the old system")).show(ui);
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.naming = None,
            Answer::Confirmed => {
                if let Some(list) = &mut self.list {
                    self.maps.save(sight, &trimmed, &list.mapping);
                    list.map = Some(trimmed);
                }
                self.naming = None;
            }
        }
    }

    pub(super) fn check_ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let why_not = self.why_not(sight);
        let (kind, done) = (self.kind, self.done);
        let Some(shown) = &mut self.shown else { return };
        let report = &shown.outcome.report;
        let count = (kind.counted)(report.added + report.updated);
        let refused = report.refused;
        let since = self.since.get().copied().filter(|_| done && report.op.is_some()).unwrap_or_default();
        let name = self.list.as_ref().map(|list| file_name(&list.source.path)).unwrap_or_default();
        let title = if done { t!("Imported {count}", count = count) } else { (kind.title)().to_owned() };
        let (chip, tone) = match (done, since.undone) {
            (false, _) => (t!("Nothing is changed yet"), Tone::Plain),
            (true, false) => (t!("Done"), Tone::Good),
            (true, true) => (t!("Undone since"), Tone::Warning),
        };
        let (mut go, mut back, mut again, mut save, mut home) = (false, false, false, false, false);
        if done {
            home |= pressed(ui, Modifiers::COMMAND, Key::Enter) || pressed(ui, Modifiers::NONE, Key::Escape);
        } else {
            go |= pressed(ui, Modifiers::COMMAND, Key::Enter);
            back |= pressed(ui, Modifiers::NONE, Key::Escape);
        }
        let problem = self.problem.as_ref();
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
        let note =
            if done { t!("One step of the history") } else { t!("What is shown is what will be done, as one step") };
        ui::key_hints(&mut strip, keys, note);
        ui.advance_cursor_after_rect(area);
        if go {
            self.commit(sight);
        } else if back {
            self.shown = None;
            self.problem = None;
        } else if save {
            self.save_refused(sight);
        } else if again {
            self.begin_again();
            self.choose(sight);
        } else if home {
            self.begin_again();
            sight.go(self.kind.home, "");
        }
    }
}

/// Whether something is wrong beside an open question, which says so itself.
fn questions_are_answered(questions: &[Question], mapping: &Mapping) -> bool {
    questions.iter().all(|q| match q.setting {
        "date_order" => mapping.date_order.is_some(),
        _ => mapping.decimal_mark.is_some(),
    })
}

fn trouble(ui: &mut Ui, problem: &Problem) {
    ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
}

fn busy(ui: &mut Ui, what: &str) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 24)).show(ui, |ui| {
        line(ui, what, BODY);
        paragraph(ui, t!("The whole file is looked at, so that nothing has to be guessed."), SMALL.ink(look(ui).muted));
    });
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a key is meant for the page, and not for a list or dialog above it.
fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|m| m.top_modal_layer().is_some());
    !covered && ui.input_mut(|i| i.consume_key(modifiers, key))
}
