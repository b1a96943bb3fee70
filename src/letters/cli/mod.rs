//! The commands of letters and labels.

mod labels;
mod letter;
mod print;
mod whom;

use clap::Command;

use super::store;
use crate::cli::args::{file, flag, needed, option};
use crate::cli::{Call, Mailing, Noun, Verb, verb};

pub use labels::{sheet, sheet_args};
pub use whom::{asked, plan_json, plan_text, whom_args};

/// The commands, and what letters bring to their own fields.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("letters", "Letters to many: texts, whom they go to, print and mail merge"),
        ("labels", "Address labels"),
    ],
    mailing: store::MAILING,
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("letters", "list"; "The letters of the office and those that come with the program"; letter::list_args; letter::list),
    verb!("letters", "show"; "One letter with its text"; letter::one_args; letter::show),
    verb!("letters", "save"; "Write a letter, or change one"; letter::save_args; letter::save),
    verb!("letters", "remove"; "Remove a letter; of a changed one, the program’s own comes back"; letter::one_args; letter::remove),
    verb!("letters", "fields"; "What a letter can have filled in for each person"; letter::list_args; letter::fields),
    verb!("letters", "whom"; "Whom one can write to together"; letter::list_args; letter::whom),
    verb!("letters", "preview"; "Who would get a letter, who would not and why, and what one of them says"; print::preview_args; print::preview),
    verb!("letters", "print"; "Print a letter to people, as one PDF in post order"; print::print_args; print::print),
    verb!("letters", "merge"; "Write the same as a table for another program’s mail merge"; print::merge_args; print::merge),
    verb!("labels", "sheets"; "The sheets of labels that are known"; labels::sheets_args; labels::sheets),
    verb!("labels", "print"; "Print address labels, as one PDF in post order"; labels::print_args; labels::print),
    verb!("labels", "test"; "A page for plain paper, to hold against a sheet of labels"; labels::test_args; labels::test),
];

fn one(c: Command) -> Command {
    c.arg(file()).arg(needed("letter", "LETTER", "Its title, or the beginning of it"))
}

/// The parts of all subjects in letters.
pub fn mailings(call: &Call<'_>) -> Vec<Mailing> {
    call.nouns.iter().map(|noun| noun.mailing).collect()
}
