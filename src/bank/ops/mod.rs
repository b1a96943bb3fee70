//! What can be done with bank lines. The window and the command line call these and nothing else.

mod intake;

pub use intake::{FORGET, IMPORT, commit, forget, prepare, reading};

use crate::office::Op;

/// Every operation of the bank.
pub const OPS: &[&Op] = &[&IMPORT, &FORGET];
