//! What the window shows without an office: a new one, a file to open, the recent files, the passphrase.

use std::path::{Path, PathBuf};

use egui::{Align, CentralPanel, Frame, Layout, Ui, UiBuilder, vec2};
use zeroize::{Zeroize as _, Zeroizing};

use super::machine::Machine;
use crate::kit::{Problem, whole_file};
use crate::office::profile::{JURISDICTIONS, Profile};
use crate::office::{Passphrase, Secret};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, Field, Link, SMALL, TITLE, Tone, banner, card, icons, look};

/// What a person decided on these pages.
pub(super) enum Wants {
    /// Choose a file, then open it.
    Browse,
    Open {
        path: PathBuf,
        secret: Secret,
        read_only: bool,
    },
    NewestBackup(PathBuf),
    Create {
        path: PathBuf,
        profile: Box<Profile>,
        who: String,
        post: String,
        secret: Secret,
    },
    Demo,
    BrowseNew,
    Forget(PathBuf),
    Elsewhere,
}

/// The first page.
#[derive(Default)]
pub(super) struct Welcome {
    pub new: Option<NewOffice>,
    /// What went wrong with which file.
    pub problem: Option<(Problem, Option<PathBuf>)>,
}

/// The form for a new office.
pub(super) struct NewOffice {
    party: String,
    branch: String,
    law: usize,
    name: String,
    post: String,
    pub path: String,
    path_typed: bool,
    passphrase: String,
    again: String,
    problem: Option<String>,
}

impl Drop for NewOffice {
    fn drop(&mut self) {
        self.passphrase.zeroize();
        self.again.zeroize();
    }
}

impl NewOffice {
    pub fn new(who: &str) -> Self {
        Self {
            party: String::new(),
            branch: String::new(),
            law: 0,
            name: who.to_owned(),
            post: String::new(),
            path: String::new(),
            path_typed: false,
            passphrase: String::new(),
            again: String::new(),
            problem: None,
        }
    }

    pub fn chosen(&mut self, path: &Path) {
        self.path = path.display().to_string();
        self.path_typed = true;
    }

    /// Documents/Riverside branch.wardroom
    fn propose(&mut self) {
        if self.path_typed {
            return;
        }
        let name: String =
            self.branch.trim().chars().map(|c| if "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
        let folder = directories::UserDirs::new()
            .and_then(|d| d.document_dir().map(Path::to_owned).or_else(|| Some(d.home_dir().to_owned())));
        self.path = match (folder, name.is_empty()) {
            (Some(folder), false) => folder.join(format!("{name}.wardroom")).display().to_string(),
            _ => String::new(),
        };
    }

    fn why_not(&self) -> Option<&'static str> {
        if self.party.trim().is_empty() || self.branch.trim().is_empty() {
            return Some(t!("Give the names of the party and the branch"));
        }
        if self.path.trim().is_empty() {
            return Some(t!("Say where the file goes"));
        }
        if !self.passphrase.is_empty() {
            if let Some(weak) = Passphrase::new(self.passphrase.clone()).weakness() {
                return Some(weak);
            }
            if self.passphrase != self.again {
                return Some(t!("The two passphrases are not the same"));
            }
        }
        None
    }

    fn wants(&mut self) -> Option<Wants> {
        let law = JURISDICTIONS.get(self.law)?;
        match Profile::new(&self.party, &self.branch, law.code) {
            Ok(profile) => {
                let secret = if self.passphrase.is_empty() {
                    Secret::None
                } else {
                    Secret::Passphrase(Passphrase::new(self.passphrase.clone()))
                };
                let mut path = PathBuf::from(self.path.trim());
                if path.extension().is_none() {
                    path.set_extension("wardroom");
                }
                let (who, post) = (self.name.trim().to_owned(), self.post.trim().to_owned());
                Some(Wants::Create { path, profile: Box::new(profile), who, post, secret })
            }
            Err(problem) => {
                self.problem = Some(problem.to_string());
                None
            }
        }
    }
}

/// A page of one narrow column in the middle of the window.
fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    let look = look(ui);
    CentralPanel::default().frame(Frame::new().fill(look.canvas)).show(ui, |ui| {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let area = ui.available_rect_before_wrap();
            let width = width.min(area.width() - 48.0);
            let left = area.center().x - width / 2.0;
            let top = area.top() + (area.height() * 0.08).clamp(16.0, 72.0);
            let place = egui::Rect::from_min_size(egui::pos2(left, top), vec2(width, f32::INFINITY));
            let middle = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::LEFT));
            ui.scope_builder(middle, |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
                contents(ui);
                ui.add_space(24.0);
            });
        });
    });
}

