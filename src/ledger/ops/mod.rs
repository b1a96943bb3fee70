//! What can be done with the ledger. The window and the command line call these and nothing else.

mod batch;
mod chart;
mod correct;
mod import;
mod record;

pub use batch::{
    DISCARD_BATCH, POST_BATCH, Posted, SAVE_BATCH, discard_batch, post_batch, post_new_batch, posted_before, save_batch,
};
pub use chart::{
    BEGIN, SAVE_ACCOUNT, SAVE_CATEGORY, SAVE_FUND, begin, begin_in, save_account, save_category, save_fund,
};
pub use correct::{CHANGE, CORRECT, REFUND, REVERSE, change, correct, refund, reverse};
pub use import::{IMPORT, NOUN as IMPORT_NOUN, commit, known, prepare, prepare_as};
pub use record::{RECORD, attach, attach_scan, record, record_for, record_from, record_in};

use crate::office::Op;

/// Every operation of the ledger.
pub const OPS: &[&Op] = &[
    &BEGIN,
    &RECORD,
    &CHANGE,
    &REVERSE,
    &CORRECT,
    &REFUND,
    &SAVE_BATCH,
    &POST_BATCH,
    &DISCARD_BATCH,
    &SAVE_ACCOUNT,
    &SAVE_CATEGORY,
    &SAVE_FUND,
    &IMPORT,
];
