//! What can be done on the screen of segments.

use super::{LABELS_FOR, LETTERS_TO, LIST};
use crate::app::{Command, Shortcut, Sight, subject};
use crate::t;
use crate::ui::icons;

pub(super) static NEW: Command = Command {
    key: "segments.new",
    says: || t!("New segment"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(egui::Key::G)),
    screen: LIST,
    ..Command::NONE
};
pub(super) static CHANGE: Command = Command {
    key: "segments.change",
    says: || t!("Change the segment"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(egui::Key::V)),
    screen: LIST,
    ..Command::NONE
};
pub(super) static SHOW: Command = Command {
    key: "segments.show",
    says: || t!("Show the people in the segment"),
    icon: Some(icons::USERS),
    shortcut: Some(Shortcut::letter(egui::Key::P)),
    screen: LIST,
    writes: false,
    ..Command::NONE
};
pub(super) static DUPLICATE: Command = Command {
    key: "segments.duplicate",
    says: || t!("Duplicate the segment"),
    icon: Some(icons::COPY),
    shortcut: Some(Shortcut::letter(egui::Key::U)),
    screen: LIST,
    ..Command::NONE
};
pub(super) static RENAME: Command = Command {
    key: "segments.rename",
    says: || t!("Rename the segment…"),
    icon: Some(icons::TAG),
    shortcut: Some(Shortcut::letter(egui::Key::R)),
    screen: LIST,
    ..Command::NONE
};
pub(super) static DELETE: Command = Command {
    key: "segments.delete",
    says: || t!("Delete the segment"),
    icon: Some(icons::TRASH),
    screen: LIST,
    ..Command::NONE
};
pub(super) static OUT: Command = Command {
    key: "segments.export",
    says: || t!("Export the people in the segment…"),
    icon: Some(icons::EXPORT),
    shortcut: Some(Shortcut::letter(egui::Key::X)),
    screen: LIST,
    writes: false,
    ..Command::NONE
};
/// Says it out loud: also those who are not to be contacted.
pub(super) static OUT_ALL: Command = Command {
    key: "segments.export_all",
    says: || t!("Export, those not to be contacted included…"),
    icon: Some(icons::EXPORT),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

pub(super) static LETTER: Command = Command {
    key: "segments.letter",
    says: || t!("Write to the people in the segment…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    shortcut: Some(Shortcut::letter(egui::Key::W)),
    screen: LIST,
    why_not: |sight| without(sight, LETTERS_TO),
    writes: false,
};
pub(super) static LABELS: Command = Command {
    key: "segments.labels",
    says: || t!("Address labels for the people in the segment…"),
    icon: Some(icons::TAG),
    screen: LIST,
    why_not: |sight| without(sight, LABELS_FOR),
    writes: false,
    ..Command::NONE
};

fn without(sight: &Sight<'_>, screen: &str) -> Option<&'static str> {
    subject::screen_def(sight.subjects(), screen).is_none().then(|| t!("There is no screen of letters here"))
}

/// All of them, in the order of a menu.
pub const COMMANDS: &[&Command] =
    &[&NEW, &CHANGE, &SHOW, &LETTER, &LABELS, &DUPLICATE, &RENAME, &OUT, &OUT_ALL, &DELETE];
