//! What is done with documents.

pub mod amend;
pub mod comment;
pub mod consult;
pub mod document;
pub mod merging;
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
    &amend::WRITE,
    &amend::CHANGE,
    &amend::REMOVE,
    &amend::SUBMIT,
    &amend::SCREEN,
    &amend::SUPPORT,
    &amend::RECOMMEND,
    &amend::LINK,
    &amend::UNLINK,
    &amend::BLOCK,
    &amend::SEPARATE,
    &amend::REWRITE,
    &amend::VOTE,
    &amend::REBASE,
    &merging::DECIDE,
    &merging::MERGE,
];
