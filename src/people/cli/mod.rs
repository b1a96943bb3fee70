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

use super::{fields, store};
use crate::cli::args::{choice, dry_run, file, flag, many, needed, option, person, yes_no};
use crate::cli::{List, Noun, verb};

pub(super) const NOUN: Noun = Noun {
    verbs: &[
        verb!("find"; "Find people by name, e-mail, phone, postcode or number"; find::find_args; find::find),
        verb!("duplicates"; "Pairs that are probably one person"; duplicates::list_args; duplicates::list),
        verb!("import", "people"; "Bring in a list of people"; import::args; import::run),
        verb!("people", "add"; "Add a person or an organisation"; person::add_args; person::add),
        verb!("people", "change"; "Change what is known of one"; person::change_args; person::change),
        verb!("people", "show"; "All that is known of one"; person::one_args; person::show),
        verb!("people", "remove"; "Remove one that nothing refers to"; person::one_args; person::remove),
        verb!("people", "merge"; "Make two records one"; duplicates::merge_args; duplicates::merge),
        verb!("people", "not-duplicate"; "Remember that two who look like one are two"; duplicates::apart_args; duplicates::apart),
        verb!("people", "measure-duplicates"; "How good the rules for duplicates are on a list with known answers"; measure::args; measure::run),
        verb!("people", "tag"; "Put a tag on people"; person::tag_args; person::tag),
        verb!("people", "untag"; "Take a tag off people"; person::tag_args; person::untag),
        verb!("people", "access"; "Write everything held about a person, for that person"; rights::access_args; rights::access),
        verb!("people", "erase"; "Erase a person, also from the history and the backups"; rights::erase_args; rights::erase),
        verb!("people", "retention"; "Who is due for erasure, and why"; rights::retention_args; rights::retention),
        verb!("people", "release"; "Erase the names in records that were kept and no longer need to be"; rights::release_args; rights::release),
        verb!("people", "consent"; "What somebody said about one channel, or all that was said"; consent::consent_args; consent::consent),
        verb!("people", "do-not-contact"; "Leave somebody out of every list, letter and export"; consent::stop_args; consent::stop),
        verb!("people", "reach"; "Whether somebody may be reached by each channel, and why not"; consent::reach_args; consent::reach),
        verb!("people", "link"; "Link two people, or list the links of one"; links::link_args; links::link),
        verb!("people", "unlink"; "Take a link away"; links::unlink_args; links::unlink),
        verb!("people", "log"; "Note a contact, a concern, thanks, an interest or feedback, or list what was noted"; log::log_args; log::log),
        verb!("people", "log-change"; "Change what was noted"; log::change_args; log::change),
        verb!("people", "log-done"; "Say that a next step was taken, or close a concern"; log::done_args; log::close),
        verb!("people", "log-remove"; "Remove what was noted"; log::remove_args; log::remove),
        verb!("people", "open"; "Next steps and concerns that want doing"; log::open_args; log::open),
        verb!("people", "attach"; "Attach a photo or a document, or list what is attached"; papers::attach_args; papers::attach),
        verb!("people", "detach"; "Take one off"; papers::detach_args; papers::detach),
        verb!("people", "paper"; "Write what is attached to a file"; papers::paper_args; papers::paper),
        verb!("people", "fields"; "The office’s own fields"; own::list_args; own::list),
        verb!("people", "field"; "Add a field of the office’s own, or change one"; own::field_args; own::field),
        verb!("people", "unfield"; "Remove one of them, or close it where it is in use"; own::unfield_args; own::unfield),
    ],
    groups: &[("people", "The register of people and organisations")],
    exports: &[store::EXPORT],
    reports: store::REPORTS,
    counts: Some(|conn, _today| store::counts(conn)),
    lists: &[List { name: "people", fields: fields::FIELDS, guess: fields::guess }],
    mailing: store::MAILING,
    about: None,
    ..Noun::NONE
};
