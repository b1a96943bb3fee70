//! The commands of amendments in the window.

use egui::Key;

use super::AMENDMENTS;
use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::icons;

const OF_LIST: Command = Command { screen: AMENDMENTS, ..Command::NONE };

pub(in crate::policy) static AMEND: Command = Command {
    key: "policy.amend_new",
    says: || t!("Write an amendment"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::W)),
    ..OF_LIST
};

pub(in crate::policy) static MERGE: Command = Command {
    key: "policy.merge_open",
    says: || t!("Merge what passed"),
    icon: Some(icons::GIT_MERGE),
    shortcut: Some(Shortcut::letter(Key::M)),
    writes: false,
    ..OF_LIST
};

pub(in crate::policy) static LIST_PAPER: Command = Command {
    key: "policy.amendments_print",
    says: || t!("Print the list of amendments"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::P)),
    writes: false,
    ..OF_LIST
};

pub(in crate::policy) static VOTING_PAPER: Command = Command {
    key: "policy.voting_print",
    says: || t!("Print a voting paper"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..OF_LIST
};

pub(in crate::policy) static SYNOPSIS_PAPER: Command = Command {
    key: "policy.synopsis_print",
    says: || t!("Print the text with the amendments beside it"),
    icon: Some(icons::PRINTER),
    writes: false,
    ..OF_LIST
};

pub(in crate::policy) static WORD_PAPER: Command = Command {
    key: "policy.amendments_word",
    says: || t!("Save as a Word document with tracked changes…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_LIST
};

pub(in crate::policy) static LIST_SAVE: Command = Command {
    key: "policy.amendments_save",
    says: || t!("Save the list as a document or a table…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_LIST
};

pub(in crate::policy) static WHOLE: Command = Command {
    key: "policy.amend_whole",
    says: || t!("Write another text for the whole"),
    icon: Some(icons::PENCIL_SIMPLE),
    ..OF_LIST
};

pub(in crate::policy) static EN_BLOC: Command = Command {
    key: "policy.en_bloc",
    says: || t!("Vote en bloc…"),
    icon: Some(icons::GAVEL),
    shortcut: Some(Shortcut::letter(Key::L)),
    ..OF_LIST
};

pub(in crate::policy) static SEPARATE: Command = Command {
    key: "policy.separate_new",
    says: || t!("Ask for a separate vote on words"),
    icon: Some(icons::GAVEL),
    ..OF_LIST
};

pub(in crate::policy) static ACCEPT: Command = Command {
    key: "policy.accept_exclusion",
    says: || t!("Accept that only one of the two can pass"),
    shortcut: Some(Shortcut::letter(Key::Y)),
    ..OF_LIST
};
