//! A command: one value that draws its menu entry, its button, its row in the palette and its shortcut.

use egui::{Key, KeyboardShortcut, Modifiers, Response, Ui};

use super::sight::Sight;
use crate::ui::{self, Button};

/// Something a person can do. The subject that does it declares it.
pub struct Command {
    /// `people.add`.
    pub key: &'static str,
    /// Imperative, with `…` where it asks more.
    pub says: fn() -> &'static str,
    pub icon: Option<&'static str>,
    pub shortcut: Option<Shortcut>,
    /// The screen whose [`super::Screen::command`] does it, and which is gone to first. Empty for the shell's own.
    pub screen: &'static str,
    /// Why it cannot be done now, if so.
    pub why_not: fn(&Sight<'_>) -> Option<&'static str>,
    /// Whether it changes the office, and so is off while that is open read-only.
    pub writes: bool,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Command").field("key", &self.key).finish_non_exhaustive()
    }
}

/// The keys of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    pub key: Key,
    pub command: bool,
    pub shift: bool,
}

impl Shortcut {
    /// A letter alone: works on the section's own screens, outside fields.
    pub const fn letter(key: Key) -> Self {
        Self { key, command: false, shift: false }
    }

    /// Ctrl (⌘ on a Mac) and a key: works everywhere.
    pub const fn ctrl(key: Key) -> Self {
        Self { key, command: true, shift: false }
    }

    pub const fn ctrl_shift(key: Key) -> Self {
        Self { key, command: true, shift: true }
    }

    /// Whether it must wait while a field has the keyboard.
    pub fn is_letter(self) -> bool {
        !self.command && !is_function_key(self.key)
    }

    /// As the keyboard says it: `N`, `Ctrl K`, `⌘K`.
    pub fn says(self) -> String {
        let mac = cfg!(target_os = "macos");
        let mut out = String::new();
        if self.shift {
            out.push_str(if mac { "⇧" } else { "Shift " });
        }
        if self.command {
            out.insert_str(0, if mac { "⌘" } else { "Ctrl " });
        }
        out.push_str(self.key.symbol_or_name());
        out
    }

    pub(super) fn egui(self) -> KeyboardShortcut {
        let mut modifiers = if self.command { Modifiers::COMMAND } else { Modifiers::NONE };
        modifiers.shift = self.shift;
        KeyboardShortcut::new(modifiers, self.key)
    }
}

fn is_function_key(key: Key) -> bool {
    matches!(
        key,
        Key::F1
            | Key::F2
            | Key::F3
            | Key::F4
            | Key::F5
            | Key::F6
            | Key::F7
            | Key::F8
            | Key::F9
            | Key::F10
            | Key::F11
            | Key::F12
    )
}

impl Command {
    /// The command without anything, for `..Command::NONE`; it writes.
    pub const NONE: Self =
        Self { key: "", says: || "", icon: None, shortcut: None, screen: "", why_not: |_| None, writes: true };

    /// Why it cannot be done now, if so.
    pub fn refused(&self, sight: &Sight<'_>) -> Option<&'static str> {
        if self.writes && sight.facts.read_only {
            return Some(crate::t!("This office is open read-only"));
        }
        (self.why_not)(sight)
    }

    /// Its button, as the most likely thing to do on a screen.
    pub fn primary(&'static self, ui: &mut Ui, sight: &Sight<'_>) -> Response {
        self.button(ui, sight, Button::primary((self.says)()))
    }

    pub fn secondary(&'static self, ui: &mut Ui, sight: &Sight<'_>) -> Response {
        self.button(ui, sight, Button::secondary((self.says)()))
    }

    fn button(&'static self, ui: &mut Ui, sight: &Sight<'_>, button: Button<'_>) -> Response {
        let key = self.shortcut.filter(|s| s.is_letter()).map(Shortcut::says);
        let button = match &key {
            Some(key) => button.key(key),
            None => button,
        };
        let response = button.unless(self.refused(sight)).show(ui);
        if response.clicked() {
            sight.command(self);
        }
        response
    }

    /// Its line in a `•••` menu.
    pub fn item(&'static self, ui: &mut Ui, sight: &Sight<'_>) -> Response {
        let key = self.shortcut.map(Shortcut::says);
        let response = ui::menu_item(ui, self.icon, (self.says)(), key.as_deref(), self.refused(sight).is_none());
        if response.clicked() {
            sight.command(self);
        }
        response
    }
}
