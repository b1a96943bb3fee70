//! The tabs of Settings.

pub(super) mod office;
pub(super) mod this_computer;
pub(super) mod users;
