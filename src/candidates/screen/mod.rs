//! Candidates on screen.

pub(super) mod results;
