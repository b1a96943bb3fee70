//! The schema: what every table is like, that a shipped migration is never edited, and that a file of every released schema
//! opens for ever.
//!
//! When a schema is released: its migrations go into [`FROZEN`], its number and what its files hold into [`RELEASED`], and
//! `cargo test -- --ignored make_the_kept_files` makes the two files, which are committed and never made again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use wardroom::kit::{Day, FixedClock, day};
use wardroom::office::open::{Kind, kind_of};
use wardroom::office::{How, Office, Passphrase, SCHEMA, Secret, history, profile};
use wardroom::receipts::model::{ReceiptKind, Scope};
use wardroom::receipts::{ops, store};
use wardroom::{demo, subjects};

use crate::common::{self, bare};

/// Shipped migrations and the SHA-256 of their text.
const FROZEN: &[(&str, &str)] = &[
    ("0001_office", "9395bff4e7423e920cca3c5966eecb85f8b6c4729a7d40dd2db32eaed7234956"),
    ("0002_people", "2d1ba50709782271eec663230a7e2246ef56cc15da3790fe9c02ca9e0c3c4b29"),
    ("0003_ledger", "ddae57c776d93ef8ed0b96ec589da142b9051382738f13dba53b223657851d86"),
    ("0004_receipts", "445c55ece4d205fadb8e57a2c042d49dc30826e15b5ee09cf02cb233989835ce"),
];

/// What the two files of a released schema hold.
struct Released {
    schema: i32,
    people: i64,
    entries: i64,
    receipts: i64,
    /// What lies in all accounts, in pence.
    money: i64,
    steps: usize,
}

const RELEASED: &[Released] = &[Released { schema: 4, people: 6, entries: 19, receipts: 6, money: 492_045, steps: 22 }];

/// Of the encrypted files; they hold made-up people only.
const PASSPHRASE: &str = "made-up words of a test";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn kept(schema: i32, encrypted: bool) -> PathBuf {
    let kind = if encrypted { "encrypted" } else { "plain" };
    root().join(format!("tests/files/kept/schema-{schema}-{kind}.wardroom"))
}

fn how(encrypted: bool, backups: &Path) -> How {
    let today = Day::from_ymd_opt(2026, 11, 28).unwrap();
    let mut how = How::new(subjects::setup(), Arc::new(FixedClock::at(today)), "Asha Morrow");
    how.backups = Some(backups.to_owned());
    if encrypted { how.secret(Secret::Passphrase(Passphrase::new(PASSPHRASE))) } else { how }
}

