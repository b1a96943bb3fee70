//! What is sealed is nowhere: not in the file, plain or encrypted, nor in its history, its search, its copies or its exports.

use std::path::Path;
use std::sync::Arc;

use wardroom::candidates::model::CameBy;
use wardroom::candidates::ops::{self, Opening};
use wardroom::candidates::seal::{CardText, Place};
use wardroom::kit::{Clock as _, FixedClock};
use wardroom::office::{How, Office, Passphrase, Secret, backup};
use wardroom::subjects;

use crate::common::{self, panel};

/// In every note, remark and half-filled card.
const NOTE: &str = "Periwinkle Quoin";
/// What must not be found, in any case: the note, its words, and how a card writes a mark.
const TRACES: [&str; 6] = ["periwinkle quoin", "periwinkle", "quoin", "\"says\"", "\"marks\"", "quiet words of number"];

fn found_in(bytes: &[u8]) -> Option<&'static str> {
    // As text of one byte a letter and of two, as a search index may split it.
    let lower: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    let wide = |trace: &str| trace.bytes().flat_map(|b| [b, 0]).collect::<Vec<u8>>();
    let stands = |needle: &[u8]| lower.windows(needle.len()).any(|window| window == needle);
    TRACES.into_iter().find(|trace| stands(trace.as_bytes()) || stands(&wide(trace)))
}

fn text(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef::{Blob, Text};
    if let Text(bytes) | Blob(bytes) = value { String::from_utf8_lossy(bytes).into_owned() } else { String::new() }
}

/// Every text of every table, as who opens the file with any tool reads it.
fn everything(office: &Office) -> String {
    office
        .read(|conn| {
            let mut all = String::new();
            let mut tables = conn.prepare(
                "SELECT name FROM (SELECT name, type FROM sqlite_schema UNION ALL SELECT name, type FROM sqlite_temp_schema) \
                 WHERE type = 'table'",
            )?;
            let tables: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for table in tables {
                // The inner tables of a full-text index are read through it.
                let Ok(mut select) = conn.prepare(&format!("SELECT * FROM \"{table}\"")) else { continue };
                let columns = select.column_count();
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    for at in 0..columns {
                        all.push_str(&text(row.get_ref(at)?));
                        all.push('\n');
                    }
                }
            }
            Ok(all)
        })
        .unwrap()
}

fn exports(office: &Office) -> String {
    let mut all = String::new();
    for noun in subjects::nouns() {
        for export in noun.exports {
            office
                .read(|conn| {
                    export.rows_in(conn, true, &mut |rows| {
                        let mut count = 0;
                        for row in rows {
                            all.push_str(&format!("{:?}\n", row?));
                            count += 1;
                        }
                        Ok(count)
                    })
                })
                .unwrap();
        }
    }
    all
}

fn bytes_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes_below(&path));
        } else {
            all.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    all
}

/// What a candidate needs to be heard fairly is sealed for the chair: nowhere readable, whoever looks, also after the opening.
#[test]
fn what_a_candidate_needs_is_for_the_chair_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("branch.wardroom");
    let clock = Arc::new(FixedClock::at(common::today()));
    let how = || How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.");
    let mut office = Office::create(&path, &common::profile(), &how()).unwrap();
    let of = panel::draft(&mut office, 1);
    let (scorers, candidates) = panel::ids(&office, of);
    // Nobody but the chair has a key before a round is published.
    let early = ops::choose(&mut office, of, scorers[1], &panel::passphrase(1)).unwrap_err();
    assert!(early.message.contains("is not published"), "{early}");
    let key = ops::choose(&mut office, of, scorers[0], &panel::passphrase(0)).unwrap().value;
    ops::needs(&mut office, of, candidates[1], &key, "PERIWINKLE before it was changed").unwrap();
    ops::needs(&mut office, of, candidates[1], &key, NOTE).unwrap();
    ops::needs(&mut office, of, candidates[0], &key, NOTE).unwrap();
    ops::needs(&mut office, of, candidates[0], &key, "").unwrap();
    let read = |office: &Office, typed: &Passphrase| ops::read_needs(office, of, candidates[1], typed);
    assert_eq!(read(&office, &panel::passphrase(0)).unwrap().unwrap().as_str(), NOTE);
    assert_eq!(ops::read_needs(&office, of, candidates[0], &panel::passphrase(0)).unwrap(), None, "taken away");
    assert!(read(&office, &panel::passphrase(1)).unwrap_err().message.contains("not the passphrase of Rae Chair"));
    let other = panel::ids(&office, of).0[1];
    let wrong = wardroom::candidates::seal::Key::new("some other words", &[1; 16], 10);
    assert!(
        ops::needs(&mut office, of, candidates[1], &wrong, "x")
            .unwrap_err()
            .message
            .contains("not the key of the chair")
    );
    assert!(
        ops::take_off(&mut office, of, ops::Part::Scorer(scorers[0])).unwrap_err().message.contains("sealed under")
    );
    assert_ne!(other, scorers[0]);
    drop(key);
    assert_eq!(found_in(everything(&office).as_bytes()), None, "no table, history and search among them");
    assert_eq!(found_in(exports(&office).as_bytes()), None);
    let copy = backup::copy_into(&office, &folder.path().join("copies"), "").unwrap().path;
    office.close().unwrap();
    for (name, bytes) in bytes_below(folder.path()) {
        assert_eq!(found_in(&bytes), None, "{name}");
    }
    let kept = Office::open(&copy, &how()).unwrap();
    assert_eq!(read(&kept, &panel::passphrase(0)).unwrap().unwrap().as_str(), NOTE, "and the chair reads it in a copy");
    assert_eq!(clock.today(), common::today());
}