impl Welcome {
    pub fn show(&mut self, ui: &mut Ui, machine: &Machine, who: &str, has_demo: bool) -> Option<Wants> {
        let mut wants = None;
        column(ui, 640.0, |ui| {
            ui::line(ui, t!("Wardroom"), ui::FIGURE);
            let muted = look(ui).muted;
            ui::paragraph(
                ui,
                t!(
                    "Your party’s office in one file on this computer: members, donations, receipts. Nothing leaves it unless you send it."
                ),
                BODY.ink(muted),
            );
            if let Some((problem, path)) = &self.problem {
                wants = problem_banner(ui, problem, path.as_deref());
            }
            if let Some(form) = &mut self.new {
                let (made, back) = new_office(ui, form);
                wants = made.or(wants.take());
                if back {
                    self.new = None;
                }
                return;
            }
            ui.horizontal(|ui| {
                if Button::primary(t!("New office…")).icon(icons::PLUS).show(ui).clicked() {
                    self.new = Some(NewOffice::new(who));
                }
                if Button::secondary(t!("Open…")).icon(icons::FOLDER_OPEN).show(ui).clicked() {
                    wants = Some(Wants::Browse);
                }
                if has_demo && Button::secondary(t!("Look at a demo")).show(ui).clicked() {
                    wants = Some(Wants::Demo);
                }
            });
            if !machine.recent.is_empty() {
                ui.add_space(8.0);
                wants = recent(ui, machine).or(wants.take());
            }
        });
        wants
    }
}

fn recent(ui: &mut Ui, machine: &Machine) -> Option<Wants> {
    let mut wants = None;
    card(ui, |ui| {
        let look = look(ui);
        ui::section(ui, t!("Recent files"));
        for recent in &machine.recent {
            ui.push_id(&recent.path, |ui| {
                ui.allocate_ui_with_layout(
                    vec2(ui.available_width(), 40.0),
                    Layout::right_to_left(Align::Center),
                    |ui| {
                        if ui::icon_button(ui, icons::X, &t!("Forget {name}", name = recent.name)).clicked() {
                            wants = Some(Wants::Forget(recent.path.clone()));
                        }
                        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                            ui.spacing_mut().item_spacing.y = 0.0;
                            let name = if recent.name.is_empty() { t!("Office") } else { &recent.name };
                            if Link::new(name).show(ui).clicked() {
                                wants = Some(open(recent.path.clone()));
                            }
                            ui::line(ui, &recent.path.display().to_string(), SMALL.ink(look.muted));
                        });
                    },
                );
            });
        }
    });
    wants
}

fn open(path: PathBuf) -> Wants {
    Wants::Open { path, secret: Secret::None, read_only: false }
}

fn problem_banner(ui: &mut Ui, problem: &Problem, path: Option<&Path>) -> Option<Wants> {
    let mut wants = None;
    let mut body = problem.hint.clone().unwrap_or_default();
    let details = problem.details();
    if !details.is_empty() {
        body = if body.is_empty() { details } else { format!("{body} ({details})") };
    }
    banner(ui, Tone::Danger, &problem.message, &body, "", |ui| {
        if let Some(path) = path {
            if Button::secondary(t!("Try again")).show(ui).clicked() {
                wants = Some(open(path.to_owned()));
            }
            if Button::secondary(t!("Open the newest backup to read")).show(ui).clicked() {
                wants = Some(Wants::NewestBackup(path.to_owned()));
            }
        }
    });
    wants
}

fn new_office(ui: &mut Ui, form: &mut NewOffice) -> (Option<Wants>, bool) {
    let (mut wants, mut back) = (None, false);
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        ui::line(ui, t!("A new office"), TITLE);
        let half = (ui.available_width() - 12.0) / 2.0;
        let mut renamed = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            Field::new(t!("Party"), &mut form.party).width(half).placeholder(t!("Harbour Party")).show(ui);
            renamed = Field::new(t!("Branch"), &mut form.branch)
                .width(half)
                .placeholder(t!("Riverside branch"))
                .show(ui)
                .changed();
        });
        if renamed {
            form.propose();
        }
        let laws: Vec<(usize, &str)> = JURISDICTIONS.iter().map(|j| j.name).enumerate().collect();
        Choice::new(t!("Whose law applies"), &mut form.law, &laws).width(half).show(ui);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            Field::new(t!("Your name"), &mut form.name).width(half).show(ui);
            Field::new(t!("Your post"), &mut form.post).width(half).placeholder(t!("Treasurer")).show(ui);
        });
        ui.horizontal_top(|ui| {
            let width = ui.available_width() - 104.0;
            if Field::new(t!("File"), &mut form.path).width(width).show(ui).changed() {
                form.path_typed = true;
            }
            ui.vertical(|ui| {
                ui.add_space(20.0);
                if Button::secondary(t!("Browse…")).show(ui).clicked() {
                    wants = Some(Wants::BrowseNew);
                }
            });
        });
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            Field::new(t!("Passphrase"), &mut form.passphrase)
                .password()
                .width(half)
                .hint(t!("Encrypts the file; it can be set later. Nobody can bring back a lost one"))
                .show(ui);
            Field::new(t!("The same again"), &mut form.again).password().width(half).show(ui);
        });
        if let Some(problem) = &form.problem {
            ui::paragraph(ui, problem, SMALL.ink(look(ui).danger));
        }
        ui.horizontal(|ui| {
            if Button::primary(t!("Make the office")).unless(form.why_not()).show(ui).clicked() {
                wants = form.wants();
            }
            back = Button::quiet(t!("Back")).show(ui).clicked();
        });
    });
    (wants, back)
}

