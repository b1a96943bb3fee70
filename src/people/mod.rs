//! People: persons and organisations, found by a few letters, brought in from the lists a branch already has.
//!
//! A [`Person`] carries its [`Details`]; a half-typed one is a [`PersonForm`], which [`PersonForm::parse`] turns into
//! details or into problems by field. Operations are in [`ops`]; reading is in [`store`], search foremost.

//pub mod cli;
mod countries;
//pub mod fields;
mod form;
mod model;
pub mod names;
pub mod ops;
mod post;
pub mod store;
mod words;

pub use form::{AddressForm, ContactForm, FieldProblem, PersonForm};
pub use model::{Address, AddressId, Channel, Contact, ContactId, Details, Person, PersonId, Validity};
pub use post::post_lines;

//use crate::cli::Noun;
use crate::office::{Derived, Op};

/// The operations of this subject.
pub const OPS: &[&Op] =
    &[&ops::ADD, &ops::CHANGE, &ops::REMOVE, &ops::TAG, &ops::UNTAG];

/// The indexes that are derived from its tables.
pub const DERIVED: &[&Derived] = &[&store::PERSON_SEARCH];

//// Its commands
//pub const NOUN: Noun = cli::NOUN;
