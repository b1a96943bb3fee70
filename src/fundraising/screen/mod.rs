//! Fundraising on screen.

mod parts;
mod pledges;
mod shown;

pub(super) use pledges::Pledges;

use egui::Key;

pub(super) use super::report::PLEDGES;
use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::icons;

/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";
/// Where entries of the ledger are seen.
const ENTRIES: &str = "money.entries";

const OF_PLEDGES: Command = Command { screen: PLEDGES, ..Command::NONE };

pub(super) static ADD_PLEDGE: Command = Command {
    key: "fundraising.pledge",
    says: || t!("New pledge"),
    icon: Some(icons::HAND_HEART),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..OF_PLEDGES
};

pub(super) static EDIT_PLEDGE: Command = Command {
    key: "fundraising.pledge_edit",
    says: || t!("Edit this pledge"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    ..OF_PLEDGES
};

pub(super) static RECEIVE: Command = Command {
    key: "fundraising.receive",
    says: || t!("Record instalment…"),
    icon: Some(icons::HAND_COINS),
    shortcut: Some(Shortcut::letter(Key::R)),
    ..OF_PLEDGES
};

pub(super) static ACCEPT: Command = Command {
    key: "fundraising.accept",
    says: || t!("Count what seems received…"),
    icon: Some(icons::CHECKS),
    shortcut: Some(Shortcut::letter(Key::S)),
    ..OF_PLEDGES
};

pub(super) static CANCEL: Command = Command {
    key: "fundraising.pledge_cancel",
    says: || t!("Cancel the pledge…"),
    icon: Some(icons::PROHIBIT),
    ..OF_PLEDGES
};

pub(super) static RESUME: Command = Command {
    key: "fundraising.pledge_resume",
    says: || t!("Take the pledge up again…"),
    icon: Some(icons::ARROW_CLOCKWISE),
    ..OF_PLEDGES
};

pub(super) static REMOVE_PLEDGE: Command = Command {
    key: "fundraising.pledge_remove",
    says: || t!("Remove the pledge…"),
    icon: Some(icons::TRASH),
    ..OF_PLEDGES
};

pub(super) static SEARCH_PLEDGES: Command = Command {
    key: "fundraising.search",
    says: || t!("Search pledges"),
    icon: Some(icons::MAGNIFYING_GLASS),
    shortcut: Some(Shortcut::letter(Key::F)),
    writes: false,
    ..OF_PLEDGES
};

pub(super) static EXPORT_PLEDGES: Command = Command {
    key: "fundraising.export_pledges",
    says: || t!("Export the pledges…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_PLEDGES
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] =
    &[&ADD_PLEDGE, &EDIT_PLEDGE, &RECEIVE, &ACCEPT, &CANCEL, &RESUME, &REMOVE_PLEDGE, &SEARCH_PLEDGES, &EXPORT_PLEDGES];
