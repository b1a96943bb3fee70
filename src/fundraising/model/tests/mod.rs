//! What is worked out, against known answers.
#![allow(clippy::indexing_slicing, reason = "a test may fail where it stands")]

mod pledges;
