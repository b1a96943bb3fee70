//! What is done with rounds, each thing once for window and command line.

mod after;

pub use after::{
    DECIDE, ENDORSE, HAND_OVER, MODERATE, PURGE, TELL, UNENDORSE, decide, departs, endorse, hand_over, moderate, purge,
    tell, unendorse,
};

use crate::office::Op;

/// Every operation of candidates.
pub const OPS: &[&Op] = &[&MODERATE, &DECIDE, &TELL, &ENDORSE, &UNENDORSE, &HAND_OVER, &PURGE];