/// Two cards handed in and one half-filled, everything looked through; then, opened, the same search finds what it looks for.
fn looked_through(secret: Secret) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("branch.wardroom");
    let how = || {
        let clock = Arc::new(FixedClock::at(common::today()));
        How::new(subjects::setup(), clock, "Asha M.").secret(secret.clone())
    };
    let mut office = Office::create(&path, &common::profile(), &how()).unwrap();
    let of = panel::published(&mut office, 1);
    let (scorers, candidates) = panel::ids(&office, of);
    let key = panel::key(&mut office, of, 0);
    let whole = panel::whole(&office, of);
    let card = panel::card(&whole, [Some(5), Some(1)], NOTE);
    let at = Place { round: of.0, scorer: scorers[0].0, candidate: candidates[4].0 };
    ops::keep_draft(&mut office, &key, at, &card, whole.candidate(candidates[4]).unwrap()).unwrap();
    ops::keep_draft(
        &mut office,
        &key,
        at,
        &CardText { remark: NOTE.into(), ..card.clone() },
        whole.candidate(candidates[4]).unwrap(),
    )
    .unwrap();
    let cards: Vec<_> = candidates[..4].iter().map(|id| (*id, card.clone())).collect();
    ops::hand_in(&mut office, of, scorers[0], &key, &cards, CameBy::Here).unwrap();
    drop(key);

    let search = |office: &Office, when: &str| {
        assert_eq!(found_in(everything(office).as_bytes()), None, "a table, {when}");
        assert_eq!(found_in(exports(office).as_bytes()), None, "an export, {when}");
    };
    search(&office, "open");
    let copies = folder.path().join("copies");
    let copy = backup::copy_into(&office, &copies, "").unwrap().path;
    for (name, bytes) in bytes_below(folder.path()) {
        assert_eq!(found_in(&bytes), None, "{name}, while the office is open");
    }
    office.close().unwrap();
    for (name, bytes) in bytes_below(folder.path()) {
        assert_eq!(found_in(&bytes), None, "{name}");
    }
    let from_copy = Office::open(&copy, &how()).unwrap();
    search(&from_copy, "in the copy");
    from_copy.close().unwrap();

    // The search is no blind one: once the round is opened, it finds the note.
    let mut office = Office::open(&path, &how()).unwrap();
    search(&office, "opened again");
    ops::withdraw(&mut office, of, candidates[4], Some("")).unwrap();
    let absent = [1, 2, 3].map(|at| (scorers[at], "Away".to_owned())).to_vec();
    ops::open(&mut office, of, &Opening { keys: vec![(scorers[0], panel::passphrase(0))], absent }).unwrap();
    assert_eq!(found_in(everything(&office).as_bytes()), Some(TRACES[0]));
    office.close().unwrap();
    let plain = matches!(secret, Secret::None);
    assert_eq!(found_in(&std::fs::read(&path).unwrap()).is_some(), plain, "an encrypted file shows nothing even then");
}

#[test]
fn a_sealed_score_is_nowhere_in_a_plain_office() {
    looked_through(Secret::None);
}

#[test]
fn a_sealed_score_is_nowhere_in_an_encrypted_office() {
    looked_through(Secret::Passphrase(Passphrase::new("correct horse battery")));
}
