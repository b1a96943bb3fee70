//! Birth dates, own fields, consent and links: round trips, what an export leaves out, and undo.

use wardroom::kit::PartDay;
use wardroom::kit::day::from_iso;
use wardroom::office::{Office, attachments};
use wardroom::people::consent::{Said, State};
use wardroom::people::{
    self, Details, End, LinkKind, LogForm, LogKind, OwnField, OwnFieldId, OwnKind, PersonForm, PersonId, Way, fields,
    ops, store,
};
use wardroom::tabular;

use super::people::{today, world};

fn said(way: Option<Way>, state: State, day: &str, how: &str) -> Said {
    Said { way, state, day: from_iso(day).unwrap(), how: how.into() }
}

fn add(office: &mut Office, name: &str) -> PersonId {
    ops::add(office, &Details::named(name)).unwrap().value
}

fn field(office: &mut Office, name: &str, kind: OwnKind, options: &[&str]) -> OwnFieldId {
    let options = options.iter().map(|o| (*o).to_owned()).collect();
    let new = OwnField { id: OwnFieldId::default(), name: name.into(), kind, options, in_list: false, closed: false };
    ops::add_field(office, &new).unwrap().value
}

/// The register as CSV, and how many rows it has.
fn export(office: &Office, everybody: bool) -> (String, usize) {
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("people.csv");
    let rows = office
        .read(|conn| {
            let export = store::EXPORT;
            let sheet = tabular::Sheet {
                title: String::new(),
                columns: export.columns_in(conn)?,
                currency: *wardroom::kit::Currency::pound(),
            };
            export.rows_in(conn, everybody, &mut |rows| tabular::write_table(&to, &sheet, rows))
        })
        .unwrap();
    (std::fs::read_to_string(to).unwrap(), rows)
}

fn import(office: &mut Office, csv: &str, on: ops::OnDuplicate) -> tabular::Report {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("people.csv");
    std::fs::write(&path, csv).unwrap();
    let source = tabular::open(&path, &tabular::Overrides::default()).unwrap();
    let mapping = fields::guess(&source);
    let import = ops::Import::new(&source, &mapping, on, *wardroom::kit::Currency::pound(), today(), false).unwrap();
    let shown = import.preview(office).unwrap().report;
    let done = import.commit(office).unwrap().value.report;
    for (preview, commit) in [
        (shown.added, done.added),
        (shown.updated, done.updated),
        (shown.skipped, done.skipped),
        (shown.refused, done.refused),
    ] {
        assert_eq!(preview, commit, "what is shown is what is done");
    }
    done
}

#[test]
fn all_of_a_person_goes_out_and_comes_back() {
    let mut office = world();
    let shirt = field(&mut office, "Shirt size", OwnKind::Choice, &["Small", "Large"]);
    let since = field(&mut office, "Helper since", OwnKind::Day, &[]);
    for (at, birth) in ["1987-04-03", "1987-04", "1987", "--04-03", ""].into_iter().enumerate() {
        let mut form = PersonForm {
            name: format!("Person {at}"),
            birth: birth.into(),
            languages: "Welsh, English".into(),
            source: "Stall at the fair".into(),
            ..PersonForm::default()
        };
        form.with_fields(&office.read(store::own_fields).unwrap());
        form.own[0].text = "large".into();
        form.own[1].text = "2024-05-01".into();
        ops::add(&mut office, &form.parse(today(), false).unwrap()).unwrap();
    }
    let ids: Vec<PersonId> = office
        .read(|conn| Ok(store::page(conn, &store::Filter::default(), 0, 10)?.iter().map(|hit| hit.id).collect()))
        .unwrap();
    let first = office.read(|conn| store::get(conn, ids[0])).unwrap().details;
    assert_eq!((first.own(shirt), first.own(since)), (Some("Large"), Some("2024-05-01")));
    ops::consent(&mut office, ids[0], &said(Some(Way::Email), State::Yes, "2026-03-01", "membership form")).unwrap();
    ops::consent(&mut office, ids[0], &said(Some(Way::Own("newsletter".into())), State::No, "2026-04-01", "")).unwrap();
    ops::consent(&mut office, ids[1], &said(None, State::No, "2026-05-01", "by letter")).unwrap();
    let (csv, rows) = export(&office, true);
    assert_eq!(rows, 5);
    assert!(csv.contains("Own: Shirt size") && csv.contains("--04-03"), "{csv}");

    let again = import(&mut office, &csv, ops::OnDuplicate::Update);
    assert_eq!((again.skipped, again.updated, again.refused), (5, 0, 0), "its own export changes nothing: {again:?}");

    let mut other = world();
    field(&mut other, "shirt SIZE", OwnKind::Choice, &["Small", "Large"]);
    field(&mut other, "Helper since", OwnKind::Day, &[]);
    let done = import(&mut other, &csv, ops::OnDuplicate::Skip);
    assert_eq!((done.added, done.refused), (5, 0), "{done:?}");
    let (back, _) = export(&other, true);
    let rest = |csv: &str| -> Vec<String> {
        // The ids are the office's own, and the heading is as that office writes it.
        csv.lines().skip(1).map(|line| line.split_once(',').unwrap().1.to_owned()).collect()
    };
    assert_eq!(rest(&back), rest(&csv));
    assert_eq!(other.check().unwrap(), []);
}

