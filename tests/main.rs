//! The one test binary: operations first (`flows`), the file and its faults (`files`), commands (`cli`), screens, the house's rules.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may fail where it stands, and plays the other program"
)]

mod architecture;
mod cli;
mod common;
mod files;
mod flows;
mod packaging;
mod screens;
