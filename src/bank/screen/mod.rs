//! The bank on screen: lines that wait, all lines, statements, what did not come, what was remembered, and reconciling.

mod ask;
mod bank;
mod entries;
mod form;
mod form_fields;
mod import;
mod lines;
mod lists;
mod reconcile;
mod waiting;
mod wizard;

pub(super) use bank::Bank;
pub(super) use reconcile::Reconcile;
pub(super) use wizard::boxed as map_boxed;

use egui::Key;

use crate::app::{Command, Shortcut};
use crate::t;
use crate::ui::icons;

/// Lines that wait, all lines, statements.
pub const BANK: &str = "money.bank";
/// Holding an account against the bank.
pub const RECONCILE: &str = "money.reconcile";
/// Saying which column of a table is what.
pub const MAP: &str = "money.bank_map";
/// Where an entry of the ledger is seen, and a person.
const ENTRIES: &str = crate::ledger::screen::ENTRIES;
const PEOPLE: &str = "people.list";

/// What lines and what is suggested for them depend on.
const TABLES: &[&str] = &[
    "bank_line",
    "bank_statement",
    "bank_match",
    "bank_rule",
    "bank_payer",
    "bank_account",
    "bank_reconciliation",
    "bank_brought",
    "entry",
    "entry_line",
    "batch",
    "person",
    "pledge",
    "pledge_share",
    "dues_charge",
    "dues_share",
    "account",
];

const OF_BANK: Command = Command { screen: BANK, ..Command::NONE };

pub(super) static IMPORT: Command = Command {
    key: "bank.import",
    says: || t!("Import statement…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::G)),
    ..OF_BANK
};

pub(super) static MATCH_SURE: Command = Command {
    key: "bank.match_sure",
    says: || t!("Match all that is sure…"),
    icon: Some(icons::CHECKS),
    shortcut: Some(Shortcut::letter(Key::O)),
    ..OF_BANK
};

pub(super) static RECORD: Command = Command {
    key: "bank.record",
    says: || t!("Record as…"),
    icon: Some(icons::NOTE_PENCIL),
    shortcut: Some(Shortcut::letter(Key::C)),
    ..OF_BANK
};

pub(super) static SPLIT: Command = Command {
    key: "bank.split",
    says: || t!("Split the line…"),
    icon: Some(icons::ROWS),
    shortcut: Some(Shortcut::letter(Key::S)),
    ..OF_BANK
};

pub(super) static SOMEBODY_NEW: Command = Command {
    key: "bank.somebody_new",
    says: || t!("From somebody new…"),
    icon: Some(icons::USER_PLUS),
    shortcut: Some(Shortcut::letter(Key::W)),
    ..OF_BANK
};

pub(super) static REMEMBER: Command = Command {
    key: "bank.remember",
    says: || t!("Record and remember…"),
    icon: Some(icons::BOOKMARK),
    shortcut: Some(Shortcut::letter(Key::M)),
    ..OF_BANK
};

pub(super) static ENTRIES_OF: Command = Command {
    key: "bank.entries",
    says: || t!("Find entries…"),
    icon: Some(icons::MAGNIFYING_GLASS),
    shortcut: Some(Shortcut::letter(Key::F)),
    ..OF_BANK
};

pub(super) static ASIDE: Command = Command {
    key: "bank.aside",
    says: || t!("Set aside…"),
    icon: Some(icons::ARCHIVE),
    shortcut: Some(Shortcut::letter(Key::H)),
    ..OF_BANK
};

pub(super) static FREE: Command = Command {
    key: "bank.free",
    says: || t!("Free the line"),
    icon: Some(icons::ARROW_COUNTER_CLOCKWISE),
    shortcut: Some(Shortcut::letter(Key::U)),
    ..OF_BANK
};

pub(super) static TO_RECONCILE: Command = Command {
    key: "bank.to_reconcile",
    says: || t!("Reconcile…"),
    icon: Some(icons::SCALES),
    shortcut: Some(Shortcut::letter(Key::K)),
    writes: false,
    screen: RECONCILE,
    ..Command::NONE
};

macro_rules! accept {
    ($name:ident, $key:literal, $says:literal, $number:ident) => {
        pub(super) static $name: Command =
            Command { key: $key, says: || t!($says), shortcut: Some(Shortcut::letter(Key::$number)), ..OF_BANK };
    };
}

accept!(ACCEPT_1, "bank.accept_1", "Accept the first suggestion", Num1);
accept!(ACCEPT_2, "bank.accept_2", "Accept the second suggestion", Num2);
accept!(ACCEPT_3, "bank.accept_3", "Accept the third suggestion", Num3);
accept!(ACCEPT_4, "bank.accept_4", "Accept the fourth suggestion", Num4);
accept!(ACCEPT_5, "bank.accept_5", "Accept the fifth suggestion", Num5);

/// By the place of the suggestion.
const ACCEPTS: [&Command; 5] = [&ACCEPT_1, &ACCEPT_2, &ACCEPT_3, &ACCEPT_4, &ACCEPT_5];

/// All of them, in the order of a menu.
pub(super) const COMMANDS: &[&Command] = &[
    &IMPORT,
    &MATCH_SURE,
    &ACCEPT_1,
    &ACCEPT_2,
    &ACCEPT_3,
    &ACCEPT_4,
    &ACCEPT_5,
    &RECORD,
    &SPLIT,
    &SOMEBODY_NEW,
    &REMEMBER,
    &ENTRIES_OF,
    &ASIDE,
    &FREE,
    &TO_RECONCILE,
];

/// Why nothing can be written, if so.
fn read_only(sight: &crate::app::Sight<'_>) -> Option<&'static str> {
    sight.facts.read_only.then(|| t!("This office is open read-only"))
}

/// Height of the strip at the foot of a list, points.
const FOOT: f32 = 36.0;