#[test]
fn a_list_of_another_program_brings_birth_dates_and_objections() {
    let mut office = world();
    let csv = "Name,Date of birth,Do not email,Do not contact,E-mail opt in\n\
        Ann Lee,13/04/1987,yes,,\nBob Roe,01/05/43,,yes,\nCy Dee,0/0/00,no,,yes\nDi Eff,31/12/1990,maybe,,\n";
    let done = import(&mut office, csv, ops::OnDuplicate::Skip);
    assert_eq!((done.added, done.refused), (3, 1), "{done:?}");
    let found = |name: &str| {
        office
            .read(|conn| {
                let id = store::resolve(conn, name)?;
                Ok((store::get(conn, id)?.details, store::standing(conn, id, today())?))
            })
            .unwrap()
    };
    let (ann, holds) = found("Ann Lee");
    assert_eq!(ann.birth, PartDay::from_iso("1987-04-13"));
    assert!(!holds.reach(&Way::Email).may() && holds.reach(&Way::Post).may());
    let (bob, holds) = found("Bob Roe");
    assert_eq!(bob.birth, PartDay::from_iso("1943-05-01"), "no birth lies ahead");
    assert!(holds.stop.is_some());
    let (cy, holds) = found("Cy Dee");
    assert_eq!(cy.birth, None);
    assert!(holds.reach(&Way::Email).consented());
    let missing = import_problem(&mut office, "Name,Own: Hat size\nEd Gee,7\n");
    assert!(missing.contains("Hat size"), "{missing}");
}

fn import_problem(office: &mut Office, csv: &str) -> String {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("people.csv");
    std::fs::write(&path, csv).unwrap();
    let source = tabular::open(&path, &tabular::Overrides::default()).unwrap();
    let mapping = fields::guess(&source);
    let currency = *wardroom::kit::Currency::pound();
    let import = ops::Import::new(&source, &mapping, ops::OnDuplicate::Skip, currency, today(), false).unwrap();
    let problem = import.preview(office).unwrap_err();
    import.commit(office).unwrap_err();
    problem.to_string()
}

