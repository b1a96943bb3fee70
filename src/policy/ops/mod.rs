//! What is done with documents.

pub mod comment;
pub mod consult;
pub mod document;
pub mod part;
pub mod step;
pub mod value;
pub mod version;

use crate::office::Op;

/// The operations of this subject.
pub const OPS: &[&Op] = &[
    &document::NEW,
    &document::CHANGE,
    &document::REMOVE,
    &document::IMPORT,
    &version::SAVE,
    &step::STEP,
    &step::CHECK,
    &step::WORKFLOW,
    &part::ADD,
    &part::CHANGE,
    &part::REMOVE,
    &value::SET,
    &value::MARK,
    &comment::ADD,
    &comment::ANSWER,
    &comment::REMOVE,
    &consult::OPEN,
    &consult::RESPOND,
];
