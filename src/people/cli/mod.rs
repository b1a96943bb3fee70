//! The commands of the register.

mod consent;
mod duplicates;
mod find;
mod import;
mod links;
mod log;
mod measure;
mod own;
mod papers;
mod person;
mod rights;

use clap::Arg;

use super::{fields, store};
use crate::cli::{List, Noun, Verb};

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
        Verb {
            words: &["people", "consent"],
            about: "What somebody said about one channel, or all that was said",
            args: consent::consent_args,
            run: consent::consent,
        },
        Verb {
            words: &["people", "do-not-contact"],
            about: "Leave somebody out of every list, letter and export",
            args: consent::stop_args,
            run: consent::stop,
        },
        Verb {
            words: &["people", "reach"],
            about: "Whether somebody may be reached by each channel, and why not",
            args: consent::reach_args,
            run: consent::reach,
        },
        Verb {
            words: &["people", "link"],
            about: "Link two people, or list the links of one",
            args: links::link_args,
            run: links::link,
        },
        Verb { words: &["people", "unlink"], about: "Take a link away", args: links::unlink_args, run: links::unlink },
        Verb {
            words: &["people", "log"],
            about: "Note a contact, a concern, thanks or an interest, or list what was noted",
            args: log::log_args,
            run: log::log,
        },
        Verb {
            words: &["people", "log-change"],
            about: "Change what was noted",
            args: log::change_args,
            run: log::change,
        },
        Verb {
            words: &["people", "log-done"],
            about: "Say that a next step was taken, or close a concern",
            args: log::done_args,
            run: log::close,
        },
        Verb {
            words: &["people", "log-remove"],
            about: "Remove what was noted",
            args: log::remove_args,
            run: log::remove,
        },
        Verb {
            words: &["people", "open"],
            about: "Next steps and concerns that want doing",
            args: log::open_args,
            run: log::open,
        },
        Verb {
            words: &["people", "attach"],
            about: "Attach a photo or a document, or list what is attached",
            args: papers::attach_args,
            run: papers::attach,
        },
        Verb { words: &["people", "detach"], about: "Take one off", args: papers::detach_args, run: papers::detach },
        Verb {
            words: &["people", "paper"],
            about: "Write what is attached to a file",
            args: papers::paper_args,
            run: papers::paper,
        },
        Verb { words: &["people", "fields"], about: "The office’s own fields", args: own::list_args, run: own::list },
        Verb {
            words: &["people", "field"],
            about: "Add a field of the office’s own, or change one",
            args: own::field_args,
            run: own::field,
        },
        Verb {
            words: &["people", "unfield"],
            about: "Remove one of them, or close it where it is in use",
            args: own::unfield_args,
            run: own::unfield,
        },
    ],
    exports: &[store::EXPORT],
    reports: store::REPORTS,
    counts: Some(store::counts),
    lists: &[List { name: "people", fields: fields::FIELDS, guess: fields::guess }],
    about: None,
};

fn file() -> Arg {
    Arg::new("file").value_name("FILE").required(true).help("The office")
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}
