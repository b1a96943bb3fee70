//! A world for tests: an office in memory or in a folder, a fixed clock, ids from a counter.

pub mod told;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wardroom::kit::{Clock, Day, FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office, Op, Reach, Setup, Undo};

/// 21 November 2026, the day it is in every test.
pub fn today() -> Day {
    day::from_iso("2026-11-21").unwrap()
}

pub fn clock() -> Arc<dyn Clock> {
    Arc::new(FixedClock::at(today()))
}

pub fn profile() -> Profile {
    Profile::new("Example Party", "Riverside", "gb").unwrap()
}

/// How often a costly property is tried: few times, or as `PROPTEST_CASES` says.
pub fn cases(few: u32) -> proptest::test_runner::Config {
    use proptest::test_runner::Config;
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    Config { cases: if asked { Config::default().cases } else { few }, failure_persistence: None, ..Config::default() }
}

/// How tests open files that know no subject.
pub fn bare() -> How {
    How::new(Setup::NONE, clock(), "Asha M.").seed(7)
}

/// A plain step for tests of the file itself.
pub static STEP: Op =
    Op { key: "test.step", says: "Take a step", undo: Undo::Reverse, reach: Reach::WindowOnly("a test") };
/// The same, undone like an import.
pub static BULK: Op =
    Op { key: "test.bulk", says: "Take many steps", undo: Undo::ReverseKeep, reach: Reach::WindowOnly("a test") };

static OPS: &[&[&Op]] = &[&[&STEP, &BULK]];

/// How tests of the file's history open files.
pub fn stepping() -> How {
    How::new(Setup { ops: OPS, ..Setup::NONE }, clock(), "Asha M.").seed(7)
}

/// A folder that goes away with the test, and a path in it.
pub fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("branch.wardroom");
    (folder, path)
}

/// Where the copies of a command go: beside the office it names, never into the folder of the person who runs the test.
pub fn copies(words: &[&str]) -> String {
    let office = words.iter().find(|word| word.ends_with(".wardroom")).map(Path::new).and_then(Path::parent);
    office.unwrap_or(Path::new(env!("CARGO_TARGET_TMPDIR"))).join("Copies").display().to_string()
}

/// The names of the files in a folder, sorted.
pub fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// One person, as a step of history.
pub fn add_person(office: &mut Office, name: &str) -> i64 {
    office
        .transact(&STEP, |tx| {
            let id = tx.new_id();
            insert_person(tx.conn(), id, name)?;
            tx.say(format!("Added {name}"));
            Ok(id)
        })
        .unwrap()
        .value
}

pub fn insert_person(conn: &rusqlite::Connection, id: i64, name: &str) -> wardroom::kit::Result<()> {
    conn.execute("INSERT INTO person (id, name, sort_key) VALUES (?1, ?2, fold(?2))", rusqlite::params![id, name])?;
    Ok(())
}

/// The names of all people in the order of their ids.
pub fn people(office: &Office) -> Vec<String> {
    office
        .read(|conn| {
            let mut select = conn.prepare("SELECT name FROM person ORDER BY id")?;
            let names = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(names)
        })
        .unwrap()
}