#[test]
fn consent_is_a_row_a_day_and_the_past_can_be_shown() {
    let mut office = world();
    let ann = add(&mut office, "Ann Lee");
    let email = || Some(Way::Email);
    ops::consent(&mut office, ann, &said(email(), State::Unknown, "2024-01-01", "")).unwrap();
    ops::consent(&mut office, ann, &said(email(), State::Yes, "2025-03-01", "form")).unwrap();
    ops::consent(&mut office, ann, &said(email(), State::No, "2026-06-01", "by phone")).unwrap();
    let again = ops::consent(&mut office, ann, &said(email(), State::No, "2026-06-01", "by phone")).unwrap();
    assert_eq!((again.value, again.op), (false, None), "what says nothing new is no step of history");
    let state = |office: &Office, day: &str| {
        let standing = office.read(|conn| store::standing(conn, ann, from_iso(day)?)).unwrap();
        standing.of(&Way::Email).map(|c| c.said.state)
    };
    for (day, expected) in [
        ("2023-12-31", None),
        ("2024-01-01", Some(State::Unknown)),
        ("2025-03-01", Some(State::Yes)),
        ("2026-05-31", Some(State::Yes)),
        ("2026-06-01", Some(State::No)),
    ] {
        assert_eq!(state(&office, day), expected, "{day}");
    }
    let past = office.read(|conn| store::consents(conn, ann)).unwrap();
    assert_eq!((past.len(), past[0].by.as_str(), past[0].said.how.as_str()), (3, "Asha M.", "by phone"));
    assert!(ops::consent(&mut office, ann, &said(email(), State::Yes, "2026-11-22", "")).is_err(), "not of tomorrow");
    office.undo("").unwrap();
    assert_eq!(state(&office, "2026-11-21"), Some(State::Yes), "undo takes the last word back");
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn who_is_not_to_be_contacted_is_left_out_and_counted() {
    let mut office = world();
    let (ann, bob) = (add(&mut office, "Ann Lee"), add(&mut office, "Bob Roe"));
    ops::consent(&mut office, ann, &said(None, State::No, "2026-05-01", "by letter")).unwrap();
    ops::consent(&mut office, bob, &said(None, State::No, "2026-05-01", "")).unwrap();
    ops::consent(&mut office, bob, &said(None, State::Yes, "2026-06-01", "")).unwrap();
    let (csv, rows) = export(&office, false);
    assert!(rows == 1 && !csv.contains("Ann Lee"), "{csv}");
    assert_eq!(export(&office, true).1, 2);
    let (count, says) = office.read(|conn| store::EXPORT.left_out(conn, false)).unwrap();
    assert_eq!((count, says.as_str()), (1, "1 person left out: not to be contacted"));
    assert_eq!(office.read(|conn| store::EXPORT.left_out(conn, true)).unwrap().0, 0);
    let reach = office.read(|conn| store::reach(conn, ann, &Way::Post, today())).unwrap();
    assert_eq!((reach.may(), reach.why().as_str()), (false, "Do not contact, since 1 May 2026"));
}

#[test]
fn own_fields_are_closed_while_they_hold_something() {
    let mut office = world();
    let id = field(&mut office, "Car", OwnKind::Text, &[]);
    let same = OwnField {
        id: OwnFieldId::default(),
        name: " CAR ".into(),
        kind: OwnKind::Text,
        options: vec![],
        in_list: false,
        closed: false,
    };
    assert!(ops::add_field(&mut office, &same).is_err(), "a name stands once");
    let ann = add(&mut office, "Ann Lee");
    let mut details = office.read(|conn| store::get(conn, ann)).unwrap().details;
    details.own.push((id, "Minibus".into()));
    ops::change(&mut office, ann, &details).unwrap();
    let field = office.read(|conn| store::own_field(conn, "car")).unwrap().unwrap();
    assert!(!ops::remove_field(&mut office, &field).unwrap().value, "it is in use, so it is closed");
    assert!(office.read(|conn| store::own_field(conn, "car")).unwrap().unwrap().closed);
    let kept = office.read(|conn| store::get(conn, ann)).unwrap().details;
    assert_eq!(kept.own(id), Some("Minibus"));
    office.undo("").unwrap();
    assert!(!office.read(|conn| store::own_field(conn, "car")).unwrap().unwrap().closed);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_link_is_read_from_both_ends_and_a_household_is_who_is_linked_to_who_is_linked() {
    let mut office = world();
    let people: Vec<PersonId> = ["Ann", "Bob", "Cy", "Di"].into_iter().map(|name| add(&mut office, name)).collect();
    let [ann, bob, cy, di] = people[..] else { panic!() };
    let household = (LinkKind::Household, End::Start);
    ops::link(&mut office, bob, household, ann, "").unwrap();
    assert_eq!(ops::link(&mut office, ann, household, bob, "").unwrap().op, None, "a household has no direction");
    ops::link(&mut office, bob, household, cy, "").unwrap();
    ops::link(&mut office, ann, (LinkKind::Payer, End::Other), di, "standing order").unwrap();
    let says = |id| {
        let links = office.read(|conn| store::links(conn, id)).unwrap();
        links.iter().map(|l| format!("{} {}", l.kind.says(l.end), l.name)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(says(ann), "Same household as Bob; Paid for by Di");
    assert_eq!(says(di), "Pays for Ann");
    assert_eq!(office.read(|conn| store::household(conn, ann)).unwrap(), [ann, bob, cy]);
    let all = office.read(store::households).unwrap();
    assert!(all.len() == 3 && all.values().all(|head| *head == ann), "{all:?}");
    assert!(ops::link(&mut office, ann, household, ann, "").is_err());
    let link = office.read(|conn| store::links(conn, di)).unwrap()[0].id;
    ops::unlink(&mut office, link).unwrap();
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::links(conn, di)).unwrap().len(), 1);
    ops::remove(&mut office, ann).unwrap();
    assert!(office.read(|conn| store::links(conn, di)).unwrap().is_empty(), "links go with the person");
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::links(conn, ann)).unwrap().len(), 2);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn the_log_says_what_wants_doing_and_is_closed_with_what_came_of_it() {
    let mut office = world();
    let ann = add(&mut office, "Ann Lee");
    let line = |kind, about: &str, step: &str, due: &str| {
        let form = LogForm {
            about: about.into(),
            step: step.into(),
            due: due.into(),
            ..LogForm::new(kind, today(), "Asha M.")
        };
        form.parse(today(), false).unwrap()
    };
    ops::log(&mut office, ann, &line(LogKind::Thanks, "the minibus", "", "")).unwrap();
    let call = ops::log(&mut office, ann, &line(LogKind::Contact, "the hall", "call back", "1/12/2026")).unwrap().value;
    let bins = ops::log(&mut office, ann, &line(LogKind::Concern, "the bins", "", "")).unwrap().value;
    let todos = |office: &Office| {
        let all = office.read(|conn| people::SUBJECT.todo.unwrap()(conn, today())).unwrap();
        all.into_iter().map(|todo| (todo.says, todo.due.map(|d| d.to_string()))).collect::<Vec<_>>()
    };
    assert_eq!(
        todos(&office),
        [
            ("Call back: Ann Lee".to_owned(), Some("2026-12-01".to_owned())),
            ("Concern of Ann Lee: the bins".to_owned(), None)
        ]
    );
    ops::close_log(&mut office, bins, "the council empties them again").unwrap();
    assert!(ops::close_log(&mut office, bins, "").is_err(), "it is closed");
    ops::close_log(&mut office, call, "").unwrap();
    assert!(todos(&office).is_empty());
    office.undo("").unwrap();
    assert_eq!(todos(&office).len(), 1, "undo opens it again");
    let log = office.read(|conn| store::log_of(conn, ann)).unwrap();
    assert_eq!((log.len(), log[0].line.about.as_str()), (3, "the hall"), "what wants doing stands first");
    ops::remove_log(&mut office, log[1].id).unwrap();
    office.undo("").unwrap();
    assert_eq!(office.read(|conn| store::log_of(conn, ann)).unwrap(), log);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_photo_is_attached_read_back_and_taken_off() {
    let mut office = world();
    let ann = add(&mut office, "Ann Lee");
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("Ann’s card.png");
    std::fs::write(&path, b"\x89PNG not much of a picture").unwrap();
    let id = ops::attach(&mut office, ann, &path).unwrap().value;
    let of = |office: &Office| office.read(|conn| attachments::of(conn, ops::OWNER, ann.0)).unwrap();
    assert_eq!((of(&office)[0].name.as_str(), of(&office)[0].media_type.as_str()), ("Ann’s card.png", "image/png"));
    assert!(office.read(|conn| attachments::bytes(conn, id)).unwrap().starts_with(b"\x89PNG"));
    assert!(ops::remove(&mut office, ann).is_err(), "a person with papers is not removed in passing");
    ops::detach(&mut office, ann, id).unwrap();
    assert!(of(&office).is_empty() && ops::detach(&mut office, ann, id).is_err());
    office.undo("").unwrap();
    assert_eq!(of(&office).len(), 1);
    let huge = place.path().join("film.bin");
    std::fs::File::create(&huge).unwrap().set_len(attachments::LARGEST as u64 + 1).unwrap();
    assert!(ops::attach(&mut office, ann, &huge).unwrap_err().message.contains("10 MB"));
    assert!(ops::attach(&mut office, ann, &place.path().join("nothing")).is_err());
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn reports_count_people_and_hide_small_cells() {
    let mut office = world();
    for at in 0..30 {
        let form = PersonForm {
            name: format!("Person {at}"),
            birth: if at < 3 {
                "2010-05-01"
            } else if at < 12 {
                "2003-05-01"
            } else {
                "1980"
            }
            .into(),
            languages: if at % 2 == 0 { "English" } else { "Welsh, English" }.into(),
            source: if at < 10 {
                "Website"
            } else if at < 15 {
                "website"
            } else {
                ""
            }
            .into(),
            ..PersonForm::default()
        };
        ops::add(&mut office, &form.parse(today(), false).unwrap()).unwrap();
    }
    let span = wardroom::cli::Span {
        from: from_iso("2026-01-01").unwrap(),
        to: from_iso("2026-12-31").unwrap(),
        today: today(),
    };
    let sheet = |name: &str| {
        let report = store::REPORTS.iter().find(|report| report.name == name).unwrap();
        let sheet = office.read(|conn| (report.sheet)(conn, &span)).unwrap();
        sheet.rows.iter().map(|row| format!("{:?}", row.cells)).collect::<Vec<_>>().join("\n")
    };
    let ages = sheet("ages");
    assert!(
        ages.contains(r#"[Text("16–17"), Text("hidden")]"#) && ages.contains(r#"[Text("18–24"), Text("hidden")]"#),
        "{ages}"
    );
    assert!(ages.contains(r#"[Text("35–49"), Count(18)]"#) && ages.contains("Count(30)"), "{ages}");
    assert!(sheet("languages").contains(r#"[Text("Welsh"), Count(15)]"#));
    assert!(sheet("sources").contains(r#"[Text("Website"), Count(15)]"#), "{}", sheet("sources"));
    assert!(sheet("thanked").is_empty() && sheet("referrers").is_empty());
    let filter = store::Filter { source: Some("WEBSITE".into()), ..store::Filter::default() };
    assert_eq!(office.read(|conn| store::count(conn, &filter)).unwrap(), 15);
}

#[test]
fn taking_back_that_a_person_was_added_does_not_take_later_notes_with_it() {
    let mut office = world();
    let added = ops::add(&mut office, &Details::named("Ann Lee")).unwrap();
    let (ann, op) = (added.value, added.op.unwrap());
    let said = said(Some(Way::Post), State::No, "2026-05-01", "");
    ops::consent(&mut office, ann, &said).unwrap();
    let refused = office.undo_op(op, "").unwrap_err();
    assert!(refused.message.contains("consent to post"), "{refused}");
    assert!(!office.read(|conn| store::consents(conn, ann)).unwrap().is_empty());
    office.undo("").unwrap();
    office.undo_op(op, "").unwrap();
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn what_many_said_is_recorded_in_one_step_and_taken_back_as_one() {
    let mut office = world();
    let ids = ["Ann Lee", "Bob Roe", "Cy Brook"].map(|name| add(&mut office, name));
    let email = |state, day: &str| said(Some(Way::Email), state, day, "stall");
    ops::consent(&mut office, ids[0], &email(State::Yes, "2026-05-01")).unwrap();
    let done = ops::consent_many(&mut office, &ids, &email(State::Yes, "2026-05-01")).unwrap();
    assert_eq!(done.value, 2, "of one it was known");
    let holds =
        |office: &Office, id| office.read(|conn| store::standing(conn, id, today())).unwrap().reach(&Way::Email);
    assert!(ids.iter().all(|id| holds(&office, *id).consented()));
    assert_eq!(office.next_undo().unwrap().unwrap().summary, "Consent to e-mail of 2 people: yes");
    // What one of them said since stays when the step is taken back.
    ops::consent(&mut office, ids[2], &email(State::No, "2026-06-01")).unwrap();
    office.undo_op(done.op.unwrap(), "").unwrap();
    assert!(holds(&office, ids[0]).consented());
    assert!(!holds(&office, ids[1]).consented() && !holds(&office, ids[2]).may());
    let stop = said(None, State::No, "2026-11-21", "");
    assert_eq!(ops::consent_many(&mut office, &ids, &stop).unwrap().value, 3);
    assert_eq!(office.read(|conn| store::not_to_contact(conn, None)).unwrap().len(), 3);
    assert_eq!(ops::consent_many(&mut office, &ids, &stop).unwrap().op, None, "it says nothing new");
    assert!(ops::consent_many(&mut office, &ids, &said(None, State::No, "2026-11-22", "")).is_err(), "not of tomorrow");
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn own_fields_are_searched_as_others_are_and_columns_of_any_heading_go_to_them() {
    let mut office = world();
    let street = field(&mut office, "Round", OwnKind::Text, &[]);
    let since = field(&mut office, "Helper since", OwnKind::Day, &[]);
    let csv = "Name,Stadtteil,Seit\nAnn Lee,Sailmakers’ Quay,2024-05-01\nBob Roe,Łódź Row,\n";
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("people.csv");
    std::fs::write(&path, csv).unwrap();
    let source = tabular::open(&path, &tabular::Overrides::default()).unwrap();
    let map = "[columns]\nfull_name = \"Name\"\n\"own:round\" = \"Stadtteil\"\n\"own:Helper since\" = \"Seit\"\n";
    let mapping = tabular::Mapping::from_toml(map).unwrap();
    let currency = *wardroom::kit::Currency::pound();
    let import = ops::Import::new(&source, &mapping, ops::OnDuplicate::Skip, currency, today(), false).unwrap();
    assert_eq!(import.commit(&mut office).unwrap().value.report.added, 2);

    let found = |office: &Office, text: &str| -> Vec<String> {
        office.read(|conn| store::search(conn, text, 9)).unwrap().into_iter().map(|hit| hit.name).collect()
    };
    assert_eq!(found(&office, "sailm"), ["Ann Lee"]);
    assert_eq!(found(&office, "lodz row"), ["Bob Roe"]);
    assert!(found(&office, "2024-05-01").is_empty(), "a day is asked for by a condition");
    let bob = office.read(|conn| store::resolve(conn, "Bob Roe")).unwrap();
    let mut details = office.read(|conn| store::get(conn, bob)).unwrap().details;
    assert_eq!((details.own(street), details.own(since)), (Some("Łódź Row"), None));
    details.own.retain(|(field, _)| *field != street);
    ops::change(&mut office, bob, &details).unwrap();
    assert!(found(&office, "lodz").is_empty(), "what is gone is not found");
    office.undo("").unwrap();
    assert_eq!(found(&office, "lodz"), ["Bob Roe"]);
    assert_eq!(office.check().unwrap(), []);

    let unknown = tabular::Mapping::from_toml(&map.replace("own:round", "own:Quarter")).unwrap();
    let import = ops::Import::new(&source, &unknown, ops::OnDuplicate::Skip, currency, today(), false).unwrap();
    assert!(import.preview(&office).unwrap_err().message.contains("“Quarter”"));
}
