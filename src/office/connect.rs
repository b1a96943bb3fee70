//! The one place that opens a connection to a file.

use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::functions::{self, State};
use super::key::Key;
use crate::kit::{Problem, Result};

/// How a connection is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A new file; there must be none yet.
    Create,
    Write,
    Read,
}

/// Opens a connection, gives the key, sets the journal and safety pragmas, takes the exclusive lock when writing.
pub(super) fn connect(path: &Path, key: Option<&Key>, mode: Mode, state: &Arc<State>) -> Result<Connection> {
    let access = match mode {
        Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    #[expect(clippy::disallowed_methods, reason = "the one place that opens a connection")]
    let mut conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    unlock(&conn, key)?;
    harden(&conn)?;
    if mode != Mode::Read {
        make_durable(&conn)?;
    }
    functions::install(&conn, state)?;
    let progress = Arc::clone(&state.progress);
    conn.progress_handler(20_000, Some(move || progress.is_cancelled()))?;
    Ok(conn)
}

/// A file in memory, for tests of operations.
pub(super) fn connect_in_memory(state: &Arc<State>) -> Result<Connection> {
    #[expect(clippy::disallowed_methods, reason = "the one place that opens a connection")]
    let conn = Connection::open_in_memory()?;
    harden(&conn)?;
    functions::install(&conn, state)?;
    Ok(conn)
}

fn unlock(conn: &Connection, key: Option<&Key>) -> Result<()> {
    // SQLCipher would write its own messages to standard error.
    conn.pragma_update(None, "cipher_log_level", "NONE")?;
    if let Some(key) = key {
        conn.pragma_update(None, "key", key.literal().as_str())?;
    }
    Ok(())
}

/// What a file from a stranger may not do.
fn harden(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 2)?;
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 200 << 20)?;
    conn.execute_batch(
        "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; \
         PRAGMA recursive_triggers = ON; PRAGMA cache_size = -65536;",
    )?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// DELETE journal with every sync: one file beside nothing when closed, and nothing acknowledged is lost.
/// The exclusive lock keeps a second program out, also on shares where WAL would break.
fn make_durable(conn: &Connection) -> Result<()> {
    conn.pragma_update(None, "secure_delete", "ON")?;
    conn.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON; PRAGMA locking_mode = EXCLUSIVE;",
    )?;
    conn.execute_batch("BEGIN EXCLUSIVE; COMMIT;")?;
    Ok(())
}

/// The salt of an encrypted file: its first 16 bytes.
pub(super) fn salt_of(header: &[u8]) -> Result<[u8; 16]> {
    header.get(..16).and_then(|bytes| <[u8; 16]>::try_from(bytes).ok()).ok_or_else(|| {
        Problem::file("The file is empty or cut short, so it cannot be opened").hint("Open the newest backup")
    })
}

/// Bytes 0–99 of a file, read before SQLite opens it. Must not be called on a file this process has open: closing a second
/// handle would drop the lock.
pub(super) fn header(path: &Path) -> Result<Vec<u8>> {
    use std::io::Read as _;
    let failed = |e: std::io::Error| {
        let what = match e.kind() {
            std::io::ErrorKind::NotFound => "There is no such file",
            std::io::ErrorKind::PermissionDenied => "This file may not be read",
            _ => "The file could not be read",
        };
        Problem::file(format!("{what}: {}", path.display())).because(e)
    };
    // Before it is opened, because Windows refuses to open a folder.
    if std::fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(Problem::file(format!("This is a folder, not a Wardroom file: {}", path.display())));
    }
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::with_capacity(100);
    file.take(100).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Runs a step that writes the schema table of an attached file, which defensive mode forbids.
pub(super) fn without_defence(conn: &Connection, step: impl FnOnce() -> Result<()>) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    let outcome = step();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    outcome
}
