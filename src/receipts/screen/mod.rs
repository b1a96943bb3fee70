//! The screens of receipts: the book of what was issued, the yearly run, the settings.

mod ask;
mod export;
mod list;
mod numbers;
mod one;
mod pane;
mod paper;
mod run;
mod run_ask;
mod run_list;
mod run_pane;
mod settings;

pub(super) use list::Receipts;
pub(super) use run::Run;
pub(super) use settings::ReceiptSettings;

use chrono::Datelike as _;
use egui::Key;

use super::model::{Envelope, Layout};
use crate::app::{Command, Shortcut};
use crate::kit::Day;
use crate::t;
use crate::ui::icons;

/// The book of receipts.
pub(super) const LIST: &str = "money.receipts";
/// The yearly run.
pub(super) const RUN: &str = "receipts.run";
/// The settings for receipts.
pub(super) const SETTINGS: &str = "settings.receipts";
/// Where an entry of the ledger is seen.
const ENTRIES: &str = "money.entries";
/// Where a person of the register is seen.
const PEOPLE: &str = "people.list";

pub(super) static YEARLY: Command = Command {
    key: "receipts.yearly",
    says: || t!("Yearly receipts"),
    icon: Some(icons::STACK),
    shortcut: Some(Shortcut::letter(Key::Y)),
    screen: RUN,
    writes: false,
    ..Command::NONE
};

pub(super) static PRINT: Command = Command {
    key: "receipts.print",
    says: || t!("Print the receipt…"),
    icon: Some(icons::PRINTER),
    shortcut: Some(Shortcut::letter(Key::P)),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

pub(super) static REISSUE: Command = Command {
    key: "receipts.reissue",
    says: || t!("Reissue the receipt…"),
    icon: Some(icons::ARROW_CLOCKWISE),
    shortcut: Some(Shortcut::letter(Key::R)),
    screen: LIST,
    ..Command::NONE
};

pub(super) static VOID: Command = Command {
    key: "receipts.void",
    says: || t!("Void the receipt…"),
    icon: Some(icons::PROHIBIT),
    screen: LIST,
    ..Command::NONE
};

pub(super) static EXPORT: Command = Command {
    key: "receipts.export",
    says: || t!("Export the receipts…"),
    icon: Some(icons::EXPORT),
    screen: LIST,
    writes: false,
    ..Command::NONE
};

pub(super) static ISSUE: Command = Command {
    key: "receipts.issue_run",
    says: || t!("Issue the yearly receipts…"),
    icon: Some(icons::SEAL_CHECK),
    shortcut: Some(Shortcut::letter(Key::I)),
    screen: RUN,
    ..Command::NONE
};

pub(super) static PROOF: Command = Command {
    key: "receipts.proof",
    says: || t!("Print a proof…"),
    icon: Some(icons::EYE),
    screen: RUN,
    writes: false,
    ..Command::NONE
};

pub(super) static CHANGE_SETTINGS: Command = Command {
    key: "receipts.settings",
    says: || t!("Settings for receipts"),
    icon: Some(icons::GEAR),
    screen: SETTINGS,
    writes: false,
    ..Command::NONE
};

/// The year whose receipts are likely wanted: until the spring the one that ended, then the present one.
pub(super) fn likely_year(today: Day) -> i32 {
    if today.month() <= 4 { today.year() - 1 } else { today.year() }
}

/// The calendar years that can be chosen, the newest first.
fn years(today: Day, oldest: i32) -> Vec<(i32, String)> {
    let last = today.year();
    (oldest.clamp(last - 60, last)..=last).rev().map(|year| (year, year.to_string())).collect()
}

/// `A4, address for the UK DL window, 2 to a page`.
fn layout_words(layout: Layout) -> String {
    let paper = if layout.letter_paper { t!("Letter") } else { t!("A4") };
    let window = match layout.envelope {
        Envelope::None => t!("no window").to_owned(),
        envelope => t!("{envelope} window", envelope = envelope.label()),
    };
    match layout.per_page {
        0 | 1 => t!("{paper}, {window}, one to a page", paper = paper, window = window),
        n => t!("{paper}, {window}, {n} to a page", paper = paper, window = window, n = n),
    }
}

/// `3 donations`.
fn donations(n: usize) -> String {
    crate::kit::text::plural(n, t!("donation"), t!("donations"))
}

/// `141 receipts`.
fn receipts(n: usize) -> String {
    crate::kit::text::plural(n, t!("receipt"), t!("receipts"))
}
