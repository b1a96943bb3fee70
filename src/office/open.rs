//! Making, opening and closing a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rusqlite::Connection;

use super::connect::{self, Mode};
use super::functions::State;
use super::key::{Key, Passphrase};
use super::note::{self, OpenBy, OpenNote};
use super::op::{Op, Reach, Setup, Undo};
use super::profile::Profile;
use super::transact::stamp;
use super::{APPLICATION_ID, Office, SCHEMA, backup, fingerprint, journal, migrate, schema, sql};
use crate::kit::{Clock, IdMaker, Problem, Result, whole_file};

/// The path of an office in memory.
pub(super) const MEMORY: &str = ":memory:";

/// Makes the office.
pub static CREATE: Op = Op {
    key: "office.create",
    says: "Make the office",
    undo: Undo::Final("it is the beginning of the file"),
    reach: Reach::Command("new"),
};

/// What opens an encrypted file.
#[derive(Clone, Debug)]
pub enum Secret {
    None,
    Passphrase(Passphrase),
    /// The code of a recovery sheet.
    Recovery(zeroize::Zeroizing<String>),
    /// A key kept in memory from an earlier opening.
    Key(Key),
}

/// How to open.
#[derive(Clone, Debug)]
pub struct How {
    pub setup: Setup,
    pub clock: Arc<dyn Clock>,
    pub who: String,
    pub secret: Secret,
    pub read_only: bool,
    /// Where the copy before a migration goes; `None` for the usual folder.
    pub backups: Option<PathBuf>,
    /// Chosen low bits of ids and salts, so that a demo comes out the same each time.
    pub seed: Option<u32>,
}

impl How {
    pub fn new(setup: Setup, clock: Arc<dyn Clock>, who: impl Into<String>) -> Self {
        Self { setup, clock, who: who.into(), secret: Secret::None, read_only: false, backups: None, seed: None }
    }

    #[must_use]
    pub fn secret(mut self, secret: Secret) -> Self {
        self.secret = secret;
        self
    }

    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    #[must_use]
    pub fn seed(mut self, seed: u32) -> Self {
        self.seed = Some(seed);
        self
    }

    fn ids(&self) -> IdMaker {
        self.seed.map_or_else(IdMaker::random, IdMaker::with_copy)
    }

    fn state(&self) -> Arc<State> {
        let state = State::default();
        let mut bytes = [0_u8; 8];
        let start = match self.seed {
            Some(seed) => u64::from(seed).wrapping_mul(0x2545_F491_4F6C_DD1D),
            None => getrandom::fill(&mut bytes)
                .map_or_else(|_| u64::from(std::process::id()), |()| u64::from_le_bytes(bytes)),
        };
        state.salt.store(start, Ordering::SeqCst);
        state.seeded.store(self.seed.is_some(), Ordering::SeqCst);
        Arc::new(state)
    }
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain Wardroom file of this schema.
    Plain { schema: i32 },
    /// Encrypted, damaged, or not a database at all: only the key can tell.
    Sealed,
}

/// Looks at a file's first bytes. Not for a file that is open in this process.
///
/// # Errors
/// When there is no such file, it is empty or cut short, or another program's.
pub fn kind_of(path: &Path) -> Result<Kind> {
    let header = connect::header(path)?;
    if header.is_empty() {
        return Err(Problem::file(format!("This file is empty: {}", path.display())).hint("Open the newest backup"));
    }
    if !header.starts_with(b"SQLite format 3\0") {
        if is_other(&header) {
            return Err(Problem::file(format!("This is not a Wardroom file: {}", path.display()))
                .hint("The file of an office ends in .wardroom"));
        }
        if header.len() < 100 {
            return Err(Problem::file(format!("This is not a Wardroom file, or it was cut short: {}", path.display()))
                .hint("Open the newest backup"));
        }
        return Ok(Kind::Sealed);
    }
    let number = |at: usize| header.get(at..at + 4).and_then(|b| <[u8; 4]>::try_from(b).ok()).map(i32::from_be_bytes);
    if number(68) != Some(APPLICATION_ID) {
        return Err(Problem::file(format!(
            "This is another program's database, not a Wardroom file: {}",
            path.display()
        )));
    }
    Ok(Kind::Plain { schema: number(60).unwrap_or(0) })
}

