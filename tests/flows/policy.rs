//! Policy in an office: versions that never change, a working text outside the history, an erasure, undo.

use std::sync::Arc;

use wardroom::kit::{Clock, Day, FixedClock, day};
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::ops::Erasing;
use wardroom::people::{self, Details};
use wardroom::policy::anchor::{Anchor, Place};
use wardroom::policy::body::Body;
use wardroom::policy::model::{Deed, DocumentId, NewDocument, Taking, Working};
use wardroom::policy::ops::{comment, document, step, version};
use wardroom::policy::store::{self, NewComment};
use wardroom::policy::{compare, plain};
use wardroom::subjects;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn office() -> (Office, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(iso("2026-11-27")));
    let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
    (Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap(), clock)
}

fn draft(office: &mut Office, text: &str) -> DocumentId {
    let new = NewDocument { kind: "charter".into(), title: "Charter".into(), ..NewDocument::default() };
    document::import(office, &new, Some("draft"), plain::read(text), "First").unwrap().value.0
}

fn body(office: &Office, id: DocumentId) -> Body {
    office.read(|conn| store::working(conn, id)).unwrap().body
}

fn go(office: &mut Office, id: DocumentId, to: &str, note: &str) {
    let taking = Taking { to: to.into(), vote: "carried".into(), note: note.into(), ..Taking::default() };
    step::step(office, id, &taking).unwrap();
}

/// Autosave is no step of history and no version; what is undone brings no text of others back.
#[test]
fn the_text_at_work_stands_outside_the_history() {
    let (mut office, _) = office();
    let id = draft(&mut office, "1. One\n");
    let steps = |office: &Office| -> i64 {
        office.read(|conn| Ok(conn.query_row("SELECT count(*) FROM journal_op", [], |row| row.get(0))?)).unwrap()
    };
    let before = steps(&office);
    let mut text = body(&office, id);
    text.clauses[0].text = "One, and more".into();
    for _ in 0..3 {
        version::keep_working(&mut office, id, &Working { body: text.clone(), began: None }).unwrap();
    }
    assert_eq!(steps(&office), before);
    assert_eq!(body(&office, id), text);
    assert_eq!(office.read(|conn| store::versions(conn, id)).unwrap().len(), 1);
    let done = version::save(&mut office, id, None, &version::Saving::named("Second")).unwrap();
    let kept = office.read(|conn| store::body_of(conn, done.value)).unwrap();
    assert_eq!(kept, text);
    // The guard of the connection holds for everything else that is written so.
    let wrong = office.aside(|conn| {
        conn.execute("UPDATE policy_document SET title = 'x'", [])?;
        Ok(())
    });
    assert!(wrong.is_err());
}

#[test]
fn a_version_never_changes_and_is_found_out_if_it_was() {
    let (mut office, _) = office();
    let id = draft(&mut office, "1. One\n");
    let refused = office.transact(&version::SAVE, |tx| {
        tx.conn().execute("UPDATE policy_version SET name = 'other'", [])?;
        Ok(())
    });
    assert!(refused.unwrap_err().to_string().contains("stays as it was saved"));
    assert!(office.read(store::check).unwrap().is_empty());
    let version = office.read(|conn| store::newest(conn, id)).unwrap().unwrap();
    assert_eq!(version.sha256, body(&office, id).sha256());
    assert_eq!(version.sha256.len(), 64);
}

