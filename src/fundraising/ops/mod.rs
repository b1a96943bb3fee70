//! What can be done in fundraising. The window and the command line call these and nothing else.

pub mod appeal;
pub mod plan;
pub mod pledge;
pub mod prospect;
pub mod thanks;

pub use pledge::link_in;

use crate::office::Op;

/// Every operation of fundraising.
pub const OPS: &[&Op] = &[
    &pledge::ADD,
    &pledge::CHANGE,
    &pledge::CANCEL,
    &pledge::RESUME,
    &pledge::REMOVE,
    &pledge::RECEIVE,
    &pledge::LINK,
    &pledge::UNLINK,
    &appeal::ADD,
    &appeal::CHANGE,
    &appeal::REMOVE,
    &appeal::ADD_NAME,
    &appeal::REMOVE_NAME,
    &appeal::ASK,
    &appeal::REMOVE_ASK,
    &thanks::THANK,
    &prospect::SAVE,
    &prospect::REMOVE,
    &plan::SET,
    &plan::COPY,
];