/// Whether a file begins like a text, a PDF, a picture, or a workbook or another archive. An encrypted office begins with
/// random bytes.
fn is_other(header: &[u8]) -> bool {
    if [&b"%PDF"[..], b"PK\x03\x04", b"\x89PNG", b"\xFF\xD8\xFF"].iter().any(|begins| header.starts_with(begins)) {
        return true;
    }
    let text = match std::str::from_utf8(header) {
        Ok(text) => text,
        // The header ends somewhere, maybe within a letter.
        Err(error) if error.error_len().is_none() => {
            header.get(..error.valid_up_to()).and_then(|whole| std::str::from_utf8(whole).ok()).unwrap_or("\0")
        }
        Err(_no_text) => return false,
    };
    text.chars().all(|c| !c.is_control() || c.is_ascii_whitespace())
}

impl Office {
    /// Makes a new file with its office and opens it. The file appears whole or not at all.
    ///
    /// # Errors
    /// When there is a file of that name, the folder cannot be written, or the disk is full.
    pub fn create(path: &Path, profile: &Profile, how: &How) -> Result<Self> {
        if path.exists() {
            return Err(Problem::file(format!("There is already a file of this name: {}", path.display()))
                .hint("Choose another name, or open that file"));
        }
        let key = match &how.secret {
            Secret::None => None,
            Secret::Passphrase(passphrase) => Some(passphrase.key(Key::fresh_salt()?)),
            Secret::Key(key) => Some(key.clone()),
            Secret::Recovery(_) => return Err(Problem::usage("A new file takes a passphrase, not a recovery code")),
        };
        let folder = whole_file::folder_of(path);
        let place = tempfile::Builder::new()
            .prefix(".wardroom-new-")
            .tempdir_in(folder)
            .map_err(|e| whole_file::cannot_write(path, e))?;
        let unfinished = place.path().join("office");
        let state = how.state();
        let conn = connect::connect(&unfinished, key.as_ref(), Mode::Create, &state)?;
        let mut office = Self::assemble(conn, unfinished.clone(), key, how, state);
        office.begin(profile)?;
        let key = office.key.clone();
        office.close()?;
        match std::fs::hard_link(&unfinished, path) {
            Ok(()) => {}
            Err(error) if path.exists() => return Err(whole_file::cannot_write(path, error)),
            // Sticks and shares often know no second name for a file.
            Err(_no_links_here) => whole_file::put_in_place(&unfinished, path)?,
        }
        whole_file::clear_away(place);
        let again = How { secret: key.map_or(Secret::None, Secret::Key), ..how.clone() };
        Self::open(path, &again)
    }

    /// An office in memory, for tests of operations.
    ///
    /// # Errors
    /// When the schema cannot be made.
    pub fn in_memory(profile: &Profile, how: &How) -> Result<Self> {
        let state = how.state();
        let conn = connect::connect_in_memory(&state)?;
        let mut office = Self::assemble(conn, PathBuf::from(MEMORY), None, how, state);
        office.begin(profile)?;
        Ok(office)
    }

    fn assemble(conn: Connection, path: PathBuf, key: Option<Key>, how: &How, state: Arc<State>) -> Self {
        Self {
            conn,
            path,
            key,
            read_only: how.read_only,
            setup: how.setup,
            clock: Arc::clone(&how.clock),
            ids: how.ids(),
            who: how.who.clone(),
            state,
            note: None,
            private_copy: None,
        }
    }

    /// The schema and the first operation of a new file.
    fn begin(&mut self, profile: &Profile) -> Result<()> {
        // The first pragma on a new encrypted file must come before any page is written, and defensive mode forbids none of this.
        self.conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        migrate::run(&self.conn, 0)?;
        self.conn.execute_batch("COMMIT")?;
        journal::install(&self.conn, &self.state, self.setup.derived)?;
        let begin = self.setup.begin;
        self.transact(&CREATE, |tx| {
            super::profile::insert(tx, profile)?;
            begin.iter().try_for_each(|start| start(tx))?;
            tx.say(format!("Office of {}, {}", profile.branch, profile.party));
            Ok(())
        })?;
        Ok(())
    }

    /// Opens a file: looks at its header, gives the key, checks the seal's head, brings an older schema up to date.
    ///
    /// # Errors
    /// Each with a message of its own: no such file, not ours, wrong passphrase or damaged, newer than this program, open
    /// elsewhere, half-written, a folder that may not be written.
    pub fn open(path: &Path, how: &How) -> Result<Self> {
        let kind = kind_of(path)?;
        if let Kind::Plain { schema } = kind {
            refuse_newer(path, schema, None)?;
        }
        let key = key_for(path, kind, &how.secret)?;
        if how.read_only {
            return Self::open_to_read(path, key, how);
        }
        let state = how.state();
        let conn = connect::connect(path, key.as_ref(), Mode::Write, &state)
            .map_err(|problem| explain(path, key.as_ref(), problem))?;
        let mut office = Self::assemble(conn, path.to_owned(), key, how, state);
        let older = office.look_at_schema(how)?;
        fingerprint::check_head(&office.conn).map_err(|problem| office.explain(problem))?;
        office.go_on_after_head()?;
        journal::install(&office.conn, &office.state, office.setup.derived)?;
        if let Some(found) = older {
            office.record_migration(found)?;
        }
        office.renew_indexes()?;
        let by = OpenBy { who: office.who.clone(), machine: note::machine(), since: stamp(office.clock.now()) };
        office.note = OpenNote::leave(path, &by);
        Ok(office)
    }