/// What was tabled is frozen; its text of each day is known, and who made a version can say where a clause came from.
#[test]
fn a_text_in_force_says_where_each_clause_came_from() {
    let (mut office, clock) = office();
    let id = draft(&mut office, "1. Meet monthly.\n\n2. Report to the committee.\n\n3. Elect a chair.\n");
    for point in ["evidence", "cost", "consulted", "contradictions", "equality"] {
        step::check(&mut office, id, point, "not_needed", "A charter").unwrap();
    }
    go(&mut office, id, "tabled", "");
    let text = body(&office, id);
    assert!(version::keep_working(&mut office, id, &Working { body: text, began: None }).is_err());
    go(&mut office, id, "debated", "");
    go(&mut office, id, "adopted", "");
    go(&mut office, id, "in_force", "the committee");
    clock.set(iso("2027-05-12"));
    go(&mut office, id, "review_due", "");
    let mut text = body(&office, id);
    text.clauses.swap(0, 2);
    text.clauses[1].text.push_str(" Minutes are public.");
    let saving = version::Saving {
        name: "As amended".into(),
        sources: vec![(text.clauses[1].id, Deed::Changed, "C1-A2".into())],
        ..version::Saving::default()
    };
    let changed = text.clauses[1].id;
    version::save(&mut office, id, Some(text), &saving).unwrap();
    go(&mut office, id, "in_force", "the meeting of May");
    let one = office.read(|conn| store::document(conn, id)).unwrap();
    let on = |day: &str| office.read(|conn| store::text_on(conn, &one, iso(day))).unwrap();
    assert!(on("2026-11-26").is_none());
    assert!(on("2027-05-11").unwrap().notes.is_empty(), "nothing happened to what came into force first");
    let now = on("2027-05-12").unwrap();
    let says: Vec<String> = now.notes.iter().map(|note| note.says()).collect();
    assert!(says.contains(&"changed by C1-A2, 12 May 2027".to_owned()), "{says:?}");
    assert!(now.notes.iter().any(|note| note.clause == changed && note.origin == "C1-A2"));
    assert!(says.iter().any(|says| says.starts_with("moved by the meeting of May")), "{says:?}");
    assert_eq!(one.new.review_on, Some(iso("2028-05-12")), "a year for a charter");
}

#[test]
fn an_erasure_takes_the_person_out_and_leaves_what_was_said() {
    let (mut office, _) = office();
    let ann = people::ops::add(&mut office, &Details::named("Ann Quillfeather")).unwrap().value;
    let id = draft(&mut office, "1. One\n");
    let clause = body(&office, id).clauses[0].id;
    let new = NewComment {
        document: id,
        response: None,
        anchor: Anchor::clause(clause),
        says: "Why one?".into(),
        person: Some(ann),
        name: String::new(),
        day: iso("2026-11-27"),
        theme: String::new(),
    };
    comment::add(&mut office, &new).unwrap();
    assert_eq!(office.read(|conn| store::comments(conn, id)).unwrap()[0].by, "Ann Quillfeather");
    let what = Erasing { people: vec![ann], reason: "They asked".into(), places: Places::default(), deal: Deal::Leave };
    people::ops::erase(&mut office, &what).unwrap();
    let comments = office.read(|conn| store::comments(conn, id)).unwrap();
    assert_eq!((comments[0].by.as_str(), comments[0].new.says.as_str()), ("", "Why one?"));
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn undo_takes_a_step_a_version_and_a_document_back() {
    let (mut office, _) = office();
    let id = draft(&mut office, "1. One\n");
    let mut text = body(&office, id);
    text.clauses[0].text = "Another".into();
    version::save(&mut office, id, Some(text.clone()), &version::Saving::named("Second")).unwrap();
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::versions(conn, id)).unwrap().len(), 1);
    assert_eq!(body(&office, id), text, "what was written is not lost with its version");
    office.undo("").unwrap();
    assert!(office.read(|conn| store::document(conn, id)).is_err());
    office.redo().unwrap();
    assert_eq!(body(&office, id), text);
}

/// A text of two hundred pages: any two versions are compared clause by clause, and comments find their words again.
#[test]
fn a_long_text_is_compared_and_its_comments_are_found_again() {
    let long: String =
        (1..=600).map(|n| format!("{n}. Clause number {n} says that the Council does thing {n}.\n\n")).collect();
    let mut text = plain::read(&long);
    assert_eq!(text.clauses.len(), 600);
    let before = text.clone();
    let anchor = Anchor::at(300, &text.clauses[299].text.clone(), 7..17);
    text.clauses.remove(10);
    text.clauses[288].text.insert_str(0, "From May on, ");
    let moved = text.clauses.remove(500);
    text.clauses.insert(20, moved);
    let steps = compare::compare(&before, &text);
    let count = |fate: fn(&compare::Fate) -> bool| steps.iter().filter(|step| fate(&step.fate)).count();
    assert_eq!(count(|f| *f == compare::Fate::Left), 1);
    assert_eq!(count(|f| *f == compare::Fate::Changed), 1);
    assert_eq!(count(|f| matches!(f, compare::Fate::Moved { .. })), 1);
    text.clauses.iter_mut().find(|c| c.id == 300).unwrap().text.insert_str(0, "Then: ");
    assert_eq!(anchor.find(&text), Place::Words { clause: 300, at: 13..23 });
}

