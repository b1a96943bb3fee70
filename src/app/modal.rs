//! The shell's own dialogs: palette, choosing a file, a reason for an undo, who acts, the passphrase, the keys, the notices.

use egui::Ui;
use zeroize::Zeroize as _;

use super::choose::Choosing;
use super::command::Shortcut;
use super::keys::SHELL_KEYS;
use super::palette::Palette;
use super::sight::{Act, ShellAct, Sight};
use crate::office::{Next, Passphrase};
use crate::t;
use crate::ui::{self, Answer, BODY, Dialog, Field, NoticeAct, Notices, SMALL, key_values, look, paragraph, radio};

/// The dialog that is open.
pub(super) enum Modal {
    Palette(Palette),
    Choose(Choosing),
    Undo { next: Next, reason: String },
    Who { name: String },
    Passphrase(NewPassphrase),
    RemovePassphrase,
    Recovery,
    Keyboard,
    Notices,
}

/// The form for a passphrase; wiped when it goes.
#[derive(Default)]
pub(super) struct NewPassphrase {
    pub first: String,
    pub again: String,
    pub delete_plain_backups: bool,
}

impl Drop for NewPassphrase {
    fn drop(&mut self) {
        self.first.zeroize();
        self.again.zeroize();
    }
}

/// What a dialog decided, done by the shell.
pub(super) enum Decided {
    Nothing,
    Undo(String),
    Who(String),
    Passphrase { new: Option<Passphrase>, delete_plain_backups: bool },
    Recovery,
}

impl Modal {
    pub fn logic(&mut self, sight: &Sight<'_>) {
        if let Self::Palette(palette) = self {
            palette.logic(sight);
        }
    }

    /// Draws it; answers what was decided once it is over.
    pub fn show(&mut self, ui: &Ui, sight: &Sight<'_>, notices: &mut Notices) -> Option<Decided> {
        let over = |answer: Answer, then: Decided| match answer {
            Answer::Open => None,
            Answer::Cancelled => Some(Decided::Nothing),
            Answer::Confirmed => Some(then),
        };
        match self {
            Self::Palette(palette) => palette.show(ui, sight).then_some(Decided::Nothing),
            Self::Choose(choosing) => choosing.show(ui).then_some(Decided::Nothing),
            Self::Undo { next, reason } => {
                let missing = reason.trim().is_empty().then(|| t!("Say why first"));
                let title = t!("Undo “{what}”?", what = next.says.to_lowercase());
                let answer = Dialog::new(&title, t!("Undo"))
                    .body(&format!("{}. {}.", next.summary, next.leaves.unwrap_or_default()))
                    .danger()
                    .unless(missing)
                    .show(ui, |ui| {
                        Field::new(t!("Reason"), reason).show(ui);
                    });
                over(answer, Decided::Undo(reason.clone()))
            }
            Self::Who { name } => over(who(ui, sight, name), Decided::Who(name.clone())),
            Self::Passphrase(form) => over(passphrase(ui, sight, form), form.decided()),
            Self::RemovePassphrase => {
                let answer = Dialog::new(t!("Remove the passphrase?"), t!("Remove the passphrase"))
                    .body(t!("Anyone who has the file can then read it: who belongs to the party, and who gave what. The file no longer locks itself."))
                    .danger()
                    .show(ui, |_| {});
                over(answer, Decided::Passphrase { new: None, delete_plain_backups: false })
            }
            Self::Recovery => {
                let answer = Dialog::new(t!("Print a recovery sheet?"), t!("Open the sheet"))
                    .body(t!("It opens this file without the passphrase, so it must lie where only the right people reach it: a sealed envelope with another officer. That it was printed goes into the history. A new passphrase makes it worthless."))
                    .show(ui, |_| {});
                over(answer, Decided::Recovery)
            }
            Self::Keyboard => over(keyboard(ui, sight), Decided::Nothing),
            Self::Notices => {
                let answer = Dialog::new(t!("Notices"), t!("Close")).only_confirm().width(560.0).show(ui, |ui| {
                    egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                        if let Some(NoticeAct::Undo(_)) = notices.list(ui) {
                            sight.acts.borrow_mut().push(Act::Shell(ShellAct::Undo));
                        }
                    });
                });
                over(answer, Decided::Nothing)
            }
        }
    }
}

