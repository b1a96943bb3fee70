//! The command line: a tree of commands built from what the subjects describe, and the reporter that answers in text or JSON.
//!
//! The forms are a contract (names, flags, exit codes, JSON fields). A command calls the same operations as the window.

mod call;
mod map;
mod noun;
mod office;
mod paper;
mod report;
mod reporter;
mod tree;

pub use call::{Call, Globals, Outcome, read_passphrase};
pub use map::mapping_for;
pub use noun::{
    AmongPeople, Cell, Export, KeptOut, List, Noun, Opens, Report, RowSink, Sheet, SheetColumn, SheetRow, Span, Verb,
    Width,
};
pub use paper::{Letterhead, on_paper};
pub use report::write_sheet;
pub use reporter::Reporter;
pub use tree::{Invocation, command, run, wants_json};
