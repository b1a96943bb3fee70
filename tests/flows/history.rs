//! The journal: undo, redo, the chain, the guard.

use rusqlite::params;
use wardroom::kit::{Problem, ProblemKind};
use wardroom::office::{Office, history};

use crate::common::{self, BULK, STEP, add_person, insert_person, people, place, stepping};

fn world() -> Office {
    Office::in_memory(&common::profile(), &stepping()).unwrap()
}

fn rename(office: &mut Office, id: i64, name: &str) {
    office
        .transact(&STEP, |tx| {
            tx.conn().execute("UPDATE person SET name = ?1 WHERE id = ?2", params![name, id])?;
            tx.say(format!("Renamed to {name}"));
            Ok(())
        })
        .unwrap();
}

#[test]
fn undo_and_redo_walk_back_and_forth_to_the_same_fingerprints() {
    let mut office = world();
    let mut prints = vec![digest_of_rows(&office)];
    let ann = add_person(&mut office, "Ann");
    prints.push(digest_of_rows(&office));
    rename(&mut office, ann, "Anna");
    prints.push(digest_of_rows(&office));
    add_person(&mut office, "Ben");
    prints.push(digest_of_rows(&office));
    for at in (0..3).rev() {
        office.undo("").unwrap();
        assert_eq!(digest_of_rows(&office), prints[at]);
    }
    assert!(office.next_undo().unwrap().unwrap().refused.is_some(), "the beginning of the file is final");
    for print in &prints[1..] {
        office.redo().unwrap();
        assert_eq!(&digest_of_rows(&office), print);
    }
    assert!(office.redo().is_err());
    assert!(office.check().unwrap().is_empty());
}

/// The sums of the tables alone: the chain goes on with every undo.
fn digest_of_rows(office: &Office) -> Vec<(String, i64, i64)> {
    office
        .read(|conn| {
            let mut select = conn.prepare("SELECT name, count, sum FROM seal_table ORDER BY name")?;
            let rows =
                select.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
        .unwrap()
}

#[test]
fn undo_survives_closing_the_file() {
    let (_folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    add_person(&mut office, "Ann");
    add_person(&mut office, "Ben");
    office.close().unwrap();
    let mut office = Office::open(&path, &stepping()).unwrap();
    assert_eq!(office.next_undo().unwrap().unwrap().summary, "Added Ben");
    office.undo("").unwrap();
    office.close().unwrap();
    let mut office = Office::open(&path, &stepping()).unwrap();
    assert_eq!(people(&office), ["Ann"]);
    office.redo().unwrap();
    assert_eq!(people(&office), ["Ann", "Ben"]);
}

#[test]
fn an_older_step_is_undone_alone_unless_its_record_changed_since() {
    let mut office = world();
    let ann = add_person(&mut office, "Ann");
    let first = office.read(|c| history::steps(c, 0, 1)).unwrap()[0].id;
    add_person(&mut office, "Ben");
    rename(&mut office, ann, "Anna");
    let problem = office.undo_op(first, "").unwrap_err();
    assert!(problem.message.contains("Renamed to Anna"), "{problem}");
    assert_eq!(people(&office), ["Anna", "Ben"]);
    office.undo("").unwrap();
    office.undo_op(first, "").unwrap();
    assert_eq!(people(&office), ["Ben"]);
}

#[test]
fn undoing_a_bulk_keeps_whole_records_that_changed_since() {
    let mut office = world();
    let ids = office
        .transact(&BULK, |tx| {
            let ids = [tx.new_id(), tx.new_id(), tx.new_id()];
            for (id, name) in ids.iter().zip(["Ann", "Ben", "Cleo"]) {
                insert_person(tx.conn(), *id, name)?;
                for street in ["1 Mill Lane", "2 Mill Lane"] {
                    let address = params![tx.new_id(), id, street];
                    tx.conn()
                        .execute("INSERT INTO person_address (id, person, street) VALUES (?1, ?2, ?3)", address)?;
                }
            }
            Ok(ids)
        })
        .unwrap()
        .value;
    rename(&mut office, ids[1], "Benno");
    office
        .transact(&STEP, |tx| {
            // Only a part of Cleo's record is changed; she and her other address stay all the same.
            tx.conn()
                .execute("UPDATE person_address SET street = 'new' WHERE person = ?1 AND street LIKE '1%'", [ids[2]])?;
            Ok(())
        })
        .unwrap();
    let bulk = office.read(|c| history::steps(c, 2, 1)).unwrap()[0].id;
    let done = office.undo_op(bulk, "").unwrap();
    assert_eq!(people(&office), ["Benno", "Cleo"]);
    let addresses: i64 =
        office.read(|c| Ok(c.query_row("SELECT count(*) FROM person_address", [], |r| r.get(0))?)).unwrap();
    assert_eq!(addresses, 4);
    assert_eq!(done.value.kept.len(), 6);
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn a_write_outside_an_operation_is_refused() {
    let office = world();
    let refused: Result<(), Problem> = office.read(|conn| insert_person(conn, 1, "Stray"));
    assert_eq!(refused.unwrap_err().kind, ProblemKind::Defect);
    assert!(people(&office).is_empty());
}

#[test]
fn a_step_that_fails_leaves_no_trace() {
    let mut office = world();
    let before = office.fingerprint().unwrap();
    let failed = office.transact(&STEP, |tx| {
        insert_person(tx.conn(), tx.new_id(), "Ann")?;
        Err::<(), _>(Problem::input("no"))
    });
    assert!(failed.is_err());
    assert_eq!(office.fingerprint().unwrap(), before);
    assert!(people(&office).is_empty());
    let nothing = office.transact(&STEP, |_| Ok(())).unwrap();
    assert!(nothing.op.is_none());
    assert_eq!(office.fingerprint().unwrap(), before);
}

#[test]
fn replacing_and_cascading_are_journaled() {
    let mut office = world();
    let ann = add_person(&mut office, "Ann");
    office
        .transact(&STEP, |tx| {
            tx.conn().execute(
                "INSERT INTO person_tag (id, person, tag) VALUES (?1, ?2, 'helper')",
                params![tx.new_id(), ann],
            )?;
            Ok(())
        })
        .unwrap();
    let before = digest_of_rows(&office);
    office
        .transact(&STEP, |tx| {
            tx.conn().execute(
                "INSERT OR REPLACE INTO person_tag (id, person, tag) VALUES (?1, ?2, 'helper')",
                params![tx.new_id(), ann],
            )?;
            tx.conn().execute("DELETE FROM person WHERE id = ?1", [ann])?;
            Ok(())
        })
        .unwrap();
    assert!(people(&office).is_empty());
    office.undo("").unwrap();
    assert_eq!(digest_of_rows(&office), before);
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn history_of_a_record_names_each_step() {
    let mut office = world();
    let ann = add_person(&mut office, "Ann");
    add_person(&mut office, "Ben");
    rename(&mut office, ann, "Anna");
    let steps = office.read(|conn| history::of_record(conn, &[("person", ann)])).unwrap();
    let said: Vec<_> = steps.iter().map(|s| s.summary.as_str()).collect();
    assert_eq!(said, ["Renamed to Anna", "Added Ann"]);
    assert!(steps.iter().all(|s| s.who == "Asha M."));
}
