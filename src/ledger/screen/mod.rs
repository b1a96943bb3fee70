//! The screens of money: entries with the form that records them, batches, reports, and the accounts behind them.

mod accounts;
pub mod appeal;
mod batch;
mod batch_lines;
mod batches;
pub mod begin;
pub mod causes;
mod detail;
mod entries;
pub mod export;
pub mod form;
mod form_fields;
mod give_back;
pub mod glance;
mod import;
mod keyed;
mod list;
pub mod named;
pub mod parts;
mod reports;
mod scans;
pub mod sheet;
mod splits;
pub mod typing;

use egui::Key;

use crate::app::{Command, ScreenDef, Section, Shortcut};
use crate::t;
use crate::ui::icons;

/// The tables that entries and what is shown of them depend on.
const TABLES: &[&str] = &["entry", "entry_line", "entry_lock", "person", "batch", "attachment"];

/// Money in the rail.
pub static MONEY: Section = Section { key: "money", name: || t!("Money"), icon: icons::COINS };

/// The list of entries, newest first.
pub const ENTRIES: &str = "money.entries";

/// Bringing in a list of donations.
pub const IMPORT: &str = "money.import";

/// Drafts and posted batches.
pub const BATCHES: &str = "money.batches";
/// One batch that is being keyed.
pub const BATCH: &str = "money.batch";

/// Every subject's reports.
pub const REPORTS: &str = "money.reports";
/// Accounts, categories and funds.
pub const ACCOUNTS: &str = "money.accounts";

/// Opens the form for a donation.
pub static RECORD: Command = Command {
    key: "money.record",
    says: || t!("Record a donation"),
    icon: Some(icons::HAND_COINS),
    shortcut: Some(Shortcut::letter(Key::N)),
    screen: ENTRIES,
    ..Command::NONE
};

/// Opens the form for money out.
pub static EXPENSE: Command = Command {
    key: "money.expense",
    says: || t!("Record an expense"),
    icon: Some(icons::WALLET),
    shortcut: Some(Shortcut::letter(Key::X)),
    screen: ENTRIES,
    ..Command::NONE
};

/// Opens the entry in the pane for changing.
pub static CHANGE: Command = Command {
    key: "money.change",
    says: || t!("Change entry…"),
    icon: Some(icons::PENCIL_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::E)),
    screen: ENTRIES,
    ..Command::NONE
};

/// Goes to the screen that brings in a list.
pub static BRING_IN: Command = Command {
    key: "money.bring_in",
    says: || t!("Import donations…"),
    icon: Some(icons::UPLOAD_SIMPLE),
    shortcut: Some(Shortcut::letter(Key::L)),
    screen: IMPORT,
    ..Command::NONE
};

/// Attaches a scan to the entry in the pane.
pub static ATTACH: Command = Command {
    key: "money.attach",
    says: || t!("Attach a scan…"),
    icon: Some(icons::PAPERCLIP),
    shortcut: Some(Shortcut::letter(Key::A)),
    screen: ENTRIES,
    ..Command::NONE
};

/// Puts the keyboard into the search field.
pub static SEARCH: Command = Command {
    key: "money.search",
    says: || t!("Search entries"),
    icon: Some(icons::MAGNIFYING_GLASS),
    shortcut: Some(Shortcut::letter(Key::Slash)),
    screen: ENTRIES,
    writes: false,
    ..Command::NONE
};

/// Declares a new batch.
pub static NEW_BATCH: Command = Command {
    key: "money.new_batch",
    says: || t!("New batch"),
    icon: Some(icons::STACK),
    shortcut: Some(Shortcut::letter(Key::B)),
    screen: BATCHES,
    ..Command::NONE
};

/// Posts the batch that is being keyed.
pub static POST_BATCH: Command = Command {
    key: "money.post_batch",
    says: || t!("Post batch"),
    shortcut: Some(Shortcut::ctrl_shift(Key::Enter)),
    screen: BATCH,
    ..Command::NONE
};

/// Saves the batch that is being keyed.
pub static SAVE_BATCH: Command = Command {
    key: "money.save_batch",
    says: || t!("Save batch for later"),
    shortcut: Some(Shortcut::ctrl(Key::S)),
    screen: BATCH,
    ..Command::NONE
};

/// Adds an account, a category or a fund: whichever list is on show.
pub static ADD_ACCOUNT: Command = Command {
    key: "money.add_account",
    says: || t!("Add one"),
    icon: Some(icons::PLUS),
    screen: ACCOUNTS,
    ..Command::NONE
};

/// Every command of money.
pub const COMMANDS: &[&Command] = &[
    &RECORD,
    &EXPENSE,
    &NEW_BATCH,
    &BRING_IN,
    &CHANGE,
    &ATTACH,
    &SEARCH,
    &POST_BATCH,
    &SAVE_BATCH,
    &ADD_ACCOUNT,
    &glance::NUMBERS,
    &glance::SAVE,
];

/// Every screen of money.
pub const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: ENTRIES,
        title: || t!("Entries"),
        section: &MONEY,
        tab: Some(0),
        make: entries::Entries::boxed,
        poses: &[
            "first",
            "new",
            "new expense",
            "new in_kind",
            "new transfer",
            "change",
            "reverse",
            "refund",
            "nothing like this",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: BATCHES,
        title: || t!("Batches"),
        section: &MONEY,
        tab: Some(1),
        make: batches::Batches::boxed,
        poses: &["new"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: BATCH,
        title: || t!("Batch"),
        section: &MONEY,
        tab: None,
        make: batch::BatchScreen::boxed,
        poses: &[batch::NEWEST],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: IMPORT,
        title: || t!("Import donations"),
        section: &MONEY,
        tab: None,
        make: import::boxed,
        poses: &["example"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: glance::GLANCE,
        title: || t!("At a glance"),
        section: &MONEY,
        tab: Some(7),
        make: glance::Glance::boxed,
        poses: &["numbers"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: REPORTS,
        title: || t!("Reports"),
        section: &MONEY,
        tab: Some(8),
        make: reports::Reports::boxed,
        poses: &["1", "2", "3"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: ACCOUNTS,
        title: || t!("Accounts"),
        section: &MONEY,
        tab: Some(9),
        make: accounts::Accounts::boxed,
        poses: &["categories", "funds", "new"],
        ..ScreenDef::NONE
    },
];

/// What Home says of drafts.
pub use batch::todo;
