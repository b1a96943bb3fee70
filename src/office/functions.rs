//! The SQL functions our connection brings: the guard, the tally of row hashes, the row images, folding for search.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, InterruptHandle};
use sha2::{Digest as _, Sha256};

use super::key::hex;
use super::op::Derived;
use super::schema::Table;
use crate::kit::{Problem, Result};

/// Sums of row hashes stay below 2^62, so that SQLite's integers never overflow into reals.
pub(super) const SUM_MASK: i64 = (1 << 62) - 1;

/// What the SQL functions share with the office.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The open operation, or 0.
    pub open_op: AtomicI64,
    /// The journaled tables, and what the triggers have seen of them in the open operation.
    pub tally: Mutex<Tally>,
    pub salt: AtomicU64,
    /// Everything that is otherwise random comes from a seed: tests and the demo.
    pub seeded: std::sync::atomic::AtomicBool,
    pub progress: Arc<Progress>,
}

/// What the triggers have seen of the open operation. It is written to the seal once, at the operation's end: one step
/// for a row in memory is some hundred times cheaper than an update of the seal and a mark in a table.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By the table's number in `seal_table`, which counts from 1.
    pub tables: Vec<Option<Tallied>>,
    /// How many rows of the journal the triggers have asked for. Differs from the journal when a statement was rolled
    /// back by itself inside an operation that went on.
    pub rows: i64,
    /// Per derived index, in the order of the setup, the owners whose entry is stale.
    pub stale: Vec<Vec<i64>>,
}

/// One journaled table in the open operation.
#[derive(Debug)]
pub(super) struct Tallied {
    pub columns: Vec<String>,
    /// Which derived indexes go stale with a row, and by which column they know its owner.
    pub owners: Vec<(usize, usize)>,
    /// What the operation adds to the count and the sum of the seal.
    pub count: i64,
    pub sum: i64,
}

impl Tally {
    /// Forgets an operation that is over or was rolled back.
    pub fn clear(&mut self) {
        self.rows = 0;
        self.stale.iter_mut().for_each(Vec::clear);
        for table in self.tables.iter_mut().flatten() {
            (table.count, table.sum) = (0, 0);
        }
    }

    fn table(&mut self, number: i64) -> Option<&mut Tallied> {
        self.tables.get_mut(usize::try_from(number).ok()?)?.as_mut()
    }

    /// Marks the owner of a row; `value` gives the columns of one side of the change.
    fn mark<'v>(&mut self, number: i64, value: impl Fn(usize) -> ValueRef<'v>) {
        let Self { tables, stale, .. } = self;
        let table = usize::try_from(number).ok().and_then(|at| tables.get(at)).and_then(Option::as_ref);
        for (index, column) in table.into_iter().flat_map(|t| t.owners.iter().copied()) {
            if let (Some(stale), ValueRef::Integer(owner)) = (stale.get_mut(index), value(column))
                // Parts follow their owner, so most repeats are the one just marked.
                && stale.last() != Some(&owner)
            {
                stale.push(owner);
            }
        }
    }
}

/// How far long work is, and whether it should stop; shared with the thread that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    pub done: AtomicU64,
    pub total: AtomicU64,
    pub cancelled: AtomicBool,
    stop: Mutex<Option<Stop>>,
}

/// Stops the statement that runs.
struct Stop(InterruptHandle);

impl std::fmt::Debug for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stop")
    }
}

impl Progress {
    /// Starts counting anew.
    pub fn begin(&self, total: u64) {
        self.done.store(0, Ordering::SeqCst);
        self.total.store(total, Ordering::SeqCst);
    }

    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        if let Some(Stop(handle)) = self.stop.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            handle.interrupt();
        }
    }

    /// What Cancel stops besides setting the mark: one long statement that cannot look at it.
    pub(super) fn stops(&self, handle: Option<InterruptHandle>) {
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = handle.map(Stop);
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// Reports how far the work is; ends it when the person cancelled.
    ///
    /// # Errors
    /// When the work was cancelled.
    pub fn step(&self, done: u64) -> Result<()> {
        self.done.store(done, Ordering::SeqCst);
        self.unless_cancelled()
    }

    /// Ends the work when the person cancelled.
    ///
    /// # Errors
    /// When the work was cancelled.
    pub fn unless_cancelled(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Problem::input("Cancelled. Nothing was changed"));
        }
        Ok(())
    }
}

