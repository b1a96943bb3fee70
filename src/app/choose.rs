//! Choosing a file: a typed path, the folders used lately, and the system's own dialog where it works.
//!
//! The only place that opens a system dialog. It runs on a thread of its own, because on some systems it never answers; the
//! typed path works meanwhile.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use egui::Ui;

use super::sight::{Choice, Wish, WishKind};
use crate::t;
use crate::ui::{Answer, Button, Dialog, Field, Link, SMALL, line, look};

type Slot = Arc<Mutex<Option<Option<PathBuf>>>>;

/// The dialog while it is open.
pub(super) struct Choosing {
    pub wish: Wish,
    choice: Choice,
    text: String,
    system: Option<Slot>,
    folders: Vec<PathBuf>,
    problem: Option<String>,
}

impl Choosing {
    pub fn new(wish: Wish, choice: Choice, folders: Vec<PathBuf>) -> Self {
        let text = match (wish.kind, folders.first()) {
            (WishKind::Save, Some(folder)) => folder.join(&wish.name).display().to_string(),
            (WishKind::Folder, _) => wish.name.clone(),
            _ => String::new(),
        };
        Self { wish, choice, text, system: None, folders, problem: None }
    }

    /// Draws it; answers whether it is over.
    pub fn show(&mut self, ui: &Ui) -> bool {
        if let Some(path) = self.system_answer() {
            self.choice.give(Some(path));
            return true;
        }
        let missing = self.text.trim().is_empty().then(|| t!("Type where it is, or use Browse…"));
        let (title, confirm) = (self.wish.title.clone(), self.wish.confirm.clone());
        let answer = Dialog::new(&title, &confirm).width(560.0).unless(missing).show(ui, |ui| self.body(ui));
        match answer {
            Answer::Open => false,
            Answer::Cancelled => {
                self.choice.give(None);
                true
            }
            Answer::Confirmed => self.confirmed(),
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        let label = if self.wish.kind == WishKind::Folder { t!("Folder") } else { t!("File") };
        ui.horizontal_top(|ui| {
            let width = ui.available_width() - 104.0;
            Field::new(label, &mut self.text).problem(self.problem.as_deref()).width(width).show(ui);
            ui.vertical(|ui| {
                ui.add_space(20.0);
                let waits = self
                    .system
                    .is_some()
                    .then(|| t!("The system’s dialog is open. If it does not appear, type the path"));
                if Button::secondary(t!("Browse…")).unless(waits).show(ui).clicked() {
                    self.system = Some(browse(ui.ctx(), &self.wish));
                }
            });
        });
        if !self.folders.is_empty() {
            line(ui, t!("Folders used lately"), SMALL.ink(look(ui).muted));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                for folder in &self.folders {
                    let words = folder.display().to_string();
                    if Link::new(&words).small().show(ui).clicked() {
                        let name = Path::new(&self.text).file_name().map(|n| n.to_owned());
                        let path = name.map_or_else(|| folder.join(""), |n| folder.join(n));
                        self.text = path.display().to_string();
                    }
                }
            });
        }
    }

    /// The typed path, once it can be right.
    fn confirmed(&mut self) -> bool {
        let path = expand(self.text.trim());
        let wrong = match self.wish.kind {
            WishKind::Open if !path.is_file() => Some(t!("There is no such file")),
            WishKind::Save if !crate::kit::whole_file::folder_of(&path).is_dir() => Some(t!("There is no such folder")),
            _ => None,
        };
        if let Some(wrong) = wrong {
            self.problem = Some(wrong.to_owned());
            return false;
        }
        self.choice.give(Some(path));
        true
    }

    fn system_answer(&mut self) -> Option<PathBuf> {
        let slot = self.system.as_ref()?;
        let answer = slot.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        self.system = None;
        answer
    }
}

/// `~/x` as a person types it.
fn expand(text: &str) -> PathBuf {
    let home = directories::UserDirs::new();
    match (text.strip_prefix("~/"), home) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(text.trim_matches('"')),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens system dialogs")]
fn browse(ctx: &egui::Context, wish: &Wish) -> Slot {
    let slot = Slot::default();
    let (answer, wake, wish) = (Arc::clone(&slot), ctx.clone(), wish.clone());
    let started = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
        let mut dialog = rfd::FileDialog::new().set_title(&wish.title);
        if let Some((name, endings)) = wish.endings {
            dialog = dialog.add_filter(name, endings);
        }
        let path = match wish.kind {
            WishKind::Open => dialog.pick_file(),
            WishKind::Save => {
                // A name may say the folder too.
                let name = Path::new(&wish.name);
                let dialog = match name.parent().filter(|folder| folder.is_dir()) {
                    Some(folder) => dialog.set_directory(folder),
                    None => dialog,
                };
                dialog.set_file_name(name.file_name().unwrap_or_default().to_string_lossy()).save_file()
            }
            WishKind::Folder => dialog.pick_folder(),
        };
        *answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
        wake.request_repaint();
    });
    if let Err(error) = started {
        tracing::warn!(%error, "the system's file dialog could not be opened");
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(None);
    }
    slot
}

/// Says in a box of the system's own why there is no window.
pub(super) fn message(problem: &crate::kit::Problem) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Wardroom")
        .set_description(problem.to_string())
        .show();
}