fn row(
    office: &mut Office,
    part: &'static wardroom::events::model::part::Part,
    id: DocumentId,
    words: &[(&str, &str)],
) {
    use wardroom::events::model::part::PartForm;
    let terms = wardroom::ledger::model::Terms {
        currency: *wardroom::kit::Currency::of("GBP").unwrap(),
        today: office.today(),
        month_first: false,
    };
    let mut form = PartForm::new(part);
    for (key, text) in words {
        form.set(key, *text);
    }
    let values = form.parse(part, &terms).unwrap();
    wardroom::policy::ops::part::add(office, part, id, &values).unwrap();
}

/// Who was of another opinion stands beside what was decided, and is gone from it with the person, not with the reason.
#[test]
fn dissent_stands_beside_the_decision() {
    use wardroom::policy::model::parts::DISSENT;
    let (mut office, _) = office();
    let ann = people::ops::add(&mut office, &Details::named("Ann Quillfeather")).unwrap().value;
    let id = draft(&mut office, "1. One\n");
    for point in ["evidence", "cost", "consulted", "contradictions", "equality"] {
        step::check(&mut office, id, point, "not_needed", "A charter").unwrap();
    }
    for to in ["tabled", "debated", "adopted"] {
        go(&mut office, id, to, "");
    }
    let person = ann.to_string();
    row(&mut office, &DISSENT, id, &[("person", &person), ("day", "27 Nov 2026"), ("reason", "It costs too much")]);
    let rows = office.read(|conn| store::part_rows(conn, &DISSENT, id)).unwrap();
    assert_eq!((rows[0].text(&DISSENT, "person"), rows[0].text(&DISSENT, "day")), ("Ann Quillfeather", "27 Nov 2026"));
    let what = Erasing { people: vec![ann], reason: "They asked".into(), places: Places::default(), deal: Deal::Leave };
    people::ops::erase(&mut office, &what).unwrap();
    let rows = office.read(|conn| store::part_rows(conn, &DISSENT, id)).unwrap();
    assert_eq!((rows[0].text(&DISSENT, "person"), rows[0].text(&DISSENT, "reason")), ("", "It costs too much"));
    assert_eq!(office.check().unwrap(), []);
}

/// Home says when outcomes are looked at and who has not replied, and is silent once there is a result.
#[test]
fn home_says_what_is_due_of_outcomes_and_experts() {
    use wardroom::policy::model::parts::{EXPERTS, MEASURES};
    let (mut office, _) = office();
    let id = draft(&mut office, "1. One\n");
    row(&mut office, &MEASURES, id, &[("measure", "Soot at schools"), ("review_on", "1 Dec 2026")]);
    row(&mut office, &MEASURES, id, &[("measure", "Far away"), ("review_on", "1 Dec 2027")]);
    row(&mut office, &MEASURES, id, &[("measure", "Seen to"), ("review_on", "1 Dec 2026"), ("result", "Half")]);
    row(&mut office, &EXPERTS, id, &[("name", "Bo Berg"), ("due_on", "26 Nov 2026")]);
    row(&mut office, &EXPERTS, id, &[("name", "Cy Cole"), ("due_on", "26 Nov 2026"), ("replied_on", "25 Nov 2026")]);
    let todo = wardroom::policy::SUBJECT.todo.unwrap();
    let said = office.read(|conn| todo(conn, iso("2026-11-27"))).unwrap();
    let said: Vec<(String, String)> = said.into_iter().map(|one| (one.says, one.detail)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().any(|(_, detail)| detail == "Soot at schools"), "{said:?}");
    assert!(said.iter().any(|(says, _)| says.contains("Bo Berg")), "{said:?}");
}