/// The page that asks for the passphrase.
pub(super) struct Unlock {
    pub path: PathBuf,
    /// `Riverside branch`, if it is known.
    pub name: String,
    /// The screen to go back to after an automatic lock.
    pub here: Option<&'static str>,
    pub read_only: bool,
    text: Zeroizing<String>,
    recovery: bool,
    pub problem: Option<Problem>,
    shown: bool,
}

impl Unlock {
    pub fn new(path: PathBuf, name: String, here: Option<&'static str>, read_only: bool) -> Self {
        Self { path, name, here, read_only, text: Zeroizing::default(), recovery: false, problem: None, shown: false }
    }

    pub fn show(&mut self, ui: &mut Ui) -> Option<Wants> {
        let mut wants = None;
        column(ui, 420.0, |ui| {
            let muted = look(ui).muted;
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                ui.horizontal(|ui| {
                    let (place, _) = ui.allocate_exact_size(vec2(28.0, 28.0), egui::Sense::hover());
                    ui::paint_icon(ui.painter(), place, icons::LOCK_KEY, 24.0, look(ui).accent);
                    let file = whole_file_name(&self.path);
                    ui::line(ui, if self.name.is_empty() { &file } else { &self.name }, TITLE);
                });
                ui::paragraph(ui, &self.path.display().to_string(), SMALL.ink(muted));
                let problem = self.problem.as_ref().map(ToString::to_string);
                let (label, hint) = if self.recovery {
                    (t!("Recovery code"), t!("As it stands on the recovery sheet"))
                } else {
                    (t!("Passphrase"), t!("Capitals and spaces count"))
                };
                let mut field = Field::new(label, &mut self.text).hint(hint).problem(problem.as_deref());
                if !self.recovery {
                    field = field.password();
                }
                let field = field.show(ui);
                if !std::mem::replace(&mut self.shown, true) {
                    field.request_focus();
                }
                let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
                let missing = self.text.is_empty().then(|| t!("Type it first"));
                ui.horizontal(|ui| {
                    let pressed = Button::primary(t!("Unlock")).unless(missing).show(ui).clicked();
                    if (pressed || entered) && missing.is_none() {
                        wants = Some(self.wants());
                    }
                    if Button::quiet(t!("Another file")).show(ui).clicked() {
                        wants = Some(Wants::Elsewhere);
                    }
                });
                let other = if self.recovery { t!("Use the passphrase") } else { t!("Use a recovery sheet") };
                if Link::new(other).small().show(ui).clicked() {
                    self.recovery = !self.recovery;
                    self.text.zeroize();
                    self.problem = None;
                }
            });
        });
        wants
    }

    /// It did not open: what was wrong, and the field has the keyboard again.
    pub fn refuse(&mut self, problem: Problem) {
        self.problem = Some(problem);
        self.shown = false;
    }

    fn wants(&self) -> Wants {
        let secret = if self.recovery {
            Secret::Recovery(self.text.clone())
        } else {
            Secret::Passphrase(Passphrase::new(self.text.as_str()))
        };
        Wants::Open { path: self.path.clone(), secret, read_only: self.read_only }
    }
}

/// While a file is opened: how far it is cannot be known.
pub(super) fn opening(ui: &mut Ui, path: &Path) {
    column(ui, 420.0, |ui| {
        card(ui, |ui| {
            ui::line(ui, t!("Opening…"), TITLE);
            let muted = look(ui).muted;
            ui::paragraph(ui, &path.display().to_string(), SMALL.ink(muted));
        });
    });
}

fn whole_file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| whole_file::folder_of(path).display().to_string(), |n| n.to_string_lossy().into_owned())
}
