//! Making, opening, keys, backups.

use wardroom::kit::ProblemKind;
use wardroom::office::{Key, Office, Passphrase, SCHEMA, Secret};

use crate::common::{self, add_person, bare, names_in, people, place, stepping};

#[test]
fn while_closed_an_office_is_exactly_one_file() {
    let (folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    add_person(&mut office, "Ann");
    office.close().unwrap();
    assert_eq!(names_in(folder.path()), ["branch.wardroom"]);
    let office = Office::open(&path, &stepping().read_only()).unwrap();
    assert_eq!(people(&office), ["Ann"]);
    office.close().unwrap();
    assert_eq!(names_in(folder.path()), ["branch.wardroom"]);
}

#[test]
fn a_copy_taken_while_the_office_is_open_and_idle_is_whole() {
    let (folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    add_person(&mut office, "Ann");
    let copy = folder.path().join("copy.wardroom");
    std::fs::copy(&path, &copy).unwrap();
    let copied = Office::open(&copy, &stepping()).unwrap();
    assert_eq!(people(&copied), ["Ann"]);
    assert!(copied.check().unwrap().is_empty());
}

#[test]
fn ids_go_on_after_the_rows_of_a_step_that_made_more_than_its_moment_has() {
    let (_folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &bare()).unwrap();
    let last = office
        .transact(&common::STEP, |tx| {
            let ids: Vec<i64> = (0..5_000).map(|_| tx.new_id()).collect();
            for id in ids.iter().skip(4_990) {
                tx.conn().execute("INSERT INTO person (id, name, sort_key) VALUES (?1, 'Ann', 'ann')", [id])?;
            }
            Ok(*ids.last().unwrap())
        })
        .unwrap()
        .value;
    office.close().unwrap();
    // The same clock and the same bits of the copy: nothing but the file keeps the ids apart.
    let mut office = Office::open(&path, &bare()).unwrap();
    let next = office.transact(&common::STEP, |tx| Ok(tx.new_id())).unwrap().value;
    assert!(next > last, "{next} comes after {last}");
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let (_folder, path) = place();
    std::fs::write(&path, b"mine").unwrap();
    let problem = Office::create(&path, &common::profile(), &bare()).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::File);
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
}

#[test]
fn a_second_opening_says_who_has_it_open() {
    let (_folder, path) = place();
    let office = Office::create(&path, &common::profile(), &bare()).unwrap();
    let problem = Office::open(&path, &bare()).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::File);
    assert!(problem.message.contains("open elsewhere, by Asha M."), "{problem}");
    office.close().unwrap();
    Office::open(&path, &bare()).unwrap();
}

#[test]
fn a_passphrase_encrypts_the_file_and_a_wrong_one_says_so() {
    let (folder, path) = place();
    let secret = || Secret::Passphrase(Passphrase::new("correct horse battery"));
    let how = stepping().secret(secret());
    let mut office = Office::create(&path, &common::profile(), &how).unwrap();
    add_person(&mut office, "Żółkiewska-Canary");
    let backup = folder.path().join("backup.wardroom");
    office.backup(&backup).unwrap();
    office.close().unwrap();
    for file in [&path, &backup] {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"Canary" || w == b"SQLite"), "readable text in an encrypted file");
        let office = Office::open(file, &how).unwrap();
        assert_eq!(people(&office), ["Żółkiewska-Canary"]);
        assert!(office.check().unwrap().is_empty());
    }
    let wrong = Office::open(&path, &stepping().secret(Secret::Passphrase(Passphrase::new("wrong")))).unwrap_err();
    assert_eq!(wrong.kind, ProblemKind::File);
    assert!(wrong.message.contains("passphrase is wrong"), "{wrong}");
    assert!(Office::open(&path, &stepping()).unwrap_err().message.contains("needs its passphrase"));
}

