//! The one door for writing.

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::Office;
use super::fingerprint;
use super::functions;
use super::functions::State;
use super::journal::{self, Step};
use super::op::{Changed, Derived, Done, Op, OpId};
use crate::kit::{Clock, Day, IdMaker, Problem, Result};

/// What an operation works with: the open transaction, fresh ids, the clock, who is acting.
pub struct Tx<'a> {
    conn: &'a Connection,
    clock: &'a dyn Clock,
    ids: RefCell<&'a mut IdMaker>,
    now: DateTime<Utc>,
    who: &'a str,
    state: &'a State,
    derived: &'static [&'static Derived],
    summary: RefCell<Option<String>>,
    undoes: Cell<Option<OpId>>,
    op: OpId,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("op", &self.op).finish_non_exhaustive()
    }
}

impl Tx<'_> {
    /// The connection, for `store` functions.
    pub fn conn(&self) -> &Connection {
        self.conn
    }

    /// An id for a new row.
    pub fn new_id(&self) -> i64 {
        self.ids.borrow_mut().next(self.now)
    }

    /// The moment of this operation (UTC), one and the same for all its rows.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub fn today(&self) -> Day {
        self.clock.today()
    }

    pub fn who(&self) -> &str {
        self.who
    }

    /// The step of history being written.
    pub fn op(&self) -> OpId {
        self.op
    }

    /// What the history says of this step: one line with names and amounts ("Donation of £25.00 from Ann Ali").
    pub fn say(&self, summary: impl Into<String>) {
        *self.summary.borrow_mut() = Some(summary.into());
    }

    /// Marks this operation as taking back an earlier one.
    pub(super) fn set_undoes(&self, op: OpId) {
        self.undoes.set(Some(op));
    }

    /// Reports how far long work is; ends it when the person cancelled.
    ///
    /// # Errors
    /// When the work was cancelled; everything is rolled back.
    pub fn progress(&self, done: u64) -> Result<()> {
        self.state.progress.step(done)
    }

    /// Writes what the caller itself brings into a derived index before the operation ends: the owners of those rows do not
    /// count as stale.
    ///
    /// # Errors
    /// Those of `write`.
    pub fn indexed<T>(&self, index: &Derived, write: impl FnOnce() -> Result<T>) -> Result<T> {
        let at = self.derived.iter().position(|known| known.name == index.name).unwrap_or(usize::MAX);
        let before = functions::lock(self.state).stale.get(at).map_or(0, Vec::len);
        let written = write()?;
        if let Some(owners) = functions::lock(self.state).stale.get_mut(at) {
            owners.truncate(before);
        }
        Ok(written)
    }

    /// Random bytes of the system; in an office with a seed (tests, the demo) the same each time.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn random<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0_u8; N];
        if self.state.seeded.load(Ordering::SeqCst) {
            let digest = Sha256::digest(functions::fresh_salt(self.state).as_bytes());
            bytes.iter_mut().zip(digest.iter().cycle()).for_each(|(byte, drawn)| *byte = *drawn);
            return Ok(bytes);
        }
        getrandom::fill(&mut bytes).map_err(|e| {
            Problem::file("The system gave no random numbers. Nothing was changed").because(e.to_string())
        })?;
        Ok(bytes)
    }

    /// Sets how much work there is in all.
    pub fn expect(&self, total: u64) {
        self.state.progress.begin(total);
    }
}

/// A moment as the file keeps it: UTC, to the millisecond.
pub(super) fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

impl Office {
    /// Does one operation: everything in `f` is committed as one named step of history, or nothing is.
    ///
    /// # Errors
    /// What `f` answers, or what the file says; in either case nothing was changed.
    pub fn transact<T>(&mut self, op: &'static Op, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<Done<T>> {
        if self.read_only {
            return Err(Problem::input("This office is open read-only, so nothing can be changed")
                .hint("Close it where else it is open, or save a copy and open that"));
        }
        self.state.progress.cancelled.store(false, Ordering::SeqCst);
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        let outcome = self.inside(op, f);
        self.state.open_op.store(0, Ordering::SeqCst);
        match outcome {
            Ok(done) if done.op.is_some() => match self.conn.execute_batch("COMMIT") {
                Ok(()) => Ok(done),
                Err(error) => {
                    self.roll_back();
                    Err(error.into())
                }
            },
            Ok(done) => {
                self.roll_back();
                Ok(done)
            }
            Err(problem) => {
                self.roll_back();
                Err(problem)
            }
        }
    }

    /// SQLite has rolled back by itself after some errors (a full disk); then there is nothing to do.
    fn roll_back(&self) {
        if !self.conn.is_autocommit()
            && let Err(error) = self.conn.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a step could not be rolled back; the next opening will do it");
        }
    }

    fn inside<T>(&mut self, op: &'static Op, f: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<Done<T>> {
        let now = self.clock.now();
        let id = OpId(self.ids.next(now));
        let head = journal::head(&self.conn)?;
        let after: i64 = self.conn.query_row("SELECT coalesce(max(id), 0) FROM journal_row", [], |row| row.get(0))?;
        functions::lock(&self.state).clear();
        self.state.open_op.store(id.0, Ordering::SeqCst);
        let tx = Tx {
            conn: &self.conn,
            clock: self.clock.as_ref(),
            ids: RefCell::new(&mut self.ids),
            now,
            who: &self.who,
            state: &self.state,
            derived: self.setup.derived,
            summary: RefCell::new(None),
            undoes: Cell::new(None),
            op: id,
        };
        let value = f(&tx)?;
        let summary = tx.summary.take().unwrap_or_else(|| op.says.to_owned());
        let undoes = tx.undoes.get();
        for (at, index) in self.setup.derived.iter().enumerate() {
            let stale = functions::lock(&self.state).stale.get_mut(at).map(std::mem::take).unwrap_or_default();
            journal::hand_over(&self.conn, index, stale)?;
            (index.refresh)(&self.conn)?;
            self.conn.execute(&format!("DELETE FROM temp.\"dirty_{}\"", index.name), [])?;
        }
        for guard in self.setup.guards {
            guard(&self.conn, after)?;
        }
        let (row_count, rows_digest, tables) = journal::digest_rows(&self.conn, after, None)?;
        {
            let tally = functions::lock(&self.state);
            // SQLite takes a statement that fails half-way back by itself; an operation that goes on after one has
            // tallied rows that are not there.
            if tally.rows != row_count {
                return Err(Problem::defect("A step failed in the middle and was carried on. Nothing was changed"));
            }
            fingerprint::add(&self.conn, &tally)?;
        }
        // Undo, redo and a compensation are steps even where no row is left to change.
        if row_count == 0 && undoes.is_none() {
            return Ok(Done { value, op: None, changed: Changed::default() });
        }
        let summary_proof = functions::proof(&functions::fresh_salt(&self.state), &summary);
        let step = Step {
            id,
            at: &stamp(now),
            who: &self.who,
            kind: op.key,
            summary: &summary,
            summary_proof: &summary_proof,
            undoes,
            rows_after: after,
            row_count,
            rows_digest: &rows_digest,
        };
        journal::append(&self.conn, &step, &head)?;
        let mut changed = Changed::default();
        for table in tables {
            changed
                .0
                .insert(self.conn.query_row("SELECT name FROM seal_table WHERE id = ?1", [table], |row| row.get(0))?);
        }
        Ok(Done { value, op: Some(id), changed })
    }
}
