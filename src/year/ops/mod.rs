//! What can be done with years. The window and the command line call these and nothing else.

mod close;
mod sample;
mod statement;

pub use close::{CLOSE, NewClosing, REOPEN, close, reopen};
pub use sample::{CHECKED, EXAMINE, checked, examine};
pub use statement::{NOTE, PLACE, note, place};

use crate::office::Op;

/// Every operation of years.
pub const OPS: &[&Op] = &[&CLOSE, &REOPEN, &NOTE, &PLACE, &EXAMINE, &CHECKED];
