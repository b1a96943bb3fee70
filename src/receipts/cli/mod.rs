//! The commands of receipts.

mod issue;
mod look;
mod settings;

use clap::{Arg, ArgAction, Command};

use super::report::{self, EXPORT, REPORT};
use crate::cli::{Noun, Verb};
use crate::kit::{Problem, Result};
use crate::receipts::model::ReceiptKind;
use crate::t;

/// The commands, the report, the export and the count.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    exports: &[EXPORT],
    reports: &[REPORT],
    counts: Some(report::counts),
    about: Some(report::about),
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    Verb {
        words: &["receipts", "preview"],
        about: "Who would get a receipt, who would not and why",
        args: look::preview_args,
        run: look::preview,
    },
    Verb {
        words: &["receipts", "issue"],
        about: "Issue a year’s receipts, or one donation’s",
        args: issue::issue_args,
        run: issue::issue,
    },
    Verb { words: &["receipts", "list"], about: "The receipt book", args: look::list_args, run: look::list },
    Verb {
        words: &["receipts", "print"],
        about: "Print a receipt; a reprint says so on its face",
        args: issue::print_args,
        run: issue::print,
    },
    Verb {
        words: &["receipts", "void"],
        about: "Void a receipt, with the reason",
        args: issue::void_args,
        run: issue::void,
    },
    Verb {
        words: &["receipts", "reissue"],
        about: "Void a receipt and issue another that names it",
        args: issue::reissue_args,
        run: issue::reissue,
    },
    Verb {
        words: &["receipts", "settings"],
        about: "How receipts are issued; with flags, changes it",
        args: settings::settings_args,
        run: settings::settings,
    },
    Verb {
        words: &["receipts", "series"],
        about: "The series of numbers; with flags, begins one or sets its first number",
        args: settings::series_args,
        run: settings::series,
    },
];

fn file() -> Arg {
    Arg::new("file").value_name("FILE").required(true).help("The office")
}

fn number() -> Arg {
    Arg::new("number").value_name("NUMBER").help("The receipt’s number")
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn kind_arg(c: Command) -> Command {
    c.arg(option("kind", "KIND", "single (one for each donation) or annual (one for each donor, the default)"))
}

fn kind_of(text: Option<&str>) -> Result<ReceiptKind> {
    match text {
        None => Ok(ReceiptKind::Annual),
        Some(text) => ReceiptKind::of(text)
            .ok_or_else(|| Problem::usage(t!("--kind takes single or annual, not “{text}”", text = text))),
    }
}