fn who(ui: &Ui, sight: &Sight<'_>, name: &mut String) -> Answer {
    let missing = name.trim().is_empty().then(|| t!("Say who you are"));
    Dialog::new(t!("Who is using Wardroom?"), t!("That is me"))
        .body(t!("The name goes into the history with each thing you do. This computer remembers it for this file."))
        .unless(missing)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for officer in sight.facts.officers.iter().filter(|o| o.active) {
                let words = if officer.post.is_empty() {
                    officer.name.clone()
                } else {
                    format!("{}, {}", officer.name, officer.post)
                };
                radio(ui, name, officer.name.clone(), &words);
            }
            Field::new(t!("Name"), name).show(ui);
        })
}

fn passphrase(ui: &Ui, sight: &Sight<'_>, form: &mut NewPassphrase) -> Answer {
    let (title, confirm) = if sight.facts.encrypted {
        (t!("Change the passphrase"), t!("Change it"))
    } else {
        (t!("Set a passphrase"), t!("Encrypt the file"))
    };
    let weak = Passphrase::new(form.first.clone()).weakness();
    let differs = (form.first != form.again).then(|| t!("The two are not the same"));
    Dialog::new(title, confirm)
        .body(t!("It encrypts the file, its history and its backups from now on. Nobody can open the file without it or a recovery sheet: not us either."))
        .unless(weak.or(differs))
        .show(ui, |ui| {
            Field::new(t!("New passphrase"), &mut form.first)
                .password()
                .hint(t!("Three or four words that do not belong together are good"))
                .show(ui);
            let shown = differs.filter(|_| !form.again.is_empty());
            Field::new(t!("The same again"), &mut form.again).password().problem(shown).show(ui);
            if !sight.facts.encrypted {
                ui::checkbox(ui, &mut form.delete_plain_backups, t!("Remove older backups that are not encrypted"));
            }
        })
}

impl NewPassphrase {
    fn decided(&self) -> Decided {
        Decided::Passphrase {
            new: Some(Passphrase::new(self.first.clone())),
            delete_plain_backups: self.delete_plain_backups,
        }
    }
}

/// What the shell's own keys do, in words.
pub(crate) fn shell_says(act: ShellAct) -> &'static str {
    match act {
        ShellAct::Lock => t!("Lock the file now"),
        ShellAct::Close => t!("Close the file"),
        ShellAct::Undo => t!("Undo the last step"),
        ShellAct::Redo => t!("Do it again"),
        ShellAct::Palette => t!("Find anything"),
        ShellAct::Keyboard => t!("Show the keys"),
        ShellAct::Notices => t!("Show the notices"),
        ShellAct::ChangePassphrase => t!("Set or change the passphrase…"),
        ShellAct::RemovePassphrase => t!("Remove the passphrase…"),
        ShellAct::RecoverySheet => t!("Print a recovery sheet…"),
        ShellAct::SaveCopy => t!("Save a copy of the file (backup)…"),
        ShellAct::SwitchTheme => t!("Switch between light and dark"),
        ShellAct::Who => t!("Say who is using Wardroom…"),
        ShellAct::Back => t!("Go back"),
    }
}

/// All keys there are, the shell's own first: what they do, and the key.
pub(crate) fn all_keys(sight: &Sight<'_>) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> =
        SHELL_KEYS.iter().map(|(key, act)| (shell_says(*act).to_owned(), key.says())).collect();
    rows.push((
        t!("Larger, smaller, usual size").to_owned(),
        format!("{}, −, 0", Shortcut::ctrl(egui::Key::Plus).says()),
    ));
    for command in sight.subjects.iter().flat_map(|s| s.commands) {
        if let Some(key) = command.shortcut {
            rows.push(((command.says)().to_owned(), key.says()));
        }
    }
    rows
}

fn keyboard(ui: &Ui, sight: &Sight<'_>) -> Answer {
    Dialog::new(t!("The keyboard"), t!("Close")).only_confirm().width(520.0).show(ui, |ui| {
        let muted = look(ui).muted;
        paragraph(
            ui,
            t!("A letter alone works on its section’s pages, while no field has the keyboard."),
            SMALL.ink(muted),
        );
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            let keys = all_keys(sight);
            let rows: Vec<_> = keys.iter().map(|(says, key)| (key.as_str(), says.as_str())).collect();
            key_values(ui, &rows);
            ui.add_space(4.0);
            ui::line(ui, t!("Tab and Shift Tab go from one control to the next"), BODY);
        });
    })
}
