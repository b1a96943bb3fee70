//! A world for tests: an office in memory or in a folder, a fixed clock, ids from a counter.

pub mod browser;
pub mod panel;
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

/// A branch whose people and members came from lists made elsewhere, with one application on the desk and one person twice.
pub fn imported(folder: &Path) -> String {
    use serde_json::json;
    use told::done_on as done;
    let file = folder.join("branch.wardroom").display().to_string();
    done("2026-11-21", &["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    done("2026-11-21", &["members", "class", &file, "full", "--fee", "36", "--from", "2000-01-01"]);
    done("2026-11-21", &["members", "settings", &file, "--grace-days", "60"]);
    let people = folder.join("people.csv");
    std::fs::write(
        &people,
        "Name,E-mail,Street,City,Postcode,Date of birth\n\
         Ann Ali,ann@example.org,4 Quay Street,Riverside,ZZ1 1AA,13/04/1987\n\
         Łukasz Żółkiewski,lukasz@example.org,7 Mill Lane,Riverside,ZZ1 2BB,\n\
         Ben Roe,ben@example.org,9 Ferry Row,Riverside,ZZ2 3CC,1950\n\
         \"Roe, Ben\",ben@example.org,9 Ferry Row,Riverside,ZZ2 3CC,1950\n\
         Dee Dean,dee@example.org,1 Canal Walk,Riverside,ZZ1 4DD,\n",
    )
    .unwrap();
    let come = done("2026-11-21", &["import", "people", &file, &people.display().to_string(), "--on-duplicate", "add"]);
    assert_eq!(come["added"], json!(5), "{come}");
    let members = folder.join("members.csv");
    std::fs::write(
        &members,
        "Name,Postcode,Class,Member since,Paid up to\n\
         Ann Ali,ZZ1 1AA,Full,15/03/2019,31/12/2026\nŁukasz Żółkiewski,ZZ1 2BB,Full,15/05/2021,31/12/2026\n\
         Dee Dean,ZZ1 4DD,Full,15/05/2022,31/12/2026\nEve Fox,ZZ9 9ZZ,Full,15/05/2022,31/12/2026\n",
    )
    .unwrap();
    let come = done("2026-11-21", &["members", "import", &file, &members.display().to_string()]);
    assert_eq!((&come["added"], &come["refused"]), (&json!(4), &json!(0)), "{come}");
    done("2026-11-21", &["members", "apply", &file, "Bob Fay", "--class", "Full"]);
    file
}
