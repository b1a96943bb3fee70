//! The SQL functions our connection brings: the guard, the row hashes, the row images, folding for search.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, InterruptHandle};
use sha2::{Digest as _, Sha256};

use super::key::hex;
use super::schema::Table;
use crate::kit::{Problem, Result};

/// Sums of row hashes stay below 2^62, so that SQLite's integers never overflow into reals.
pub(super) const SUM_MASK: i64 = (1 << 62) - 1;

/// What the SQL functions share with the office.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The open operation, or 0.
    pub open_op: AtomicI64,
    /// Names of the columns of each journaled table, by the table's number in `seal_table`.
    pub columns: Mutex<Vec<(i64, Vec<String>)>>,
    pub salt: AtomicU64,
    pub progress: Arc<Progress>,
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
    conn.create_scalar_function("row_hash", -1, pure, row_hash)?;

    let shared = Arc::clone(state);
    conn.create_scalar_function("open_op", 0, impure, move |_| match shared.open_op.load(Ordering::SeqCst) {
        0 => Err(refuse("write outside an operation")),
        op => Ok(op),
    })?;
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

/// A 62-bit hash of one row: its table's number, then every column with its type.
fn row_hash(ctx: &Context<'_>) -> SqlResult<i64> {
    let mut bytes = Vec::with_capacity(256);
    for at in 0..ctx.len() {
        hash_value(&mut bytes, ctx.get_raw(at))?;
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
    let columns = state.columns.lock().map_err(|_poisoned| refuse("the list of columns is gone"))?;
    let Some((_, names)) = columns.iter().find(|(n, _)| *n == table) else {
        return Err(refuse("an unknown table"));
    };
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

/// Tells the image functions what the columns of each table are called.
pub(super) fn know_tables(state: &State, tables: &[(i64, Table)]) {
    let list = tables.iter().map(|(n, t)| (*n, t.columns.clone())).collect();
    match state.columns.lock() {
        Ok(mut columns) => *columns = list,
        Err(poisoned) => *poisoned.into_inner() = list,
    }
}