/// The names and texts of all migrations, in order, with the ends of lines as they were committed.
fn migrations() -> Vec<(String, String)> {
    let mut found: Vec<_> = std::fs::read_dir(root().join("src/office/migrations"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
            (path.file_stem().unwrap().to_string_lossy().into_owned(), text)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_shipped_migration_is_as_it_was() {
    let found = migrations();
    assert_eq!(found.len(), usize::try_from(SCHEMA).unwrap(), "each file is one step, and each step a file");
    for (at, (name, text)) in found.iter().enumerate() {
        assert_eq!(name.split('_').next(), Some(format!("{:04}", at + 1).as_str()), "the number is the schema");
        let sum: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        if let Some((frozen, expected)) = FROZEN.get(at) {
            assert_eq!(name, frozen);
            assert_eq!(
                sum, *expected,
                "{name} is shipped: files are made with it, so another step changes what it made"
            );
        }
    }
    let newest = RELEASED.iter().map(|r| r.schema).max().unwrap();
    assert!(FROZEN.len() >= usize::try_from(newest).unwrap(), "what was released is frozen");
}

#[test]
fn every_table_is_strict_with_an_id_and_only_numbers_and_texts() {
    let office = Office::in_memory(&common::profile(), &bare()).unwrap();
    let wrong: Vec<String> = office
        .read(|conn| {
            let mut wrong = Vec::new();
            let mut tables = conn.prepare(
                "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
            )?;
            let tables: Vec<(String, bool)> =
                tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
            assert!(tables.len() > 20, "{tables:?}");
            for (table, strict) in tables {
                let mut columns = conn.prepare("SELECT name, type, pk FROM pragma_table_info(?1)")?;
                let columns: Vec<(String, String, i64)> = columns
                    .query_map([&table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                let keyed = columns.iter().filter(|(_, _, pk)| *pk > 0).map(|(name, kind, _)| (&**name, &**kind));
                if !strict || keyed.collect::<Vec<_>>() != [("id", "INTEGER")] {
                    wrong.push(format!("{table} is not STRICT with `id INTEGER PRIMARY KEY`"));
                }
                // The bytes of attachments stand outside the journal, which knows numbers and texts only.
                let blob = |name: &str| table == "attachment_data" && name == "bytes";
                let odd = |(name, kind, _): &&(String, String, i64)| {
                    !matches!(kind.as_str(), "INTEGER" | "TEXT") && !blob(name)
                };
                wrong.extend(columns.iter().filter(odd).map(|(name, kind, _)| format!("{table}.{name} is {kind}")));
            }
            Ok(wrong)
        })
        .unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn one(office: &Office, sql: &str) -> i64 {
    office.read(|conn| Ok(conn.query_row(sql, [], |row| row.get(0))?)).unwrap()
}

#[test]
fn a_file_of_every_released_schema_opens_is_brought_up_to_date_and_checked() {
    for (released, encrypted) in RELEASED.iter().flat_map(|r| [(r, false), (r, true)]) {
        let original = kept(released.schema, encrypted);
        let says = original.file_name().unwrap().to_string_lossy().into_owned();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("branch.wardroom");
        std::fs::copy(&original, &path).unwrap();
        let expected = if encrypted { Kind::Sealed } else { Kind::Plain { schema: released.schema } };
        assert_eq!(kind_of(&path).unwrap(), expected, "{says}");

        let office = Office::open(&path, &how(encrypted, folder.path())).unwrap();
        assert_eq!(office.is_encrypted(), encrypted, "{says}");
        let found = Released {
            schema: released.schema,
            people: one(&office, "SELECT count(*) FROM person"),
            entries: one(&office, "SELECT count(*) FROM entry"),
            receipts: one(&office, "SELECT count(*) FROM receipt"),
            money: one(&office, "SELECT sum(amount) FROM entry_line WHERE account IS NOT NULL"),
            steps: office.read(|conn| history::steps(conn, 0, 10_000)).unwrap().len(),
        };
        let migrated = released.schema < SCHEMA;
        let figures = |r: &Released| [r.people, r.entries, r.receipts, r.money];
        assert_eq!(figures(&found), figures(released), "{says}");
        // Setting the passphrase was one step more.
        let expected = released.steps + usize::from(encrypted) + usize::from(migrated);
        assert_eq!(found.steps, expected, "{says}");
        assert_eq!(office.check().unwrap(), [], "{says}");
        let next = office.next_undo().unwrap().unwrap();
        let stops = migrated || encrypted;
        assert_eq!(
            next.refused.is_some(),
            stops,
            "{says}: undo goes back to the migration or passphrase and no further"
        );
        office.close().unwrap();

        // Closed, it is a file of today that an auditor reads.
        let office = Office::open(&path, &how(encrypted, folder.path()).read_only()).unwrap();
        assert_eq!(office.check().unwrap(), [], "{says}");
    }
    let files = std::fs::read_dir(root().join("tests/files/kept")).unwrap().count();
    assert_eq!(files, 2 * RELEASED.len(), "each kept file is opened");
}

#[test]
#[ignore = "makes the two files of this schema, once, when it is released"]
fn make_the_kept_files() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("branch.wardroom");
    // A month of donations, receipts for them, one reissued, a batch on the desk, a step undone: something in most tables.
    let today = day::from_iso("2026-01-20").unwrap();
    demo::make(&made, demo::Size { people: 6, years: 0, seed: 4 }, today).unwrap();
    let mut office = Office::open(&made, &how(false, folder.path())).unwrap();
    let scope = Scope::Year { year: 2026, kind: ReceiptKind::Annual };
    let plan = office.read(|conn| store::plan(conn, scope, office.today())).unwrap();
    let first = ops::issue(&mut office, &plan).unwrap().value.first;
    ops::reissue(&mut office, &first, "The surname was misspelt").unwrap();
    profile::save_officer(&mut office, None, "Bo Example", "BE", "Chair", true).unwrap();
    office.undo("").unwrap();
    office.close().unwrap();
    for encrypted in [false, true] {
        let path = kept(SCHEMA, encrypted);
        assert!(!path.exists(), "it is kept, never made again: {}", path.display());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        if encrypted {
            let office = Office::open(&made, &how(false, folder.path())).unwrap();
            office.change_passphrase(Some(&Passphrase::new(PASSPHRASE))).unwrap().close().unwrap();
        }
        std::fs::copy(&made, &path).unwrap();
    }
}
