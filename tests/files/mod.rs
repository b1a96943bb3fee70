//! The file: making, opening, keys, faults.
mod opening;
