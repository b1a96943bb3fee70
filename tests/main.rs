//! The one test binary: operations, commands.

mod cli;
mod flows;
