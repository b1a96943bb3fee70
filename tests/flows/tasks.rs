//! Tasks: written down, done, reopened, each step taken back; what comes from other subjects; what an erasure leaves.

use wardroom::kit::{Day, day};
use wardroom::office::{How, Office};
use wardroom::people::{self, Details, PersonId};
use wardroom::subjects;
use wardroom::tasks::model::{From, NewTask, Owner, TaskId};
use wardroom::tasks::{SUBJECT, ops, store};

use crate::common;

fn world() -> Office {
    let how = How::new(subjects::setup(), common::clock(), "Asha M.").seed(1);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn person(office: &mut Office, name: &str) -> PersonId {
    people::ops::add(office, &Details::named(name)).unwrap().value
}

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn task(text: &str, owner: Owner, due: Option<&str>) -> NewTask {
    NewTask { text: text.into(), owner, due: due.map(iso), note: String::new() }
}

fn open(office: &Office) -> Vec<String> {
    office.read(store::open).unwrap().into_iter().map(|task| task.new.text).collect()
}

#[test]
fn what_is_open_stands_by_its_day_and_every_step_comes_back_out() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali");
    let hall = ops::add(&mut office, &task("Book the hall", Owner::Person(ann), Some("2026-11-17"))).unwrap().value;
    ops::add(&mut office, &task("Thank the stewards", Owner::Nobody, None)).unwrap();
    ops::add(&mut office, &task("Print the roll", Owner::of(None, "Asha M."), Some("2026-11-15"))).unwrap();
    assert_eq!(open(&office), ["Print the roll", "Book the hall", "Thank the stewards"]);
    let todo = office.read(|conn| (SUBJECT.todo.unwrap())(conn, common::today())).unwrap();
    let said: Vec<_> = todo.iter().map(|t| (t.says.as_str(), t.detail.as_str())).collect();
    assert_eq!(
        said,
        [("Print the roll", "Asha M."), ("Book the hall", "Ann Ali"), ("Thank the stewards", "Nobody sees to it yet")]
    );
    assert_eq!(office.read(|conn| store::late(conn, common::today())).unwrap(), 2);

    ops::finish(&mut office, &[hall], iso("2026-11-20"), "Until ten at night").unwrap();
    let done = office.read(|conn| store::get(conn, hall)).unwrap();
    assert_eq!(done.done, Some((iso("2026-11-20"), "Asha M.".to_owned())));
    assert_eq!(done.new.note, "Until ten at night");
    let again = ops::finish(&mut office, &[hall], iso("2026-11-20"), "").unwrap_err();
    assert!(again.message.contains("was done on 20 Nov 2026"), "{again}");
    assert!(ops::finish(&mut office, &[hall], iso("2026-11-22"), "").is_err(), "not on a day to come");
    ops::reopen(&mut office, hall).unwrap();
    assert!(ops::reopen(&mut office, hall).is_err());
    office.undo("").unwrap();
    assert!(!open(&office).contains(&"Book the hall".to_owned()));
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::get(conn, hall)).unwrap().new.note, "");
    ops::remove(&mut office, hall).unwrap();
    office.undo("").unwrap();
    assert_eq!(open(&office).len(), 3);
    let none = ops::add(&mut office, &task(" ", Owner::Nobody, None)).unwrap_err();
    assert_eq!(none.message, "Write what is to be done");
}

#[test]
fn other_subjects_add_theirs_in_one_step_and_find_them_again() {
    let mut office = world();
    let from = From { kind: "test", id: 7 };
    office
        .transact(&ops::ADD, |tx| {
            for text in ["Write to the council", "Order leaflets"] {
                ops::add_in(tx, &task(text, Owner::Nobody, None), Some(from))?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(office.read(|conn| store::of(conn, from)).unwrap().len(), 2);
    assert_eq!(office.read(|conn| store::of(conn, From { kind: "test", id: 8 })).unwrap(), []);
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::of(conn, from)).unwrap(), [], "they came in one step and go in one");
}

#[test]
fn who_is_meant_by_a_text_is_a_user_or_somebody_of_the_register() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali");
    let of = |office: &Office, text: &str| office.read(|conn| store::owner(conn, text));
    assert_eq!(of(&office, "ann ali").unwrap(), Owner::Person(ann));
    assert_eq!(of(&office, "The caretaker").unwrap(), Owner::Named("The caretaker".into()));
    assert_eq!(of(&office, " ").unwrap(), Owner::Nobody);
    person(&mut office, "Ann Ali");
    assert!(of(&office, "Ann Ali").is_err(), "two of that name");
    wardroom::office::profile::save_officer(&mut office, None, "Ann Ali", "AA", "", true).unwrap();
    assert_eq!(of(&office, "Ann Ali").unwrap(), Owner::Named("Ann Ali".into()), "a user comes first");
}

#[test]
fn a_task_outlives_the_erasure_of_who_saw_to_it() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali");
    let id: TaskId = ops::add(&mut office, &task("Book the hall", Owner::Person(ann), None)).unwrap().value;
    super::fundraising::erase(&mut office, ann);
    let left = office.read(|conn| store::get(conn, id)).unwrap();
    assert_eq!((left.owner.as_str(), left.new.owner), ("", Owner::Nobody));
}
