//! What can be done with results, for menu, keys and palette.

use egui::Key;

use super::RESULTS;
use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::icons;

const OF_RESULTS: Command = Command { screen: RESULTS, ..Command::NONE };

/// Shows the numbers behind the pictures, or the pictures again.
pub static NUMBERS: Command = Command {
    key: "candidates.numbers",
    says: || t!("Pictures or their numbers"),
    icon: Some(icons::TABLE),
    shortcut: Some(Shortcut::letter(Key::T)),
    writes: false,
    ..OF_RESULTS
};

pub static MODERATE: Command = Command {
    key: "candidates.moderate",
    says: || t!("Change a mark…"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::M)),
    ..OF_RESULTS
};

pub static DECIDE: Command = Command {
    key: "candidates.decide",
    says: || t!("Decide"),
    icon: Some(icons::GAVEL),
    shortcut: Some(Shortcut::letter(Key::D)),
    ..OF_RESULTS
};

pub static RECORD: Command = Command {
    key: "candidates.record",
    says: || t!("Print the record"),
    icon: Some(icons::FILE_PDF),
    writes: false,
    ..OF_RESULTS
};

pub static LETTERS: Command = Command {
    key: "candidates.letters",
    says: || t!("Write to candidates…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    ..OF_RESULTS
};

pub static COPY: Command = Command {
    key: "candidates.data_copy",
    says: || t!("Copy of what is held about them"),
    icon: Some(icons::FILES),
    writes: false,
    ..OF_RESULTS
};

pub static ENDORSE: Command =
    Command { key: "candidates.endorse", says: || t!("Endorse…"), icon: Some(icons::SEAL_CHECK), ..OF_RESULTS };

pub static UNENDORSE: Command = Command {
    key: "candidates.unendorse",
    says: || t!("Withdraw the endorsement…"),
    icon: Some(icons::PROHIBIT),
    ..OF_RESULTS
};

pub static HAND_OVER: Command = Command {
    key: "candidates.hand_over",
    says: || t!("Hand over to a ballot…"),
    icon: Some(icons::CHECKS),
    ..OF_RESULTS
};

pub static PURGE: Command =
    Command {
        key: "candidates.purge", says: || t!("Purge marks and notes…"), icon: Some(icons::TRASH), ..OF_RESULTS
    };

pub static SAVE: Command = Command {
    key: "candidates.save_marks",
    says: || t!("Save every mark…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..OF_RESULTS
};

/// All of them, in the order of a menu.
pub const COMMANDS: &[&Command] =
    &[&NUMBERS, &MODERATE, &DECIDE, &RECORD, &LETTERS, &COPY, &ENDORSE, &UNENDORSE, &HAND_OVER, &PURGE, &SAVE];
