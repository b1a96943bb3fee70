//! Letters on screen: the letters with their text, writing one to people, and sheets of labels.
//!
//! [`whom`] chooses recipients and [`recipients`] lists who gets one and who does not; members' reminders and cards use both,
//! and [`sheet`] with them.

mod editor;
mod labels;
mod list;
pub mod preview;
pub mod recipients;
mod run;
pub mod sheet;
pub mod whom;

use egui::Key;

pub(super) use labels::Labels;
pub(super) use list::Letters;
pub(super) use run::Run;
pub use run::{merge_goal, with_ending};

use crate::app::{Command, Shortcut, Sight};
use crate::cli::Mailing;
use crate::t;
use crate::ui::icons;

/// The letters.
pub const LIST: &str = "letters.list";
/// Writing a letter to people: `[letter:HANDLE ]WHOM` says which and to whom.
pub const RUN: &str = "letters.run";
/// Address labels: `WHOM` says for whom.
pub const LABELS: &str = "letters.labels";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

const NONE: Command = Command { screen: LIST, ..Command::NONE };

pub(super) static NEW: Command = Command {
    key: "letters.new",
    says: || t!("New letter"),
    icon: Some(icons::NOTE_PENCIL),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..NONE
};

pub(super) static EDIT: Command = Command {
    key: "letters.edit",
    says: || t!("Edit this letter"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    ..NONE
};

pub(super) static COPY: Command =
    Command { key: "letters.copy", says: || t!("Begin another letter from this one"), icon: Some(icons::COPY), ..NONE };

pub(super) static REMOVE: Command = Command {
    key: "letters.remove",
    says: || t!("Remove, or take the changes back…"),
    icon: Some(icons::TRASH),
    shortcut: Some(Shortcut::letter(Key::Delete)),
    ..NONE
};

pub(super) static WRITE: Command = Command {
    key: "letters.write",
    says: || t!("Write this to people…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::W)),
    writes: false,
    ..NONE
};

pub(super) static PRINT: Command = Command {
    key: "letters.print",
    says: || t!("Print the letters"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::P)),
    screen: RUN,
    writes: false,
    ..NONE
};

pub(super) static MERGE: Command = Command {
    key: "letters.merge",
    says: || t!("Save for a mail merge…"),
    icon: Some(icons::TABLE),
    shortcut: Some(Shortcut::letter(Key::M)),
    screen: RUN,
    writes: false,
    ..NONE
};

pub(super) static PRINT_LABELS: Command = Command {
    key: "labels.print",
    says: || t!("Print the labels"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::L)),
    screen: LABELS,
    writes: false,
    ..NONE
};

pub(super) static TEST_LABELS: Command = Command {
    key: "labels.test",
    says: || t!("Print a test on plain paper"),
    icon: Some(icons::FILE),
    shortcut: Some(Shortcut::letter(Key::T)),
    screen: LABELS,
    writes: false,
    ..NONE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] =
    &[&NEW, &EDIT, &COPY, &REMOVE, &WRITE, &PRINT, &MERGE, &PRINT_LABELS, &TEST_LABELS];

/// The parts of all subjects in letters.
pub fn mailings(sight: &Sight<'_>) -> Vec<Mailing> {
    sight.subjects().iter().map(|subject| subject.noun.mailing).collect()
}

/// A filter for [`RUN`] and [`LABELS`] that means these people.
pub fn these(people: impl IntoIterator<Item = super::model::PersonId>) -> String {
    super::model::Whom::People(people.into_iter().collect()).to_string()
}

/// At most so many characters, with `…` where some are left out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