type SqlResult<T> = rusqlite::Result<T>;

fn refuse(message: &str) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(message.to_owned().into())
}

/// Adds the functions to a connection.
pub(super) fn install(conn: &Connection, state: &Arc<State>) -> Result<()> {
    let pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    let impure = FunctionFlags::SQLITE_UTF8;

    conn.create_scalar_function("fold", 1, pure, |ctx| Ok(text_or_null(ctx.get_raw(0))?.map(crate::kit::fold::fold)))?;

    for (name, change) in
        [("note_insert", Change::Insert), ("note_update", Change::Update), ("note_delete", Change::Delete)]
    {
        let shared = Arc::clone(state);
        conn.create_scalar_function(name, -1, impure, move |ctx| note(&shared, ctx, change))?;
    }
    let shared = Arc::clone(state);
    conn.create_scalar_function("image_of_update", -1, pure, move |ctx| image(&shared, ctx, true))?;
    let shared = Arc::clone(state);
    conn.create_scalar_function("image_of_delete", -1, pure, move |ctx| image(&shared, ctx, false))?;
    let shared = Arc::clone(state);
    conn.create_scalar_function("image_proof", 1, impure, move |ctx| {
        let image = text_or_null(ctx.get_raw(0))?.unwrap_or("");
        let salt = fresh_salt(&shared);
        Ok(proof(&salt, image))
    })?;
    Ok(())
}

/// A text, or nothing where the value is null.
fn text_or_null(value: ValueRef<'_>) -> SqlResult<Option<&str>> {
    value.as_str_or_null().map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))
}

/// A salt no two images share: a counter that starts at random, stirred.
pub(super) fn fresh_salt(state: &State) -> String {
    let n = state.salt.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
    format!("{:016x}", n ^ (n >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9))
}

/// `salt:digest`, the digest being 128 bits of SHA-256 over salt and text.
pub(super) fn proof(salt: &str, text: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt.as_bytes());
    hasher.update([0]);
    hasher.update(text.as_bytes());
    let digest = hasher.finalize();
    format!("{salt}:{}", hex(digest.get(..16).unwrap_or(&digest)))
}

/// Whether a text still fits its proof. A blanked text (salt gone) cannot be checked and counts as fitting.
pub(super) fn fits(proof_text: &str, text: Option<&str>) -> bool {
    match (proof_text.split_once(':'), text) {
        (Some(("", _)), None) => true,
        (Some((salt, _)), Some(text)) if !salt.is_empty() => proof(salt, text) == proof_text,
        _ => false,
    }
}

/// The digest alone, which stays when text and salt are blanked.
pub(super) fn digest_of(proof_text: &str) -> &str {
    proof_text.split_once(':').map_or(proof_text, |(_, digest)| digest)
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Insert,
    Update,
    Delete,
}

/// `note_insert(table, new…)`, `note_update(table, old, new, old, new…)`, `note_delete(table, old…)`: refuses a write
/// outside an operation, tallies the change, and answers the open operation.
fn note(state: &State, ctx: &Context<'_>, change: Change) -> SqlResult<i64> {
    let op = state.open_op.load(Ordering::SeqCst);
    if op == 0 {
        return Err(refuse("write outside an operation"));
    }
    let number = ctx.get_raw(0).as_i64().map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))?;
    let step = if change == Change::Update { 2 } else { 1 };
    let value = |at: usize| ctx.get_raw(at);
    let columns = (ctx.len() - 1) / step;
    let side = |first: usize| row_hash(number, (0..columns).map(|at| value(first + at * step)));
    let mut tally = state.tally.lock().map_err(|_poisoned| refuse("the tally of the operation is gone"))?;
    let Some(table) = tally.table(number) else { return Err(refuse("an unknown table")) };
    let (count, sum) = match change {
        Change::Insert => (1, side(1)?),
        Change::Update => (0, (side(2)? - side(1)?) & SUM_MASK),
        Change::Delete => (-1, -side(1)? & SUM_MASK),
    };
    table.count += count;
    table.sum = (table.sum + sum) & SUM_MASK;
    tally.rows += 1;
    tally.mark(number, |column| value(1 + column * step));
    if change == Change::Update {
        tally.mark(number, |column| value(2 + column * step));
    }
    Ok(op)
}

