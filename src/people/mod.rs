//! People: persons and organisations, found by a few letters, brought in from the lists a branch already has.
//!
//! A [`Person`] carries its [`Details`]; a half-typed one is a [`PersonForm`], which [`PersonForm::parse`] turns into
//! details or into problems by field. Operations are in [`ops`]; reading is in [`store`], search foremost.

pub mod cli;
mod countries;
pub mod fields;
mod form;
pub mod matching;
mod merge;
mod model;
pub mod names;
pub mod ops;
mod post;
mod row;
pub mod store;
mod words;

pub use form::{AddressForm, ContactForm, FieldProblem, PersonForm};
pub use model::{Address, AddressId, Channel, Contact, ContactId, Details, Person, PersonId, Validity};
pub use post::post_lines;

use crate::app::Subject;
use crate::cli::Noun;
use crate::office::{Derived, Op};
use crate::t;
use crate::ui::icons;

/// The operations of this subject.
pub const OPS: &[&Op] =
    &[&ops::ADD, &ops::CHANGE, &ops::REMOVE, &ops::TAG, &ops::UNTAG, &ops::IMPORT];

/// The indexes that are derived from its tables.
pub const DERIVED: &[&Derived] = &[&store::PERSON_SEARCH];

/// Its commands, exports and counts.
pub const NOUN: Noun = cli::NOUN;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "people",
    name: || t!("People"),
    icon: icons::USERS,
    ops: OPS,
    derived: DERIVED,
    noun: NOUN,
    ..Subject::NONE
};