    /// New ids come after those in the file, whatever the clock says.
    fn go_on_after_head(&mut self) -> Result<()> {
        if let Some(op) = journal::head(&self.conn)?.op {
            // A step of millions of rows made ids of moments that are still to come.
            self.ids.skip_past(journal::last_row(&self.conn, op)?);
        }
        Ok(())
    }

    /// Opens a fresh copy for proving: no migration, no note beside it.
    pub(super) fn open_unmigrated(path: &Path, how: &How) -> Result<Self> {
        let key = key_for(path, kind_of(path)?, &how.secret)?;
        let mode = if how.read_only { Mode::Read } else { Mode::Write };
        let state = how.state();
        let conn = connect::connect(path, key.as_ref(), mode, &state)?;
        let mut office = Self::assemble(conn, path.to_owned(), key, how, state);
        office.schema_version()?;
        fingerprint::check_head(&office.conn)?;
        if mode == Mode::Write {
            office.go_on_after_head()?;
            journal::install(&office.conn, &office.state, office.setup.derived)?;
        }
        Ok(office)
    }

    /// Opens without writing a byte to the file. A file whose last write was cut off is copied, with its journal, to a
    /// private place and put right there.
    fn open_to_read(path: &Path, key: Option<Key>, how: &How) -> Result<Self> {
        let journal_path = sibling_journal(path);
        let hot = std::fs::metadata(&journal_path).is_ok_and(|m| m.len() > 0);
        let (opened, private_copy, mode) = if hot {
            let place = tempfile::Builder::new()
                .prefix("wardroom-")
                .tempdir()
                .map_err(|e| Problem::file("No private folder could be made").because(e))?;
            let copy = place.path().join("office");
            let copied = std::fs::copy(path, &copy).and_then(|_| std::fs::copy(&journal_path, sibling_journal(&copy)));
            copied
                .map_err(|e| Problem::file("The file could not be copied to a private place to be read").because(e))?;
            (copy, Some(place), Mode::Write)
        } else {
            (path.to_owned(), None, Mode::Read)
        };
        let state = how.state();
        let conn = connect::connect(&opened, key.as_ref(), mode, &state)
            .map_err(|problem| explain(path, key.as_ref(), problem))?;
        let mut office = Self::assemble(conn, path.to_owned(), key, how, state);
        office.read_only = true;
        office.private_copy = private_copy;
        let found = office.schema_version().map_err(|problem| office.explain(problem))?;
        refuse_newer(path, found, Some(&office.conn))?;
        if found < SCHEMA {
            return Err(Problem::file(format!(
                "This file is of an older version and must be brought up to date first: {}",
                path.display()
            ))
            .hint("Open it for writing once; a copy is made before"));
        }
        fingerprint::check_head(&office.conn).map_err(|problem| office.explain(problem))?;
        Ok(office)
    }

    fn explain(&self, problem: Problem) -> Problem {
        explain(&self.path, self.key.as_ref(), problem)
    }