/// A 62-bit hash of one row: its table's number, then every column with its type.
fn row_hash<'v>(number: i64, values: impl Iterator<Item = ValueRef<'v>>) -> SqlResult<i64> {
    let mut bytes = Vec::with_capacity(256);
    hash_value(&mut bytes, ValueRef::Integer(number))?;
    for value in values {
        hash_value(&mut bytes, value)?;
    }
    Ok(finish_row_hash(&bytes))
}

pub(super) fn hash_value(bytes: &mut Vec<u8>, value: ValueRef<'_>) -> SqlResult<()> {
    match value {
        ValueRef::Null => bytes.push(0),
        ValueRef::Integer(n) => {
            bytes.push(1);
            bytes.extend_from_slice(&n.to_le_bytes());
        }
        ValueRef::Text(text) => {
            bytes.push(2);
            bytes.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(text);
        }
        ValueRef::Real(_) | ValueRef::Blob(_) => return Err(refuse("only whole numbers and text are kept")),
    }
    Ok(())
}

pub(super) fn finish_row_hash(bytes: &[u8]) -> i64 {
    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
    i64::try_from(hash >> 2).unwrap_or(0)
}

/// The JSON image of a row: `image_of_delete(table, old…)` all of it, `image_of_update(table, old, new, old, new…)` only
/// what the update takes away.
fn image(state: &State, ctx: &Context<'_>, update: bool) -> SqlResult<String> {
    let table = ctx.get_raw(0).as_i64().map_err(|e| rusqlite::Error::UserFunctionError(Box::new(e)))?;
    let mut tally = state.tally.lock().map_err(|_poisoned| refuse("the tally of the operation is gone"))?;
    let Some(Tallied { columns: names, .. }) = tally.table(table) else { return Err(refuse("an unknown table")) };
    let mut map = serde_json::Map::new();
    let step = if update { 2 } else { 1 };
    for (at, name) in names.iter().enumerate() {
        let old = ctx.get_raw(1 + at * step);
        if update && old == ctx.get_raw(2 + at * step) {
            continue;
        }
        let value = match old {
            ValueRef::Null => serde_json::Value::Null,
            ValueRef::Integer(n) => n.into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
            ValueRef::Real(_) | ValueRef::Blob(_) => return Err(refuse("only whole numbers and text are kept")),
        };
        map.insert(name.clone(), value);
    }
    Ok(serde_json::Value::Object(map).to_string())
}

/// Tells the triggers' functions what the tables are, and what of them makes a derived index stale.
pub(super) fn know_tables(state: &State, tables: &[(i64, Table)], derived: &[&Derived]) {
    let mut known = Tally { stale: vec![Vec::new(); derived.len()], ..Tally::default() };
    for (number, table) in tables {
        let at = usize::try_from(*number).unwrap_or(0);
        if known.tables.len() <= at {
            known.tables.resize_with(at + 1, || None);
        }
        let column_of = |owner: &str| table.columns.iter().position(|column| column == owner);
        let owners = derived.iter().enumerate().flat_map(|(at, index)| {
            let here = index.sources.iter().filter(|(source, _)| *source == table.name);
            here.filter_map(move |(_, owner)| Some((at, column_of(owner)?)))
        });
        let owners = owners.collect();
        if let Some(place) = known.tables.get_mut(at) {
            *place = Some(Tallied { columns: table.columns.clone(), owners, count: 0, sum: 0 });
        }
    }
    *lock(state) = known;
}

/// The tally, also where a panic elsewhere left it in the middle: it is cleared before each operation.
pub(super) fn lock(state: &State) -> std::sync::MutexGuard<'_, Tally> {
    state.tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
