//! Members on screen: the list with one member beside it, applications, the dues run, arrears, the roll, the settings.

mod applications;
mod arrears;
mod ask;
mod ask_fields;
mod cards;
mod classes;
mod detail;
mod dues;
mod form;
pub(super) mod import;
mod list;
mod numbers;
mod question;
mod remind;
mod roll;
mod roll_ask;
mod settings;

pub(super) use applications::Applications;
pub(super) use arrears::ArrearsScreen;
pub(super) use cards::CardsScreen;
pub(super) use dues::Dues;
pub(super) use list::Members;
pub(super) use remind::Remind;
pub(super) use roll::RollScreen;
pub(super) use settings::MemberSettings;

use egui::Key;

use super::model::{FieldProblem, Status, Terms};
use super::report::ENTRIES;
pub(super) use super::report::{ARREARS, LIST};
use crate::app::{Command, Shortcut, Sight};
use crate::t;
use crate::ui::{Tone, icons};

/// Applications that wait.
pub(super) const APPLICATIONS: &str = "members.applications";
/// The dues run.
pub(super) const DUES: &str = "members.dues";
/// Who may vote.
pub(super) const ROLL: &str = "members.roll";
/// The screen that brings in a list.
pub(super) const IMPORT: &str = "members.import";
/// Reminding of dues: `12,34` says whom.
pub(super) const REMIND: &str = "members.remind";
/// Membership cards.
pub(super) const CARDS: &str = "members.cards";
/// The settings for members.
pub(super) const SETTINGS: &str = "settings.members";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

/// What the answers of these screens depend on.
const TABLES: &[&str] = &[
    "membership",
    "membership_class",
    "membership_pin",
    "member_class",
    "member_fee",
    "member_settings",
    "dues_charge",
    "dues_share",
    "dues_run",
    "dues_reminder",
    "entry",
    "person",
];

const NONE: Command = Command { screen: LIST, ..Command::NONE };

pub(super) static APPLY: Command = Command {
    key: "members.apply",
    says: || t!("New application"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::N)),
    ..NONE
};

pub(super) static ADD: Command = Command {
    key: "members.add",
    says: || t!("Record a member"),
    icon: Some(icons::IDENTIFICATION_CARD),
    shortcut: Some(Shortcut::letter(Key::M)),
    ..NONE
};

pub(super) static EDIT: Command = Command {
    key: "members.change",
    says: || t!("Edit this membership"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    ..NONE
};

pub(super) static PAY: Command = Command {
    key: "members.pay",
    says: || t!("Record dues paid…"),
    icon: Some(icons::HAND_COINS),
    shortcut: Some(Shortcut::letter(Key::P)),
    ..NONE
};

pub(super) static CLASS: Command = Command {
    key: "members.move",
    says: || t!("Change the class…"),
    icon: Some(icons::ARROWS_LEFT_RIGHT),
    shortcut: Some(Shortcut::letter(Key::C)),
    ..NONE
};

pub(super) static NUMBER: Command = Command {
    key: "members.number",
    says: || t!("Change the number…"),
    icon: Some(icons::LIST_NUMBERS),
    shortcut: Some(Shortcut::letter(Key::U)),
    ..NONE
};

pub(super) static NUMBER_ALL: Command = Command {
    key: "members.number_all",
    says: || t!("Number members without one…"),
    icon: Some(icons::LIST_NUMBERS),
    screen: SETTINGS,
    ..NONE
};

pub(super) static PIN: Command =
    Command { key: "members.pin", says: || t!("Pin a status…"), icon: Some(icons::PUSH_PIN), ..NONE };

pub(super) static RENEW: Command = Command {
    key: "members.renew",
    says: || t!("Renew after lapsing or leaving…"),
    icon: Some(icons::ARROW_CLOCKWISE),
    shortcut: Some(Shortcut::letter(Key::R)),
    ..NONE
};

pub(super) static WAIVE: Command =
    Command { key: "members.waive", says: || t!("Waive dues…"), icon: Some(icons::HAND_HEART), ..NONE };

pub(super) static END: Command =
    Command { key: "members.end", says: || t!("End the membership…"), icon: Some(icons::SIGN_OUT), ..NONE };

pub(super) static DIED: Command =
    Command { key: "members.died", says: || t!("Record a death…"), icon: Some(icons::NOTE), ..NONE };

pub(super) static SEARCH: Command = Command {
    key: "members.search",
    says: || t!("Search members"),
    icon: Some(icons::MAGNIFYING_GLASS),
    shortcut: Some(Shortcut::letter(Key::F)),
    writes: false,
    ..NONE
};

pub(super) static BRING_IN: Command = Command {
    key: "members.bring_in",
    says: || t!("Import members…"),
    icon: Some(icons::UPLOAD_SIMPLE),
    screen: IMPORT,
    ..NONE
};

pub(super) static EXPORT: Command = Command {
    key: "members.export",
    says: || t!("Export the members…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..NONE
};

pub(super) static APPROVE: Command = Command {
    key: "members.approve",
    says: || t!("Approve the application…"),
    icon: Some(icons::CHECK),
    shortcut: Some(Shortcut::letter(Key::A)),
    screen: APPLICATIONS,
    ..NONE
};

pub(super) static REFUSE: Command = Command {
    key: "members.refuse",
    says: || t!("Refuse the application…"),
    icon: Some(icons::PROHIBIT),
    screen: APPLICATIONS,
    ..NONE
};

pub(super) static SEE_DUES: Command = Command {
    key: "members.see_dues",
    says: || t!("Dues run"),
    icon: Some(icons::STACK),
    shortcut: Some(Shortcut::letter(Key::D)),
    screen: DUES,
    writes: false,
    ..NONE
};

pub(super) static RUN: Command = Command {
    key: "members.run",
    says: || t!("Charge these dues…"),
    icon: Some(icons::SEAL_CHECK),
    shortcut: Some(Shortcut::letter(Key::I)),
    screen: DUES,
    ..NONE
};

pub(super) static COPY_ROLL: Command = Command {
    key: "members.copy_roll",
    says: || t!("Copy the roll"),
    icon: Some(icons::COPY),
    screen: ROLL,
    writes: false,
    ..NONE
};

pub(super) static PRINT_ROLL: Command = Command {
    key: "members.print_roll",
    says: || t!("Print the roll…"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::L)),
    screen: ROLL,
    writes: false,
    ..NONE
};

pub(super) static SEE_REMINDERS: Command = Command {
    key: "members.see_reminders",
    says: || t!("Remind of dues…"),
    icon: Some(icons::BELL),
    shortcut: Some(Shortcut::letter(Key::W)),
    screen: ARREARS,
    writes: false,
    ..NONE
};

pub(super) static PRINT_REMINDERS: Command = Command {
    key: "members.print_reminders",
    says: || t!("Print the reminders"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::S)),
    screen: REMIND,
    writes: false,
    ..NONE
};

