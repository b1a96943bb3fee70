//! What an operation is: declared once by its subject, called by the window and the command line alike.

use std::collections::BTreeSet;
use std::fmt;

use rusqlite::Connection;
use serde::Serialize;

use super::{Office, Tx};
use crate::kit::Result;

crate::row_id!(
    /// One operation in the history of a file.
    OpId
);

/// A kind of operation. `key` is what the file keeps (`ledger.record_entry`), `says` what a person reads ("Record entry").
#[derive(Debug)]
pub struct Op {
    pub key: &'static str,
    /// English, imperative, sentence case: the menu reads "Undo record entry".
    pub says: &'static str,
    pub undo: Undo,
    /// The command that does it, or why there is none.
    pub reach: Reach,
}

/// How an operation is taken back.
#[derive(Clone, Copy)]
pub enum Undo {
    /// Every row goes back; refused where one has changed since, saying which.
    Reverse,
    /// Imports and runs: rows changed since are left as they are, and listed.
    ReverseKeep,
    /// Merges: field by field. What was changed since stays as it is and is listed; all else of the same row goes back.
    ReverseFields,
    /// What was issued cannot be unissued: this does what takes its place (a void with a reason).
    Compensate {
        by: fn(&mut Office, OpId, &str) -> Result<OpId>,
        /// What stands afterwards, said before it is done: a sentence without its stop.
        leaves: &'static str,
    },
    /// Cannot be taken back; the text says why.
    Final(&'static str),
    /// Notes that something left the program (a print): there is nothing to take back, and Undo goes on to the step before.
    Aside(&'static str),
}

impl fmt::Debug for Undo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reverse => "Reverse",
            Self::ReverseKeep => "ReverseKeep",
            Self::ReverseFields => "ReverseFields",
            Self::Compensate { .. } => "Compensate",
            Self::Final(_) => "Final",
            Self::Aside(_) => "Aside",
        })
    }
}

/// How the command line reaches an operation.
#[derive(Clone, Copy, Debug)]
pub enum Reach {
    /// The words of the command, e.g. `ledger record`.
    Command(&'static str),
    /// Only in the window, with the reason.
    WindowOnly(&'static str),
}

/// What every operation returns.
#[derive(Debug)]
pub struct Done<T> {
    pub value: T,
    /// The step of history; `None` when nothing changed and so nothing was recorded.
    pub op: Option<OpId>,
    pub changed: Changed,
}

/// The tables an operation changed, read from the journal rows it wrote, so it cannot lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed(pub BTreeSet<String>);

impl Changed {
    pub fn touches(&self, table: &str) -> bool {
        self.0.contains(table)
    }
}

/// An index that can always be rebuilt from other tables (search). After each operation `refresh` is called with the ids
/// of the owners whose source rows changed in the temporary table `dirty_<name>`.
#[derive(Debug)]
pub struct Derived {
    pub name: &'static str,
    /// For `check`: "search index".
    pub says: fn() -> &'static str,
    /// Source tables, and the column in each that names the owner. A table may stand more than once.
    pub sources: &'static [(&'static str, &'static str)],
    pub refresh: fn(&Connection) -> Result<()>,
    pub rebuild: fn(&Connection) -> Result<()>,
    /// Whether it was made by something that is another now (a program with other data), and so is rebuilt when the file opens.
    pub outdated: fn(&Connection) -> Result<bool>,
    /// How many owners are wrong in the index; 0 when it agrees.
    pub verify: fn(&Connection) -> Result<usize>,
}

/// Something `check` found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub severity: Severity,
    /// One sentence.
    pub what: String,
    /// The record or table it concerns.
    #[serde(rename = "where")]
    pub place: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the office is sound.
    Notice,
    /// Something is wrong.
    Error,
}

/// What the subjects bring to the file, so that `office` names none of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    pub ops: &'static [&'static [&'static Op]],
    pub derived: &'static [&'static Derived],
    pub checks: &'static [fn(&Connection) -> Result<Vec<Finding>>],
    /// What a new office starts with (accounts, categories, a number series), as part of its first step.
    pub begin: &'static [fn(&Tx<'_>) -> Result<()>],
    /// Whether a row of a table may no longer change, and by what: "receipt 2026-0412". Asked before an undo.
    pub locks: &'static [Lock],
    /// What no step may change, whatever it is: asked at its end, of the rows of the journal that came with it.
    pub guards: &'static [Guard],
    /// Whether the ledger holds amounts, so that the currency may no longer change.
    pub has_amounts: Option<fn(&Connection) -> Result<bool>>,
    /// What the tables hold about people, for the right of access and for erasure.
    pub personal: &'static [&'static super::Personal],
    /// Tables that only count up: undo leaves their rows as they are, so that what was counted is not counted again.
    pub counters: &'static [&'static str],
    /// What money that is about to be recorded will cause.
    pub foresee: &'static [super::Foresee],
    /// Who takes in what lists say of donors.
    pub take_said: &'static [super::TakeSaid],
    /// What segments can ask of people.
    pub conditions: &'static [&'static super::Condition],
    /// Who keeps segments, where somebody does.
    pub segments: Option<super::Segments>,
    /// The payments that are awaited, for who reads the bank's statement.
    pub expects: &'static [&'static super::Expects],
    /// What tasks can come from.
    pub origins: &'static [&'static super::Origin],
}

/// Says by what a row is locked, if it is.
pub type Lock = fn(&Connection, table: &str, row: i64) -> Result<Option<String>>;

/// Refuses a step that changed what stays as it is; `after` is the last row of the journal before the step. Undo and redo are
/// steps like any other, so nothing comes in by a back door.
pub type Guard = fn(&Connection, after: i64) -> Result<()>;

impl Setup {
    /// A program without subjects, for `..Setup::NONE`.
    pub const NONE: Self = Self {
        ops: &[],
        derived: &[],
        checks: &[],
        begin: &[],
        locks: &[],
        guards: &[],
        has_amounts: None,
        personal: &[],
        counters: &[],
        foresee: &[],
        take_said: &[],
        conditions: &[],
        segments: None,
        expects: &[],
        origins: &[],
    };

    /// The declaration of an operation by the key in the file; `None` for one of a later program or a retired one.
    pub fn op(&self, key: &str) -> Option<&'static Op> {
        OFFICE_OPS.iter().chain(self.ops.iter().copied().flatten()).copied().find(|op| op.key == key)
    }

    /// Every operation, the office's own first.
    pub fn all_ops(&self) -> impl Iterator<Item = &'static Op> {
        OFFICE_OPS.iter().chain(self.ops.iter().copied().flatten()).copied()
    }
}

/// The operations of the file itself.
pub const OFFICE_OPS: &[&Op] = &[
    &super::open::CREATE,
    &super::migrate::MIGRATE,
    &super::undo::UNDO,
    &super::undo::REDO,
    &super::profile::CHANGE_PROFILE,
    &super::profile::CHANGE_OFFICERS,
    &super::recovery::PRINT_RECOVERY,
    &super::rekey::CHANGE_PASSPHRASE,
    &super::attachments::ATTACH,
    &super::attachments::DETACH,
];
