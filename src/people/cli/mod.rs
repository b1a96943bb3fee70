//! The commands of the register.

mod duplicates;
mod find;
mod import;
mod measure;
mod person;
mod rights;

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
            args: duplicates::list_args,
            run: duplicates::list,
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
        Verb {
            words: &["people", "merge"],
            about: "Make two records one",
            args: duplicates::merge_args,
            run: duplicates::merge,
        },
        Verb {
            words: &["people", "not-duplicate"],
            about: "Remember that two who look like one are two",
            args: duplicates::apart_args,
            run: duplicates::apart,
        },
        Verb {
            words: &["people", "measure-duplicates"],
            about: "How good the rules for duplicates are on a list with known answers",
            args: measure::args,
            run: measure::run,
        },
        Verb { words: &["people", "tag"], about: "Put a tag on people", args: person::tag_args, run: person::tag },
        Verb {
            words: &["people", "untag"],
            about: "Take a tag off people",
            args: person::tag_args,
            run: person::untag,
        },
        Verb {
            words: &["people", "access"],
            about: "Write everything held about a person, for that person",
            args: rights::access_args,
            run: rights::access,
        },
        Verb {
            words: &["people", "erase"],
            about: "Erase a person, also from the history and the backups",
            args: rights::erase_args,
            run: rights::erase,
        },
        Verb {
            words: &["people", "retention"],
            about: "Who is due for erasure, and why",
            args: rights::retention_args,
            run: rights::retention,
        },
        Verb {
            words: &["people", "release"],
            about: "Erase the names in records that were kept and no longer need to be",
            args: rights::release_args,
            run: rights::release,
        },
    ],
    exports: &[Export { name: "people", says: "People", columns: store::export_columns, rows: store::export_rows }],
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