pub(super) static MERGE_REMINDERS: Command = Command {
    key: "members.merge_reminders",
    says: || t!("Save the reminders for a mail merge…"),
    icon: Some(icons::TABLE),
    shortcut: Some(Shortcut::letter(Key::X)),
    screen: REMIND,
    writes: false,
    ..NONE
};

pub(super) static LETTER: Command = Command {
    key: "members.letter",
    says: || t!("Write a letter to these…"),
    icon: Some(icons::ENVELOPE_SIMPLE),
    writes: false,
    ..NONE
};

pub(super) static LABELS: Command = Command {
    key: "members.labels",
    says: || t!("Address labels for these…"),
    icon: Some(icons::TAG),
    writes: false,
    ..NONE
};

/// To those who are selected, or the one in the pane.
pub(super) static TAG: Command = Command {
    key: "members.tag",
    says: || t!("Put a tag on…"),
    icon: Some(icons::TAG),
    shortcut: Some(Shortcut::letter(Key::G)),
    ..NONE
};

pub(super) static UNTAG: Command =
    Command { key: "members.untag", says: || t!("Take a tag off…"), icon: Some(icons::TAG), ..NONE };

pub(super) static CONSENT: Command = Command {
    key: "members.consent",
    says: || t!("Record consent…"),
    icon: Some(icons::HAND_PALM),
    shortcut: Some(Shortcut::letter(Key::O)),
    ..NONE
};

pub(super) static WRITE_REMINDERS: Command = Command {
    key: "members.remind_these",
    says: || t!("Remind these of dues…"),
    icon: Some(icons::BELL),
    writes: false,
    ..NONE
};

pub(super) static SEE_CARDS: Command = Command {
    key: "members.see_cards",
    says: || t!("Cards for these…"),
    icon: Some(icons::IDENTIFICATION_CARD),
    writes: false,
    ..NONE
};

pub(super) static PRINT_CARDS: Command = Command {
    key: "members.print_cards",
    says: || t!("Print the cards"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::K)),
    screen: CARDS,
    writes: false,
    ..NONE
};

pub(super) static TEST_CARDS: Command = Command {
    key: "members.test_cards",
    says: || t!("Print a test for cards"),
    icon: Some(icons::FILE),
    shortcut: Some(Shortcut::letter(Key::T)),
    screen: CARDS,
    writes: false,
    ..NONE
};

pub(super) static CHANGE_SETTINGS: Command = Command {
    key: "members.settings",
    says: || t!("Settings for members"),
    icon: Some(icons::GEAR),
    screen: SETTINGS,
    writes: false,
    ..NONE
};

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &APPLY,
    &ADD,
    &EDIT,
    &PAY,
    &CLASS,
    &NUMBER,
    &PIN,
    &RENEW,
    &WAIVE,
    &END,
    &DIED,
    &SEARCH,
    &BRING_IN,
    &EXPORT,
    &APPROVE,
    &REFUSE,
    &SEE_DUES,
    &RUN,
    &SEE_REMINDERS,
    &PRINT_REMINDERS,
    &MERGE_REMINDERS,
    &PRINT_ROLL,
    &COPY_ROLL,
    &LETTER,
    &LABELS,
    &TAG,
    &UNTAG,
    &CONSENT,
    &WRITE_REMINDERS,
    &SEE_CARDS,
    &PRINT_CARDS,
    &TEST_CARDS,
    &CHANGE_SETTINGS,
    &NUMBER_ALL,
];

/// How a chip shows a status.
fn tone(status: Status) -> Tone {
    match status {
        Status::Current => Tone::Good,
        Status::InGrace => Tone::Warning,
        Status::Lapsed | Status::Expelled => Tone::Danger,
        Status::Applied => Tone::Accent,
        Status::Refused | Status::Resigned | Status::Died => Tone::Plain,
    }
}

/// What typed days and amounts are read against.
fn terms(sight: &Sight<'_>) -> Terms {
    Terms { currency: *sight.currency(), today: sight.today(), month_first: sight.facts.profile.month_first }
}

fn problem<'a>(problems: &'a [FieldProblem], field: &str) -> Option<&'a str> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.as_str())
}

/// An operation whose value nobody waits for.
fn without_value<T>(done: crate::office::Done<T>) -> crate::office::Done<()> {
    crate::office::Done { value: (), op: done.op, changed: done.changed }
}

/// `12 members`.
fn members(n: usize) -> String {
    crate::kit::text::plural(n, t!("member"), t!("members"))
}
