//! What can be done on the screen of segments.

use super::LIST;
use crate::app::{Command, Shortcut};
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

/// All of them, in the order of a menu.
pub const COMMANDS: &[&Command] = &[&NEW, &CHANGE, &SHOW, &DUPLICATE, &RENAME, &OUT, &OUT_ALL, &DELETE];
