//! What can be done with bank lines. The window and the command line call these and nothing else.

mod intake;
mod matching;
mod reconcile;
mod rules;
mod say;

pub use intake::{FORGET, IMPORT, commit, forget, prepare, reading};
pub use matching::{
    ASIDE, Accepted, BRING_BACK, FREE, MATCH, MATCH_SURE, RECORD, accept, accept_sure, bring_back, free, op_of,
};
pub use reconcile::{RECONCILE, REOPEN, reconcile, reopen};
pub use rules::{REMOVE_RULE, SAVE_RULE, remove_rule, save_rule};

use crate::office::Op;

/// Every operation of the bank.
pub const OPS: &[&Op] = &[
    &IMPORT,
    &FORGET,
    &MATCH,
    &RECORD,
    &ASIDE,
    &BRING_BACK,
    &FREE,
    &MATCH_SURE,
    &SAVE_RULE,
    &REMOVE_RULE,
    &RECONCILE,
    &REOPEN,
];
