//! What can be done about the rules of the law. The window and the command line call these and nothing else.

mod own;
mod standing;
mod work;

pub use own::{
    ADD_ELECTION, ADD_VALUE, REMOVE_ELECTION, REMOVE_RULE, REMOVE_VALUE, SAVE_RULE, add_election, add_value,
    remove_election, remove_rule, remove_value, save_rule,
};
pub use standing::{SET_STANDING, set_standing, take_said};
pub use work::{WORK, WORK_BEFORE, work, work_before};

use crate::office::Op;

/// Every operation of rules.
pub const OPS: &[&Op] = &[
    &WORK,
    &WORK_BEFORE,
    &SET_STANDING,
    &ADD_VALUE,
    &REMOVE_VALUE,
    &SAVE_RULE,
    &REMOVE_RULE,
    &ADD_ELECTION,
    &REMOVE_ELECTION,
];
