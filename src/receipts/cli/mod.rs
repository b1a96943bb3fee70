//! The commands of receipts.

mod issue;
mod look;
mod settings;

use clap::{Arg, Command};

use super::report::{self, EXPORT, REPORT};
use crate::cli::args::{choice, file, flag, must_write, option, writes};
use crate::cli::{Noun, Verb, verb};
use crate::receipts::model::ReceiptKind;

/// The commands, the report, the export and the count.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[("receipts", "Receipts: whom they are for, the book, printing, voiding")],
    exports: &[EXPORT],
    reports: &[REPORT],
    counts: Some(|conn, _today| report::counts(conn)),
    closing: Some(super::store::closing),
    about: Some(report::about),
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("receipts", "preview"; "Who would get a receipt, who would not and why"; look::preview_args; look::preview),
    verb!("receipts", "issue"; "Issue a year’s receipts, or one donation’s; look with `receipts preview` first"; issue::issue_args; issue::issue),
    verb!("receipts", "list"; "The receipt book"; look::list_args; look::list),
    verb!("receipts", "print"; "Print a receipt; a reprint says so on its face"; issue::print_args; issue::print),
    verb!("receipts", "void"; "Void a receipt, with the reason"; issue::void_args; issue::void),
    verb!("receipts", "reissue"; "Void a receipt and issue another that names it"; issue::reissue_args; issue::reissue),
    verb!("receipts", "settings"; "How receipts are issued; with flags, changes it"; settings::settings_args; settings::settings),
    verb!("receipts", "series"; "The series of numbers; with flags, begins one or sets its first number"; settings::series_args; settings::series),
];

fn number() -> Arg {
    Arg::new("number").value_name("NUMBER").help("The receipt’s number")
}

fn kind_arg(c: Command) -> Command {
    let help = "One for each donation, or one for each donor (the default)";
    c.arg(choice("kind", "KIND", help, [ReceiptKind::Single, ReceiptKind::Annual].map(ReceiptKind::key)))
}

fn kind_of(text: Option<&str>) -> ReceiptKind {
    text.and_then(ReceiptKind::of).unwrap_or(ReceiptKind::Annual)
}