    fn schema_version(&self) -> Result<i32> {
        // The first read of an encrypted file: here a wrong key shows.
        self.conn.query_row("SELECT count(*) FROM main.sqlite_schema", [], |row| row.get::<_, i64>(0))?;
        let id: i32 = self.conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if id != APPLICATION_ID {
            return Err(Problem::file("This is another program's database, not a Wardroom file"));
        }
        Ok(self.conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// Refuses what is not ours; brings an older file up to date and answers the schema it had.
    fn look_at_schema(&mut self, how: &How) -> Result<Option<i32>> {
        let found = self.schema_version().map_err(|problem| self.explain(problem))?;
        refuse_newer(&self.path, found, Some(&self.conn))?;
        if let Some(name) = schema::foreign_objects(&self.conn)?.first() {
            return Err(Problem::file(format!(
                "Another program put “{name}” into this file, so Wardroom does not open it"
            ))
            .hint("Open the newest backup"));
        }
        if found == SCHEMA {
            return Ok(None);
        }
        fingerprint::check_head(&self.conn)?;
        let folder = match &how.backups {
            Some(folder) => folder.clone(),
            None => backup::usual_folder()?,
        };
        backup::copy_into(self, &folder, &format!("before version {SCHEMA}"))?;
        self.conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        let outcome = migrate::run(&self.conn, found).and_then(|()| fingerprint::reseal(&self.conn)).and_then(|()| {
            let broken = self.conn.prepare("PRAGMA foreign_key_check")?.exists([])?;
            if broken {
                Err(Problem::defect("The older file could not be brought up to date; it was left as it was"))
            } else {
                Ok(())
            }
        });
        self.conn.execute_batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        self.conn.execute_batch("PRAGMA foreign_keys = ON")?;
        outcome.map(|()| Some(found))
    }

    /// Records the step even though no row changed its meaning, so that undo stops here.
    fn record_migration(&mut self, found: i32) -> Result<()> {
        self.transact(&migrate::MIGRATE, |tx| {
            tx.conn().execute("UPDATE office SET id = id WHERE id = 1", [])?;
            tx.say(format!("Brought the file from version {found} to version {SCHEMA}"));
            Ok(())
        })?;
        Ok(())
    }

    /// Closes the file: afterwards it is exactly one file.
    ///
    /// # Errors
    /// When the last write could not be finished.
    pub fn close(self) -> Result<()> {
        let Self { conn, path, read_only, note, private_copy, .. } = self;
        conn.close().map_err(|(_, error)| Problem::from(error))?;
        if !read_only {
            remove_spent_journal(&path);
        }
        drop(note);
        drop(private_copy);
        Ok(())
    }
}

/// `office.wardroom-journal`.
fn sibling_journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

/// In exclusive mode SQLite leaves a journal whose header is zeroed: it holds nothing, and a closed office is one file.
fn remove_spent_journal(path: &Path) {
    use std::io::Read as _;
    let journal = sibling_journal(path);
    let mut head = [0_u8; 28];
    let spent = match std::fs::File::open(&journal) {
        Ok(mut file) => match file.read(&mut head) {
            Ok(_) => head.iter().all(|b| *b == 0),
            Err(_) => false,
        },
        Err(_) => return,
    };
    if spent {
        whole_file::remove(&journal);
    }
}

fn key_for(path: &Path, kind: Kind, secret: &Secret) -> Result<Option<Key>> {
    if matches!(kind, Kind::Plain { .. }) {
        return Ok(None);
    }
    let salt = connect::salt_of(&connect::header(path)?)?;
    match secret {
        Secret::None => Err(Problem::file(format!(
            "This file needs its passphrase, or it is not a Wardroom file: {}",
            path.display()
        ))
        .hint("Give the passphrase; commands read it from the first line of the file that --passphrase-file names")),
        Secret::Passphrase(passphrase) => Ok(Some(passphrase.key(salt))),
        Secret::Recovery(code) => Ok(Some(Key::from_recovery_code(code, salt)?)),
        Secret::Key(key) => Ok(Some(key.clone())),
    }
}

fn refuse_newer(path: &Path, found: i32, conn: Option<&Connection>) -> Result<()> {
    if found <= SCHEMA {
        return Ok(());
    }
    let by: Option<String> =
        conn.and_then(|conn| conn.query_row("SELECT written_by FROM seal WHERE id = 1", [], |row| row.get(0)).ok());
    let by = by.map_or_else(|| "a newer Wardroom".to_owned(), |version| format!("Wardroom {version}"));
    Err(Problem::file(format!(
        "This file was written by {by} and this program is older, so it was not opened: {}",
        path.display()
    ))
    .hint("Install the newest Wardroom and open it there"))
}

/// Adds to SQLite's word what is known about this file: who has it open, or that the key may be wrong.
fn explain(path: &Path, key: Option<&Key>, problem: Problem) -> Problem {
    if problem.message.starts_with("The file is open elsewhere") {
        let by = note::read(path)
            .map_or_else(String::new, |by| format!(", by {} on {} since {}", by.who, by.machine, by.since));
        return Problem::file(format!("The file is open elsewhere{by}: {}", path.display()))
            .hint("Close it there, or look at the newest backup");
    }
    match key {
        _ if problem.message != sql::DAMAGED => problem,
        Some(_) => Problem::file("The passphrase is wrong, or the file is damaged, or it is not a Wardroom file")
            .hint("Try the passphrase again, or open the newest backup"),
        None => Problem::file(format!("The file is damaged and was not opened: {}", path.display()))
            .hint("Keep it as it is, and open the newest backup"),
    }
}
