//! The keyboard: shortcuts of commands, the shell's own keys.

use super::sight::{Act, ShellAct};
use super::subject::screen_def;
use super::{App, Shortcut, Stage};
use crate::ui::typing;

/// The shell's own keys. A subject's command may use none of them.
pub(super) const SHELL_KEYS: &[(Shortcut, ShellAct)] = &[
    (Shortcut::ctrl(egui::Key::K), ShellAct::Palette),
    // Before Ctrl Z: the longer one is looked for first.
    (Shortcut::ctrl_shift(egui::Key::Z), ShellAct::Redo),
    (Shortcut::ctrl(egui::Key::Z), ShellAct::Undo),
    (Shortcut::ctrl(egui::Key::L), ShellAct::Lock),
    (Shortcut::ctrl(egui::Key::OpenBracket), ShellAct::Back),
    (Shortcut::letter(egui::Key::F1), ShellAct::Keyboard),
];

/// The shell's own keys and what they do.
pub fn shell_keys() -> impl Iterator<Item = (Shortcut, ShellAct)> {
    SHELL_KEYS.iter().copied()
}

/// Turns keys into acts, before anything is drawn.
pub(super) fn logic(app: &mut App, ctx: &egui::Context) {
    let Stage::Open(room) = &app.stage else { return };
    // A dialog has the keyboard to itself; what it leaves may not reach what lies below.
    if app.modal.is_some() {
        return;
    }
    let in_field = ctx.text_edit_focused();
    for (shortcut, act) in SHELL_KEYS {
        // In a field with typing that is not saved, undo is the field's own.
        let fields_own = match act {
            // With Shift it is redo, which a shortcut without Shift would take for its own.
            ShellAct::Undo if ctx.input(|i| i.modifiers.shift) => in_field && typing::owns_redo(ctx),
            ShellAct::Undo => in_field && typing::owns_undo(ctx),
            ShellAct::Redo => in_field && typing::owns_redo(ctx),
            _ => false,
        };
        if !fields_own && ctx.input_mut(|i| i.consume_shortcut(&shortcut.egui())) {
            app.acts.borrow_mut().push(Act::Shell(*act));
        }
    }
    let section = screen_def(room.subjects, room.here).map(|def| def.section.key);
    for command in room.subjects.iter().flat_map(|s| s.commands) {
        let Some(shortcut) = command.shortcut else { continue };
        let its_section = screen_def(room.subjects, command.screen).map(|def| def.section.key);
        // Of another section it would lead away from what is being typed here.
        if its_section != section || (shortcut.is_letter() && in_field) {
            continue;
        }
        if ctx.input_mut(|i| i.consume_shortcut(&shortcut.egui())) {
            if shortcut.is_letter() {
                // A keyboard sends the letter as text beside the key: the form that opens now would begin with it.
                ctx.input_mut(|i| i.events.retain(|event| !matches!(event, egui::Event::Text(_))));
            }
            app.acts.borrow_mut().push(Act::Command(command));
        }
    }
}
