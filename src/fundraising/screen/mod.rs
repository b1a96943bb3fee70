//! Fundraising on screen.

mod appeals;
mod donors;
mod pledges;
mod prospects;
mod thanks;

pub(super) use appeals::Appeals;
pub(super) use donors::Donors;
pub(super) use pledges::Pledges;
pub(super) use prospects::Prospects;
pub(super) use thanks::Thanks;

use egui::Key;

pub(super) use super::report::{APPEALS, DONORS, ENTRIES, PLEDGES, THANKS};
use crate::app::{Command, Shortcut};
use crate::ledger::screen::{parts, typing};
use crate::t;
use crate::ui::{icons, shown};

/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

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

const OF_APPEALS: Command = Command { screen: APPEALS, ..Command::NONE };

pub(super) static ADD_APPEAL: Command = Command {
    key: "fundraising.appeal",
    says: || t!("New appeal"),
    icon: Some(icons::MEGAPHONE),
    shortcut: Some(Shortcut::letter(Key::A)),
    ..OF_APPEALS
};

pub(super) static EDIT_APPEAL: Command = Command {
    key: "fundraising.appeal_edit",
    says: || t!("Edit this appeal"),
    icon: Some(icons::PENCIL_SIMPLE),
    ..OF_APPEALS
};

pub(super) static ASK_FOR_APPEAL: Command = Command {
    key: "fundraising.ask",
    says: || t!("Ask people…"),
    icon: Some(icons::USERS_THREE),
    shortcut: Some(Shortcut::letter(Key::K)),
    ..OF_APPEALS
};

pub(super) static NAME_APPEAL: Command = Command {
    key: "fundraising.appeal_name",
    says: || t!("Add a name or page…"),
    icon: Some(icons::TAG),
    ..OF_APPEALS
};

pub(super) static REMOVE_APPEAL: Command = Command {
    key: "fundraising.appeal_remove",
    says: || t!("Remove the appeal…"),
    icon: Some(icons::TRASH),
    ..OF_APPEALS
};

pub(super) static NUMBERS: Command = Command {
    key: "fundraising.numbers",
    says: || t!("Plot or its numbers"),
    icon: Some(icons::TABLE),
    shortcut: Some(Shortcut::letter(Key::T)),
    writes: false,
    ..OF_APPEALS
};

pub(super) static EXPORT_APPEALS: Command = Command {
    key: "fundraising.export_appeals",
    says: || t!("Export the appeals…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_APPEALS
};

pub(super) static EXPORT_ASKED: Command = Command {
    key: "fundraising.export_asked",
    says: || t!("Export who was asked…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..OF_APPEALS
};

const OF_DONORS: Command = Command { screen: DONORS, ..Command::NONE };

pub(super) static ASK_DONORS: Command = Command {
    key: "fundraising.ask_donors",
    says: || t!("Ask these donors…"),
    icon: Some(icons::USERS_THREE),
    ..OF_DONORS
};

pub(super) static SAVE_DONORS: Command = Command {
    key: "fundraising.save_donors",
    says: || t!("Save this list…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..OF_DONORS
};

/// Where it is seen who may give.
pub(super) const PROSPECTS: &str = "fundraising.prospects";

const OF_PROSPECTS: Command = Command { screen: PROSPECTS, ..Command::NONE };

pub(super) static ADD_PROSPECT: Command = Command {
    key: "fundraising.prospect",
    says: || t!("New prospect"),
    icon: Some(icons::HANDSHAKE),
    shortcut: Some(Shortcut::letter(Key::O)),
    ..OF_PROSPECTS
};

pub(super) static REMOVE_PROSPECT: Command = Command {
    key: "fundraising.prospect_remove",
    says: || t!("Remove the prospect…"),
    icon: Some(icons::TRASH),
    ..OF_PROSPECTS
};

const OF_THANKS: Command = Command { screen: THANKS, ..Command::NONE };

pub(super) static WRITE_THANKS: Command = Command {
    key: "fundraising.write_thanks",
    says: || t!("Write to them…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::W)),
    writes: false,
    ..OF_THANKS
};

pub(super) static THANK: Command = Command {
    key: "fundraising.thank",
    says: || t!("Mark as thanked…"),
    icon: Some(icons::CHECK),
    shortcut: Some(Shortcut::letter(Key::M)),
    ..OF_THANKS
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &ADD_PLEDGE,
    &EDIT_PLEDGE,
    &RECEIVE,
    &ACCEPT,
    &CANCEL,
    &RESUME,
    &REMOVE_PLEDGE,
    &SEARCH_PLEDGES,
    &EXPORT_PLEDGES,
    &ADD_APPEAL,
    &EDIT_APPEAL,
    &ASK_FOR_APPEAL,
    &NAME_APPEAL,
    &REMOVE_APPEAL,
    &NUMBERS,
    &EXPORT_APPEALS,
    &EXPORT_ASKED,
    &ASK_DONORS,
    &SAVE_DONORS,
    &ADD_PROSPECT,
    &REMOVE_PROSPECT,
    &WRITE_THANKS,
    &THANK,
];
