//! The command line: a tree of commands built from what the subjects describe, and the reporter that answers in text or JSON.
//!
//! The forms are a contract (names, flags, exit codes, JSON fields). A command calls the same operations as the window.

pub mod args;
mod call;
mod import;
mod mailing;
mod map;
mod noun;
mod office;
mod paper;
mod report;
mod reporter;
mod sheet;
mod stationery;
mod tree;

pub use call::{Call, Globals, Outcome, read_passphrase};
pub use import::{mapping_for, problem_words, refused_arg, refused_path, tell_import, tell_import_with, write_refused};
pub use mailing::{Asked, Audience, Mailing, MergeField, MergeFields, Values};
pub(crate) use noun::verb;
pub use noun::{
    About, AboutOf, AmongPeople, Cell, ClosingItem, ClosingOf, Export, KeptOut, List, Noun, Opens, Report, RowSink,
    Sheet, SheetColumn, SheetRow, Span, Verb, Width, about, closing,
};
pub use paper::{Letterhead, on_paper};
pub use reporter::Reporter;
pub use sheet::{SHEET_FORMS, cell_text, save_sheet, sheet_json, sheet_text, write_sheet};
pub use stationery::Stationery;
pub use tree::{Invocation, command, run, wants_json, wrong_call};
