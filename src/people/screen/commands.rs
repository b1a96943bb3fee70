//! What can be done on the register's screens.

use egui::Key;

use super::{DUPLICATES, IMPORT, LIST, RETENTION};
use crate::app::{Command, Shortcut, Sight, subject};
use crate::t;
use crate::ui::icons;

/// The screen where the reports of all subjects stand; the register knows it by its key alone.
pub(super) const ALL_REPORTS: &str = "money.reports";
/// The screens where letters are written to people, and where address labels are made; known by their keys alone.
pub(super) const LETTERS_TO: &str = "letters.run";
pub(super) const ADDRESS_LABELS: &str = "letters.labels";

pub(super) static ADD: Command = Command {
    key: "people.add",
    says: || t!("New person"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::N)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static EDIT: Command = Command {
    key: "people.change",
    says: || t!("Edit this person"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static TAG: Command = Command {
    key: "people.tag",
    says: || t!("Put a tag on…"),
    icon: Some(icons::TAG),
    shortcut: Some(Shortcut::letter(Key::T)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static UNTAG: Command = Command {
    key: "people.untag",
    says: || t!("Take a tag off…"),
    icon: Some(icons::TAG),
    screen: LIST,
    ..Command::NONE
};

pub(super) static REMOVE: Command = Command {
    key: "people.remove",
    says: || t!("Remove…"),
    icon: Some(icons::TRASH),
    shortcut: Some(Shortcut::letter(Key::Delete)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static SEARCH: Command = Command {
    key: "people.search",
    says: || t!("Search people"),
    icon: Some(icons::MAGNIFYING_GLASS),
    shortcut: Some(Shortcut::letter(Key::F)),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

pub(super) static EXPORT: Command = Command {
    key: "people.export",
    says: || t!("Export…"),
    icon: Some(icons::EXPORT),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

pub(super) static ACCESS: Command = Command {
    key: "people.access",
    says: || t!("Everything held…"),
    icon: Some(icons::FILE_TEXT),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

/// Says it out loud: also those who are not to be contacted.
pub(super) static EXPORT_ALL: Command = Command {
    key: "people.export_all",
    says: || t!("Export, those not to be contacted included…"),
    icon: Some(icons::EXPORT),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

pub(super) static ERASE: Command = Command {
    key: "people.erase",
    says: || t!("Erase for good…"),
    icon: Some(icons::TRASH),
    screen: LIST,
    ..Command::NONE
};

pub(super) static LOG: Command = Command {
    key: "people.log",
    says: || t!("Note…"),
    icon: Some(icons::NOTE_PENCIL),
    shortcut: Some(Shortcut::letter(Key::L)),
    screen: LIST,
    ..Command::NONE
};

/// For those selected in the retention review.
pub(super) static ERASE_DUE: Command = Command {
    key: "people.erase_due",
    says: || t!("Erase the selected…"),
    icon: Some(icons::TRASH),
    screen: RETENTION,
    ..Command::NONE
};

pub(super) static RELEASE: Command = Command {
    key: "people.release",
    says: || t!("Erase what was kept…"),
    icon: Some(icons::TRASH),
    screen: RETENTION,
    ..Command::NONE
};

pub(super) static CONSENT: Command = Command {
    key: "people.consent",
    says: || t!("Consent, do not contact…"),
    icon: Some(icons::HAND_PALM),
    shortcut: Some(Shortcut::letter(Key::C)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static LINK: Command = Command {
    key: "people.link",
    says: || t!("Link with somebody…"),
    icon: Some(icons::LINK_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::K)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static ATTACH: Command = Command {
    key: "people.attach",
    says: || t!("Attach a photo or document…"),
    icon: Some(icons::PAPERCLIP),
    shortcut: Some(Shortcut::letter(Key::A)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static FIELDS: Command = Command {
    key: "people.fields",
    says: || t!("Own fields…"),
    icon: Some(icons::SLIDERS_HORIZONTAL),
    screen: LIST,
    ..Command::NONE
};

/// To the one in the pane, or those who are selected.
pub(super) static LETTER: Command = Command {
    key: "people.letter",
    says: || t!("Write a letter…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    screen: LIST,
    why_not: |sight| without(sight, LETTERS_TO),
    writes: false,
    ..Command::NONE
};

pub(super) static LABELS: Command = Command {
    key: "people.labels",
    says: || t!("Address labels…"),
    icon: Some(icons::TAG),
    screen: LIST,
    why_not: |sight| without(sight, ADDRESS_LABELS),
    writes: false,
    ..Command::NONE
};

fn without(sight: &Sight<'_>, screen: &str) -> Option<&'static str> {
    subject::screen_def(sight.subjects(), screen).is_none().then(|| t!("There is no screen of letters here"))
}

/// Leads to the reports, where those of the register stand with the others.
pub(super) static REPORTS: Command = Command {
    key: "people.reports",
    says: || t!("Reports"),
    icon: Some(icons::CHART_BAR),
    screen: LIST,
    why_not: |sight| {
        subject::screen_def(sight.subjects(), ALL_REPORTS).is_none().then(|| t!("There is no screen of reports here"))
    },
    writes: false,
    ..Command::NONE
};

/// Goes to the screen that does it.
pub(super) static BRING_IN: Command = Command {
    key: "people.bring_in",
    says: || t!("Import people…"),
    icon: Some(icons::UPLOAD_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::I)),
    screen: IMPORT,
    ..Command::NONE
};

/// Goes to the pairs that may be one.
pub(super) static FIND_DUPLICATES: Command = Command {
    key: "people.find_duplicates",
    says: || t!("Find duplicates"),
    icon: Some(icons::USERS),
    screen: DUPLICATES,
    writes: false,
    ..Command::NONE
};

/// What concerns a pair needs one to be in sight.
fn without_a_pair(sight: &Sight<'_>) -> Option<&'static str> {
    (sight.screen != DUPLICATES).then(|| t!("Open Duplicates and choose a pair"))
}

pub(super) static MERGE: Command = Command {
    key: "people.merge",
    says: || t!("Merge these two"),
    icon: Some(icons::USERS),
    shortcut: Some(Shortcut::letter(Key::M)),
    screen: DUPLICATES,
    why_not: without_a_pair,
    ..Command::NONE
};

pub(super) static APART: Command = Command {
    key: "people.not_duplicate",
    says: || t!("These two are not one"),
    icon: Some(icons::PROHIBIT),
    shortcut: Some(Shortcut::letter(Key::D)),
    screen: DUPLICATES,
    why_not: without_a_pair,
    ..Command::NONE
};

pub(super) static SWAP: Command = Command {
    key: "people.swap",
    says: || t!("Let the other record stay"),
    icon: Some(icons::ARROWS_LEFT_RIGHT),
    shortcut: Some(Shortcut::letter(Key::S)),
    screen: DUPLICATES,
    why_not: without_a_pair,
    writes: false,
};

pub(super) static NEXT_PAIR: Command = Command {
    key: "people.next_pair",
    says: || t!("Next pair"),
    icon: Some(icons::ARROW_DOWN),
    shortcut: Some(Shortcut::letter(Key::J)),
    screen: DUPLICATES,
    why_not: without_a_pair,
    writes: false,
};

pub(super) static LOOK_AGAIN: Command = Command {
    key: "people.look_again",
    says: || t!("Look for duplicates again"),
    icon: Some(icons::ARROW_CLOCKWISE),
    screen: DUPLICATES,
    writes: false,
    ..Command::NONE
};

/// All of them, in the order of a menu.
pub const COMMANDS: &[&Command] = &[
    &ADD,
    &EDIT,
    &TAG,
    &UNTAG,
    &LOG,
    &CONSENT,
    &LINK,
    &ATTACH,
    &LETTER,
    &LABELS,
    &REMOVE,
    &SEARCH,
    &BRING_IN,
    &EXPORT,
    &EXPORT_ALL,
    &FIELDS,
    &REPORTS,
    &ACCESS,
    &ERASE,
    &ERASE_DUE,
    &RELEASE,
    &FIND_DUPLICATES,
    &MERGE,
    &APART,
    &SWAP,
    &NEXT_PAIR,
    &LOOK_AGAIN,
];