#[test]
fn a_passphrase_is_set_changed_and_removed_by_a_whole_new_file() {
    let (folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    add_person(&mut office, "Ann");
    let one = Passphrase::new("first passphrase");
    let two = Passphrase::new("second passphrase");
    let office = office.change_passphrase(Some(&one)).unwrap();
    assert!(office.is_encrypted());
    let mut office = office.change_passphrase(Some(&two)).unwrap();
    let code = office.recovery_code().unwrap().value;
    office.close().unwrap();
    assert_eq!(names_in(folder.path()), ["branch.wardroom"]);
    let open = |p: &Passphrase| Office::open(&path, &stepping().secret(Secret::Passphrase(p.clone())));
    assert!(open(&one).is_err());
    open(&two).unwrap().close().unwrap();
    let office = Office::open(&path, &stepping().secret(Secret::Recovery(code.clone()))).unwrap();
    assert_eq!(people(&office), ["Ann"]);
    let mut office = office.change_passphrase(None).unwrap();
    assert!(!office.is_encrypted());
    assert_eq!(office.next_undo().unwrap().unwrap().says, "Change the passphrase");
    assert!(office.undo("").unwrap_err().message.contains("cannot be undone"));
    assert!(office.check().unwrap().is_empty());
    office.close().unwrap();
    let office = Office::open(&path, &stepping()).unwrap().change_passphrase(Some(&one)).unwrap();
    office.close().unwrap();
    assert!(
        Office::open(&path, &stepping().secret(Secret::Recovery(code))).is_err(),
        "a new passphrase voids the sheet"
    );
}

#[test]
fn a_damaged_file_without_a_passphrase_is_not_told_to_try_one() {
    let (_folder, path) = place();
    Office::create(&path, &common::profile(), &bare()).unwrap().close().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    // The kind of the first page: no such kind.
    bytes[100] = 0x77;
    std::fs::write(&path, &bytes).unwrap();
    for how in [bare(), bare().read_only()] {
        let problem = Office::open(&path, &how).unwrap_err();
        assert!(problem.message.contains("damaged and was not opened"), "{problem}");
        assert!(
            problem.hint.as_deref().is_some_and(|h| h.contains("newest backup"))
                && !problem.to_string().contains("passphrase"),
            "{problem}"
        );
    }
}

#[test]
fn the_key_of_one_opening_opens_again_without_the_passphrase() {
    let (_folder, path) = place();
    let how = bare().secret(Secret::Passphrase(Passphrase::new("correct horse battery")));
    let office = Office::create(&path, &common::profile(), &how).unwrap();
    let key: Key = office.key().unwrap().clone();
    office.close().unwrap();
    Office::open(&path, &bare().secret(Secret::Key(key))).unwrap();
}

#[test]
fn what_is_not_ours_is_refused_with_a_word_and_left_alone() {
    let (folder, path) = place();
    let other = rusqlite_file(&folder.path().join("other.db"));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", vec![], "empty"),
        ("text", b"hello".to_vec(), "not a Wardroom file"),
        ("long text", vec![b'x'; 5000], "not a Wardroom file"),
        ("another long text", format!("x{}", "é".repeat(3000)).into_bytes(), "not a Wardroom file"),
        ("a workbook", [b"PK\x03\x04".to_vec(), vec![0xA7; 5000]].concat(), "not a Wardroom file"),
        ("noise", (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect(), "passphrase"),
        ("another database", other, "another program"),
    ];
    for (name, bytes, says) in cases {
        std::fs::write(&path, &bytes).unwrap();
        for how in [bare(), bare().read_only()] {
            let problem = Office::open(&path, &how).unwrap_err();
            assert_eq!(problem.kind, ProblemKind::File, "{name}");
            assert!(problem.message.contains(says), "{name}: {problem}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name} was touched");
    }
    assert!(Office::open(folder.path(), &bare()).unwrap_err().message.contains("folder"));
    assert!(Office::open(&folder.path().join("none"), &bare()).unwrap_err().message.contains("no such file"));
}

fn rusqlite_file(path: &std::path::Path) -> Vec<u8> {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch("CREATE TABLE t (x)").unwrap();
    conn.close().unwrap();
    std::fs::read(path).unwrap()
}

#[test]
fn a_newer_file_is_refused_naming_the_version_that_wrote_it() {
    let (_folder, path) = place();
    Office::create(&path, &common::profile(), &bare()).unwrap().close().unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    conn.execute("UPDATE seal SET written_by = '9.9'", []).unwrap();
    conn.close().unwrap();
    let before = std::fs::read(&path).unwrap();
    for how in [bare(), bare().read_only()] {
        let problem = Office::open(&path, &how).unwrap_err();
        assert!(problem.message.contains("newer Wardroom") || problem.message.contains("9.9"), "{problem}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_with_a_strangers_trigger_is_refused() {
    let (_folder, path) = place();
    Office::create(&path, &common::profile(), &bare()).unwrap().close().unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TRIGGER sneak AFTER INSERT ON person BEGIN DELETE FROM person; END").unwrap();
    conn.close().unwrap();
    assert!(Office::open(&path, &bare()).unwrap_err().message.contains("sneak"));
}

#[test]
fn a_row_changed_by_another_tool_is_found() {
    let (_folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    add_person(&mut office, "Ann");
    office.close().unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute("UPDATE person SET name = 'Eve'", []).unwrap();
    conn.close().unwrap();
    let office = Office::open(&path, &stepping()).unwrap();
    let findings = office.check().unwrap();
    assert!(findings.iter().any(|f| f.place == "person"), "{findings:?}");
}

#[test]
fn drafts_stay_in_the_file_and_leave_no_step_of_history() {
    let (_folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &bare()).unwrap();
    office.save_draft("money.batch", "{\"line\":5}").unwrap();
    office.close().unwrap();
    let mut office = Office::open(&path, &bare()).unwrap();
    assert_eq!(office.draft("money.batch").unwrap().as_deref(), Some("{\"line\":5}"));
    office.drop_draft("money.batch").unwrap();
    assert_eq!(office.draft("money.batch").unwrap(), None);
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn a_backup_into_a_missing_folder_leaves_nothing() {
    let (folder, path) = place();
    let office = Office::create(&path, &common::profile(), &bare()).unwrap();
    let problem = office.backup(&folder.path().join("no/backup.wardroom")).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::File);
    assert!(office.backup(&path).is_err(), "the office itself is no place for its backup");
    office.close().unwrap();
    assert_eq!(names_in(folder.path()), ["branch.wardroom"]);
}
