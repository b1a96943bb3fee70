//! The file: making, opening, keys, faults.
mod faults;
mod opening;
mod schema;
