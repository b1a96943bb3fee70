//! Backups and other copies of the office: which of them hold the people, and erasing them there in the same manner, or
//! deleting the copy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;

use super::super::open::{How, Kind, kind_of};
use super::super::{Office, Op, Passphrase, SCHEMA, Secret, Severity, fingerprint};
use super::carry_out;
use super::plan::Plan;
use crate::kit::{Problem, Result};
use crate::t;

/// What is to become of copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deal {
    /// Erase the people in each, and prove it.
    #[default]
    Erase,
    /// Delete each that holds them.
    Delete,
    /// Leave them, and name them.
    Leave,
}

/// What a copy holds, or what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Holds them.
    Holds,
    /// Is of this office and has nothing of them.
    Free,
    /// They were erased in it, and it was proved.
    Erased,
    /// It was deleted.
    Deleted,
    /// It could not be opened or written; the words say why.
    Refused,
}

/// One copy of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Copy {
    pub path: PathBuf,
    pub state: State,
    /// Why it was refused; empty otherwise.
    pub why: String,
}

/// Where copies lie and what opens them.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub folders: Vec<PathBuf>,
    /// For copies from the time of another passphrase.
    pub passphrases: Vec<Passphrase>,
}

/// Looks into every copy that the folders hold. Files that cannot be opened are listed, because they may be copies too.
///
/// # Errors
/// When this office itself cannot be read.
pub fn survey(office: &Office, places: &Places, plan: &Plan) -> Result<Vec<Copy>> {
    let ours = office.read(origin)?;
    let mut copies = Vec::new();
    for path in candidates(office, places) {
        let looked = open(office, places, &path, true).and_then(|copy| {
            let is_ours = copy.read(origin)? == ours;
            let holds = is_ours && copy.read(|conn| plan_in(office, conn, plan)).map(|found| !found.is_nothing())?;
            copy.close()?;
            Ok((is_ours, holds))
        });
        match looked {
            Ok((false, _)) => {}
            Ok((true, holds)) => {
                copies.push(Copy { path, state: if holds { State::Holds } else { State::Free }, why: String::new() });
            }
            Err(_) if is_of_another(&path, &office.path) => {}
            Err(problem) => copies.push(refused(path, &problem)),
        }
    }
    Ok(copies)
}

