//! Leadership on screen: pipelines, the skills matrix, the catalogue.

mod catalogue;
mod people;
mod skills;

pub(super) use catalogue::Catalogue;
pub(super) use people::Pipelines;
pub(super) use skills::Skills;

use egui::Key;

use super::ops;
use crate::app::{Command, Shortcut};
use crate::events::screen::part_pane::Deeds;
use crate::t;
use crate::ui::icons;

/// People with their pipelines.
pub(super) const PEOPLE: &str = super::report::PEOPLE;
/// Who can do what.
pub(super) const SKILLS: &str = "leadership.skills";
/// The ladder, training and skills.
pub(super) const CATALOGUE: &str = "leadership.catalogue";

const OF_PEOPLE: Command = Command { screen: PEOPLE, ..Command::NONE };

pub(super) static NEW: Command = Command {
    key: "leadership.person",
    says: || t!("Add somebody"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_PEOPLE
};

/// A command that adds a row to one of a person's lists.
const fn adds(key: &'static str, says: fn() -> &'static str, icon: &'static str, letter: Key) -> Command {
    Command { key, says, icon: Some(icon), shortcut: Some(Shortcut::letter(letter)), ..OF_PEOPLE }
}

pub(super) static AIM: Command = adds("leadership.add_aims", || t!("Would like to stand"), icons::STAR, Key::I);
pub(super) static CAN: Command = adds("leadership.add_can", || t!("Has a skill"), icons::CHECK_CIRCLE, Key::K);
pub(super) static TAKEN: Command =
    adds("leadership.add_taken", || t!("Took a training"), icons::CHALKBOARD_TEACHER, Key::T);
pub(super) static MENTOR: Command = adds("leadership.add_mentors", || t!("Has a mentor"), icons::USERS, Key::M);
pub(super) static APPROVAL: Command = adds("leadership.add_approvals", || t!("Was approved"), icons::CHECKS, Key::A);

pub(super) static PRINT: Command = Command {
    key: "leadership.print",
    says: || t!("Print the pipeline"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::P)),
    writes: false,
    ..OF_PEOPLE
};

pub(super) static EXPORT: Command = Command {
    key: "leadership.export",
    says: || t!("Export what is kept…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_PEOPLE
};

pub(super) static REMOVE: Command =
    Command { key: "leadership.remove", says: || t!("Remove what is open…"), icon: Some(icons::TRASH), ..OF_PEOPLE };

const OF_CATALOGUE: Command = Command { screen: CATALOGUE, ..Command::NONE };

pub(super) static ADD: Command = Command {
    key: "leadership.add",
    says: || t!("Add"),
    icon: Some(icons::PLUS),
    shortcut: Some(Shortcut::letter(Key::L)),
    ..OF_CATALOGUE
};

pub(super) static TAKE_OUT: Command =
    Command { key: "leadership.take_out", says: || t!("Remove this line"), icon: Some(icons::TRASH), ..OF_CATALOGUE };

pub(super) static START: Command = Command {
    key: "leadership.start",
    says: || t!("Begin with the usual ladder"),
    icon: Some(icons::LIST_CHECKS),
    ..OF_CATALOGUE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] =
    &[&NEW, &AIM, &CAN, &TAKEN, &MENTOR, &APPROVAL, &PRINT, &EXPORT, &REMOVE, &ADD, &TAKE_OUT, &START];

/// How rows of the lists are written: those of somebody, and those that the party keeps.
static LISTS: Deeds = Deeds { add_op: &ops::ADD, change_op: &ops::CHANGE, add: ops::add, change: ops::change };
