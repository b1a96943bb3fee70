//! The commands of the register.

mod find;
mod import;
mod person;

use clap::Arg;

use super::{fields, store};
use crate::cli::{Export, List, Noun, Verb};

pub(super) const NOUN: Noun = Noun {
    verbs: &[
        Verb {
            words: &["find"],
            about: "Find people by name, e-mail, phone, postcode or number",
            args: find::find_args,
            run: find::find,
        },
        Verb {
            words: &["duplicates"],
            about: "Pairs that are probably one person",
            args: find::duplicates_args,
            run: find::duplicates,
        },
        Verb { words: &["import", "people"], about: "Bring in a list of people", args: import::args, run: import::run },
        Verb {
            words: &["people", "add"],
            about: "Add a person or an organisation",
            args: person::add_args,
            run: person::add,
        },
        Verb {
            words: &["people", "change"],
            about: "Change what is known of one",
            args: person::change_args,
            run: person::change,
        },
        Verb {
            words: &["people", "show"],
            about: "All that is known of one",
            args: person::one_args,
            run: person::show,
        },
        Verb {
            words: &["people", "remove"],
            about: "Remove one that nothing refers to",
            args: person::one_args,
            run: person::remove,
        },
        Verb { words: &["people", "tag"], about: "Put a tag on people", args: person::tag_args, run: person::tag },
        Verb {
            words: &["people", "untag"],
            about: "Take a tag off people",
            args: person::tag_args,
            run: person::untag,
        },
    ],
    exports: &[Export { name: "people", says: "People", columns: store::export_columns, rows: store::export_rows, ..Export::NONE }],
    reports: &[],
    counts: Some(store::counts),
    lists: &[List { name: "people", fields: fields::FIELDS, guess: fields::guess }],
};

fn file() -> Arg {
    Arg::new("file").value_name("FILE").required(true).help("The office")
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}