/// Whether a file is, by its name, a dated backup of an office that is called otherwise: `harbour 2026-11-21 120000.wardroom`.
fn is_of_another(path: &Path, office: &Path) -> bool {
    let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let own = office.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let dated = |rest: &str| {
        rest.get(..17).is_some_and(|text| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H%M%S").is_ok())
    };
    let stem =
        name.match_indices(' ').find_map(|(at, _)| name.get(at + 1..).filter(|rest| dated(rest)).and(name.get(..at)));
    stem.is_some_and(|stem| stem != own)
}

/// Deals with the copies that hold the people; answers what became of each.
pub fn deal(
    office: &Office,
    places: &Places,
    plan: &Plan,
    copies: Vec<Copy>,
    deal: Deal,
    op: &'static Op,
    says: &str,
) -> Vec<Copy> {
    let with = |copy: Copy| {
        if copy.state != State::Holds {
            return copy;
        }
        let done = match deal {
            Deal::Leave => return copy,
            Deal::Delete => std::fs::remove_file(&copy.path)
                .map(|()| State::Deleted)
                .map_err(|e| crate::kit::whole_file::cannot_write(&copy.path, e)),
            Deal::Erase => erase_in(office, places, plan, &copy.path, op, says).map(|()| State::Erased),
        };
        match done {
            Ok(state) => Copy { state, ..copy },
            Err(problem) => refused(copy.path, &problem),
        }
    };
    copies.into_iter().map(with).collect()
}

fn refused(path: PathBuf, problem: &Problem) -> Copy {
    // The path stands beside it already.
    let shown = path.display().to_string();
    let why = problem.message.replace(&format!(": {shown}"), "");
    Copy { path, state: State::Refused, why }
}

/// The first step of the history: the same in every copy of one office, and in no other.
fn origin(conn: &Connection) -> Result<Option<(i64, String)>> {
    Ok(conn
        .query_row("SELECT id, hash FROM journal_op ORDER BY id LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// What there would be to erase in a copy, with the words known from the office itself.
fn plan_in(office: &Office, conn: &Connection, plan: &Plan) -> Result<Plan> {
    Plan::in_copy(conn, office.setup.personal, plan, office.today())
}

/// Files that end like an office in the folders, and unfinished copies that a crash left there or beside the office.
fn candidates(office: &Office, places: &Places) -> Vec<PathBuf> {
    let beside = crate::kit::whole_file::folder_of(&office.path);
    let mut found = Vec::new();
    for (folder, all) in places.folders.iter().map(|f| (f.as_path(), true)).chain([(beside, false)]) {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.filter_map(std::result::Result::ok) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if all && name.to_lowercase().ends_with(".wardroom") && path.is_file() {
                found.push(path);
            } else if name.starts_with(".wardroom-") && path.is_dir() {
                found.extend(["copy", "office"].iter().map(|inner| path.join(inner)).filter(|inner| inner.is_file()));
            }
        }
    }
    found.retain(|path| !same(path, &office.path));
    found.sort();
    found.dedup();
    found
}

fn same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// Opens a copy with whatever fits: nothing, the office's own key, a passphrase that was given.
fn open(office: &Office, places: &Places, path: &Path, to_read: bool) -> Result<Office> {
    let how = |secret| {
        let how = How::new(office.setup, Arc::clone(&office.clock), office.who.clone()).secret(secret);
        if to_read { how.read_only() } else { how }
    };
    let secrets = match kind_of(path)? {
        Kind::Plain { schema } if schema > SCHEMA => {
            return Err(Problem::file(t!("It was written by a newer Wardroom")));
        }
        Kind::Plain { .. } => vec![Secret::None],
        Kind::Sealed => {
            let own = office.key.clone().map(Secret::Key);
            own.into_iter().chain(places.passphrases.iter().cloned().map(Secret::Passphrase)).collect()
        }
    };
    let mut outcome = Err(Problem::file(t!("It needs a passphrase that was not given, or it is damaged")));
    for secret in secrets {
        match Office::open_unmigrated(path, &how(secret)) {
            Ok(copy) => return Ok(copy),
            // Where there is one key only, its own words say more.
            Err(problem) if matches!(kind_of(path), Ok(Kind::Plain { .. })) => outcome = Err(problem),
            Err(problem) => tracing::debug!(%problem, "a copy does not open with this key"),
        }
    }
    outcome
}

fn erase_in(office: &Office, places: &Places, plan: &Plan, path: &Path, op: &'static Op, says: &str) -> Result<()> {
    let writable = std::fs::metadata(path).is_ok_and(|meta| !meta.permissions().readonly());
    if !writable {
        return Err(Problem::file(t!("It may not be written to")));
    }
    let mut copy = open(office, places, path, false)?;
    let setup = copy.setup;
    let here = copy.read(|conn| plan_in(office, conn, plan))?;
    copy.transact(op, |tx| {
        tx.say(says);
        carry_out(tx, setup.derived, setup.personal, &here)
    })?;
    copy.sweep()?;
    prove(&copy)?;
    let left = copy.read(|conn| plan_in(office, conn, plan))?;
    copy.close()?;
    if left.is_nothing() { Ok(()) } else { Err(Problem::file(t!("Something of the person is still in it"))) }
}

/// All that can be proved of a copy; of an older version, what does not depend on its tables.
fn prove(copy: &Office) -> Result<()> {
    let current =
        copy.read(|conn| Ok(conn.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))?))? == SCHEMA;
    let findings = if current {
        copy.check()?
    } else {
        let mut recount = copy.begin_recount()?;
        let mut findings = loop {
            if let Some(found) = copy.read(|conn| recount.step(conn, 50_000))? {
                break found;
            }
        };
        findings.extend(copy.read(fingerprint::check_chain)?);
        findings
    };
    match findings.into_iter().find(|f| f.severity == Severity::Error) {
        Some(finding) => Err(Problem::file(finding.what)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_of_another_office_are_told_by_their_names() {
        let of = |name: &str| is_of_another(Path::new(name), Path::new("/docs/Harbour branch.wardroom"));
        assert!(of("Quay branch 2026-11-21 120000.wardroom") && of("Quay 2026-11-21 120000 before version 5.wardroom"));
        assert!(!of("Harbour branch 2026-11-21 120000.wardroom"));
        assert!(!of("copy of everything.wardroom") && !of("2026-11-21 120000.wardroom") && !of("é.wardroom"));
    }
}
