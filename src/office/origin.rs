//! Where a task comes from: what other subjects keep, named by a word and an id, so that tasks need not know them.

use rusqlite::Connection;

use crate::kit::Result;

/// A kind of record from which tasks come: a meeting, an event.
#[derive(Debug)]
pub struct Origin {
    /// As it stands beside the task: `meeting`.
    pub kind: &'static str,
    /// What the record is called: "Committee, 3 Nov 2026"; nothing where it is gone.
    pub says: fn(&Connection, i64) -> Result<Option<String>>,
    /// The screen that shows it, when it is gone to with the id.
    pub screen: &'static str,
}
