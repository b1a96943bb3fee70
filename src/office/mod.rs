//! The office file: open, transact, undo, prove.
//!
//! An [`Office`] owns the one connection to one file, on one thread. Reading goes through [`Office::read`], writing through
//! [`Office::transact`], which journals every row, moves the fingerprint and seals the generation in the same transaction.

pub mod access;
pub mod attachments;
pub mod backup;
pub mod check;
pub mod condition;
mod connect;
pub mod days;
pub mod drafts;
pub mod erase;
mod expects;
mod fingerprint;
pub mod foresee;
mod functions;
pub mod history;
mod journal;
pub mod key;
pub mod links;
mod migrate;
pub mod note;
mod op;
pub mod open;
mod origin;
pub mod personal;
pub mod profile;
pub mod recovery;
pub mod rekey;
pub mod retention;
pub mod rows;
mod schema;
pub mod since;
mod sql;
mod transact;
mod undo;
mod undo_fields;
pub mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::kit::{Clock, IdMaker, Result};

pub use condition::{Condition, Segments};
pub use erase::forget;
pub use expects::{Expected, Expects};
pub use fingerprint::Fingerprint;
pub use foresee::{DonorSaid, Foresee, Foreseen, Giver, Prospect, TakeSaid, Weight};
pub use functions::Progress;
pub use key::{Key, Passphrase};
pub use migrate::SCHEMA;
pub use op::{Changed, Derived, Done, Finding, Guard, Lock, Op, OpId, Reach, Setup, Severity, Undo};
pub use open::{How, Secret};
pub use origin::Origin;
pub use personal::{Erase, Keep, Personal, Settle};
pub use retention::{Confidence, Retention};
pub use transact::Tx;
pub use undo::{Next, Undone, mark_compensated};

/// `application_id` in the header of a plain file: "WRDM".
pub const APPLICATION_ID: i32 = 0x5752_444D;

/// One open office file.
#[derive(Debug)]
pub struct Office {
    conn: Connection,
    path: PathBuf,
    key: Option<Key>,
    read_only: bool,
    setup: Setup,
    clock: Arc<dyn Clock>,
    ids: IdMaker,
    who: String,
    state: Arc<functions::State>,
    note: Option<note::OpenNote>,
    /// A private copy that a read-only opening had to make; removed with the office.
    private_copy: Option<tempfile::TempDir>,
}

impl Office {
    /// Reads from the file. The closure sees one consistent state.
    ///
    /// # Errors
    /// Whatever the closure answers.
    pub fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        f(&self.conn)
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    pub fn is_encrypted(&self) -> bool {
        self.key.is_some()
    }

    /// The key the file is open with; needed to open it again after it was locked by something other than its owner.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// The day that rules and reports take as today.
    pub fn today(&self) -> crate::kit::Day {
        self.clock.today()
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Who is acting; goes into the history.
    pub fn who(&self) -> &str {
        &self.who
    }

    pub fn set_who(&mut self, who: impl Into<String>) {
        self.who = who.into();
    }

    /// Lets another thread watch long work and cancel it.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.state.progress)
    }

    /// The operations and derived indexes this program knows.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }
}
